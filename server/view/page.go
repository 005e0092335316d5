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

// Paging is Relay's four arguments of a list, and the order of one that has several.
type Paging struct {
	First   *int
	After   *string
	Last    *int
	Before  *string
	OrderBy graph.Order
}

// page checks the arguments, and leaves out the count of the whole list where the query does not ask for it.
// countOnly is true where no items are wanted: then one is asked for and dropped.
func (p Paging) page(ctx context.Context) (out graph.Page, countOnly bool, err error) {
	out = graph.Page{Order: p.OrderBy, NoTotal: !slices.Contains(graphql.CollectAllFields(ctx), "totalCount")}
	if p.First != nil && p.Last != nil {
		return out, false, BadInput("give first or last, not both")
	}
	for _, a := range []struct {
		name string
		n    *int
		to   *int
	}{{"first", p.First, &out.First}, {"last", p.Last, &out.Last}} {
		if a.n == nil {
			continue
		}
		if *a.n < 0 || *a.n > graph.MaxPage {
			return out, false, BadInput("%s is %d, not 0 to %d", a.name, *a.n, graph.MaxPage)
		}
		if countOnly = *a.n == 0; countOnly {
			*a.to = 1
		} else {
			*a.to = *a.n
		}
	}
	if p.After != nil {
		out.After = *p.After
	}
	if p.Before != nil {
		out.Before = *p.Before
	}
	return out, countOnly, nil
}

// find gives a page of one list: what it finds under the filter, as view shows it.
func find[F, T, N any](ctx context.Context, filter *F, p Paging, find func(context.Context, F, graph.Page) (*graph.Slice[T], error),
	view func([]T) []N) (*Connection[N], error) {
	page, countOnly, err := p.page(ctx)
	if err != nil {
		return nil, err
	}
	found, err := find(ctx, orAll(filter), page)
	if err != nil {
		return nil, err
	}
	return connections([]*graph.Slice[T]{found}, countOnly, view)[0], nil
}

// findOf gives m's page where each member of a cohort has a list of its own; field is its name.
func findOf[M, F, T, N any](ctx context.Context, m member[M], field string, filter *F, p Paging,
	find func(context.Context, []*M, F, graph.Page) ([]*graph.Slice[T], error), view func([]T) []N) (*Connection[N], error) {
	page, countOnly, err := p.page(ctx)
	if err != nil {
		return nil, err
	}
	f := orAll(filter)
	return share(ctx, m, keyOf(field, f, page), func(ctx context.Context, all []*M) ([]*Connection[N], error) {
		found, err := find(ctx, all, f, page)
		if err != nil {
			return nil, err
		}
		return connections(found, countOnly, view), nil
	})
}

// orAll gives the filter, or the one that lets everything through.
func orAll[F any](f *F) F {
	if f == nil {
		return *new(F)
	}
	return *f
}

// connections shows one page for each of several lists; all items on them are shown at once.
func connections[T, N any](pages []*graph.Slice[T], countOnly bool, view func([]T) []N) []*Connection[N] {
	lists := make([][]T, len(pages))
	for i, p := range pages {
		pages[i] = trim(p, countOnly)
		lists[i] = pages[i].Items
	}
	nodes := regroup(view(flat(lists)), lists)
	out := make([]*Connection[N], len(pages))
	for i, p := range pages {
		out[i] = connect(p, nodes[i])
	}
	return out
}

// connect makes a connection of a store's slice whose items are shown as nodes.
func connect[T, N any](s *graph.Slice[T], nodes []N) *Connection[N] {
	c := &Connection[N]{Edges: make([]Edge[N], len(nodes)), TotalCount: s.Total,
		PageInfo: PageInfo{HasNextPage: s.HasNext, HasPreviousPage: s.HasPrevious}}
	for i, n := range nodes {
		c.Edges[i] = Edge[N]{s.Cursors[i], n}
	}
	if n := len(nodes); n > 0 {
		c.PageInfo.StartCursor, c.PageInfo.EndCursor = s.Cursors[0], s.Cursors[n-1]
	}
	return c
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
