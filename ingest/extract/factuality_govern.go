package extract

import "strings"

// governor is the word that a trigger, or a word above it, depends on.
type governor struct {
	head     int    // -1 where there is none
	frame    string // as in factuality.rules
	rule     *factRule
	fallback effect // what the frame means without a rule
	closed   bool   // the head's own context says nothing of the event
	expected bool   // the event is no less than planned where the head is
	given    bool   // the event is taken for granted whatever becomes of the head
}

var ungoverned = governor{head: -1}

// ruleFor gives the rule by which h governs its complement, nil where there is none.
func ruleFor(s *Syntax, h, complement int) *factRule {
	e := factEval{Syntax: s}
	if up := e.govern(complement); up.head == h {
		return up.rule
	}
	return nil
}

// ruleOf gives the rule of word i in a frame: by its lemma or its form, with its particle first.
func (e *factEval) ruleOf(i int, frame string) *factRule {
	particle := ""
	for c := range e.Children(i) {
		if e.Tokens[c].Dep == "prt" || c == i+1 && e.Tokens[c].Dep == "advmod" && phrasal[e.Lower(c)] {
			particle = e.Lower(c)
		}
	}
	switch pos := e.Tokens[i].Pos; {
	case e.verbal(i):
		if r := factuality.lookup(e.Lemma(i), particle, "verb", frame); r != nil {
			return r
		}
		return factuality.lookup(e.Lower(i), "", "adjective", frame)
	case pos == "NOUN" || pos == "PROPN":
		if r := named(e.Lemma(i), "noun", frame); r != nil || frame != "inf" && frame != "that" {
			return r
		}
		return named(e.Lemma(i), "verb", frame) // "hopes", tagged as a noun
	}
	for _, w := range []string{e.Lower(i), e.Lemma(i)} { // "due", "scheduled"
		for _, kind := range []string{"adjective", "verb"} {
			if r := factuality.lookup(w, particle, kind, frame); r != nil {
				return r
			}
		}
	}
	return nil
}

// phrasal holds adverbs that may belong to the verb before them.
var phrasal = map[string]bool{"out": true, "off": true, "through": true, "down": true, "forward": true}

// named gives the rule of a word that stands for its kind.
func named(word, kind, frame string) *factRule { return factuality.lookup(word, "", kind, frame) }

// govern finds the governor of token i.
func (e *factEval) govern(i int) governor {
	if e.steps++; e.Root(i) || e.steps > 4*maxClimb {
		return ungoverned
	}
	if e.verbal(i) {
		return e.governVerb(i)
	}
	return e.governNoun(i)
}

