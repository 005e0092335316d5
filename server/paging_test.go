package server_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/server"
)

// TestPagesWhileArticlesArrive walks lists, forward and backward in every order, while articles come and go all over
// them: each contact that is there from beginning to end is seen once, and no contact twice.
func TestPagesWhileArticlesArrive(t *testing.T) {
	eachStore(t, func(t *testing.T, s graph.Store) {
		put(t, s, fixture(t)...)
		crowd(t, s, 40)
		ts := serve(t, s, server.Options{})
		stay := map[string]bool{}
		for _, id := range walk(t, ts, "NEWEST", 50, false, "") {
			stay[id] = true
		}
		var done atomic.Bool
		failed := make(chan error, 1)
		go func() {
			defer done.Store(true)
			failed <- comeAndGo(t, s, 60)
		}()
		walks := 0
		rng := rand.New(rand.NewPCG(5, 5))
		for last := false; !last; walks++ {
			last = done.Load() // the last walk sees them all
			order := []string{"NEWEST", "OLDEST", "SOURCES", "CONFIDENCE"}[walks%4]
			backward, size, filter := walks/4%2 == 1, 1+rng.IntN(12), []string{"", `filter: {who: "Q58122"}, `}[walks/8%2]
			seen := map[string]int{}
			for _, id := range walk(t, ts, order, size, backward, filter) {
				if seen[id]++; seen[id] > 1 {
					t.Errorf("%s, %d at a time, backward %v: %s comes %d times", order, size, backward, id, seen[id])
				}
			}
			if filter != "" {
				continue
			}
			for id := range stay {
				if seen[id] == 0 {
					t.Errorf("%s, %d at a time, backward %v: %s is missing", order, size, backward, id)
				}
			}
		}
		if err := <-failed; err != nil {
			t.Error(err)
		}
		t.Logf("%d walks over %d contacts that stay", walks, len(stay))
	})
}

// comeAndGo puts n articles, each with a contact on another day, and takes every third out again.
func comeAndGo(t *testing.T, s graph.Store, n int) error {
	rng := rand.New(rand.NewPCG(7, 7))
	for i := range n {
		day := graph.Day("2021-06-01").Add(rng.IntN(900))
		r := more(t, fmt.Sprintf("https://come.example/%d", i), string(day))
		if err := s.Put(t.Context(), r); err != nil {
			return err
		}
		if i%3 == 0 {
			if err := s.Remove(t.Context(), r.Article.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// walk reads a list of contacts page by page and gives the ids in the order in which they came.
func walk(t *testing.T, ts *httptest.Server, order string, size int, backward bool, filter string) []string {
	t.Helper()
	var ids []string
	how, from := "first", "after"
	if backward {
		how, from = "last", "before"
	}
	cursor := ""
	for {
		query := fmt.Sprintf(`{ contacts(%sorderBy: %s, %s: %d%s) { pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { id } } }`, filter, order, how, size, cursor)
		_, answer := ask(t, ts, query, nil)
		var a struct {
			Data struct {
				Contacts struct {
					PageInfo struct {
						HasNextPage, HasPreviousPage bool
						StartCursor, EndCursor       string
					}
					Nodes []struct{ ID string }
				}
			}
		}
		if err := json.Unmarshal([]byte(answer), &a); err != nil || codeOf(t, answer) != "" {
			t.Fatalf("%s: %v, %s", query, err, answer)
		}
		page := a.Data.Contacts
		for _, n := range page.Nodes {
			ids = append(ids, n.ID)
		}
		more, next := page.PageInfo.HasNextPage, page.PageInfo.EndCursor
		if backward {
			more, next = page.PageInfo.HasPreviousPage, page.PageInfo.StartCursor
		}
		if !more || len(page.Nodes) == 0 {
			return ids
		}
		cursor = fmt.Sprintf(", %s: %q", from, next)
	}
}
