package server_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/server"
)

// codeOf gives the code of the first error of an answer.
func codeOf(t *testing.T, answer string) string {
	t.Helper()
	var a struct {
		Errors []struct {
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal([]byte(answer), &a); err != nil {
		t.Fatalf("%v in %.200q", err, answer)
	}
	if len(a.Errors) == 0 {
		return ""
	}
	return a.Errors[0].Extensions.Code
}

func deep(n int) string {
	return "{ actors { nodes " + strings.Repeat("{ contacts { nodes { actors ", n) + "{ name }" + strings.Repeat("} } }", n) + " } }"
}

// bomb is a query of n fragments, each of which spreads the next one twice.
func bomb(n int) string {
	var b strings.Builder
	b.WriteString("{ stats { ...f0 } }\n")
	for i := range n {
		fmt.Fprintf(&b, "fragment f%d on Stats { ...f%d ...f%d }\n", i, i+1, i+1)
	}
	fmt.Fprintf(&b, "fragment f%d on Stats { contacts }", n)
	return b.String()
}

// TestHostileQueries shows that what is meant to tire the server is refused with a code, in milliseconds, and that
// the server answers as before.
func TestHostileQueries(t *testing.T) {
	ts := serve(t, filled(t), server.Options{})
	many := func(n int, f string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, f, i)
		}
		return b.String()
	}
	for _, c := range []struct{ name, query, code string }{
		{"depth 900", deep(299), "TOO_DEEP"},
		{"depth 999", deep(332), "TOO_DEEP"},
		{"depth 1,200", deep(399), "GRAPHQL_PARSE_FAILED"},
		{"depth 100,000", "{ node(id: 1) " + strings.Repeat("{a", 20_000) + strings.Repeat("}", 20_000) + "}", "GRAPHQL_PARSE_FAILED"},
		{"first × first × first", "{ actors(first: 1000) { nodes { contacts(first: 1000) { nodes { actors { contacts(first: 1000) { nodes { id } } } } } } } }", "TOO_COMPLEX"},
		{"2^40 fields by fragments", bomb(40), "TOO_COMPLEX"},
		{"400 costly aliases", "{" + many(300, "a%d: contacts(first: 500) { nodes { id } } ") + "}", "TOO_COMPLEX"},
		{"2,000 equal fields", "{ stats {" + strings.Repeat("contacts ", 2_000) + "} }", "TOO_COMPLEX"},
		{"2,000 equal fields in fragments", "{ stats {" + strings.Repeat("... { contacts } ", 1_000) + "} }", "TOO_COMPLEX"},
		{"1 MB query", "{ stats { contacts } } #" + strings.Repeat("x", 1<<20), "TOO_LARGE"},
		{"10,000 words", "{" + strings.Repeat("a ", 10_000) + "}", "GRAPHQL_PARSE_FAILED"},
		{"directives without end", "{ stats " + strings.Repeat("@skip(if: false) ", 700) + "{ contacts } }", "GRAPHQL_VALIDATION_FAILED"},
		{"a list of 100,000 values", `{ contacts(filter: {who: [` + strings.Repeat(`"Q1",`, 100_000) + `]}) { totalCount } }`, "TOO_LARGE"},
		{"101 nodes", `{ nodes(ids: [` + strings.Repeat(`"Q1",`, 101) + `]) { id } }`, "BAD_USER_INPUT"},
		{"filters within filters", `{ contacts(filter: ` + strings.Repeat(`{and: [`, 50) + `{}` + strings.Repeat(`]}`, 50) + `) { totalCount } }`, "BAD_FILTER"},
		{"introspection without end", `{ __schema { types { fields { type { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } } } }`, "GRAPHQL_VALIDATION_FAILED"},
	} {
		began := time.Now()
		_, answer := ask(t, ts, c.query, nil)
		took := time.Since(began)
		if code := codeOf(t, answer); code != c.code {
			t.Errorf("%s: code %q, want %q: %.300s", c.name, code, c.code, answer)
		}
		if took > 500*time.Millisecond {
			t.Errorf("%s: took %v", c.name, took)
		}
		t.Logf("%-28s %8s  %s", c.name, took.Round(10*time.Microsecond), c.code)
	}
	list := make([]string, 20_000)
	for i := range list {
		list[i] = fmt.Sprintf("Q%d", i)
	}
	_, answer := ask(t, ts, `query ($ids: [ID!]) { contacts(filter: {who: $ids}) { totalCount } }`, map[string]any{"ids": list})
	if code := codeOf(t, answer); code != "BAD_FILTER" {
		t.Errorf("a list of 20,000 in a variable: %.300s", answer)
	}
	if _, answer := ask(t, ts, `{ stats { contacts } }`, nil); codeOf(t, answer) != "" {
		t.Errorf("afterwards: %s", answer)
	}
}

