package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Bucket is the contacts that begin in one step of time.
type Bucket struct{ *graph.Bucket }

// StatusCount is how many contacts of one status.
type StatusCount struct {
	Status graph.Status
	Count  int
}

// ByStatus counts by status, in the order of the statuses.
func (b Bucket) ByStatus() []StatusCount {
	out := []StatusCount{}
	for _, s := range graph.Statuses {
		if n := b.Bucket.ByStatus[s]; n > 0 {
			out = append(out, StatusCount{s, n})
		}
	}
	return out
}

// Series counts contacts by step of time.
func Series(ctx context.Context, s graph.Store, filter *graph.ContactFilter, step graph.Granularity) ([]*Bucket, error) {
	found, err := s.Series(ctx, orAll(filter), step)
	if err != nil {
		return nil, err
	}
	return each(found, func(b *graph.Bucket) *Bucket { return &Bucket{b} }), nil
}

// Cell is the contacts of two countries in one step of time.
type Cell struct {
	*graph.Cell
	cohort *cohort[*graph.Cell]
	at     int
}

// A is one of the countries.
func (c *Cell) A(ctx context.Context) (Actor, error) {
	return related(ctx, c.cohort, c.at, "a", func(m *graph.Cell) graph.ActorID { return m.A })
}

// B is the other.
func (c *Cell) B(ctx context.Context) (Actor, error) {
	return related(ctx, c.cohort, c.at, "b", func(m *graph.Cell) graph.ActorID { return m.B })
}

// Matrix counts contacts by pair of countries; an empty step makes the whole period one.
func Matrix(ctx context.Context, s graph.Store, filter *graph.ContactFilter, step graph.Granularity) ([]*Cell, error) {
	found, err := s.Matrix(ctx, orAll(filter), step)
	if err != nil {
		return nil, err
	}
	c := newCohort(s, found)
	out := make([]*Cell, len(found))
	for i, cell := range found {
		out[i] = &Cell{cell, c, i}
	}
	return out, nil
}
