package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/kb"
)

// entity is an actor of one article, gathered from its mentions.
type entity struct {
	id      string
	kind    kb.Kind
	known   *kb.Entity // nil where only the text knows it
	name    string
	aliases []string // as the text has them, in order of appearance
	gender  string   // "female", "male" or empty
	country string   // id in the knowledge base of the country or body it belongs to
	roles   []string // classes of office that the text or the knowledge base gives
	role    string   // the words of the role
	plural  bool     // several people or bodies spoken of as one
	last    int      // index of its latest mention
	count   int      // mentions by name, role or noun
	terms   []kb.Term
}

// resolver turns mentions into entities, from the beginning of a text to its end.
type resolver struct {
	*finder
	day      string // of publication, ISO; empty where unknown
	house    string // the country that speaks of "the President" without saying of what: the outlet's own, if official
	entities []*entity
	byID     map[string]int
	byName   map[string]int // folded name → entity of a name seen in the text
	tied     map[*mention]bool
	ties     [][2]*mention // a name and its description
	author   int           // the entity that speaks in the first person, -1 where the text does not say
}

func resolve(f *finder, a *graph.Article) *resolver {
	r := &resolver{finder: f, byID: map[string]int{}, byName: map[string]int{}, author: -1}
	if !a.Published.IsZero() {
		r.day = string(graph.DayOf(a.Published))
	}
	r.house = houseOf(f.kb, a)
	r.appositions()
	for _, m := range f.mentions {
		if m.form == byName && m.nameTo-m.nameFrom > 1 { // full names first, so that headlines with surnames find them
			r.resolveName(m)
		}
	}
	for _, title := range []bool{false, true} { // what a headline only hints at, the text below it names
		for i, m := range f.mentions {
			if t := f.blocks[f.blockOf[m.head]].Kind == article.Title; t == title {
				r.resolve(i, m)
			}
		}
	}
	r.author = r.authorOf()
	r.link()
	return r
}

// authorOf gives the person that a title names as the one who speaks: "Statement from President Joe Biden on …".
func (r *resolver) authorOf() int {
	speech := false
	for i := range r.Tokens {
		if r.blocks[r.blockOf[i]].Kind != article.Title {
			break
		}
		switch r.Lower(i) {
		case "statement", "remarks", "message", "letter", "speech", "address", "proclamation":
			speech = true
		case "from", "by", "of":
			if !speech {
				continue
			}
			for k := i + 1; k < min(i+14, len(r.Tokens)); k++ {
				if m := r.cover[k]; m != nil && m.entity >= 0 && r.entities[m.entity].kind == kb.Person {
					return m.entity
				}
			}
			return -1
		}
	}
	return -1
}

// houseOf gives the country whose government publishes the article itself, empty for the press.
func houseOf(k *kb.KB, a *graph.Article) string {
	words := strings.Fields(a.Outlet)
	for i := range words {
		if n, m := k.Longest(words[i:]); n > 0 && m[0].Entity.Kind != kb.Person {
			e := m[0].Entity
			if e.Kind == kb.Country {
				return e.ID
			}
			if m[0].Via == kb.ViaMetonym || e.PartOf != "" {
				if e.PartOf != "" {
					return e.PartOf
				}
				return e.ID
			}
		}
	}
	return ""
}

// resolve gives m its entity.
func (r *resolver) resolve(i int, m *mention) {
	if len(m.parts) > 0 {
		r.resolveParts(m)
		return
	}
	if m.entity < 0 && !r.tied[m] {
		switch m.form {
		case byName:
			r.resolveName(m)
		case byRole:
			r.resolveRole(m)
		case byNoun:
			if w := r.Lower(m.end - 1); w != "counterpart" && w != "counterparts" {
				r.resolveNoun(m)
			}
		default:
			return // pronouns and pairs need what stands before them: see link
		}
	}
	if m.entity >= 0 {
		e := r.entities[m.entity]
		e.last = i
		e.count++
	}
}

// resolveParts gives a mention of several countries or bodies at once the entity of each.
func (r *resolver) resolveParts(m *mention) {
	for _, x := range m.parts {
		e := r.entityOf(x.entity)
		m.members = append(m.members, e)
		r.entities[e].count++
		if m.form != byName {
			r.alias(r.entities[e], x.word+" "+r.words(m.end-1, m.end))
		}
	}
	m.because = "several at once"
}

func (r *resolver) mentionText(m *mention) string { return r.words(m.start, m.end) }

func (r *resolver) nameText(m *mention) string { return trimPossessive(r.words(m.nameFrom, m.nameTo)) }