func (e *factEval) governVerb(i int) governor {
	t := e.Tokens[i]
	h := t.Head
	g := e.group(i)
	switch t.Dep {
	case "conj":
		up := e.govern(h)
		if up.head >= 0 && g.finite && up.rule == nil {
			return ungoverned
		}
		if e.verbal(h) && !g.finite && g.tag == "VBG" && e.Tokens[h].Tag != "VBG" {
			return governor{head: h, frame: "participle"}
		}
		return up
	case "pcomp", "pobj":
		if g.finite {
			return ungoverned
		}
		return e.governPrep(i)
	}
	switch {
	case g.to:
		return e.governInfinitive(i)
	case g.finite || g.aux == "VB" && g.modal == "":
		if t.Dep != "ccomp" && t.Dep != "xcomp" && !((t.Dep == "acl" || t.Dep == "relcl") && e.contentNoun(h, i)) {
			return ungoverned
		}
		if r := e.judged(h); r != nil && g.modal == "" && (g.tag == "VBP" || g.tag == "VB" || g.aux == "VB") {
			return governor{head: h, frame: "that", rule: r} // "it is important that they meet"
		}
		if g.aux == "VB" || g.aux == "" && (g.tag == "VBP" || g.tag == "VB") {
			if r := e.ruleOf(h, "bare"); r != nil {
				return governor{head: h, frame: "bare", rule: r}
			}
		}
		if r := e.ruleOf(h, "that"); r != nil {
			return governor{head: h, frame: "that", rule: r, closed: r.gives == reported}
		}
		return ungoverned
	case g.tag == "VBG" || g.aux == "VBG":
		for c := range e.Children(i) { // "before meeting", where the preposition is a mark
			if d := e.Tokens[c].Dep; (d == "mark" || d == "prep") && c < i {
				if r := named(e.Lower(c), "", "prep"); r != nil {
					return governor{head: h, frame: e.Lower(c), rule: r, closed: true}
				}
				if e.Lower(c) == "after" || e.Lower(c) == "since" {
					return governor{head: h, frame: e.Lower(c), given: true}
				}
			}
		}
		if t.Dep == "xcomp" || t.Dep == "ccomp" || t.Dep == "dobj" {
			return governor{head: h, frame: "ing", rule: e.ruleOf(h, "ing")}
		}
		return governor{head: h, frame: "participle"}
	case g.tag == "VBN":
		if t.Dep == "acl" {
			return governor{head: h, frame: "inside"}
		}
		return governor{head: h, frame: "participle"}
	}
	// A bare infinitive or a subjunctive: "let them meet", "proposed that they meet".
	for _, frame := range []string{"bare", "that", "inf"} {
		if r := e.ruleOf(h, frame); r != nil && (t.Dep == "ccomp" || t.Dep == "xcomp") {
			return governor{head: h, frame: frame, rule: r}
		}
	}
	return ungoverned
}

// contentNoun tells whether the clause of verb i says what noun h is about ("reports that they had met", "the first
// time they met"), rather than which one it is ("reports that they had read").
func (e *factEval) contentNoun(h, i int) bool {
	if e.ruleOf(h, "that") == nil {
		return false
	}
	for c := range e.Children(i) {
		if w := e.Lower(c); c < i && (w == "which" || w == "that" && (e.Tokens[c].Dep == "dobj" || e.Tokens[c].Dep == "nsubj")) {
			return false
		}
	}
	return true
}

// judged gives the rule of the adjective by which "it is important that …" judges its clause.
func (e *factEval) judged(h int) *factRule {
	if e.Lemma(h) != "be" && e.Tokens[h].Pos != "AUX" {
		return nil
	}
	if a := e.Child(h, "acomp"); a >= 0 {
		return e.ruleOf(a, "that")
	}
	return nil
}

// finite tells whether a verb of the sentence that holds token i has a tense; headlines of infinitives have none.
func (s *Syntax) finite(i int) bool {
	sent := s.Sent(i)
	for k := sent.Start; k < sent.End && k < sent.Start+60; k++ {
		switch s.Tokens[k].Tag {
		case "VBD", "VBZ", "VBP", "MD":
			return true
		}
	}
	return false
}

