package server_test

import (
	"context"
	"database/sql"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/neo4jstore"
	"github.com/demarche/demarche/graph/neo4jstore/neo4jtest"
	"github.com/demarche/demarche/server"
)

// several is a query that asks the store several times, one after the other.
const several = `{ contacts { totalCount nodes { summary date { start } evidence { quote article { outlet } } } } stats { articles contacts } }`

const anArticle = `mutation { ingestArticle(input: {text: "A text.", url: "https://away.example/1"}) { article { url } } }`

// TestStoreAway shows what clients see of a store that goes away in the midst of their queries and comes back: a coded
// error within the time of a query, and then the right answers again. Nothing is lost, and the server needs no restart.
func TestStoreAway(t *testing.T) {
	t.Run("Neo4j is killed", func(t *testing.T) {
		if testing.Short() {
			t.Skip("starts Neo4j twice")
		}
		o := neo4jtest.Options{Data: t.TempDir(), Port: neo4jtest.FreePort(t)}
		db := neo4jtest.Start(t, o)
		s, err := neo4jstore.Open(t.Context(), db.URL, neo4jstore.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		away(t, s, db.Kill, func() { neo4jtest.Start(t, o) })
	})
	t.Run("the SQLite file is cut off", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "graph.db")
		s := openAt(t, path)
		put(t, s, fixture(t)...)
		if err := s.Close(); err != nil { // the log of changes is in the file now, and nothing of it in memory
			t.Fatal(err)
		}
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		cut := func() {
			if err := os.Truncate(path, 4096); err != nil {
				t.Error(err)
			}
		}
		s = openAt(t, path)
		defer s.Close()
		ts := serve(t, s, server.Options{})
		cut()
		if _, answer := ask(t, ts, several, nil); codeOf(t, answer) != "UNAVAILABLE" {
			t.Errorf("from half a file: %s", answer)
		}
		if err := os.WriteFile(path, whole, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, answer := ask(t, ts, several, nil); codeOf(t, answer) != "" || !strings.Contains(answer, `"articles":10`) {
			t.Errorf("from the whole file again: %s", answer)
		}
	})
	t.Run("another process holds the SQLite file", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "graph.db")
		s := openAt(t, path)
		defer s.Close()
		put(t, s, fixture(t)...)
		ts := serve(t, s, server.Options{Ingester: echo{s}, Limits: server.Limits{Time: 300 * time.Millisecond}})
		other, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		tx, err := other.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Close()
		if _, err := tx.ExecContext(t.Context(), "begin immediate"); err != nil {
			t.Fatal(err)
		}
		_, before := ask(t, ts, several, nil)
		if codeOf(t, before) != "" {
			t.Errorf("a query meanwhile: %s", before)
		}
		var writers sync.WaitGroup
		for range 3 { // those that wait for each other give up in time as well
			writers.Go(func() {
				began := time.Now()
				if _, answer := ask(t, ts, anArticle, nil); codeOf(t, answer) != "TIMEOUT" || time.Since(began) > 2*time.Second {
					t.Errorf("an article meanwhile, after %v: %s", time.Since(began), answer)
				}
			})
		}
		writers.Wait()
		if _, err := tx.ExecContext(t.Context(), "rollback"); err != nil {
			t.Fatal(err)
		}
		if _, answer := ask(t, ts, anArticle, nil); codeOf(t, answer) != "" {
			t.Errorf("an article afterwards: %s", answer)
		}
	})
}

// away takes an empty store away from under a server whose clients never stop asking, and gives it back.
func away(t *testing.T, s graph.Store, take, give func()) {
	put(t, s, fixture(t)...)
	const limit = 30 * time.Second // the first query has to be planned, and tests share the machine
	ts := serve(t, s, server.Options{Ingester: echo{s}, Limits: server.Limits{Time: limit}})
	_, want := ask(t, ts, several, nil)
	if codeOf(t, want) != "" {
		t.Fatal(want)
	}
	ws := dial(t, ts, "{}")
	ws.next()
	ws.subscribe("all", `subscription { contactsChanged { contact { date { start } } } }`)
	waitFor(t, ts, "demarche_subscriptions 1")
	heard := ws.listen()

	asking := newClients(t, ts, want, limit)
	asking.wait(asking.right)
	take()
	asking.wait(asking.away)
	if resp, _ := send(t, ts, http.MethodGet, "/livez", ""); resp.StatusCode != http.StatusOK {
		t.Errorf("livez while the store is away: %d", resp.StatusCode)
	}
	if resp, _ := send(t, ts, http.MethodGet, "/readyz", ""); resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("readyz while the store is away: %d", resp.StatusCode)
	}
	began := time.Now()
	if _, answer := ask(t, ts, anArticle, nil); codeOf(t, answer) != "UNAVAILABLE" || time.Since(began) > limit {
		t.Errorf("an article while the store is away, after %v: %s", time.Since(began), answer)
	}
	give()
	asking.wait(asking.right)
	asking.leave()
	t.Logf("the longest wait while the store was away: %v", asking.longest.Round(time.Millisecond))

	if _, answer := ask(t, ts, several, nil); answer != want {
		t.Errorf("afterwards (-before +after):\n%s", cmp.Diff(want, answer))
	}
	if _, answer := ask(t, ts, anArticle, nil); codeOf(t, answer) != "" {
		t.Errorf("an article afterwards: %s", answer)
	}
	put(t, s, more(t, "https://wire.example/11", "2023-05-09"))
	if m := <-heard; !strings.Contains(string(m.Payload), "2023-05-09") {
		t.Errorf("the subscription that was open all the time got %+v %s", m, m.Payload)
	}
}

// clients ask the same all the time and note what they get.
type clients struct {
	t           *testing.T
	right, away chan struct{} // one for each right answer, and for each that the store is away; nobody need take it
	stop        context.CancelFunc
	gone        sync.WaitGroup
	mu          sync.Mutex
	longest     time.Duration // to an answer that the store is away
}

func newClients(t *testing.T, ts *httptest.Server, want string, limit time.Duration) *clients {
	ctx, stop := context.WithCancel(t.Context())
	c := &clients{t: t, right: make(chan struct{}), away: make(chan struct{}), stop: stop}
	for range 2 {
		c.gone.Go(func() {
			for ctx.Err() == nil {
				began := time.Now()
				_, answer := ask(t, ts, several, nil)
				took := time.Since(began)
				what := c.right
				switch code := codeOf(t, answer); {
				case slices.Contains([]string{"UNAVAILABLE", "TIMEOUT"}, code) && took < limit+time.Second:
					what = c.away
					if code == "UNAVAILABLE" { // not the first queries once it is back, which have to be planned
						c.mu.Lock()
						c.longest = max(c.longest, took)
						c.mu.Unlock()
					}
				case answer != want:
					t.Errorf("after %v: %.300s", took, answer)
				}
				select {
				case what <- struct{}{}:
				default:
				}
			}
		})
	}
	return c
}

// wait waits for some answers of one sort.
func (c *clients) wait(sort chan struct{}) {
	for range 8 {
		select {
		case <-sort:
		case <-time.After(3 * time.Minute):
			c.t.Fatal("the answers that were to come did not")
		}
	}
}

func (c *clients) leave() {
	c.stop()
	c.gone.Wait()
}
