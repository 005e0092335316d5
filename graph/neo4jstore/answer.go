package neo4jstore

import (
	"context"
	"fmt"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"github.com/demarche/demarche/graph"
)

// sortDay is the day by which the contact n is ordered.
const sortDay = "coalesce(n.start, n.end)"

func dayOf(v any) graph.Day {
	d, ok := v.(dbtype.Date)
	if !ok {
		return ""
	}
	return graph.DayOf(d.Time())
}

// stepOf gives, in Cypher, the first day of the step that holds a day.
func stepOf(step graph.Granularity, day string) string {
	if step == graph.ByDay {
		return day
	}
	return "date.truncate('" + string(step) + "', " + day + ")"
}

// Series is graph.Store.Series.
func (s *Store) Series(ctx context.Context, f graph.ContactFilter, step graph.Granularity) ([]*graph.Bucket, error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	if err := graph.CheckStep(step, false); err != nil {
		return nil, err
	}
	return read(ctx, s, "count contacts by time", func(t *tx) ([]*graph.Bucket, error) {
		l := contacts(&f)(newClause(t))
		result, err := t.rows(l.allQuery()+"WITH n WHERE "+sortDay+" IS NOT NULL\nRETURN "+stepOf(step, sortDay)+" AS step, n.status, count(*) ORDER BY step", l.params)
		if err != nil {
			return nil, err
		}
		out := []*graph.Bucket{}
		for _, r := range result {
			start, n := dayOf(r.Values[0]), int(r.Values[2].(int64))
			if len(out) == 0 || out[len(out)-1].Start != start {
				out = append(out, &graph.Bucket{Start: start, ByStatus: map[graph.Status]int{}})
			}
			b := out[len(out)-1]
			b.Count += n
			b.ByStatus[graph.Status(r.Values[1].(string))] = n
		}
		return out, nil
	})
}

// Matrix is graph.Store.Matrix.
func (s *Store) Matrix(ctx context.Context, f graph.ContactFilter, step graph.Granularity) ([]*graph.Cell, error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	if err := graph.CheckStep(step, true); err != nil {
		return nil, err
	}
	if len(f.Statuses) == 0 {
		f.Statuses = []graph.Status{graph.Actual}
	}
	return read(ctx, s, "count contacts by country", func(t *tx) ([]*graph.Cell, error) {
		l := contacts(&f)(newClause(t))
		by, dated := "null", "true"
		if step != "" {
			by, dated = stepOf(step, "day"), "day IS NOT NULL"
		}
		result, err := t.rows(l.allQuery()+"WITH n, "+sortDay+" AS day WHERE "+dated+`
UNWIND range(0, size(n.nations)-1) AS i
UNWIND range(0, size(n.nations)-1) AS j
WITH n, day, i, j WHERE n.sides[i] <> n.sides[j] AND n.nations[i] <> '' AND n.nations[i] < n.nations[j]
WITH DISTINCT n, day, n.nations[i] AS a, n.nations[j] AS b
RETURN `+by+` AS step, a, b, count(*), min(day), max(day) ORDER BY step, a, b`, l.params)
		if err != nil {
			return nil, err
		}
		out := make([]*graph.Cell, len(result))
		for i, r := range result {
			out[i] = &graph.Cell{Start: dayOf(r.Values[0]), A: graph.ActorID(r.Values[1].(string)), B: graph.ActorID(r.Values[2].(string)),
				Count: int(r.Values[3].(int64)), First: dayOf(r.Values[4]), Last: dayOf(r.Values[5])}
		}
		return out, nil
	})
}

// Timeline is graph.Store.Timeline.
func (s *Store) Timeline(ctx context.Context, a, b graph.ActorID, f graph.ContactFilter, p graph.Page) (*graph.Slice[*graph.Moment], error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	return read(ctx, s, "read the timeline of a pair", func(t *tx) (*graph.Slice[*graph.Moment], error) {
		a, b := t.actor(a), t.actor(b)
		scope := graph.NewCursorScope("timeline", min(a, b), max(a, b), f)
		w, err := newWindow(p, scope)
		if err != nil {
			return nil, err
		}
		met := between(a, b, f)(newClause(t))
		said := addressed(a, b, f.Since, f.Until)(newClause(t))
		rows, err := met.rows(t, w)
		if err != nil {
			return nil, err
		}
		var moments []place[*graph.Moment]
		for _, r := range rows {
			moments = append(moments, place[*graph.Moment]{r.node.str("key"), &graph.Moment{Contact: r.node.contact()}})
		}
		if rows, err = said.rows(t, w); err != nil {
			return nil, err
		}
		nodes := make([]props, len(rows))
		for i, r := range rows {
			nodes[i] = r.node
		}
		statements, err := withMatters(t, nodes)
		if err != nil {
			return nil, err
		}
		for i, s := range statements {
			moments = append(moments, place[*graph.Moment]{nodes[i].str("key"), &graph.Moment{Statement: s}})
		}
		out := page(moments, w, scope, graph.Page{NoTotal: true})
		if p.NoTotal {
			return out, nil
		}
		out.Total = 0
		for _, l := range []*listing{met, said} {
			n, err := l.totals(t)
			if err != nil {
				return nil, err
			}
			out.Total += n[""]
		}
		return out, nil
	})
}

