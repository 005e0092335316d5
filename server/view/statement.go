package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Statement is an actor's speech act about a matter.
type Statement struct {
	*graph.Statement
	cohort *cohort[*graph.Statement]
	at     int
}

// IsNode marks nodes.
func (*Statement) IsNode() {}

// Statements shows statements as one cohort; nil stays nil.
func Statements(s graph.Store, in []*graph.Statement) []*Statement {
	var known []*graph.Statement
	for _, st := range in {
		if st != nil {
			known = append(known, st)
		}
	}
	co := newCohort(s, known)
	out := make([]*Statement, len(in))
	at := 0
	for i, st := range in {
		if st != nil {
			out[i] = &Statement{st, co, at}
			at++
		}
	}
	return out
}

// StatementConnection is a page of statements.
type StatementConnection struct{ Connection[*Statement] }

// StatementEdge is a statement in a list.
type StatementEdge = Edge[*Statement]

// statementConnections shows one page for each of several lists; all statements on them are one cohort.
func statementConnections(s graph.Store, pages []*graph.Slice[*graph.Statement], countOnly bool) []*StatementConnection {
	var flat []*graph.Statement
	for i, p := range pages {
		pages[i] = trim(p, countOnly)
		flat = append(flat, pages[i].Items...)
	}
	views := Statements(s, flat)
	return each(pages, func(p *graph.Slice[*graph.Statement]) *StatementConnection {
		mine := views[:len(p.Items)]
		views = views[len(p.Items):]
		return &StatementConnection{connect(p, mine)}
	})
}

// FindStatements lists statements, newest first.
func FindStatements(ctx context.Context, s graph.Store, filter *graph.StatementFilter, first *int, after *string, last *int, before *string) (*StatementConnection, error) {
	p, countOnly, err := page(ctx, first, after, last, before)
	if err != nil {
		return nil, err
	}
	found, err := s.FindStatements(ctx, orAll(filter), p)
	if err != nil {
		return nil, err
	}
	return statementConnections(s, []*graph.Slice[*graph.Statement]{found}, countOnly)[0], nil
}

// Speaker is who spoke.
func (s *Statement) Speaker(ctx context.Context) (Actor, error) {
	return related(ctx, s.cohort, s.at, "speaker", func(m *graph.Statement) graph.ActorID { return m.Speaker })
}

// OnBehalfOf is for whom a person spoke.
func (s *Statement) OnBehalfOf(ctx context.Context) (Actor, error) {
	return related(ctx, s.cohort, s.at, "onBehalfOf", func(m *graph.Statement) graph.ActorID { return m.OnBehalfOf })
}

// Addressees are those to whom the statement is addressed.
func (s *Statement) Addressees(ctx context.Context) ([]Actor, error) {
	return relatedList(ctx, s.cohort, s.at, "addressees", func(m *graph.Statement) []graph.ActorID { return m.Addressees })
}

// Matter is what the statement is about.
func (s *Statement) Matter(ctx context.Context) (*Matter, error) {
	return share(ctx, s.cohort, s.at, "matter", func(_ context.Context, members []*graph.Statement) ([]*Matter, error) {
		return Matters(s.cohort.store, each(members, func(m *graph.Statement) *graph.Matter { return &m.Matter })), nil
	})
}

// Reports are what each article says of the statement.
func (s *Statement) Reports(ctx context.Context) ([]*StatementReport, error) {
	return share(ctx, s.cohort, s.at, "reports", func(ctx context.Context, members []*graph.Statement) ([][]*StatementReport, error) {
		found, err := s.cohort.store.StatementReports(ctx, each(members, func(m *graph.Statement) graph.StatementID { return m.ID }))
		if err != nil {
			return nil, err
		}
		return statementReports(s.cohort.store, found), nil
	})
}

// Evidence is every passage that reports the statement.
func (s *Statement) Evidence(ctx context.Context) ([]*Evidence, error) {
	reports, err := s.Reports(ctx)
	if err != nil {
		return nil, err
	}
	var out []*Evidence
	for _, r := range reports {
		e, err := r.Evidence(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, e...)
	}
	return out, nil
}
