package view

import (
	"context"
	"strings"

	"github.com/demarche/demarche/graph"
)

// Hit is one find of a search.
type Hit struct {
	*graph.Hit
	member[graph.Hit]
}

// Node is what was found.
func (h *Hit) Node(ctx context.Context) (Node, error) {
	return share(ctx, h.member, "node", func(ctx context.Context, all []*graph.Hit) ([]Node, error) {
		return Nodes(ctx, h.store(), each(all, func(m *graph.Hit) GlobalID { return GlobalID(m.ID) }))
	})
}

// HitConnection is a page of finds.
type HitConnection = Connection[*Hit]

// HitEdge is a find in a list.
type HitEdge = Edge[*Hit]

// Search finds what holds all the words, best first.
func Search(ctx context.Context, s graph.Store, text string, kinds []graph.HitKind, p Paging) (*HitConnection, error) {
	if strings.TrimSpace(text) == "" {
		return nil, BadInput("text has no word to look for")
	}
	return find(ctx, nil, p, func(ctx context.Context, _ struct{}, page graph.Page) (*graph.Slice[*graph.Hit], error) {
		return s.Search(ctx, text, kinds, page)
	}, func(in []*graph.Hit) []*Hit {
		return show(s, in, func(v *graph.Hit, m member[graph.Hit]) *Hit { return &Hit{v, m} })
	})
}
