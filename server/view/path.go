package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Path is a chain of actors, each of whom had actual contact with the next.
type Path struct {
	*graph.Path
	member[graph.Path]
}

// Actors are the actors from one end to the other.
func (p *Path) Actors(ctx context.Context) ([]Actor, error) {
	return relatedList(ctx, p.member, "actors", func(m *graph.Path) []graph.ActorID { return m.Actors })
}

// Links are the steps between the actors.
func (p *Path) Links(ctx context.Context) ([]*Link, error) {
	return shown(ctx, p.member, "links", func(m *graph.Path) []*graph.Link { return pointers(m.Links) },
		func(v *graph.Link, m member[graph.Link]) *Link { return &Link{v, m} })
}

// Link is one step of a path.
type Link struct {
	*graph.Link
	member[graph.Link]
}

// A is the actor nearer the beginning.
func (l *Link) A(ctx context.Context) (Actor, error) {
	return related(ctx, l.member, "a", func(m *graph.Link) graph.ActorID { return m.A })
}

// B is the actor nearer the end.
func (l *Link) B(ctx context.Context) (Actor, error) {
	return related(ctx, l.member, "b", func(m *graph.Link) graph.ActorID { return m.B })
}

// Contacts are those that form the step.
func (l *Link) Contacts(ctx context.Context) ([]*Contact, error) {
	return share(ctx, l.member, "contacts", func(ctx context.Context, all []*graph.Link) ([][]*Contact, error) {
		return contactLists(ctx, l.store(), each(all, func(m *graph.Link) []graph.ContactID { return m.Contacts }))
	})
}

// maxPaths bounds the chains of one answer.
const maxPaths = 100

// Paths gives the shortest chains from one actor to another; an unknown actor is an error NOT_FOUND.
func Paths(ctx context.Context, s graph.Store, from, to graph.ActorID, filter *graph.ContactFilter, limit int) ([]*Path, error) {
	if limit < 1 || limit > maxPaths {
		return nil, BadInput("limit is %d, not 1 to %d", limit, maxPaths)
	}
	if err := known(ctx, s, from, to); err != nil {
		return nil, err
	}
	found, err := s.Paths(ctx, from, to, orAll(filter), limit)
	if err != nil {
		return nil, err
	}
	return show(s, found, func(v *graph.Path, m member[graph.Path]) *Path { return &Path{v, m} }), nil
}
