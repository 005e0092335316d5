package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Article is one text as published.
type Article struct {
	*graph.Article
	cohort *cohort[*graph.Article]
	at     int
}

// IsNode marks nodes.
func (*Article) IsNode() {}

// Articles shows articles as one cohort; nil stays nil.
func Articles(s graph.Store, in []*graph.Article) []*Article {
	var known []*graph.Article
	for _, a := range in {
		if a != nil {
			known = append(known, a)
		}
	}
	co := newCohort(s, known)
	out := make([]*Article, len(in))
	at := 0
	for i, a := range in {
		if a != nil {
			out[i] = &Article{a, co, at}
			at++
		}
	}
	return out
}

// articleOf gives the article that pick names, fetched for all members of c at once, each article once.
func articleOf[T any](ctx context.Context, c *cohort[T], at int, pick func(T) graph.ArticleID) (*Article, error) {
	return share(ctx, c, at, "article", func(ctx context.Context, members []T) ([]*Article, error) {
		place := map[graph.ArticleID]int{}
		var distinct []graph.ArticleID
		for _, m := range members {
			if id := pick(m); id != "" {
				if _, seen := place[id]; !seen {
					place[id] = len(distinct)
					distinct = append(distinct, id)
				}
			}
		}
		found, err := c.store.Articles(ctx, distinct)
		if err != nil {
			return nil, err
		}
		views := Articles(c.store, found)
		return each(members, func(m T) *Article { return views[place[pick(m)]] }), nil
	})
}

// ArticleConnection is a page of articles.
type ArticleConnection struct{ Connection[*Article] }

// ArticleEdge is an article in a list.
type ArticleEdge = Edge[*Article]

// FindArticles lists articles, newest first.
func FindArticles(ctx context.Context, s graph.Store, filter *graph.ArticleFilter, first *int, after *string, last *int, before *string) (*ArticleConnection, error) {
	p, countOnly, err := page(ctx, first, after, last, before)
	if err != nil {
		return nil, err
	}
	found, err := s.FindArticles(ctx, orAll(filter), p)
	if err != nil {
		return nil, err
	}
	found = trim(found, countOnly)
	return &ArticleConnection{connect(found, Articles(s, found.Items))}, nil
}

// Issuer is the actor that issued an official read-out.
func (a *Article) Issuer(ctx context.Context) (Actor, error) {
	return related(ctx, a.cohort, a.at, "issuer", func(m *graph.Article) graph.ActorID { return m.Issuer })
}

// said is what all articles of the cohort say.
func (a *Article) said(ctx context.Context) (*said, error) {
	return share(ctx, a.cohort, a.at, "said", func(ctx context.Context, members []*graph.Article) ([]*said, error) {
		s := a.cohort.store
		found, err := s.ArticleReports(ctx, each(members, func(m *graph.Article) graph.ArticleID { return m.ID }))
		if err != nil {
			return nil, err
		}
		out := make([]*said, len(found))
		var named [][]graph.Mention
		var contacts [][]*graph.ContactReport
		var statements [][]*graph.StatementReport
		for _, r := range found {
			if r == nil { // removed since it was found
				r = &graph.Reports{}
			}
			named = append(named, r.Mentions)
			contacts = append(contacts, pointers(r.Contacts))
			statements = append(statements, pointers(r.Statements))
		}
		m, c, st := mentions(s, named), contactReports(s, contacts), statementReports(s, statements)
		for i := range out {
			out[i] = &said{m[i], c[i], st[i]}
		}
		return out, nil
	})
}

type said struct {
	mentions   []*Mention
	contacts   []*ContactReport
	statements []*StatementReport
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
	cohort *cohort[*graph.Mention]
	at     int
}

// Actor is who is named.
func (m *Mention) Actor(ctx context.Context) (Actor, error) {
	return related(ctx, m.cohort, m.at, "actor", func(m *graph.Mention) graph.ActorID { return m.Actor })
}

// mentions shows lists of mentions as one cohort.
func mentions(s graph.Store, lists [][]graph.Mention) [][]*Mention {
	var flat []*graph.Mention
	for _, l := range lists {
		flat = append(flat, pointers(l)...)
	}
	c := newCohort(s, flat)
	views := make([]*Mention, len(flat))
	for i, m := range flat {
		views[i] = &Mention{m, c, i}
	}
	return regroup(views, lists)
}

// pointers gives the address of each element.
func pointers[T any](in []T) []*T {
	out := make([]*T, len(in))
	for i := range in {
		out[i] = &in[i]
	}
	return out
}
