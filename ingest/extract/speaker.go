package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/ingest/kb"
)

// doer gives the token of who does what verb v says: its subject, the agent of a passive, the noun that its clause
// belongs to, or the subject that it shares with the verb above it; -1 where the text does not say. via tells how.
func (r *resolver) doer(v int) (token int, via string) {
	via = "subj"
	for range 10 {
		if r.Child(v, "nsubjpass") >= 0 || r.Child(v, "auxpass") >= 0 {
			if p := r.prep(v, "by"); p >= 0 {
				return r.antecedent(r.Child(p, "pobj")), via + ":by"
			}
			return -1, ""
		}
		if s := r.Child(v, "nsubj", "csubj"); s >= 0 {
			return r.antecedent(s), via
		}
		h := r.Tokens[v].Head
		if h == v {
			return -1, ""
		}
		switch r.Tokens[v].Dep {
		case "xcomp", "ccomp", "acomp":
			if s := r.subjectBeside(v, h); s >= 0 {
				return r.antecedent(s), "shared"
			}
			if o := r.Child(h, "dobj", "dative"); o >= 0 && r.objectControl(h) {
				return o, "control"
			}
			if s := r.Child(h, "nsubjpass"); s >= 0 {
				return r.antecedent(s), "raised"
			}
		case "conj", "advcl", "dep", "parataxis", "oprd":
			if o := r.Child(h, "dobj"); o >= 0 && o < v && r.Tokens[v].Dep == "advcl" && r.Tokens[v].Tag == "VBG" && shown[r.Lemma(h)] {
				return o, "shown"
			}
			if !r.verbal(h) {
				if r.Tokens[v].Dep == "conj" || !r.nominal(h) {
					return -1, ""
				}
				return h, "acl"
			}
			if s := r.Child(h, "nsubjpass"); s >= 0 {
				return r.antecedent(s), "shared"
			}
		case "acl", "relcl", "appos":
			if r.Tokens[v].Dep == "acl" && r.Tokens[v].Tag == "VBN" { // "reservists charged with abuse"
				if p := r.prep(v, "by"); p >= 0 {
					return r.Child(p, "pobj"), "acl:by"
				}
				return -1, ""
			}
			if r.nominal(h) {
				return h, r.Tokens[v].Dep
			}
		case "pcomp":
			h = r.Tokens[h].Head
			if !r.verbal(h) {
				return -1, ""
			}
			if s := r.Child(h, "nsubjpass"); s >= 0 {
				return r.antecedent(s), "pcomp"
			}
		default:
			return -1, ""
		}
		if r.Tokens[v].Dep != "conj" {
			via = "shared"
		} else if t := r.Tokens[v].Tag; (t == "VBP" || t == "VBZ" || t == "VBD") && (r.hasInfinitive(h) || r.subjunctive(h, t)) && r.verbal(r.Tokens[h].Head) {
			h = r.Tokens[h].Head // "urge all to hold them to account and call on": joined with "urge"
		}
		v = h
	}
	return -1, ""
}

// subjectBeside gives the subject of an earlier clause under the same verb h, which the finite verb v shares: "saying
// that Beijing had held its course, had pledged help and had called"; -1 where there is none.
func (r *resolver) subjectBeside(v, h int) int {
	if r.Tokens[v].Dep != "ccomp" || r.hasInfinitive(v) || r.Tokens[v].Tag == "VBG" {
		return -1
	}
	for c := range r.Children(h) {
		if c > h && c < v && r.Tokens[c].Dep == "ccomp" {
			if s := r.Child(c, "nsubj", "nsubjpass"); s >= 0 {
				return s
			}
		}
	}
	return -1
}

// subjunctive tells whether verb h, inside a clause, has no tense, so that a verb with the tag t is not joined with it:
// "demanded that Moscow explain itself and asked".
func (r *resolver) subjunctive(h int, t string) bool {
	if d := r.Tokens[h].Dep; d != "ccomp" && d != "advcl" || r.Child(h, "aux") >= 0 {
		return false
	}
	tag := r.Tokens[h].Tag
	return tag == "VB" || tag == "VBP" && t == "VBD"
}

