package kb

import (
	"cmp"
	"fmt"
	"slices"
)

// Finding is something that Check found.
type Finding struct {
	Kind string // "cycle", "unknown", "order", "overlap" or "gap"
	ID   string // of the entity, or of the country or organisation whose office it is
	Role string // of an overlap or a gap
	Text string
}

// Wrong tells whether the finding cannot be true, whatever happened: a cycle, an end before a beginning. Overlaps and gaps may
// be how it was.
func (f Finding) Wrong() bool { return f.Kind != "overlap" && f.Kind != "gap" }

// Check looks over the facts: parts that are a part of themselves (cycle), parts and terms of what is not known (unknown),
// terms that end before they begin (order), and of the offices that one person holds at a time those that two held at
// once for more than a month (overlap) or nobody for more than four months (gap). Findings are in order of kind, ID and
// day.
func (k *KB) Check() []Finding {
	var out []Finding
	for i := range k.entities {
		e := &k.entities[i]
		for at, n := e, 0; at != nil && at.PartOf != ""; n++ {
			next := k.Entity(at.PartOf)
			if next == nil {
				out = append(out, Finding{"unknown", e.ID, "", fmt.Sprintf("%s is a part of %s, which is not known", at.ID, at.PartOf)})
			}
			if n > len(k.entities) || next == e {
				out = append(out, Finding{"cycle", e.ID, "", fmt.Sprintf("%s is a part of itself, by way of %s", e.ID, at.ID)})
				break
			}
			at = next
		}
		if e.Country != "" && k.Entity(e.Country) == nil {
			out = append(out, Finding{"unknown", e.ID, "", fmt.Sprintf("%s belongs to %s, which is not known", e.ID, e.Country)})
		}
	}
	for i := range k.terms {
		t := &k.terms[i]
		for _, id := range []string{t.Person, t.For, t.At} {
			if id != "" && k.Entity(id) == nil {
				out = append(out, Finding{"unknown", t.Person, t.Role, fmt.Sprintf("a term of %s, which is not known", id)})
			}
		}
		if t.Since != "" && t.Until != "" && t.Until < t.Since {
			out = append(out, Finding{"order", t.Person, t.Role, fmt.Sprintf("%s: %s of %s from %s until %s", k.nameOf(t.Person), t.Role, k.nameOf(t.For), t.Since, t.Until)})
		}
	}
	for o, terms := range k.byOffice {
		if e := k.Entity(o.forID); !Single(o.role) || e != nil && Collegial(e.ISO3) {
			continue
		}
		out = append(out, k.checkOffice(o, terms)...)
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Role, b.Role), cmp.Compare(a.Text, b.Text))
	})
	return out
}

const (
	longOverlap = 31
	longGap     = 120
)

// checkOffice finds the overlaps and gaps of one office; terms are in order of their beginning.
func (k *KB) checkOffice(o officeKey, terms []int32) []Finding {
	var out []Finding
	end := "" // the latest day known to be covered
	for n, i := range terms {
		t := &k.terms[i]
		if t.Since == "" {
			continue
		}
		if d := daysBetween(end, t.Since); end != "" && d > longGap {
			out = append(out, Finding{"gap", o.forID, o.role, fmt.Sprintf("%s of %s: nobody from %s to %s", o.role, k.nameOf(o.forID), end, t.Since)})
		}
		end = max(end, cmp.Or(t.Until, t.AsOf, t.Since))
		for _, j := range terms[n+1:] {
			u := &k.terms[j]
			last := cmp.Or(t.Until, u.Since)
			if u.Until != "" {
				last = min(last, u.Until)
			}
			if u.Person != t.Person && daysBetween(u.Since, last) > longOverlap+t.UntilSlack+u.SinceSlack {
				out = append(out, Finding{"overlap", o.forID, o.role, fmt.Sprintf("%s of %s: %s and %s from %s to %s", o.role, k.nameOf(o.forID),
					k.nameOf(t.Person), k.nameOf(u.Person), u.Since, last)})
			}
		}
	}
	return out
}

func (k *KB) nameOf(id string) string {
	if e := k.Entity(id); e != nil {
		return e.Name
	}
	return id
}

// Count is how much is known of one class of office.
type Count struct {
	Role    string
	Terms   int
	Offices int            // of how many countries and organisations
	Decades map[string]int // terms by the decade in which they began: "1990s"; "" where the day is not known
}

// Counts tells how many terms are known, by class of office, the largest first.
func (k *KB) Counts() []Count {
	by := map[string]*Count{}
	seen := map[officeKey]bool{}
	for i := range k.terms {
		t := &k.terms[i]
		c := by[t.Role]
		if c == nil {
			c = &Count{Role: t.Role, Decades: map[string]int{}}
			by[t.Role] = c
		}
		c.Terms++
		if o := (officeKey{t.Role, t.For}); !seen[o] {
			seen[o] = true
			c.Offices++
		}
		decade := ""
		if len(t.Since) > 3 {
			decade = t.Since[:3] + "0s"
		}
		c.Decades[decade]++
	}
	var out []Count
	for _, c := range by {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Count) int { return cmp.Or(cmp.Compare(b.Terms, a.Terms), cmp.Compare(a.Role, b.Role)) })
	return out
}

// Len tells how many entities of each kind are known.
func (k *KB) Len() map[Kind]int {
	n := map[Kind]int{}
	for i := range k.entities {
		n[k.entities[i].Kind]++
	}
	return n
}
