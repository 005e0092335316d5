package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/demarche/demarche/ingest/kb"
)

// sameHolders joins people whom two sources spell too differently for names to tell: who began the same office of the same
// state on the same day, and shares a word of the name, is one person.
func (b *builder) sameHolders() {
	type office struct{ role, forID string }
	byOffice := map[office][]*kb.Term{}
	for i := range b.terms {
		if t := &b.terms[i]; (kb.Single(t.Role) || t.Role == "deputy_head" || t.Role == "governor_general") && t.Since != "" {
			o := office{t.Role, t.For}
			byOffice[o] = append(byOffice[o], t)
		}
	}
	become := map[string]string{}
	final := func(id string) string {
		for become[id] != "" {
			id = become[id]
		}
		return id
	}
	for _, t := range b.terms {
		o := office{t.Role, t.For}
		for _, u := range byOffice[o] {
			x, y := final(t.Person), final(u.Person)
			if x == y || t.Since == "" {
				continue
			}
			e, f := b.entities[x], b.entities[y]
			if e.QID != "" && f.QID != "" {
				continue
			}
			apart := dayDistance(t.Since, u.Since)
			together := apart <= 45 && t.Until != "" && u.Until != "" && dayDistance(t.Until, u.Until) <= 45 && shareInitial(e, f)
			if !(together || apart <= 3 && shareWord(e, f, kb.EastAsian(b.iso(t.For))) || apart <= 400 && sameName(*e, *f)) {
				continue
			}
			if e.QID == "" && (f.QID != "" || y < x) {
				x, y, e, f = y, x, f, e
			}
			become[y] = x
			b.absorb(e, f)
		}
	}
	for i := range b.terms {
		b.terms[i].Person = final(b.terms[i].Person)
	}
}

// absorb gives e what f has, and drops f.
func (b *builder) absorb(e, f *kb.Entity) {
	family := e.Family
	b.add(kb.Entity{ID: e.ID, Name: f.Name, Aliases: f.Aliases, Gender: f.Gender, Country: f.Country})
	e.Family = familyIn(e.Name, f.Family, family)
	delete(b.entities, f.ID)
}

// same joins the people of data/same.tsv.
func (b *builder) same() error {
	t, err := b.table("data", "same.tsv")
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		e, f := b.entities[r.get("item")], b.entities[r.get("derived")]
		if e == nil || f == nil {
			return fmt.Errorf("same.tsv:%d: no longer two people; take the row out", r.line)
		}
		b.absorb(e, f)
		if name := r.get("name"); name != "" {
			e.Aliases = append(e.Aliases, e.Name)
			e.Name, e.Family = name, f.Family
		}
		for i := range b.terms {
			if b.terms[i].Person == f.ID {
				b.terms[i].Person = e.ID
			}
		}
	}
	return nil
}

// commonWords are words of names that tell nobody apart.
var commonWords = []string{"muhammad", "abd", "abdullah", "ahmad", "ali", "bin", "al", "saud", "sheikh", "von", "van", "der", "de", "la", "da", "dos", "juan", "jose", "maria"}

// shareWord tells whether two names have a telling word in common; of two in the East Asian order, whose family names are
// few, two words.
func shareWord(a, b *kb.Entity, eastAsian bool) bool {
	need := 1
	if eastAsian {
		need = 2
	}
	var words []string
	for _, n := range append([]string{a.Name}, a.Aliases...) {
		words = append(words, strings.Fields(kb.Key(n))...)
	}
	for _, n := range append([]string{b.Name}, b.Aliases...) {
		shared := 0
		for _, w := range strings.Fields(kb.Key(n)) {
			if len(w) > 1 && !slices.Contains(commonWords, w) && slices.Contains(words, w) && (eastAsian || len(w) > 2) {
				shared++
			}
		}
		if shared >= need {
			return true
		}
	}
	return false
}

// shareInitial tells whether words of two names begin alike.
func shareInitial(a, b *kb.Entity) bool {
	for _, v := range strings.Fields(kb.Key(a.Name)) {
		for _, w := range strings.Fields(kb.Key(b.Name)) {
			if len(v) > 2 && len(w) > 2 && v[:2] == w[:2] {
				return true
			}
		}
	}
	return false
}

func dayDistance(a, b string) int {
	x, err1 := time.Parse(time.DateOnly, a)
	y, err2 := time.Parse(time.DateOnly, b)
	if err1 != nil || err2 != nil {
		return 1 << 20
	}
	d := int(x.Sub(y).Hours() / 24)
	if d < 0 {
		return -d
	}
	return d
}
