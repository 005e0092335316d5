package sqlitestore

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

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
		days := src.dailyClause(exact)
		query, args = "select ord, status, times from daily where "+days.where(), days.args
		for _, a := range src.arms(nil, false)[broad:] {
			query += " union all select c.ord, c.status, count(*) " + a.from + " group by c.ord, c.status"
			args = append(args, a.args...)
		}
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

// cellRow is what a pair of countries has of a day or a month: how many contacts, and the ords of the last and the first.
type cellRow struct {
	a, b, ord    int64
	count        int
	newest, past int64
}

func scanCell(rows *sql.Rows) (r cellRow, err error) {
	return r, rows.Scan(&r.a, &r.b, &r.ord, &r.count, &r.newest, &r.past)
}

func (s *Store) matrix(ctx context.Context, f graph.ContactFilter, step graph.Granularity) ([]*graph.Cell, error) {
	if len(f.Statuses) == 0 {
		f.Statuses = []graph.Status{graph.Actual}
	}
	query, args, err := s.matrixRows(ctx, f, step)
	if err != nil {
		return nil, err
	}
	rows, err := ask(ctx, s.reader, query, args, scanCell)
	if err != nil {
		return nil, err
	}
	type key struct {
		start graph.Day
		a, b  int64
	}
	cells := map[key]*graph.Cell{}
	var ns []int64
	days := map[int64]graph.Day{} // of each ord: there are fewer days than rows
	day := func(ord int64) graph.Day {
		d, ok := days[ord]
		if !ok {
			d = dayOfOrd(ord)
			days[ord] = d
		}
		return d
	}
	for _, r := range rows {
		k := key{a: r.a, b: r.b}
		if step != "" {
			if k.start = day(r.ord).Step(step); k.start == "" {
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
		if first := day(r.past); first != "" && (c.First == "" || first < c.First) {
			c.First = first
		}
		c.Last = max(c.Last, day(r.newest))
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

// matrixRows gives the query for cellRows. Where days and statuses alone are asked for, whole months come from their sums,
// and contacts are looked at only for the days before and after, and where they reach into the period from outside.
func (s *Store) matrixRows(ctx context.Context, f graph.ContactFilter, step graph.Granularity) (string, []any, error) {
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
		return "select n.a, n.b, n.ord, count(*), n.ord, n.ord from (" + query + ") x cross join nation n on n.contact = x.id group by n.a, n.b, n.ord", args, nil
	}
	status := among(indexes(f.Statuses, graph.Statuses))
	var parts []string
	var args []any
	add := func(query string, more ...any) { parts, args = append(parts, query), append(args, more...) }
	stretch := func(lo, hi int64) { // by day
		if lo <= hi {
			add("select a, b, ord, count(*), ord, ord from nation where status"+status+" and wide in (0, 1, 2) and ord between ? and ? group by a, b, ord", lo, hi)
		}
	}
	since, until, days := daysOf(f.Since, f.Until)
	lo, hi := int64(0), int64(noDay) // of ord
	if days {
		lo, hi = max(ordTop-until, 0), min(ordTop-since, noDay-1)
	}
	if step == graph.ByDay || step == graph.ByWeek {
		stretch(lo, hi)
	} else {
		from, to := lo, hi // of the whole months
		if f.Since != "" {
			first := f.Since.Step(graph.ByMonth)
			if first != f.Since {
				first = first.Add(31).Step(graph.ByMonth) // the next month
			}
			to = ordTop - dayNumber(first)
		}
		if f.Until != "" {
			if after := f.Until.Add(1); after.Step(graph.ByMonth) != after {
				from = ordTop - dayNumber(f.Until.Step(graph.ByMonth)) + 1
			}
		}
		if from <= to {
			add("select a, b, month, times, newest, oldest from monthly where status"+status+" and month between ? and ?", from, to)
			stretch(to+1, hi)
			stretch(lo, from-1)
		} else {
			stretch(lo, hi)
		}
	}
	if days {
		// By contact, not by status: the + keeps SQLite from the index that begins with it.
		const reach = "select n.a, n.b, n.ord, 1, n.ord, n.ord from contact c cross join nation n on n.contact = c.id where +n.status"
		add(reach+status+" and c.wide = 1 and c.ord between ? and ? and c.until >= ?", hi+1, hi+farDays, since)
		add(reach+status+" and c.wide = 2 and c.ord not between ? and ? and c.until >= ? and c.since <= ? and c.status"+status, lo, hi, since, until)
	}
	return strings.Join(parts, " union all "), args, nil
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
