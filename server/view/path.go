package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Path is a chain of actors, each of whom had actual contact with the next.
type Path struct {
	Links  []*Link
	cohort *cohort[*graph.Path]
	at     int
}

// Actors are the actors from one end to the other.
func (p *Path) Actors(ctx context.Context) ([]Actor, error) {
	return relatedList(ctx, p.cohort, p.at, "actors", func(m *graph.Path) []graph.ActorID { return m.Actors })
}

// Link is one step of a path.
type Link struct {
	*graph.Link
	cohort *cohort[*graph.Link]
	at     int
}

// A is the actor nearer the beginning.
func (l *Link) A(ctx context.Context) (Actor, error) {
	return related(ctx, l.cohort, l.at, "a", func(m *graph.Link) graph.ActorID { return m.A })
}

// B is the actor nearer the end.
func (l *Link) B(ctx context.Context) (Actor, error) {
	return related(ctx, l.cohort, l.at, "b", func(m *graph.Link) graph.ActorID { return m.B })
}

// Contacts are those that form the step.
func (l *Link) Contacts(ctx context.Context) ([]*Contact, error) {
	return share(ctx, l.cohort, l.at, "contacts", func(ctx context.Context, members []*graph.Link) ([][]*Contact, error) {
		return contactLists(ctx, l.cohort.store, each(members, func(m *graph.Link) []graph.ContactID { return m.Contacts }))
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
	lists := each(found, func(p *graph.Path) []*graph.Link { return pointers(p.Links) })
	var flat []*graph.Link
	for _, l := range lists {
		flat = append(flat, l...)
	}
	lc := newCohort(s, flat)
	views := make([]*Link, len(flat))
	for i, l := range flat {
		views[i] = &Link{l, lc, i}
	}
	links := regroup(views, lists)
	pc := newCohort(s, found)
	out := make([]*Path, len(found))
	for i := range found {
		out[i] = &Path{links[i], pc, i}
	}
	return out, nil
}
