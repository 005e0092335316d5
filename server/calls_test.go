package server_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/server"
	"github.com/demarche/demarche/server/meter"
)

// counting is a store that counts its calls.
type counting struct {
	meter.Store
	mu    sync.Mutex
	calls map[string]int
}

func newCounting(s graph.Store) *counting {
	c := &counting{calls: map[string]int{}}
	c.Store = meter.Store{Store: s, Observe: func(method string, _ time.Duration, _ error) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.calls[method]++
	}}
	return c
}

// taken gives the calls since the last time.
func (c *counting) taken() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	calls := maps.Clone(c.calls)
	clear(c.calls)
	return calls
}

// crowd adds n articles in which Lavrov meets somebody new each time, so that every list grows.
func crowd(t *testing.T, s graph.Store, n int) {
	t.Helper()
	var all []*graph.Reports
	for i := range n {
		id := graph.ActorID(fmt.Sprintf("person:SWE:envoy-%d", i))
		day := graph.Day("2022-01-01").Add(i)
		x := newText(t, fmt.Sprintf("https://crowd.example/%d", i), fmt.Sprintf("Outlet %d", i%7), string(day.Add(1)),
			fmt.Sprintf("Lavrov met envoy %d. He called for talk %d.", i, i))
		x.contact(graph.Actual, graph.InPerson, "lavrov", "borg", string(day), string(day), "Oslo", fmt.Sprintf("topic %d", i), fmt.Sprintf("Lavrov met envoy %d", i))
		x.statement(graph.CalledFor, "lavrov", "borg", fmt.Sprintf("talk %d", i), "borg", string(day), fmt.Sprintf("He called for talk %d", i))
		x.mention("lavrov", "Lavrov")
		for j, a := range x.r.Actors {
			if a.ID == fixtureActors["borg"].ID {
				x.r.Actors[j] = graph.Actor{ID: id, Kind: graph.Person, Name: fmt.Sprintf("Envoy %d", i)}
			}
		}
		x.r.Contacts[0].Participants[1].Actor = id
		x.r.Statements[0].Addressees[0] = id
		x.r.Statements[0].Concerns[0].Actor = id
		all = append(all, x.r)
	}
	if err := s.Put(t.Context(), all...); err != nil {
		t.Fatal(err)
	}
}

// nested are queries that a resolver without batches would answer with a call for every row.
var nested = map[string]struct {
	query string
	want  map[string]int
}{
	"contacts": {`{ contacts(first: 200) { totalCount edges { node { summary actors { name }
		participants { actor { name ... on Person { country { name } offices { title for { name } } } } onBehalfOf { name } office { title person { name } } }
		reports { article { url } participants { actor { name } } } evidence { quote article { title outlet } } against { summary } } } } }`,
		map[string]int{"FindContacts": 1, "Contacts": 1, "ContactReports": 1, "Actors": 10, "Articles": 2, "Offices": 2}},
	"actors": {`{ actors(first: 200) { nodes { name contacts(first: 5) { nodes { summary } } spokeWith(first: 5) { totalCount nodes { count actor { name spokeWith(first: 2) { nodes { actor { name } } } } } }
		statements(first: 5) { nodes { matter { about concerns { actor { name } } statements { nodes { speaker { name } } } } addressees { name } } } } } }`,
		map[string]int{"FindActors": 1, "ContactsOf": 3, "SpokeWith": 6, "StatementsOf": 3, "StatementsAbout": 3, "Actors": 12}},
	"articles": {`{ articles(first: 200) { nodes { title issuer { name } mentions { actor { name } } contactReports { contact { summary sources } participants { actor { name } } evidence { quote } }
		statementReports { speaker { name } statement { matter { about } } } } } }`,
		map[string]int{"FindArticles": 1, "ArticleReports": 1, "ReportContacts": 1, "Contacts": 1, "ReportStatements": 1, "Statements": 1, "Actors": 5}},
	"search": {`{ search(text: "lavrov", first: 200) { nodes { kind node { ... on Contact { summary } ... on Person { name contacts { totalCount } } ... on Article { title } ... on Statement { quote } } } } }`,
		map[string]int{"Search": 1, "Actors": 2, "Contacts": 1, "Articles": 1, "Statements": 1, "ContactsOf": 1}},
	"matrix": {`{ matrix(step: MONTH) { cells { a { name } b { name } } rows { country { name } counts } } silentPairs { nodes { a { name } b { name } } } timeline(a: "Q159", b: "Q148", first: 200) { nodes { ... on Contact { summary } ... on Statement { speaker { name } } } } }`,
		map[string]int{"Matrix": 1, "Silent": 1, "Timeline": 1, "Actors": 8}},
}

// TestStoreCalls shows that the number of store calls is bounded by the shape of a query: a graph of many times the rows
// is answered with no more calls.
func TestStoreCalls(t *testing.T) {
	eachStore(t, func(t *testing.T, s graph.Store) {
		put(t, s, fixture(t)...)
		c := newCounting(s)
		ts := serve(t, c, server.Options{Limits: server.Limits{Time: time.Minute}})
		for _, size := range []int{0, 10, 40} {
			crowd(t, c, size)
			c.taken()
			for name, q := range nested {
				resp, answer := ask(t, ts, q.query, nil)
				if resp.StatusCode != http.StatusOK || len(answer) < 100 {
					t.Fatalf("%s: %d %s", name, resp.StatusCode, answer)
				}
				for method, n := range c.taken() {
					if n > q.want[method] {
						t.Errorf("%s over a crowd of %d: %d calls of %s, want at most %d", name, size, n, method, q.want[method])
					}
				}
			}
		}
	})
}

// TestTotalOnlyWhenAsked shows that a list is counted only where the query wants to know.
func TestTotalOnlyWhenAsked(t *testing.T) {
	s := &pages{Store: filled(t)}
	ts := serve(t, s, server.Options{})
	ask(t, ts, `{ contacts { nodes { id } } }`, nil)
	ask(t, ts, `{ contacts { totalCount } }`, nil)
	ask(t, ts, `{ contacts { ...c } } fragment c on ContactConnection { n: totalCount }`, nil)
	if d := cmp.Diff([]bool{true, false, false}, s.noTotal); d != "" {
		t.Errorf("NoTotal of the three pages (-want +got):\n%s", d)
	}
}

// pages is a store that notes which pages were asked for without a total.
type pages struct {
	graph.Store
	noTotal []bool
}

func (p *pages) FindContacts(ctx context.Context, f graph.ContactFilter, page graph.Page) (*graph.Slice[*graph.Contact], error) {
	p.noTotal = append(p.noTotal, page.NoTotal)
	return p.Store.FindContacts(ctx, f, page)
}
