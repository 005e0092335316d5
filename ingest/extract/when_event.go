package extract

import (
	"fmt"
	"sort"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/nlp"
)

// EventTime picks, among the expressions of time of a paragraph, the one that says when the event of a trigger
// happens, and reads it under the tense of the event. It tells why. Where no expression belongs to the event the
// interval is unknown and the reason empty: dates of the report, of other events and of what was talked about are
// not the event's.
//
// times are those of the whole text, in order, as Times gives them.
func EventTime(s *Syntax, trigger int, times []Time, tense Tense) (graph.Interval, string) {
	if i, reason := s.ownTime(trigger, times, tense); i.Known() {
		return i, reason
	}
	return s.carriedTime(trigger, times)
}

// ownTime picks from the sentence of the trigger.
func (s *Syntax) ownTime(trigger int, times []Time, tense Tense) (graph.Interval, string) {
	sent := s.Sent(trigger)
	chain := s.eventChain(trigger)
	var best Time
	bestCost := -1
	from := sort.Search(len(times), func(k int) bool { return times[k].Span.Start >= sent.Start })
	for _, t := range times[from:] {
		if t.Span.End > sent.End {
			break
		}
		if t.Role != TimeWhen && !(t.Role == TimeDeadline && tense == FutureTense) {
			continue
		}
		cost, ahead, ok := s.timeCost(t, trigger, chain)
		if !t.Past.Known() && !s.verbal(trigger) && t.Span.Start > trigger {
			// "spoke of their meeting next week": the day cannot be the verb's, wherever the parser hangs it.
			if _, right := s.Edges(trigger); right == t.Span.Start-1 || ok && cost == 0 {
				cost, ok, t.Past = 0, true, t.Future
			}
		}
		if !ok {
			continue
		}
		if ahead {
			t.Interval, t.Past = t.Future, t.Future
		}
		if t.Role == TimeDeadline {
			cost++
		}
		if !s.verbal(trigger) && cost == 0 {
			// A noun's own day need not lie in the past because its verb does: "invited her to a meeting on December 12".
			t.Past = t.Interval
		}
		if !t.In(tense).Known() {
			continue
		}
		// Of two that belong, the nearer in the tree, then the more exact, then the nearer in the text.
		cost = cost*1000 + min(9, spread(t.In(tense)))*100 + min(99, abs(t.Span.Start-trigger))
		if bestCost < 0 || cost < bestCost {
			best, bestCost = t, cost
		}
	}
	if bestCost < 0 {
		return graph.Interval{}, ""
	}
	return best.In(tense), fmt.Sprintf("%q belongs to %q", s.SpanText(best.Span), s.Tokens[trigger].Text)
}

// carriedTime takes the time of the event told just before, where the sentence of the trigger goes on about it:
// "She will also meet …", "During the visit, …", "In the meeting, …". It looks no more than two sentences back, and
// not behind a sentence with a time of its own.
func (s *Syntax) carriedTime(trigger int, times []Time) (graph.Interval, string) {
	k := int(s.sent[trigger])
	sent := s.Sents[k]
	inside := func(span nlp.Span) []Time {
		from := sort.Search(len(times), func(n int) bool { return times[n].Span.Start >= span.Start })
		to := sort.Search(len(times), func(n int) bool { return times[n].Span.Start >= span.End })
		return times[from:max(from, to)]
	}
	for _, t := range inside(sent) {
		if t.Role == TimeWhen {
			return graph.Interval{}, ""
		}
	}
	if !s.goesOn(trigger) {
		return graph.Interval{}, ""
	}
	for back := 1; back <= 2 && k-back >= 0; back++ {
		before := s.Sents[k-back]
		if len(inside(before)) == 0 {
			continue
		}
		for i := before.Start; i < before.End && i < before.Start+80; i++ {
			if !s.contactNoun(i) && !s.contactVerb(i) && !(s.verbal(i) && motionVerbs[s.Lemma(i)]) {
				continue
			}
			if when, _ := s.ownTime(i, times, Factuality(s, i).Tense); when.Start != "" && when.End != "" && daysBetween(when.Start, when.End) < 7 {
				return when, fmt.Sprintf("goes on about %q", s.Tokens[i].Text)
			}
		}
		return graph.Interval{}, ""
	}
	return graph.Interval{}, ""
}

// goesOn tells whether the trigger's sentence takes up the event before: an "also" at the trigger's verb, or a
// definite contact or stay at its beginning.
func (s *Syntax) goesOn(trigger int) bool {
	for _, l := range s.eventChain(trigger) {
		for c := range s.Children(l.token) {
			if s.Lower(c) == "also" {
				return true
			}
		}
	}
	sent := s.Sent(trigger)
	for i := sent.Start; i < sent.End && i < sent.Start+8; i++ {
		if s.contactNoun(i) && s.definite(i) && s.Child(i, "prep", "relcl", "acl") < 0 {
			return true
		}
	}
	return false
}

