package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Office is a post that a person holds for a country or an organisation.
type Office struct {
	*graph.Office
	member[graph.Office]
}

func newOffice(v *graph.Office, m member[graph.Office]) *Office { return &Office{v, m} }

// Person is who holds the office.
func (o *Office) Person(ctx context.Context) (Actor, error) {
	return related(ctx, o.member, "person", func(m *graph.Office) graph.ActorID { return m.Person })
}

// For is the country or organisation for which the office is held.
func (o *Office) For(ctx context.Context) (Actor, error) {
	return related(ctx, o.member, "for", func(m *graph.Office) graph.ActorID { return m.For })
}

// partyLeader is the role of one who leads a party, by which nobody acts for a country who holds an office of the state.
const partyLeader = "party_leader"

// heldOn picks the office that a person held on a day for the one on whose behalf it acted, an office of the state
// before one of a party; nil where none is known. Without a day only an office without known bounds is sure to have been
// held.
func heldOn(held []*graph.Office, onBehalfOf graph.ActorID, i graph.Interval) *graph.Office {
	var found *graph.Office
	for _, o := range held {
		if o.For != onBehalfOf || onBehalfOf == "" || found != nil && found.Role != partyLeader {
			continue
		}
		if i.Known() && i.Overlaps(graph.Interval{Start: o.Since, End: o.Until}) || o.Since == "" && o.Until == "" {
			if found == nil || o.Role != partyLeader {
				found = o
			}
		}
	}
	return found
}