func trimPossessive(s string) string {
	for _, p := range []string{"'s", "’s", "'", "’"} {
		s = strings.TrimSuffix(s, p)
	}
	return s
}

// resolveName finds who is meant by a name: somebody already named in the text, somebody the knowledge base knows
// for that name, title, country and day, or a person of the text's own.
func (r *resolver) resolveName(m *mention) {
	name := r.nameText(m)
	folded := kb.Fold(name)
	person := m.kind == kb.Person || len(m.roles) > 0 || m.kind == "" && hasPerson(m.readings)
	if person {
		if e := r.knownInText(m, folded); e >= 0 {
			r.attach(m, e, "named before")
			return
		}
	}
	if best := r.bestReading(m); best != nil {
		r.attach(m, r.entityOf(best.Entity), "known by "+best.Via)
		r.byName[folded] = m.entity
		return
	}
	if e, ok := r.byName[folded]; ok && !person {
		r.attach(m, e, "named before")
		return
	}
	kind := m.kind
	if person {
		kind = kb.Person
	} else if kind == "" {
		kind = kb.Organisation
	}
	label := r.entityLabel(m.nameFrom)
	if m.nameTo-m.nameFrom == 1 && r.blocks[r.blockOf[m.head]].Kind == article.Title {
		return // headlines write common words with capitals
	}
	if m.nameTo-m.nameFrom == 1 && kind != kb.Person && m.kind == "" || label == "GPE" && kind != kb.Person || label == "LOC" || label == "FAC" {
		return // a lone capitalised word that nothing says is an actor, or a place
	}
	if label == "NORP" {
		kind, m.plural = kb.Organisation, true
	}
	if p := r.holderNamed(m, folded); p != nil {
		r.attach(m, r.entityOf(p), "held the office on that day, and the names agree")
		r.byName[folded] = m.entity
		return
	}
	e := &entity{kind: kind, name: name, country: m.country, plural: m.plural}
	e.id = localID(r.kb, kind, m.country, name)
	r.attach(m, r.enter(e), "named only in the text")
	r.byName[folded] = m.entity
}

// holderNamed gives who held the office of a mention's title on the article's day, if the name in the text, in a
// spelling or length that the knowledge base lacks, agrees in two words or in the family name.
func (r *resolver) holderNamed(m *mention, folded string) *kb.Entity {
	country := m.country
	if country == "" {
		country = r.house
	}
	if len(m.roles) == 0 || country == "" {
		return nil
	}
	p := r.holder(m.roles, country)
	if p == nil {
		return nil
	}
	words := strings.Fields(folded)
	agree := 0
	for _, w := range strings.Fields(kb.Fold(p.Name)) {
		if slices.Contains(words, w) && len(w) > 2 {
			agree++
		}
	}
	if agree >= 2 || len(words) > 0 && words[len(words)-1] == kb.Fold(p.Family) {
		return p
	}
	return nil
}

// knownInText finds the person already in the table that a name fits: the whole name, or its family or given name
// alone; the latest mentioned first.
func (r *resolver) knownInText(m *mention, folded string) int {
	if e, ok := r.byName[folded]; ok && r.entities[e].kind == kb.Person && r.agrees(r.entities[e], m) {
		return e
	}
	best, bestLast := -1, -2
	words := strings.Fields(folded)
	if len(words) == 0 {
		return -1
	}
	for i, e := range r.entities {
		if e.kind != kb.Person || e.plural || e.name == "" || !r.agrees(e, m) {
			continue
		}
		full := strings.Fields(kb.Fold(e.name))
		var ok bool
		if len(words) == 1 {
			ok = len(full) > 1 && (full[len(full)-1] == words[0] || e.known != nil && kb.Fold(e.known.Family) == words[0] ||
				len(m.roles) == 0 && full[0] == words[0] && e.known == nil)
			ok = ok || len(full) == 1 && full[0] == words[0] || len(full) > 2 && len(m.roles) > 0 && slices.Contains(full[1:], words[0])
		} else {
			ok = sameName(words, full)
			if !ok && e.known != nil && kb.Fold(e.known.Family) == folded {
				ok = true
			}
		}
		if !ok {
			for _, a := range e.aliases {
				if kb.Fold(a) == folded {
					ok = true
				}
			}
		}
		if ok && e.last > bestLast {
			best, bestLast = i, e.last
		}
	}
	return best
}

// sameName tells whether one name is the other with given names, initials or a family name left out: they share
// first and last word, or all words of the shorter are in the longer in order and its last word is the last.
func sameName(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 2 {
		return false
	}
	k := 0
	for _, w := range b {
		if k < len(a) && a[k] == w {
			k++
		}
	}
	return k == len(a)
}

