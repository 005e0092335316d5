package sqlitestore

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"github.com/demarche/demarche/graph"
)

// Series implements graph.Store.
func (s *Store) Series(ctx context.Context, f graph.ContactFilter, step graph.Granularity) ([]*graph.Bucket, error) {
	if err := cmp.Or(f.Check(), graph.CheckStep(step, false)); err != nil {
		return nil, err
	}
	src, err := contactSource(ctx, s.reader, f)
	if err != nil {
		return nil, s.wrap("series", err)
	}
	type row struct {
		ord    int64
		status int
		count  int
	}
	query, args := src.matched()
	query = "select c.ord, c.status, count(*) from (" + query + ") x cross join contact c on c.id = x.id group by c.ord, c.status"
	if src.ofDays() {
		exact, wide := src.dailyClause(0), src.arms(nil, false)[1]
		query = "select ord, status, times from daily where " + exact.where() + " union all select c.ord, c.status, count(*) " + wide.from + " group by c.ord, c.status"
		args = append(exact.args, wide.args...)
	}
	rows, err := ask(ctx, s.reader, query, args, func(rows *sql.Rows) (r row, err error) {
		return r, rows.Scan(&r.ord, &r.status, &r.count)
	})
	out := []*graph.Bucket{}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(b.ord, a.ord) })
	for _, r := range rows {
		start := dayOfOrd(r.ord).Step(step)
		if start == "" {
			continue
		}
		if n := len(out); n == 0 || out[n-1].Start != start {
			out = append(out, &graph.Bucket{Start: start, ByStatus: map[graph.Status]int{}})
		}
		b := out[len(out)-1]
		b.Count += r.count
		b.ByStatus[graph.Statuses[r.status]] += r.count
	}
	return out, s.wrap("series", err)
}

// Matrix implements graph.Store.
func (s *Store) Matrix(ctx context.Context, f graph.ContactFilter, step graph.Granularity) ([]*graph.Cell, error) {
	if err := cmp.Or(f.Check(), graph.CheckStep(step, true)); err != nil {
		return nil, err
	}
	out, err := s.matrix(ctx, f, step)
	return out, s.wrap("matrix", err)
}

func (s *Store) matrix(ctx context.Context, f graph.ContactFilter, step graph.Granularity) ([]*graph.Cell, error) {
	if len(f.Statuses) == 0 {
		f.Statuses = []graph.Status{graph.Actual}
	}
	type row struct {
		a, b, ord int64
		count     int
	}
	query, args, err := s.matrixRows(ctx, f)
	if err != nil {
		return nil, err
	}
	rows, err := ask(ctx, s.reader, query, args, func(rows *sql.Rows) (r row, err error) {
		return r, rows.Scan(&r.a, &r.b, &r.ord, &r.count)
	})
	if err != nil {
		return nil, err
	}
	type key struct {
		start graph.Day
		a, b  int64
	}
	cells := map[key]*graph.Cell{}
	var ns []int64
	steps := map[int64]graph.Day{} // of each ord: there are fewer days than rows
	for _, r := range rows {
		day, ok := steps[r.ord]
		if !ok {
			day = dayOfOrd(r.ord)
			steps[r.ord] = day
		}
		k := key{a: r.a, b: r.b}
		if step != "" {
			if k.start = day.Step(step); k.start == "" {
				continue
			}
		}
		c := cells[k]
		if c == nil {
			c = &graph.Cell{Start: k.start}
			cells[k] = c
			ns = append(ns, r.a, r.b)
		}
		c.Count += r.count
		if day != "" && (c.First == "" || day < c.First) {
			c.First = day
		}
		c.Last = max(c.Last, day)
	}
	ids, err := actorIDs(ctx, s.reader, ns)
	if err != nil {
		return nil, err
	}
	out := make([]*graph.Cell, 0, len(cells))
	for k, c := range cells {
		c.A, c.B = ids[k.a], ids[k.b]
		out = append(out, c)
	}
	slices.SortFunc(out, func(x, y *graph.Cell) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	return out, nil
}

// matrixRows gives the query for pairs of countries by day. Of days and statuses alone, the index nation_pair tells.
func (s *Store) matrixRows(ctx context.Context, f graph.ContactFilter) (string, []any, error) {
	bare := f
	bare.Since, bare.Until, bare.Statuses = "", "", nil
	more, err := contactClause(ctx, s.reader, &bare)
	if err != nil {
		return "", nil, err
	}
	if len(more.sql) > 0 {
		src, err := contactSource(ctx, s.reader, f)
		if err != nil {
			return "", nil, err
		}
		query, args := src.matched()
		return "select n.a, n.b, n.ord, count(*) from (" + query + ") x cross join nation n on n.contact = x.id group by n.a, n.b, n.ord", args, nil
	}
	statuses := list(indexes(f.Statuses, graph.Statuses))
	since, until, days := daysOf(f.Since, f.Until)
	if !days {
		return "select a, b, ord, count(*) from nation where " + in("status") + " group by a, b, ord", []any{statuses}, nil
	}
	return `select a, b, ord, count(*) from (
		select a, b, ord from nation where ` + in("status") + ` and wide = 0 and ord between ? and ? union all
		select n.a, n.b, n.ord from nation n join contact c on c.id = n.contact where ` + in("n.status") + ` and n.wide = 1 and c.until >= ? and c.since <= ?)
		group by a, b, ord`, []any{statuses, ordTop - until, min(ordTop-since, noDay-1), statuses, since, until}, nil
}

// actorIDs gives the ids of actors by their numbers.
func actorIDs(ctx context.Context, q querier, ns []int64) (map[int64]graph.ActorID, error) {
	type row struct {
		n  int64
		id graph.ActorID
	}
	rows, err := ask(ctx, q, "select n, id from actor where n in (select value from json_each(?))", []any{list(distinct(ns))},
		func(rows *sql.Rows) (r row, err error) { return r, rows.Scan(&r.n, &r.id) })
	out := make(map[int64]graph.ActorID, len(rows))
	for _, r := range rows {
		out[r.n] = r.id
	}
	return out, err
}
