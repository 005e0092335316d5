package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Participant is an actor's part in a contact.
type Participant struct {
	*part
	cohort *cohort[*part]
	at     int
}

// part is a participant with the date of its contact.
type part struct {
	graph.Participant
	date graph.Interval
}

// participants shows those of all members as one cohort.
func participants[T any](s graph.Store, members []T, of func(T) ([]graph.Participant, graph.Interval)) [][]*Participant {
	var flat []*part
	lists := make([][]graph.Participant, len(members))
	for i, m := range members {
		list, date := of(m)
		lists[i] = list
		for _, p := range list {
			flat = append(flat, &part{p, date})
		}
	}
	c := newCohort(s, flat)
	views := make([]*Participant, len(flat))
	for i, p := range flat {
		views[i] = &Participant{p, c, i}
	}
	return regroup(views, lists)
}

// Actor is who took part.
func (p *Participant) Actor(ctx context.Context) (Actor, error) {
	return related(ctx, p.cohort, p.at, "actor", func(m *part) graph.ActorID { return m.Participant.Actor })
}

// OnBehalfOf is for whom a person acted.
func (p *Participant) OnBehalfOf(ctx context.Context) (Actor, error) {
	return related(ctx, p.cohort, p.at, "onBehalfOf", func(m *part) graph.ActorID { return m.Participant.OnBehalfOf })
}

// Office is the office by which a person acted on the day of the contact.
func (p *Participant) Office(ctx context.Context) (*Office, error) {
	return share(ctx, p.cohort, p.at, "office", func(ctx context.Context, members []*part) ([]*Office, error) {
		people := distinct(each(members, func(m *part) graph.ActorID { return m.Participant.Actor }))
		held, err := p.cohort.store.Offices(ctx, people)
		if err != nil {
			return nil, err
		}
		of := map[graph.ActorID][]*graph.Office{}
		for i, id := range people {
			of[id] = held[i]
		}
		picked := each(members, func(m *part) []*graph.Office {
			if o := heldOn(of[m.Participant.Actor], m.Participant.OnBehalfOf, m.date); o != nil && o.Person == m.Participant.Actor {
				return []*graph.Office{o}
			}
			return nil
		})
		return each(offices(p.cohort.store, picked), func(l []*Office) *Office {
			if len(l) == 0 {
				return nil
			}
			return l[0]
		}), nil
	})
}
