package sqlitestore

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
)

// source is where the contacts of a question come from: ranges of an index in the order of lists, narrowed to the
// actors or pairs that the question is about, and the conditions that remain.
type source struct {
	ranges   []sourceRange
	days     bool  // the filter asks for days: exact dates are those with ord from lo to hi
	lo, hi   int64 // inclusive
	statuses []int // asked for, as are media: the flags of part and meet tell
	media    []int
	join     bool // conditions other than these remain
	rest     *clause
}

// sourceRange is the beginning of an index on (…, wide, ord, contact).
type sourceRange struct {
	table string
	id    string // the column of the contact
	eq    string // condition on the columns before wide, of the table as t
	args  []any
}

// maxRanges bounds the ranges of a source: filters of more actors look at all contacts.
const maxRanges = 12

// contactSource finds where to read the contacts of a filter, which has been checked.
func contactSource(ctx context.Context, q querier, f graph.ContactFilter) (*source, error) {
	s := new(source)
	who, err := resolve(ctx, q, f.Who)
	if err != nil {
		return nil, err
	}
	with, err := resolve(ctx, q, f.With)
	if err != nil {
		return nil, err
	}
	who, with = distinct(who), distinct(with)
	switch {
	case len(who) == 0 || len(who)*max(1, len(with)) > maxRanges:
		s.ranges = []sourceRange{{table: "contact", id: "id", eq: "true"}}
	case len(with) == 0:
		f.Who = nil
		for _, a := range who {
			s.ranges = append(s.ranges, sourceRange{"part", "contact", "t.actor = ?", []any{a}})
		}
	default:
		f.Who, f.With = nil, nil
		for _, a := range who {
			for _, b := range with {
				s.ranges = append(s.ranges, sourceRange{"meet", "contact", "t.a = ? and t.b = ?", []any{a, b}})
			}
		}
	}
	if len(f.Statuses) > 0 {
		s.statuses = indexes(f.Statuses, graph.Statuses)
	}
	if len(f.Media) > 0 {
		s.media = indexes(f.Media, graph.Media)
	}
	f.Statuses, f.Media = nil, nil
	if s.rest, err = contactClause(ctx, q, &f); err != nil {
		return nil, err
	}
	conditions := len(s.rest.sql)
	if since, until, ok := daysOf(f.Since, f.Until); ok {
		s.days, s.lo, s.hi = true, ordTop-until, min(ordTop-since, noDay-1)
		conditions--
	}
	s.join = conditions > 0
	return s, nil
}

func distinct(ns []int64) []int64 {
	ns = slices.Clone(ns)
	slices.Sort(ns)
	return slices.Compact(ns)
}

// arm is one of the three parts of a range: exact dates, whose days are a stretch of ord, broad ones, which reach into the
// days from a little before, and endless ones.
type arm struct {
	alias string // of the table that has ord
	id    string // alias and column of the contact
	from  string // "from … where …"
	args  []any
}

// place is a place in a list of contacts or statements.
type place struct{ ord, id int64 }

// arms gives the parts of all ranges, after (before, when backward) a place; a nil place is no bound.
func (s *source) arms(from *place, backward bool) []arm {
	var out []arm
	for _, r := range s.ranges {
		for wide := range widths {
			table, alias := r.table+" t", "t"
			if r.table == "contact" {
				table, alias = "contact c", "c"
			}
			a := arm{alias: alias, id: alias + "." + r.id}
			c := new(clause)
			c.and(r.eq, r.args...)
			c.and(alias+".wide = ?", wide)
			if from != nil {
				op := map[bool]string{false: ">", true: "<"}[backward]
				c.and(fmt.Sprintf("(%s.ord, %s) %s (?, ?)", alias, a.id, op), from.ord, from.id)
			}
			if s.days {
				s.near(c, alias, wide)
			}
			s.light(c, alias)
			if s.join || s.days && wide != exact {
				if alias == "t" {
					table += " cross join contact c on c.id = t.contact" // in that order
				}
				c.and(s.rest.where(), s.rest.args...)
			}
			a.from, a.args = "from "+table+" where "+c.where(), c.args
			out = append(out, a)
		}
	}
	return out
}

