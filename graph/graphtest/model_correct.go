package graphtest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/demarche/demarche/graph"
)

// Correct implements graph.Store.
func (m *Model) Correct(ctx context.Context, c graph.Correction) (*graph.Correction, error) {
	for _, id := range c.Contacts {
		k := m.contacts[id]
		if k == nil {
			return nil, fmt.Errorf("contact %s: %w", id, graph.ErrNotFound)
		}
		c.Reports = append(slices.Clone(c.Reports), k.Reports...)
	}
	for _, id := range c.Statements {
		k := m.statements[id]
		if k == nil {
			return nil, fmt.Errorf("statement %s: %w", id, graph.ErrNotFound)
		}
		c.Reports = append(slices.Clone(c.Reports), k.Reports...)
	}
	slices.Sort(c.Reports)
	c.Reports = slices.Compact(c.Reports)
	if err := c.Check(m.corrections); err != nil {
		return nil, err
	}
	known := map[graph.ReportID]bool{}
	actors := map[graph.ActorID]bool{}
	for _, r := range m.reports {
		for _, k := range r.Contacts {
			known[k.ID] = true
		}
		for _, k := range r.Statements {
			known[k.ID] = true
		}
		for _, a := range r.Actors {
			actors[a.ID] = true
		}
	}
	for _, id := range c.Reports {
		if !known[id] {
			return nil, fmt.Errorf("report %s: %w", id, graph.ErrNotFound)
		}
	}
	for _, id := range c.Actors {
		if !actors[id] {
			return nil, fmt.Errorf("actor %s: %w", id, graph.ErrNotFound)
		}
	}
	c.Contacts, c.Statements, c.Undone = nil, nil, nil
	c.ID = graph.CorrectionID(len(m.corrections) + 1)
	c.Time = c.Time.UTC().Truncate(time.Millisecond)
	m.corrections = append(m.corrections, &c)
	m.rebuild()
	return &c, ctx.Err()
}

// Undo implements graph.Store.
func (m *Model) Undo(ctx context.Context, id graph.CorrectionID, u graph.Undoing) (*graph.Correction, error) {
	if id < 1 || int(id) > len(m.corrections) {
		return nil, fmt.Errorf("correction %d: %w", id, graph.ErrNotFound)
	}
	c := *m.corrections[id-1]
	if c.Undone != nil {
		return nil, fmt.Errorf("correction %d is undone already: %w", id, graph.ErrConflict)
	}
	u.Time = u.Time.UTC().Truncate(time.Millisecond)
	c.Undone = &u
	m.corrections[id-1] = &c
	m.rebuild()
	return &c, ctx.Err()
}

// Corrections implements graph.Store.
func (m *Model) Corrections(ctx context.Context, f graph.CorrectionFilter, p graph.Page) (*graph.Slice[*graph.Correction], error) {
	if err := cmp.Or(ctx.Err(), f.Check()); err != nil {
		return nil, err
	}
	var found []*graph.Correction
	for _, c := range m.corrections {
		if in(f.Ops, c.Op) && in(f.Authors, c.Author) && (len(f.Actors) == 0 || meets(f.Actors, c.Actors)) &&
			(len(f.Reports) == 0 || meets(f.Reports, c.Reports)) && (!f.InForce || c.Undone == nil) {
			found = append(found, c)
		}
	}
	return list(graph.NewCursorScope("corrections", f), found, p, func(c *graph.Correction) []string {
		return []string{fmt.Sprintf("%012d", 999_999_999_999-c.ID)}
	})
}

// AddToken implements graph.Store.
func (m *Model) AddToken(ctx context.Context, t graph.Token) error {
	for _, o := range m.tokens {
		if o.Name == t.Name && o.Revoked.IsZero() {
			return fmt.Errorf("token %q: %w", t.Name, graph.ErrConflict)
		}
	}
	t.Created = t.Created.UTC().Truncate(time.Millisecond)
	m.tokens = append(m.tokens, &t)
	return ctx.Err()
}

// RevokeToken implements graph.Store.
func (m *Model) RevokeToken(ctx context.Context, name string) error {
	for i, o := range m.tokens {
		if o.Name == name && o.Revoked.IsZero() {
			t := *o
			t.Revoked = time.Now().UTC()
			m.tokens[i] = &t
			return nil
		}
	}
	return fmt.Errorf("token %q: %w", name, graph.ErrNotFound)
}

// Tokens implements graph.Store.
func (m *Model) Tokens(ctx context.Context) ([]*graph.Token, error) {
	ts := slices.Clone(m.tokens)
	slices.SortStableFunc(ts, func(a, b *graph.Token) int {
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.Name, b.Name))
	})
	return ts, ctx.Err()
}