// spread says how wide an interval is, from 0 for a day.
func spread(i graph.Interval) int {
	switch i.Granularity() {
	case graph.ByDay:
		return 0
	case graph.ByMonth:
		return 2
	case graph.ByYear:
		return 3
	}
	return 1
}

func abs(n int) int { return max(n, -n) }

// link is a token that shares its time with the trigger.
type link struct {
	token int
	cost  int
	after bool // only times that stand behind the trigger are the trigger's
	other bool // another event that shares its clause: "met the envoy and called his minister"
}

// eventChain gives the tokens whose time is also that of the trigger: the trigger, the light verb that it is the
// object of ("held talks"), the verb whose purpose it is ("travelled to Beijing to meet"), its conjuncts.
func (s *Syntax) eventChain(trigger int) []link {
	chain := []link{{token: trigger}}
	cur, cost, after, other := trigger, 0, false, false
	for len(chain) < 8 && !s.Root(cur) {
		h, dep := s.Tokens[cur].Head, s.Tokens[cur].Dep
		switch {
		case s.verbal(cur) && dep == "xcomp":
			cost++
			after = after || !s.carries(h, cur)
		case s.verbal(cur) && dep == "conj" && s.Child(cur, "nsubj", "nsubjpass") < 0:
			cost += 2
			other = true
		case s.verbal(cur) && dep == "advcl" && s.infinitive(cur) && s.verbal(h):
			cost += 2
		case s.verbal(cur) && dep == "relcl" && s.where(cur) && cur-h < 8:
			v := h
			for n := 0; n < 3 && !s.verbal(v) && !s.Root(v); n++ {
				v = s.Tokens[v].Head
			}
			if !(s.verbal(v) && motionVerbs[s.Lemma(v)]) && !s.staysAt(v) {
				return chain
			}
			h = v
			cost += 3
		case s.verbal(cur) && (dep == "pcomp" || dep == "prep") && timeSharing[s.Lower(h)] && cur != trigger:
			return chain
		case s.verbal(cur):
			return chain
		case dep == "dobj" || dep == "nsubjpass" || dep == "nsubj" || dep == "attr":
			cost++
			after = after || !s.carries(h, cur)
		case dep == "pobj":
			prep := h
			h = s.Tokens[prep].Head
			if h == prep {
				return chain
			}
			switch {
			case s.Lower(prep) == "of" && !s.verbal(h):
				cost++
			case s.Lower(prep) == "for" && s.verbal(h) && (motionVerbs[s.Lemma(h)] || s.staysAt(h)):
				cost += 2
			case timeSharing[s.Lower(prep)] && s.verbal(h):
				cost += 3
			default:
				return chain
			}
		case dep == "conj" || dep == "appos" || dep == "compound" && s.contactNoun(h):
			cost++
		default:
			return chain
		}
		cur = h
		chain = append(chain, link{token: cur, cost: cost, after: after, other: other})
	}
	return chain
}

// where tells whether verb i has a "where".
func (s *Syntax) where(i int) bool {
	for c := range s.Children(i) {
		if s.Lower(c) == "where" {
			return true
		}
	}
	return false
}

// staysAt tells whether verb i is a "be" with a place: "is in Havana for talks".
func (s *Syntax) staysAt(i int) bool {
	if s.Lemma(i) != "be" {
		return false
	}
	for c := range s.Children(i) {
		if s.Tokens[c].Dep == "prep" && s.Lower(c) == "in" {
			return true
		}
	}
	return false
}

// timeSharing holds the prepositions after which a meeting shares the day of what is told: "spoke on Thursday after a
// meeting with".
var timeSharing = map[string]bool{"at": true, "during": true, "in": true, "on": true, "after": true, "following": true,
	"with": true, "through": true, "via": true, "by": true}

var motionVerbs = map[string]bool{"arrive": true, "travel": true, "fly": true, "come": true, "go": true, "head": true,
	"visit": true, "gather": true, "meet": true, "land": true, "return": true, "journey": true, "convene": true, "depart": true,
	"leave": true, "assemble": true, "sit": true, "join": true}

// carries tells whether the verb h says no more than that its complement takes place, so that their times agree.
func (s *Syntax) carries(h, complement int) bool {
	r := ruleFor(s, h, complement)
	return r == nil || r.gives == carry
}

// infinitive tells whether verb i has a "to".
func (s *Syntax) infinitive(i int) bool {
	for c := range s.Children(i) {
		if s.Tokens[c].Dep == "aux" && s.Tokens[c].Tag == "TO" {
			return true
		}
	}
	return false
}

