package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/ingest/kb"
)

// pair gives those that "the two leaders" or "both sides" stand for: the sides of what was last said to join two of
// the right kind.
func (r *resolver) pair(k int, m *mention) []int {
	noun := r.Lower(m.end - 1)
	if noun == "both" || noun == "two" {
		if set := r.pairOfKind(k, m, pairKind("leaders")); set != nil {
			return set
		}
	}
	if office := officeKind(noun); office != nil {
		if set := r.pairOfKind(k, m, office); set != nil {
			return set
		}
		if strings.HasPrefix(noun, "pre") { // presidents and premiers are nobody else
			return nil
		}
	}
	if strings.HasPrefix(noun, "side") || strings.HasPrefix(noun, "delegation") {
		if set := r.metLast(k, m, false); set != nil {
			return set
		}
	}
	if r.house != "" && (noun == "governments" || noun == "countries" || noun == "nations" || noun == "states") {
		if set := r.metLast(k, m, true); set != nil {
			return set
		}
	}
	return r.pairOfKind(k, m, pairKind(noun))
}

// metLast gives the two people of different states whom one of the two sentences before puts in contact: they are "the
// two sides" of a read-out, whatever countries it names besides; their states where those are meant, "the two governments".
func (r *resolver) metLast(k int, m *mention, states bool) []int {
	at := r.sent[m.head]
	for j := k - 1; j >= 0 && at-r.sent[r.mentions[j].head] <= 2; j-- {
		c := r.mentions[j]
		if c.entity < 0 || r.sent[c.head] == at || !isSubject(r.Tokens[c.head].Dep) || !r.entities[c.entity].personal() {
			continue
		}
		o := r.partner(c)
		if o < 0 {
			continue
		}
		a, b := r.entities[c.entity].country, r.entities[o].country
		if a == "" || b == "" || r.stateOf(a) == r.stateOf(b) {
			return nil
		}
		if x, y := r.kb.Entity(r.stateOf(a)), r.kb.Entity(r.stateOf(b)); states {
			if x == nil || y == nil {
				return nil
			}
			return []int{r.entityOf(x), r.entityOf(y)}
		}
		return []int{c.entity, o}
	}
	return nil
}

// leading are the offices of those whom news calls leaders.
var leading = wordSet("head_of_state head_of_government supreme_leader leader_non_state party_leader deputy_head monarch_heir io_head opposition_leader")

// officeKind tells which people a noun for holders of an office counts, by the office; nil for other nouns.
func officeKind(noun string) func(*entity) bool {
	var fits func(role string) bool
	switch noun {
	case "leader", "leaders", "statesmen":
		fits = func(role string) bool { return leading[role] }
	case "president", "presidents":
		fits = func(role string) bool { return role == "head_of_state" || role == "io_head" }
	case "premier", "premiers":
		fits = func(role string) bool { return role == "head_of_government" }
	case "minister", "ministers", "diplomats", "diplomat":
		fits = func(role string) bool {
			return strings.HasSuffix(role, "minister") || role == "head_of_government" && noun != "diplomats" && noun != "diplomat"
		}
	case "men":
		return func(e *entity) bool { return e.personal() && e.gender == "male" }
	case "women":
		return func(e *entity) bool { return e.personal() && e.gender == "female" }
	default:
		return nil
	}
	return func(e *entity) bool { return e.personal() && slices.ContainsFunc(e.roles, fits) }
}

