package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/kb"
)

// appositions ties a name and the office or noun set beside it: "Qin Gang, the Chinese foreign minister,", "his
// Russian counterpart, Sergei Lavrov". Both get one entity, and the name is read with the office in mind.
func (r *resolver) appositions() {
	r.tied = map[*mention]bool{}
	for k := 0; k+1 < len(r.mentions); k++ {
		a, b := r.mentions[k], r.mentions[k+1]
		if k+2 < len(r.mentions) && a.countryFrom == b.start && a.countryFrom > a.start { // "the head of the PLO, Mahmoud Abbas,"
			if c := r.mentions[k+2]; c.form == byName && r.besideEachOther(b, c) && r.canName(c) && r.canDescribe(a) && r.endsPhrase(c.end) && r.sent[a.head] == r.sent[c.head] {
				r.tie(c, a)
				continue
			}
		}
		if r.sent[a.head] != r.sent[b.head] || !r.besideEachOther(a, b) {
			continue
		}
		switch {
		case a.form == byName && (b.form == byRole || b.form == byNoun) && r.canName(a) && r.canDescribe(b):
			r.tie(a, b)
		case b.form == byName && (a.form == byRole || a.form == byNoun) && r.canName(b) && r.canDescribe(a) && (r.isAppos(a, b) || r.endsPhrase(b.end) || r.Lower(a.end-1) == "counterpart"):
			r.tie(b, a)
		}
	}
}

// besideEachOther tells whether only a comma or a bracket lies between two mentions, or a "who is".
func (r *resolver) besideEachOther(a, b *mention) bool {
	for i := a.end; i < b.start; i++ {
		if w := r.Tokens[i].Text; w != "," && w != "(" && w != "–" && w != "--" && w != "—" && w != "the" {
			// "Qin Gang, China's foreign minister": the country's own name stands before the office
			if i+1 < b.start && r.cover[i] != nil && b.countryFrom >= 0 && r.cover[i] == r.cover[b.countryFrom] {
				continue
			}
			if w == "'s" || w == "’s" {
				continue
			}
			return false
		}
	}
	return b.start > a.end
}

func (r *resolver) isAppos(a, b *mention) bool {
	for i := b.start; i < b.end; i++ {
		if r.Tokens[i].Dep == "appos" && r.cover[r.Tokens[i].Head] == a {
			return true
		}
	}
	return false
}

func (r *resolver) endsPhrase(i int) bool {
	if i >= len(r.Tokens) {
		return true
	}
	switch r.Tokens[i].Text {
	case ",", ".", ";", ")", ":", "?", "!":
		return true
	}
	return i >= r.Sent(i-1).End
}

func (r *resolver) canName(m *mention) bool {
	return (m.kind == kb.Person || m.kind == "" || hasPerson(m.readings)) && len(m.roles) == 0
}

func (r *resolver) canDescribe(m *mention) bool {
	return !m.plural && (m.form == byRole || m.class&aPerson != 0)
}

// tie makes description speak of the same one as name.
func (r *resolver) tie(name, description *mention) {
	name.roles = append(name.roles, description.roles...)
	if name.country == "" {
		name.country, name.countryFrom = description.country, description.countryFrom
	}
	name.kind = kb.Person
	r.tied[description] = true
	description.members = nil
	description.because = "beside the name"
	r.ties = append(r.ties, [2]*mention{name, description})
}

// link resolves what needs the text before it: pronouns, "the two leaders", counterparts.
func (r *resolver) link() {
	for _, t := range r.ties {
		if t[0].entity >= 0 {
			r.attach(t[1], t[0].entity, t[1].because)
			e := r.entities[t[0].entity]
			r.alias(e, trimPossessive(r.mentionText(t[1])))
		}
	}
	for k, m := range r.mentions {
		if m.entity >= 0 || len(m.members) > 0 || m.form == byName {
			continue
		}
		switch {
		case m.form == byPronoun:
			r.pronoun(k, m)
		case m.form == byPair:
			m.members = r.pair(k, m)
			m.because = "the sides spoken of before"
		case r.Lower(m.end-1) == "counterpart" || r.Lower(m.end-1) == "counterparts":
			r.counterpart(k, m)
		}
	}
	for _, m := range r.mentions {
		if m.form == byPronoun && m.entity < 0 && pronounForms[r.Lower(m.start)].person == 1 {
			r.firstPerson(m)
		}
	}
}

