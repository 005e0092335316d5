package kb

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// With gives a knowledge base in which facts win over what k says: an entity's name, country, class and gender replace
// k's, its aliases add to them, and a stretch of office replaces what k has of the same person and office that overlaps
// it. Of an office that one person holds at a time, the terms of others give way: they end where the new one begins, or
// are dropped within it. k itself stays as it is.
//
// name is where the facts are from, for errors, which are *FactError: a country, an organisation or a role that is not
// known or has several meanings.
func (k *KB) With(name string, facts []Fact) (*KB, error) {
	o := &overlay{name: name, base: k, entities: map[string]*Entity{}}
	for i := range facts { // those who hold no office first, so that offices may be for new organisations
		if facts[i].Role == "" {
			if _, err := o.entity(&facts[i]); err != nil {
				return nil, err
			}
		}
	}
	for i := range facts {
		if facts[i].Role != "" {
			if err := o.term(&facts[i]); err != nil {
				return nil, err
			}
		}
	}
	return o.finish(), nil
}

type overlay struct {
	name     string
	base     *KB
	entities map[string]*Entity // changed or new, by ID
	terms    []Term
}

func (o *overlay) errorf(f *Fact, format string, args ...any) error {
	return &FactError{o.name, f.Line, fmt.Sprintf(format, args...)}
}

// entity adds what a fact tells of its entity, and gives it.
func (o *overlay) entity(f *Fact) (*Entity, error) {
	kind := cmp.Or(f.Kind, Person)
	country := ""
	if f.Country != "" && kind != Country {
		c, err := o.party(f, f.Country)
		if err != nil {
			return nil, err
		}
		if c.Kind != Country {
			return nil, o.errorf(f, "%q is no country", f.Country)
		}
		country = c.ID
	}
	id := o.find(f, kind, country)
	e := o.entities[id]
	if e == nil {
		e = &Entity{ID: id, Kind: kind, Name: f.Name}
		if old := o.base.Entity(id); old != nil {
			c := *old
			c.Aliases = slices.Clone(old.Aliases)
			e = &c
		}
		o.entities[id] = e
	}
	if e.Kind != kind {
		return nil, o.errorf(f, "%s is a %s", id, e.Kind)
	}
	if e.Name == "" && f.Name == "" {
		return nil, o.errorf(f, "%s is not known, and the row has no name", id)
	}
	if f.Name != "" && f.Name != e.Name {
		e.Aliases = append(e.Aliases, e.Name)
		e.Name, e.Family = f.Name, ""
	}
	e.Aliases = append(e.Aliases, f.Aliases...)
	slices.Sort(e.Aliases)
	e.Aliases = slices.DeleteFunc(slices.Compact(e.Aliases), func(a string) bool { return a == e.Name })
	e.QID = cmp.Or(f.QID, e.QID)
	if kind == Country && len(f.Country) == 3 {
		e.ISO3 = f.Country
	}
	e.Country = cmp.Or(country, e.Country)
	e.Class = cmp.Or(f.Class, e.Class)
	e.Gender = cmp.Or(f.Gender, e.Gender)
	if f.PartOf != "" {
		p, err := o.party(f, f.PartOf)
		if err != nil {
			return nil, err
		}
		e.PartOf = p.ID
	}
	return e, nil
}

// find gives the ID of the entity that a fact is of.
func (o *overlay) find(f *Fact, kind Kind, country string) string {
	switch {
	case f.ID != "":
		return f.ID
	case f.QID != "":
		return f.QID
	}
	for _, m := range o.base.Lookup(f.Name) {
		if m.Entity.Kind == kind && (m.Via == ViaName || m.Via == ViaAlias) && m.Confidence >= 0.85 && (kind == Country || m.Entity.Country == country) {
			return m.Entity.ID
		}
	}
	iso := ""
	if c := o.get(country); c != nil {
		iso = c.ISO3
	}
	return DerivedID(kind, iso, f.Name)
}

func (o *overlay) get(id string) *Entity {
	if e := o.entities[id]; e != nil {
		return e
	}
	return o.base.Entity(id)
}

