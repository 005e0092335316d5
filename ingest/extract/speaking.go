package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/demarche/demarche/ingest/kb"
)

// speakersOf gives those who speak at token i: whom a transcript's label names, else the authors of the text; none where
// the text does not say.
func (r *resolver) speakersOf(i int) []int {
	b := &r.blocks[r.blockOf[i]]
	if b.Speaker == "" {
		return r.authors
	}
	e, ok := r.labels[b.Speaker]
	if !ok {
		e = r.bySpeakerLabel(b.Speaker)
		r.labels[b.Speaker] = e
	}
	if e < 0 {
		return nil
	}
	return []int{e}
}

// principals are offices whose holders mean themselves and theirs by "we".
var principals = wordSet("head_of_state head_of_government supreme_leader leader_non_state party_leader deputy_head monarch_heir io_head opposition_leader " +
	"legislator governor ambassador permanent_representative special_envoy military_chief national_security party_foreign_affairs")

// spokenFor gives the state for which a spokesperson says "we": "We are in touch with our Israeli counterparts" tells of no
// talks of the press secretary's own.
func (r *resolver) spokenFor(f filler) filler {
	if f.at == nil || f.entity < 0 || f.at.form != byPronoun || pronounForms[r.Lower(f.at.start)].person != 1 || !f.at.plural {
		return f
	}
	e := r.entities[f.entity]
	if !e.personal() {
		return f
	}
	for _, role := range e.roles {
		if principals[role] || strings.HasSuffix(role, "minister") {
			return f
		}
	}
	if !slices.Contains(e.roles, "spokesperson") && (r.house == "" || r.blocks[r.blockOf[f.at.start]].Speaker == "") {
		return f
	}
	state := e.country
	if state == "" {
		state = r.house
	}
	if c := r.kb.Entity(r.stateOf(state)); c != nil && c.Kind == kb.Country {
		f.entity = r.entityOf(c)
	}
	return f
}

// bySpeakerLabel finds the person that a transcript's label names: "MS. PSAKI", "THE PRESIDENT", "President of Russia
// Vladimir Putin".
func (r *resolver) bySpeakerLabel(label string) int {
	label = strings.ToLower(strings.Trim(label, " :"))
	words := strings.Fields(label)
	if len(words) == 0 || words[0] == "q" || words[0] == "question" || words[0] == "reporter" {
		return -1
	}
	if len(words) == 1 && partLabels[words[0]] {
		return r.inPart(words[0])
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
	for i := range words { // an office and a name
		if ms := r.kb.Lookup(titleCase(strings.Join(words[i:], " "))); i+1 < len(words) && len(ms) > 0 && ms[0].Entity.Kind == kb.Person {
			words = words[i:]
			break
		}
	}
	const longName = 3
	if len(words) > longName {
		words = words[len(words)-2:]
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

// partLabels are labels that say what part somebody has in the talk instead of a name.
var partLabels = wordSet("answer moderator spokesman spokesperson spokeswoman")

// inPart gives the person whom the text introduces in the part that a label names: "Stéphane Dujarric, Spokesman for
// the Secretary-General"; -1 where it introduces none.
func (r *resolver) inPart(part string) int {
	for i, e := range r.entities {
		if e.kind == kb.Person && !e.plural && slices.ContainsFunc(e.aliases, func(a string) bool { return slices.Contains(strings.Fields(kb.Fold(a)), part) }) {
			return i
		}
	}
	return -1
}

func titleCase(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		first, n := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(first)) + w[n:]
	}
	return strings.Join(words, " ")
}
