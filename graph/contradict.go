package graph

import (
	"cmp"
	"context"
	"maps"
	"slices"
)

// contradict fills in Against and Disputed of the contacts that changed, and of those that face them.
func contradict(ctx context.Context, idx Index, p *placed, ch *ContactChanges, drop []*Filed) error {
	var blocks []Block
	for _, fs := range p.events {
		for _, f := range fs {
			if !f.opp.Known() {
				continue
			}
			for _, k := range f.keys {
				blocks = append(blocks, Block{k, f.opp.Start, f.opp.End, !f.denied})
			}
		}
	}
	slices.SortFunc(blocks, func(a, b Block) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.From, b.From), cmp.Compare(a.Until, b.Until), compareBool(a.Denied, b.Denied))
	})
	blocks = slices.Compact(blocks)
	var near []*Filed
	if len(blocks) > 0 {
		var err error
		if near, err = idx.Near(ctx, blocks); err != nil {
			return err
		}
	}
	gone := map[ReportID]bool{}
	for _, r := range drop {
		gone[r.ID()] = true
	}
	// Whom each report stands for now: its new event, or the one that the store has.
	type side struct {
		key    string
		denied bool
	}
	bySide := map[side][]*filing{}
	event := map[ReportID]ContactID{}
	add := func(f *filing, e string) {
		if _, ok := event[f.id]; ok {
			return
		}
		event[f.id] = ContactID(e)
		for _, k := range f.keys {
			bySide[side{k, f.denied}] = append(bySide[side{k, f.denied}], f)
		}
	}
	for e, fs := range p.events {
		for _, f := range fs {
			add(f, e)
		}
	}
	for _, r := range near {
		if !gone[r.ID()] && r.Event != "" {
			add(r.filing(), r.Event)
		}
	}
	against := map[ContactID]map[ContactID]bool{}
	face := func(a, b ContactID) {
		if against[a] == nil {
			against[a] = map[ContactID]bool{}
		}
		against[a][b] = true
	}
	for e, fs := range p.events {
		for _, f := range fs {
			for _, k := range f.keys {
				for _, g := range bySide[side{k, !f.denied}] {
					if o := event[g.id]; o != ContactID(e) && f.contradicts(g) {
						face(ContactID(e), o)
						face(o, ContactID(e))
					}
				}
			}
		}
	}
	// The facing contacts that are not rebuilt: those now, and those that faced what changed or went.
	changed := map[ContactID]*Contact{}
	for _, c := range ch.Put {
		changed[c.ID] = c
	}
	others := map[ContactID]bool{}
	for a := range against {
		if changed[a] == nil {
			others[a] = true
		}
	}
	before := make([]ContactID, 0, len(p.events))
	for e := range p.events {
		before = append(before, ContactID(e))
	}
	slices.Sort(before)
	old, err := idx.Contacts(ctx, before)
	if err != nil {
		return err
	}
	for _, c := range old {
		if c == nil {
			continue
		}
		for _, a := range c.Against {
			if _, rebuilt := p.events[string(a)]; !rebuilt {
				others[a] = true
			}
		}
	}
	status := map[ContactID]Status{}
	if len(others) > 0 {
		facing, err := idx.Contacts(ctx, slices.Sorted(maps.Keys(others)))
		if err != nil {
			return err
		}
		for _, c := range facing {
			if c == nil {
				continue
			}
			o := *c
			set := against[o.ID]
			if set == nil {
				set = map[ContactID]bool{}
			}
			for _, a := range c.Against {
				if _, rebuilt := p.events[string(a)]; !rebuilt {
					set[a] = true
				}
			}
			against[o.ID] = set
			changed[o.ID] = &o
			ch.Put = append(ch.Put, &o)
		}
	}
	var unknown []ContactID
	for _, c := range ch.Put {
		c.Against = slices.Sorted(maps.Keys(against[c.ID]))
		status[c.ID] = c.Status
		for _, a := range c.Against {
			if changed[a] == nil {
				unknown = append(unknown, a)
			}
		}
	}
	if len(unknown) > 0 {
		further, err := idx.Contacts(ctx, sortedIDs(unknown))
		if err != nil {
			return err
		}
		for _, c := range further {
			if c != nil {
				status[c.ID] = c.Status
			}
		}
	}
	for _, c := range ch.Put {
		c.Disputed = slices.ContainsFunc(c.Against, func(a ContactID) bool {
			return c.Status == Actual && status[a] == Denied || c.Status == Denied && status[a] == Actual
		})
	}
	slices.SortFunc(ch.Put, func(a, b *Contact) int { return cmp.Compare(a.ID, b.ID) })
	return nil
}
