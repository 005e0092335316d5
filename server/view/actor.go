package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Actor is a Person, a Country or an Organisation.
type Actor interface {
	IsNode()
	IsActor()
	about() *graph.Actor
}

// actor is what all actors share.
type actor struct {
	*graph.Actor
	cohort *cohort[*graph.Actor]
	at     int
}

// Person is a human being.
type Person struct{ actor }

// Country is a state.
type Country struct{ actor }

// Organisation is any other body.
type Organisation struct{ actor }

// IsNode marks nodes.
func (actor) IsNode() {}

// IsActor marks actors.
func (actor) IsActor() {}

func (a actor) about() *graph.Actor { return a.Actor }

// Actors shows actors as one cohort; nil stays nil.
func Actors(s graph.Store, in []*graph.Actor) []Actor {
	known := make([]*graph.Actor, 0, len(in))
	for _, a := range in {
		if a != nil {
			known = append(known, a)
		}
	}
	c := newCohort(s, known)
	out := make([]Actor, len(in))
	at := 0
	for i, a := range in {
		if a == nil {
			continue
		}
		v := actor{a, c, at}
		at++
		switch a.Kind {
		case graph.Person:
			out[i] = &Person{v}
		case graph.Country:
			out[i] = &Country{v}
		default:
			out[i] = &Organisation{v}
		}
	}
	return out
}

// fetchActors gives the actors of ids as one cohort, each once however often its id is asked for; an empty or unknown
// id is nil at its place.
func fetchActors(ctx context.Context, s graph.Store, ids []graph.ActorID) ([]Actor, error) {
	place := map[graph.ActorID]int{}
	var distinct []graph.ActorID
	for _, id := range ids {
		if _, seen := place[id]; !seen && id != "" {
			place[id] = len(distinct)
			distinct = append(distinct, id)
		}
	}
	out := make([]Actor, len(ids))
	if len(distinct) == 0 {
		return out, nil
	}
	found, err := s.Actors(ctx, distinct)
	if err != nil {
		return nil, err
	}
	views := Actors(s, found)
	for i, id := range ids {
		if id != "" {
			out[i] = views[place[id]]
		}
	}
	return out, nil
}

// fetchActorLists is fetchActors for lists; unknown ids are left out.
func fetchActorLists(ctx context.Context, s graph.Store, lists [][]graph.ActorID) ([][]Actor, error) {
	var flat []graph.ActorID
	for _, l := range lists {
		flat = append(flat, l...)
	}
	actors, err := fetchActors(ctx, s, flat)
	if err != nil {
		return nil, err
	}
	out := regroup(actors, lists)
	for i, l := range out {
		known := make([]Actor, 0, len(l))
		for _, a := range l {
			if a != nil {
				known = append(known, a)
			}
		}
		out[i] = known
	}
	return out, nil
}

// related gives the actor that pick names, fetched for all members of c at once.
func related[T any](ctx context.Context, c *cohort[T], at int, field string, pick func(T) graph.ActorID) (Actor, error) {
	return share(ctx, c, at, field, func(ctx context.Context, members []T) ([]Actor, error) {
		return fetchActors(ctx, c.store, each(members, pick))
	})
}

// relatedList is related for a list of actors.
func relatedList[T any](ctx context.Context, c *cohort[T], at int, field string, pick func(T) []graph.ActorID) ([]Actor, error) {
	return share(ctx, c, at, field, func(ctx context.Context, members []T) ([][]Actor, error) {
		return fetchActorLists(ctx, c.store, each(members, pick))
	})
}

// Country is the country that the actor belongs to.
func (a actor) Country(ctx context.Context) (Actor, error) {
	return related(ctx, a.cohort, a.at, "country", func(m *graph.Actor) graph.ActorID { return m.Country })
}

// PartOf is what an organisation is a part of.
func (a actor) PartOf(ctx context.Context) (Actor, error) {
	return related(ctx, a.cohort, a.at, "partOf", func(m *graph.Actor) graph.ActorID { return m.PartOf })
}

// Offices are the posts that a person holds, or that are held for a country or an organisation.
func (a actor) Offices(ctx context.Context) ([]*Office, error) {
	return share(ctx, a.cohort, a.at, "offices", func(ctx context.Context, members []*graph.Actor) ([][]*Office, error) {
		found, err := a.cohort.store.Offices(ctx, each(members, actorID))
		if err != nil {
			return nil, err
		}
		return offices(a.cohort.store, found), nil
	})
}

// Contacts are the contacts in which the actor took part.
func (a actor) Contacts(ctx context.Context, filter *graph.ContactFilter, first *int, after *string, last *int, before *string) (*ContactConnection, error) {
	p, countOnly, err := page(ctx, first, after, last, before)
	if err != nil {
		return nil, err
	}
	f := orAll(filter)
	return share(ctx, a.cohort, a.at, keyOf("contacts", f, p), func(ctx context.Context, members []*graph.Actor) ([]*ContactConnection, error) {
		found, err := a.cohort.store.ContactsOf(ctx, each(members, actorID), f, p)
		if err != nil {
			return nil, err
		}
		return contactConnections(a.cohort.store, found, countOnly), nil
	})
}

// SpokeWith lists with whom the actor had actual contact.
func (a actor) SpokeWith(ctx context.Context, filter *graph.ContactFilter, first *int, after *string, last *int, before *string) (*CounterpartConnection, error) {
	p, countOnly, err := page(ctx, first, after, last, before)
	if err != nil {
		return nil, err
	}
	f := orAll(filter)
	return share(ctx, a.cohort, a.at, keyOf("spokeWith", f, p), func(ctx context.Context, members []*graph.Actor) ([]*CounterpartConnection, error) {
		found, err := a.cohort.store.SpokeWith(ctx, each(members, actorID), f, p)
		if err != nil {
			return nil, err
		}
		return counterpartConnections(a.cohort.store, found, countOnly), nil
	})
}

// Statements are what the actor called for, denied, claimed and so on.
func (a actor) Statements(ctx context.Context, filter *graph.StatementFilter, first *int, after *string, last *int, before *string) (*StatementConnection, error) {
	p, countOnly, err := page(ctx, first, after, last, before)
	if err != nil {
		return nil, err
	}
	f := orAll(filter)
	return share(ctx, a.cohort, a.at, keyOf("statements", f, p), func(ctx context.Context, members []*graph.Actor) ([]*StatementConnection, error) {
		found, err := a.cohort.store.StatementsOf(ctx, each(members, actorID), f, p)
		if err != nil {
			return nil, err
		}
		return statementConnections(a.cohort.store, found, countOnly), nil
	})
}

func actorID(a *graph.Actor) graph.ActorID { return a.ID }

// orAll gives the filter, or the one that lets everything through.
func orAll[F any](f *F) F {
	if f == nil {
		return *new(F)
	}
	return *f
}

// ActorConnection is a page of actors.
type ActorConnection struct{ Connection[Actor] }

// ActorEdge is an actor in a list.
type ActorEdge = Edge[Actor]

// FindActors lists actors by name.
func FindActors(ctx context.Context, s graph.Store, filter *graph.ActorFilter, first *int, after *string, last *int, before *string) (*ActorConnection, error) {
	p, countOnly, err := page(ctx, first, after, last, before)
	if err != nil {
		return nil, err
	}
	found, err := s.FindActors(ctx, orAll(filter), p)
	if err != nil {
		return nil, err
	}
	found = trim(found, countOnly)
	return &ActorConnection{connect(found, Actors(s, found.Items))}, nil
}
