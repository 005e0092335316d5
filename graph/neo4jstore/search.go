package neo4jstore

import (
	"context"
	"fmt"

	"github.com/demarche/demarche/graph"
)

// Search is graph.Store.Search.
func (s *Store) Search(ctx context.Context, text string, kinds []graph.HitKind, p graph.Page) (*graph.Slice[*graph.Hit], error) {
	words, err := graph.CheckSearch(text, kinds)
	if err != nil {
		return nil, err
	}
	scope := graph.NewCursorScope("search", words, kinds)
	w, err := newWindow(p, scope)
	if err != nil {
		return nil, err
	}
	if len(kinds) == 0 {
		kinds = graph.HitKinds
	}
	return read(ctx, s, "search", func(t *tx) (*graph.Slice[*graph.Hit], error) {
		var places []place[*graph.Hit]
		for _, kind := range unique(kinds) {
			hits, err := searchKind(t, kind, words)
			if err != nil {
				return nil, err
			}
			for _, h := range hits {
				places = append(places, place[*graph.Hit]{fmt.Sprintf("%020d", 1<<62-int64(h.Score*1e6+0.5)) + keySep + string(h.Kind) + keySep + h.ID, h})
			}
		}
		return page(places, w, scope, p), nil
	})
}

// searchKind finds the nodes of a kind that hold all words, the last of them perhaps as the beginning of one, and
// scores them.
func searchKind(t *tx, kind graph.HitKind, words []string) ([]*graph.Hit, error) {
	show := map[graph.HitKind]string{graph.HitActor: "n.name", graph.HitContact: "n.quote", graph.HitStatement: "n.quote", graph.HitMatter: "n.about",
		graph.HitArticle: "n.title"}[kind]
	lucene := ""
	for _, w := range words {
		lucene += w + " AND "
	}
	lucene = "(" + lucene[:len(lucene)-len(" AND ")] + "*)" // the last word as a beginning, which holds the word itself
	aliases := "null"
	if kind == graph.HitActor {
		aliases = "n.aliases"
	}
	result, err := t.rows("CALL db.index.fulltext.queryNodes('"+string(kind)+"_words', $q) YIELD node AS n RETURN n.id, "+show+", n.words, "+aliases,
		map[string]any{"q": lucene})
	if err != nil {
		return nil, err
	}
	out := make([]*graph.Hit, len(result))
	for i, r := range result {
		h := &graph.Hit{Kind: kind, ID: r.Values[0].(string)}
		h.Text, _ = r.Values[1].(string)
		texts := []string{trim(r.Values[2].(string))}
		if kind == graph.HitActor {
			a := graph.Actor{Name: h.Text, Aliases: list[string](r.Values[3])}
			texts = a.Names()
		}
		for _, text := range texts {
			h.Score = max(h.Score, graph.Score(kind, words, text))
		}
		out[i] = h
	}
	return out, nil
}

// trim takes the blanks from stored words.
func trim(words string) string { return words[1 : len(words)-1] }
