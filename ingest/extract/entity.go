package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/ingest/kb"
)

// entityOf gives the table's entry for somebody the knowledge base knows.
func (r *resolver) entityOf(e *kb.Entity) int {
	if i, ok := r.byID[e.ID]; ok {
		return i
	}
	x := &entity{id: e.ID, kind: e.Kind, known: e, name: e.Name, gender: e.Gender, country: e.Country}
	if e.Kind == kb.Organisation && e.PartOf != "" {
		x.country = e.PartOf
	}
	if e.Kind == kb.Country {
		x.country = e.ID
	}
	if e.Kind == kb.Person {
		x.terms = r.kb.Terms(e.ID, r.day)
		for _, t := range x.terms {
			x.roles = append(x.roles, t.Role)
			if heads[t.Role] {
				x.titles |= titleKindOf(t.Title)
			}
		}
		if len(x.terms) > 0 && r.day != "" {
			x.country = x.terms[0].For
		}
	}
	return r.enter(x)
}

func (r *resolver) enter(e *entity) int {
	if i, ok := r.byID[e.id]; ok {
		return i
	}
	e.last = -1
	r.byID[e.id] = len(r.entities)
	r.entities = append(r.entities, e)
	i := len(r.entities) - 1
	r.indexRoles(i)
	r.indexName(i, e.name)
	if words := strings.Fields(strings.ToLower(e.name)); len(words) > 0 {
		last := words[len(words)-1]
		r.byEnding[last] = append(r.byEnding[last], i)
		if last = kb.Fold(last); e.kind == kb.Person && len(last) >= slipLength-1 {
			r.byStart[last[:2]] = append(r.byStart[last[:2]], i)
		}
	}
	if e.known != nil {
		r.indexName(i, e.known.Family)
	}
	for _, a := range e.aliases {
		r.indexName(i, a)
	}
	return i
}

// indexName enters a name of a person under each of its words.
func (r *resolver) indexName(i int, name string) {
	if e := r.entities[i]; e.kind != kb.Person || e.plural {
		return
	}
	words := strings.Fields(kb.Fold(name))
	if len(words) > 0 {
		words = append(words, givenKey(words[0]))
	}
	for _, w := range words {
		if ids := r.byWord[w]; len(ids) == 0 || !slices.Contains(ids, i) {
			r.byWord[w] = append(ids, i)
		}
	}
}

// attach links a mention to an entity and lets the entity learn from it.
func (r *resolver) attach(m *mention, i int, because string) {
	m.entity, m.because = i, because
	e := r.entities[i]
	if m.form == byName || m.form == byRole || m.form == byNoun {
		r.learn(e, m)
	}
}

func (r *resolver) learn(e *entity, m *mention) {
	for _, x := range m.roles {
		if !slices.Contains(e.roles, x) {
			e.roles = append(e.roles, x)
		}
	}
	if len(m.roles) > 0 {
		r.indexRoles(r.byID[e.id])
		if m.form == byName && m.roleTo > m.roleFrom && heads[m.roles[0]] {
			e.titles |= titleKindOf(r.words(m.roleFrom, m.roleTo))
		}
	}
	if e.country == "" && e.kind != kb.Country {
		e.country = m.country
	}
	if m.roleTo > m.roleFrom && e.role == "" {
		e.role = r.words(m.roleFrom, m.roleTo)
	}
	if m.nameTo > m.nameFrom {
		e.named = true
		r.alias(e, r.nameText(m))
		if e.known == nil && len(r.nameText(m)) > len(e.name) && e.kind == kb.Person && e.count == 0 {
			e.name = r.nameText(m)
			r.indexName(r.byID[e.id], e.name)
		}
	}
	whole := trimPossessive(r.mentionText(m))
	r.alias(e, whole)
	if m.countryFrom >= 0 && m.countryFrom < m.start && m.start-m.countryFrom < 8 { // "Burma's foreign minister"
		r.alias(e, trimPossessive(r.words(m.countryFrom, max(m.roleTo, m.end))))
	}
	if m.form == byNoun && m.entity >= 0 && e.known == nil {
		for k := m.start + 1; k < m.end-1; k++ { // "the new law enforcement leaders" are "law enforcement leaders" too
			if d := r.Tokens[k-1].Pos; d == "DET" || d == "ADJ" || d == "NUM" || d == "ADV" || d == "PRON" || d == "VERB" {
				r.alias(e, trimPossessive(r.words(k, m.end)))
			}
		}
	}
	if (m.form == byNoun || m.form == byRole) && m.plural && e.known == nil {
		left, right := r.Edges(m.head)
		if right < m.end+9 && r.Lower(right) != "," {
			r.alias(e, trimPossessive(r.words(m.start, right+1)))
		}
		if left < m.start && left > m.start-9 { // "state and local officials"
			r.alias(e, trimPossessive(r.words(left, m.end)))
		}
	}
	if m.form == byName && e.known == nil && e.kind == kb.Organisation && (r.Lower(m.end) == "in" || r.Lower(m.end) == "of") { // "Islamic Army in Iraq"
		if k := m.end + 1; k < len(r.Tokens) && r.cover[k] != nil && r.cover[k].form == byName && r.sent[k] == r.sent[m.head] {
			r.alias(e, trimPossessive(r.words(m.start, r.cover[k].end)))
		}
	}
	if m.roleTo > m.roleFrom && m.nameFrom > m.roleTo-1 && m.nameTo > m.nameFrom {
		r.alias(e, trimPossessive(r.words(m.start, m.nameFrom)))
	}
	if e.gender == "" && e.kind == kb.Person {
		e.gender = r.genderFrom(m)
	}
}

func (r *resolver) genderFrom(m *mention) string {
	for i := m.start; i < m.nameFrom; i++ {
		switch r.Lower(i) {
		case "mr.", "mr", "sir", "king", "prince", "lord", "chairman", "spokesman", "sheikh", "sultan", "pope", "emir", "father", "businessman", "congressman":
			return "male"
		case "mrs.", "mrs", "ms.", "ms", "lady", "queen", "princess", "chairwoman", "spokeswoman", "dame", "mother", "congresswoman", "madam":
			return "female"
		}
	}
	if m.nameTo-m.nameFrom > 1 {
		return kb.GenderOfGivenName(r.Tokens[m.nameFrom].Text)
	}
	return ""
}

// alias adds a name by which the text calls an entity.
func (r *resolver) alias(e *entity, s string) {
	s = strings.TrimSpace(s)
	for _, p := range []string{"the ", "The ", "a ", "A "} {
		s = strings.TrimPrefix(s, p)
	}
	if s != "" && s != e.name && !slices.Contains(e.aliases, s) && len(e.aliases) < 24 {
		e.aliases = append(e.aliases, s)
		if i, ok := r.byID[e.id]; ok {
			r.indexName(i, s)
		}
	}
}

// localID makes the id of an actor that only a text knows: kind, country and name.
func localID(k *kb.KB, kind kb.Kind, country, name string) string {
	iso := "-"
	if e := k.Entity(country); e != nil {
		switch {
		case e.ISO3 != "":
			iso = e.ISO3
		default:
			iso = e.ID
		}
	}
	return string(kind) + ":" + iso + ":" + strings.ReplaceAll(kb.Fold(name), " ", "-")
}
