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
type CounterpartConnection struct{ Connection[*Counterpart] }

// CounterpartEdge is a counterpart in a list.
type CounterpartEdge = Edge[*Counterpart]

// counterpartConnections shows one page for each actor asked for; all counterparts on them are one cohort.
func counterpartConnections(s graph.Store, pages []*graph.Slice[*graph.Counterpart], countOnly bool) []*CounterpartConnection {
	place := map[graph.ActorID]int{}
	var distinct []*graph.Actor
	for i, p := range pages {
		pages[i] = trim(p, countOnly)
		for _, c := range pages[i].Items {
			if _, seen := place[c.Actor.ID]; !seen {
				place[c.Actor.ID] = len(distinct)
				distinct = append(distinct, c.Actor)
			}
		}
	}
	actors := Actors(s, distinct)
	return each(pages, func(p *graph.Slice[*graph.Counterpart]) *CounterpartConnection {
		return &CounterpartConnection{connect(p, each(p.Items, func(c *graph.Counterpart) *Counterpart {
			return &Counterpart{actors[place[c.Actor.ID]], c.Count, c.First, c.Last}
		}))}
	})
}

// SpokeWith lists with whom an actor had actual contact; an unknown actor is an error NOT_FOUND.
func SpokeWith(ctx context.Context, s graph.Store, id graph.ActorID, filter *graph.ContactFilter, first *int, after *string, last *int, before *string) (*CounterpartConnection, error) {
	found, err := s.Actors(ctx, []graph.ActorID{id})
	if err != nil {
		return nil, err
	}
	if found[0] == nil {
		return nil, Unknown("actor", string(id))
	}
	one := actor{found[0], newCohort(s, found), 0}
	return one.SpokeWith(ctx, filter, first, after, last, before)
}
