package neo4jstore

import (
	"context"
	"fmt"
	"strconv"

	"github.com/demarche/demarche/graph"
)

// Changes is graph.Store.Changes.
func (s *Store) Changes(ctx context.Context, after string, limit int) ([]*graph.Change, error) {
	var from int64
	if after != "" {
		var err error
		if from, err = strconv.ParseInt(after, 10, 64); err != nil || from < 0 {
			return nil, fmt.Errorf("neo4jstore: %w: %.80q", graph.ErrBadCursor, after)
		}
	}
	return read(ctx, s, "read the feed", func(t *tx) ([]*graph.Change, error) {
		result, err := t.rows(query("feed"), map[string]any{"after": from, "limit": max(limit, 0)})
		if err != nil {
			return nil, err
		}
		out := make([]*graph.Change, len(result))
		for i, r := range result {
			out[i] = &graph.Change{Cursor: strconv.FormatInt(r.Values[0].(int64), 10), Contact: graph.ContactID(r.Values[1].(string)),
				Gone: r.Values[2].(bool)}
		}
		return out, nil
	})
}

// Latest is graph.Store.Latest.
func (s *Store) Latest(ctx context.Context) (string, error) {
	return read(ctx, s, "read the feed", func(t *tx) (string, error) {
		result, err := t.rows("MATCH (g:Graph {id: 'demarche'}) RETURN coalesce(g.feed, 0)", nil)
		if err != nil || len(result) == 0 {
			return "0", err
		}
		return strconv.FormatInt(result[0].Values[0].(int64), 10), nil
	})
}