// agrees tells whether title and country of a mention do not speak against an entity.
func (r *resolver) agrees(e *entity, m *mention) bool {
	if m.country != "" && e.country != "" && m.country != e.country && r.stateOf(m.country) != r.stateOf(e.country) {
		return false
	}
	for i := m.start; i < m.nameFrom; i++ {
		switch r.Lower(i) {
		case "mr.", "mr", "sir":
			if e.gender == "female" {
				return false
			}
		case "mrs.", "mrs", "ms.", "ms", "lady", "madam":
			if e.gender == "male" {
				return false
			}
		}
	}
	return true
}

// stateOf gives the country that a body belongs to, or the id itself.
func (r *resolver) stateOf(id string) string {
	for range 4 {
		e := r.kb.Entity(id)
		if e == nil || e.Kind == kb.Country {
			return id
		}
		switch {
		case e.PartOf != "":
			id = e.PartOf
		case e.Country != "":
			id = e.Country
		default:
			return id
		}
	}
	return id
}

// bestReading picks what the knowledge base has for a name, nil where nothing is sure enough.
func (r *resolver) bestReading(m *mention) *kb.Match {
	var best *kb.Match
	top := 0.0
	tie := false
	for i := range m.readings {
		x := &m.readings[i]
		s := r.reading(m, x)
		if s <= 0 {
			continue
		}
		switch {
		case s > top+1e-9:
			best, top, tie = x, s, false
		case s > top-0.05 && best != nil && x.Entity.ID != best.Entity.ID:
			tie = true
		}
	}
	if best == nil || tie && best.Entity.Kind == kb.Person && best.Via == kb.ViaFamily {
		return nil
	}
	return best
}

// reading weighs one reading of a name in its place; 0 or less rules it out.
func (r *resolver) reading(m *mention, x *kb.Match) float64 {
	e := x.Entity
	s := x.Confidence
	if e.Kind != kb.Person {
		if len(m.roles) > 0 || r.entityLabel(m.nameFrom) == "PERSON" && (m.nameTo-m.nameFrom == 1 || x.Via != kb.ViaName) && m.kind == kb.Person {
			return 0
		}
		return s
	}
	titled := len(m.roles) > 0
	if m.kind != kb.Person && m.kind != "" && !titled && x.Via == kb.ViaFamily {
		return 0
	}
	office, held := r.holds(e, m)
	switch {
	case titled && held:
		s += 1
	case titled && x.Via == kb.ViaFamily && !r.heldBefore(e, m):
		return 0
	case titled && !held:
		s -= 0.3
	}
	if m.country != "" {
		if r.stateOf(e.Country) == r.stateOf(m.country) || office != "" && r.stateOf(office) == r.stateOf(m.country) {
			s += 0.5
		} else if e.Country != "" {
			s -= 1
		}
	}
	if x.Via == kb.ViaFamily && !titled {
		p := r.prominence(e)
		if p == 0 {
			return 0
		}
		s += p - 0.6
	}
	if r.active(e) {
		s += 0.2
	}
	return s
}

// prominence says how likely the press means a person by the family name alone, from 0 (never) to 1: by the highest
// office held on the article's day, or, less, in the years before.
func (r *resolver) prominence(e *kb.Entity) float64 {
	if r.day == "" {
		return 0
	}
	best := 0.0
	for _, t := range r.kb.Terms(e.ID, r.day) {
		best = max(best, weightOf(t.Role))
	}
	if best > 0 {
		return best
	}
	year := graph.Day(r.day).Add(-8 * 366)
	for _, t := range r.kb.Terms(e.ID, "") {
		if w := weightOf(t.Role); w > 0.9 && t.Since <= r.day && (t.Until == "" || graph.Day(t.Until) >= year) {
			best = max(best, w-0.3)
		}
	}
	return best
}

func weightOf(role string) float64 {
	switch role {
	case "head_of_state", "party_leader":
		return 1
	case "head_of_government":
		return 0.93
	case "foreign_minister", "organisation_head", "deputy_head":
		return 0.86
	case "national_security", "defence_minister", "special_envoy", "spokesperson", "leader_non_state":
		return 0.7
	}
	return 0.4
}

// holds tells whether a person holds, on the article's day, an office of the class that the mention's title names.
func (r *resolver) holds(e *kb.Entity, m *mention) (office string, ok bool) {
	for _, t := range r.kb.Terms(e.ID, r.day) {
		if slices.Contains(m.roles, t.Role) {
			return t.For, true
		}
	}
	return "", false
}

