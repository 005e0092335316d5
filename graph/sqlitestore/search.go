package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
)

// Search implements graph.Store.
func (s *Store) Search(ctx context.Context, text string, kinds []graph.HitKind, p graph.Page) (*graph.Slice[*graph.Hit], error) {
	query, err := graph.CheckSearch(text, kinds)
	if err != nil {
		return nil, err
	}
	out, err := s.search(ctx, query, kinds, p)
	return out, s.wrap("search", err)
}

// maxHits bounds the finds of one kind that are ranked; of more, those that bm25 puts first.
const maxHits = 1000

// searches gives, by kind, the query for number, shown text and folded text of what matches; ?1 is what to match.
var searches = map[graph.HitKind]string{
	graph.HitActor: "select a.n, a.id, a.data, '' from actor_text x join actor a on a.n = x.rowid where actor_text match ?1 and a.live limit %d",
	graph.HitContact: `select x.rowid, '', (select r.evidence from report r where r.event = x.rowid and r.kind = 1 order by r.id limit 1), x.words
		from contact_text x where contact_text match ?1 limit %d`,
	graph.HitStatement: "select x.rowid, '', s.data, x.words from statement_text x join statement s on s.id = x.rowid where statement_text match ?1 limit %d",
	graph.HitMatter:    "select x.rowid, '', m.about, x.words from matter_text x join matter m on m.id = x.rowid where matter_text match ?1 limit %d",
	graph.HitArticle:   "select x.rowid, '', a.title, a.text from article_text x join article a on a.id = x.rowid where article_text match ?1 limit %d",
}

func (s *Store) search(ctx context.Context, query []string, kinds []graph.HitKind, p graph.Page) (*graph.Slice[*graph.Hit], error) {
	scope := graph.NewCursorScope("search", query, kinds)
	size, keys, backward, err := p.Window(scope, 3)
	if err != nil {
		return nil, err
	}
	match := matchAll(strings.Join(query, " "), func(i, n int) bool { return i == n-1 })
	var hits []*graph.Hit
	for _, kind := range graph.HitKinds {
		if len(kinds) > 0 && !slices.Contains(kinds, kind) {
			continue
		}
		found, err := ask(ctx, s.reader, fmt.Sprintf(searches[kind], maxHits), []any{match}, func(rows *sql.Rows) (*graph.Hit, error) { return scanHit(rows, kind, query) })
		if err != nil {
			return nil, err
		}
		hits = append(hits, found...)
	}
	return memoryPage(scope, hits, size, keys, backward, p.NoTotal, func(h *graph.Hit) []string {
		return []string{fmt.Sprintf("%020d", 1<<62-int64(h.Score*1e6+0.5)), string(h.Kind), h.ID}
	}), nil
}

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