func TestCost(t *testing.T) {
	ts := serve(t, filled(t), server.Options{Limits: server.Limits{Cost: 1_000}})
	for _, c := range []struct {
		query string
		vars  map[string]any
		cost  int
	}{
		{`{ stats { contacts } }`, nil, 2},
		{`{ contacts(first: 10) { nodes { id summary } } }`, nil, 1 + 10*(1+2)},
		{`{ contacts { nodes { id } } }`, nil, 1 + 50*2},
		{`query ($n: Int) { contacts(first: $n) { nodes { id } } }`, map[string]any{"n": 7}, 1 + 7*2},
		{`{ contacts(last: 3) { totalCount nodes { participants { side } } } }`, nil, 1 + 3*(1+1+1+4)},
		{`{ contacts(first: 0) { totalCount } }`, nil, 1},
	} {
		resp, answer := ask(t, ts, c.query, c.vars)
		var a struct {
			Extensions struct{ Cost struct{ Cost, Limit int } }
		}
		if err := json.Unmarshal([]byte(answer), &a); err != nil {
			t.Fatal(err)
		}
		if a.Extensions.Cost.Cost != c.cost || a.Extensions.Cost.Limit != 1_000 || resp.Header.Get("Query-Cost") != fmt.Sprint(c.cost) {
			t.Errorf("%s costs %d of %d, header %s; want %d", c.query, a.Extensions.Cost.Cost, a.Extensions.Cost.Limit, resp.Header.Get("Query-Cost"), c.cost)
		}
	}
	if _, answer := ask(t, ts, `{ contacts(first: 1000) { nodes { id summary } } }`, nil); codeOf(t, answer) != "TOO_COMPLEX" {
		t.Errorf("a query of 3,001 where 1,000 is the limit: %s", answer)
	}
}

func TestRate(t *testing.T) {
	clock := now()
	ts := serve(t, filled(t), server.Options{Limits: server.Limits{Rate: 10, Burst: 20}, Now: func() time.Time { return clock }})
	const query = `{ contacts(first: 4) { nodes { id } } }` // costs 9
	for i := range 2 {
		if resp, answer := ask(t, ts, query, nil); resp.StatusCode != http.StatusOK {
			t.Fatalf("query %d: %d %s", i, resp.StatusCode, answer)
		}
	}
	resp, answer := ask(t, ts, query, nil)
	if resp.StatusCode != http.StatusTooManyRequests || resp.Header.Get("Retry-After") != "1" || codeOf(t, answer) != "RATE_LIMITED" {
		t.Errorf("with 2 left: %d, Retry-After %q: %s", resp.StatusCode, resp.Header.Get("Retry-After"), answer)
	}
	clock = clock.Add(time.Second)
	if resp, answer := ask(t, ts, query, nil); resp.StatusCode != http.StatusOK {
		t.Errorf("a second later: %d %s", resp.StatusCode, answer)
	}
}

// stuck is a store whose search waits until it is told to stop.
type stuck struct {
	graph.Store
	begun   chan struct{}
	stopped chan struct{}
}

func (s *stuck) FindContacts(ctx context.Context, _ graph.ContactFilter, _ graph.Page) (*graph.Slice[*graph.Contact], error) {
	s.begun <- struct{}{}
	<-ctx.Done()
	s.stopped <- struct{}{}
	return nil, fmt.Errorf("store: %w", ctx.Err())
}

func newStuck(s graph.Store) *stuck { return &stuck{s, make(chan struct{}, 9), make(chan struct{}, 9)} }

