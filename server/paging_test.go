package server_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/server"
)

// TestPagesWhileArticlesArrive walks lists, forward and backward in every order, while articles come and go all over
// them: each contact that is there from beginning to end is seen once, and no contact twice.
func TestPagesWhileArticlesArrive(t *testing.T) {
	eachStore(t, func(t *testing.T, s graph.Store) {
		put(t, s, fixture(t)...)
		crowd(t, s, 30)
		ts := serve(t, s, server.Options{Limits: server.Limits{Time: time.Minute}})
		stay := map[bool]map[string]bool{false: {}, true: {}} // all, and those of one actor
		filters := map[bool]string{true: `filter: {who: "Q58122"}, `}
		for ofOne, ids := range stay {
			for _, id := range walk(t, ts, "NEWEST", 50, false, filters[ofOne]) {
				ids[id] = true
			}
		}
		enough := make(chan struct{})
		came := make(chan int)
		go func() { came <- comeAndGo(t, s, enough) }()
		rng := rand.New(rand.NewPCG(5, 5))
		for _, order := range []string{"NEWEST", "OLDEST", "SOURCES", "CONFIDENCE"} {
			for _, backward := range []bool{false, true} {
				for _, ofOne := range []bool{false, true} {
					size := 1 + rng.IntN(8)
					seen := map[string]int{}
					for _, id := range walk(t, ts, order, size, backward, filters[ofOne]) {
						if seen[id]++; seen[id] > 1 {
							t.Errorf("%s, %d at a time, backward %v, of one %v: %s comes again", order, size, backward, ofOne, id)
						}
					}
					for id := range stay[ofOne] {
						if seen[id] == 0 {
							t.Errorf("%s, %d at a time, backward %v, of one %v: %s is missing", order, size, backward, ofOne, id)
						}
					}
				}
			}
		}
		close(enough)
		t.Logf("16 walks over %d contacts that stayed, while %d articles came", len(stay[false]), <-came)
	})
}

// comeAndGo puts articles, each with a contact on some day, and takes every third out again, until it is enough. It gives
// how many came.
func comeAndGo(t *testing.T, s graph.Store, enough <-chan struct{}) int {
	rng := rand.New(rand.NewPCG(7, 7))
	for i := 0; ; i++ {
		select {
		case <-enough:
			return i
		default:
		}
		r := more(t, fmt.Sprintf("https://come.example/%d", i), string(graph.Day("2021-06-01").Add(rng.IntN(900))))
		err := s.Put(t.Context(), r)
		if err == nil && i%3 == 0 {
			err = s.Remove(t.Context(), r.Article.ID)
		}
		if err != nil {
			t.Errorf("article %d: %v", i, err)
			return i
		}
	}
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
