package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// ContactReport is what one article says of one contact.
type ContactReport struct {
	*graph.ContactReport
	cohort *cohort[*graph.ContactReport]
	at     int
}

// contactReports shows lists of reports as one cohort.
func contactReports(s graph.Store, lists [][]*graph.ContactReport) [][]*ContactReport {
	var flat []*graph.ContactReport
	for _, l := range lists {
		flat = append(flat, l...)
	}
	c := newCohort(s, flat)
	views := make([]*ContactReport, len(flat))
	for i, r := range flat {
		views[i] = &ContactReport{r, c, i}
	}
	return regroup(views, lists)
}

// Article is the article that says so.
func (r *ContactReport) Article(ctx context.Context) (*Article, error) {
	return articleOf(ctx, r.cohort, r.at, func(m *graph.ContactReport) graph.ArticleID { return m.Article })
}

// Contact is the contact that the report is part of, nil where it was rejected.
func (r *ContactReport) Contact(ctx context.Context) (*Contact, error) {
	return share(ctx, r.cohort, r.at, "contact", func(ctx context.Context, members []*graph.ContactReport) ([]*Contact, error) {
		ids, err := r.cohort.store.ReportContacts(ctx, each(members, func(m *graph.ContactReport) graph.ReportID { return m.ID }))
		if err != nil {
			return nil, err
		}
		found, err := r.cohort.store.Contacts(ctx, ids)
		if err != nil {
			return nil, err
		}
		return Contacts(r.cohort.store, found), nil
	})
}

// Participants are those who took part, by this article.
func (r *ContactReport) Participants(ctx context.Context) ([]*Participant, error) {
	return share(ctx, r.cohort, r.at, "participants", func(_ context.Context, members []*graph.ContactReport) ([][]*Participant, error) {
		return participants(r.cohort.store, members, func(m *graph.ContactReport) ([]graph.Participant, graph.Interval) {
			return m.Participants, m.Date
		}), nil
	})
}

// Evidence is the passages that say so.
func (r *ContactReport) Evidence(ctx context.Context) ([]*Evidence, error) {
	return evidenceOf(ctx, r.cohort, r.at, func(m *graph.ContactReport) []graph.Evidence { return m.Evidence })
}

// StatementReport is what one article says of one statement.
type StatementReport struct {
	*graph.StatementReport
	cohort *cohort[*graph.StatementReport]
	at     int
}

// statementReports shows lists of reports as one cohort.
func statementReports(s graph.Store, lists [][]*graph.StatementReport) [][]*StatementReport {
	var flat []*graph.StatementReport
	for _, l := range lists {
		flat = append(flat, l...)
	}
	c := newCohort(s, flat)
	views := make([]*StatementReport, len(flat))
	for i, r := range flat {
		views[i] = &StatementReport{r, c, i}
	}
	return regroup(views, lists)
}

// Article is the article that says so.
func (r *StatementReport) Article(ctx context.Context) (*Article, error) {
	return articleOf(ctx, r.cohort, r.at, func(m *graph.StatementReport) graph.ArticleID { return m.Article })
}

// Statement is the statement that the report is part of, nil where it was rejected.
func (r *StatementReport) Statement(ctx context.Context) (*Statement, error) {
	return share(ctx, r.cohort, r.at, "statement", func(ctx context.Context, members []*graph.StatementReport) ([]*Statement, error) {
		ids, err := r.cohort.store.ReportStatements(ctx, each(members, func(m *graph.StatementReport) graph.ReportID { return m.ID }))
		if err != nil {
			return nil, err
		}
		found, err := r.cohort.store.Statements(ctx, ids)
		if err != nil {
			return nil, err
		}
		return Statements(r.cohort.store, found), nil
	})
}

// Speaker is who spoke.
func (r *StatementReport) Speaker(ctx context.Context) (Actor, error) {
	return related(ctx, r.cohort, r.at, "speaker", func(m *graph.StatementReport) graph.ActorID { return m.Speaker })
}

// OnBehalfOf is for whom a person spoke.
func (r *StatementReport) OnBehalfOf(ctx context.Context) (Actor, error) {
	return related(ctx, r.cohort, r.at, "onBehalfOf", func(m *graph.StatementReport) graph.ActorID { return m.OnBehalfOf })
}

// Addressees are those to whom the statement is addressed.
func (r *StatementReport) Addressees(ctx context.Context) ([]Actor, error) {
	return relatedList(ctx, r.cohort, r.at, "addressees", func(m *graph.StatementReport) []graph.ActorID { return m.Addressees })
}

// Concerns is everybody in the matter.
func (r *StatementReport) Concerns(ctx context.Context) ([]*Concern, error) {
	return concernsOf(ctx, r.cohort, r.at, func(m *graph.StatementReport) []graph.Concern { return m.Concerns })
}

// Evidence is the passages that say so.
func (r *StatementReport) Evidence(ctx context.Context) ([]*Evidence, error) {
	return evidenceOf(ctx, r.cohort, r.at, func(m *graph.StatementReport) []graph.Evidence { return m.Evidence })
}
