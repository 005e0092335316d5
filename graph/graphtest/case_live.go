package graphtest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/demarche/demarche/graph"
)

var living = []row{
	{"changes", "Changes names, after a cursor, each contact that came, changed or went", changes},
	{"tokens", "A token is kept until it is revoked; no two of one name are in force", tokens},
}

func changes(t *tester) {
	t.put(seed())
	start := must1(t, t.s.Latest)
	all, err := t.s.Changes(t.ctx, "", 100)
	same(t, "from the beginning", len(must(t, all, err)) >= 3, true)
	none, err := t.s.Changes(t.ctx, start, 100)
	same(t, "after the latest", len(must(t, none, err)), 0)
	t.put(Article("b", "2023-03-17", "B").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-17"),
		Article("c", "2023-03-17", "C").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-17"))
	id := t.contacts(graph.ContactFilter{Who: []graph.ActorID{ID("Joe Biden")}})[0].ID
	got, err := t.s.Changes(t.ctx, start, 100)
	must(t, got, err)
	same(t, "changes", ids(got, func(c *graph.Change) graph.ContactID { return c.Contact }), []graph.ContactID{id, id})
	rest, err := t.s.Changes(t.ctx, got[0].Cursor, 100)
	same(t, "after the first", len(must(t, rest, err)), 1)
	same(t, "latest", must1(t, t.s.Latest), got[1].Cursor)
	one, err := t.s.Changes(t.ctx, start, 1)
	same(t, "at most one", len(must(t, one, err)), 1)
	if err := t.s.Remove(t.ctx, graph.NewArticleID("https://news.example/b", "", ""), graph.NewArticleID("https://news.example/c", "", "")); err != nil {
		t.Fatal(err)
	}
	gone, err := t.s.Changes(t.ctx, got[1].Cursor, 100)
	must(t, gone, err)
	last := gone[len(gone)-1]
	same(t, "gone", []any{last.Contact, last.Gone}, []any{id, true})
}

// Feed checks that a store, opened to keep that many changes, keeps so many and no more. keep is two at least.
func Feed(t *testing.T, s graph.Store, keep int) {
	k := &tester{t, s, t.Context()}
	k.many(1) // two changes
	before := must1(k, s.Latest)
	for i := range 2 * keep {
		k.put(Article(fmt.Sprint("a", i), "", "A").Contact("Joe Biden|Emmanuel Macron", graph.Actual, graph.Phone, string(graph.Day("2023-04-01").Add(7*i))))
	}
	kept, err := s.Changes(k.ctx, "", 10*keep)
	same(k, "changes kept", len(must(k, kept, err)), keep)
	if cs, err := s.Changes(k.ctx, before, 1); !errors.Is(err, graph.ErrExpired) {
		t.Errorf("after a cursor before all that is kept come %d changes and the error %v", len(cs), err)
	}
	rest, err := s.Changes(k.ctx, kept[0].Cursor, 10*keep)
	same(k, "changes after the first that is kept", len(must(k, rest, err)), keep-1)
	none, err := s.Changes(k.ctx, kept[keep-1].Cursor, 1)
	same(k, "changes after the last", len(must(k, none, err)), 0)
	if _, err := s.Changes(k.ctx, graph.FeedCursor(1_000), 1); !errors.Is(err, graph.ErrBadCursor) {
		t.Errorf("after a cursor of another feed comes the error %v", err)
	}
}

func tokens(t *tester) {
	a := graph.Token{Name: "desk", Hash: "aa", Scopes: []graph.Scope{graph.ScopeRead, graph.ScopeIngest}, Created: when}
	b := graph.Token{Name: "board", Hash: "bb", Scopes: []graph.Scope{graph.ScopeRead}, Created: when.Add(time.Minute)}
	for _, k := range []graph.Token{b, a} {
		if err := t.s.AddToken(t.ctx, k); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "tokens", must1(t, t.s.Tokens), []*graph.Token{&a, &b})
	if err := t.s.AddToken(t.ctx, a); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("a second token of the name gives %v", err)
	}
	if err := t.s.RevokeToken(t.ctx, "desk"); err != nil {
		t.Error(err)
	}
	if err := t.s.RevokeToken(t.ctx, "desk"); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("revoking twice gives %v", err)
	}
	same(t, "revoked", must1(t, t.s.Tokens)[0].Revoked.IsZero(), false)
	a.Hash, a.Created = "cc", when.Add(time.Hour)
	if err := t.s.AddToken(t.ctx, a); err != nil {
		t.Error(err)
	}
	same(t, "tokens", len(must1(t, t.s.Tokens)), 3)
}