// heldBefore tells whether a person ever held such an office: "former President Clinton", or any where the article
// has no day.
func (r *resolver) heldBefore(e *kb.Entity, m *mention) bool {
	if r.day != "" && !strings.Contains(strings.ToLower(r.words(m.start, m.nameFrom)), "former") && !strings.Contains(strings.ToLower(r.words(m.start, m.nameFrom)), "ex-") {
		return false
	}
	for _, t := range r.kb.Terms(e.ID, "") {
		if slices.Contains(m.roles, t.Role) && (r.day == "" || t.Since <= r.day) {
			return true
		}
	}
	return false
}

// active tells whether a person is known to hold some office on the article's day.
func (r *resolver) active(e *kb.Entity) bool {
	return r.day != "" && len(r.kb.Terms(e.ID, r.day)) > 0
}

// resolveRole finds who is meant by an office without a name.
func (r *resolver) resolveRole(m *mention) {
	if m.country == "" && r.house != "" && !m.plural && !r.formerly(m) && (slices.Contains(m.roles, "head_of_state") || slices.Contains(m.roles, "deputy_head")) {
		if p := r.holder(m.roles, r.house); p != nil { // an official text's "the President" is its own
			r.attach(m, r.entityOf(p), "held the office on that day")
			return
		}
	}
	if r.byAntecedentRole(m) {
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

func (r *resolver) formerly(m *mention) bool {
	for i := m.start; i < m.roleFrom; i++ {
		if w := r.Lower(i); w == "former" || w == "ex" || w == "then" || strings.HasPrefix(w, "ex-") || w == "next" || w == "previous" || w == "new" {
			return true
		}
	}
	return false
}

// byAntecedentRole links "the foreign minister" to the person of that office and country named before.
func (r *resolver) byAntecedentRole(m *mention) bool {
	if m.plural {
		return false
	}
	best, bestLast := -1, -2
	for i, e := range r.entities {
		if e.kind != kb.Person || e.plural || e.last > 0 && e.count == 0 {
			continue
		}
		if !r.hasRole(e, m.roles) {
			continue
		}
		if m.country != "" && e.country != "" && r.stateOf(e.country) != r.stateOf(m.country) {
			continue
		}
		if m.country != "" && e.country == "" {
			continue
		}
		if m.country == "" && r.Lower(m.start) != "the" && r.Lower(m.start) != "his" && r.Lower(m.start) != "its" && !capital(r.Tokens[m.start].Text) {
			continue
		}
		if e.last > bestLast {
			best, bestLast = i, e.last
		}
	}
	if best < 0 {
		return false
	}
	r.attach(m, best, "held the office and was named before")
	return true
}

func (r *resolver) hasRole(e *entity, roles []string) bool {
	for _, x := range roles {
		if slices.Contains(e.roles, x) {
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
	for _, role := range roles {
		for _, c := range []string{country, r.stateOf(country)} {
			if ts := r.kb.Holders(role, c, r.day); len(ts) > 0 && ts[0].Confidence >= 0.5 {
				return r.kb.Entity(ts[0].Person)
			}
		}
	}
	return nil
}

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
var representatives = wordSet("officials leaders negotiators diplomats representatives envoys authorities ministers delegates members mediators lawmakers")

func (r *resolver) definite(m *mention) bool {
	w := r.Lower(m.start)
	return w == "the" || w == "this" || w == "these" || w == "those" || w == "that"
}

// lastNoun finds the latest entity whose name ends in the same noun: "the delegation" after "a Hamas delegation".
func (r *resolver) lastNoun(m *mention) int {
	w := r.Lower(m.end - 1)
	best, bestLast := -1, -2
	for i, e := range r.entities {
		if e.last <= bestLast || e.plural != m.plural {
			continue
		}
		f := strings.Fields(strings.ToLower(e.name))
		if len(f) > 0 && f[len(f)-1] == w {
			best, bestLast = i, e.last
		}
	}
	return best
}

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
	return len(r.entities) - 1
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
	if e.country == "" && e.kind != kb.Country {
		e.country = m.country
	}
	if m.roleTo > m.roleFrom && e.role == "" {
		e.role = r.words(m.roleFrom, m.roleTo)
	}
	if m.nameTo > m.nameFrom {
		r.alias(e, r.nameText(m))
		if e.known == nil && len(r.nameText(m)) > len(e.name) && e.kind == kb.Person && e.count == 0 {
			e.name = r.nameText(m)
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
		if _, right := r.Edges(m.head); r.prep(m.head, "of", "from", "for") == m.end && right < m.end+9 {
			r.alias(e, trimPossessive(r.words(m.start, right+1)))
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
