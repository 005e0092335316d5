package extract

import (
	"sort"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/kb"
)

// takeUp reads what a text says of a plan or a wish that it told of just before, by a noun that names nobody: "The meeting has
// been cancelled", "but he called off the trip", "The talks will take place on Sunday".
func (r *reading) takeUp() {
	own := map[int]bool{} // triggers that join somebody themselves
	for _, p := range r.proposals {
		own[p.trigger] = true
	}
	told := 0
	for i := range r.Tokens {
		for told < len(r.proposals) && r.proposals[told].trigger < i && r.proposals[told].rule != captionRule {
			told++
		}
		if told == 0 || own[i] || !r.contactNoun(i) || !r.Syntax.definite(i) || r.prep(i, "with", "between", "among", "of", "to") >= 0 {
			continue
		}
		last := r.proposals[told-1]
		if r.sent[i]-r.sent[last.trigger] > 2 || r.quoted(i) != r.quoted(last.trigger) || last.fact.Status == graph.Actual || last.fact.Status == graph.Denied {
			continue
		}
		fact := Factuality(r.Syntax, i)
		for k := told - 1; k >= 0 && r.proposals[k].trigger == last.trigger; k-- {
			r.proposals[k].takenUp(fact, r.Syntax, i, r.times)
		}
	}
}

// takenUp applies to a proposal what the noun i says of it later on.
func (p *proposal) takenUp(fact Fact, s *Syntax, i int, times []Time) {
	switch fact.Status {
	case graph.Denied:
		p.fact.Status, p.fact.Tense = graph.Denied, FutureTense
		p.fact.Reason += "; then " + fact.Reason
	case graph.Planned:
		if day, _ := EventTime(s, i, times, FutureTense); day.Known() && !p.date.Known() {
			p.fact.Status, p.date = graph.Planned, day
			p.fact.Reason += "; then " + fact.Reason
		}
	}
}

// storyDays is how many days before the article a story may lie whose day goes for what is told after it.
const storyDays = 10

// storySentences is how far back in the text the day may stand.
const storySentences = 3

// dateStory gives a contact that the story goes on to tell, in the simple past and without a day of its own, the day that
// was named last: "Putin landed in Pyongyang on Wednesday. Kim greeted him at the airport."
func (r *reading) dateStory(facts []*pairFact) {
	if r.day == "" {
		return
	}
	for _, f := range facts {
		if f.status != graph.Actual || f.date.Known() {
			continue
		}
		for _, p := range f.proposals {
			if day := r.storyDay(p.trigger); day != "" {
				f.date, f.inferred = graph.Interval{Start: day, End: day}, true
				p.dated = "the day of the story"
				break
			}
		}
	}
}

// storyDay gives the day that the sentences before that of a trigger end with, if the trigger goes on with their story.
func (r *reading) storyDay(trigger int) graph.Day {
	v := trigger
	if !r.verbal(v) {
		v = r.governor(v)
	}
	if v < 0 || r.blocks[r.blockOf[trigger]].Kind != article.Body || r.Tokens[v].Tag != "VBD" || r.perfect(v) || r.quoted(trigger) {
		return ""
	}
	end := r.Sent(trigger).End
	k := sort.Search(len(r.times), func(n int) bool { return r.times[n].Span.Start >= end }) - 1
	for ; k >= 0 && (r.times[k].Role == TimeDuration || r.times[k].Role == TimeAge); k-- {
	}
	if k < 0 {
		return ""
	}
	t := r.times[k]
	back := r.sent[trigger] - r.sent[t.Span.Start]
	if back < 1 || back > storySentences || t.Role != TimeWhen || t.Past.Granularity() != graph.ByDay || r.quoted(t.Span.Start) ||
		t.Past.Start > r.day || daysBetween(t.Past.Start, r.day) > storyDays {
		return ""
	}
	return t.Past.Start
}

// onVisit tells whether one party of a contact is told to be in the country of the other, in the sentence of the contact or
// the three before it: talks are then talks in person.
func (r *reading) onVisit(p *proposal) bool {
	s := int(r.sent[p.trigger])
	for k := r.Sents[max(0, s-3)].Start; k < r.Sents[s].End; k++ {
		if !r.verbal(k) || !motionVerbs[r.Lemma(k)] && !r.staysAt(k) {
			continue
		}
		for _, guest := range r.subjects(k, "subj", "subj") {
			for _, host := range r.destination(k) {
				if r.guestOf(guest.entity, host.entity, p.a.entity, p.b.entity) || r.guestOf(guest.entity, host.entity, p.b.entity, p.a.entity) {
					return true
				}
			}
		}
	}
	return false
}

// guestOf tells whether who went to a place is a, and the place the country of b.
func (r *reading) guestOf(guest, place, a, b int) bool {
	return guest == a && r.entities[place].kind == kb.Country && r.stateOf(r.entities[b].country) == r.entities[place].id
}

// calledOff tells whether a plan was for an occasion that the sentence says did not come about: "postponed a visit to Beijing,
// where he was to meet Qin Gang".
func (r *reading) calledOff(trigger int) bool {
	v := trigger
	for steps := 0; r.Tokens[v].Dep != "relcl"; steps++ {
		if steps == 4 || r.Root(v) || r.Tokens[v].Dep == "conj" {
			return false
		}
		v = r.Tokens[v].Head
	}
	past := r.Tokens[v].Tag == "VBD"
	for c := range r.Children(v) {
		past = past || r.Tokens[c].Tag == "VBD"
	}
	if !past {
		return false
	}
	for n, steps := r.Tokens[v].Head, 0; steps < 4 && !r.Root(n) && !r.verbal(n); n, steps = r.Tokens[n].Head, steps+1 {
		if r.contactNoun(n) {
			return Factuality(r.Syntax, n).Status == graph.Denied
		}
	}
	return false
}
