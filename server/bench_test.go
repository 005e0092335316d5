package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/demarche/demarche/graph/graphtest"
	"github.com/demarche/demarche/graph/sqlitestore"
	"github.com/demarche/demarche/server"
)

var (
	contacts = flag.Int("contacts", 10_000, "contacts of the graph that benchmarks ask")
	keep     = flag.String("keep", "", "folder that keeps generated graphs from run to run")
)

// benchQueries are questions as clients ask them over HTTP, with random variables.
var benchQueries = []struct {
	name, query string
	vars        func(g *graphtest.Large, rng *rand.Rand) map[string]any
}{
	{"1-who-with-whom-between-two-days", `query ($who: ID!, $since: Day, $until: Day) {
		contacts(first: 20, filter: {who: [$who], since: $since, until: $until, statuses: ACTUAL}) {
			nodes { medium topics date { start end } participants { actor { name } } evidence { quote } } } }`,
		func(g *graphtest.Large, rng *rand.Rand) map[string]any {
			since, until := g.Days(rng)
			return map[string]any{"who": g.Person(rng), "since": since, "until": until}
		}},
	{"2-whom-did-x-speak-with", `query ($who: ID!) { spokeWith(actor: $who, first: 20) { nodes { actor { name } count first last } } }`,
		func(g *graphtest.Large, rng *rand.Rand) map[string]any { return map[string]any{"who": g.Person(rng)} }},
	{"3-matrix-by-month", `query ($since: Day, $until: Day) { matrix(step: MONTH, filter: {since: $since, until: $until}) { cells { a { name } b { name } start count } } }`,
		func(g *graphtest.Large, rng *rand.Rand) map[string]any {
			since, until := g.Days(rng)
			return map[string]any{"since": since, "until": until}
		}},
	{"5-paths", `query ($a: ID!, $b: ID!) { paths(from: $a, to: $b, limit: 5) { actors { name } links { count contacts { date { start } } } } }`,
		func(g *graphtest.Large, rng *rand.Rand) map[string]any {
			return map[string]any{"a": g.Person(rng), "b": g.Person(rng)}
		}},
}

// BenchmarkGraphQL asks over HTTP with 32 clients; they share the machine with the server.
func BenchmarkGraphQL(b *testing.B) {
	g := graphtest.NewLarge(*contacts)
	dir := *keep
	if dir == "" {
		dir = b.TempDir()
	}
	path := filepath.Join(dir, fmt.Sprintf("graph-%d.db", *contacts))
	if _, err := os.Stat(path); err != nil {
		if err := sqlitestore.Load(b.Context(), path, g.Articles()); err != nil {
			b.Fatal(err)
		}
	}
	s, err := sqlitestore.Open(path, sqlitestore.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	h := server.New(s, server.Options{})
	defer h.Close()
	ts := httptest.NewServer(h)
	defer ts.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	for _, q := range benchQueries {
		b.Run(q.name, func(b *testing.B) {
			graphtest.BenchClients(b, 32, func(_ context.Context, rng *rand.Rand) error {
				vars := q.vars(g, rng)
				if q.name == "5-paths" && vars["a"] == vars["b"] {
					return nil
				}
				body, err := json.Marshal(map[string]any{"query": q.query, "variables": vars})
				if err != nil {
					return err
				}
				resp, err := client.Post(ts.URL+"/graphql", "application/json", bytes.NewReader(body))
				if err != nil {
					return err
				}
				defer resp.Body.Close()
				answer, err := io.ReadAll(resp.Body)
				if err == nil && (resp.StatusCode != http.StatusOK || bytes.HasPrefix(answer, []byte(`{"errors"`))) {
					err = fmt.Errorf("%s: %.300s", resp.Status, answer)
				}
				return err
			})
		})
	}
}
