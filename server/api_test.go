package server_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/sqlitestore"
	"github.com/demarche/demarche/internal/golden"
	"github.com/demarche/demarche/server"
)

// now is the server's clock in tests.
func now() time.Time { return time.Date(2023, 6, 1, 12, 0, 0, 0, time.UTC) }

// filled gives a SQLite store in memory that holds the fixture.
func filled(t *testing.T) graph.Store {
	s := empty(t)
	if err := s.Put(t.Context(), fixture(t)...); err != nil {
		t.Fatal(err)
	}
	return s
}

func empty(t *testing.T) graph.Store {
	s, err := sqlitestore.Open(":memory:", sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// serve starts a server of the store on a loopback port.
func serve(t *testing.T, s graph.Store, o server.Options) *httptest.Server {
	if o.Now == nil {
		o.Now = now
	}
	if o.Tick == 0 {
		o.Tick = 10 * time.Millisecond
	}
	h := server.New(s, o)
	ts := httptest.NewServer(h)
	t.Cleanup(func() {
		h.Close()
		ts.Close()
	})
	return ts
}

// ask posts a query and gives status, headers and the answer.
func ask(t *testing.T, ts *httptest.Server, query string, variables map[string]any, headers ...string) (*http.Response, string) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	return send(t, ts, http.MethodPost, "/graphql", string(body), append([]string{"Content-Type", "application/json"}, headers...)...)
}

func send(t *testing.T, ts *httptest.Server, method, path, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, ts.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			req.Host = headers[i+1]
		}
		req.Header.Set(headers[i], headers[i+1])
	}
	c := *ts.Client()
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(b)
}

// TestAPI runs every table of testdata/api: pairs of a file *.graphql and a file *.json, the request and its answer;
// a file *.variables before them holds the variables. Requests of one table share a server, so that they can build on
// each other.
func TestAPI(t *testing.T) {
	tables, err := filepath.Glob("testdata/api/*.txtar")
	if err != nil || len(tables) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	for _, path := range tables {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			ts := serve(t, filled(t), server.Options{})
			out := &txtar.Archive{Comment: a.Comment}
			want := map[string]string{}
			for _, f := range a.Files {
				want[f.Name] = string(f.Data)
			}
			for _, f := range a.Files {
				name, isQuery := strings.CutSuffix(f.Name, ".graphql")
				if !isQuery {
					continue
				}
				var variables map[string]any
				if v, ok := want[name+".variables"]; ok {
					if err := json.Unmarshal([]byte(v), &variables); err != nil {
						t.Fatalf("%s: %v", name, err)
					}
					out.Files = append(out.Files, txtar.File{Name: name + ".variables", Data: []byte(v)})
				}
				_, answer := ask(t, ts, string(f.Data), variables)
				got := tidy(t, answer)
				out.Files = append(out.Files, f, txtar.File{Name: name + ".json", Data: []byte(got)})
			}
			golden.Check(t, path, txtar.Format(out))
		})
	}
}

// TestSchema shows every change of the schema that clients see; mean it before you take it with -update.
func TestSchema(t *testing.T) {
	ts := serve(t, empty(t), server.Options{})
	_, text := send(t, ts, http.MethodGet, "/schema.graphql", "")
	golden.Check(t, "testdata/schema.graphql", []byte(text))
}

// tidy indents an answer and leaves out its cost, which has a test of its own.
func tidy(t *testing.T, answer string) string {
	t.Helper()
	var v map[string]json.RawMessage
	if err := json.Unmarshal([]byte(answer), &v); err != nil {
		t.Fatalf("%v in %q", err, answer)
	}
	var b bytes.Buffer
	for _, part := range []string{"data", "errors"} {
		if v[part] == nil {
			continue
		}
		if err := json.Indent(&b, v[part], "", "  "); err != nil {
			t.Fatal(err)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
