package neo4jstore

import (
	"cmp"
	"context"
	"slices"
	"sort"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/demarche/demarche/graph"
)

// A listing is a list of nodes in the order of their keys: one list, or one for each of several owners.
//
//	UNWIND $of AS of                               the owners: actors, matters, or just ""
//	CALL { WITH of                                 for each of them
//	  CALL { WITH of <branch> … LIMIT $limit       the ways to come to its nodes, each walked in order
//	   UNION WITH of <branch> … LIMIT $limit }
//	  RETURN n, key ORDER BY key LIMIT $limit }
//
// Each branch reads an index from the cursor on and stops at the limit, so a page costs about as much as it holds.
type listing struct {
	*clause
	branches []branch
	of       []string
	grouped  bool        // one list for each owner, else one of all
	by       graph.Order // of contacts and statements
}

// branch is one way to come to the nodes: it binds n, and may use the owner, of.
type branch struct {
	match string // MATCH or CALL, up to WHERE
	cond  string // what makes n one of of's
	key   string // where the key of n is found without reading n, "n.key" if nowhere
	lead  string // what the index that is read has before the key, if anything
	many  bool   // n may come several times
}

// row is a node of a list.
type row struct {
	of   string
	node props
}

// lastKey is behind all keys.
const lastKey = "\U0010ffff"

// window is a page as read by graph.Page.Window.
type window struct {
	size     int
	from     string // the key of the cursor, empty at the beginning
	backward bool
}

func newWindow(p graph.Page, scope graph.CursorScope) (window, error) {
	size, keys, backward, err := p.Window(scope, 1)
	w := window{size: size, backward: backward}
	if len(keys) == 1 {
		w.from = keys[0]
	}
	return w, err
}

// rows reads a page's rows and one more of each list, in the direction of the page.
func (l *listing) rows(t *tx, w window) ([]row, error) {
	if !l.grouped && len(l.of) == 0 {
		l.of = []string{""}
	}
	l.params["of"], l.params["limit"], l.params["from"] = plain(l.of), w.size+1, w.from
	result, err := t.rows(l.pageQuery(w), l.params)
	if err != nil {
		return nil, err
	}
	out := make([]row, len(result))
	for i, r := range result {
		out[i] = row{of: r.Values[0].(string), node: r.Values[1].(neo4j.Node).Props}
	}
	return out, nil
}

func (l *listing) pageQuery(w window) string {
	direction, compare := "", " > $from"
	if w.backward {
		direction, compare = " DESC", " < $from"
		if w.from == "" {
			l.params["from"] = lastKey
		}
	}
	var q strings.Builder
	q.WriteString("UNWIND $of AS of\nCALL { WITH of\n  CALL {\n")
	for i, b := range l.branches {
		if i > 0 {
			q.WriteString("\n  UNION\n")
		}
		if l.by != graph.NewestFirst { // the branch leads to all of its nodes, of which the first are taken
			if b.lead != "" {
				b.cond += " AND " + b.key + " > ''" // see allQuery
			}
			b.key, b.lead = "n."+keyOf(l.by), ""
		}
		q.WriteString("    WITH of " + b.match + " WHERE " + b.key + compare)
		if b.cond != "" {
			q.WriteString(" AND " + b.cond)
		}
		if l.where != "" {
			q.WriteString("\n  AND " + l.where)
		}
		q.WriteString("\n    RETURN ")
		if b.many {
			q.WriteString("DISTINCT ")
		}
		q.WriteString("n, " + b.key + " AS key ORDER BY ")
		if b.lead != "" {
			q.WriteString(b.lead + direction + ", ") // all alike, but so the order is the index's
		}
		q.WriteString(b.key + direction + " LIMIT $limit")
	}
	q.WriteString("\n  }\n  RETURN n, key ORDER BY key" + direction + " LIMIT $limit\n}\n")
	if l.grouped {
		q.WriteString("RETURN of, n, key ORDER BY key" + direction)
	} else {
		q.WriteString("WITH DISTINCT n, key ORDER BY key" + direction + " LIMIT $limit RETURN '', n")
	}
	return q.String()
}

// all reads each node of the lists once, as of and n, for whatever is to follow.
func (l *listing) allQuery() string {
	if !l.grouped && len(l.of) == 0 {
		l.of = []string{""}
	}
	l.params["of"] = plain(unique(l.of))
	var q strings.Builder
	q.WriteString("UNWIND $of AS of\nCALL { WITH of\n  CALL {\n")
	for i, b := range l.branches {
		if i > 0 {
			q.WriteString("\n  UNION\n")
		}
		q.WriteString("    WITH of " + b.match)
		if b.cond != "" {
			q.WriteString(" WHERE " + b.cond)
			if b.lead != "" {
				q.WriteString(" AND " + b.key + " > ''") // a composite index is read only where all of it is asked for
			}
		}
		q.WriteString("\n    RETURN n")
	}
	q.WriteString("\n  }\n")
	if l.where != "" {
		q.WriteString("  WITH of, n WHERE " + l.where + "\n")
	}
	q.WriteString("  RETURN n\n}\n")
	if !l.grouped {
		q.WriteString("WITH DISTINCT '' AS of, n\n")
	}
	return q.String()
}