// governInfinitive finds what an infinitive with "to" depends on.
func (e *factEval) governInfinitive(i int) governor {
	t := e.Tokens[i]
	h := t.Head
	for _, at := range []int{h, i} { // "has yet to meet"
		for c := range e.Children(at) {
			if e.Lower(c) == "yet" && c < i {
				return governor{head: h, frame: "inf", rule: named("refuse", "verb", "inf"), closed: true}
			}
		}
	}
	if e.Tokens[h].Lemma == "be" {
		// "It is important to meet", "the goal is to meet": the adjective or the noun governs.
		for c := range e.Children(h) {
			d := e.Tokens[c].Dep
			if d == "acomp" || d == "attr" && c < i || d == "nsubj" && e.Tokens[c].Pos == "NOUN" && !e.contactNoun(c) {
				if r := e.ruleOf(c, "inf"); r != nil {
					return governor{head: h, frame: "inf", rule: r}
				}
			}
		}
		for c := range e.Children(h) { // "is in Oslo to meet" tells a purpose
			if d := e.Tokens[c].Dep; c > h && c < i && (d == "prep" || d == "advmod" && e.Tokens[c].Pos == "ADV" && (e.Lower(c) == "here" || e.Lower(c) == "there")) {
				return governor{head: h, frame: "purpose", fallback: carry}
			}
		}
		if e.perfect(i) { // "was to have met"
			return governor{head: h, frame: "inf", rule: named("refuse", "verb", "inf"), closed: true}
		}
	}
	if e.Lemma(h) == "go" && e.Tokens[h].Tag == "VBG" && t.Dep == "xcomp" {
		return governor{head: h, frame: "inf", rule: named("plan", "verb", "inf")}
	}
	if e.perfect(i) {
		if r := named(e.Lemma(h), "verb", "that"); r != nil && r.gives == reported {
			return governor{head: h, frame: "inf", rule: r, closed: true} // "is said to have met"
		}
	}
	if l := e.Lemma(h); (l == "chance" || l == "opportunity") && e.Tokens[h].Dep == "dobj" {
		if v := e.Lemma(e.Tokens[h].Head); v == "have" || v == "get" { // "had the chance to meet" and did
			return governor{head: h, frame: "inf", rule: named("honor", "noun", "inf")}
		}
	}
	if r := e.ruleOf(h, "inf"); r != nil {
		return governor{head: h, frame: "inf", rule: r}
	}
	if w := e.Tokens[h].Pos; w == "PRON" {
		if r := named(e.Lower(h), "", "inf"); r != nil {
			return governor{head: h, frame: "inf", rule: r, closed: true}
		}
	}
	switch {
	case e.Tokens[h].Pos == "NOUN" && !e.verbal(h) && !e.finite(i), // "Crown prince to meet president"
		e.Tokens[h].Pos == "PROPN" && (t.Dep == "acl" || t.Dep == "relcl" || t.Dep == "xcomp"): // "Biden, Xi to hold call"
		return governor{head: h, frame: "inf", rule: named("be", "verb", "inf"), closed: true}
	case t.Dep == "advcl":
		return governor{head: h, frame: "purpose", fallback: carry}
	case e.Tokens[h].Pos == "ADJ":
		return governor{head: h, frame: "inf", rule: named("willing", "adjective", "inf")}
	case t.Dep == "acl" || t.Dep == "relcl":
		// "the first leader to visit" took place, "a chance to meet" did not.
		for c := range e.Children(h) {
			if r := named(e.Lower(c), "", "inf"); r != nil && (e.Tokens[c].Dep == "amod" || e.Tokens[c].Dep == "nummod") &&
				r.gives == "actual" {
				return governor{head: h, frame: "inf", rule: r, closed: true}
			}
		}
		return governor{head: h, frame: "inf", rule: named("offer", "noun", "inf"), closed: true}
	case e.verbal(h):
		return governor{head: h, frame: "purpose", fallback: carry}
	}
	return governor{head: h, frame: "inf", rule: named("want", "verb", "inf")}
}

func (e *factEval) governNoun(i int) governor {
	t := e.Tokens[i]
	h := t.Head
	switch t.Dep {
	case "dobj", "nsubjpass", "dative", "obj", "oprd":
		if t.Dep == "nsubjpass" {
			if r := e.ruleOf(h, "subj"); r != nil && e.Lemma(h) != "be" && r.gives != carry {
				return governor{head: h, frame: "subj", rule: r}
			}
		}
		up := governor{head: h, frame: "obj", rule: e.ruleOf(h, "obj")}
		if up.rule != nil && up.rule.bare && e.definite(i) {
			up.rule = nil
		}
		return up
	case "nsubj":
		return e.governSubject(i)
	case "attr":
		return governor{head: h, frame: "attr", fallback: carry}
	case "pobj":
		return e.governPrep(i)
	case "conj", "appos":
		if e.verbal(h) {
			return governor{head: h, frame: "conj"}
		}
		return e.govern(h)
	case "compound", "nmod", "poss", "amod":
		if e.contactNoun(h) {
			return governor{head: h, frame: "compound", fallback: carry}
		}
		if r := e.ruleOf(h, "of"); r != nil { // "talks proposal", "meeting request"
			return governor{head: h, frame: "of", rule: r}
		}
		return governor{head: h, frame: "inside", given: true}
	case "ccomp": // "it is important that they talk", with "talk" for a noun
		if r := e.judged(h); r != nil && e.Child(i, "mark") >= 0 {
			return governor{head: h, frame: "that", rule: r}
		}
		return governor{head: h, frame: "inside", given: true}
	case "acomp", "xcomp", "advcl", "acl", "relcl", "prep", "prt":
		if e.Tokens[i].Pos == "ADJ" || t.Dep == "acomp" {
			return governor{head: h, frame: "adj", fallback: carry}
		}
		return governor{head: h, frame: "inside", given: true}
	}
	return ungoverned
}