// party gives the country or organisation that a code, an ID or a name stands for.
func (o *overlay) party(f *Fact, s string) (*Entity, error) {
	if e := o.get(s); e != nil && e.Kind != Person {
		return e, nil
	}
	if e := o.base.State(s); e != nil {
		return e, nil
	}
	folded := Fold(s)
	var found []*Entity
	for _, id := range slices.Sorted(maps.Keys(o.entities)) {
		if e := o.entities[id]; e.Kind != Person && (Fold(e.Name) == folded || e.ISO3 != "" && e.ISO3 == s) {
			found = append(found, e)
		}
	}
	if found == nil {
		for _, m := range o.base.Lookup(s) {
			if m.Entity.Kind != Person && (m.Via == ViaName || m.Via == ViaAlias) && m.Confidence >= 0.5 {
				found = append(found, m.Entity)
			}
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, o.errorf(f, "no country or organisation %q is known", s)
	}
	return nil, o.errorf(f, "%q has several meanings: %s, %s; give its id", s, found[0].ID, found[1].ID)
}

func (o *overlay) term(f *Fact) error {
	e, err := o.entity(f)
	if err != nil {
		return err
	}
	of := cmp.Or(f.For, f.Country, e.Country)
	if of == "" {
		return o.errorf(f, "an office of no country or organisation")
	}
	forWhat, err := o.party(f, of)
	if err != nil {
		return err
	}
	if e.Country == "" && forWhat.Kind == Country {
		e.Country = forWhat.ID
	}
	t := Term{Person: e.ID, For: forWhat.ID, Role: f.Role, Title: f.Title, Confidence: 1, Source: cmp.Or(f.Source, o.name)}
	if _, known := ranks[f.Role]; !known && !isRole(f.Role) {
		var ok bool
		if t.Role, ok = o.base.RoleIn(f.Role, forWhat.ID); !ok {
			return o.errorf(f, "%q is neither a class of office nor a known title", f.Role)
		}
		t.Title = cmp.Or(t.Title, f.Role)
	}
	if f.At != "" {
		at, err := o.party(f, f.At)
		if err != nil {
			return err
		}
		t.At = at.ID
	}
	t.Since, t.SinceSlack = WholeDay(f.Since, false)
	t.Until, t.UntilSlack = WholeDay(f.Until, true)
	t.AsOf, _ = WholeDay(f.AsOf, true)
	o.terms = append(o.terms, t)
	return nil
}

// finish makes the knowledge base.
func (o *overlay) finish() *KB {
	k := &KB{entities: slices.Clone(o.base.entities)}
	changed := slices.Sorted(maps.Keys(o.entities))
	var places []int32
	for _, id := range changed {
		i, ok := o.base.byID[id]
		if ok {
			k.entities[i] = *o.entities[id]
		} else {
			i = int32(len(k.entities))
			k.entities = append(k.entities, *o.entities[id])
		}
		places = append(places, i)
	}
	k.terms = o.givenWay()
	sortTerms(k.terms)
	k.link()
	x := &indexer{keys: map[string]map[formKey][]posting{}, roles: slices.Clone(o.base.index.roles)}
	for _, i := range places {
		k.addNames(x, i)
	}
	k.index = o.base.index.with(x.finish())
	return k
}

// givenWay gives the base's terms as the new ones leave them, and the new ones.
func (o *overlay) givenWay() []Term {
	out := make([]Term, 0, len(o.base.terms)+len(o.terms))
	byOffice := map[officeKey][]*Term{}
	for i := range o.terms {
		t := &o.terms[i]
		byOffice[officeKey{t.Role, t.For}] = append(byOffice[officeKey{t.Role, t.For}], t)
	}
	for _, t := range o.base.terms {
		keep := true
		for _, n := range byOffice[officeKey{t.Role, t.For}] {
			if !overlap(&t, n) || t.At != n.At {
				continue
			}
			switch {
			case t.Person == n.Person:
				keep = false
			case !Single(t.Role) || n.Since == "":
			case t.Since < n.Since:
				t.Until, t.UntilSlack = dayBefore(n.Since), n.SinceSlack
			case n.Until == "" || t.Until != "" && t.Until <= n.Until:
				keep = false
			default:
				t.Since, t.SinceSlack = n.Until, n.UntilSlack
			}
		}
		if keep {
			out = append(out, t)
		}
	}
	return append(out, o.terms...)
}

// overlap tells whether two terms have days in common; a side that is not known is open.
func overlap(a, b *Term) bool {
	return (a.Until == "" || b.Since == "" || b.Since < a.Until) && (b.Until == "" || a.Since == "" || a.Since < b.Until)
}

func dayBefore(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, -1).Format(time.DateOnly)
}

// with gives an index of x's names and y's, whose roles begin with x's.
func (x index) with(y index) index {
	out := index{lines: x.lines, more: maps.Clone(x.more), longest: maps.Clone(x.longest), roles: y.roles}
	if out.more == nil {
		out.more = map[string][]form{}
	}
	for key, forms := range y.more {
		out.more[key] = slices.Concat(out.more[key], forms)
		out.count(key)
	}
	return out
}

// DerivedID makes the ID of what has no Wikidata item: "person:UKR:oleh-nikolenko".
func DerivedID(kind Kind, iso, name string) string {
	slug := strings.ReplaceAll(Fold(name), " ", "-")
	if iso == "" {
		return fmt.Sprintf("%s:%s", kind, slug)
	}
	return fmt.Sprintf("%s:%s:%s", kind, iso, slug)
}

// WholeDay brings a day, a month or a year to a day, its first or its last, and tells by how many days that may be wrong;
// it is empty if s is none of these.
func WholeDay(s string, last bool) (day string, slack int) {
	for _, f := range [...]struct {
		layout               string
		years, months, slack int
	}{{"2006-01-02", 0, 0, 0}, {"2006-01", 0, 1, 31}, {"2006", 1, 0, 366}} {
		t, err := time.Parse(f.layout, s)
		if err != nil {
			continue
		}
		if last && f.slack > 0 {
			t = t.AddDate(f.years, f.months, -1)
		}
		return t.Format(time.DateOnly), f.slack
	}
	return "", 0
}