func TestTimeout(t *testing.T) {
	s := newStuck(filled(t))
	ts := serve(t, s, server.Options{Limits: server.Limits{Time: 20 * time.Millisecond}})
	_, answer := ask(t, ts, `{ contacts { nodes { id } } }`, nil)
	if code := codeOf(t, answer); code != "TIMEOUT" {
		t.Errorf("code %q: %s", code, answer)
	}
	<-s.stopped
}

func TestClientGoesAway(t *testing.T) {
	s := newStuck(filled(t))
	ts := serve(t, s, server.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, ts.URL+"/graphql", strings.NewReader(`{"query":"{ contacts { nodes { id } } }"}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	go func() {
		<-s.begun
		cancel()
	}()
	if _, err := ts.Client().Do(req); err == nil {
		t.Error("the request was answered")
	}
	<-s.stopped
}

func TestInFlight(t *testing.T) {
	s := newStuck(filled(t))
	ts := serve(t, s, server.Options{Limits: server.Limits{InFlight: 1, Time: 1500 * time.Millisecond}})
	var wg sync.WaitGroup
	wg.Go(func() { ask(t, ts, `{ contacts { nodes { id } } }`, nil) })
	<-s.begun
	resp, answer := ask(t, ts, `{ stats { contacts } }`, nil)
	if resp.StatusCode != http.StatusServiceUnavailable || resp.Header.Get("Retry-After") == "" || codeOf(t, answer) != "OVERLOADED" {
		t.Errorf("%d, Retry-After %q: %s", resp.StatusCode, resp.Header.Get("Retry-After"), answer)
	}
	wg.Wait()
	if _, answer := ask(t, ts, `{ stats { contacts } }`, nil); codeOf(t, answer) != "" {
		t.Errorf("afterwards: %s", answer)
	}
}

func TestIntrospectionSwitch(t *testing.T) {
	const query = `{ __schema { queryType { name } } }`
	on, off := serve(t, filled(t), server.Options{}), serve(t, filled(t), server.Options{NoIntrospection: true})
	if _, answer := ask(t, on, query, nil); !strings.Contains(answer, `"name":"Query"`) {
		t.Errorf("on: %s", answer)
	}
	if _, answer := ask(t, off, query, nil); strings.Contains(answer, `"name":"Query"`) || codeOf(t, answer) == "INTERNAL" {
		t.Errorf("off: %s", answer)
	}
	if resp, _ := send(t, off, http.MethodGet, "/schema.graphql", ""); resp.StatusCode != http.StatusNotFound {
		t.Errorf("off: /schema.graphql is %d", resp.StatusCode)
	}
}

func hash(query string) string {
	h := sha256.Sum256([]byte(query))
	return hex.EncodeToString(h[:])
}

func persisted(query, hash string) string {
	b, _ := json.Marshal(map[string]any{"query": query, "extensions": map[string]any{"persistedQuery": map[string]any{"version": 1, "sha256Hash": hash}}})
	return string(b)
}

func TestPersistedQueries(t *testing.T) {
	const query = `{ stats { contacts } }`
	ts := serve(t, filled(t), server.Options{})
	for i, c := range []struct{ body, code string }{
		{persisted("", hash(query)), "PERSISTED_QUERY_NOT_FOUND"},
		{persisted(query, hash("another")), "BAD_REQUEST"},
		{persisted(query, hash(query)), ""},
		{persisted("", hash(query)), ""},
	} {
		if _, answer := send(t, ts, http.MethodPost, "/graphql", c.body, "Content-Type", "application/json"); codeOf(t, answer) != c.code {
			t.Errorf("step %d: want code %q: %s", i, c.code, answer)
		}
	}
}

func TestTrustedDocuments(t *testing.T) {
	const query = `query Stats { stats { contacts } }`
	ts := serve(t, filled(t), server.Options{Documents: map[string]string{hash(query): query}})
	for i, c := range []struct{ body, code string }{
		{persisted("", hash(query)), ""},
		{persisted(query, ""), ""},
		{persisted("{ stats { actors } }", hash(query)), "UNTRUSTED"},
		{persisted("", hash("{ stats { actors } }")), "UNTRUSTED"},
	} {
		if _, answer := send(t, ts, http.MethodPost, "/graphql", c.body, "Content-Type", "application/json"); codeOf(t, answer) != c.code {
			t.Errorf("step %d: want code %q: %s", i, c.code, answer)
		}
	}
}
