package neo4jstore

import (
	"context"
	"fmt"
	"time"

	"github.com/demarche/demarche/graph"
)

// AddToken is graph.Store.AddToken.
func (s *Store) AddToken(ctx context.Context, k graph.Token) error {
	_, err := write(ctx, s, "add token", func(t *tx) (struct{}, error) {
		if _, err := s.begin(t); err != nil {
			return struct{}{}, err
		}
		result, err := t.rows("MATCH (k:Token {name: $name}) WHERE k.revoked IS NULL RETURN k", map[string]any{"name": k.Name})
		if err != nil {
			return struct{}{}, err
		}
		if len(result) > 0 {
			return struct{}{}, fmt.Errorf("token %q: %w", k.Name, graph.ErrConflict)
		}
		p := props{"name": k.Name, "hash": k.Hash, "created": k.Created.UTC().Truncate(time.Millisecond)}
		p.put("scopes", plain(k.Scopes))
		p.put("revoked", k.Revoked)
		return struct{}{}, t.run("CREATE (k:Token) SET k = $props", map[string]any{"props": map[string]any(p)})
	})
	return err
}

// RevokeToken is graph.Store.RevokeToken.
func (s *Store) RevokeToken(ctx context.Context, name string) error {
	_, err := write(ctx, s, "revoke token", func(t *tx) (struct{}, error) {
		result, err := t.rows("MATCH (k:Token {name: $name}) WHERE k.revoked IS NULL SET k.revoked = $now RETURN k",
			map[string]any{"name": name, "now": time.Now().UTC().Truncate(time.Millisecond)})
		if err == nil && len(result) == 0 {
			err = fmt.Errorf("token %q: %w", name, graph.ErrNotFound)
		}
		return struct{}{}, err
	})
	return err
}

// Tokens is graph.Store.Tokens.
func (s *Store) Tokens(ctx context.Context) ([]*graph.Token, error) {
	return read(ctx, s, "list tokens", func(t *tx) ([]*graph.Token, error) {
		result, err := t.rows("MATCH (k:Token) RETURN k ORDER BY k.created, k.name", nil)
		if err != nil {
			return nil, err
		}
		out := make([]*graph.Token, len(result))
		for i, r := range result {
			p := node(r.Values[0])
			out[i] = &graph.Token{Name: p.str("name"), Hash: p.str("hash"), Scopes: list[graph.Scope](p["scopes"]), Created: p.time("created"),
				Revoked: p.time("revoked")}
		}
		return out, nil
	})
}
