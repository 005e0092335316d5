package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Counterpart is one with whom an actor spoke.
type Counterpart struct {
	Actor       Actor
	Count       int
	First, Last graph.Day
}

// CounterpartConnection is a page of counterparts.
type CounterpartConnection = Connection[*Counterpart]

// CounterpartEdge is a counterpart in a list.
type CounterpartEdge = Edge[*Counterpart]

// counterpartsOf shows counterparts, the actors among them as one cohort, each once.
func counterpartsOf(s graph.Store) func([]*graph.Counterpart) []*Counterpart {
	return func(in []*graph.Counterpart) []*Counterpart {
		place := map[graph.ActorID]int{}
		var once []*graph.Actor
		for _, c := range in {
			if _, seen := place[c.Actor.ID]; !seen {
				place[c.Actor.ID] = len(once)
				once = append(once, c.Actor)
			}
		}
		actors := Actors(s, once)
		return each(in, func(c *graph.Counterpart) *Counterpart {
			return &Counterpart{actors[place[c.Actor.ID]], c.Count, c.First, c.Last}
		})
	}
}

// SpokeWith lists with whom an actor had actual contact; an unknown actor is an error NOT_FOUND.
func SpokeWith(ctx context.Context, s graph.Store, id graph.ActorID, filter *graph.ContactFilter, p Paging) (*CounterpartConnection, error) {
	if err := known(ctx, s, id); err != nil {
		return nil, err
	}
	return find(ctx, filter, p, func(ctx context.Context, f graph.ContactFilter, page graph.Page) (*graph.Slice[*graph.Counterpart], error) {
		found, err := s.SpokeWith(ctx, []graph.ActorID{id}, f, page)
		if err != nil {
			return nil, err
		}
		return found[0], nil
	}, counterpartsOf(s))
}
