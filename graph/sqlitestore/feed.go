package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/demarche/demarche/graph"
)

// feedScope is that of cursors in the feed of changes.
var feedScope = graph.NewCursorScope("changes")

// Changes implements graph.Store.
func (s *Store) Changes(ctx context.Context, after string, limit int) ([]*graph.Change, error) {
	seq := int64(0)
	if after != "" {
		keys, err := feedScope.Keys(after, 1)
		if err != nil {
			return nil, err
		}
		if seq, err = strconv.ParseInt(keys[0], 10, 64); err != nil {
			return nil, fmt.Errorf("%w: %v", graph.ErrBadCursor, err)
		}
	}
	out, err := ask(ctx, s.reader, "select seq, contact, gone from change where seq > ? order by seq limit ?", []any{seq, limit},
		func(rows *sql.Rows) (*graph.Change, error) {
			var n, contact int64
			c := new(graph.Change)
			if err := rows.Scan(&n, &contact, &c.Gone); err != nil {
				return nil, err
			}
			c.Cursor, c.Contact = feedCursor(n), graph.ContactIDOf(contact)
			return c, nil
		})
	return out, s.wrap("changes", err)
}

func feedCursor(seq int64) string { return feedScope.Cursor(strconv.FormatInt(seq, 10)) }

// Latest implements graph.Store.
func (s *Store) Latest(ctx context.Context) (string, error) {
	n, err := askOne(ctx, s.reader, "select coalesce(max(seq), 0) from change", nil, scanInt)
	return feedCursor(n), s.wrap("latest change", err)
}

// AddToken implements graph.Store.
func (s *Store) AddToken(ctx context.Context, t graph.Token) error {
	return s.wrap("add token", s.change(ctx, func(w *writing) error {
		n, err := askOne(ctx, w, "select count(*) from token where name = ? and revoked is null", []any{t.Name}, scanInt)
		if err != nil {
			return err
		}
		if n > 0 {
			return fmt.Errorf("token %q: %w", t.Name, graph.ErrConflict)
		}
		return w.exec("insert into token (name, hash, scopes, created) values (?, ?, ?, ?)", t.Name, t.Hash, list(t.Scopes), t.Created.UnixMilli())
	}))
}

// RevokeToken implements graph.Store.
func (s *Store) RevokeToken(ctx context.Context, name string) error {
	return s.wrap("revoke token", s.change(ctx, func(w *writing) error {
		n, err := askOne(ctx, w, "update token set revoked = ? where name = ? and revoked is null returning 1", []any{time.Now().UnixMilli(), name}, scanInt)
		if err == nil && n == 0 {
			err = fmt.Errorf("token %q: %w", name, graph.ErrNotFound)
		}
		return err
	}))
}

// Tokens implements graph.Store.
func (s *Store) Tokens(ctx context.Context) ([]*graph.Token, error) {
	out, err := ask(ctx, s.reader, "select name, hash, scopes, created, revoked from token order by created, name, rowid", nil,
		func(rows *sql.Rows) (*graph.Token, error) {
			t := new(graph.Token)
			var scopes string
			var created, revoked sql.NullInt64
			if err := rows.Scan(&t.Name, &t.Hash, &scopes, &created, &revoked); err != nil {
				return nil, err
			}
			t.Created, t.Revoked = timeOf(created), timeOf(revoked)
			return t, json.Unmarshal([]byte(scopes), &t.Scopes)
		})
	return out, s.wrap("tokens", err)
}