// governSubject finds what is said of noun i as a subject.
func (e *factEval) governSubject(i int) governor {
	h := e.Tokens[i].Head
	if e.Lemma(h) == "be" {
		for c := range e.Children(h) {
			switch e.Tokens[c].Dep {
			case "acomp", "attr":
				// "a meeting is unlikely", "talks are due"; "the meeting was not useful" took place all the same.
				for _, frame := range []string{"mod", "inf"} {
					if r := e.ruleOf(c, frame); e.Tokens[c].Dep == "acomp" && r != nil && r.gives != "actual" && eventAdjectives[e.Lower(c)] {
						return governor{head: h, frame: "mod", rule: r}
					}
				}
				return governor{head: h, frame: "subj"}
			case "prep":
				if r := e.stateRule(c); r != nil {
					return governor{head: h, frame: "state", rule: r}
				}
			case "xcomp": // "talks were to begin"
				if r := e.ruleOf(c, "subj"); r != nil && e.infinitive(c) {
					return governor{head: c, frame: "subj", rule: r}
				}
			}
		}
	}
	up := governor{head: h, frame: "subj", rule: e.ruleOf(h, "subj")}
	if up.rule != nil && up.rule.abstract && e.contactNoun(i) {
		up.rule = nil
	}
	return up
}

// stateRule gives the rule of a phrase such as "out of the question" that begins with preposition i.
func (e *factEval) stateRule(i int) *factRule {
	phrase := ""
	for k := i; k < len(e.Tokens) && k < i+4; k++ {
		phrase = strings.TrimPrefix(phrase+" "+e.Lower(k), " ")
		if r := named(phrase, "", "state"); r != nil {
			return r
		}
	}
	return nil
}

// definite tells whether noun i has a definite article, a demonstrative or a possessive.
func (s *Syntax) definite(i int) bool {
	for c := range s.Children(i) {
		switch s.Tokens[c].Dep {
		case "poss":
			return true
		case "det":
			switch s.Lower(c) {
			case "the", "this", "that", "these", "those", "both":
				return true
			}
		}
	}
	return false
}

// eventAdjectives say of a meeting that it may or will come about, rather than what it was like.
var eventAdjectives = map[string]bool{"possible": true, "unlikely": true, "likely": true, "impossible": true, "due": true, "set": true,
	"scheduled": true, "planned": true, "imminent": true, "expected": true, "upcoming": true, "off": true, "necessary": true,
	"needed": true, "premature": true, "false": true, "untrue": true, "baseless": true, "fake": true, "unfounded": true,
	"incorrect": true, "inaccurate": true, "wrong": true, "fabricated": true, "groundless": true, "pending": true, "certain": true, "desirable": true, "essential": true}

