package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Correction is an analyst's word against what the articles gave.
type Correction struct {
	*graph.Correction
	cohort *cohort[*graph.Correction]
	at     int
}

// Corrections shows corrections as one cohort.
func Corrections(s graph.Store, in []*graph.Correction) []*Correction {
	c := newCohort(s, in)
	out := make([]*Correction, len(in))
	for i, k := range in {
		out[i] = &Correction{k, c, i}
	}
	return out
}

// Actors are those that the correction is about.
func (c *Correction) Actors(ctx context.Context) ([]Actor, error) {
	return relatedList(ctx, c.cohort, c.at, "actors", func(m *graph.Correction) []graph.ActorID { return m.Actors })
}

// ActorIDs are the ids of the actors as entered; Actors shows one that was merged as the one that remains.
func (c *Correction) ActorIDs() []graph.ActorID { return c.Correction.Actors }

// CorrectionConnection is a page of the audit trail.
type CorrectionConnection struct{ Connection[*Correction] }

// CorrectionEdge is a correction in a list.
type CorrectionEdge = Edge[*Correction]

// FindCorrections lists the audit trail, newest first.
func FindCorrections(ctx context.Context, s graph.Store, filter *graph.CorrectionFilter, first *int, after *string, last *int, before *string) (*CorrectionConnection, error) {
	p, countOnly, err := page(ctx, first, after, last, before)
	if err != nil {
		return nil, err
	}
	found, err := s.Corrections(ctx, orAll(filter), p)
	if err != nil {
		return nil, err
	}
	found = trim(found, countOnly)
	return &CorrectionConnection{connect(found, Corrections(s, found.Items))}, nil
}
