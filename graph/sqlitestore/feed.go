package sqlitestore

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/demarche/demarche/graph"
)

// Changes implements graph.Store.
func (s *Store) Changes(ctx context.Context, after string, limit int) ([]*graph.Change, error) {
	from := int64(0)
	if after != "" {
		var err error
		if from, err = graph.FeedNumber(after); err != nil {
			return nil, err
		}
	}
	first, latest := int64(0), from
	out, err := ask(ctx, s.reader, "select seq, contact, gone from change where seq > ? order by seq limit ?", []any{from, limit},
		func(rows *sql.Rows) (*graph.Change, error) {
			var contact int64
			c := new(graph.Change)
			if err := rows.Scan(&latest, &contact, &c.Gone); err != nil {
				return nil, err
			}
			first = cmp.Or(first, latest)
			c.Cursor, c.Contact = graph.FeedCursor(latest), graph.ContactIDOf(contact)
			return c, nil
		})
	if err == nil && len(out) == 0 {
		latest, err = s.latest(ctx)
	}
	return out, s.wrap("changes", cmp.Or(err, graph.FeedGap(after, first, latest)))
}

// Latest implements graph.Store.
func (s *Store) Latest(ctx context.Context) (string, error) {
	n, err := s.latest(ctx)
	return graph.FeedCursor(n), s.wrap("latest change", err)
}

func (s *Store) latest(ctx context.Context) (int64, error) {
	return askOne(ctx, s.reader, "select coalesce(max(seq), 0) from change", nil, scanInt)
}

// trimFeed takes the changes out that are too many.
func (w *writing) trimFeed() error {
	return w.exec("delete from change where seq <= (select max(seq) from change) - ?", w.feed)
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