// before calls f for the mentions before k that have an entity, the nearest first, until f gives false or the
// sentence lies more than reach sentences back.
func (r *resolver) before(k, reach int, f func(m *mention, sentences int) bool) {
	at := r.sent[r.mentions[k].head]
	for j := k - 1; j >= 0; j-- {
		m := r.mentions[j]
		d := int(at - r.sent[m.head])
		if d > reach {
			return
		}
		if m.entity >= 0 && !f(m, d) {
			return
		}
	}
}

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

// pair gives those that "the two leaders" or "both sides" stand for: the sides of what was last said to join two of
// the right kind.
func (r *resolver) pair(k int, m *mention) []int {
	noun := r.Lower(m.end - 1)
	if noun == "both" || noun == "two" {
		if set := r.pairOfKind(k, m, pairKind("leaders")); set != nil {
			return set
		}
	}
	return r.pairOfKind(k, m, pairKind(noun))
}

// pairOfKind finds the latest two (or three) entities of a kind before mention k.
func (r *resolver) pairOfKind(k int, m *mention, want func(*entity) bool) []int {
	n := 2
	for i := m.start; i < m.end; i++ {
		if r.Lower(i) == "three" {
			n = 3
		}
	}
	at := r.sent[m.head]
	var near []int // distinct entities of the kind, the nearest first
	for j := k - 1; j >= 0 && at-r.sent[r.mentions[j].head] <= 6; j-- {
		c := r.mentions[j]
		if c.form == byPair && len(c.members) == n && r.allOf(c.members, want) {
			return c.members
		}
		if c.entity < 0 {
			continue
		}
		if set := r.coordination(c); len(set) == n && r.allOf(set, want) {
			return set
		}
		e := r.entities[c.entity]
		if !want(e) || slices.Contains(near, c.entity) {
			continue
		}
		near = append(near, c.entity)
		if len(near) == n && n == 2 {
			a, b := r.entities[near[0]], r.entities[near[1]]
			if a.country != "" && a.kind == kb.Person && b.kind == kb.Person && r.stateOf(a.country) == r.stateOf(b.country) {
				near = near[1:] // two of one country are not "the two leaders" of a contact between countries, mostly
				continue
			}
			return []int{near[1], near[0]}
		}
	}
	if len(near) == n {
		slices.Reverse(near)
		return near
	}
	return nil
}

func (r *resolver) allOf(set []int, want func(*entity) bool) bool {
	for _, i := range set {
		if !want(r.entities[i]) {
			return false
		}
	}
	return true
}

// pairKind tells what kind of actor a pair noun counts.
func pairKind(noun string) func(*entity) bool {
	switch noun {
	case "countries", "nations", "states", "neighbors", "neighbours", "powers", "capitals", "allies", "rivals":
		return func(e *entity) bool { return e.kind == kb.Country }
	case "governments", "parties", "groups", "organizations":
		return func(e *entity) bool { return e.kind != kb.Person && !e.plural }
	case "sides", "delegations":
		return func(e *entity) bool { return e.kind != kb.Person }
	case "both", "two":
		return func(e *entity) bool { return true }
	}
	return func(e *entity) bool { return e.kind == kb.Person && !e.plural }
}

