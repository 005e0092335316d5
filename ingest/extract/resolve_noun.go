package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/ingest/kb"
)

// resolveRole finds who is meant by an office without a name.
func (r *resolver) resolveRole(m *mention) {
	if r.reciprocal(m) {
		return
	}
	if m.country == "" && m.nameTo == m.nameFrom && !m.plural {
		if m.country = r.onlyIn(m); m.country == "" {
			m.country = r.toldBy(m)
		}
	}
	if e := r.publishers(m); e >= 0 { // an official text's "the President" is its own
		r.attach(m, e, "held the office on that day")
		return
	}
	if r.byAntecedentRole(m) || r.byDescription(m) {
		return
	}
	if m.nameTo == m.nameFrom && !m.plural && r.vacant(m) {
		m.because = "an office, not who holds it"
		return
	}
	country := m.country
	bare := country == ""
	if bare {
		country = r.house
	}
	if country != "" && !m.plural && !r.formerly(m) {
		if p := r.holder(m.roles, country); p != nil {
			r.attach(m, r.entityOf(p), "held the office on that day")
			return
		}
	}
	if bare && r.home != "" && !m.plural && !r.formerly(m) && r.Lower(m.start) == "the" && heads[m.roles[0]] && titleKindOf(r.words(m.roleFrom, m.roleTo)) != 0 {
		if p := r.holder(m.roles, r.home); p != nil { // of a British paper's "the prime minister", where it has named no other
			r.attach(m, r.entityOf(p), "holds the office where the outlet is at home")
			return
		}
	}
	if r.namedElsewhere(m) {
		return
	}
	text := r.mentionText(m)
	name := r.roleName(m)
	if e, ok := r.byName[kb.Fold(name)]; ok {
		r.attach(m, e, "same words before")
		return
	}
	e := &entity{kind: kb.Person, name: name, country: m.country, roles: m.roles, role: r.words(m.roleFrom, m.roleTo), plural: m.plural}
	if m.plural {
		e.kind = kb.Organisation
	}
	e.id = localID(r.kb, e.kind, m.country, name)
	r.attach(m, r.enter(e), "an office without a name")
	r.byName[kb.Fold(name)] = m.entity
	r.alias(e, text)
}

// publishers gives who is meant by an office of the state or the body that publishes an official text, whichever others it
// names: "the President" and "the Prime Minister" are its own, the latter where a prime minister rules, and so is the
// "Secretary-General" of the United Nations' read-outs. Of kings there may be two. -1 where it is nobody's or another's.
func (r *resolver) publishers(m *mention) int {
	if m.country != "" || m.plural || r.formerly(m) {
		return -1
	}
	kind := titleKindOf(r.words(m.roleFrom, m.roleTo))
	roles, of := m.roles, r.house
	switch {
	case slices.Contains(m.roles, "io_head") && r.body != "" && kind == 0:
		roles, of = []string{"io_head"}, r.body
	case r.house == "" || kind&royal != 0:
		return -1
	case kind&ministerial != 0:
		if e := r.kb.Entity(r.stateOf(r.house)); e == nil || !kb.Ceremonial(e.ISO3) || !slices.Contains(m.roles, "head_of_government") {
			return -1
		}
	case !slices.Contains(m.roles, "head_of_state") && !slices.Contains(m.roles, "deputy_head"):
		return -1
	}
	p := r.holder(roles, of)
	if p == nil {
		return -1
	}
	if e := r.entityOf(p); r.entities[e].bears(kind) { // no king is "the President"
		return e
	}
	return -1
}

// reciprocal tells whether a noun is half of a word like "head-to-head", "leader-to-leader".
func (r *resolver) reciprocal(m *mention) bool {
	if r.Lower(m.end) == "-" && r.Lower(m.end+1) == "to" || r.Lower(m.start-1) == "-" && r.Lower(m.start-2) == "to" {
		m.because = "a piece of a word"
		return true
	}
	return false
}

// namedElsewhere links an office to the one person to whom the text gives it by name, before or after, where the record knows
// nobody who held it: "Sri Lanka's president and prime minister met. … Prime Minister Ranil Wickremesinghe said".
func (r *resolver) namedElsewhere(m *mention) bool {
	if m.plural || r.formerly(m) || !leading[m.roles[0]] && !strings.HasSuffix(m.roles[0], "minister") {
		return false
	}
	switch r.Lower(m.start) {
	case "a", "an", "any", "another", "no", "every":
		return false
	}
	kind := titleKindOf(r.words(m.roleFrom, m.roleTo))
	who := -1
	for _, i := range r.holdersOf(m.roles) {
		e := r.entities[i]
		if !e.personal() || !e.named || !e.bears(kind) {
			continue
		}
		if who >= 0 || e.country != "" && m.country != "" && r.stateOf(e.country) != r.stateOf(m.country) {
			return false
		}
		who = i
	}
	if who < 0 {
		return false
	}
	r.attach(m, who, "the only one named with the office")
	return true
}