// timeCost tells how far in the tree an expression is from the trigger, if it belongs to it at all, and whether it
// is the day of a plan ("the meeting scheduled for Friday was cancelled"). Of an expression that the parser tore
// apart the best piece counts.
func (s *Syntax) timeCost(t Time, trigger int, chain []link) (cost int, ahead, ok bool) {
	if s.afterSaying(t, trigger) {
		return 0, false, false
	}
	if s.beforeWhere(t, chain) {
		return 0, false, true
	}
	for i := t.Span.Start; i < t.Span.End; i++ {
		if h := s.Tokens[i].Head; h >= t.Span.Start && h < t.Span.End && h != i || s.Tokens[i].Dep == "punct" {
			continue
		}
		if c, a, yes := s.wordCost(t, i, trigger, chain); yes && (!ok || c < cost) {
			cost, ahead, ok = c, a, true
		}
	}
	return cost, ahead, ok
}

// beforeWhere tells whether an expression stands right before the "where" of the event's clause, whatever the parser
// hangs the clause on: "to Kyiv on Monday and to Moscow on Tuesday, where he will meet Putin".
func (s *Syntax) beforeWhere(t Time, chain []link) bool {
	for _, l := range chain {
		if s.Tokens[l.token].Dep != "relcl" {
			continue
		}
		for c := range s.Children(l.token) {
			if s.Lower(c) != "where" {
				continue
			}
			p := c - 1
			if s.Lower(p) == "," {
				p--
			}
			return p == t.Span.End-1
		}
	}
	return false
}

// afterSaying tells whether an expression stands right behind a verb of saying, which it belongs to wherever the
// parser hangs it: "said Thursday the two would speak".
func (s *Syntax) afterSaying(t Time, trigger int) bool {
	p := t.Span.Start - 1
	if s.Lower(p) == "on" {
		p--
	}
	if p < 0 || p == trigger || !s.verbal(p) {
		return false
	}
	e := factEval{Syntax: s}
	r := e.ruleOf(p, "that")
	return r != nil && r.gives == reported && !s.contactVerb(p)
}

// dayParts are what an "of" may join to a day: "the evening of March 14".
var dayParts = map[string]bool{"morning": true, "afternoon": true, "evening": true, "night": true, "day": true, "week": true,
	"end": true, "beginning": true, "start": true}

// wordCost is timeCost for one word of the expression.
func (s *Syntax) wordCost(t Time, x, trigger int, chain []link) (cost int, ahead, ok bool) {
	in := func(x int) (link, bool) {
		for _, l := range chain {
			if l.token == x {
				return l, true
			}
		}
		return link{}, false
	}
	for steps := 0; steps < 8; steps++ {
		if l, yes := in(x); yes && steps > 0 {
			if l.after && t.Span.Start < trigger || l.cost >= 3 && steps > 2 {
				return 0, false, false
			}
			return l.cost + steps/2, ahead, true
		}
		if s.Root(x) {
			return 0, false, false
		}
		h, dep := s.Tokens[x].Head, s.Tokens[x].Dep
		switch {
		case steps == 0: // the expression itself
			if dep == "poss" || dep == "compound" || dep == "nmod" || dep == "amod" {
				if _, yes := in(h); !yes {
					return 0, false, false
				}
			}
		case s.Lower(x) == "of" && steps == 1 && t.Kind != NamedTime: // "the attack of February 24"
			if _, yes := in(h); !yes && !dayParts[s.Lemma(h)] {
				return 0, false, false
			}
		case s.Tokens[x].Pos == "ADP" || dep == "prep" || dep == "npadvmod" || dep == "pcomp" || dep == "advmod":
		case s.verbal(x):
			_, yes := in(h)
			own := s.Child(x, "nsubj", "nsubjpass") >= 0
			switch {
			case yes && (dep == "acl" || dep == "relcl") && !s.verbal(h):
				e := factEval{Syntax: s}
				if r := e.ruleOf(x, "obj"); r != nil && r.gives == effect(graph.Planned) && s.Tokens[x].Tag == "VBN" {
					ahead = true
				}
			case yes && dep == "conj" && !own:
			case yes && dep == "xcomp" && (s.carries(h, x) || !s.verbal(trigger)): // "talks are expected to begin"
			case dep == "xcomp" && s.Tokens[h].Dep == "acomp" && !s.verbal(trigger): // "talks are due to resume"
			default:
				return 0, false, false
			}
		default: // a participant, a place
			if dep == "poss" || dep == "compound" || dep == "nsubj" && s.Tokens[x].Pos == "NOUN" && x != trigger {
				return 0, false, false
			}
		}
		x = h
	}
	return 0, false, false
}
