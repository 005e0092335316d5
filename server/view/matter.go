package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Matter is an event that somebody called for, denied or claimed.
type Matter struct {
	*graph.Matter
	cohort *cohort[*graph.Matter]
	at     int
}

// IsNode marks nodes.
func (*Matter) IsNode() {}

// IsEvent marks events.
func (*Matter) IsEvent() {}

// Matters shows matters as one cohort; nil stays nil.
func Matters(s graph.Store, in []*graph.Matter) []*Matter {
	var known []*graph.Matter
	for _, m := range in {
		if m != nil {
			known = append(known, m)
		}
	}
	co := newCohort(s, known)
	out := make([]*Matter, len(in))
	at := 0
	for i, m := range in {
		if m != nil {
			out[i] = &Matter{m, co, at}
			at++
		}
	}
	return out
}

// Summary is the matter as a short phrase.
func (m *Matter) Summary() string { return m.About }

// Actors is everybody in the matter, once each.
func (m *Matter) Actors(ctx context.Context) ([]Actor, error) {
	return relatedList(ctx, m.cohort, m.at, "actors", func(m *graph.Matter) []graph.ActorID {
		return distinct(each(m.Concerns, func(c graph.Concern) graph.ActorID { return c.Actor }))
	})
}

// Concerns is everybody in the matter with the part played.
func (m *Matter) Concerns(ctx context.Context) ([]*Concern, error) {
	return concernsOf(ctx, m.cohort, m.at, func(m *graph.Matter) []graph.Concern { return m.Concerns })
}

// Statements are what was said about the matter.
func (m *Matter) Statements(ctx context.Context, filter *graph.StatementFilter, first *int, after *string, last *int, before *string) (*StatementConnection, error) {
	p, countOnly, err := page(ctx, first, after, last, before)
	if err != nil {
		return nil, err
	}
	f := orAll(filter)
	return share(ctx, m.cohort, m.at, keyOf("statements", f, p), func(ctx context.Context, members []*graph.Matter) ([]*StatementConnection, error) {
		found, err := m.cohort.store.StatementsAbout(ctx, each(members, func(m *graph.Matter) graph.MatterID { return m.ID }), f, p)
		if err != nil {
			return nil, err
		}
		return statementConnections(m.cohort.store, found, countOnly), nil
	})
}

// Concern is an actor's part in a matter.
type Concern struct {
	Role   string
	cohort *cohort[graph.Concern]
	at     int
}

// Actor is who is in the matter.
func (c *Concern) Actor(ctx context.Context) (Actor, error) {
	return related(ctx, c.cohort, c.at, "actor", func(m graph.Concern) graph.ActorID { return m.Actor })
}

// concernsOf shows the concerns of all members of c as one cohort.
func concernsOf[T any](ctx context.Context, c *cohort[T], at int, pick func(T) []graph.Concern) ([]*Concern, error) {
	return share(ctx, c, at, "concerns", func(_ context.Context, members []T) ([][]*Concern, error) {
		var flat []graph.Concern
		lists := each(members, pick)
		for _, l := range lists {
			flat = append(flat, l...)
		}
		co := newCohort(c.store, flat)
		views := make([]*Concern, len(flat))
		for i, m := range flat {
			views[i] = &Concern{m.Role, co, i}
		}
		return regroup(views, lists), nil
	})
}
