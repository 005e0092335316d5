package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Participant is an actor's part in a contact.
type Participant struct {
	*part
	member[part]
}

// part is a participant with the date of its contact.
type part struct {
	graph.Participant
	date graph.Interval
}

func partsOf(ps []graph.Participant, date graph.Interval) []*part {
	return each(ps, func(p graph.Participant) *part { return &part{p, date} })
}

func newParticipant(v *part, m member[part]) *Participant { return &Participant{v, m} }

// Actor is who took part.
func (p *Participant) Actor(ctx context.Context) (Actor, error) {
	return related(ctx, p.member, "actor", func(m *part) graph.ActorID { return m.Actor })
}

// OnBehalfOf is for whom a person acted.
func (p *Participant) OnBehalfOf(ctx context.Context) (Actor, error) {
	return related(ctx, p.member, "onBehalfOf", func(m *part) graph.ActorID { return m.OnBehalfOf })
}

// Office is the office by which a person acted on the day of the contact.
func (p *Participant) Office(ctx context.Context) (*Office, error) {
	return share(ctx, p.member, "office", func(ctx context.Context, all []*part) ([]*Office, error) {
		people := distinct(each(all, func(m *part) graph.ActorID { return m.Actor }))
		held, err := p.store().Offices(ctx, people)
		if err != nil {
			return nil, err
		}
		of := map[graph.ActorID][]*graph.Office{}
		for i, id := range people {
			of[id] = held[i]
		}
		return show(p.store(), each(all, func(m *part) *graph.Office {
			o := heldOn(of[m.Actor], m.OnBehalfOf, m.date)
			if o == nil || o.Person != m.Actor {
				return nil
			}
			return o
		}), newOffice), nil
	})
}
