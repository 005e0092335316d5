package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Statement is an actor's speech act about a matter.
type Statement struct {
	*graph.Statement
	member[graph.Statement]
}

// IsNode marks nodes.
func (*Statement) IsNode() {}

// IsMoment marks what stands on a timeline.
func (*Statement) IsMoment() {}

// Statements shows statements as one cohort; nil stays nil.
func Statements(s graph.Store, in []*graph.Statement) []*Statement {
	return show(s, in, func(v *graph.Statement, m member[graph.Statement]) *Statement { return &Statement{v, m} })
}

func statementsOf(s graph.Store) func([]*graph.Statement) []*Statement {
	return func(in []*graph.Statement) []*Statement { return Statements(s, in) }
}

// StatementConnection is a page of statements.
type StatementConnection = Connection[*Statement]

// StatementEdge is a statement in a list.
type StatementEdge = Edge[*Statement]

// FindStatements lists statements.
func FindStatements(ctx context.Context, s graph.Store, filter *graph.StatementFilter, p Paging) (*StatementConnection, error) {
	return find(ctx, filter, p, s.FindStatements, statementsOf(s))
}

// Speaker is who spoke.
func (s *Statement) Speaker(ctx context.Context) (Actor, error) {
	return related(ctx, s.member, "speaker", func(m *graph.Statement) graph.ActorID { return m.Speaker })
}

// OnBehalfOf is for whom a person spoke.
func (s *Statement) OnBehalfOf(ctx context.Context) (Actor, error) {
	return related(ctx, s.member, "onBehalfOf", func(m *graph.Statement) graph.ActorID { return m.OnBehalfOf })
}

// Addressees are those to whom the statement is addressed.
func (s *Statement) Addressees(ctx context.Context) ([]Actor, error) {
	return relatedList(ctx, s.member, "addressees", func(m *graph.Statement) []graph.ActorID { return m.Addressees })
}

// Matter is what the statement is about.
func (s *Statement) Matter(ctx context.Context) (*Matter, error) {
	return share(ctx, s.member, "matter", func(_ context.Context, all []*graph.Statement) ([]*Matter, error) {
		return Matters(s.store(), each(all, func(m *graph.Statement) *graph.Matter { return &m.Matter })), nil
	})
}

// Reports are what each article says of the statement.
func (s *Statement) Reports(ctx context.Context) ([]*StatementReport, error) {
	return share(ctx, s.member, "reports", func(ctx context.Context, all []*graph.Statement) ([][]*StatementReport, error) {
		found, err := s.store().StatementReports(ctx, each(all, func(m *graph.Statement) graph.StatementID { return m.ID }))
		if err != nil {
			return nil, err
		}
		return showLists(s.store(), found, newStatementReport), nil
	})
}

// Evidence is every passage that reports the statement.
func (s *Statement) Evidence(ctx context.Context) ([]*Evidence, error) {
	return evidenceOf(ctx, s.Reports)
}
