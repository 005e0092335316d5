package extract

import (
	_ "embed"
	"fmt"
	"sort"
	"strings"

	"github.com/demarche/demarche/graph"
)

//go:embed medium.tsv
var mediumData string

// mediumWords is medium.tsv.
type mediumWords struct {
	verbs, nouns map[string]graph.Medium
	phrases      []mediumPhrase
}

type mediumPhrase struct {
	words  []string
	medium graph.Medium
}

var mediums = func() mediumWords {
	m, err := parseMediums(mediumData)
	if err != nil {
		panic("medium.tsv:" + err.Error())
	}
	return m
}()

// parseMediums reads the file; an error begins with the line.
func parseMediums(data string) (mediumWords, error) {
	m := mediumWords{verbs: make(map[string]graph.Medium), nouns: make(map[string]graph.Medium)}
	for n, line := range strings.Split(data, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			return m, fmt.Errorf("%d: %d columns, want 3", n+1, len(f))
		}
		medium := graph.Medium(f[2])
		switch medium {
		case graph.Phone, graph.InPerson, graph.Video, graph.Letter, graph.Message, graph.Unspecified:
		default:
			return m, fmt.Errorf("%d: unknown medium %q", n+1, f[2])
		}
		switch f[0] {
		case "verb":
			m.verbs[f[1]] = medium
		case "noun":
			m.nouns[f[1]] = medium
		case "phrase":
			m.phrases = append(m.phrases, mediumPhrase{strings.Fields(f[1]), medium})
		default:
			return m, fmt.Errorf("%d: unknown kind %q", n+1, f[0])
		}
	}
	return m, nil
}

// contactNoun tells whether token i is a noun that means a contact: "talks", "summit", "call".
func (s *Syntax) contactNoun(i int) bool {
	if i < 0 || s.Tokens[i].Pos != "NOUN" && s.Tokens[i].Pos != "PROPN" {
		return false
	}
	_, ok := mediums.nouns[s.Lemma(i)]
	return ok
}

// contactVerb tells whether token i is a verb that means a contact: "met", "phoned", "spoke".
func (s *Syntax) contactVerb(i int) bool {
	return s.verbal(i) && mediums.verbs[s.Lemma(i)] != ""
}

// Medium tells by what means the contact with the given trigger is made, and why: by a phrase in the event's own
// clause ("by phone", "virtual"), by the trigger itself ("met", "letter"), by the word that carries a noun ("hosted
// talks") by a journey or a stay made for it, by a place where it is held, or by
// "spoke today", as read-outs put a call.
func Medium(s *Syntax, trigger int) (graph.Medium, string) {
	words := s.eventWords(trigger)
	for _, p := range mediums.phrases {
		for k := range words {
			if s.phraseAt(words, k, p.words) && (len(p.words) > 1 || s.ofContact(words[k], trigger)) {
				return p.medium, fmt.Sprintf("%q", strings.Join(p.words, " "))
			}
		}
	}
	medium, word := s.wordMedium(trigger)
	if medium != graph.Unspecified {
		return medium, word
	}
	chain := s.eventChain(trigger)
	for k, l := range chain[1:] {
		under := s.Tokens[chain[k].token] // "wrote on Twitter after the conversation": two events
		if l.other || under.Dep == "pobj" && s.Lower(under.Head) != "for" && apart[s.Lower(under.Head)] {
			break
		}
		if m, w := s.wordMedium(l.token); m != graph.Unspecified {
			return m, w
		}
	}
	for c := range s.Children(trigger) { // "talks over lunch", "a conversation at their summit"
		if s.Tokens[c].Dep != "prep" || apart[s.Lower(c)] {
			continue
		}
		if o := s.Child(c, "pobj"); o >= 0 {
			if m := mediums.nouns[s.Lemma(o)]; m != "" && m != graph.Unspecified {
				return m, fmt.Sprintf("%q", s.Tokens[o].Text)
			}
		}
	}
	if t := s.Tokens[trigger]; t.Dep == "pobj" && s.Lower(t.Head) == "for" {
		if h := s.Tokens[t.Head].Head; motionVerbs[s.Lemma(h)] || s.nominal(h) && s.placedAt(h) || s.Tokens[h].Pos == "PROPN" && s.Tokens[h].Dep == "pobj" {
			return graph.InPerson, fmt.Sprintf("%q for it", s.Tokens[h].Text) // "arrived in Cairo for talks"
		}
	}
	if place, _ := Place(s, trigger); place != "" {
		return graph.InPerson, fmt.Sprintf("held in %s", place)
	}
	if s.Lemma(trigger) == "speak" && s.verbal(trigger) && s.saysToday(trigger) {
		return graph.Phone, "\"spoke today\"" // as read-outs put a call
	}
	return graph.Unspecified, ""
}

