package neo4jstore

import (
	"cmp"
	"context"

	"github.com/demarche/demarche/graph"
)

// Changes is graph.Store.Changes.
func (s *Store) Changes(ctx context.Context, after string, limit int) ([]*graph.Change, error) {
	var from int64
	if after != "" {
		var err error
		if from, err = graph.FeedNumber(after); err != nil {
			return nil, err
		}
	}
	return read(ctx, s, "read the feed", func(t *tx) ([]*graph.Change, error) {
		result, err := t.rows(query("feed"), map[string]any{"after": from, "limit": max(limit, 0)})
		if err != nil {
			return nil, err
		}
		first, latest := int64(0), from
		out := make([]*graph.Change, len(result))
		for i, r := range result {
			latest = r.Values[0].(int64)
			first = cmp.Or(first, latest)
			out[i] = &graph.Change{Cursor: graph.FeedCursor(latest), Contact: graph.ContactID(r.Values[1].(string)), Gone: r.Values[2].(bool)}
		}
		if len(out) == 0 {
			if latest, err = lastChange(t); err != nil {
				return nil, err
			}
		}
		return out, graph.FeedGap(after, first, latest)
	})
}

// Latest is graph.Store.Latest.
func (s *Store) Latest(ctx context.Context) (string, error) {
	return read(ctx, s, "read the feed", func(t *tx) (string, error) {
		n, err := lastChange(t)
		return graph.FeedCursor(n), err
	})
}

func lastChange(t *tx) (int64, error) {
	result, err := t.rows("MATCH (g:Graph {id: 'demarche'}) RETURN coalesce(g.feed, 0)", nil)
	if err != nil || len(result) == 0 {
		return 0, err
	}
	return result[0].Values[0].(int64), nil
}
