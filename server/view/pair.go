package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Pair sums up the actual contacts of two actors.
type Pair struct {
	*graph.Pair
	member[graph.Pair]
}

func newPair(v *graph.Pair, m member[graph.Pair]) *Pair { return &Pair{v, m} }

// A is one of the two.
func (p *Pair) A(ctx context.Context) (Actor, error) {
	return related(ctx, p.member, "a", func(m *graph.Pair) graph.ActorID { return m.A })
}

// B is the other.
func (p *Pair) B(ctx context.Context) (Actor, error) {
	return related(ctx, p.member, "b", func(m *graph.Pair) graph.ActorID { return m.B })
}

// PairConnection is a page of pairs.
type PairConnection = Connection[*Pair]

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
	return show(s, found, newPair)[0], nil
}

// SilentPairs lists pairs that have been silent for longer than their own rhythm.
func SilentPairs(ctx context.Context, s graph.Store, on graph.Day, minDays int, who []graph.ActorID, p Paging) (*PairConnection, error) {
	if minDays < 3 {
		return nil, BadInput("minDays is %d; a rhythm needs at least 3", minDays)
	}
	return find(ctx, nil, p, func(ctx context.Context, _ struct{}, page graph.Page) (*graph.Slice[*graph.Pair], error) {
		return s.Silent(ctx, on, minDays, who, page)
	}, func(in []*graph.Pair) []*Pair { return show(s, in, newPair) })
}

// Moment is a Contact or a Statement on a timeline.
type Moment interface{ IsMoment() }

// MomentConnection is a page of a timeline.
type MomentConnection = Connection[Moment]

// MomentEdge is an item of a timeline in its list.
type MomentEdge = Edge[Moment]

// Timeline is the history of two actors; an unknown one is an error NOT_FOUND.
func Timeline(ctx context.Context, s graph.Store, a, b graph.ActorID, filter *graph.ContactFilter, p Paging) (*MomentConnection, error) {
	if err := known(ctx, s, a, b); err != nil {
		return nil, err
	}
	return find(ctx, filter, p, func(ctx context.Context, f graph.ContactFilter, page graph.Page) (*graph.Slice[*graph.Moment], error) {
		return s.Timeline(ctx, a, b, f, page)
	}, func(in []*graph.Moment) []Moment { return moments(s, in) })
}

// moments shows the contacts of a timeline as one cohort, and its statements as another.
func moments(s graph.Store, in []*graph.Moment) []Moment {
	contacts := Contacts(s, each(in, func(m *graph.Moment) *graph.Contact { return m.Contact }))
	statements := Statements(s, each(in, func(m *graph.Moment) *graph.Statement { return m.Statement }))
	out := make([]Moment, len(in))
	for i := range out {
		if contacts[i] != nil {
			out[i] = contacts[i]
		} else {
			out[i] = statements[i]
		}
	}
	return out
}
