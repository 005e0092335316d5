package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Matter is an event that somebody called for, denied or claimed.
type Matter struct {
	*graph.Matter
	member[graph.Matter]
}

// IsNode marks nodes.
func (*Matter) IsNode() {}

// IsEvent marks events.
func (*Matter) IsEvent() {}

// Matters shows matters as one cohort; nil stays nil.
func Matters(s graph.Store, in []*graph.Matter) []*Matter {
	return show(s, in, func(v *graph.Matter, m member[graph.Matter]) *Matter { return &Matter{v, m} })
}

// Summary is the matter as a short phrase.
func (m *Matter) Summary() string { return m.About }

// Actors is everybody in the matter, once each.
func (m *Matter) Actors(ctx context.Context) ([]Actor, error) {
	return relatedList(ctx, m.member, "actors", func(m *graph.Matter) []graph.ActorID {
		return distinct(each(m.Concerns, func(c graph.Concern) graph.ActorID { return c.Actor }))
	})
}

// Concerns is everybody in the matter with the part played.
func (m *Matter) Concerns(ctx context.Context) ([]*Concern, error) {
	return shown(ctx, m.member, "concerns", func(m *graph.Matter) []*graph.Concern { return pointers(m.Concerns) }, newConcern)
}

// Statements are what was said about the matter.
func (m *Matter) Statements(ctx context.Context, filter *graph.StatementFilter, orderBy graph.Order, first *int, after *string, last *int, before *string) (*StatementConnection, error) {
	s := m.store()
	about := func(ctx context.Context, all []*graph.Matter, f graph.StatementFilter, p graph.Page) ([]*graph.Slice[*graph.Statement], error) {
		return s.StatementsAbout(ctx, each(all, func(m *graph.Matter) graph.MatterID { return m.ID }), f, p)
	}
	return findOf(ctx, m.member, "statements", filter, Paging{first, after, last, before, orderBy}, about, statementsOf(s))
}

// Concern is an actor's part in a matter.
type Concern struct {
	*graph.Concern
	member[graph.Concern]
}

func newConcern(v *graph.Concern, m member[graph.Concern]) *Concern { return &Concern{v, m} }

// Actor is who is in the matter.
func (c *Concern) Actor(ctx context.Context) (Actor, error) {
	return related(ctx, c.member, "actor", func(m *graph.Concern) graph.ActorID { return m.Actor })
}
