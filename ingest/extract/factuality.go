package extract

import (
	"fmt"
	"strings"

	"github.com/demarche/demarche/graph"
)

// Tense tells where in time the text puts an event; empty where it does not say.
type Tense string

// The tenses of an event.
const (
	PastTense    Tense = "past"
	PresentTense Tense = "present"
	FutureTense  Tense = "future" // told as still to come, whatever the form of the verb: "plans to meet"
)

// Fact tells whether an event took place, as the text tells it.
type Fact struct {
	Status     graph.Status
	Tense      Tense
	Reason     string // what decided, outermost last: "infinitive; plan (plans): planned"
	Habitual   bool   // told as a habit, not as one event: "regularly meets"
	Question   bool   // part of a question
	Attributed bool   // told as somebody's words

	features []string
}

// Features names what the answer rests on, for a learned scorer: "modal=will", "gov=refuse", "frame=inf", "neg".
func (f Fact) Features() []string { return f.features }

// At gives the fact once the day of its event is known: what is told as a fact for a day after that of the article
// is planned ("arrived for talks on Thursday").
func (f Fact) At(when graph.Interval, published graph.Day) Fact {
	if f.Status == graph.Actual && published != "" && when.Start > published {
		f.Status, f.Tense = graph.Planned, FutureTense
		f.Reason = strings.TrimPrefix(f.Reason+"; its day lies ahead", "; ")
		f.features = append(f.features[:len(f.features):len(f.features)], "ahead")
	}
	return f
}

// Factuality judges the event whose trigger, a verb or a noun, is token trigger.
func Factuality(s *Syntax, trigger int) Fact {
	e := factEval{Syntax: s}
	status, tense := e.eval(trigger, 0)
	f := Fact{Status: status, Tense: tense, Habitual: e.habitual, Attributed: e.attributed, Question: s.question(trigger),
		Reason: strings.Join(e.reasons, "; ")}
	if f.Question {
		e.feature("question")
		if f.Status == graph.Actual && e.underQuestion(trigger) {
			f.Status, status = graph.Possible, graph.Possible
			f.Reason = strings.TrimPrefix(f.Reason+"; in a question: possible", "; ")
			e.feature("asked")
		}
	}
	if tense != "" {
		e.feature("tense=" + string(tense))
	}
	f.features = append(e.features, "status="+string(status))
	return f
}

// factEval climbs from a trigger through the words that govern it.
type factEval struct {
	*Syntax
	reasons    []string
	features   []string
	habitual   bool
	attributed bool
	steps      int  // words climbed through, coordinations included
	accepted   bool // an offer on the way up was accepted
}

func (e *factEval) reason(format string, args ...any) {
	e.reasons = append(e.reasons, fmt.Sprintf(format, args...))
}

func (e *factEval) feature(name string) {
	for _, f := range e.features {
		if f == name {
			return
		}
	}
	e.features = append(e.features, name)
}

// maxClimb bounds the words that are climbed through; deeper ones say little of the event.
const maxClimb = 14

// eval gives the status of what token i tells of, in its whole context, and its tense.
func (e *factEval) eval(i, depth int) (graph.Status, Tense) {
	var own graph.Status
	var tense Tense
	var finite, shared bool
	if e.verbal(i) {
		g := e.group(i)
		own, tense, finite, shared = e.judgeGroup(i, g)
	} else {
		own, tense = e.judgeNoun(i)
	}
	if depth >= maxClimb {
		return own, tense
	}
	up := e.govern(i)
	if shared { // "will travel and meet": the first verb's auxiliaries were counted, climb on from it
		up = e.govern(e.Tokens[i].Head)
	}
	if up.head < 0 {
		if e.verbal(i) && !finite && e.infinitive(i) {
			e.reason("infinitive of a headline: planned")
			e.feature("headline=inf")
			return stricter(own, graph.Planned), FutureTense
		}
		return own, tense
	}
	return e.apply(i, own, tense, finite, up, depth)
}

// apply composes what a word tells of itself with what its governor makes of it.
func (e *factEval) apply(i int, own graph.Status, tense Tense, finite bool, up governor, depth int) (graph.Status, Tense) {
	rule := up.rule
	gives := loose
	if rule != nil {
		gives = rule.gives
		e.feature("gov=" + e.Lemma(up.head))
		e.feature("frame=" + up.frame)
		e.feature("rule=" + strings.ReplaceAll(rule.name, " ", "_"))
	} else {
		gives = up.fallback
		if up.frame != "" {
			e.feature("frame=" + up.frame)
		}
	}
	mark := len(e.reasons)
	outer, outerTense := graph.Actual, Tense("")
	if !up.closed {
		outer, outerTense = e.eval(up.head, depth+1)
	}
	if up.frame == "that" && own == graph.Possible && e.wouldOfReport(i, up.head) {
		e.reason("\"would\" in reported speech: planned")
		own = graph.Planned
	}
	switch gives {
	case reported:
		e.reasons = e.reasons[:mark] // whatever became of the telling, the event stands as told
		if up.frame == "that" {
			e.attributed = true
		}
		if finite || e.perfect(i) {
			return own, tense
		}
		return own, outerTense
	case carry:
		if tense == "" || !finite {
			tense = outerTense
		}
		return stricter(own, outer), tense
	case loose:
		e.reasons = e.reasons[:min(len(e.reasons), mark)]
		switch {
		case finite || outer == graph.Denied || outer == graph.Actual || up.given:
			if tense == "" && !up.given && up.frame != "participle" {
				tense = outerTense
			}
			return own, tense
		case up.frame == "obj" && e.definite(i) || up.frame == "inside":
			return own, outerTense
		case up.expected:
			outer = graph.Planned
		}
		e.reason("with %q: %s", e.Tokens[up.head].Text, outer)
		return stricter(own, outer), outerTense
	}
	return e.combine(own, tense, finite, up, outer, outerTense)
}