func (r *resolver) formerly(m *mention) bool {
	for i := m.start; i < m.roleFrom; i++ {
		if w := r.Lower(i); w == "former" || w == "ex" || w == "then" || strings.HasPrefix(w, "ex-") || w == "next" || w == "previous" || w == "new" {
			return true
		}
	}
	return false
}

// holdersOf gives the entities that hold one of the offices, in order of appearance.
func (r *resolver) holdersOf(roles []string) []int {
	var out []int
	for _, x := range roles {
		out = append(out, r.byRole[x]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// vacant tells whether words name an office and nobody in it: "as president", "the next leader".
func (r *resolver) vacant(m *mention) bool {
	if r.Lower(m.start-1) == "as" && m.country == "" {
		return true
	}
	for i := m.start; i < m.roleFrom; i++ {
		switch r.Lower(i) {
		case "next", "future", "potential", "possible", "eventual":
			return true
		}
	}
	return false
}

// holder asks who held one of the offices on the article's day; nil where nobody is known well enough.
func (r *resolver) holder(roles []string, country string) *kb.Entity {
	if r.day == "" {
		return nil
	}
	if e := r.kb.Entity(country); e != nil && e.Kind == kb.Organisation && (heads[roles[0]] || roles[0] == "io_head") && (e.PartOf == "" || r.stateOf(e.ID) == e.PartOf) {
		return r.headOfBody(e)
	}
	for _, role := range r.leadingFirst(roles, country) {
		if sharedOffices[role] {
			continue
		}
		for _, c := range []string{country, r.stateOf(country)} {
			if ts := r.kb.Holders(role, c, r.day); len(ts) > 0 && ts[0].Confidence >= 0.5 {
				return r.kb.Entity(ts[0].Person)
			}
		}
	}
	return nil
}

// leadingFirst gives the offices that "leader" or a leader's counterpart may hold in the order in which a state's news means
// them: the British leader is the prime minister, not the king.
func (r *resolver) leadingFirst(roles []string, country string) []string {
	if !slices.Contains(roles, "head_of_state") || !slices.Contains(roles, "head_of_government") {
		return roles
	}
	if e := r.kb.Entity(r.stateOf(country)); e == nil || !kb.Ceremonial(e.ISO3) {
		return roles
	}
	return append([]string{"head_of_government"}, roles...)
}

// headOfBody gives who heads an international body on the article's day, by its own terms or by those of what it is a part
// of that name it in their titles ("President of the European Commission"); nil where that is nobody or several.
func (r *resolver) headOfBody(e *kb.Entity) *kb.Entity {
	terms := r.kb.Holders("io_head", e.ID, r.day)
	if e.PartOf != "" {
		for _, t := range r.kb.Holders("io_head", e.PartOf, r.day) {
			if strings.Contains(t.Title, e.Name) {
				terms = append(terms, t)
			}
		}
	}
	if len(terms) == 0 || terms[0].Confidence < 0.5 || len(terms) > 1 && terms[1].Person != terms[0].Person && terms[1].Confidence >= 0.5 {
		return nil
	}
	return r.kb.Entity(terms[0].Person)
}

// sharedOffices are those that many hold at once, so that a country and a day do not tell who is meant.
var sharedOffices = wordSet("special_envoy ambassador adviser minister legislator governor io_official activist judge religious_leader agency_head deputy_foreign_minister")

// roleName gives the words by which somebody known only by office is called: "Chinese foreign minister".
func (r *resolver) roleName(m *mention) string {
	from := m.start
	for from < m.roleFrom && (r.Tokens[from].Pos == "DET" || r.Tokens[from].Pos == "PRON" || r.Tokens[from].Pos == "PUNCT") {
		from++
	}
	s := trimPossessive(r.words(from, m.roleTo))
	if m.countryFrom >= m.roleTo || m.countryFrom >= 0 && m.countryFrom < m.start {
		if e := r.kb.Entity(m.country); e != nil {
			return s + " of " + e.Name
		}
	}
	return s
}

// resolveNoun gives people or bodies named by a noun an entity of their own, one for the same words.
func (r *resolver) resolveNoun(m *mention) {
	if r.reciprocal(m) {
		return
	}
	from := m.start
	for from < m.end-1 && (r.Tokens[from].Pos == "DET" || r.Tokens[from].Pos == "PRON") {
		from++
	}
	name := trimPossessive(r.words(from, m.end))
	if m.countryFrom >= m.end || m.countryFrom >= 0 && m.countryFrom < m.start {
		if e := r.kb.Entity(m.country); e != nil {
			name = e.Name + "'s " + name
		}
	}
	folded := kb.Fold(name)
	if c := r.leaderOf(m); c != nil {
		r.attach(m, c.entity, "its leader")
		r.byName[folded] = c.entity
		noun := r.Lower(m.end - 1)
		r.byEnding[noun] = append(r.byEnding[noun], c.entity)
		return
	}
	if m.country == "" && governments[r.Lower(m.end-1)] { // "the government of Joe Biden", "the Biden administration"
		if c := r.ledBy(m); c != nil {
			r.attach(m, r.entityOf(c), "the government of its leader's country")
			return
		}
	}
	if c := r.kb.Entity(m.country); c != nil && c.Kind == kb.Country && governments[r.Lower(m.end-1)] {
		r.attach(m, r.entityOf(c), "the government of a country")
		return
	}
	if c := r.kb.Entity(m.country); c != nil && m.plural && representatives[r.Lower(m.end-1)] {
		r.attach(m, r.entityOf(c), "those who act for it")
		return
	}
	if m.kind == kb.Person && r.byDescription(m) || r.byBody(m) {
		return
	}
	if e, ok := r.byName[folded]; ok {
		r.attach(m, e, "same words before")
		return
	}
	if r.definite(m) && m.country == "" {
		if e := r.lastNoun(m); e >= 0 {
			r.attach(m, e, "the one spoken of before")
			return
		}
	}
	if readings := r.kb.Lookup(name); m.country != "" && len(readings) > 0 && readings[0].Entity.Kind != kb.Person {
		r.attach(m, r.entityOf(readings[0].Entity), "known by name")
		r.byName[folded] = m.entity
		return
	}
	e := &entity{kind: m.kind, name: name, country: m.country, plural: m.plural}
	if e.kind == "" {
		e.kind = kb.Organisation
	}
	e.id = localID(r.kb, e.kind, m.country, name)
	r.attach(m, r.enter(e), "people or a body of the text's own")
	r.byName[folded] = m.entity
}

// ledBy gives the country whose leader is named before or behind a noun for its government.
func (r *resolver) ledBy(m *mention) *kb.Entity {
	for k := m.start; k < min(m.end+6, len(r.Tokens)); k++ {
		if k >= m.end && k < m.end+1 && r.Lower(k) != "of" {
			return nil
		}
		var e *kb.Entity
		if c := r.cover[k]; c != nil && c != m && c.entity >= 0 && r.entities[c.entity].known != nil {
			e = r.entities[c.entity].known
		} else if k < m.end && capital(r.Tokens[k].Text) {
			for _, x := range r.kb.Lookup(r.Tokens[k].Text) {
				if x.Entity.Kind == kb.Person && r.active(x.Entity) {
					e = x.Entity
					break
				}
			}
		}
		if e != nil && e.Kind == kb.Person {
			return r.kb.Entity(r.stateOf(e.Country))
		}
	}
	return nil
}

// governments are nouns that mean the state itself where its name stands beside them.
var governments = wordSet("government administration regime authorities")

// representatives are nouns for people who act for the country or body beside which they stand.
var representatives = wordSet("officials leaders negotiators diplomats representatives envoys authorities ministers delegates members mediators lawmakers partners interlocutors")

func (r *resolver) definite(m *mention) bool {
	w := r.Lower(m.start)
	return w == "the" || w == "this" || w == "these" || w == "those" || w == "that"
}

// lastNoun finds the latest entity whose name ends in the same noun: "the delegation" after "a Hamas delegation".
func (r *resolver) lastNoun(m *mention) int {
	w := r.Lower(m.end - 1)
	best, bestLast := -1, -2
	for _, i := range r.byEnding[w] {
		if e := r.entities[i]; e.last > bestLast && e.plural == m.plural {
			best, bestLast = i, e.last
		}
	}
	return best
}
