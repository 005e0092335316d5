package sqlitestore

import (
	"context"
	"fmt"
	"strings"

	"github.com/demarche/demarche/graph"
)

// rankBy gives the number by which an order ranks the rows of contact or statement with that alias: the lower the
// earlier, equals by id. But for ord each is an expression that 0002_orders.sql has an index of, letter by letter.
func rankBy(by graph.Order, alias string) string {
	expression := "ord"
	switch by {
	case graph.OldestFirst:
		expression = "iif(ord = 9999999, ord, -ord)"
	case graph.MostSources:
		expression = "ord - sources * 100000000"
	case graph.SurestFirst:
		expression = "ord - cast(round(confidence * 1000000) as integer) * 100000000"
	}
	for _, column := range []string{"ord", "sources", "confidence"} {
		expression = strings.ReplaceAll(expression, column, alias+"."+column)
	}
	return expression
}

// ordered gives the first n places of the list in an order. Of all contacts an index tells them; those of actors, whose
// indexes are by day, are ranked one by one.
func (s *source) ordered(ctx context.Context, q querier, by graph.Order, from *place, backward bool, n int) ([]place, error) {
	if by == graph.NewestFirst {
		return s.page(ctx, q, from, backward, n)
	}
	op, order := ">", "asc"
	if backward {
		op, order = "<", "desc"
	}
	rank := rankBy(by, "c")
	table, c := "contact c", new(clause)
	if s.ranges[0].table == "contact" {
		c.and(s.rest.where(), s.rest.args...)
		s.light(c, "c")
	} else {
		matched, args := s.matched()
		table, c.args = "("+matched+") x cross join contact c on c.id = x.id", args
	}
	if from != nil {
		c.and(fmt.Sprintf("%s %s= ? and (%s, c.id) %s (?, ?)", rank, op, rank, op), from.ord, from.ord, from.id)
	}
	pairs, err := ask(ctx, q, fmt.Sprintf("select %s, c.id from %s where %s order by %s %s, c.id %s limit %d",
		rank, table, c.where(), rank, order, order, n), c.args, scanPair)
	out := make([]place, len(pairs))
	for i, p := range pairs {
		out[i] = place{p[0], p[1]}
	}
	return out, err
}
