package extract

import (
	"strings"

	"github.com/demarche/demarche/ingest/nlp"
)

// Place tells where the event with the given trigger is held, as the text says it, and where it says so: "Geneva",
// "White House", "sidelines of the G20 summit in Bali". It is empty where the text does not say.
func Place(s *Syntax, trigger int) (string, nlp.Span) {
	for _, l := range s.eventChain(trigger) {
		if l.cost > 3 {
			break
		}
		if l.other {
			break
		}
		span, ok := s.placeOf(l.token, l.token == trigger)
		if !ok && l.token != trigger && motionVerbs[s.Lemma(l.token)] {
			span, ok = s.destination(l.token)
		}
		if !ok {
			span, ok = s.placeOfWhere(l.token)
		}
		if ok {
			if s.Lower(span.Start) == "the" && span.Start+1 < span.End {
				span.Start++
			}
			return strings.Join(strings.Fields(s.SpanText(span)), " "), span
		}
	}
	return "", nlp.Span{}
}

// placeOfWhere reads "flew to Rome, where he met the pope" for the verb behind "where".
func (s *Syntax) placeOfWhere(i int) (nlp.Span, bool) {
	if s.Tokens[i].Dep != "relcl" {
		return nlp.Span{}, false
	}
	for c := range s.Children(i) {
		if s.Lower(c) == "where" {
			e, ok := s.entityAt(s.Tokens[i].Head)
			return e, ok && (e.Label == "GPE" || e.Label == "LOC" || e.Label == "FAC")
		}
	}
	return nlp.Span{}, false
}

// destination reads where a journey or a stay leads: "flew to Geneva to meet", "visited Geneva for talks", "a visit to
// Geneva".
func (s *Syntax) destination(i int) (nlp.Span, bool) {
	for c := range s.Children(i) {
		o := -1
		switch {
		case s.Tokens[c].Dep == "dobj" && s.verbal(i):
			o = c
		case s.Tokens[c].Dep == "prep" && (s.Lower(c) == "to" || s.Lower(c) == "in"):
			o = s.Child(c, "pobj")
		}
		if o < 0 {
			continue
		}
		if e, ok := s.entityAt(o); ok && (e.Label == "GPE" || e.Label == "LOC" || e.Label == "FAC") {
			return s.withLarger(e), true
		}
	}
	return nlp.Span{}, false
}

// stays are nouns of journeys.
var stays = map[string]bool{"visit": true, "trip": true, "stay": true, "stop": true, "stopover": true, "tour": true, "journey": true}

// placeOf finds a place among what hangs on token i.
func (s *Syntax) placeOf(i int, trigger bool) (nlp.Span, bool) {
	for c := range s.Children(i) {
		switch {
		case s.Tokens[c].Dep == "prep":
			if span, ok := s.placeBehind(c); ok {
				return span, true
			}
			// "met with Xi in Bali" and "talks with Xi in Bali", where the parser hangs the place on the person.
			if p := s.Lower(c); p == "with" || p == "between" || p == "by" || p == "from" || p == "of" || p == "among" {
				if o := s.Child(c, "pobj"); o >= 0 {
					if span, ok := s.placeUnder(o); ok {
						return span, true
					}
				}
			}
		case s.Tokens[c].Dep == "dobj" && !topicVerbs[s.Lemma(i)] || s.Tokens[c].Dep == "nsubjpass" && c > i:
			if span, ok := s.placeUnder(c); ok {
				return span, true
			}
		case (s.Tokens[c].Dep == "compound" || s.Tokens[c].Dep == "nmod") && trigger:
			// "the Geneva talks", but not "the Russia talks".
			if e, ok := s.entityAt(c); ok && (e.Label == "FAC" || e.Label == "GPE" && cityLike(s, e)) {
				return e, true
			}
		case s.Tokens[c].Dep == "acl" && trigger && s.Tokens[c].Tag == "VBN": // "talks held in Geneva"
			if span, ok := s.placeOf(c, false); ok {
				return span, true
			}
		case s.Tokens[c].Dep == "advmod" && (s.Lower(c) == "here" || s.Lower(c) == "there"):
			continue
		}
	}
	return nlp.Span{}, false
}

// placeUnder finds a place behind a preposition that hangs on a participant.
func (s *Syntax) placeUnder(i int) (nlp.Span, bool) {
	for c := range s.Children(i) {
		if s.Tokens[c].Dep == "prep" {
			if span, ok := s.placeBehind(c); ok {
				return span, true
			}
		}
		if s.Tokens[c].Dep == "conj" || s.Tokens[c].Dep == "appos" {
			if span, ok := s.placeUnder(c); ok {
				return span, true
			}
		}
	}
	return nlp.Span{}, false
}