// apart are prepositions that set another event beside the contact: "will talk to Putin after the summit".
var apart = wordSet("after before ahead following since until despite about on for")

// placedAt tells whether noun i stands with its place: "Meloni, in Cairo for talks".
func (s *Syntax) placedAt(i int) bool {
	for c := range s.Children(i) {
		if o := s.Child(c, "pobj"); s.Tokens[c].Dep == "prep" && s.Lower(c) == "in" && c > i && o >= 0 && s.Tokens[o].Pos == "PROPN" {
			return true
		}
	}
	return false
}

// wordMedium gives what a word means by itself.
func (s *Syntax) wordMedium(i int) (graph.Medium, string) {
	m := graph.Unspecified
	if s.verbal(i) {
		if s.Lemma(i) == "call" { // "called for", "called on", "called them to the palace"
			for c := range s.Children(i) {
				p := s.Lower(c)
				if s.Tokens[c].Dep == "prep" && (p == "for" || p == "to" || (p == "on" || p == "upon") && c == i+1) {
					return m, ""
				}
			}
		}
		if v := mediums.verbs[s.Lemma(i)]; v != "" {
			m = v
		}
	} else if n := mediums.nouns[s.Lemma(i)]; n != "" {
		m = n
	}
	if m == graph.Unspecified {
		return m, ""
	}
	return m, fmt.Sprintf("%q", s.Tokens[i].Text)
}

// eventWords gives the tokens of the event's own clause, sorted: the trigger and the words that carry it, with what
// hangs on them, but not other clauses.
func (s *Syntax) eventWords(trigger int) []int {
	chain := s.eventChain(trigger)
	var words []int
	seen := make(map[int]bool)
	var walk func(i, depth int)
	walk = func(i, depth int) {
		if seen[i] || depth > 8 || len(words) > 120 {
			return
		}
		seen[i] = true
		words = append(words, i)
		for c := range s.Children(i) {
			switch s.Tokens[c].Dep {
			case "relcl", "ccomp", "advcl", "parataxis", "csubj":
				continue
			case "conj":
				if s.verbal(c) || s.contactNoun(c) {
					continue
				}
			case "acl":
				if i != trigger {
					continue
				}
			}
			walk(c, depth+1)
		}
	}
	for _, l := range chain {
		if l.cost <= 2 {
			walk(l.token, 0)
		}
	}
	sort.Ints(words)
	return words
}

// saysToday tells whether verb i has an adverb for the day of the text.
func (s *Syntax) saysToday(i int) bool {
	for c := range s.Children(i) {
		if s.Tokens[c].Dep != "npadvmod" && s.Tokens[c].Dep != "advmod" {
			continue
		}
		switch s.Lower(c) {
		case "today", "yesterday", "tonight":
			return true
		case "morning", "afternoon", "evening":
			if s.Child(c, "det") >= 0 {
				return true
			}
		}
	}
	return false
}

// ofContact tells whether the single word i modifies a contact or the trigger, as "phone" in "phone call" and not in
// "phone tapping", or is reached through a preposition, "by secure telephone".
func (s *Syntax) ofContact(i, trigger int) bool {
	h := s.Tokens[i].Head
	return h == i || h == trigger || s.contactNoun(h) || s.Tokens[h].Pos == "ADP" || s.Tokens[i].Pos == "ADV"
}

// phraseAt tells whether the tokens words[k:] spell the phrase, without a gap.
func (s *Syntax) phraseAt(words []int, k int, phrase []string) bool {
	if k+len(phrase) > len(words) {
		return false
	}
	for j, w := range phrase {
		if words[k+j] != words[k]+j || s.Lower(words[k+j]) != w {
			return false
		}
	}
	return true
}
