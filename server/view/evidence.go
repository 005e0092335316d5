package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Evidence is where an article says so.
type Evidence struct {
	*graph.Evidence
	cohort *cohort[*graph.Evidence]
	at     int
}

// Article is the article that says so.
func (e *Evidence) Article(ctx context.Context) (*Article, error) {
	return articleOf(ctx, e.cohort, e.at, func(m *graph.Evidence) graph.ArticleID { return m.Article })
}

// evidenceOf shows the evidence of all members of c as one cohort.
func evidenceOf[T any](ctx context.Context, c *cohort[T], at int, pick func(T) []graph.Evidence) ([]*Evidence, error) {
	return share(ctx, c, at, "evidence", func(_ context.Context, members []T) ([][]*Evidence, error) {
		var flat []*graph.Evidence
		lists := each(members, pick)
		for _, l := range lists {
			for i := range l {
				flat = append(flat, &l[i])
			}
		}
		co := newCohort(c.store, flat)
		views := make([]*Evidence, len(flat))
		for i, e := range flat {
			views[i] = &Evidence{e, co, i}
		}
		return regroup(views, lists), nil
	})
}
