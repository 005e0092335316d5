package main

import (
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
		if t := &b.terms[i]; (single[t.Role] || t.Role == "deputy_head" || t.Role == "governor_general") && t.Since != "" {
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
			if !(apart <= 3 && shareWord(e, f) || apart <= 400 && sameName(*e, *f)) {
				continue
			}
			if e.QID == "" && (f.QID != "" || y < x) {
				x, y, e, f = y, x, f, e
			}
			become[y] = x
			family := e.Family
			b.add(kb.Entity{ID: x, Name: f.Name, Aliases: f.Aliases, Gender: f.Gender, Country: f.Country})
			e.Family = familyIn(e.Name, f.Family, family)
			delete(b.entities, y)
		}
	}
	for i := range b.terms {
		b.terms[i].Person = final(b.terms[i].Person)
	}
}

// commonWords are words of names that tell nobody apart.
var commonWords = []string{"muhammad", "abd", "abdullah", "ahmad", "ali", "bin", "al", "saud", "sheikh", "von", "van", "der", "de", "la", "da", "dos", "juan", "jose", "maria"}

func shareWord(a, b *kb.Entity) bool {
	var words []string
	for _, n := range append([]string{a.Name}, a.Aliases...) {
		words = append(words, strings.Fields(kb.Key(n))...)
	}
	for _, n := range append([]string{b.Name}, b.Aliases...) {
		for _, w := range strings.Fields(kb.Key(n)) {
			if len(w) > 2 && !slices.Contains(commonWords, w) && slices.Contains(words, w) {
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
