package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Evidence is where an article says so.
type Evidence struct {
	*graph.Evidence
	member[graph.Evidence]
}

func newEvidence(v *graph.Evidence, m member[graph.Evidence]) *Evidence { return &Evidence{v, m} }

// Article is the article that says so.
func (e *Evidence) Article(ctx context.Context) (*Article, error) {
	return articleOf(ctx, e.member, func(m *graph.Evidence) graph.ArticleID { return m.Article })
}

// evidenceOf gives the evidence of all reports of a contact or a statement.
func evidenceOf[R interface {
	Evidence(context.Context) ([]*Evidence, error)
}](ctx context.Context, reports func(context.Context) ([]R, error)) ([]*Evidence, error) {
	rs, err := reports(ctx)
	if err != nil {
		return nil, err
	}
	var out []*Evidence
	for _, r := range rs {
		e, err := r.Evidence(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, e...)
	}
	return out, nil
}
