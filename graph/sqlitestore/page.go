package sqlitestore

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"

	"github.com/demarche/demarche/graph"
)

// memoryPage cuts a page out of a whole list. keys are what an item is ordered by, as texts in ascending order.
func memoryPage[T any](scope graph.CursorScope, items []T, size int, from []string, backward, noTotal bool, keys func(T) []string) *graph.Slice[T] {
	type row struct {
		item T
		keys []string
	}
	rows := make([]row, len(items))
	for i, x := range items {
		rows[i] = row{x, keys(x)}
	}
	slices.SortFunc(rows, func(a, b row) int { return slices.Compare(a.keys, b.keys) })
	total := len(rows)
	if backward {
		slices.Reverse(rows)
	}
	if from != nil {
		rows = slices.DeleteFunc(rows, func(r row) bool {
			c := slices.Compare(r.keys, from)
			return c == 0 || c < 0 != backward
		})
	}
	cut := graph.Cut(rows, size, backward, from != nil, func(r row) string { return scope.Cursor(r.keys...) })
	out := &graph.Slice[T]{Items: make([]T, len(cut.Items)), Cursors: cut.Cursors, HasNext: cut.HasNext, HasPrevious: cut.HasPrevious, Total: total}
	for i, r := range cut.Items {
		out.Items[i] = r.item
	}
	if noTotal {
		out.Total = -1
	}
	return out
}

// placeOf reads the keys of a cursor of contacts or statements.
func placeOf(keys []string) (*place, error) {
	if keys == nil {
		return nil, nil
	}
	ord, err1 := strconv.ParseInt(keys[0], 10, 64)
	id, err2 := strconv.ParseInt(keys[1], 10, 64)
	if err := cmp.Or(err1, err2); err != nil {
		return nil, fmt.Errorf("%w: %v", graph.ErrBadCursor, err)
	}
	return &place{ord, id}, nil
}

// pageOf reads a page of places and the total of the list.
func pageOf(scope graph.CursorScope, p graph.Page, read func(from *place, backward bool, n int) ([]place, error),
	total func() (int, error)) (*graph.Slice[place], error) {
	size, keys, backward, err := p.Window(scope, 2)
	if err != nil {
		return nil, err
	}
	from, err := placeOf(keys)
	if err != nil {
		return nil, err
	}
	places, err := read(from, backward, size+1)
	if err != nil {
		return nil, err
	}
	s := graph.Cut(places, size, backward, from != nil, func(p place) string { return p.cursor(scope) })
	switch {
	case p.NoTotal:
		s.Total = -1
	case from == nil && !s.HasNext && !s.HasPrevious:
		s.Total = len(s.Items)
	default:
		s.Total, err = total()
	}
	return s, err
}

// filled gives a page of things for a page of their places.
func filled[T any](s *graph.Slice[place], items []T) *graph.Slice[T] {
	return &graph.Slice[T]{Items: items, Cursors: s.Cursors, HasNext: s.HasNext, HasPrevious: s.HasPrevious, Total: s.Total}
}

// dropNil leaves out what went while the page was read.
func dropNil[T any](s *graph.Slice[*T]) *graph.Slice[*T] {
	at := 0
	for i, x := range s.Items {
		if x != nil {
			s.Items[at], s.Cursors[at] = x, s.Cursors[i]
			at++
		}
	}
	s.Items, s.Cursors = s.Items[:at], s.Cursors[:at]
	return s
}

// rowsPage reads a page of a list that is ordered by a text or number and an id, both ascending.
func rowsPage[T any](ctx context.Context, s *Store, scope graph.CursorScope, p graph.Page, columns, table, key, id string, c *clause,
	bind func([]string) ([]any, error), scan func(*sql.Rows) (T, error), keys func(T) []string) (*graph.Slice[T], error) {
	size, from, backward, err := p.Window(scope, 2)
	if err != nil {
		return nil, err
	}
	op, order := ">", "asc"
	if backward {
		op, order = "<", "desc"
	}
	k := &clause{append([]string{}, c.sql...), append([]any{}, c.args...)}
	if from != nil {
		args, err := bind(from)
		if err != nil {
			return nil, err
		}
		k.and(fmt.Sprintf("(%s, %s) %s (?, ?)", key, id, op), args...)
	}
	rows, err := ask(ctx, s.reader, fmt.Sprintf("select %s from %s where %s order by %s %s, %s %s limit %d",
		columns, table, k.where(), key, order, id, order, size+1), k.args, scan)
	if err != nil {
		return nil, err
	}
	out := graph.Cut(rows, size, backward, from != nil, func(v T) string { return scope.Cursor(keys(v)...) })
	switch {
	case p.NoTotal:
		out.Total = -1
	case from == nil && !out.HasNext && !out.HasPrevious:
		out.Total = len(out.Items)
	default:
		n, err := askOne(ctx, s.reader, "select count(*) from "+table+" where "+c.where(), c.args, scanInt)
		out.Total = int(n)
		return out, err
	}
	return out, nil
}