// between makes the list of the contacts that have a and b on opposite sides.
func between(a, b graph.ActorID, f graph.ContactFilter) func(*clause) *listing {
	return contacts(&graph.ContactFilter{Who: []graph.ActorID{a}, With: []graph.ActorID{b}, And: []graph.ContactFilter{f}})
}

// addressedCondition: of being one of a pair, n addresses or concerns the other.
const addressedCondition = `CASE` + periodCondition + `
    WHEN NOT CASE of WHEN f.a THEN f.b ELSE f.a END IN coalesce(n.addressees, []) + n.concerns THEN false
    ELSE true END`

// addressed makes the list of the statements by which one of a and b addresses or concerns the other.
func addressed(a, b graph.ActorID, since, until graph.Day) func(*clause) *listing {
	return func(c *clause) *listing {
		f := map[string]any{"a": string(a), "b": string(b)}
		period(f, since, until)
		c.use(addressedCondition, f)
		return &listing{clause: c, branches: spoke(), of: []string{string(a), string(b)}}
	}
}

// Pairs is graph.Store.Pairs.
func (s *Store) Pairs(ctx context.Context, pairs [][2]graph.ActorID, on graph.Day) ([]*graph.Pair, error) {
	if len(pairs) == 0 {
		return nil, nil
	}
	return read(ctx, s, "sum up pairs", func(t *tx) ([]*graph.Pair, error) {
		out := make([]*graph.Pair, len(pairs))
		for i, ab := range pairs {
			l := between(ab[0], ab[1], graph.ContactFilter{Statuses: []graph.Status{graph.Actual}})(newClause(t))
			l.params["on"] = date(on)
			result, err := t.rows(l.allQuery()+"WITH "+sortDay+" AS day WHERE day IS NULL OR day <= $on\nRETURN count(*), collect(DISTINCT day)", l.params)
			if err != nil {
				return nil, err
			}
			out[i] = pairOf(ab[0], ab[1], result[0].Values[0], result[0].Values[1], on)
		}
		return out, nil
	})
}

// pairOf makes a pair of the number of its contacts and the list of their days.
func pairOf(a, b graph.ActorID, count, days any, on graph.Day) *graph.Pair {
	k := &graph.Pair{A: min(a, b), B: max(a, b), Count: int(count.(int64))}
	var ds []graph.Day
	for _, d := range days.([]any) {
		ds = append(ds, dayOf(d))
	}
	slices.Sort(ds)
	k.Days, k.Rhythm = len(ds), graph.Rhythm(ds)
	if len(ds) > 0 {
		k.First, k.Last = ds[0], ds[len(ds)-1]
		k.Silence = k.Last.Until(on)
	}
	return k
}

// Silent is graph.Store.Silent.
func (s *Store) Silent(ctx context.Context, on graph.Day, least int, who []graph.ActorID, p graph.Page) (*graph.Slice[*graph.Pair], error) {
	scope := graph.NewCursorScope("silent", on, least, who)
	w, err := newWindow(p, scope)
	if err != nil {
		return nil, err
	}
	return read(ctx, s, "list silent pairs", func(t *tx) (*graph.Slice[*graph.Pair], error) {
		c := newClause(t)
		c.params["on"], c.params["least"], c.params["who"], c.params["countries"] = date(on), max(least, 3), c.actors(who), ids(who)
		result, err := t.rows(query("silent"), c.params)
		if err != nil {
			return nil, err
		}
		var places []place[*graph.Pair]
		for _, r := range result {
			k := pairOf(graph.ActorID(r.Values[0].(string)), graph.ActorID(r.Values[1].(string)), r.Values[2], r.Values[3], on)
			if k.Silence > k.Rhythm {
				places = append(places, place[*graph.Pair]{fmt.Sprintf("%020d", 1<<62-graph.SilenceRatio(k.Silence, k.Rhythm)) +
					keySep + string(k.A) + keySep + string(k.B), k})
			}
		}
		return page(places, w, scope, p), nil
	})
}
