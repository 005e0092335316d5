package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/ingest/kb"
)

// lookBack is how many mentions before a description are searched for whom it describes.
const lookBack = 40

// diplomats are nouns for people of any office in foreign affairs: "the U.S. envoy" may be a deputy secretary of state.
var diplomats = wordSet("envoy diplomat official negotiator minister emissary mediator representative ambassador secretary chief statesman dignitary")

// describes tells whether a noun can describe a person known to hold one of the roles.
func (r *resolver) describes(noun string, e *entity) bool {
	if noun == "old" || noun == "latter" {
		return true
	}
	if !diplomats[noun] {
		return false
	}
	for _, role := range e.roles {
		switch {
		case noun == "minister" || noun == "secretary":
			if strings.HasSuffix(role, "minister") {
				return true
			}
		case noun == "official":
			return true
		case role != "head_of_state" && role != "head_of_government" && role != "legislator" && role != "party_leader":
			return true
		}
	}
	return false
}

// byDescription links "the U.S. envoy" or "the diplomat" to the person of that country and kind named before, the
// nearest first, subjects before others of the same sentence.
func (r *resolver) byDescription(m *mention) bool {
	if m.plural || !r.definite(m) || r.formerly(m) {
		return false
	}
	noun := r.Lower(m.end - 1)
	best, at := -1, int32(-1)
	for j, n := m.index-1, 0; j >= 0 && n < lookBack; j, n = j-1, n+1 {
		c := r.mentions[j]
		if best >= 0 && r.sent[c.head] != at {
			break
		}
		if c.entity < 0 || r.sent[c.head] == r.sent[m.head] || r.sent[m.head]-r.sent[c.head] > 6 {
			continue
		}
		e := r.entities[c.entity]
		if !e.personal() || !r.describes(noun, e) || m.country != "" && (e.country == "" || r.stateOf(e.country) != r.stateOf(m.country)) {
			continue
		}
		if best < 0 || isSubject(r.Tokens[c.head].Dep) && noun != "latter" {
			best, at = c.entity, r.sent[c.head]
		}
	}
	if best < 0 {
		return false
	}
	r.attach(m, best, "fits who was named before")
	return true
}

// countryNouns are nouns for a country spoken of before.
var countryNouns = wordSet("country nation state kingdom island republic")

// nobodies are body nouns that mean a place or everybody, and take part in nothing.
var nobodies = wordSet("city world community region area hospital church university school court")

// groupNouns are nouns for an organisation spoken of before.
var groupNouns = wordSet("group organization organisation movement party agency company body faction militia bloc alliance union institution")

// byBody links "the country" to the country and "the group" to the organisation spoken of last; done is false where
// the noun is none of these.
func (r *resolver) byBody(m *mention) (done bool) {
	if m.plural || m.country != "" || !r.definite(m) || m.end-m.start > 2 {
		return false
	}
	noun := r.Lower(m.end - 1)
	if nobodies[noun] {
		m.because = "a place or everybody"
		return true
	}
	isCountry := countryNouns[noun]
	if governments[noun] {
		return r.byGovernment(m)
	}
	if !isCountry && !groupNouns[noun] {
		return false
	}
	own := r.ownCountry(m)
	for j, n := m.index-1, 0; j >= 0 && n < lookBack && r.sent[m.head]-r.sent[r.mentions[j].head] <= 4; j, n = j-1, n+1 {
		c := r.mentions[j]
		if c.entity < 0 || c.form == byPronoun {
			continue
		}
		e := r.entities[c.entity]
		if isCountry && e.kind == kb.Country && e.id != own {
			r.attach(m, c.entity, "the country spoken of before")
			return true
		}
		if !isCountry && c.form == byName && e.kind == kb.Organisation && !e.plural && r.fitsGroup(noun, e) {
			r.attach(m, c.entity, "the body spoken of before")
			return true
		}
	}
	if isCountry {
		m.because = "no country was spoken of before"
	}
	return isCountry
}

