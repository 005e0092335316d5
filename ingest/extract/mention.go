package extract

import (
	_ "embed"
	"strings"
	"unicode"

	"github.com/demarche/demarche/ingest/kb"
)

//go:embed data/nouns.tsv
var nounData string

// nounClass is what a common noun can name.
type nounClass uint8

const (
	noClass nounClass = 0
	aPerson nounClass = 1 << iota // one human: "envoy"
	people                        // several: "officials"
	aBody                         // an institution: "government"
	aPair                         // two or more sides already spoken of: "the two leaders"
)

// nouns holds the class of each noun in data/nouns.tsv.
var nouns = readNouns(nounData)

func readNouns(data string) map[string]nounClass {
	classes := map[string]nounClass{"person": aPerson, "people": people, "body": aBody, "pair": aPair}
	m := map[string]nounClass{}
	for line := range strings.Lines(data) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(list) {
			m[w] |= classes[name]
			if classes[name] == aPerson {
				m[plural(w)] |= people
			}
		}
	}
	return m
}

// plural gives the regular plural of an English noun.
func plural(w string) string {
	switch {
	case strings.HasSuffix(w, "man"):
		return strings.TrimSuffix(w, "man") + "men"
	case strings.HasSuffix(w, "person"):
		return strings.TrimSuffix(w, "person") + "people"
	case strings.HasSuffix(w, "wife"):
		return strings.TrimSuffix(w, "fe") + "ves"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"):
		return w + "es"
	case strings.HasSuffix(w, "y") && len(w) > 1 && !strings.ContainsRune("aeiou", rune(w[len(w)-2])):
		return w[:len(w)-1] + "ies"
	}
	return w + "s"
}

// form is how a mention names its actor.
type form uint8

const (
	byName    form = iota // "Qin Gang", "China", "Foreign Minister Qin Gang"
	byRole                // "the Chinese foreign minister"
	byNoun                // "Egyptian officials", "the ministry"
	byPronoun             // "he", "their"
	byPair                // "the two leaders", "both sides"
)

// mention is a stretch of tokens that names an actor, or several at once.
type mention struct {
	start, end       int // the whole phrase, title and article included
	nameFrom, nameTo int // the name within it; empty where there is none
	head             int // the token that stands for it in the tree
	form             form
	class            nounClass
	kind             kb.Kind       // of a name: what it seems to name; empty where unknown
	readings         []kb.Match    // of a name: what the knowledge base has
	parts            []constituent // of a name of two at once ("U.S.-Russia"): both
	roles            []string      // classes of office in a title or role
	roleFrom, roleTo int           // the words of the role; empty where there is none
	country          string        // of a role or noun: the knowledge base's id of the country or body it belongs to
	countryFrom      int           // the token that says so, -1 where none does
	plural           bool
	index            int   // its place in the row of mentions
	entity           int   // index into the table of entities, -1 where unresolved
	members          []int // of a plural that stands for entities already spoken of
	because          string
}

// metonym tells whether a name is that of a place or a house that may stand for a state.
func (m *mention) metonym() bool {
	return len(m.readings) > 0 && m.readings[0].Via == kb.ViaMetonym
}

// constituent is one of several countries or bodies that a mention names at once, with the word that names it.
type constituent struct {
	entity *kb.Entity
	word   string
}

// finder finds the mentions of a text.
type finder struct {
	*text
	kb       *kb.KB
	mentions []*mention
	cover    []*mention      // by token: the mention that it belongs to
	surnames map[string]bool // last words of the whole names of people found so far
}

func findMentions(t *text, k *kb.KB) *finder {
	f := &finder{text: t, kb: k, cover: make([]*mention, len(t.Tokens)), surnames: map[string]bool{}}
	for _, s := range t.Sents {
		f.groups(s.Start, s.End)
		f.names(s.Start, s.End)
		f.roles(s.Start, s.End)
		f.commonNouns(s.Start, s.End)
		f.pronouns(s.Start, s.End)
	}
	f.sortMentions()
	return f
}

// sortMentions puts mentions in the order of the text.
func (f *finder) sortMentions() {
	f.mentions = f.mentions[:0]
	var last *mention
	for _, m := range f.cover {
		if m != nil && m != last {
			m.index = len(f.mentions)
			f.mentions = append(f.mentions, m)
			last = m
		}
	}
}

func (f *finder) add(m *mention) {
	m.entity = -1
	m.head = f.headOf(m.start, m.end)
	for i := m.start; i < m.end; i++ {
		f.cover[i] = m
	}
	f.mentions = append(f.mentions, m)
}

// headOf gives the token of a stretch whose head lies outside it; the last such token, since a name's own last word
// leads in English.
func (f *finder) headOf(from, to int) int {
	best := to - 1
	for i := from; i < to; i++ {
		h := f.Tokens[i].Head
		if (h < from || h >= to || h == i) && f.Tokens[i].Pos != "DET" && f.Tokens[i].Pos != "PUNCT" {
			best = i
			if f.Tokens[i].Dep != "compound" && f.Tokens[i].Dep != "amod" && f.Tokens[i].Dep != "nmod" {
				return i
			}
		}
	}
	return best
}

func capital(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r) || unicode.IsTitle(r)
	}
	return false
}

// nameToken tells whether a token can be part of a name.
func (f *finder) nameToken(i int) bool {
	t := &f.Tokens[i]
	if !capital(t.Text) {
		return false
	}
	return t.Pos == "PROPN" || t.Tag == "NNP" || t.Tag == "NNPS" || t.Pos == "X" || f.entityLabel(i) != ""
}

// nameParticles join the parts of a name: "Ursula von der Leyen", "Mohammed bin Salman".
var nameParticles = wordSet("von van der de del della di da dos la le al el bin ben ibn abu ul ur den ter ten zu y e st. du bint ould mac")

// suffixes close a name: "Joseph R. Biden, Jr."
var suffixes = wordSet("jr. jr jnr sr. sr snr ii iii iv")

// onlySuffix tells whether tokens from to before to are a suffix of a name, with or without a comma.
func (f *finder) onlySuffix(from, to int) bool {
	if from < to && f.Lower(from) == "," {
		from++
	}
	return to == from+1 && suffixes[f.Lower(from)]
}

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// notNames are capitalised words that open or close no name.
var notNames = wordSet("monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december " +
	"mr. mrs. ms. mr mrs ms dr. dr sen. rep. gov. gen. col. lt. sgt. adm. prof. rev. sir lady lord the a an q a. i he she it we they this that these those in on at but and or if when while as for from by with after before during following meanwhile asked earlier later speaking file photo")

// labelKind gives the kind of actor of a spaCy entity label; ok is false for labels that name no actor.
func labelKind(label string) (kind kb.Kind, ok bool) {
	switch label {
	case "PERSON":
		return kb.Person, true
	case "ORG":
		return kb.Organisation, true
	case "GPE", "NORP":
		return kb.Country, true
	}
	return "", false
}
