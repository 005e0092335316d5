package view

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"github.com/demarche/demarche/graph"
)

// Connection is a page of a list in Relay's form.
type Connection[T any] struct {
	Edges      []Edge[T]
	PageInfo   PageInfo
	TotalCount int
}

// Nodes gives the items alone.
func (c *Connection[T]) Nodes() []T {
	return each(c.Edges, func(e Edge[T]) T { return e.Node })
}

// Edge is an item with its cursor.
type Edge[T any] struct {
	Cursor string
	Node   T
}

// PageInfo tells where a page stands in the whole list.
type PageInfo struct {
	HasNextPage     bool
	HasPreviousPage bool
	StartCursor     string
	EndCursor       string
}

// connect makes a connection of a store's slice whose items are shown as nodes.
func connect[T, N any](s *graph.Slice[T], nodes []N) Connection[N] {
	c := Connection[N]{Edges: make([]Edge[N], len(nodes)), TotalCount: s.Total,
		PageInfo: PageInfo{HasNextPage: s.HasNext, HasPreviousPage: s.HasPrevious}}
	for i, n := range nodes {
		c.Edges[i] = Edge[N]{s.Cursors[i], n}
	}
	if n := len(nodes); n > 0 {
		c.PageInfo.StartCursor, c.PageInfo.EndCursor = s.Cursors[0], s.Cursors[n-1]
	}
	return c
}

// page checks Relay's four arguments, and leaves out the count of the whole list where the query does not ask for it.
// countOnly is true where no items are wanted: then one is asked for and dropped.
func page(ctx context.Context, first *int, after *string, last *int, before *string) (p graph.Page, countOnly bool, err error) {
	p.NoTotal = !slices.Contains(graphql.CollectAllFields(ctx), "totalCount")
	if first != nil && last != nil {
		return p, false, BadInput("give first or last, not both")
	}
	for _, a := range []struct {
		name string
		n    *int
		to   *int
	}{{"first", first, &p.First}, {"last", last, &p.Last}} {
		if a.n == nil {
			continue
		}
		if *a.n < 0 || *a.n > graph.MaxPage {
			return p, false, BadInput("%s is %d, not 0 to %d", a.name, *a.n, graph.MaxPage)
		}
		if countOnly = *a.n == 0; countOnly {
			*a.to = 1
		} else {
			*a.to = *a.n
		}
	}
	if after != nil {
		p.After = *after
	}
	if before != nil {
		p.Before = *before
	}
	return p, countOnly, nil
}

// trim drops the item of a page that was only counted.
func trim[T any](s *graph.Slice[T], countOnly bool) *graph.Slice[T] {
	if s == nil {
		return &graph.Slice[T]{}
	}
	if !countOnly {
		return s
	}
	return &graph.Slice[T]{HasNext: s.HasNext || len(s.Items) > 0, HasPrevious: s.HasPrevious, Total: s.Total}
}
