package kb

import (
	"cmp"
	"slices"
	"strings"
)

// New compiles facts. Of several entities with one ID the last wins; terms and names of an unknown entity are left out.
func New(f Facts) *KB {
	k := &KB{}
	pos := map[string]int{}
	for _, e := range f.Entities {
		if i, ok := pos[e.ID]; ok {
			k.entities[i] = e
			continue
		}
		pos[e.ID] = len(k.entities)
		k.entities = append(k.entities, e)
	}
	slices.SortFunc(k.entities, func(a, b Entity) int { return cmp.Compare(a.ID, b.ID) })
	k.terms = slices.Clone(f.Terms)
	sortTerms(k.terms)
	k.link()
	k.buildIndex(f.Names)
	return k
}

func sortTerms(terms []Term) {
	slices.SortStableFunc(terms, func(a, b Term) int {
		return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.Person, b.Person), cmp.Compare(a.Role, b.Role),
			cmp.Compare(a.For, b.For), cmp.Compare(a.Until, b.Until))
	})
}

// link makes the maps of entities and terms.
func (k *KB) link() {
	k.byID = make(map[string]int32, len(k.entities))
	k.byISO3 = make(map[string]int32, 300)
	k.parts = map[string][]int32{}
	for i := range k.entities {
		e := &k.entities[i]
		k.byID[e.ID] = int32(i)
		if e.ISO3 != "" {
			k.byISO3[e.ISO3] = int32(i)
		}
		if e.PartOf != "" {
			k.parts[e.PartOf] = append(k.parts[e.PartOf], int32(i))
		}
	}
	k.byOffice = make(map[officeKey][]int32, len(k.terms)/4)
	persons := make([]int32, len(k.terms))
	many := make([]int32, len(k.entities))
	for i := range k.terms {
		t := &k.terms[i]
		o := officeKey{t.Role, t.For}
		k.byOffice[o] = append(k.byOffice[o], int32(i))
		persons[i] = -1
		if p, ok := k.byID[t.Person]; ok {
			persons[i] = p
			many[p]++
		}
	}
	room := make([]int32, len(k.terms))
	k.held = make([][]int32, len(k.entities))
	for p, n := range many {
		k.held[p], room = room[:0:n], room[n:]
	}
	for i := len(k.terms) - 1; i >= 0; i-- {
		if p := persons[i]; p >= 0 {
			k.held[p] = append(k.held[p], int32(i))
		}
	}
}

// termsOf gives the numbers of the terms of a person, the latest first.
func (k *KB) termsOf(person string) []int32 {
	if i, ok := k.byID[person]; ok {
		return k.held[i]
	}
	return nil
}

// indexer gathers the readings of names.
type indexer struct {
	keys  map[string]map[formKey][]posting
	roles []string
}

type formKey struct {
	text     string
	capitals bool
}

func (x *indexer) add(entity int32, name, via, role string, confidence float64) {
	folded, capitals := fold(name)
	if folded == "" {
		return
	}
	capitals = capitals && len(folded) <= 6 && !strings.Contains(folded, " ")
	key := key(folded)
	fk := formKey{folded, capitals}
	p := posting{entity, uint8(slices.Index(vias[:], via)), x.role(role), float32(confidence)}
	forms := x.keys[key]
	if forms == nil {
		forms = map[formKey][]posting{}
		x.keys[key] = forms
	}
	for i, q := range forms[fk] {
		if q.entity == p.entity && q.role == p.role {
			if p.confidence > q.confidence {
				forms[fk][i] = p
			}
			return
		}
	}
	forms[fk] = append(forms[fk], p)
}

func (x *indexer) role(role string) uint8 {
	i := slices.Index(x.roles, role)
	if i < 0 {
		i = len(x.roles)
		x.roles = append(x.roles, role)
	}
	return uint8(i)
}

func (k *KB) buildIndex(names []Name) {
	x := &indexer{keys: map[string]map[formKey][]posting{}, roles: []string{""}}
	for i := range k.entities {
		k.addNames(x, int32(i))
	}
	for _, n := range names {
		if i, ok := k.byID[n.Entity]; ok {
			x.add(i, n.Text, n.Via, n.Role, n.Confidence)
		}
	}
	k.index = x.finish()
}

// addNames adds the names of one entity.
func (k *KB) addNames(x *indexer, i int32) {
	e := &k.entities[i]
	if e.Kind == Person {
		renown := k.renown(e.ID)
		for _, v := range PersonNames(e, k.iso(e.Country)) {
			if v.Via == ViaFamily {
				v.Confidence *= renown
			}
			x.add(i, v.Text, v.Via, "", v.Confidence)
		}
		return
	}
	if !k.compound(e) {
		x.add(i, e.Name, ViaName, "", 1)
	}
	for _, a := range e.Aliases {
		x.add(i, a, ViaAlias, "", 0.95)
	}
}

func (x *indexer) finish() index {
	idx := index{more: make(map[string][]form, len(x.keys)), longest: map[string]uint8{}, roles: x.roles}
	for key, forms := range x.keys {
		list := make([]form, 0, len(forms))
		for fk, posts := range forms {
			list = append(list, form{fk.text, fk.capitals, posts})
		}
		slices.SortFunc(list, func(a, b form) int {
			if a.capitals != b.capitals {
				if a.capitals {
					return 1
				}
				return -1
			}
			return cmp.Compare(a.text, b.text)
		})
		idx.more[key] = list
		idx.count(key)
	}
	return idx
}

// compound tells whether an organisation's name is a kind of institution and a country: institution finds it.
func (k *KB) compound(e *Entity) bool {
	c := k.Entity(e.PartOf)
	return c != nil && c.Kind == Country && e.Kind == Organisation && strings.HasSuffix(e.Name, " of "+c.Name) && e.QID == ""
}

func (k *KB) iso(id string) string {
	if e := k.Entity(id); e != nil {
		return e.ISO3
	}
	return ""
}
