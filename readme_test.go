package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/graph/sqlitestore"
	"github.com/demarche/demarche/internal/golden"
	"github.com/demarche/demarche/server"
)

var fence = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```$")

// TestReadme carries out the examples of the README: each command of a console block, and each GraphQL query, whose
// answer is the JSON block after it. `make golden` brings the answers up to date.
func TestReadme(t *testing.T) {
	const name = "README.md"
	readme, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.Symlink(filepath.Join(root, "testdata"), "testdata"); err != nil {
		t.Fatal(err)
	}
	query := ""
	n := 0
	got := fence.ReplaceAllStringFunc(string(readme), func(block string) string {
		m := fence.FindStringSubmatch(block)
		switch m[1] {
		case "console":
			n++
			return "```console\n" + console(t, m[2]) + "```"
		case "graphql":
			query = m[2]
		case "json":
			n++
			return "```json\n" + ask(t, query) + "```"
		}
		return block
	})
	if n == 0 {
		t.Error("the README has no example")
	}
	if got == string(readme) {
		return
	}
	if golden.Update() {
		if err := os.WriteFile(filepath.Join(root, name), []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("%s (-want +got); if this is meant, run: make golden\n%s", name, cmp.Diff(strings.Split(string(readme), "\n"), strings.Split(got, "\n")))
}

// seconds is how long an ingest took, which is another each time.
var seconds = regexp.MustCompile(`in [0-9.]+ s:`)

// console carries out the commands of a block and gives them with their output. The time that ingest took stays as it
// was.
func console(t *testing.T, block string) string {
	var out strings.Builder
	for part := range strings.SplitSeq(strings.TrimPrefix(block, "$ "), "\n$ ") {
		command, was, _ := strings.Cut(strings.TrimSuffix(part, "\n"), "\n")
		args := strings.Fields(command)[1:]
		code, got, errs := demarche(t, args...)
		if code != exitOK {
			t.Errorf("%s: status %d: %s", command, code, errs)
		}
		got = strings.TrimSuffix(got, "\n")
		if args[0] == "ingest" && seconds.ReplaceAllString(got, "") == seconds.ReplaceAllString(was, "") {
			got = was
		}
		out.WriteString("$ " + command + "\n" + got + "\n")
	}
	return out.String()
}

// ask sends a query to a server of the graph that the commands before it made.
func ask(t *testing.T, query string) string {
	store, err := sqlitestore.Open(strings.TrimPrefix(defaultStore, "sqlite:"), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	s := server.New(store, server.Options{Access: server.Anyone})
	defer s.Close()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	var answer struct {
		Data   json.RawMessage `json:"data,omitempty"`
		Errors json.RawMessage `json:"errors,omitempty"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%v: %s", err, w.Body)
	}
	if answer.Errors != nil {
		t.Errorf("%s gives %s", query, answer.Errors)
	}
	out, err := json.MarshalIndent(answer, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out) + "\n"
}