// placeBehind reads the place behind preposition c.
func (s *Syntax) placeBehind(c int) (nlp.Span, bool) {
	prep := s.Lower(c)
	o := s.Child(c, "pobj")
	if o < 0 {
		return nlp.Span{}, false
	}
	if (prep == "during" || prep == "on") && stays[s.Lemma(o)] {
		return s.destination(o)
	}
	if prep == "on" {
		switch s.Lower(o) {
		case "sidelines", "margins", "fringes", "sideline":
			right := s.nounEnd(o, 12)
			return nlp.Span{Start: s.nounStart(o), End: right + 1, Label: "EVENT"}, true
		}
	}
	if onto := prep == "on" && landNouns[s.Lemma(o)]; prep != "in" && !onto && prep != "at" && prep != "near" && prep != "outside" && prep != "aboard" && prep != "inside" {
		return nlp.Span{}, false
	}
	if e, ok := s.entityAt(o); ok {
		switch e.Label {
		case "GPE", "FAC", "LOC":
			return s.withLarger(e), true
		case "ORG", "EVENT", "PERSON":
			if s.placeNoun(e) || prep == "at" && e.Label == "ORG" {
				return s.withLarger(e), true
			}
			return nlp.Span{}, false
		}
	}
	if prep == "at" && s.Tokens[o].Pos == "PROPN" && monthNames[s.Lower(o)] == 0 { // "at Mar-a-Lago"
		return nlp.Span{Start: s.nounStart(o), End: o + 1, Label: "FAC"}, true
	}
	if placeNouns[s.Lemma(o)] {
		right := s.nounEnd(o, 8)
		return nlp.Span{Start: s.nounStart(o), End: right + 1, Label: "FAC"}, true
	}
	switch s.Lemma(o) {
	case "city", "capital", "town", "resort", "village", "island", "peninsula", "outskirts":
		// "in the Swiss city of Geneva", "in the Turkish capital, Ankara", "in the Russian capital"
		for k := o + 1; k < len(s.Tokens) && k < o+4; k++ {
			if e, ok := s.entityAt(k); ok && (e.Label == "GPE" || e.Label == "LOC" || e.Label == "FAC") {
				return e, true
			}
		}
		return nlp.Span{Start: s.nounStart(o), End: o + 1, Label: "GPE"}, true
	}
	return nlp.Span{}, false
}

// withLarger extends a place by the larger one behind a comma or "in": "Sochi, Russia".
func (s *Syntax) withLarger(e nlp.Span) nlp.Span {
	if e.End+1 < len(s.Tokens) && s.Lower(e.End) == "," {
		if n, ok := s.entityAt(e.End + 1); ok && (n.Label == "GPE" || n.Label == "LOC") && s.Tokens[n.End-1].Dep == "appos" &&
			s.sent[n.Start] == s.sent[e.Start] {
			e.End = n.End
		}
	}
	return e
}

// landNouns are what one stands on.
var landNouns = map[string]bool{"island": true, "peninsula": true, "outskirts": true, "border": true}

// placeNouns are buildings and sites where people meet.
var placeNouns = map[string]bool{"palace": true, "hotel": true, "residence": true, "headquarters": true, "airport": true, "embassy": true,
	"office": true, "house": true, "villa": true, "ranch": true, "resort": true, "estate": true, "castle": true, "airbase": true,
	"base": true, "consulate": true, "compound": true, "border": true, "ministry": true, "parliament": true, "retreat": true}

func (s *Syntax) placeNoun(e nlp.Span) bool {
	for i := e.Start; i < e.End; i++ {
		if placeNouns[s.Lower(i)] || s.Lower(i) == "kremlin" || s.Lower(i) == "camp" || s.Lower(i) == "mar" {
			return true
		}
	}
	return false
}

// cityLike tells whether a name before "talks" is more likely the place than a side: it is no country's own name in
// the form of an adjective, and no other name stands beside it.
func cityLike(s *Syntax, e nlp.Span) bool {
	if s.Tokens[e.Start].Pos == "ADJ" {
		return false
	}
	for k := e.Start - 1; k <= e.End; k += e.End - e.Start + 1 {
		if w := s.Lower(k); w == "-" || w == "–" || w == "/" || w == "and" || w == "," {
			return false
		}
	}
	return true
}

// entityAt gives the named entity that holds token i.
func (s *Syntax) entityAt(i int) (nlp.Span, bool) {
	lo, hi := 0, len(s.Ents)
	for lo < hi {
		if mid := (lo + hi) / 2; s.Ents[mid].End <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(s.Ents) && s.Ents[lo].Start <= i {
		return s.Ents[lo], true
	}
	return nlp.Span{}, false
}

// nounStart gives the first token of a noun's left modifiers.
func (s *Syntax) nounStart(i int) int {
	start := i
	for c := range s.Children(i) {
		if c < start && s.Tokens[c].Dep != "cc" && s.Tokens[c].Dep != "punct" {
			left, _ := s.Edges(c)
			start = min(start, left)
		}
	}
	return start
}

// nounEnd gives the last token of a noun phrase of at most limit tokens behind its head, without its clauses, its
// conjuncts and expressions of time.
func (s *Syntax) nounEnd(i, limit int) int {
	right := i
	for c := range s.Children(i) {
		if c < i || c > i+limit {
			continue
		}
		switch s.Tokens[c].Dep {
		case "prep":
			if p := s.Child(c, "pobj"); p >= 0 && p <= i+limit {
				if e, ok := s.entityAt(p); ok && (e.Label == "DATE" || e.Label == "TIME") {
					continue
				}
				right = max(right, s.nounEnd(p, i+limit-p))
			}
		case "nummod", "compound", "pcomp":
			right = max(right, c)
		}
	}
	return right
}
