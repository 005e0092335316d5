package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Pair sums up the actual contacts of two actors.
type Pair struct {
	*graph.Pair
	cohort *cohort[*graph.Pair]
	at     int
}

// A is one of the two.
func (p *Pair) A(ctx context.Context) (Actor, error) {
	return related(ctx, p.cohort, p.at, "a", func(m *graph.Pair) graph.ActorID { return m.A })
}

// B is the other.
func (p *Pair) B(ctx context.Context) (Actor, error) {
	return related(ctx, p.cohort, p.at, "b", func(m *graph.Pair) graph.ActorID { return m.B })
}

func pairs(s graph.Store, in []*graph.Pair) []*Pair {
	c := newCohort(s, in)
	out := make([]*Pair, len(in))
	for i, p := range in {
		out[i] = &Pair{p, c, i}
	}
	return out
}

// PairConnection is a page of pairs.
type PairConnection struct{ Connection[*Pair] }

// PairEdge is a pair in a list.
type PairEdge = Edge[*Pair]

// PairOf sums up two actors' contacts as of a day; an unknown actor is an error NOT_FOUND.
func PairOf(ctx context.Context, s graph.Store, a, b graph.ActorID, on graph.Day) (*Pair, error) {
	if err := known(ctx, s, a, b); err != nil {
		return nil, err
	}
	if a == b {
		return nil, BadInput("a pair is of two actors, not twice %s", a)
	}
	found, err := s.Pairs(ctx, [][2]graph.ActorID{{a, b}}, on)
	if err != nil {
		return nil, err
	}
	return pairs(s, found)[0], nil
}

// SilentPairs lists pairs that have been silent for longer than their own rhythm.
func SilentPairs(ctx context.Context, s graph.Store, on graph.Day, minDays int, first *int, after *string, last *int, before *string) (*PairConnection, error) {
	p, countOnly, err := page(ctx, first, after, last, before)
	if err != nil {
		return nil, err
	}
	if minDays < 3 {
		return nil, BadInput("minDays is %d; a rhythm needs at least 3", minDays)
	}
	found, err := s.Silent(ctx, on, minDays, p)
	if err != nil {
		return nil, err
	}
	found = trim(found, countOnly)
	return &PairConnection{connect(found, pairs(s, found.Items))}, nil
}

// Moment is a Contact or a Statement on a timeline.
type Moment interface{ IsMoment() }

// IsMoment marks what stands on a timeline.
func (*Contact) IsMoment() {}

// IsMoment marks what stands on a timeline.
func (*Statement) IsMoment() {}

// MomentConnection is a page of a timeline.
type MomentConnection struct{ Connection[Moment] }

// MomentEdge is an item of a timeline in its list.
type MomentEdge = Edge[Moment]

// Timeline is the history of two actors; an unknown one is an error NOT_FOUND.
func Timeline(ctx context.Context, s graph.Store, a, b graph.ActorID, filter *graph.ContactFilter, first *int, after *string, last *int, before *string) (*MomentConnection, error) {
	p, countOnly, err := page(ctx, first, after, last, before)
	if err != nil {
		return nil, err
	}
	if err := known(ctx, s, a, b); err != nil {
		return nil, err
	}
	found, err := s.Timeline(ctx, a, b, orAll(filter), p)
	if err != nil {
		return nil, err
	}
	found = trim(found, countOnly)
	contacts := Contacts(s, each(found.Items, func(m *graph.Moment) *graph.Contact { return m.Contact }))
	statements := Statements(s, each(found.Items, func(m *graph.Moment) *graph.Statement { return m.Statement }))
	moments := make([]Moment, len(found.Items))
	for i := range moments {
		if contacts[i] != nil {
			moments[i] = contacts[i]
		} else {
			moments[i] = statements[i]
		}
	}
	return &MomentConnection{connect(found, moments)}, nil
}

// known fails with graph.ErrNotFound unless the store knows all of the actors.
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