// totals counts the whole lists, by owner ("" where not grouped).
func (l *listing) totals(t *tx) (map[string]int, error) {
	result, err := t.rows(l.allQuery()+"RETURN of, count(DISTINCT n)", l.params)
	if err != nil {
		return nil, err
	}
	out := make(map[string]int, len(result))
	for _, r := range result {
		out[r.Values[0].(string)] = int(r.Values[1].(int64))
	}
	return out, nil
}

// findMany reads the page of each owner, in the order of owners. build makes the listing with the conditions it is
// given; items turns nodes into what the caller wants.
func findMany[T any](ctx context.Context, s *Store, what string, build func(*clause) *listing, scope graph.CursorScope, p graph.Page,
	items func(*tx, []props) ([]T, error)) ([]*graph.Slice[T], error) {
	w, err := newWindow(p, scope)
	if err != nil {
		return nil, err
	}
	return read(ctx, s, what, func(t *tx) ([]*graph.Slice[T], error) {
		l := build(newClause(t))
		owners := l.of
		l.of = unique(owners)
		rows, err := l.rows(t, w)
		if err != nil {
			return nil, err
		}
		nodes := make([]props, len(rows))
		for i, r := range rows {
			nodes[i] = r.node
		}
		all, err := items(t, nodes)
		if err != nil {
			return nil, err
		}
		pages := map[string][]place[T]{}
		for i, r := range rows {
			pages[r.of] = append(pages[r.of], place[T]{r.node.str(keyOf(l.by)), all[i]})
		}
		var totals map[string]int
		if !p.NoTotal {
			if totals, err = l.totals(t); err != nil {
				return nil, err
			}
		}
		if !l.grouped {
			owners = []string{""}
		}
		out := make([]*graph.Slice[T], len(owners))
		for i, of := range owners {
			out[i] = cut(pages[of], w, scope)
			if !p.NoTotal {
				out[i].Total = totals[of]
			}
		}
		return out, nil
	})
}

// place is an item at its place in a list.
type place[T any] struct {
	key  string
	item T
}

// cut makes a page, without total, of what was read for it.
func cut[T any](places []place[T], w window, scope graph.CursorScope) *graph.Slice[T] {
	c := graph.Cut(places, w.size, w.backward, w.from != "", func(p place[T]) string { return scope.Cursor(p.key) })
	out := &graph.Slice[T]{Items: make([]T, len(c.Items)), Cursors: c.Cursors, HasNext: c.HasNext, HasPrevious: c.HasPrevious, Total: -1}
	for i, p := range c.Items {
		out.Items[i] = p.item
	}
	return out
}

// page makes a page of a whole list that was read into memory.
func page[T any](all []place[T], w window, scope graph.CursorScope, p graph.Page) *graph.Slice[T] {
	slices.SortFunc(all, func(a, b place[T]) int {
		if w.backward {
			a, b = b, a
		}
		return cmp.Compare(a.key, b.key)
	})
	total := len(all)
	if w.from != "" {
		all = all[sort.Search(len(all), func(i int) bool { return w.backward && all[i].key < w.from || !w.backward && all[i].key > w.from }):]
	}
	s := cut(all[:min(len(all), w.size+1)], w, scope)
	if !p.NoTotal {
		s.Total = total
	}
	return s
}

// find reads a page of one list.
func find[T any](ctx context.Context, s *Store, what string, build func(*clause) *listing, scope graph.CursorScope, p graph.Page,
	items func(*tx, []props) ([]T, error)) (*graph.Slice[T], error) {
	pages, err := findMany(ctx, s, what, build, scope, p, items)
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

// each makes items of nodes, one by one.
func each[T any](item func(props) T) func(*tx, []props) ([]T, error) {
	return func(_ *tx, nodes []props) ([]T, error) {
		out := make([]T, len(nodes))
		for i, n := range nodes {
			out[i] = item(n)
		}
		return out, nil
	}
}

// unique gives values once each, sorted.
func unique[T cmp.Ordered](vs []T) []T {
	vs = slices.Clone(vs)
	slices.Sort(vs)
	return slices.Compact(vs)
}