// governPrep finds the governor of a noun or gerund behind a preposition, or a chain of them ("out of", "ahead of").
func (e *factEval) governPrep(i int) governor {
	h := e.Tokens[i].Head
	prep := e.Lower(h)
	switch w := e.Lower(h - 1); w { // adverbs that the parser hangs here and there
	case "forward", "instead", "ahead", "prior":
		prep = w + " " + prep
	}
	near := prep // the preposition right before the noun
	for !e.Root(h) {
		up := e.Tokens[h].Head
		if p := e.Tokens[up].Pos; p != "ADP" && p != "SCONJ" && !(p == "ADV" && h == up+1) && !(e.Tokens[up].Dep == "prep" && up < h) {
			break
		}
		prep = e.Lower(up) + " " + prep
		h = up
	}
	if near == "to" && h > 0 { // "its offer to host talks", with "host" for a noun
		if c := e.Child(i, "compound"); c == h+1 && e.Tokens[c].Pos == "NOUN" && mediums.verbs[e.Lower(c)] != "" {
			if r := e.ruleOf(h-1, "inf"); r != nil {
				return governor{head: h - 1, frame: "inf", rule: r}
			}
		}
	}
	if prep == "due to" || e.Root(h) {
		return ungoverned
	}
	first, _, _ := strings.Cut(prep, " ")
	h = e.Tokens[h].Head
	for _, p := range []string{prep, near, first} {
		if r := named(p, "", "prep"); r != nil {
			return governor{head: h, frame: p, rule: r, closed: true}
		}
	}
	for _, p := range []string{prep, near, first} {
		if r := e.ruleOf(h, p); r != nil && !(r.bare && e.definite(i)) {
			return governor{head: h, frame: p, rule: r}
		}
	}
	if o := e.Child(h, "dobj"); e.verbal(h) && o >= 0 && o < i && !e.contactNoun(o) { // "saw no point in talking"
		for _, p := range []string{prep, near} {
			if r := e.ruleOf(o, p); r != nil && !r.bare {
				return governor{head: o, frame: p, rule: r}
			}
		}
	}
	up := governor{head: h, frame: near}
	switch near {
	case "since", "despite", "from", "because", "amid", "by", "about", "on", "over":
		up.given = true
	case "after", "following", "in", "at", "during":
		// "will leave after talks": both lie ahead, and the talks no less sure than planned. Not so "agreed to leave
		// after talks".
		up.given = !e.verbal(h) || (near == "after" || near == "following") && !e.group(h).finite
		up.expected = true
	case "of":
		if e.contactNoun(h) || countNouns[e.Lemma(h)] {
			up.fallback = carry
		}
	case "for":
		switch o := e.Child(h, "dobj"); {
		case e.verbal(h) && o >= 0 && o < i && e.contactNoun(o): // "cancelled a trip for talks"
			return e.govern(o)
		case e.placeOrTime(h): // "travelled to Cairo for talks", "will travel before the end of the year for talks"
			for steps := 0; e.placeOrTime(h) || e.Tokens[h].Pos == "ADP"; steps++ {
				if e.Root(h) || steps > maxClimb {
					return ungoverned
				}
				h = e.Tokens[h].Head
			}
			up.head, up.fallback = h, carry
			if !e.verbal(h) { // "on his way to Riyadh for talks"
				up.rule = e.ruleOf(h, near)
			}
		case e.verbal(h) || e.contactNoun(h) || e.Tokens[h].Pos == "ADV":
			up.fallback = carry
		default:
			up.given = true
		}
	}
	return up
}

// placeOrTime tells whether token i names a place or a time, so that what the parser hangs on it belongs to a word above.
func (e *factEval) placeOrTime(i int) bool {
	return e.Tokens[i].Pos == "PROPN" || e.Tokens[i].Pos == "NOUN" && timeNouns[e.Lemma(i)]
}

var timeNouns = map[string]bool{"day": true, "week": true, "month": true, "year": true, "weekend": true, "morning": true, "afternoon": true,
	"evening": true, "night": true, "today": true, "tomorrow": true, "yesterday": true, "end": true, "capital": true, "city": true,
	"spring": true, "summer": true, "autumn": true, "fall": true, "winter": true}

// countNouns only measure what stands behind their "of".
var countNouns = map[string]bool{"round": true, "series": true, "day": true, "number": true, "set": true, "pair": true, "week": true,
	"hour": true, "couple": true, "session": true, "start": true, "beginning": true, "end": true, "opening": true, "part": true,
	"kind": true, "type": true, "sort": true, "lot": true, "flurry": true, "string": true, "resumption": true, "course": true,
	"minute": true, "conclusion": true, "stage": true, "phase": true, "form": true, "continuation": true}
