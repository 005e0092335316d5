package extract

import (
	"slices"
	"strings"
)

// Topics tells what the contact with the given trigger is about, as short phrases of the text: what stands behind
// "about", "on", "over", "regarding", what is discussed, or what the meeting was "to discuss". At most four.
func Topics(s *Syntax, trigger int) []string {
	var topics []string
	add := func(noun int) {
		for _, n := range s.conjuncts(noun) {
			if t := s.topicPhrase(n); t != "" && len(topics) < 4 && !slices.Contains(topics, t) {
				topics = append(topics, t)
			}
		}
	}
	if topicVerbs[s.Lemma(trigger)] && s.verbal(trigger) {
		if o := s.Child(trigger, "dobj", "nsubjpass"); o >= 0 {
			add(o)
		}
	}
	for _, l := range s.eventChain(trigger) {
		if l.cost > 2 { // "in their call, the leaders discussed trade"
			if o := s.Child(l.token, "dobj", "nsubjpass"); o >= 0 && topicVerbs[s.Lemma(l.token)] {
				add(o)
			} else if o >= 0 && s.Lemma(l.token) == "exchange" {
				s.topicsUnder(o, add)
			}
			continue
		}
		for c := range s.Children(l.token) {
			switch d := s.Tokens[c].Dep; {
			case d == "prep" && topicPreps[s.Lower(c)] && !(s.Lemma(l.token) == "call" && s.verbal(l.token)): // "called on the president"
				if o := s.Child(c, "pobj"); o >= 0 {
					add(o)
				}
			case d == "prep" && (s.Lower(c) == "with" || s.Lower(c) == "between" || s.Lower(c) == "to"):
				if o := s.Child(c, "pobj"); o >= 0 {
					s.topicsUnder(o, add)
				}
			case d == "dobj" && l.token == trigger:
				s.topicsUnder(c, add)
			case d == "relcl" && focusVerbs[s.Lemma(c)]: // "a call, which focused on Syria"
				for p := range s.Children(c) {
					if o := s.Child(p, "pobj"); s.Lower(p) == "on" && o >= 0 {
						add(o)
					}
				}
			case (d == "advcl" || d == "xcomp" || d == "acl" || d == "conj" || d == "relcl") && s.verbal(c) && topicVerbs[s.Lemma(c)]:
				if o := s.Child(c, "dobj"); o >= 0 && !s.contactNoun(o) {
					add(o)
				}
			}
		}
	}
	return topics
}

var topicPreps = map[string]bool{"about": true, "on": true, "over": true, "regarding": true, "concerning": true}

var topicVerbs = map[string]bool{"discuss": true, "debate": true, "address": true, "raise": true, "review": true, "negotiate": true,
	"explore": true, "tackle": true, "consider": true}

var focusVerbs = map[string]bool{"focus": true, "center": true, "centre": true, "concentrate": true, "touch": true}

// topicsUnder reads topics that the parser hangs on a participant: "spoke with Xi about Taiwan".
func (s *Syntax) topicsUnder(i int, add func(int)) {
	for c := range s.Children(i) {
		if s.Tokens[c].Dep == "prep" && topicPreps[s.Lower(c)] && s.Lower(c) != "over" {
			if o := s.Child(c, "pobj"); o >= 0 {
				add(o)
			}
		}
	}
}

// conjuncts gives a noun and those coordinated with it.
func (s *Syntax) conjuncts(i int) []int {
	list := []int{i}
	for k := 0; k < len(list) && len(list) < 8; k++ {
		for c := range s.Children(list[k]) {
			if s.Tokens[c].Dep == "conj" && s.nominal(c) {
				list = append(list, c)
			}
		}
	}
	return list
}

// topicPhrase trims a noun phrase to what names the topic: no articles, no clauses, no coordination, at most eight
// words. A time, a place of meeting, a platform ("on Twitter") or a bare pronoun is no topic.
func (s *Syntax) topicPhrase(i int) string {
	if e, ok := s.entityAt(i); ok {
		switch e.Label {
		case "DATE", "TIME", "CARDINAL", "ORDINAL":
			return ""
		}
	}
	if s.Tokens[i].Pos == "PRON" || !s.nominal(i) || notTopics[s.Lemma(i)] {
		return ""
	}
	if _, _, day := (&timeParser{Syntax: s, words: []timeWord{newTimeWord(i, s.Lower(i))}}).weekday(0); day {
		return ""
	}
	start := s.nounStart(i)
	for start < i {
		d := s.Tokens[start].Dep
		if d != "det" && d != "predet" && !(d == "poss" && s.Tokens[start].Pos == "PRON") {
			break
		}
		start++
	}
	const longest = 8
	end := s.nounEnd(i, longest)
	if end-start >= longest+2 {
		end = i
	}
	return strings.Trim(strings.Join(strings.Fields(s.Text[s.Tokens[start].Start:s.Tokens[end].End]), " "), ` ,;:"“”`)
}

var notTopics = map[string]bool{"sideline": true, "sidelines": true, "margin": true, "margins": true, "phone": true, "telephone": true,
	"twitter": true, "facebook": true, "behalf": true, "condition": true, "call": true, "visit": true, "trip": true, "weekend": true,
	"day": true, "way": true, "eve": true, "basis": true, "dinner": true, "lunch": true, "breakfast": true, "television": true,
	"meeting": true, "line": true, "video": true, "occasion": true, "ground": true, "other": true, "record": true, "hand": true,
	"part": true, "side": true, "anniversary": true, "invitation": true, "request": true, "telegram": true,
	"island": true, "peninsula": true, "outskirts": true, "border": true, "board": true}
