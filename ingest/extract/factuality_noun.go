package extract

import "github.com/demarche/demarche/graph"

// judgeNoun tells what a noun's own modifiers say of its event.
func (e *factEval) judgeNoun(i int) (graph.Status, Tense) {
	status := graph.Actual
	var tense Tense
	take := func(r *factRule, word int) {
		if st := graph.Status(r.gives); r.gives != carry && r.gives != reported {
			status = stricter(status, st)
			e.feature("mod=" + e.Lower(word))
			e.reason("%s (%s): %s", r.name, e.Tokens[word].Text, st)
			if st == graph.Planned || st == graph.Possible {
				tense = FutureTense
			}
		}
	}
	if left := e.nounStart(i) - 1; left >= 0 && e.sent[left] == e.sent[i] && e.Tokens[left].Tag == "NNS" && e.contactNoun(i) {
		if r := named(e.Tokens[left].Lemma, "verb", "obj"); r != nil {
			take(r, left) // "Blinken scraps Beijing trip", the verb taken for a noun
		}
	}
	for c := range e.Children(i) {
		t := e.Tokens[c]
		low := e.Lower(c)
		switch t.Dep {
		case "det", "neg":
			if low == "no" || low == "neither" || low == "not" && !e.only(c) {
				status = graph.Denied
				e.feature("neg")
				e.reason("no: denied")
			}
			if low == "any" {
				e.feature("det=any")
			}
		case "amod", "compound", "nmod", "advmod":
			if r := e.modRule(c); r != nil {
				take(r, c)
			} else if r := named(t.Lemma, "verb", "obj"); r != nil && t.Tag == "NNS" && t.Dep == "compound" {
				take(r, c) // "Trump cancels summit", the verb taken for a noun
			}
		case "prep": // "a meeting between the ministers, scheduled for Friday"
			if r := e.stateRule(c); r != nil && e.Root(i) { // "Trump-Putin summit on hold"
				take(r, c)
			}
			if o := e.Child(c, "pobj"); o >= 0 {
				if a := e.Child(o, "acl"); a >= 0 && eventParticiples[e.Lower(a)] {
					take(e.ruleOf(a, "obj"), a)
				}
			}
		case "acl":
			switch {
			case t.Tag == "VBN": // "a meeting scheduled for Friday"
				if r := e.ruleOf(c, "obj"); r != nil && !r.bare {
					take(r, c)
				}
			case e.infinitive(c): // "a meeting to be held on Friday"
				if l := e.Lemma(c); l == "hold" || l == "take" || l == "begin" || l == "start" || l == "host" || l == "attend" || l == "open" {
					status, tense = stricter(status, graph.Planned), FutureTense
					e.feature("mod=to")
					e.reason("to %s: planned", l)
				}
			}
		case "relcl":
			status, tense = e.judgeRelative(i, c, status, tense)
		}
	}
	return status, tense
}

// eventParticiples are said of meetings, never of people.
var eventParticiples = map[string]bool{"scheduled": true, "planned": true, "cancelled": true, "canceled": true, "postponed": true}

// judgeRelative reads "a meeting that will take place on Friday", "talks which were cancelled".
func (e *factEval) judgeRelative(noun, verb int, status graph.Status, tense Tense) (graph.Status, Tense) {
	frame := ""
	for c := range e.Children(verb) {
		if w := e.Lower(c); w == "which" || w == "that" {
			switch e.Tokens[c].Dep {
			case "nsubj":
				frame = "subj"
			case "nsubjpass", "dobj":
				frame = "obj"
			}
		}
	}
	r := e.ruleOf(verb, frame)
	if frame == "" || r == nil {
		return status, tense
	}
	own, t, _, _ := e.judgeGroup(verb, e.group(verb))
	gives := graph.Status(r.gives)
	switch {
	case r.gives == carry:
		gives = own
	case r.gives == reported || r.gives == accept:
		return status, tense
	case own == graph.Denied && r.negated != "":
		gives = graph.Status(r.negated)
	}
	e.reason("%s (%s): %s", r.name, e.Tokens[verb].Text, gives)
	if gives == graph.Planned || gives == graph.Possible {
		t = FutureTense
	}
	return stricter(status, gives), t
}

// modRule gives the rule of a modifier.
func (e *factEval) modRule(i int) *factRule {
	if r := named(e.Lower(i), "", "mod"); r != nil {
		return r
	}
	if e.Tokens[i].Tag == "VBN" {
		return named(e.Lemma(i), "", "mod")
	}
	return nil
}
