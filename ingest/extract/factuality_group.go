package extract

import (
	"strings"

	"github.com/demarche/demarche/graph"
)

// verbGroup is a verb with its auxiliaries and negation.
type verbGroup struct {
	modal                string
	to, finite, neg      bool
	perfect, be, do      bool
	aux                  string // tag of the first auxiliary that has a tense
	tag                  string // of the verb itself
	hedge, habit, future string // adverbs that matter
}

var conditionals = map[string]bool{"if": true, "unless": true, "whether": true, "lest": true, "provided": true, "supposing": true,

	"assuming": true}

var hedges = map[string]graph.Status{"possibly": graph.Possible, "perhaps": graph.Possible, "maybe": graph.Possible,

	"potentially": graph.Possible, "hopefully": graph.Possible, "presumably": graph.Possible, "probably": graph.Planned,
	"likely": graph.Planned, "almost": graph.Denied, "nearly": graph.Denied, "hardly": graph.Denied, "reputedly": graph.Possible,
	"allegedly": graph.Possible}

var habits = map[string]bool{"regularly": true, "often": true, "usually": true, "always": true, "routinely": true, "frequently": true,

	"sometimes": true, "typically": true, "normally": true, "generally": true, "repeatedly": false, "occasionally": true,
	"constantly": true, "annually": true}

// group reads the auxiliaries of verb i. A conjunct without subject and auxiliaries of its own takes those of the
// first verb ("will travel to Kyiv and meet").
func (e *factEval) group(i int) verbGroup {
	g := verbGroup{tag: e.Tokens[i].Tag}
	for c := range e.Children(i) {
		t := e.Tokens[c]
		low := e.Lower(c)
		switch t.Dep {
		case "aux", "auxpass":
			switch {
			case t.Tag == "TO":
				g.to = true
			case t.Tag == "MD":
				if g.modal == "" {
					g.modal = low
				}
			case low == "have" || low == "has" || low == "had" || low == "'ve" || low == "having" || t.Lemma == "have":
				g.perfect = true
			case t.Lemma == "do":
				g.do = true
			default:
				g.be = true
			}
			if g.aux == "" && t.Tag != "TO" {
				g.aux = t.Tag
			}
			for n := range e.Children(c) { // "has not been", rarely attached to the auxiliary
				if e.Tokens[n].Dep == "neg" {
					g.neg = true
				}
			}
		case "neg":
			if !e.only(c) {
				g.neg = true
			}
		case "advmod", "preconj", "cc", "det":
			switch {
			case low == "never" || low == "nor" || low == "neither":
				g.neg = true
			case low == "longer" && e.Lower(c-1) == "no":
				g.neg = true
			case habits[low]:
				g.habit = low
			case hedges[low] != "":
				g.hedge = low
			case low == "soon" || low == "shortly" || low == "tomorrow":
				g.future = low
			}
		case "nsubj", "nsubjpass":
			if low == "nobody" || low == "none" || low == "neither" {
				g.neg = true
			}
			for d := range e.Children(c) {
				if x := e.Lower(d); e.Tokens[d].Dep == "det" && (x == "no" || x == "neither") && !e.contactNoun(c) ||
					e.Tokens[d].Dep == "preconj" && x == "neither" {
					g.neg = true
				}
			}
		}
	}
	g.finite = !g.to && (g.modal != "" || g.tag == "VBD" || g.tag == "VBZ" || g.tag == "VBP" || g.aux == "VBD" || g.aux == "VBZ" ||
		g.aux == "VBP" || g.do)
	return g
}

// only tells whether the negation i is one of "not only", "not just", "not long after".
func (s *Syntax) only(i int) bool {
	switch s.Lower(i + 1) {
	case "only", "just", "merely", "simply", "solely", "long":
		return true
	}
	return false
}

