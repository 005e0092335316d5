package graph

import (
	"cmp"
	"context"
	"maps"
	"slices"
)

// Merging is a function of the set of reports, in three steps:
//
//  1. Exact reports of one day (one cell) that fit are one event. Those that name a medium go by medium; those that do
//     not join the one medium they fit, if it is one.
//  2. A vague report joins the exact event that it fits, if exactly one lies in the days that it may mean.
//  3. Vague reports left over are merged among those of the same stretch, or of the same week of publication.
//
// An exact event never depends on vague reports, so a new report touches its own cells and the vague ones around,
// and nothing further: remerge works on these alone and gives what merging everything anew would give.

// Index is what merging asks of a store. Reports are given as corrections leave them.
type Index interface {
	// Near gives the reports with a block of the same key, and the same Denied, whose days overlap; each once.
	Near(ctx context.Context, blocks []Block) ([]*Filed, error)
	// Held gives all reports held by these events.
	Held(ctx context.Context, events []string) ([]*Filed, error)
	// Contacts is Store.Contacts.
	Contacts(ctx context.Context, ids []ContactID) ([]*Contact, error)
}

// cluster is an event in the making.
type cluster struct {
	id      string
	cell    string
	members []*filing // of the cell
	joined  []*filing // vague ones from other cells
	stored  bool      // an event of the store whose own reports do not change
}

type remerger struct {
	ctx   context.Context
	idx   Index
	put   map[ReportID]bool // ids that come in
	drop  map[ReportID]bool
	known map[ReportID]*filing
	open  map[ReportID]bool // reports to be placed anew
}

// placed is the outcome of remerge: the members of each event touched, none where it is no more.
type placed struct {
	events map[string][]*filing
	held   map[ReportID]string // event of each report that was placed
}

// remerge takes drop out of the graph, puts put in, and places anew what that touches.
func remerge(ctx context.Context, idx Index, put, drop []*Filed) (*placed, error) {
	m := &remerger{ctx: ctx, idx: idx, put: map[ReportID]bool{}, drop: map[ReportID]bool{},
		known: map[ReportID]*filing{}, open: map[ReportID]bool{}}
	out := &placed{events: map[string][]*filing{}, held: map[ReportID]string{}}
	touched := map[string]bool{}
	var wave []*filing
	for _, r := range drop {
		m.drop[r.ID()] = true
		if r.Event != "" {
			touched[r.Event] = true
		}
		wave = append(wave, r.filing())
	}
	for _, r := range put {
		f := r.filing()
		m.put[f.id], m.known[f.id], m.open[f.id] = true, f, true
		wave = append(wave, f)
	}
	if err := m.spread(wave); err != nil {
		return nil, err
	}
	clusters, err := m.place()
	if err != nil {
		return nil, err
	}
	for id := range m.open {
		if e := m.known[id].Event; e != "" {
			touched[e] = true
		}
	}
	for _, c := range clusters {
		if !c.stored || len(c.joined) > 0 {
			touched[c.id] = true
		}
	}
	// Events that keep reports which were not placed anew need these too.
	rest, err := idx.Held(ctx, slices.Sorted(maps.Keys(touched)))
	if err != nil {
		return nil, err
	}
	for e := range touched {
		out.events[e] = nil
	}
	for _, r := range rest {
		if id := r.ID(); !m.open[id] && !m.drop[id] {
			out.events[r.Event] = append(out.events[r.Event], r.filing())
		}
	}
	for _, c := range clusters {
		fs := slices.Concat(c.members, c.joined)
		for _, f := range fs {
			if m.open[f.id] {
				out.events[c.id] = append(out.events[c.id], f)
				out.held[f.id] = c.id
			}
		}
	}
	for _, fs := range out.events {
		slices.SortFunc(fs, func(a, b *filing) int { return cmp.Compare(a.id, b.id) })
	}
	return out, nil
}

// spread opens, from the first wave on, every report whose place may change, and learns the exact ones around them.
func (m *remerger) spread(wave []*filing) error {
	asked := map[Block]bool{}
	for len(wave) > 0 {
		var blocks []Block
		for _, f := range wave {
			for _, b := range f.Blocks() {
				if !asked[b] {
					asked[b] = true
					blocks = append(blocks, b)
				}
			}
		}
		if len(blocks) > 0 {
			near, err := m.idx.Near(m.ctx, blocks)
			if err != nil {
				return err
			}
			for _, r := range near {
				if id := r.ID(); m.known[id] == nil && !m.put[id] && !m.drop[id] {
					m.known[id] = r.filing()
				}
			}
		}
		wave = m.reach(wave)
	}
	return nil
}

