package extract

import (
	"strings"

	"github.com/demarche/demarche/ingest/kb"
)

// speakerOf gives the entity speaking at token i, -1 where the text does not say.
func (r *resolver) speakerOf(i int) int {
	b := &r.blocks[r.blockOf[i]]
	if b.Speaker != "" {
		e, ok := r.labels[b.Speaker]
		if !ok {
			e = r.bySpeakerLabel(b.Speaker)
			r.labels[b.Speaker] = e
		}
		return e
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