// judgeGroup tells what a verb group by itself says of its event: status, tense, whether it is finite, and whether
// it was the group of the first verb of a coordination.
func (e *factEval) judgeGroup(i int, g verbGroup) (status graph.Status, tense Tense, finite, shared bool) {
	if e.sharesAux(i, g) {
		first := e.group(e.Tokens[i].Head)
		neg := g.neg
		hedge, habit := g.hedge, g.habit
		tag := g.tag
		g = first
		g.neg = g.neg || neg
		if tag == "VB" || tag == "VBN" || tag == "VBG" {
			g.tag = tag
		}
		if hedge != "" {
			g.hedge = hedge
		}
		if habit != "" {
			g.habit = habit
		}
		shared = true
	}
	if h := e.Tokens[i].Head; e.Tokens[i].Dep == "conj" { // "neither confirmed nor denied"
		for c := range e.Children(h) {
			g.neg = g.neg || c < i && c > h && e.Lower(c) == "nor"
		}
	}
	finite = g.finite
	status = graph.Actual
	switch m := g.modal; {
	case m != "":
		status, tense = e.judgeModal(i, g)
	case g.to:
		if g.perfect {
			tense = PastTense
		}
	case g.perfect || g.tag == "VBD" || g.aux == "VBD" || g.tag == "VBN" && !g.be:
		tense = PastTense
	case finite:
		tense = PresentTense
	case g.tag == "VB" && e.Root(i) && e.Child(i, "nsubj") < 0:
		e.reason("imperative: possible")
		e.feature("imperative")
		status, tense = graph.Possible, FutureTense
	case g.tag == "VB" || g.tag == "VBN":
		tense = PresentTense
	}
	if g.neg {
		e.feature("neg")
		e.reason("negated: denied")
		status = graph.Denied
	}
	if g.habit != "" {
		e.habitual = true
		e.feature("habit")
	}
	if h := hedges[g.hedge]; h != "" {
		e.feature("hedge=" + g.hedge)
		e.reason("%s: %s", g.hedge, h)
		status = stricter(status, h)
	}
	if tense == PresentTense && finite && e.Tokens[i].Pos == "VERB" && e.scheduled(i, g.be && !journeys[e.Lemma(i)]) {
		status, tense = stricter(status, graph.Planned), FutureTense
		e.feature("scheduled")
		e.reason("present, with a day to come: planned")
	}
	if tense == PresentTense && (g.be && g.tag == "VBG" && outward[e.Lemma(i)] || e.onTheWay(i)) { // "is travelling to Moscow"
		status, tense = stricter(status, graph.Planned), FutureTense
		e.feature("underway")
		e.reason("on the way: planned")
	}
	if g.future != "" && tense == PresentTense {
		status, tense = stricter(status, graph.Planned), FutureTense
		e.reason("%s: planned", g.future)
	}
	return e.judgeClause(i, g, status, tense, finite, shared)
}

// judgeClause takes conjunctions, if-clauses and questions into account.
func (e *factEval) judgeClause(i int, g verbGroup, status graph.Status, tense Tense, finite, shared bool) (graph.Status, Tense, bool, bool) {
	for c := range e.Children(i) {
		low := e.Lower(c)
		if e.Tokens[c].Dep != "mark" && e.Tokens[c].Dep != "advmod" {
			continue
		}
		switch {
		case conditionals[low] && e.Tokens[c].Pos == "SCONJ":
			if status != graph.Denied || low == "whether" || low == "if" {
				status = graph.Possible
			}
			e.feature("mark=" + low)
			e.reason("%s: possible", low)
		case e.question(i):
		case (low == "before" || low == "until" || low == "when" || low == "once") && tense == PresentTense && finite && !g.perfect:
			status, tense = stricter(status, graph.Planned), FutureTense
			e.feature("mark=" + low)
			e.reason("%s and present: planned", low)
		}
	}
	if finite && status == graph.Planned && e.conditioned(i) {
		status = graph.Possible
		e.feature("conditioned")
		e.reason("under a condition: possible")
	}
	if finite && status != graph.Denied && e.asked(i, tense) {
		status = graph.Possible
		e.feature("asked")
		e.reason("asked: possible")
	}
	return status, tense, finite, shared
}

func (e *factEval) judgeModal(i int, g verbGroup) (graph.Status, Tense) {
	m := g.modal
	e.feature("modal=" + m)
	switch m {
	case "will", "'ll", "shall", "wo", "ll", "wil", "sha":
		e.reason("will: planned")
		return graph.Planned, FutureTense
	case "would", "'d":
		if !g.perfect && e.pastContext(i) && !e.conditioned(i) {
			e.reason("would, told in the past: planned")
			return graph.Planned, FutureTense
		}
		e.reason("would: possible")
		return graph.Possible, FutureTense
	}
	e.reason("%s: possible", m)
	return graph.Possible, FutureTense
}

