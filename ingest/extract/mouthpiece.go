package extract

import (
	"slices"

	"github.com/demarche/demarche/ingest/kb"
)

// byApposition takes the name set beside a noun for the speaker: "the newspaper, La Repubblica, denied".
func (r *resolver) byApposition(f *filler) {
	if f.at == nil || f.at.form != byNoun && f.at.form != byRole {
		return
	}
	for c := range r.Children(f.at.head) {
		if m := r.cover[c]; r.Tokens[c].Dep == "appos" && m != nil && m != f.at && m.form == byName && m.entity >= 0 {
			f.entity, f.at = m.entity, m
			return
		}
	}
}

// standsFor takes the one in whose name a speaker speaks for the speaker: the country for "its government", the body or
// the person for a spokesman without a name, the person for "Netanyahu's office". Spokesmen are many and change often,
// so that the knowledge base's holder of a day is a guess; whom they speak for is what the text says.
func (r *resolver) standsFor(f *filler) {
	if f.at == nil {
		return
	}
	e := -1
	switch noun := r.Lower(f.at.end - 1); {
	case f.at.form == byRole && slices.Contains(f.at.roles, "spokesperson") && !r.tied[f.at]:
		if r.entities[f.entity].named { // "the spokesman", after Peskov was named
			return
		}
		if p := r.principal(f.at); p != nil {
			f.entity = p.entity
		} else if x := r.kb.Entity(f.at.country); x != nil {
			f.entity = r.entityOf(x)
		}
		return
	case f.at.form == byNoun && governments[noun]:
		if p := r.principal(f.at); p != nil {
			e = r.countryOf(p.entity)
		} else if o := r.ownerBefore(f.at); o >= 0 {
			e = r.countryOf(o)
		}
	case f.at.form == byNoun && noun == "office":
		if p := r.principal(f.at); p != nil && r.entities[p.entity].kind == kb.Person {
			e = p.entity
		}
	}
	if e >= 0 {
		f.entity = e
	}
}

// principal gives the one whose spokesman, government or office a mention is: "a spokesman for the army", "Netanyahu's
// office", "the Pentagon's spokesman"; nil where the words beside it name none.
func (r *resolver) principal(m *mention) *mention {
	named := func(i int) *mention {
		if i < 0 {
			return nil
		}
		c := r.cover[i]
		if c == nil || c == m || c.form == byPronoun || c.entity < 0 {
			return nil
		}
		return c
	}
	if p := r.prep(m.head, "for", "of"); p >= 0 {
		if c := named(r.Child(p, "pobj")); c != nil {
			return c
		}
	}
	return named(r.Child(m.head, "poss"))
}

// ownerBefore gives the one that the possessive of a noun stands for, where the noun's mention hides it: the nearest
// country before "its government", the nearest person before "his government"; -1 where there is none.
func (r *resolver) ownerBefore(m *mention) int {
	p, ok := pronounForms[r.Lower(m.start)]
	if !ok || p.plural || r.Tokens[m.start].Dep != "poss" {
		return -1
	}
	found := -1
	r.before(m.index, 1, func(c *mention, _ int) bool {
		e := r.entities[c.entity]
		if p.gender == "n" && e.kind == kb.Country || p.gender != "n" && fits(e, p) {
			found = c.entity
			return false
		}
		return true
	})
	return found
}

// countryOf gives the country itself, or the country of a person; -1 where it is neither.
func (r *resolver) countryOf(i int) int {
	e := r.entities[i]
	if e.kind == kb.Country {
		return i
	}
	if e.kind == kb.Person && e.country != "" {
		if c := r.kb.Entity(r.stateOf(e.country)); c != nil && c.Kind == kb.Country {
			return r.entityOf(c)
		}
	}
	return -1
}

// documentReach is how many tokens before "the statement" are searched for the one that made it.
const documentReach = 120

// makers gives whose document a noun names: "a White House report", "the request of Iraq", "issued a statement calling".
// "The report" with no maker beside it is the one spoken of before.
func (r *resolver) makers(n int) []filler {
	if fs := r.makersBeside(n); len(fs) > 0 {
		return fs
	}
	if d := r.Child(n, "det"); d < 0 || r.Lower(d) != "the" && r.Lower(d) != "this" {
		return nil
	}
	lemma := r.Lemma(n)
	for k := n - 1; k >= max(0, n-documentReach); k-- {
		if r.Lemma(k) != lemma || r.Tokens[k].Pos != "NOUN" && r.Tokens[k].Pos != "PROPN" {
			continue
		}
		if fs := r.makersBeside(k); len(fs) > 0 {
			return fs
		}
		if m := r.cover[k]; m != nil && m.entity >= 0 && m.form == byName && m.end == k+1 && m.end-m.start > 1 { // "the Iraq Study Group Report"
			return []filler{{entity: m.entity, at: m, arg: "subj", via: "document:before"}}
		}
	}
	return nil
}

// makersBeside gives the makers of a document that stand beside its noun.
func (r *resolver) makersBeside(n int) []filler {
	for _, a := range []argument{"poss", "comp", "by", "from", "of"} {
		if fs := r.ofNoun(n, a); len(fs) > 0 {
			for k := range fs {
				fs[k].via = "document:" + string(a)
				r.standsFor(&fs[k])
			}
			return fs
		}
	}
	if g := r.governor(n); g >= 0 && speechActs.light[r.Lemma(g)] {
		if i, _ := r.doer(g); i >= 0 && i != n {
			return r.actors(i, "subj", "document:"+r.Lemma(g))
		}
	}
	return nil
}
