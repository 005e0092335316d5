package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// ContactReport is what one article says of one contact.
type ContactReport struct {
	*graph.ContactReport
	member[graph.ContactReport]
}

func newContactReport(v *graph.ContactReport, m member[graph.ContactReport]) *ContactReport {
	return &ContactReport{v, m}
}

// Article is the article that says so.
func (r *ContactReport) Article(ctx context.Context) (*Article, error) {
	return articleOf(ctx, r.member, func(m *graph.ContactReport) graph.ArticleID { return m.Article })
}

// Contact is the contact that the report is part of, nil where it was rejected.
func (r *ContactReport) Contact(ctx context.Context) (*Contact, error) {
	return share(ctx, r.member, "contact", func(ctx context.Context, all []*graph.ContactReport) ([]*Contact, error) {
		s := r.store()
		ids, err := s.ReportContacts(ctx, each(all, func(m *graph.ContactReport) graph.ReportID { return m.ID }))
		if err != nil {
			return nil, err
		}
		found, err := s.Contacts(ctx, ids)
		if err != nil {
			return nil, err
		}
		return Contacts(s, found), nil
	})
}

// Participants are those who took part, by this article.
func (r *ContactReport) Participants(ctx context.Context) ([]*Participant, error) {
	return shown(ctx, r.member, "participants", func(m *graph.ContactReport) []*part { return partsOf(m.Participants, m.Date) }, newParticipant)
}

// Evidence is the passages that say so.
func (r *ContactReport) Evidence(ctx context.Context) ([]*Evidence, error) {
	return shown(ctx, r.member, "evidence", func(m *graph.ContactReport) []*graph.Evidence { return pointers(m.Evidence) }, newEvidence)
}

// StatementReport is what one article says of one statement.
type StatementReport struct {
	*graph.StatementReport
	member[graph.StatementReport]
}

func newStatementReport(v *graph.StatementReport, m member[graph.StatementReport]) *StatementReport {
	return &StatementReport{v, m}
}

// Article is the article that says so.
func (r *StatementReport) Article(ctx context.Context) (*Article, error) {
	return articleOf(ctx, r.member, func(m *graph.StatementReport) graph.ArticleID { return m.Article })
}

// Statement is the statement that the report is part of, nil where it was rejected.
func (r *StatementReport) Statement(ctx context.Context) (*Statement, error) {
	return share(ctx, r.member, "statement", func(ctx context.Context, all []*graph.StatementReport) ([]*Statement, error) {
		s := r.store()
		ids, err := s.ReportStatements(ctx, each(all, func(m *graph.StatementReport) graph.ReportID { return m.ID }))
		if err != nil {
			return nil, err
		}
		found, err := s.Statements(ctx, ids)
		if err != nil {
			return nil, err
		}
		return Statements(s, found), nil
	})
}

// Speaker is who spoke.
func (r *StatementReport) Speaker(ctx context.Context) (Actor, error) {
	return related(ctx, r.member, "speaker", func(m *graph.StatementReport) graph.ActorID { return m.Speaker })
}

// OnBehalfOf is for whom a person spoke.
func (r *StatementReport) OnBehalfOf(ctx context.Context) (Actor, error) {
	return related(ctx, r.member, "onBehalfOf", func(m *graph.StatementReport) graph.ActorID { return m.OnBehalfOf })
}

// Addressees are those to whom the statement is addressed.
func (r *StatementReport) Addressees(ctx context.Context) ([]Actor, error) {
	return relatedList(ctx, r.member, "addressees", func(m *graph.StatementReport) []graph.ActorID { return m.Addressees })
}

// Concerns is everybody in the matter.
func (r *StatementReport) Concerns(ctx context.Context) ([]*Concern, error) {
	return shown(ctx, r.member, "concerns", func(m *graph.StatementReport) []*graph.Concern { return pointers(m.Concerns) }, newConcern)
}

// Evidence is the passages that say so.
func (r *StatementReport) Evidence(ctx context.Context) ([]*Evidence, error) {
	return shown(ctx, r.member, "evidence", func(m *graph.StatementReport) []*graph.Evidence { return pointers(m.Evidence) }, newEvidence)
}