// shown are verbs whose object does what a participle behind it says: "quoted the ambassador rejecting the charge".
var shown = wordSet("quote show hear see cite find catch picture film record")

// antecedent gives the noun that a relative pronoun stands for, or the token itself.
func (r *resolver) antecedent(i int) int {
	if i < 0 {
		return -1
	}
	switch r.Tokens[i].Tag {
	case "WDT", "WP":
		k := i
		for range 6 {
			if r.Tokens[k].Dep == "relcl" {
				return r.Tokens[k].Head
			}
			if r.Root(k) {
				break
			}
			k = r.Tokens[k].Head
		}
	}
	return i
}

// speakers gives those who say what verb v says.
func (r *resolver) speakers(v int) []filler {
	i, via := r.doer(v)
	if i < 0 {
		return nil
	}
	return r.speakersAt(i, via)
}

// speakersAt gives the speakers that token i and what is joined to it name: actors, the makers of a document, or
// people that only a noun names.
func (r *resolver) speakersAt(i int, via string) []filler {
	out := r.actors(i, "subj", via)
	for k := range out {
		r.byApposition(&out[k])
		r.standsFor(&out[k])
	}
	if len(out) > 0 { // "China, along with Russia, has called"
		for c := i + 1; c < min(i+3, r.Sent(i).End); c++ { // the parser hangs it on the comma
			if w := r.Lower(c); r.Tokens[c].Dep == "prep" && (w == "along" || w == "together" || w == "alongside") {
				out = append(out, r.prepositional(c, "subj", "with")...)
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	r.eachConjunct(i, func(k int) {
		if o := r.crowd(k); o >= 0 {
			k = o
		}
		if speechActs.documents[r.Lemma(k)] {
			out = append(out, r.makers(k)...)
		} else if e, m := r.namedByNoun(k); e >= 0 {
			out = append(out, filler{entity: e, at: m, arg: "subj", via: via + ":noun"})
		}
	})
	return out
}

// crowd gives the noun that a number only counts: "hundreds of investors"; -1 where it counts none.
func (r *resolver) crowd(i int) int {
	if l := r.Lemma(i); l != "hundred" && l != "thousand" && l != "dozen" && l != "million" && l != "scores" && l != "score" {
		return -1
	}
	if p := r.prep(i, "of"); p >= 0 {
		return r.Child(p, "pobj")
	}
	return -1
}

// nameSpeakers gives those who speak and are known to the text alone the whole phrases by which it calls them as names.
func (r *resolver) nameSpeakers(speeches []*speech) {
	speaks := map[int]bool{}
	for _, s := range speeches {
		speaks[s.speaker.entity] = true
		if m := s.speaker.at; m != nil && r.cover[m.head] != m {
			r.nameInFull(m)
		}
	}
	for _, m := range r.mentions {
		if m.entity >= 0 && speaks[m.entity] {
			r.nameInFull(m)
		}
	}
}

// nameInFull adds the phrase around a noun to the names of its actor: "group linked to al-Qaida".
func (r *resolver) nameInFull(m *mention) {
	if m.form != byNoun && m.form != byRole || m.plural && len(m.members) > 0 || r.entities[m.entity].kind == kb.Country {
		return
	}
	left, right := r.Edges(m.head)
	left, right = max(left, m.head-10), min(right, m.head+14)
	for k := m.head + 1; k <= right; k++ {
		if w := r.Lower(k); w == "," || w == "who" || w == "which" || w == "that" || w == "and" && r.cover[k] == nil && k > m.head+4 || r.verbal(k) && r.Tokens[k].Tag != "VBN" {
			right = k - 1
		}
	}
	e := r.entities[m.entity]
	for k := left; k <= m.head; k++ {
		if k > left && k < m.head && r.Tokens[k].Pos != "ADJ" && r.Tokens[k].Pos != "NOUN" && r.Tokens[k].Pos != "PROPN" && r.Tokens[k].Pos != "VERB" {
			continue
		}
		r.alias(e, trimPossessive(r.words(k, right+1)))
		r.alias(e, trimPossessive(r.words(k, m.head+1)))
	}
}

// namedByNoun enters the people or the body that a common noun names where no mention covers it: "investors", "unions".
func (r *resolver) namedByNoun(i int) (int, *mention) {
	t := &r.Tokens[i]
	if r.cover[i] != nil || t.Pos != "NOUN" && t.Pos != "PROPN" || !speechActs.voices.has(r.Lower(i)) && !speechActs.voices.has(r.Lemma(i)) {
		return -1, nil
	}
	from := i
	for c := range r.Children(i) {
		if c < from && c >= i-5 {
			switch r.Tokens[c].Dep {
			case "amod", "compound", "nmod", "poss":
				if l, _ := r.Edges(c); l >= i-6 {
					from = min(from, l)
				}
			}
		}
	}
	name := trimPossessive(r.words(from, i+1))
	country := ""
	for k := from; k < i; k++ {
		if c := r.cover[k]; c != nil && c.entity >= 0 && r.entities[c.entity].kind == kb.Country {
			country = r.entities[c.entity].id
		}
	}
	e := &entity{kind: kb.Organisation, name: name, country: country, plural: t.Tag == "NNS" || t.Tag == "NNPS"}
	e.id = localID(r.kb, e.kind, country, name)
	m := &mention{start: from, end: i + 1, nameFrom: i + 1, nameTo: i + 1, head: i, form: byNoun, kind: e.kind, countryFrom: -1,
		plural: e.plural, because: "people or a body of the text's own"}
	m.entity = r.enter(e)
	r.alias(r.entities[m.entity], r.words(i, i+1))
	return m.entity, m
}

// voices tells which nouns may name a speaker.
type voices struct {
	nouns    map[string]bool
	suffixes []string
}

func (v voices) has(noun string) bool {
	if v.nouns[noun] {
		return true
	}
	for _, s := range v.suffixes {
		if len(noun) > len(s)+2 && strings.HasSuffix(noun, s) {
			return true
		}
	}
	return false
}

// speakersOfNoun gives those whose appeal, request or denial a noun names.
func (r *resolver) speakersOfNoun(n int, rule *statementRule) []filler {
	for c := range r.Children(n) { // "opposition calls for a new vote"
		if r.Tokens[c].Dep != "compound" {
			continue
		}
		if m := r.cover[c]; m != nil && m.form == byNoun && m.entity >= 0 {
			return []filler{{entity: m.entity, at: m, arg: "comp", via: "comp:noun"}}
		}
		if e, m := r.namedByNoun(c); e >= 0 { // "a defense request"
			return []filler{{entity: e, at: m, arg: "comp", via: "comp:noun"}}
		}
	}
	if s := r.Child(n, "nsubj"); s >= 0 && r.Tokens[n].Pos == "VERB" { // "endorsed UN calls for": the tagger's verb
		if fs := r.actors(s, "comp", "comp"); len(fs) > 0 {
			return fs
		}
	}
	for _, a := range []argument{"poss", "comp", "by", "from", "of"} {
		if (a == "of" || a == "from") && slices.Contains(rule.about, a) {
			continue
		}
		if fs := r.ofNoun(n, a); len(fs) > 0 {
			return fs
		}
		if p := -1; a == "poss" || a == "by" || a == "from" {
			if a == "poss" {
				p = r.Child(n, "poss")
			} else if q := r.prep(n, string(a)); q >= 0 {
				p = r.Child(q, "pobj")
			}
			if p >= 0 {
				if fs := r.speakersAt(p, string(a)); len(fs) > 0 {
					return fs
				}
			}
		}
	}
	g := r.governor(n)
	if g < 0 || !speechActs.light[r.Lemma(g)] {
		return nil
	}
	if i, _ := r.doer(g); i >= 0 && i != n {
		return r.speakersAt(i, "light:"+r.Lemma(g))
	}
	return nil
}
