package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/kb"
)

// resolveName finds who is meant by a name: somebody already named in the text, somebody the knowledge base knows
// for that name, title, country and day, or a person of the text's own.
func (r *resolver) resolveName(m *mention) {
	name := r.nameText(m)
	folded := kb.Fold(name)
	person := m.kind == kb.Person || len(m.roles) > 0 || m.kind == "" && hasPerson(m.readings)
	if person {
		if e := r.knownInText(m, folded); e >= 0 && !r.outshone(m, e) {
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
	if words := strings.Fields(folded); len(m.roles) == 0 && m.start == m.nameFrom && len(words) > 0 && (r.kb.IsPlace(name) || occasions[words[len(words)-1]]) {
		m.because = "a place or an occasion"
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
	if kind == kb.Person || m.kind == "" && len(m.readings) == 0 {
		if i := r.misspelt(m, folded); i >= 0 {
			r.attach(m, i, "named before, in other letters")
			return
		}
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

// occasions are last words of names of what people hold or sign: "the Woodside Summit", "Press Gaggle".
var occasions = wordSet("summit conference gaggle briefing meeting talks agreement accord accords treaty declaration")

// holderNamed gives who held the office of a mention's title on the article's day, if the name in the text, in a
// spelling or length that the knowledge base lacks, agrees in two words or in the family name.
func (r *resolver) holderNamed(m *mention, folded string) *kb.Entity {
	country := m.country
	if country == "" {
		country = r.house
	}
	words := strings.Fields(folded)
	if of := r.countryBefore(m); len(m.roles) == 0 && of != "" && len(words) > 1 { // "his Turkish counterpart Tayyip Erdogan"
		for _, role := range counterparts {
			if p := r.holder([]string{role}, of); p != nil && agreeing(words, strings.Fields(kb.Fold(p.Name))) >= 2 {
				return p
			}
		}
	}
	if len(m.roles) == 0 || country == "" {
		return nil
	}
	if p := r.holder(m.roles, country); p != nil {
		if agree := agreeing(words, strings.Fields(kb.Fold(p.Name))); agree >= 2 || len(words) > 0 && words[len(words)-1] == kb.Fold(p.Family) {
			return p
		}
	}
	if r.day != "" || len(words) < 2 {
		return nil
	}
	var found *kb.Entity // of a text without a day: who ever held it, if only one
	for _, role := range m.roles {
		for _, t := range r.kb.Holders(role, country, "") {
			p := r.kb.Entity(t.Person)
			if p == found || p == nil || agreeing(words, strings.Fields(kb.Fold(p.Name))) < 2 {
				continue
			}
			if found != nil {
				return nil
			}
			found = p
		}
	}
	return found
}

// countryBefore gives the country that a mention names, or the one that it belongs to: "Turkey's Tayyip Erdogan".
func (r *resolver) countryBefore(m *mention) string {
	if m.country != "" || m.start < 2 || r.Tokens[m.start-1].Tag != "POS" {
		return m.country
	}
	if c := r.cover[m.start-2]; c != nil && c.form == byName && len(c.readings) > 0 && c.readings[0].Entity.Kind == kb.Country {
		return c.readings[0].Entity.ID
	}
	return ""
}

// counterparts are the offices of those whom news calls by their country alone.
var counterparts = []string{"head_of_state", "head_of_government", "foreign_minister", "defence_minister"}

// agreeing counts the words of a name that stand in another, a slip of the pen in long ones allowed.
func agreeing(words, name []string) int {
	n := 0
	for _, w := range name {
		for _, x := range words {
			if len(w) > 2 && (w == x || len(w) > 5 && slip(w, x)) {
				n++
				break
			}
		}
	}
	return n
}

// slip tells whether one word becomes the other by one letter more, less or other, or by two letters changing places.
func slip(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a)-len(b) > 1 {
		return false
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	if len(a) > len(b) {
		return a[i+1:] == b[i:]
	}
	return i == len(a) || a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// knownInText finds the person already in the table that a name fits: the whole name, or its family or given name
// alone; the latest mentioned first.
func (r *resolver) knownInText(m *mention, folded string) int {
	if e, ok := r.byName[folded]; ok && r.entities[e].kind == kb.Person && r.agrees(r.entities[e], m) {
		return e
	}
	best, bestLast := -1, -2
	headline := r.blocks[r.blockOf[m.head]].Kind == article.Title
	words := strings.Fields(folded)
	if len(words) == 0 {
		return -1
	}
	for _, i := range r.sharing(m, words) {
		e := r.entities[i]
		if e.kind != kb.Person || e.plural || e.name == "" || !r.agrees(e, m) {
			continue
		}
		full := strings.Fields(kb.Fold(e.name))
		var ok bool
		if len(words) == 1 {
			ok = len(full) > 1 && (full[len(full)-1] == words[0] || e.known != nil && kb.Fold(e.known.Family) == words[0] ||
				full[0] == words[0] && len(m.roles) == 0 && e.known == nil || r.royal(m) && kb.Key(full[0]) == kb.Key(words[0]))
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
		rank := e.last
		if headline { // which stands before the text: who matters most in it
			rank = e.count
		}
		if ok && rank > bestLast {
			best, bestLast = i, rank
		}
	}
	return best
}

// misspelt finds the person of the text whose name a name that nobody has is by a slip of the pen, "Zelenksyy": the long
// family name with one slip, and the given name too where it stands. A daughter's name in -a is no slip of her father's.
func (r *resolver) misspelt(m *mention, folded string) int {
	words := strings.Fields(folded)
	if len(words) == 0 || len(words) > 3 {
		return -1
	}
	last := words[len(words)-1]
	if len(last) < slipLength {
		return -1
	}
	best := -1
	for _, i := range r.byStart[last[:2]] {
		e := r.entities[i]
		full := strings.Fields(kb.Fold(e.name))
		if !e.personal() || e.last < 0 || len(full) == 0 || !r.agrees(e, m) {
			continue
		}
		family := full[len(full)-1]
		if family == last+"a" || last == family+"a" || !slip(last, family) || len(words) > 1 && (len(full) < 2 || words[0] != full[0]) {
			continue
		}
		if best < 0 || e.count > r.entities[best].count {
			best = i
		}
	}
	return best
}

// slipLength is from how many letters on a name may hold a slip: short ones are too often others' names.
const slipLength = 6

// outshone tells whether a family name alone, of somebody whom the text names only further on, means the holder of a high
// office instead: "Zelensky met Biden" is not about Jill Biden, who is named a sentence later.
func (r *resolver) outshone(m *mention, i int) bool {
	e := r.entities[i]
	if e.last >= 0 || m.nameTo-m.nameFrom > 1 || m.start < m.nameFrom {
		return false
	}
	best := r.bestReading(m)
	if best == nil || best.Entity.Kind != kb.Person || best.Via != kb.ViaFamily || e.known == best.Entity {
		return false
	}
	p := r.prominence(best.Entity)
	return p > 0.8 && (e.known == nil || p > r.prominence(e.known))
}

// sharing gives the people who have a word of their names in common with a mention's, in order of appearance.
func (r *resolver) sharing(m *mention, words []string) []int {
	var out []int
	for _, w := range words {
		if len(w) > 2 || len(words) == 1 {
			out = append(out, r.byWord[w]...)
		}
	}
	if r.royal(m) {
		out = append(out, r.byWord[givenKey(words[0])]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// givenKey is under what a given name is indexed whatever its transliteration.
func givenKey(w string) string { return "~" + kb.Key(w) }

// royal tells whether a mention's title goes with a given name: "Crown Prince Mohammed", "Sheikh Tahnoon".
func (r *resolver) royal(m *mention) bool {
	return m.nameFrom > m.start && regal[r.Lower(m.nameFrom-1)]
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
	office, held := "", false
	if titled {
		office, held = r.holds(e, m)
	}
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
		if quarters[r.Lower(m.nameFrom)] {
			return 0
		}
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

// quarters are family names by which, alone, the press means a part of the world.
var quarters = wordSet("west east north south")

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
		if slices.Contains(m.roles, t.Role) || t.Role == "io_head" && heads[m.roles[0]] && titleKindOf(t.Title)&titleKindOf(r.words(m.start, m.nameFrom)) != 0 {
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
