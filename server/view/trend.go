package view

import (
	"cmp"
	"context"
	"slices"

	"github.com/demarche/demarche/graph"
)

// Bucket is the contacts that begin in one step of time.
type Bucket struct{ *graph.Bucket }

// Actual counts those that took place; Planned, Possible and Denied count the others.
func (b *Bucket) Actual() int { return b.ByStatus[graph.Actual] }

// Planned counts those announced or expected.
func (b *Bucket) Planned() int { return b.ByStatus[graph.Planned] }

// Possible counts those wished for.
func (b *Bucket) Possible() int { return b.ByStatus[graph.Possible] }

// Denied counts those said not to have taken place.
func (b *Bucket) Denied() int { return b.ByStatus[graph.Denied] }

// maxBuckets bounds a series that is filled up: 27 years of days.
const maxBuckets = 10_000

// Series counts contacts by step of time; fill puts the steps without contacts in.
func Series(ctx context.Context, s graph.Store, filter *graph.ContactFilter, step graph.Granularity, fill bool) ([]*Bucket, error) {
	f := orAll(filter)
	found, err := s.Series(ctx, f, step)
	if err != nil {
		return nil, err
	}
	if fill {
		if found, err = filled(found, f.Since, f.Until, step); err != nil {
			return nil, err
		}
	}
	return each(found, func(b *graph.Bucket) *Bucket { return &Bucket{b} }), nil
}

// filled puts the steps without contacts in, from since to until, or from the first to the last step with contacts
// where these are unknown.
func filled(found []*graph.Bucket, since, until graph.Day, step graph.Granularity) ([]*graph.Bucket, error) {
	if len(found) > 0 {
		since, until = cmp.Or(since, found[0].Start), cmp.Or(until, found[len(found)-1].Start)
		since, until = min(since.Step(step), found[0].Start), max(until, found[len(found)-1].Start) // a contact may have begun before since
	}
	var out []*graph.Bucket
	if since == "" || until == "" {
		return out, nil
	}
	for start := since.Step(step); start <= until; start = start.NextStep(step) {
		if len(out) == maxBuckets {
			return nil, BadInput("from %s to %s are more than %d steps", since, until, maxBuckets)
		}
		if len(found) > 0 && found[0].Start == start {
			out, found = append(out, found[0]), found[1:]
		} else {
			out = append(out, &graph.Bucket{Start: start})
		}
	}
	return out, nil
}

// Cell is the contacts of two countries in one step of time.
type Cell struct {
	*graph.Cell
	member[graph.Cell]
}

// A is one of the countries.
func (c *Cell) A(ctx context.Context) (Actor, error) {
	return related(ctx, c.member, "a", func(m *graph.Cell) graph.ActorID { return m.A })
}

// B is the other.
func (c *Cell) B(ctx context.Context) (Actor, error) {
	return related(ctx, c.member, "b", func(m *graph.Cell) graph.ActorID { return m.B })
}

// Matrix is the contacts by pair of countries.
type Matrix struct {
	Cells     []*Cell
	store     graph.Store
	countries []graph.ActorID          // those with most contacts first
	counts    map[[2]graph.ActorID]int // over all steps, either way round
	totals    map[graph.ActorID]int    // with all countries
}

// MatrixOf counts contacts by pair of countries; an empty step makes the whole period one. Only the first top countries
// by their contacts count, all of them where top is nil.
func MatrixOf(ctx context.Context, s graph.Store, filter *graph.ContactFilter, step graph.Granularity, top *int) (*Matrix, error) {
	if top != nil && *top < 1 {
		return nil, BadInput("top is %d; a matrix has one country at least", *top)
	}
	found, err := s.Matrix(ctx, orAll(filter), step)
	if err != nil {
		return nil, err
	}
	m := &Matrix{store: s, counts: map[[2]graph.ActorID]int{}, totals: map[graph.ActorID]int{}}
	for _, c := range found {
		for _, pair := range [][2]graph.ActorID{{c.A, c.B}, {c.B, c.A}} {
			m.counts[pair] += c.Count
			m.totals[pair[0]] += c.Count
		}
	}
	for id := range m.totals {
		m.countries = append(m.countries, id)
	}
	slices.SortFunc(m.countries, func(a, b graph.ActorID) int {
		return cmp.Or(-cmp.Compare(m.totals[a], m.totals[b]), cmp.Compare(a, b))
	})
	if top != nil && *top < len(m.countries) {
		m.countries = m.countries[:*top]
		kept := map[graph.ActorID]bool{}
		for _, id := range m.countries {
			kept[id] = true
		}
		found = slices.DeleteFunc(found, func(c *graph.Cell) bool { return !kept[c.A] || !kept[c.B] })
	}
	m.Cells = show(s, found, func(v *graph.Cell, m member[graph.Cell]) *Cell { return &Cell{v, m} })
	return m, nil
}

// Countries are those of the rows and columns.
func (m *Matrix) Countries(ctx context.Context) ([]Actor, error) {
	return fetchActors(ctx, m.store, m.countries)
}

// Rows are the counts of each country with each.
func (m *Matrix) Rows(ctx context.Context) ([]*MatrixRow, error) {
	countries, err := m.Countries(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]*MatrixRow, len(countries))
	for i, a := range m.countries {
		counts := each(m.countries, func(b graph.ActorID) int { return m.counts[[2]graph.ActorID{a, b}] })
		out[i] = &MatrixRow{countries[i], counts, m.totals[a]}
	}
	return out, nil
}

// MatrixRow is one country's contacts with each of the matrix.
type MatrixRow struct {
	Country Actor
	Counts  []int
	Total   int
}
