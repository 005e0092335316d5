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
