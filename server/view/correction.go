package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Correction is an analyst's word against what the articles gave.
type Correction struct {
	*graph.Correction
	member[graph.Correction]
}

// Corrections shows corrections as one cohort.
func Corrections(s graph.Store, in []*graph.Correction) []*Correction {
	return show(s, in, func(v *graph.Correction, m member[graph.Correction]) *Correction { return &Correction{v, m} })
}

// Actors are those that the correction is about.
func (c *Correction) Actors(ctx context.Context) ([]Actor, error) {
	return relatedList(ctx, c.member, "actors", func(m *graph.Correction) []graph.ActorID { return m.Actors })
}

// ActorIDs are the ids of the actors as entered; Actors shows one that was merged as the one that remains.
func (c *Correction) ActorIDs() []graph.ActorID { return c.Correction.Actors }

// CorrectionConnection is a page of the audit trail.
type CorrectionConnection = Connection[*Correction]

// CorrectionEdge is a correction in a list.
type CorrectionEdge = Edge[*Correction]

// FindCorrections lists the audit trail, newest first.
func FindCorrections(ctx context.Context, s graph.Store, filter *graph.CorrectionFilter, p Paging) (*CorrectionConnection, error) {
	return find(ctx, filter, p, s.Corrections, func(in []*graph.Correction) []*Correction { return Corrections(s, in) })
}