// reach opens what the wave influences and gives the newly opened.
func (m *remerger) reach(wave []*filing) []*filing {
	type cellKey struct{ cell, key string }
	cells := map[cellKey]bool{}
	days := map[cellKey][]Day{} // class and key: days of exact ones in the wave
	wins := map[cellKey][]Interval{}
	links := map[CorrectionID]bool{}
	for _, f := range wave {
		for _, k := range f.keys {
			cells[cellKey{f.cell, k}] = true
			if f.exact {
				days[cellKey{f.class, k}] = append(days[cellKey{f.class, k}], f.date.Start)
			} else if len(f.Links) > 0 && f.win.Known() {
				wins[cellKey{f.class, k}] = append(wins[cellKey{f.class, k}], f.win)
			}
		}
		for _, l := range f.Links {
			links[l] = true
		}
	}
	touches := func(f *filing) bool {
		for _, l := range f.Links {
			if links[l] {
				return true
			}
		}
		for _, k := range f.keys {
			if cells[cellKey{f.cell, k}] {
				return true
			}
			if !f.exact && f.win.Known() {
				for _, d := range days[cellKey{f.class, k}] {
					if f.win.Start <= d && d <= f.win.End {
						return true
					}
				}
			}
			if f.exact {
				for _, w := range wins[cellKey{f.class, k}] {
					if w.Start <= f.date.Start && f.date.Start <= w.End {
						return true
					}
				}
			}
		}
		return false
	}
	var next []*filing
	for id, f := range m.known {
		if !m.open[id] && touches(f) {
			m.open[id] = true
			next = append(next, f)
		}
	}
	return next
}

// place forms the clusters of all open reports, and gives with them the stored ones that they may have joined.
func (m *remerger) place() ([]*cluster, error) {
	exact := map[string][]*filing{}
	var vague []*filing
	for _, id := range slices.Sorted(maps.Keys(m.open)) {
		if f := m.known[id]; f.exact {
			exact[f.cell] = append(exact[f.cell], f)
		} else {
			vague = append(vague, f)
		}
	}
	var clusters []*cluster
	for _, cell := range slices.Sorted(maps.Keys(exact)) {
		clusters = append(clusters, clusterCell(cell, exact[cell])...)
	}
	stored, more, err := m.storedAround(vague)
	if err != nil {
		return nil, err
	}
	if len(more) > 0 {
		if err := m.spread(more); err != nil {
			return nil, err
		}
		return m.place()
	}
	all := linked(slices.Concat(clusters, stored))
	byKey := map[string][]*cluster{}
	for _, c := range all {
		seen := map[string]bool{}
		for _, f := range c.members {
			for _, k := range f.keys {
				if !seen[k] {
					seen[k] = true
					byKey[k] = append(byKey[k], c)
				}
			}
		}
	}
	left := map[string][]*filing{}
	for _, f := range vague {
		if c := only(f, byKey); c != nil {
			c.joined = append(c.joined, f)
		} else {
			left[f.cell] = append(left[f.cell], f)
		}
	}
	for _, cell := range slices.Sorted(maps.Keys(left)) {
		all = append(all, clusterCell(cell, left[cell])...)
	}
	return linked(all), nil
}

// storedAround gives the exact events of the store that are not opened and in which a vague report may belong, with
// their own reports. An event that an analyst joined from several cannot be told from its reports: it is opened
// instead, and more are the reports of it.
func (m *remerger) storedAround(vague []*filing) (stored []*cluster, more []*filing, err error) {
	type classKey struct{ class, key string }
	wins := map[classKey][]Interval{}
	for _, f := range vague {
		if f.win.Known() {
			for _, k := range f.keys {
				wins[classKey{f.class, k}] = append(wins[classKey{f.class, k}], f.win)
			}
		}
	}
	events := map[string]bool{}
	for id, f := range m.known {
		if !f.exact || m.open[id] || f.Event == "" || events[f.Event] {
			continue
		}
	keys:
		for _, k := range f.keys {
			for _, w := range wins[classKey{f.class, k}] {
				if w.Start <= f.date.Start && f.date.Start <= w.End {
					events[f.Event] = true
					break keys
				}
			}
		}
	}
	if len(events) == 0 {
		return nil, nil, nil
	}
	held, err := m.idx.Held(m.ctx, slices.Sorted(maps.Keys(events)))
	if err != nil {
		return nil, nil, err
	}
	joint := map[string]bool{}
	for _, r := range held {
		joint[r.Event] = joint[r.Event] || len(r.Links) > 0
	}
	by := map[string]*cluster{}
	for _, r := range held {
		f := r.filing()
		if m.drop[f.id] || m.put[f.id] || m.open[f.id] {
			continue
		}
		if joint[r.Event] {
			m.known[f.id], m.open[f.id] = f, true
			more = append(more, f)
			continue
		}
		if !f.exact {
			continue
		}
		c := by[r.Event]
		if c == nil {
			c = &cluster{id: r.Event, cell: f.cell, stored: true}
			by[r.Event] = c
			stored = append(stored, c)
		}
		c.members = append(c.members, f)
	}
	slices.SortFunc(stored, func(a, b *cluster) int { return cmp.Compare(a.id, b.id) })
	return stored, more, nil
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
