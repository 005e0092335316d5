package graph

import (
	"cmp"
	"maps"
	"slices"
)

// cluster is an event in the making.
type cluster struct {
	id      string
	cell    string
	members []*filing // of the cell
	joined  []*filing // vague ones from other cells
	stored  bool      // an event of the store whose own reports do not change
}

// only gives the one exact cluster that a vague report fits, nil where there is none or more than one.
func only(f *filing, byKey map[string][]*cluster) *cluster {
	if !f.win.Known() {
		return nil
	}
	var found *cluster
	for _, k := range f.keys {
		for _, c := range byKey[k] {
			if c == found || !c.takes(f) {
				continue
			}
			if found != nil {
				return nil
			}
			found = c
		}
	}
	return found
}

// clusterCell merges the reports of one cell and names the events. fs is sorted by id.
func clusterCell(cell string, fs []*filing) []*cluster {
	byMedium := map[Medium][]*filing{}
	for _, f := range fs {
		byMedium[f.medium] = append(byMedium[f.medium], f)
	}
	var out []*cluster
	for _, m := range Media {
		if m != Unspecified {
			out = append(out, components(cell, byMedium[m])...)
		}
	}
	named := len(out)
	for _, c := range components(cell, byMedium[Unspecified]) {
		home := -1
		for i := range out[:named] {
			if c.touches(out[i]) {
				if home >= 0 {
					home = -1
					break
				}
				home = i
			}
		}
		if home < 0 {
			out = append(out, c)
		} else {
			out[home].joined = append(out[home].joined, c.members...)
		}
	}
	for _, c := range out {
		c.members = append(c.members, c.joined...)
		c.joined = nil
		slices.SortFunc(c.members, func(a, b *filing) int { return cmp.Compare(a.id, b.id) })
	}
	name(out)
	return out
}

// components joins reports that fit, and those that fit these, and so on.
func components(cell string, fs []*filing) []*cluster {
	var kinds [][]*filing // reports alike in all that fits looks at
	at := map[string]int{}
	for _, f := range fs {
		i, ok := at[f.alike]
		if !ok {
			i = len(kinds)
			at[f.alike] = i
			kinds = append(kinds, nil)
		}
		kinds[i] = append(kinds[i], f)
	}
	u := newUnion(len(kinds))
	for i := range kinds {
		for j := range i {
			if u.root(i) != u.root(j) && kinds[i][0].fits(kinds[j][0]) {
				u.join(i, j)
			}
		}
	}
	of, n := u.groups()
	out := make([]*cluster, n)
	for i, g := range of {
		if out[g] == nil {
			out[g] = &cluster{cell: cell}
		}
		out[g].members = append(out[g].members, kinds[i]...)
	}
	return out
}

// name gives the clusters of one cell their ids: from the cell and the key that most of their reports have, so that
// an id stays when further reports of the event arrive. Where that is not enough, the medium and then the reports
// tell them apart. All clusters that share a key are among cs.
func name(cs []*cluster) {
	prefix := statementPrefix
	base := make([]string, len(cs))
	for i, c := range cs {
		if c.members[0].Contact != nil {
			prefix = contactPrefix
		}
		base[i] = newID(prefix, c.cell, c.mainKey())
	}
	distinguish(cs, base, func(c *cluster) string {
		if m := c.medium(); m != Unspecified {
			return string(m)
		}
		return ""
	})
	distinguish(cs, base, func(c *cluster) string { return string(c.members[0].id) })
	for i, c := range cs {
		c.id = base[i]
	}
}

// distinguish adds a mark to the ids that several clusters have.
func distinguish(cs []*cluster, ids []string, mark func(*cluster) string) {
	n := map[string]int{}
	for _, id := range ids {
		n[id]++
	}
	for i, id := range ids {
		if m := mark(cs[i]); n[id] > 1 && m != "" {
			prefix := contactPrefix
			if cs[i].members[0].Contact == nil {
				prefix = statementPrefix
			}
			ids[i] = newID(prefix, id, m)
		}
	}
}

// linked joins the clusters that an analyst's merge_contacts names; the joint event has the smallest of their ids.
func linked(cs []*cluster) []*cluster {
	u := newUnion(len(cs))
	first := map[CorrectionID]int{}
	for i, c := range cs {
		for _, f := range slices.Concat(c.members, c.joined) {
			for _, l := range f.Links {
				if j, ok := first[l]; ok {
					u.join(i, j)
				} else {
					first[l] = i
				}
			}
		}
	}
	of, n := u.groups()
	out := make([]*cluster, n)
	for i, g := range of {
		if out[g] == nil {
			out[g] = cs[i]
			continue
		}
		c := out[g]
		c.id = min(c.id, cs[i].id)
		c.members = append(c.members, cs[i].members...)
		c.joined = append(c.joined, cs[i].joined...)
		c.stored = c.stored && cs[i].stored
	}
	return out
}

func (c *cluster) takes(f *filing) bool {
	if !sameMedium(c.medium(), f.medium) {
		return false
	}
	for _, g := range c.members {
		if g.class == f.class && f.win.Start <= g.date.Start && g.date.Start <= f.win.End && f.fits(g) {
			return true
		}
	}
	return false
}

// medium gives the medium that the cell's own reports name; they never name two, save where an analyst joined them.
func (c *cluster) medium() Medium {
	named := Unspecified
	for _, f := range c.members {
		if f.medium != Unspecified && (named == Unspecified || f.medium < named) {
			named = f.medium
		}
	}
	return named
}

func (c *cluster) touches(d *cluster) bool {
	for _, f := range c.members {
		for _, g := range d.members {
			if f.fits(g) {
				return true
			}
		}
	}
	return false
}

func (c *cluster) mainKey() string {
	n := map[string]int{}
	for _, f := range c.members {
		for _, k := range f.keys {
			n[k]++
		}
	}
	best := ""
	for _, k := range slices.Sorted(maps.Keys(n)) {
		if n[k] > n[best] {
			best = k
		}
	}
	if c.members[0].Contact == nil {
		// Statements of one speaker share the key; the matter that most reports have tells them apart.
		best += "\x00" + string(mainMatter(c.members))
	}
	return best
}
