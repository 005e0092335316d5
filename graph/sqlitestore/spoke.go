package sqlitestore

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/demarche/demarche/graph"
)

// tally is a row of counterpart, or of its like for a filter.
type tally struct {
	b           int64
	id          string
	times       int
	first, last sql.NullInt64
}

func scanTally(rows *sql.Rows) (t tally, err error) {
	return t, rows.Scan(&t.b, &t.id, &t.times, &t.first, &t.last)
}

// SpokeWith implements graph.Store.
func (s *Store) SpokeWith(ctx context.Context, actors []graph.ActorID, f graph.ContactFilter, p graph.Page) ([]*graph.Slice[*graph.Counterpart], error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	out, err := s.spokeWith(ctx, actors, f, p)
	return out, s.wrap("whom actors spoke with", err)
}

func (s *Store) spokeWith(ctx context.Context, actors []graph.ActorID, f graph.ContactFilter, p graph.Page) ([]*graph.Slice[*graph.Counterpart], error) {
	scope := graph.NewCursorScope("spoke with", f)
	size, keys, backward, err := p.Window(scope, 2)
	if err != nil {
		return nil, err
	}
	var from *tally
	if keys != nil {
		times, err := strconv.Atoi(keys[0])
		if err != nil {
			return nil, fmt.Errorf("%w: %v", graph.ErrBadCursor, err)
		}
		from = &tally{times: times, id: keys[1]}
	}
	ns, err := resolve(ctx, s.reader, actors)
	if err != nil {
		return nil, err
	}
	f.Statuses = nil
	narrow, err := contactClause(ctx, s.reader, &f)
	if err != nil {
		return nil, err
	}
	pages := make([]*graph.Slice[tally], len(ns))
	var others []int64
	for i, n := range ns {
		rows, total, err := s.tallies(ctx, n, &f, narrow, from, backward, size+1, !p.NoTotal)
		if err != nil {
			return nil, err
		}
		pages[i] = graph.Cut(rows, size, backward, from != nil, func(t tally) string { return scope.Cursor(strconv.Itoa(t.times), t.id) })
		pages[i].Total = total
		for _, t := range pages[i].Items {
			others = append(others, t.b)
		}
	}
	found, err := ask(ctx, s.reader, "select n, data from actor where n in (select value from json_each(?))", []any{list(distinct(others))}, decoded(decodeActor))
	if err != nil {
		return nil, err
	}
	by := byNumber(found)
	out := make([]*graph.Slice[*graph.Counterpart], len(ns))
	for i, page := range pages {
		items := make([]*graph.Counterpart, len(page.Items))
		for k, t := range page.Items {
			items[k] = &graph.Counterpart{Actor: by[t.b], Count: t.times, First: day(t.first), Last: day(t.last)}
		}
		out[i] = &graph.Slice[*graph.Counterpart]{Items: items, Cursors: page.Cursors, HasNext: page.HasNext, HasPrevious: page.HasPrevious, Total: page.Total}
	}
	return out, nil
}

func day(n sql.NullInt64) graph.Day {
	if !n.Valid {
		return ""
	}
	return dayOf(n.Int64)
}

// compareTallies orders by times, most first, then id.
func compareTallies(a, b tally) int {
	return cmp.Or(-cmp.Compare(a.times, b.times), cmp.Compare(a.id, b.id))
}

// tallies gives up to n counterparts of an actor after (before, when backward) a place, nearest first, and the total.
func (s *Store) tallies(ctx context.Context, a int64, f *graph.ContactFilter, narrow *clause, from *tally, backward bool, n int, count bool) ([]tally, int, error) {
	total := -1
	if len(narrow.sql) == 0 {
		c := new(clause)
		c.and("a = ?", a)
		order := "times desc, b_id asc"
		if backward {
			order = "times asc, b_id desc"
		}
		if from != nil {
			less, more := "<", ">"
			if backward {
				less, more = more, less
			}
			c.and("(times "+less+" ? or times = ? and b_id "+more+" ?)", from.times, from.times, from.id)
		}
		rows, err := ask(ctx, s.reader, fmt.Sprintf("select b, b_id, times, first, last from counterpart where %s order by %s limit %d", c.where(), order, n), c.args, scanTally)
		if err != nil || !count {
			return rows, total, err
		}
		if from == nil && len(rows) < n {
			return rows, len(rows), nil
		}
		all, err := askOne(ctx, s.reader, "select count(*) from counterpart where a = ?", []any{a}, scanInt)
		return rows, int(all), err
	}
	rows, err := s.narrowTallies(ctx, a, f)
	if err != nil {
		return nil, 0, err
	}
	if count {
		total = len(rows)
	}
	slices.SortFunc(rows, compareTallies)
	if backward {
		slices.Reverse(rows)
	}
	if from != nil {
		rows = slices.DeleteFunc(rows, func(t tally) bool {
			c := compareTallies(t, *from)
			return c == 0 || c < 0 != backward
		})
	}
	return rows[:min(n, len(rows))], total, nil
}

// narrowTallies counts the counterparts of an actor in the contacts that a filter admits.
func (s *Store) narrowTallies(ctx context.Context, a int64, f *graph.ContactFilter) ([]tally, error) {
	from, args, err := s.meetings(ctx, *f, "t.a = ? and t.flags & 6 = 6", a)
	if err != nil {
		return nil, err
	}
	return ask(ctx, s.reader, fmt.Sprintf(`select x.b, (select id from actor where n = x.b), count(*), min(case when x.ord <> %d then %d - x.ord end),
		max(case when x.ord <> %d then %d - x.ord end) from (%s) x group by x.b`, noDay, ordTop, noDay, ordTop, from), args, scanTally)
}

// meetings gives the query for a, b and ord of the rows of meet that fulfil eq and whose contacts a filter admits, its
// Statuses aside.
func (s *Store) meetings(ctx context.Context, f graph.ContactFilter, eq string, eqArgs ...any) (string, []any, error) {
	f.Statuses = nil
	src := new(source)
	if len(f.Media) > 0 {
		src.media = indexes(f.Media, graph.Media)
	}
	f.Media = nil
	rest, err := contactClause(ctx, s.reader, &f)
	if err != nil {
		return "", nil, err
	}
	since, until, days := daysOf(f.Since, f.Until)
	conditions := len(rest.sql)
	if days {
		conditions--
	}
	var arms []string
	var args []any
	for wide := range widths {
		c := new(clause)
		c.and(eq, eqArgs...)
		table := "meet t"
		if days {
			table += " indexed by meet_day"
			c.and("t.wide = ?", wide)
			src.lo, src.hi = ordTop-until, min(ordTop-since, noDay-1)
			src.near(c, "t", wide)
		}
		src.light(c, "t")
		if conditions > 0 || days && wide != exact {
			table += " cross join contact c on c.id = t.contact"
			c.and(rest.where(), rest.args...)
		}
		arms = append(arms, "select t.a as a, t.b as b, t.ord as ord from "+table+" where "+c.where())
		args = append(args, c.args...)
		if !days {
			break // both at once
		}
	}
	return strings.Join(arms, " union all "), args, nil
}