// pairOfKind finds the latest two (or three) entities of a kind before mention k.
func (r *resolver) pairOfKind(k int, m *mention, want func(*entity) bool) []int {
	n, counted := 2, false
	for i := m.start; i < m.end; i++ {
		switch r.Lower(i) {
		case "three", "trio":
			n, counted = 3, true
		case "two", "both", "pair", "duo":
			counted = true
		}
	}
	at := r.sent[m.head]
	var near []int // distinct entities of the kind, the nearest first
	for j := k - 1; j >= 0 && at-r.sent[r.mentions[j].head] <= 10; j-- {
		c := r.mentions[j]
		if c.form == byPair && len(c.members) == n && r.allOf(c.members, want) {
			return c.members
		}
		if c.entity < 0 {
			continue
		}
		if set := r.coordination(c); len(set) > 1 && len(set) < 6 && r.allOf(set, want) {
			if s := r.facing(c); s >= 0 && (!counted || len(set) == n-1) && want(r.entities[s]) && !slices.Contains(set, s) {
				return append([]int{s}, set...) // "Biden hosted Marcos and Kishida. The leaders …"
			}
			if len(set) == n {
				return set
			}
		}
		e := r.entities[c.entity]
		if !want(e) || slices.Contains(near, c.entity) || c.form != byName && r.Tokens[c.head].Dep == "attr" || at == r.sent[c.head] && r.tells(c.head, r.clauseOf(m.head)) {
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

// facing gives who meets those joined with the object m, the subject of a verb of contact; -1 where there is none.
func (r *resolver) facing(m *mention) int {
	top, _ := r.joinedTo(m.head)
	v := r.Tokens[top].Head
	if d := r.Tokens[top].Dep; d == "pobj" && !r.verbal(v) {
		v = r.Tokens[v].Head
	} else if d != "dobj" {
		return -1
	}
	if !r.verbal(v) || contacts.verbs[r.Lemma(v)] == nil {
		return -1
	}
	if s := r.Child(v, "nsubj"); s >= 0 {
		if c := r.cover[s]; c != nil && len(r.coordination(c)) < 2 {
			return c.entity
		}
	}
	return -1
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
	case "country", "nation", "state", "countries", "nations", "states", "neighbors", "neighbours", "powers", "capitals", "allies", "rivals":
		return func(e *entity) bool { return e.kind == kb.Country }
	case "government", "party", "group", "governments", "parties", "groups", "organizations":
		return func(e *entity) bool { return e.kind != kb.Person && !e.plural }
	case "side", "sides", "delegation", "delegations":
		return func(e *entity) bool { return e.kind != kb.Person }
	case "both", "two":
		return func(e *entity) bool { return true }
	}
	return func(e *entity) bool { return e.personal() && (e.known != nil || e.named) }
}

// isCounterpart tells whether a mention is somebody's counterpart or opposite number.
func (f *finder) isCounterpart(m *mention) bool {
	switch f.Lower(m.end - 1) {
	case "counterpart", "counterparts":
		return true
	case "colleague", "colleagues": // "met his Chinese colleague"
		return m.countryFrom >= 0 && m.start > 0 && (f.Tokens[m.start-1].Tag == "PRP$" || f.Tokens[m.start].Tag == "PRP$")
	case "number", "numbers":
		return f.oppositeNumber(m.end - 1)
	}
	return false
}

// oppositeNumber tells whether token i ends "opposite number".
func (f *finder) oppositeNumber(i int) bool {
	return strings.HasPrefix(f.Lower(i), "number") && f.Lower(i-1) == "opposite"
}

// officesLike gives the offices by which somebody has counterparts. Who rules a state meets who rules the other, whatever the
// titles: the counterpart of the French president is the German chancellor.
func (r *resolver) officesLike(owner int) []string {
	e := r.entities[owner]
	state := r.kb.Entity(r.stateOf(e.country))
	if state == nil {
		return e.roles
	}
	if slices.Contains(e.roles, "head_of_state") && e.titles&royal == 0 && !kb.Ceremonial(state.ISO3) {
		return []string{"head_of_state", "head_of_government"}
	}
	return e.roles
}

// counterpart finds who holds, for the country named, the office that the one spoken of holds for its own.
func (r *resolver) counterpart(k int, m *mention) {
	owner := -1
	for i := m.start; i < m.end; i++ {
		if r.cover[i] == m && r.Tokens[i].Dep == "poss" {
			if p, ok := pronounForms[r.Lower(i)]; ok && !p.plural {
				tmp := &mention{start: i, end: i + 1, head: i, entity: -1}
				if p.person == 1 {
					r.firstPerson(tmp)
				} else {
					r.singular(k, tmp, p)
				}
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
	if len(m.parts) > 0 { // "his Brazilian and Colombian counterparts"
		for _, x := range m.parts {
			e := -1
			if owner >= 0 {
				e = r.inOffice(r.officesLike(owner), x.entity.ID, false)
			}
			if e < 0 {
				e = r.entityOf(x.entity)
			}
			m.members = append(m.members, e)
			r.alias(r.entities[e], x.word+" counterpart")
		}
		m.because = "hold the same office"
		return
	}
	if owner >= 0 && m.country != "" && !m.plural {
		if i := r.inOffice(r.officesLike(owner), m.country, false); i >= 0 && i != owner {
			r.attach(m, i, "held the same office for the other country")
			return
		}
	}
	if c := r.kb.Entity(m.country); m.plural && c != nil { // "our Israeli counterparts"
		r.attach(m, r.entityOf(c), "those who act for it")
		return
	}
	if m.plural {
		for _, i := range r.byEnding["counterparts"] {
			if r.entities[i].plural {
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
				if m.countryFrom >= 0 {
					e.aliases = append(e.aliases, trimPossessive(r.Tokens[m.countryFrom].Text)+" "+strings.ToLower(o.role))
				}
			}
		}
	}
	e.id = localID(r.kb, e.kind, m.country, name)
	r.attach(m, r.enter(e), "a counterpart without a name")
}
