package gql

import "github.com/demarche/demarche/graph"

// article is what was sent, as an article.
func (in *IngestArticleInput) article() graph.Article {
	a := graph.Article{Text: in.Text}
	for to, from := range map[*string]*string{&a.Title: in.Title, &a.URL: in.URL, &a.Outlet: in.Outlet, &a.Language: in.Language} {
		if from != nil {
			*to = *from
		}
	}
	if in.Published != nil {
		a.Published = *in.Published
	}
	return a
}
