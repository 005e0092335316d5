package main

import (
	"cmp"
	"fmt"
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

	byCode    map[string]string      // ISO 3166 codes, items and codes of our own → ID of a country or organisation
	persons   map[personKey][]string // IDs
	fixes     corrections
	dependent map[string]bool // ISO3 of territories under another state
	partOf    [][2]string     // ID and the code of what it is a part of
}

type personKey struct{ country, name string }

func newBuilder(dir string) (*builder, error) {
	b := &builder{dir: dir, entities: map[string]*kb.Entity{}, byCode: map[string]string{}, persons: map[personKey][]string{}, dependent: map[string]bool{}}
	return b, b.fixes.read(filepath.Join(dir, "source", "corrections.tsv"))
}

func (b *builder) table(path ...string) (*table, error) {
	return readTable(filepath.Join(append([]string{b.dir}, path...)...))
}

func (b *builder) finish() *kb.KB {
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

// slug makes the last part of a derived ID of a name.
func slug(name string) string {
	return strings.ReplaceAll(kb.Fold(name), " ", "-")
}

// derived makes an ID for what has no item: "person:UKR:oleh-nikolenko".
func derived(kind kb.Kind, iso, name string) string {
	if iso == "" {
		return fmt.Sprintf("%s:%s", kind, slug(name))
	}
	return fmt.Sprintf("%s:%s:%s", kind, iso, slug(name))
}

// person adds a person or what a known one lacked, and gives the ID. The same person is one of the same item, or one of
// the same country and name, however transliterated, with or without middle names.
func (b *builder) person(p kb.Entity) string {
	p.Kind = kb.Person
	iso := b.iso(p.Country)
	if p.Family == "" {
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
			id = derived(kb.Person, iso, p.Name)
		}
	}
	p.ID = id
	e := b.add(p)
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

// known finds a person of p's country under one of p's names of more than one word.
func (b *builder) known(p kb.Entity, iso string) string {
	for _, n := range kb.PersonNames(&p, iso) {
		if key := kb.Key(n.Text); n.Via != kb.ViaFamily && strings.Contains(key, " ") {
			if ids := b.persons[personKey{p.Country, key}]; len(ids) == 1 {
				return ids[0]
			}
		}
	}
	return ""
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
