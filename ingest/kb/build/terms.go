package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/demarche/demarche/ingest/kb"
)

// mergedTerms joins what several sources say of one term and closes terms that a successor ended.
func (b *builder) mergedTerms() []kb.Term {
	type key struct{ person, role, forID string }
	byKey := map[key][]*kb.Term{}
	var order []key
	for i := range b.terms {
		t := &b.terms[i]
		k := key{t.Person, t.Role, t.For}
		merged := false
		for _, o := range byKey[k] {
			if sameTerm(o, t) {
				join(o, t)
				merged = true
				break
			}
		}
		if !merged {
			if byKey[k] == nil {
				order = append(order, k)
			}
			c := *t
			byKey[k] = append(byKey[k], &c)
		}
	}
	var out []kb.Term
	for _, k := range order {
		list := byKey[k]
		for i := 0; i < len(list); i++ { // what joined may now overlap another
			for j := len(list) - 1; j > i; j-- {
				if sameTerm(list[i], list[j]) {
					join(list[i], list[j])
					list = slices.Delete(list, j, j+1)
				}
			}
			out = append(out, *list[i])
		}
	}
	slices.SortStableFunc(out, func(a, c kb.Term) int {
		return cmp.Or(cmp.Compare(a.Role, c.Role), cmp.Compare(a.For, c.For), cmp.Compare(a.Since, c.Since), cmp.Compare(a.Person, c.Person))
	})
	out = slices.DeleteFunc(out, func(t kb.Term) bool { return t.Until != "" && t.Until < t.Since }) // no telling which day is wrong
	b.headsTwice(out)
	for i := range out {
		t := &out[i]
		if !kb.Single(t.Role) || t.Until != "" || t.Since == "" || kb.Collegial(b.iso(t.For)) {
			continue
		}
		for j := i + 1; j < len(out) && out[j].Role == t.Role && out[j].For == t.For; j++ {
			if n := out[j]; n.Person != t.Person && n.Since > t.Since && n.SinceSlack <= 60 {
				t.Until, t.UntilSlack = n.Since, 60
				break
			}
		}
	}
	return out
}

// headsTwice trusts a president less as head of government where somebody is prime minister at the same time.
func (b *builder) headsTwice(terms []kb.Term) {
	premiers := map[string][]*kb.Term{}
	for i := range terms {
		t := &terms[i]
		if t.Role == "head_of_government" && (strings.Contains(t.Title, "Prime Minister") || strings.Contains(t.Title, "Premier")) {
			premiers[t.For] = append(premiers[t.For], t)
		}
	}
	for i := range terms {
		t := &terms[i]
		if t.Role != "head_of_government" || !strings.Contains(t.Title, "President") || strings.Contains(t.Title, "Minister") {
			continue
		}
		for _, p := range premiers[t.For] {
			if p.Person != t.Person && t.Since != "" && (p.Until == "" || p.Until > t.Since) && (t.Until == "" || p.Since < t.Until) {
				t.Confidence = min(t.Confidence, 0.4)
			}
		}
	}
}

// sameTerm tells whether two sources speak of one stretch of office: their days overlap, or begin close together.
func sameTerm(a, b *kb.Term) bool {
	if a.Since == b.Since || a.Since == "" || b.Since == "" {
		return true
	}
	first, second := a, b
	if b.Since < a.Since {
		first, second = b, a
	}
	end := first.Until
	if end == "" {
		end = max(first.AsOf, first.Since)
		if end < second.Since && second.Until == "" { // open, then open again
			return true
		}
	}
	return end > second.Since
}

// join adds to a what b knows better; a is the more trusted.
func join(a, b *kb.Term) {
	if a.Since == "" || a.SinceSlack > b.SinceSlack && b.Since != "" {
		a.Since, a.SinceSlack = b.Since, b.SinceSlack
	}
	switch {
	case a.Until == "" && b.Until != "" && b.Until >= a.AsOf:
		a.Until, a.UntilSlack = b.Until, b.UntilSlack
	case a.Until == "" && b.Until != "" && a.AsOf <= "2023-12-31":
		a.Until, a.UntilSlack = b.Until, b.UntilSlack
	case a.Until != "" && b.Until != "" && a.UntilSlack > b.UntilSlack:
		a.Until, a.UntilSlack = b.Until, b.UntilSlack
	}
	a.AsOf = max(a.AsOf, b.AsOf)
	if a.Title == "" {
		a.Title = b.Title
	}
	a.Confidence = max(a.Confidence, b.Confidence)
}
