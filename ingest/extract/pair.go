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
	return r.pairOfKind(k, m, pairKind(noun))
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
	n := 2
	for i := m.start; i < m.end; i++ {
		if w := r.Lower(i); w == "three" || w == "trio" {
			n = 3
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
		if set := r.coordination(c); len(set) == n && r.allOf(set, want) {
			return set
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
	if len(m.parts) > 0 { // "his Brazilian and Colombian counterparts"
		for _, x := range m.parts {
			e := -1
			if owner >= 0 {
				e = r.inOffice(r.entities[owner].roles, x.entity.ID, false)
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
		if i := r.inOffice(r.entities[owner].roles, m.country, false); i >= 0 && i != owner {
			r.attach(m, i, "held the same office for the other country")
			return
		}
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