// pastContext tells whether a "would" of verb i is the past of "will": a relative clause about something in a story
// told in the past.
func (e *factEval) pastContext(i int) bool {
	if e.Tokens[i].Dep != "relcl" {
		return false
	}
	for h := e.Tokens[i].Head; ; h = e.Tokens[h].Head {
		if e.verbal(h) {
			return e.Tokens[h].Tag == "VBD"
		}
		if e.Root(h) {
			return false
		}
	}
}

// sharesAux tells whether verb i is a conjunct that leans on the auxiliaries of the first.
func (e *factEval) sharesAux(i int, g verbGroup) bool {
	h := e.Tokens[i].Head
	if e.Tokens[i].Dep != "conj" || !e.verbal(h) || g.finite || g.to || g.be || g.perfect || e.Child(i, "nsubj", "nsubjpass") >= 0 {
		return false
	}
	return true
}

// asked tells whether the clause of verb i asks whether it is so: an auxiliary stands before the subject and no
// question word asks for a circumstance of what is taken for granted ("when did they meet?"). What is asked about
// the future is open whatever the question word.
func (e *factEval) asked(i int, tense Tense) bool {
	subject := -1
	for c := range e.Children(i) {
		if d := e.Tokens[c].Dep; (d == "nsubj" || d == "nsubjpass" || d == "expl") && (c < i || subject < 0) {
			subject = c
		}
	}
	if subject < 0 {
		return false
	}
	future := tense == FutureTense || e.Lower(i) == "going"
	inverted := e.Tokens[i].Pos == "AUX" && i < subject && e.question(i)
	for c := range e.Children(i) {
		t := e.Tokens[c]
		if (t.Dep == "aux" || t.Dep == "auxpass") && c < subject && subject < i {
			inverted = true
		}
	}
	if !inverted {
		return false
	}
	left, _ := e.Edges(i)
	for k := left; k < i; k++ {
		switch e.Lower(k) {
		case "nor", "neither", "never", "so", "only", "rarely", "seldom", "not", "such", "thus", "as", "than":
			return false
		}
		if t := e.Tokens[k].Tag; strings.HasPrefix(t, "W") && !future {
			return false
		}
	}
	return true
}

// journeys are verbs whose progressive with a day is a plan: "is heading Sunday to Oman".
var journeys = map[string]bool{"arrive": true, "travel": true, "fly": true, "come": true, "go": true, "head": true, "visit": true,

	"leave": true, "depart": true, "return": true}

// outward are journeys that, told in the progressive, have not come to their end: "is flying to Cairo to meet".
var outward = map[string]bool{"travel": true, "travelling": true, "fly": true, "come": true, "go": true, "head": true, "return": true,
	"arrive": true, "rush": true, "journey": true}

// onTheWay tells whether verb i is a "be" with "on his way" or "en route".
func (e *factEval) onTheWay(i int) bool {
	if e.Lemma(i) != "be" {
		return false
	}
	for c := range e.Children(i) {
		if w := e.Lower(c); w != "on" && w != "en" {
			continue
		}
		for o := range e.Children(c) {
			if w := e.Lower(o); w == "way" || w == "route" {
				return true
			}
		}
	}
	return false
}

// scheduled tells whether verb i, in the present, has a day that makes it an announcement: "arrives Sunday", "meets
// Xi later this week". A progressive ("are meeting Friday") may tell of the day itself, and needs a word for the
// future.
func (e *factEval) scheduled(i int, progressive bool) bool {
	for c := range e.Children(i) {
		day := c
		if e.Tokens[c].Dep == "prep" && (e.Lower(c) == "on" || e.Lower(c) == "in") {
			if day = e.Child(c, "pobj"); day < 0 {
				continue
			}
		} else if d := e.Tokens[c].Dep; d != "npadvmod" && d != "advmod" && d != "tmod" {
			continue
		}
		if weekdays[e.Lower(day)] && !progressive || e.Lower(day) == "tomorrow" {
			return true
		}
		for m := range e.Children(day) {
			switch e.Lower(m) {
			case "next", "later", "coming":
				return true
			}
		}
	}
	return false
}

var weekdays = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true,

	"saturday": true, "sunday": true}

// perfect tells whether verb i has a "have" for auxiliary.
func (s *Syntax) perfect(i int) bool {
	for c := range s.Children(i) {
		if s.Tokens[c].Dep == "aux" && s.Tokens[c].Lemma == "have" {
			return true
		}
	}
	return false
}
