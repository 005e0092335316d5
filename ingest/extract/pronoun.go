package extract

import (
	"slices"
	"strings"

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
	var es []int
	if r.quoted(m.start) {
		if e := r.quoteSpeaker(m.start); e >= 0 {
			es = []int{e}
		}
	}
	if len(es) == 0 {
		es = r.speakersOf(m.head)
	}
	switch {
	case len(es) == 1:
		m.entity, m.because = es[0], "who is speaking"
	case len(es) > 1 && pronounForms[r.Lower(m.start)].plural:
		m.members, m.because = es, "who are speaking"
	}
}

// singular links he, she and it to the likeliest entity before, and "Before he left, Abbas met …" to the subject behind:
// near, a subject, of the right kind and gender, and not the other party of the same verb.
func (r *resolver) singular(k int, m *mention, p pronoun) {
	if p.gender == "n" && r.pleonastic(m.head) || p.gender != "n" && r.unknownBefore(k, m, p) {
		return
	}
	if p.gender != "n" && r.cataphor(m, p) {
		return
	}
	reflexive := strings.HasSuffix(r.Lower(m.start), "self")
	possessive := r.Tokens[m.start].Dep == "poss"
	clause := r.clauseOf(m.head)
	own := -1 // who does what the clause says, whom its other parties are not
	if !possessive && !reflexive && !isSubject(r.Tokens[m.start].Dep) {
		own = r.ownSubject(m.head)
	}
	score := map[int]float64{}
	best, rank := -1, 0
	r.before(k, 4, func(c *mention, d int) bool {
		e := r.entities[c.entity]
		if r.blockOf[c.head] != r.blockOf[m.head] && r.blocks[r.blockOf[c.head]].Kind == article.Caption || !fits(e, p) || c.entity == own {
			return true
		}
		top, joined := r.joinedTo(c.head)
		dep := r.Tokens[top].Dep
		same := d == 0 && r.clauseOf(top) == clause
		if same && !possessive && !reflexive && dep != "poss" && c.form != byPronoun {
			return true
		}
		s := 1.0 - 0.3*float64(d) - 0.04*float64(rank)
		rank++
		switch {
		case isSubject(dep):
			s += 0.35
			if same && (possessive || reflexive) || d == 0 && r.tells(top, clause) {
				s += 0.25
			}
		case dep == "poss" || dep == "compound":
			s -= 0.25
		case d == 0 && own >= 0: // objects go on as objects
			s += 0.2
		}
		if joined {
			s -= 0.1
		}
		if c.form == byPronoun {
			s += 0.15
		}
		if e.gender == "" && p.gender != "n" {
			s -= 0.1
		}
		if r.trails(top) && !r.quoted(m.start) {
			s -= 0.5
		}
		if old, ok := score[c.entity]; !ok || s > old {
			score[c.entity] = s
			if best < 0 || s > score[best] {
				best = c.entity
			}
		}
		return rank < 40
	})
	if best >= 0 && score[best] > 0 {
		m.entity, m.because = best, "the likeliest one before"
	}
}

// ownSubject gives who does what the clause of an object says: its subject, or that of the verb above where it has none of its
// own, as "he wanted to meet him", "she left after meeting her"; -1 where nobody known does it.
func (r *resolver) ownSubject(i int) int {
	v := r.clauseOf(i)
	for range 4 {
		if s := r.Child(v, "nsubj", "nsubjpass"); s >= 0 {
			if c := r.cover[s]; c != nil && s != i {
				if c.entity < 0 && c.form == byPronoun && pronounForms[r.Lower(s)].person == 1 {
					r.firstPerson(c)
				}
				return c.entity
			}
			return -1
		}
		h := r.clauseOf(v)
		switch r.Tokens[v].Dep {
		case "xcomp", "ccomp":
			if o := r.Child(h, "dobj", "dative"); o >= 0 && r.objectControl(h) { // "asked Kim to meet him"
				if c := r.cover[o]; c != nil {
					return c.entity
				}
				return -1
			}
		case "conj", "advcl", "pcomp":
		default:
			return -1
		}
		if h == v {
			return -1
		}
		v = h
	}
	return -1
}

// joinedTo climbs from a name to the first of those that "and" joins it with.
func (r *resolver) joinedTo(i int) (top int, joined bool) {
	for range 12 {
		if r.Tokens[i].Dep != "conj" || !r.nominal(r.Tokens[i].Head) {
			break
		}
		i, joined = r.Tokens[i].Head, true
	}
	return i, joined
}

// tells tells whether token i is the subject of a verb of telling above a clause: "Abbas said he would".
func (r *resolver) tells(i, clause int) bool {
	v := r.Tokens[i].Head
	return v != clause && speechActs.telling[r.Lemma(v)] && r.Above(v, clause)
}

// pleonastic tells whether an "it" stands for nothing: "it is clear that", "it remains to be seen".
func (r *resolver) pleonastic(i int) bool {
	v := r.Tokens[i].Head
	if !isSubject(r.Tokens[i].Dep) {
		return false
	}
	switch r.Lemma(v) {
	case "relate", "come", "pertain": // "as it relates to", "when it comes to"
		return r.Lower(i-1) == "as" || r.Lower(i-1) == "when"
	case "be", "seem", "appear", "remain", "become", "take", "'s":
	default:
		return false
	}
	for c := range r.Children(v) {
		switch r.Tokens[c].Dep {
		case "ccomp", "xcomp", "advcl":
			if c > v {
				return true
			}
		case "acomp", "attr":
			if readiness[r.Lower(c)] { // "it was ready to resume talks"
				return false
			}
			if r.Child(c, "ccomp", "xcomp", "advcl", "relcl", "acl") >= 0 || r.Tokens[c].Dep == "acomp" {
				return true
			}
		}
	}
	return false
}

