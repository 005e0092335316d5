package extract

import (
	"slices"

	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/kb"
)

func isSubject(dep string) bool { return dep == "nsubj" || dep == "nsubjpass" || dep == "csubj" }

// clauseOf gives the verb (or root) that token i belongs to.
func (r *resolver) clauseOf(i int) int {
	for !r.Root(i) {
		h := r.Tokens[i].Head
		if r.verbal(h) {
			return h
		}
		i = h
	}
	return i
}

func (r *resolver) pronoun(k int, m *mention) {
	p := pronounForms[r.Lower(m.start)]
	switch {
	case p.person == 0:
		r.relative(m)
	case p.person == 1: // after all others, since whose words they are may hang on a pronoun
	case p.plural:
		r.they(k, m)
	default:
		r.singular(k, m, p)
	}
}

// relative links "who" and "which" to the noun that their clause belongs to.
func (r *resolver) relative(m *mention) {
	i := m.head
	for range 8 {
		if r.Tokens[i].Dep == "relcl" {
			if c := r.cover[r.Tokens[i].Head]; c != nil && c.entity >= 0 {
				m.entity, m.because = c.entity, "the noun before the clause"
			}
			return
		}
		if r.Root(i) {
			return
		}
		i = r.Tokens[i].Head
	}
}

// firstPerson links "I", and "we" of one who speaks for others, to who is speaking: the speaker of a transcript or
// the author of a statement.
func (r *resolver) firstPerson(m *mention) {
	e := -1
	if r.quoted(m.start) {
		e = r.quoteSpeaker(m.start)
	}
	if e < 0 {
		e = r.speakerOf(m.head)
	}
	if e >= 0 {
		m.entity, m.because = e, "who is speaking"
	}
}

// singular links he, she and it to the likeliest entity before: near, a subject, of the right kind and gender, and not
// the other party of the same verb.
func (r *resolver) singular(k int, m *mention, p pronoun) {
	best, bestScore := -1, 0.0
	possessive := r.Tokens[m.start].Dep == "poss"
	clause := r.clauseOf(m.head)
	if p.gender != "n" && r.unknownBefore(k, m, p) {
		return
	}
	seen := map[int]bool{}
	rank := 0
	r.before(k, 4, func(c *mention, d int) bool {
		e := r.entities[c.entity]
		if r.blockOf[c.head] != r.blockOf[m.head] && r.blocks[r.blockOf[c.head]].Kind == article.Caption {
			return true
		}
		if !fits(e, p) {
			return true
		}
		if !possessive && d == 0 && r.clauseOf(c.head) == clause && r.Tokens[c.head].Dep != "poss" && c.form != byPronoun {
			return true
		}
		s := 1.0 - 0.3*float64(d) - 0.04*float64(rank)
		rank++
		if isSubject(r.Tokens[c.head].Dep) {
			s += 0.35
		}
		if c.form == byPronoun {
			s += 0.15
		}
		if r.Tokens[c.head].Dep == "poss" || r.Tokens[c.head].Dep == "compound" {
			s -= 0.25
		}
		if !seen[c.entity] && s > bestScore {
			best, bestScore = c.entity, s
		}
		seen[c.entity] = true
		return true
	})
	if best >= 0 {
		m.entity, m.because = best, "the likeliest one before"
	}
}

// unknownBefore tells whether the same pronoun, as a subject, already stood for somebody unknown in this sentence or
// the one before.
func (r *resolver) unknownBefore(k int, m *mention, p pronoun) bool {
	for j := k - 1; j >= 0; j-- {
		c := r.mentions[j]
		if r.sent[m.head]-r.sent[c.head] > 1 {
			return false
		}
		if c.form == byPronoun && isSubject(r.Tokens[c.head].Dep) && pronounForms[r.Lower(c.start)].gender == p.gender {
			return c.entity < 0
		}
		if isSubject(r.Tokens[c.head].Dep) && c.entity >= 0 && fits(r.entities[c.entity], p) {
			return false
		}
	}
	return false
}

func fits(e *entity, p pronoun) bool {
	switch p.gender {
	case "m", "f":
		if e.kind != kb.Person || e.plural {
			return false
		}
		return e.gender == "" || (e.gender == "male") == (p.gender == "m")
	case "n":
		return e.kind != kb.Person && !e.plural
	}
	return true
}

// they links a plural pronoun to a coordination, a group or a body before it.
func (r *resolver) they(k int, m *mention) {
	at := r.sent[m.head]
	for j := k - 1; j >= 0 && at-r.sent[r.mentions[j].head] <= 2; j-- {
		c := r.mentions[j]
		if c.form == byPair && len(c.members) > 1 || c.form == byPronoun && len(c.members) > 1 {
			m.members, m.because = c.members, "the sides spoken of before"
			return
		}
		if c.entity < 0 {
			continue
		}
		if set := r.coordination(c); len(set) > 1 && r.sent[c.head] < at {
			m.members, m.because = set, "those named together before"
			return
		}
		if e := r.entities[c.entity]; e.plural {
			m.entity, m.because = c.entity, "the group before"
			return
		}
	}
	r.before(k, 1, func(c *mention, d int) bool {
		e := r.entities[c.entity]
		if e.kind != kb.Person && isSubject(r.Tokens[c.head].Dep) {
			m.entity, m.because = c.entity, "the body before"
			return false
		}
		return true
	})
}

// coordination gives the entities joined with a mention by "and": "Bush and Putin".
func (r *resolver) coordination(m *mention) []int {
	top := m.head
	for range 12 {
		if r.Tokens[top].Dep != "conj" || !r.nominal(r.Tokens[top].Head) {
			break
		}
		top = r.Tokens[top].Head
	}
	var out []int
	r.eachConjunct(top, func(i int) {
		if c := r.cover[i]; c != nil && c.entity >= 0 && !slices.Contains(out, c.entity) {
			out = append(out, c.entity)
		}
	})
	return out
}

// eachConjunct calls f for token i and all that is joined to it by conjunctions.
func (r *resolver) eachConjunct(i int, f func(int)) {
	f(i)
	var walk func(i, depth int)
	walk = func(i, depth int) {
		if depth > 40 {
			return
		}
		for c := range r.Children(i) {
			if r.Tokens[c].Dep == "conj" {
				f(c)
				walk(c, depth+1)
			} else if w := r.Lower(c); r.Tokens[c].Dep == "prep" && (w == "including" || w == "like") {
				if o := r.Child(c, "pobj"); o >= 0 {
					f(o)
					walk(o, depth+1)
				}
			} else if r.Tokens[c].Dep == "appos" && r.cover[c] == r.cover[i] {
				walk(c, depth+1)
			}
		}
	}
	walk(i, 0)
	if m := r.cover[i]; m != nil {
		for k := m.start; k < m.end; k++ {
			if k != i {
				walk(k, 1)
			}
		}
	}
}
