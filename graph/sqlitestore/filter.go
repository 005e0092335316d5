package sqlitestore

import (
	"context"
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
)

// clause is a condition in SQL with its arguments.
type clause struct {
	sql  []string
	args []any
}

func (c *clause) and(cond string, args ...any) {
	c.sql = append(c.sql, cond)
	c.args = append(c.args, args...)
}

// where gives the condition, "true" where there is none.
func (c *clause) where() string {
	if len(c.sql) == 0 {
		return "true"
	}
	return strings.Join(c.sql, " and ")
}

// in gives "column in (…)" over a JSON list.
func in(column string) string { return column + " in (select value from json_each(?))" }

// indexes gives the places of values among all values of an enum.
func indexes[T comparable](vs, all []T) []int {
	out := make([]int, len(vs))
	for i, v := range vs {
		out[i] = slices.Index(all, v)
	}
	return out
}

// matchAll gives the full-text query for all words of a text; prefix takes the last, or each, as the beginning of one.
func matchAll(text string, prefix func(i, n int) bool) string {
	words := graph.Words(text)
	for i, w := range words {
		words[i] = `"` + w + `"`
		if prefix != nil && prefix(i, len(words)) {
			words[i] += "*"
		}
	}
	return strings.Join(words, " ")
}

// contactClause gives the condition of a filter on contact c. The filter has been checked.
func contactClause(ctx context.Context, q querier, f *graph.ContactFilter) (*clause, error) {
	c := new(clause)
	who, err := resolve(ctx, q, f.Who)
	if err != nil {
		return nil, err
	}
	with, err := resolve(ctx, q, f.With)
	if err != nil {
		return nil, err
	}
	behalf, err := resolve(ctx, q, f.OnBehalfOf)
	if err != nil {
		return nil, err
	}
	if len(with) > 0 {
		c.and("exists (select 1 from json_each(?) x, json_each(?) y, meet t where t.a = x.value and t.b = y.value and t.wide = c.wide and t.ord = c.ord and t.contact = c.id)",
			list(who), list(with))
	} else if len(who) > 0 {
		c.and("exists (select 1 from json_each(?) x, part t where t.actor = x.value and t.wide = c.wide and t.ord = c.ord and t.contact = c.id)", list(who))
	}
	if len(behalf) > 0 {
		c.and("exists (select 1 from json_each(?) x, part t where t.actor = x.value and t.wide = c.wide and t.ord = c.ord and t.contact = c.id and t.flags & 2)", list(behalf))
	}
	return c, contactRest(ctx, q, c, f)
}

// contactRest adds the conditions of all fields but Who, With and OnBehalfOf.
func contactRest(ctx context.Context, q querier, c *clause, f *graph.ContactFilter) error {
	if len(f.Statuses) > 0 {
		c.and(in("c.status"), list(indexes(f.Statuses, graph.Statuses)))
	}
	if len(f.Media) > 0 {
		c.and(in("c.medium"), list(indexes(f.Media, graph.Media)))
	}
	if since, until, ok := daysOf(f.Since, f.Until); ok {
		c.and("c.until >= ? and c.since <= ?", since, until)
	}
	if f.Place != "" {
		c.and("instr(c.place, ?) > 0", graph.Fold(f.Place))
	}
	if f.Text != "" {
		c.and("c.id in (select rowid from contact_text where contact_text match ?)", matchAll(f.Text, nil))
	}
	if len(f.Outlets) > 0 {
		c.and("exists (select 1 from report r join article a on a.id = r.article where r.event = c.id and r.kind = 1 and "+in("a.outlet")+")", list(f.Outlets))
	}
	if f.MinSources > 0 {
		c.and("c.sources >= ?", f.MinSources)
	}
	if f.MinReadOuts > 0 {
		c.and("c.readouts >= ?", f.MinReadOuts)
	}
	if f.MinConfidence > 0 {
		c.and("c.confidence >= ?", f.MinConfidence)
	}
	if f.Disputed != nil {
		c.and("c.disputed = ?", *f.Disputed)
	}
	if f.Contradicted != nil {
		c.and("c.contradicted = ?", *f.Contradicted)
	}
	if len(f.Was) > 0 {
		bits := 0
		for _, i := range indexes(f.Was, graph.Statuses) {
			bits |= 1 << i
		}
		c.and("c.was & ? <> 0", bits)
	}
	if len(f.Articles) > 0 {
		c.and("exists (select 1 from report r where r.event = c.id and r.kind = 1 and "+in("r.article")+")", list(numbers(prefixed(f.Articles, "article:"))))
	}
	if len(f.IDs) > 0 {
		c.and(in("c.id"), list(numbers(prefixed(f.IDs, "contact:"))))
	}
	for i := range f.And {
		sub, err := contactClause(ctx, q, &f.And[i])
		if err != nil {
			return err
		}
		c.and("("+sub.where()+")", sub.args...)
	}
	if len(f.Or) > 0 {
		var parts []string
		var args []any
		for i := range f.Or {
			sub, err := contactClause(ctx, q, &f.Or[i])
			if err != nil {
				return err
			}
			parts = append(parts, "("+sub.where()+")")
			args = append(args, sub.args...)
		}
		c.and("("+strings.Join(parts, " or ")+")", args...)
	}
	if f.Not != nil {
		sub, err := contactClause(ctx, q, f.Not)
		if err != nil {
			return err
		}
		c.and("not ("+sub.where()+")", sub.args...)
	}
	return nil
}

// daysOf gives the days of a filter as numbers; ok is false where none is asked for.
func daysOf(since, until graph.Day) (from, to int64, ok bool) {
	if since == "" && until == "" {
		return 0, 0, false
	}
	from, to = -noDay+1, noDay-1
	if since != "" {
		from = dayNumber(since)
	}
	if until != "" {
		to = dayNumber(until)
	}
	return from, to, true
}
