package view

import (
	"context"
	"strings"

	"github.com/demarche/demarche/graph"
)

// Hit is one find of a search.
type Hit struct {
	*graph.Hit
	cohort *cohort[*graph.Hit]
	at     int
}

// Node is what was found.
func (h *Hit) Node(ctx context.Context) (Node, error) {
	return share(ctx, h.cohort, h.at, "node", func(ctx context.Context, members []*graph.Hit) ([]Node, error) {
		return Nodes(ctx, h.cohort.store, each(members, func(m *graph.Hit) GlobalID { return GlobalID(m.ID) }))
	})
}

// HitConnection is a page of finds.
type HitConnection struct{ Connection[*Hit] }

// HitEdge is a find in a list.
type HitEdge = Edge[*Hit]

// Search finds what holds all the words, best first.
func Search(ctx context.Context, s graph.Store, text string, kinds []graph.HitKind, first *int, after *string, last *int, before *string) (*HitConnection, error) {
	p, countOnly, err := page(ctx, first, after, last, before)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(text) == "" {
		return nil, BadInput("text has no word to look for")
	}
	found, err := s.Search(ctx, text, kinds, p)
	if err != nil {
		return nil, err
	}
	found = trim(found, countOnly)
	c := newCohort(s, found.Items)
	hits := make([]*Hit, len(found.Items))
	for i, h := range found.Items {
		hits[i] = &Hit{h, c, i}
	}
	return &HitConnection{connect(found, hits)}, nil
}
