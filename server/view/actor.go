package view

import (
	"context"
	"slices"

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
	member[graph.Actor]
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
	return show(s, in, func(a *graph.Actor, m member[graph.Actor]) Actor {
		v := actor{a, m}
		switch a.Kind {
		case graph.Person:
			return &Person{v}
		case graph.Country:
			return &Country{v}
		}
		return &Organisation{v}
	})
}

// fetchActors gives the actors of ids as one cohort, each once however often its id is asked for; an empty or unknown
// id is nil at its place.
func fetchActors(ctx context.Context, s graph.Store, ids []graph.ActorID) ([]Actor, error) {
	wanted := slices.DeleteFunc(distinct(ids), func(id graph.ActorID) bool { return id == "" })
	out := make([]Actor, len(ids))
	if len(wanted) == 0 {
		return out, nil
	}
	found, err := s.Actors(ctx, wanted)
	if err != nil {
		return nil, err
	}
	views := map[graph.ActorID]Actor{}
	for i, a := range Actors(s, found) {
		views[wanted[i]] = a
	}
	for i, id := range ids {
		out[i] = views[id]
	}
	return out, nil
}

// related gives the actor that pick names, fetched for all of m's cohort at once.
func related[T any](ctx context.Context, m member[T], field string, pick func(*T) graph.ActorID) (Actor, error) {
	return share(ctx, m, field, func(ctx context.Context, all []*T) ([]Actor, error) {
		return fetchActors(ctx, m.store(), each(all, pick))
	})
}

// relatedList is related for a list of actors, those that are unknown left out.
func relatedList[T any](ctx context.Context, m member[T], field string, pick func(*T) []graph.ActorID) ([]Actor, error) {
	return share(ctx, m, field, func(ctx context.Context, all []*T) ([][]Actor, error) {
		lists := each(all, pick)
		actors, err := fetchActors(ctx, m.store(), flat(lists))
		if err != nil {
			return nil, err
		}
		return each(regroup(actors, lists), func(l []Actor) []Actor {
			return slices.DeleteFunc(l, func(a Actor) bool { return a == nil })
		}), nil
	})
}

// Country is the country that the actor belongs to.
func (a actor) Country(ctx context.Context) (Actor, error) {
	return related(ctx, a.member, "country", func(m *graph.Actor) graph.ActorID { return m.Country })
}

// PartOf is what an organisation is a part of.
func (a actor) PartOf(ctx context.Context) (Actor, error) {
	return related(ctx, a.member, "partOf", func(m *graph.Actor) graph.ActorID { return m.PartOf })
}

// Offices are the posts that a person holds, or that are held for a country or an organisation.
func (a actor) Offices(ctx context.Context) ([]*Office, error) {
	return share(ctx, a.member, "offices", func(ctx context.Context, all []*graph.Actor) ([][]*Office, error) {
		found, err := a.store().Offices(ctx, each(all, actorID))
		if err != nil {
			return nil, err
		}
		return showLists(a.store(), found, newOffice), nil
	})
}

// Contacts are the contacts in which the actor took part.
func (a actor) Contacts(ctx context.Context, filter *graph.ContactFilter, orderBy graph.Order, first *int, after *string, last *int, before *string) (*ContactConnection, error) {
	return findOf(ctx, a.member, "contacts", filter, Paging{first, after, last, before, orderBy}, of(a.store().ContactsOf), contactsOf(a.store()))
}

// SpokeWith lists with whom the actor had actual contact.
func (a actor) SpokeWith(ctx context.Context, filter *graph.ContactFilter, first *int, after *string, last *int, before *string) (*CounterpartConnection, error) {
	return findOf(ctx, a.member, "spokeWith", filter, Paging{First: first, After: after, Last: last, Before: before}, of(a.store().SpokeWith), counterpartsOf(a.store()))
}

// Statements are what the actor called for, denied, claimed and so on.
func (a actor) Statements(ctx context.Context, filter *graph.StatementFilter, orderBy graph.Order, first *int, after *string, last *int, before *string) (*StatementConnection, error) {
	return findOf(ctx, a.member, "statements", filter, Paging{first, after, last, before, orderBy}, of(a.store().StatementsOf), statementsOf(a.store()))
}

// of lets a method of the store that asks for lists by their actors' ids ask for those of actors.
func of[F, T any](list func(context.Context, []graph.ActorID, F, graph.Page) ([]*graph.Slice[T], error)) func(context.Context, []*graph.Actor, F, graph.Page) ([]*graph.Slice[T], error) {
	return func(ctx context.Context, all []*graph.Actor, f F, p graph.Page) ([]*graph.Slice[T], error) {
		return list(ctx, each(all, actorID), f, p)
	}
}

func actorID(a *graph.Actor) graph.ActorID { return a.ID }

// ActorConnection is a page of actors.
type ActorConnection = Connection[Actor]

// ActorEdge is an actor in a list.
type ActorEdge = Edge[Actor]

// FindActors lists actors by name.
func FindActors(ctx context.Context, s graph.Store, filter *graph.ActorFilter, p Paging) (*ActorConnection, error) {
	return find(ctx, filter, p, s.FindActors, func(in []*graph.Actor) []Actor { return Actors(s, in) })
}

// known fails with NOT_FOUND unless the store knows all of the actors.
func known(ctx context.Context, s graph.Store, ids ...graph.ActorID) error {
	found, err := s.Actors(ctx, ids)
	if err != nil {
		return err
	}
	for i, a := range found {
		if a == nil {
			return Unknown("actor", string(ids[i]))
		}
	}
	return nil
}