// near narrows a part to where contacts of the days stand in the list.
func (s *source) near(c *clause, alias string, wide int) {
	switch wide {
	case exact:
		c.and(alias+".ord between ? and ?", s.lo, s.hi)
	case broad:
		c.and(alias+".ord between ? and ?", s.lo, min(s.hi+farDays, noDay-1))
	}
}

// light adds the conditions on status and medium: columns of the contact c, bits of the flags of t.
func (s *source) light(c *clause, alias string) {
	status, medium := "c.status", "c.medium"
	if alias != "c" {
		status = fmt.Sprintf("(%s.flags >> %d) & 3", alias, statusShift)
		medium = fmt.Sprintf("(%s.flags >> %d) & 7", alias, mediumShift)
	}
	if len(s.statuses) > 0 {
		c.and(status + among(s.statuses))
	}
	if len(s.media) > 0 {
		c.and(medium + among(s.media))
	}
}

// among gives "in (1, 2)": a few small numbers, written out so that SQLite need not build a table of them.
func among(ns []int) string {
	ns = slices.Clone(ns)
	slices.Sort(ns)
	return " in (" + strings.Trim(strings.ReplaceAll(fmt.Sprint(slices.Compact(ns)), " ", ", "), "[]") + ")"
}

// page gives the first n places of the list.
func (s *source) page(ctx context.Context, q querier, from *place, backward bool, n int) ([]place, error) {
	order := map[bool]string{false: "asc", true: "desc"}[backward]
	var parts []string
	var args []any
	for _, a := range s.arms(from, backward) {
		parts = append(parts, fmt.Sprintf("select * from (select %s.ord as ord, %s as id %s order by %s.ord %s, %s %s limit %d)",
			a.alias, a.id, a.from, a.alias, order, a.id, order, n))
		args = append(args, a.args...)
	}
	op := " union all "
	if len(s.ranges) > 1 {
		op = " union " // a contact may be of several
	}
	query := fmt.Sprintf("select ord, id from (%s) order by ord %s, id %s limit %d", strings.Join(parts, op), order, order, n)
	pairs, err := ask(ctx, q, query, args, scanPair)
	out := make([]place, len(pairs))
	for i, p := range pairs {
		out[i] = place{p[0], p[1]}
	}
	return out, err
}

// matched gives a query for the ids of all contacts of the source.
func (s *source) matched() (string, []any) {
	var parts []string
	var args []any
	for _, a := range s.arms(nil, false) {
		parts = append(parts, "select "+a.id+" as id "+a.from)
		args = append(args, a.args...)
	}
	op := " union all "
	if len(s.ranges) > 1 {
		op = " union "
	}
	return strings.Join(parts, op), args
}

// total counts the contacts of the source.
func (s *source) total(ctx context.Context, q querier) (int, error) {
	if s.ofDays() {
		return s.totalOfDays(ctx, q)
	}
	if len(s.ranges) == 1 {
		total := 0
		for _, a := range s.arms(nil, false) {
			n, err := askOne(ctx, q, "select count(*) "+a.from, a.args, scanInt)
			if err != nil {
				return 0, err
			}
			total += int(n)
		}
		return total, nil
	}
	query, args := s.matched()
	n, err := askOne(ctx, q, "select count(*) from ("+query+")", args, scanInt)
	return int(n), err
}

// ofDays tells whether the contacts are asked for by day and status alone: daily then knows how many there are.
func (s *source) ofDays() bool {
	return s.ranges[0].table == "contact" && !s.join && len(s.media) == 0
}

// dailyClause gives the condition on daily of exact dates.
func (s *source) dailyClause(wide int) *clause {
	c := new(clause)
	c.and("wide = ?", wide)
	if s.days {
		c.and("ord between ? and ?", s.lo, s.hi)
	}
	if len(s.statuses) > 0 {
		c.and("status" + among(s.statuses))
	}
	return c
}

func (s *source) totalOfDays(ctx context.Context, q querier) (int, error) {
	arms := s.arms(nil, false)
	total := 0
	for wide := range widths {
		c := s.dailyClause(wide)
		query, args := "select coalesce(sum(times), 0) from daily where "+c.where(), c.args
		if wide != exact && s.days { // which of them reach into the days, only they themselves tell
			query, args = "select count(*) "+arms[wide].from, arms[wide].args
		}
		n, err := askOne(ctx, q, query, args, scanInt)
		if err != nil {
			return 0, err
		}
		total += int(n)
	}
	return total, nil
}