// combine applies a rule that gives a status.
func (e *factEval) combine(own graph.Status, tense Tense, finite bool, up governor, outer graph.Status, outerTense Tense) (graph.Status, Tense) {
	rule := up.rule
	gives := rule.gives
	note := ""
	if outer == graph.Denied {
		if gives = rule.negated; gives == "" {
			gives = effect(graph.Denied)
		}
		note = " negated"
		e.feature("gov=neg")
	}
	if gives == accept {
		e.reason("%s (%s): an offer accepted", rule.name, e.Tokens[up.head].Text)
		e.accepted = true
		if own == graph.Denied {
			return own, tense
		}
		return stricter(graph.Planned, laxer(outer)), FutureTense
	}
	status := graph.Status(gives)
	if status == graph.Possible && e.accepted && outer == graph.Planned {
		status = graph.Planned
	}
	e.reason("%s (%s)%s: %s", rule.name, e.Tokens[up.head].Text, note, status)
	switch {
	case outer == graph.Possible && status == graph.Denied && rule.kind == "adjective": // "would be unable to meet"
	case outer == graph.Possible && status != graph.Possible:
		status = graph.Possible
		e.reason("which is itself possible")
	case outer == graph.Planned && status == graph.Actual:
		status = graph.Planned
	}
	switch status {
	case graph.Planned, graph.Possible:
		// "agreed not to meet" stays denied, "plans for possible talks" possible.
		return stricter(own, status), FutureTense
	case graph.Denied:
		if rule.name == "refuse" && up.frame == "obj" { // what is cancelled was still to come
			return graph.Denied, FutureTense
		}
		if outerTense == "" {
			outerTense = tense
		}
		return graph.Denied, outerTense
	}
	if finite {
		return own, tense
	}
	return stricter(own, status), outerTense
}

// stricter gives the status that says less of two that both hold.
func stricter(a, b graph.Status) graph.Status {
	for _, s := range []graph.Status{graph.Denied, graph.Possible, graph.Planned} {
		if a == s || b == s {
			return s
		}
	}
	return graph.Actual
}

// laxer keeps of an outer status only that it is merely possible or denied.
func laxer(s graph.Status) graph.Status {
	if s == graph.Planned {
		return graph.Actual
	}
	return s
}

// wouldOfReport tells whether verb i has a "would" that is only the past of "will": under a past verb of saying.
func (e *factEval) wouldOfReport(i, head int) bool {
	if e.Lemma(i) == "be" && e.Child(i, "acomp", "attr") >= 0 { // "said it would be useful"
		return false
	}
	if e.Tokens[head].Tag != "VBD" && e.Tokens[head].Tag != "VBN" {
		return false
	}
	for c := range e.Children(i) {
		if d := e.Tokens[c].Dep; (d == "aux" || d == "auxpass") && e.isWould(c) {
			return !e.perfect(i) && !e.conditioned(i)
		}
	}
	return false
}

func (e *factEval) isWould(i int) bool {
	return e.Lower(i) == "would" || e.Lower(i) == "'d" && e.Tokens[i].Tag == "MD"
}

// conditioned tells whether an if-clause hangs on verb i.
func (e *factEval) conditioned(i int) bool {
	for c := range e.Children(i) {
		if e.Tokens[c].Dep == "advcl" {
			for m := range e.Children(c) {
				if conditionals[e.Lower(m)] && e.Tokens[m].Dep == "mark" {
					return true
				}
			}
		}
	}
	return false
}

// underQuestion tells whether a question whether something is so covers the event of trigger: "is that something
// that they discussed?", but not "did he say so when they met?", nor "did he raise it in their call?".
func (e *factEval) underQuestion(trigger int) bool {
	if !e.verbal(trigger) && (e.definite(trigger) || e.Tokens[trigger].Dep == "pobj") {
		return false
	}
	i := trigger
	for steps := 0; !e.Root(i) && steps < maxClimb; steps++ {
		switch e.Tokens[i].Dep {
		case "advcl", "pcomp", "acl":
			return false
		case "relcl":
			if e.Tokens[e.Tokens[i].Head].Pos != "PRON" {
				return false
			}
		}
		i = e.Tokens[i].Head
	}
	return e.Root(i) && e.verbal(i) && i != trigger && e.asked(i, PresentTense)
}

// question tells whether the sentence of i asks.
func (s *Syntax) question(i int) bool {
	sent := s.Sent(i)
	for k := sent.End - 1; k >= sent.Start; k-- {
		if t := s.Tokens[k]; t.Pos != "SPACE" && t.Text != `"` && t.Text != "”" && t.Text != ")" && t.Text != "'" {
			return t.Text == "?"
		}
	}
	return false
}
