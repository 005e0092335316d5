package extract

import (
	"sort"

	"github.com/demarche/demarche/graph"
)

// dayOf gives the time of a proposal: the one that stands right behind a party told after the trigger, "to Kyiv on Monday and to
// Moscow on Tuesday", else that of the trigger.
func (r *reading) dayOf(p *proposal) graph.Interval {
	when, _ := EventTime(r.Syntax, p.trigger, r.times, p.fact.Tense)
	for _, m := range []*mention{p.b.at, p.a.at} {
		if m.form == byPronoun || m.start <= p.trigger || r.sent[m.start] != r.sent[p.trigger] {
			continue
		}
		if t := r.timeBehind(m.end); t != nil && t.Role == TimeWhen && t.In(p.fact.Tense).Granularity() == graph.ByDay {
			if !when.Known() || when.Granularity() == graph.ByDay {
				return t.In(p.fact.Tense)
			}
		}
	}
	return when
}

// timeBehind gives the expression of time that begins at token k, behind a place and an "on" or not; nil where none does or where it
// belongs to a noun behind it.
func (r *reading) timeBehind(k int) *Time {
	if r.Lower(k) == "in" || r.Lower(k) == "at" {
		for k++; k < len(r.Tokens) && r.Tokens[k].Pos == "PROPN" && !weekdays[r.Lower(k)]; k++ {
		}
	}
	if r.Lower(k) == "on" {
		k++
	}
	n := sort.Search(len(r.times), func(n int) bool { return r.times[n].Span.Start >= k })
	if n == len(r.times) || r.times[n].Span.Start != k {
		return nil
	}
	t := &r.times[n]
	if end := t.Span.End; end < len(r.Tokens) && (r.Tokens[end].Tag == "POS" || r.isNoun(end)) {
		return nil
	}
	return t
}