// readiness are adjectives of those who may act; "it is ready" means somebody.
var readiness = wordSet("ready willing prepared open able unable unwilling keen eager determined set due interested reluctant happy glad confident committed " +
	"scheduled bound cautious aware concerned responsible entitled inclined poised")

// trails tells whether token i is who said what stands before: "…, a spokesman said." The story goes on about others.
func (r *resolver) trails(i int) bool {
	v := r.Tokens[i].Head
	if !speechActs.telling[r.Lemma(v)] {
		return false
	}
	c := r.Child(v, "ccomp")
	return c >= 0 && c < i
}

// cataphor links a pronoun of a clause that opens its sentence to the subject of the main clause behind it.
func (r *resolver) cataphor(m *mention, p pronoun) bool {
	s := r.Sent(m.head)
	if m.start-s.Start > 8 {
		return false
	}
	for i := m.head; !r.Root(i); i = r.Tokens[i].Head {
		d := r.Tokens[i].Dep
		if d != "advcl" && d != "prep" {
			continue
		}
		v := r.Tokens[i].Head
		n := r.Child(v, "nsubj", "nsubjpass")
		if n < 0 || n < i || n < m.start {
			continue
		}
		if c := r.cover[n]; c != nil && c.form == byName && c.entity >= 0 && fits(r.entities[c.entity], p) {
			m.entity, m.because = c.entity, "the subject of the clause behind"
			return true
		}
		return false
	}
	return false
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

// they links a plural pronoun to a coordination, a group, the two parties of a contact, or a body before it.
func (r *resolver) they(k int, m *mention) {
	at := r.sent[m.head]
	possessive := r.Tokens[m.start].Dep == "poss"
	clause := r.clauseOf(m.head)
	for j, n := k-1, 0; j >= 0 && n < 40 && at-r.sent[r.mentions[j].head] <= 2; j, n = j-1, n+1 {
		c := r.mentions[j]
		near := r.sent[c.head] == at
		if near && !possessive && r.clauseOf(c.head) == clause && c.form != byPronoun {
			continue // the other party of the same verb
		}
		if (c.form == byPair || c.form == byPronoun) && len(c.members) > 1 {
			m.members, m.because = c.members, "the sides spoken of before"
			return
		}
		if c.form == byNoun && len(c.members) > 1 && !near {
			m.members, m.because = c.members, "those named together before"
			return
		}
		if c.entity < 0 {
			continue
		}
		top, _ := r.joinedTo(c.head)
		if set := r.coordination(c); len(set) > 1 && (!near || possessive || isSubject(r.Tokens[top].Dep)) {
			m.members, m.because = set, "those named together before"
			return
		}
		e := r.entities[c.entity]
		if e.plural && !press[r.Lower(c.end-1)] {
			m.entity, m.because = c.entity, "the group before"
			return
		}
		if isSubject(r.Tokens[c.head].Dep) && e.personal() {
			if o := r.partner(c); o >= 0 && (!near || possessive) {
				m.members, m.because = []int{c.entity, o}, "the two that were in contact before"
				return
			}
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

// partner gives the person with whom the subject m is in contact by its own verb, "Putin met Xi", or by the noun that
// is its object, "held talks with"; -1 where there is none.
func (r *resolver) partner(m *mention) int {
	v := r.Tokens[m.head].Head
	if !r.verbal(v) || !contacts.light[r.Lemma(v)] && contacts.verbs[r.Lemma(v)] == nil {
		return -1
	}
	other := func(i int) int {
		if i >= 0 {
			if c := r.cover[i]; c != nil && c.entity >= 0 && c.entity != m.entity && r.entities[c.entity].personal() {
				return c.entity
			}
		}
		return -1
	}
	o := r.Child(v, "dobj")
	if e := other(o); e >= 0 && contacts.verbs[r.Lemma(v)] != nil {
		return e
	}
	for _, i := range []int{v, o} {
		if i >= 0 {
			if w := r.prep(i, "with", "to"); w >= 0 {
				if e := other(r.Child(w, "pobj")); e >= 0 {
					return e
				}
			}
		}
	}
	return -1
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

// bothNamed tells whether two tokens stand in the names of two people: one is then no apposition of the other but the
// next of a list ("Biden, Kishida and Yoon").
func (r *resolver) bothNamed(i, k int) bool {
	a, b := r.cover[i], r.cover[k]
	return a != nil && b != nil && a != b && a.form == byName && b.form == byName && a.entity >= 0 && b.entity >= 0 && a.entity != b.entity &&
		r.entities[a.entity].personal() && r.entities[b.entity].personal()
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
			if r.Tokens[c].Dep == "conj" || r.Tokens[c].Dep == "appos" && r.bothNamed(i, c) {
				f(c)
				walk(c, depth+1)
			} else if w := r.Lower(c); r.Tokens[c].Dep == "prep" && (w == "including" || w == "like") {
				if o := r.Child(c, "pobj"); o >= 0 {
					f(o)
					walk(o, depth+1)
				}
			} else if r.Tokens[c].Dep == "appos" && r.coreferent(c, i) { // "the secretary of state, Antony Blinken, and his counterpart"
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

// coreferent tells whether tokens i and k stand in one mention or in mentions of one actor.
func (r *resolver) coreferent(i, k int) bool {
	a, b := r.cover[i], r.cover[k]
	return a == b || a != nil && b != nil && a.entity >= 0 && a.entity == b.entity
}
