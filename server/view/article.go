package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Article is one text as published.
type Article struct {
	*graph.Article
	member[graph.Article]
}

// IsNode marks nodes.
func (*Article) IsNode() {}

// Articles shows articles as one cohort; nil stays nil.
func Articles(s graph.Store, in []*graph.Article) []*Article {
	return show(s, in, func(a *graph.Article, m member[graph.Article]) *Article { return &Article{a, m} })
}

// articleOf gives the article that pick names, fetched for all of m's cohort at once, each article once.
func articleOf[T any](ctx context.Context, m member[T], pick func(*T) graph.ArticleID) (*Article, error) {
	return share(ctx, m, "article", func(ctx context.Context, all []*T) ([]*Article, error) {
		ids := each(all, pick)
		wanted := distinct(ids)
		found, err := m.store().Articles(ctx, wanted)
		if err != nil {
			return nil, err
		}
		views := map[graph.ArticleID]*Article{}
		for i, a := range Articles(m.store(), found) {
			views[wanted[i]] = a
		}
		return each(ids, func(id graph.ArticleID) *Article { return views[id] }), nil
	})
}

// ArticleConnection is a page of articles.
type ArticleConnection = Connection[*Article]

// ArticleEdge is an article in a list.
type ArticleEdge = Edge[*Article]

// FindArticles lists articles, newest first.
func FindArticles(ctx context.Context, s graph.Store, filter *graph.ArticleFilter, p Paging) (*ArticleConnection, error) {
	return find(ctx, filter, p, s.FindArticles, func(in []*graph.Article) []*Article { return Articles(s, in) })
}

// Issuer is the actor that issued an official read-out.
func (a *Article) Issuer(ctx context.Context) (Actor, error) {
	return related(ctx, a.member, "issuer", func(m *graph.Article) graph.ActorID { return m.Issuer })
}

// said is what an article says, as views.
type said struct {
	mentions   []*Mention
	contacts   []*ContactReport
	statements []*StatementReport
}

// said gives what the article says, read for all of its cohort at once.
func (a *Article) said(ctx context.Context) (*said, error) {
	return share(ctx, a.member, "said", func(ctx context.Context, all []*graph.Article) ([]*said, error) {
		s := a.store()
		found, err := s.ArticleReports(ctx, each(all, func(m *graph.Article) graph.ArticleID { return m.ID }))
		if err != nil {
			return nil, err
		}
		for i, r := range found {
			if r == nil { // removed since it was found
				found[i] = &graph.Reports{}
			}
		}
		mentions := showLists(s, each(found, func(r *graph.Reports) []*graph.Mention { return pointers(r.Mentions) }), newMention)
		contacts := showLists(s, each(found, func(r *graph.Reports) []*graph.ContactReport { return pointers(r.Contacts) }), newContactReport)
		statements := showLists(s, each(found, func(r *graph.Reports) []*graph.StatementReport { return pointers(r.Statements) }), newStatementReport)
		out := make([]*said, len(found))
		for i := range out {
			out[i] = &said{mentions[i], contacts[i], statements[i]}
		}
		return out, nil
	})
}

// Mentions are the passages that name an actor.
func (a *Article) Mentions(ctx context.Context) ([]*Mention, error) {
	s, err := a.said(ctx)
	if err != nil {
		return nil, err
	}
	return s.mentions, nil
}

// ContactReports are what the article says of contacts.
func (a *Article) ContactReports(ctx context.Context) ([]*ContactReport, error) {
	s, err := a.said(ctx)
	if err != nil {
		return nil, err
	}
	return s.contacts, nil
}

// StatementReports are what the article says of statements.
func (a *Article) StatementReports(ctx context.Context) ([]*StatementReport, error) {
	s, err := a.said(ctx)
	if err != nil {
		return nil, err
	}
	return s.statements, nil
}

// Mention is a passage that names an actor.
type Mention struct {
	*graph.Mention
	member[graph.Mention]
}

func newMention(v *graph.Mention, m member[graph.Mention]) *Mention { return &Mention{v, m} }

// Actor is who is named.
func (m *Mention) Actor(ctx context.Context) (Actor, error) {
	return related(ctx, m.member, "actor", func(m *graph.Mention) graph.ActorID { return m.Actor })
}
