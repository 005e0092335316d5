package main

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/demarche/demarche/ingest/kb"
)

// A builder gathers facts from the tables, in the order of trust: what comes first names an entity, what comes later
// adds to it.
type builder struct {
	dir      string
	entities map[string]*kb.Entity
	names    []kb.Name
	terms    []kb.Term

	byISO2    map[string]string
	byCode    map[string]string      // ISO 3166 codes, items and codes of our own → ID of a country or organisation
	persons   map[personKey][]string // IDs
	fixes     corrections
	hosts     map[string]string // by kb.Key of a name: countries and organisations
	dependent map[string]bool   // ISO3 of territories under another state
	partOf    [][2]string       // ID and the code of what it is a part of
}

type personKey struct{ country, name string }

func newBuilder(dir string) (*builder, error) {
	b := &builder{dir: dir, entities: map[string]*kb.Entity{}, byCode: map[string]string{}, byISO2: map[string]string{}, persons: map[personKey][]string{}, dependent: map[string]bool{}}
	return b, b.fixes.read(filepath.Join(dir, "source", "corrections.tsv"), filepath.Join(dir, "data", "wrong.tsv"))
}

func (b *builder) table(path ...string) (*table, error) {
	return readTable(filepath.Join(append([]string{b.dir}, path...)...))
}

func (b *builder) finish() *kb.KB {
	b.sameHolders()
	var f kb.Facts
	for _, e := range b.entities {
		slices.Sort(e.Aliases)
		e.Aliases = slices.Compact(e.Aliases)
		e.Aliases = slices.DeleteFunc(e.Aliases, func(a string) bool { return a == e.Name })
		f.Entities = append(f.Entities, *e)
	}
	slices.SortFunc(f.Entities, func(a, c kb.Entity) int { return cmp.Compare(a.ID, c.ID) })
	f.Terms = b.mergedTerms()
	f.Names = b.names
	return kb.New(f)
}

// add adds an entity, or what an entity of that ID lacked.
func (b *builder) add(e kb.Entity) *kb.Entity {
	old := b.entities[e.ID]
	if old == nil {
		b.entities[e.ID] = &e
		return &e
	}
	if e.Name != old.Name {
		old.Aliases = append(old.Aliases, e.Name)
	}
	old.Aliases = append(old.Aliases, e.Aliases...)
	for _, f := range []struct {
		to   *string
		from string
	}{
		{&old.QID, e.QID}, {&old.Country, e.Country}, {&old.PartOf, e.PartOf}, {&old.Gender, e.Gender}, {&old.Family, e.Family}, {&old.Class, e.Class},
	} {
		if *f.to == "" {
			*f.to = f.from
		}
	}
	return old
}

func (b *builder) name(entity, text, via, role string, confidence float64) {
	b.names = append(b.names, kb.Name{Entity: entity, Text: text, Via: via, Role: role, Confidence: confidence})
}

// code gives the ID of a country or organisation by any of its codes.
func (b *builder) code(c string) (string, bool) {
	id, ok := b.byCode[c]
	return id, ok
}

// state gives the ID of a country by ISO 3166 code, of two letters or three.
func (b *builder) state(c string) (string, bool) {
	if id, ok := b.byISO2[c]; ok {
		return id, true
	}
	id, ok := b.byCode[c]
	return id, ok
}

// person adds a person or what a known one lacked, and gives the ID. The same person is one of the same item, or one of
// the same country and name, however transliterated, with or without middle names.
func (b *builder) person(p kb.Entity) string {
	p.Kind = kb.Person
	if p.Name == "Charles III" || p.Name == "Elizabeth II" { // of all the realms
		p.Country = b.byCode["GBR"]
	}
	iso := b.iso(p.Country)
	stated := p.Family != ""
	if !stated {
		p.Family = kb.FamilyName(p.Name, iso)
	}
	id := ""
	if p.QID != "" && b.entities[p.QID] != nil {
		id = p.QID
	} else if known := b.known(p, iso); known != "" && (p.QID == "" || b.entities[known].QID == "") {
		id = known
		if p.QID != "" { // an item at last
			id = b.rename(known, p.QID)
		}
	}
	if id == "" {
		if id = p.QID; id == "" {
			id = kb.DerivedID(kb.Person, iso, p.Name)
		}
	}
	p.ID = id
	family := p.Family
	e := b.add(p)
	if stated {
		e.Family = familyIn(e.Name, family, e.Family)
	}
	for _, n := range kb.PersonNames(e, iso) {
		if n.Via != kb.ViaFamily {
			k := personKey{p.Country, kb.Key(n.Text)}
			if !slices.Contains(b.persons[k], id) {
				b.persons[k] = append(b.persons[k], id)
			}
		}
	}
	return id
}

// familyIn gives the words of a name that are the family name of another source, other where there are none.
func familyIn(name, family, other string) string {
	words, want := strings.Fields(name), strings.Fields(kb.Key(family))
	var out []string
	for _, w := range words {
		if slices.Contains(want, kb.Key(w)) {
			out = append(out, w)
		}
	}
	if len(out) == 0 || len(out) < len(want) && len(want) > 2 {
		return other
	}
	return strings.Join(out, " ")
}

// known finds the one person of p's country whose name is p's, but for middle names that one of them lacks.
func (b *builder) known(p kb.Entity, iso string) string {
	found := ""
	for _, n := range kb.PersonNames(&p, iso) {
		key := kb.Key(n.Text)
		if n.Via == kb.ViaFamily || !strings.Contains(key, " ") && n.Text != p.Name {
			continue
		}
		for _, id := range b.persons[personKey{p.Country, key}] {
			if id == found || !sameName(p, *b.entities[id]) {
				continue
			}
			if found != "" {
				return ""
			}
			found = id
		}
	}
	return found
}

// sameName tells whether one of a's names is one of b's, or has only words of it.
func sameName(a, b kb.Entity) bool {
	for _, x := range append([]string{a.Name}, a.Aliases...) {
		for _, y := range append([]string{b.Name}, b.Aliases...) {
			v, w := strings.Fields(kb.Key(x)), strings.Fields(kb.Key(y))
			if len(v) > len(w) {
				v, w = w, v
			}
			if within(v, w) && (len(v) > 1 || len(w) == 1) {
				return true
			}
		}
	}
	return false
}

func within(words, all []string) bool {
	for _, w := range words {
		if !slices.Contains(all, w) {
			return false
		}
	}
	return len(words) > 0
}

// rename gives an entity an item as its ID.
func (b *builder) rename(old, qid string) string {
	e := b.entities[old]
	delete(b.entities, old)
	e.ID, e.QID = qid, qid
	b.entities[qid] = e
	for i := range b.terms {
		if b.terms[i].Person == old {
			b.terms[i].Person = qid
		}
	}
	for k, ids := range b.persons {
		if i := slices.Index(ids, old); i >= 0 {
			b.persons[k][i] = qid
		}
	}
	return qid
}

func (b *builder) iso(id string) string {
	if e := b.entities[id]; e != nil {
		return e.ISO3
	}
	return ""
}

// sorted gives the entities in order of ID.
func (b *builder) sorted() []*kb.Entity {
	return slices.SortedFunc(maps.Values(b.entities), func(a, c *kb.Entity) int { return cmp.Compare(a.ID, c.ID) })
}

// list cuts "a|b" into its parts.
func list(s string) []string {
	var out []string
	for _, p := range strings.Split(s, "|") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}
