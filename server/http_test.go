package server_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/server"
)

// TestRequests is a table of requests that are not a plain query by POST.
func TestRequests(t *testing.T) {
	ts := serve(t, filled(t), server.Options{Origins: []string{"https://dash.example"}, Limits: server.Limits{Body: 1 << 20}})
	const query, get = `{"query":"{ stats { contacts } }"}`, "/graphql?query=%7Bstats%7Bcontacts%7D%7D"
	asJSON := []string{"Content-Type", "application/json"}
	for _, c := range []struct {
		name, method, path, body string
		headers                  []string
		status                   int
		contains                 string
	}{
		{"query by GET", "GET", get, "", nil, 200, `"contacts":10`},
		{"mutation by GET", "GET", "/graphql?query=mutation%7BingestArticle(input:%7Btext:%22a%22%7D)%7Barticle%7Bid%7D%7D%7D", "", nil, 405, "BAD_REQUEST"},
		{"GET without a query, by a program", "GET", "/graphql", "", nil, 400, "BAD_REQUEST"},
		{"GET without a query, by a browser", "GET", "/graphql", "", []string{"Accept", "text/html,*/*"}, 303, ""},
		{"DELETE", "DELETE", "/graphql", "", nil, 405, "BAD_REQUEST"},
		{"no JSON", "POST", "/graphql", "{ stats", asJSON, 400, "BAD_REQUEST"},
		{"JSON of another form", "POST", "/graphql", `{"query": 3}`, asJSON, 400, "BAD_REQUEST"},
		{"a batch", "POST", "/graphql", "[" + query + "]", asJSON, 400, "BAD_REQUEST"},
		{"empty body", "POST", "/graphql", "", asJSON, 400, "BAD_REQUEST"},
		{"null", "POST", "/graphql", "null", asJSON, 422, "GRAPHQL_VALIDATION_FAILED"},
		{"too large", "POST", "/graphql", `{"query":"` + strings.Repeat(" ", 1<<20) + `"}`, asJSON, 413, "TOO_LARGE"},
		{"a form of another site", "POST", "/graphql", "query=%7Bstats%7Bcontacts%7D%7D", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, "BAD_REQUEST"},
		{"JSON in a form's clothes", "POST", "/graphql", query, []string{"Content-Type", "text/plain"}, 415, "BAD_REQUEST"},
		{"a picture of another site", "GET", get, "", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"}, 403, "FORBIDDEN"},
		{"a page of another site", "POST", "/graphql", query, append(asJSON, "Origin", "https://evil.example"), 403, "FORBIDDEN"},
		{"a sandboxed page", "POST", "/graphql", query, append(asJSON, "Origin", "null"), 403, "FORBIDDEN"},
		{"a page of an allowed site", "POST", "/graphql", query, append(asJSON, "Origin", "https://dash.example"), 200, `"contacts":10`},
		{"the question before it", "OPTIONS", "/graphql", "", []string{"Origin", "https://dash.example", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization,content-type"}, 204, ""},
		{"its own page", "POST", "/graphql", query, append(asJSON, "Origin", ts.URL), 200, `"contacts":10`},
		{"a foreign name for this machine", "POST", "/graphql", query, append(asJSON, "Host", "evil.example"), 403, "FORBIDDEN"},
		{"localhost", "POST", "/graphql", query, append(asJSON, "Host", "localhost:8080"), 200, `"contacts":10`},
		{"first page", "GET", "/", "", nil, 200, "Who spoke with whom"},
		{"schema", "GET", "/schema.graphql", "", nil, 200, "interface Actor"},
		{"alive", "GET", "/livez", "", nil, 200, "alive"},
		{"ready", "GET", "/readyz", "", nil, 200, "ready"},
		{"metrics", "GET", "/metrics", "", nil, 200, `demarche_requests_total{operation="query stats",status="200"}`},
		{"nothing", "GET", "/nothing", "", nil, 404, ""},
		{"nothing of GraphiQL's", "GET", "/graphiql/nothing.js", "", nil, 404, ""},
	} {
		resp, answer := send(t, ts, c.method, c.path, c.body, c.headers...)
		if resp.StatusCode != c.status || !strings.Contains(answer, c.contains) {
			t.Errorf("%s: %d %.300s; want %d with %q", c.name, resp.StatusCode, answer, c.status, c.contains)
		}
		if resp.Header.Get("X-Request-Id") == "" {
			t.Errorf("%s: no X-Request-Id", c.name)
		}
	}
	resp, _ := send(t, ts, "POST", "/graphql", query, append(asJSON, "Origin", "https://dash.example", "X-Request-Id", "abc-1")...)
	if got := resp.Header.Get("Access-Control-Allow-Origin"); got != "https://dash.example" {
		t.Errorf("Access-Control-Allow-Origin is %q", got)
	}
	if got := resp.Header.Get("X-Request-Id"); got != "abc-1" {
		t.Errorf("X-Request-Id is %q, not the client's", got)
	}
}

// broken is a store that fails, or panics.
type broken struct {
	graph.Store
	panics bool
}

func (b broken) FindContacts(context.Context, graph.ContactFilter, graph.Page) (*graph.Slice[*graph.Contact], error) {
	if b.panics {
		panic("secret state")
	}
	return nil, errors.New("dial tcp 10.1.2.3:7687: secret detail")
}

func (b broken) Ping(context.Context) error { return errors.New("secret detail") }

// TestInternalErrors shows that what only concerns operators goes to the log, with the request's id, and not to clients.
func TestInternalErrors(t *testing.T) {
	for _, b := range []broken{{Store: filled(t)}, {Store: filled(t), panics: true}} {
		var log bytes.Buffer
		ts := serve(t, b, server.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
		_, answer := ask(t, ts, `{ a: contacts { nodes { id } } stats { contacts } }`, nil, "X-Request-Id", "req-7")
		if codeOf(t, answer) != "INTERNAL" || strings.Contains(answer, "secret") || !strings.Contains(answer, "req-7") {
			t.Errorf("answer: %s", answer)
		}
		if l := log.String(); !strings.Contains(l, "secret") || !strings.Contains(l, "req-7") {
			t.Errorf("log: %s", l)
		}
		if resp, answer := send(t, ts, "GET", "/readyz", ""); resp.StatusCode != 503 || strings.Contains(answer, "secret") {
			t.Errorf("readyz: %d %s", resp.StatusCode, answer)
		}
		if resp, answer := send(t, ts, "GET", "/", ""); resp.StatusCode != 200 {
			t.Errorf("first page: %d %s", resp.StatusCode, answer)
		}
	}
}

func TestTokens(t *testing.T) {
	s := filled(t)
	secrets := map[string]string{}
	for name, scopes := range map[string][]graph.Scope{
		"reader": {graph.ScopeRead}, "feeder": {graph.ScopeIngest}, "ann": {graph.ScopeRead, graph.ScopeCorrect}, "root": {graph.ScopeAdmin}, "old": {graph.ScopeAdmin},
	} {
		secret, hash := server.NewSecret()
		secrets[name] = secret
		if err := s.AddToken(t.Context(), graph.Token{Name: name, Hash: hash, Scopes: scopes, Created: now()}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.RevokeToken(t.Context(), "old"); err != nil {
		t.Fatal(err)
	}
	ts := serve(t, s, server.Options{Access: server.Tokens, Ingester: echo{s}})
	const read = `{ stats { contacts } }`
	const ingest = `mutation { ingestArticle(input: {text: "A text.", url: "https://a.example/1"}) { article { url } } }`
	const correct = `mutation { keepActorsApart(actors: ["Q148", "Q159"], reason: "they are", author: "somebody else") { correction { author } } }`
	for _, c := range []struct {
		token, query string
		status       int
		want         string
	}{
		{"", read, 401, "UNAUTHORIZED"},
		{"unknown", read, 401, "UNAUTHORIZED"},
		{"old", read, 401, "UNAUTHORIZED"},
		{"reader", read, 200, `"contacts":10`},
		{"reader", ingest, 200, "FORBIDDEN"},
		{"reader", correct, 200, "FORBIDDEN"},
		{"feeder", read, 403, "FORBIDDEN"},
		{"feeder", ingest, 200, "https://a.example/1"},
		{"feeder", correct, 200, "FORBIDDEN"},
		{"ann", correct, 200, `"author":"ann"`},
		{"root", ingest, 200, "https://a.example/1"},
		{"root", read, 200, `"contacts":10`},
	} {
		var headers []string
		if c.token != "" {
			headers = []string{"Authorization", "Bearer " + secrets[c.token] + map[bool]string{true: "x"}[secrets[c.token] == ""]}
		}
		resp, answer := ask(t, ts, c.query, nil, headers...)
		if resp.StatusCode != c.status || !strings.Contains(answer, c.want) {
			t.Errorf("%q asks %s: %d %s; want %d with %s", c.token, c.query, resp.StatusCode, answer, c.status, c.want)
		}
	}
	if resp, _ := send(t, ts, http.MethodGet, "/metrics", ""); resp.StatusCode != 401 {
		t.Errorf("metrics without a token: %d", resp.StatusCode)
	}
	if _, page := send(t, ts, http.MethodGet, "/", ""); strings.Contains(page, "articles read") {
		t.Errorf("the first page tells counts to everybody: %s", page)
	}
}

// echo takes articles and finds nothing in them.
type echo struct{ store graph.Store }

func (e echo) Ingest(ctx context.Context, a graph.Article) (*graph.Reports, error) {
	r := (&graph.Reports{Article: a}).Complete()
	return r, e.store.Put(ctx, r)
}