// byGovernment links "the government" to the country that the text speaks of: the one whose government was last named,
// the publisher's own, else the last one named.
func (r *resolver) byGovernment(m *mention) bool {
	if c := r.kb.Entity(r.house); c != nil && c.Kind == kb.Country {
		r.attach(m, r.entityOf(c), "the government that publishes the text")
		return true
	}
	last := -1
	for j, n := m.index-1, 0; j >= 0 && n < lookBack; j, n = j-1, n+1 {
		c := r.mentions[j]
		if c.entity < 0 || r.entities[c.entity].kind != kb.Country {
			continue
		}
		if governments[r.Lower(c.end-1)] {
			last = c.entity
			break
		}
		if last < 0 && r.sent[m.head]-r.sent[c.head] <= 2 {
			last = c.entity
		}
	}
	if last < 0 {
		return false
	}
	r.attach(m, last, "the government of the country spoken of before")
	return true
}

func (r *resolver) fitsGroup(noun string, e *entity) bool {
	if e.known == nil {
		return noun == "group" || noun == "company" || noun == "organization" || noun == "organisation"
	}
	switch e.known.Class {
	case "outlet", "legislature", "ministry":
		return false
	}
	if strings.HasSuffix(e.known.Class, "ministry") {
		return false
	}
	switch noun {
	case "party":
		return e.known.Class == "party"
	case "company":
		return false
	case "militia", "faction", "movement":
		return e.known.Class == "armed_group" || e.known.Class == "party"
	case "agency":
		return strings.Contains(e.name, "Agency") || strings.Contains(e.known.Class, "agency")
	case "bloc", "alliance", "union":
		return e.known.Class != "armed_group" && e.known.Class != "party"
	}
	return true
}

// ownCountry gives the country of who does what the clause around a mention says: nobody goes to "the country" from it.
func (r *resolver) ownCountry(m *mention) string {
	if s := r.Child(r.clauseOf(m.head), "nsubj", "nsubjpass"); s >= 0 {
		if c := r.cover[s]; c != nil && c != m && c.entity >= 0 {
			return r.stateOf(r.entities[c.entity].country)
		}
	}
	return ""
}

// inOffice gives the person who holds one of the offices for a country: somebody named in the text, else, of an
// article with a day, who held it then; -1 where nobody is known.
func (r *resolver) inOffice(roles []string, country string, named bool) int {
	best := -1
	roles = r.leadingFirst(roles, country)
	for _, role := range roles {
		if best >= 0 && role != roles[0] && roles[0] == "head_of_government" {
			break // the one who rules was named
		}
		for _, i := range r.byRole[role] {
			e := r.entities[i]
			if e.personal() && e.country != "" && r.stateOf(e.country) == r.stateOf(country) && (best < 0 || e.last > r.entities[best].last) {
				best = i
			}
		}
	}
	if best >= 0 || named {
		return best
	}
	if p := r.holder(roles, country); p != nil {
		return r.entityOf(p)
	}
	return -1
}

// rolesOf gives the classes of office that a plural noun names: "presidents", "leaders".
func (r *resolver) rolesOf(m *mention) (roles []string, named bool) {
	if len(m.roles) > 0 {
		return m.roles, false
	}
	switch r.Lower(m.end - 1) {
	case "leaders", "heads", "rulers":
		return []string{"head_of_state", "head_of_government", "leader_non_state", "party_leader"}, true
	}
	_, roles = r.kb.Roles([]string{strings.TrimSuffix(r.Lower(m.end-1), "s")})
	for _, x := range roles {
		if !kb.Single(x) {
			return nil, false
		}
	}
	return roles, false
}

// indexRoles enters an entity under its roles.
func (r *resolver) indexRoles(i int) {
	for _, role := range r.entities[i].roles {
		if !slices.Contains(r.byRole[role], i) {
			r.byRole[role] = append(r.byRole[role], i)
		}
	}
}
