package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarche/demarche/graph/neo4jstore/neo4jtest"
	"github.com/demarche/demarche/internal/golden"
)

// TestAPIDoc runs the recipes of docs/api.md against the program with testdata/articles in its graph: the JSON after each
// query is what the server answers, from SQLite and from Neo4j alike.
func TestAPIDoc(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { apiDoc(t, "sqlite:"+filepath.Join(t.TempDir(), "a.db")) })
	t.Run("Neo4j", func(t *testing.T) { apiDoc(t, neo4jtest.URL(t)) })
}

func apiDoc(t *testing.T, store string) {
	const name = "docs/api.md"
	doc, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if code, _, errs := demarche(t, "ingest", "--store", store, "testdata/articles"); code != exitOK {
		t.Fatalf("ingest: status %d, %s", code, errs)
	}
	url, stop := startServer(t, "--addr", "127.0.0.1:0", "--store", store)
	defer stop()
	asked, recipes := "", 0
	golden.Check(t, name, []byte(fence.ReplaceAllStringFunc(string(doc), func(block string) string {
		m := fence.FindStringSubmatch(block)
		switch m[1] {
		case "graphql":
			asked = m[2]
		case "json":
			recipes++
			return "```json\n" + recipe(t, query(t, url, asked, nil)) + "```"
		}
		return block
	})))
	if recipes != 10 {
		t.Errorf("%d recipes, want one for each of the ten questions", recipes)
	}
}

// recipe gives the data of an answer; an answer with errors is none for a recipe.
func recipe(t *testing.T, answer string) string {
	t.Helper()
	var a struct{ Data, Errors json.RawMessage }
	if err := json.Unmarshal([]byte(answer), &a); err != nil || a.Errors != nil {
		t.Errorf("%v in %s", err, answer)
	}
	return pretty(t, a.Data) + "\n"
}

// pretty lays JSON out for reading: what fits on a line stands on one.
func pretty(t *testing.T, data []byte) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, data, "", "  "); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	for i := len(lines) - 1; i >= 0; i-- { // from the innermost out, a block that fits is drawn together
		if last := lines[i][max(0, len(lines[i])-1):]; last != "{" && last != "[" {
			continue
		}
		indent := lines[i][:len(lines[i])-len(strings.TrimLeft(lines[i], " "))]
		end := i + 1
		for !strings.HasPrefix(lines[end], indent+"}") && !strings.HasPrefix(lines[end], indent+"]") {
			end++
		}
		parts := make([]string, 0, end-i)
		for _, l := range lines[i+1 : end] {
			parts = append(parts, strings.TrimSpace(l))
		}
		pad := ""
		if strings.HasSuffix(lines[i], "{") {
			pad = " "
		}
		if line := lines[i] + pad + strings.Join(parts, " ") + pad + strings.TrimSpace(lines[end]); len([]rune(line)) <= 120 {
			lines = append(lines[:i], append([]string{line}, lines[end+1:]...)...)
		}
	}
	return strings.Join(lines, "\n")
}