// counterpart finds who holds, for the country named, the office that the one spoken of holds for its own.
func (r *resolver) counterpart(k int, m *mention) {
	owner := -1
	for i := m.start; i < m.end; i++ {
		if r.cover[i] == m && r.Tokens[i].Dep == "poss" {
			if p, ok := pronounForms[r.Lower(i)]; ok && !p.plural {
				tmp := &mention{start: i, end: i + 1, head: i, entity: -1}
				r.singular(k, tmp, p)
				owner = tmp.entity
			}
		}
	}
	if owner < 0 {
		r.before(k, 1, func(c *mention, d int) bool {
			if e := r.entities[c.entity]; e.kind == kb.Person && !e.plural {
				owner = c.entity
			}
			return owner < 0
		})
	}
	if owner >= 0 && m.country != "" && !m.plural {
		o := r.entities[owner]
		for i, e := range r.entities { // somebody of that country and office already named
			if i != owner && e.kind == kb.Person && !e.plural && e.country != "" && r.stateOf(e.country) == r.stateOf(m.country) && r.hasRole(e, o.roles) {
				r.attach(m, i, "held the same office for the other country")
				return
			}
		}
		if p := r.holder(o.roles, m.country); p != nil {
			r.attach(m, r.entityOf(p), "held the same office on that day")
			return
		}
	}
	if m.plural {
		for i, e := range r.entities {
			if e.plural && strings.HasSuffix(strings.ToLower(e.name), "counterparts") {
				r.attach(m, i, "the counterparts named before")
				return
			}
		}
	}
	name := trimPossessive(r.mentionText(m))
	for _, p := range []string{"his ", "her ", "their ", "its ", "the "} {
		name = strings.TrimPrefix(name, p)
	}
	if m.countryFrom >= m.end {
		if e := r.kb.Entity(m.country); e != nil {
			name += " from " + e.Name
		}
	}
	e := &entity{kind: kb.Person, name: name, country: m.country, plural: m.plural}
	if m.plural {
		e.kind = kb.Organisation
	}
	if owner >= 0 {
		e.roles = r.entities[owner].roles
		if o := r.entities[owner]; o.role != "" && m.country != "" && !m.plural {
			if c := r.kb.Entity(m.country); c != nil {
				e.aliases = append(e.aliases, c.Name+" "+strings.ToLower(o.role))
			}
		}
	}
	e.id = localID(r.kb, e.kind, m.country, name)
	r.attach(m, r.enter(e), "a counterpart without a name")
}

// speakerOf gives the entity speaking at token i, -1 where the text does not say.
func (r *resolver) speakerOf(i int) int {
	b := &r.blocks[r.blockOf[i]]
	if b.Speaker != "" {
		return r.bySpeakerLabel(b.Speaker)
	}
	return r.author
}

// bySpeakerLabel finds the person that a transcript's label names: "MS. PSAKI", "THE PRESIDENT".
func (r *resolver) bySpeakerLabel(label string) int {
	label = strings.ToLower(strings.Trim(label, " :"))
	words := strings.Fields(label)
	if len(words) == 0 || words[0] == "q" || words[0] == "question" || words[0] == "reporter" {
		return -1
	}
	for i, e := range r.entities {
		if e.kind != kb.Person || e.plural {
			continue
		}
		full := strings.Fields(kb.Fold(e.name))
		if len(full) > 0 && kb.Fold(words[len(words)-1]) == full[len(full)-1] {
			return i
		}
	}
	if words[0] == "the" {
		words = words[1:]
	}
	if _, roles := r.kb.Roles(words); len(roles) > 0 && r.house != "" {
		if p := r.holder(roles, r.house); p != nil {
			return r.entityOf(p)
		}
	}
	if honorifics[words[0]] {
		words = words[1:]
	}
	if len(words) == 0 {
		return -1
	}
	name := titleCase(strings.Join(words, " "))
	if ms := r.kb.Lookup(name); len(ms) > 0 {
		for i := range ms {
			if e := ms[i].Entity; e.Kind == kb.Person && r.active(e) && (r.house == "" || r.stateOf(e.Country) == r.stateOf(r.house)) {
				return r.entityOf(e)
			}
		}
	}
	e := &entity{kind: kb.Person, name: name, country: r.house}
	e.id = localID(r.kb, kb.Person, r.house, name)
	return r.enter(e)
}

func titleCase(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}
