package sqlitestore

import (
	"database/sql"

	"github.com/demarche/demarche/graph"
)

// scanHit reads a row of searches and ranks it.
func scanHit(rows *sql.Rows, kind graph.HitKind, query []string) (*graph.Hit, error) {
	var n int64
	var id, folded string
	var shown sql.NullString
	if err := rows.Scan(&n, &id, &shown, &folded); err != nil {
		return nil, err
	}
	h := &graph.Hit{Kind: kind, Text: shown.String}
	texts := []string{folded}
	switch kind {
	case graph.HitActor:
		a, err := decodeActor([]byte(shown.String))
		if err != nil {
			return nil, err
		}
		h.ID, h.Text, texts = id, a.Name, a.Names()
	case graph.HitContact:
		es, err := decodeEvidence([]byte(shown.String))
		if err != nil {
			return nil, err
		}
		h.ID, h.Text = string(graph.ContactIDOf(n)), es[0].Quote
	case graph.HitStatement:
		s, err := decodeStatement([]byte(shown.String))
		if err != nil {
			return nil, err
		}
		h.ID, h.Text = string(graph.StatementIDOf(n)), s.Quote
	case graph.HitMatter:
		h.ID = string(graph.MatterIDOf(n))
	case graph.HitArticle:
		h.ID, texts = string(graph.ArticleIDOf(n)), []string{graph.FoldText(shown.String, folded)}
	}
	for _, t := range texts {
		h.Score = max(h.Score, graph.Score(kind, query, t))
	}
	return h, nil
}
