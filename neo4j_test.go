package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/graph/neo4jstore/neo4jtest"
)

// demarche carries out a command line and gives what it wrote.
func demarche(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

// TestNeo4j ingests the same articles into SQLite and into a Neo4j that asks for a password: both export the same graph.
// A server that is down, or refuses the password, is named with what it wants.
func TestNeo4j(t *testing.T) {
	code, _, errs := demarche(t, "contacts", "--store", "bolt://127.0.0.1:1")
	if code != exitFailed || !strings.Contains(errs, "no Neo4j answers at bolt://127.0.0.1:1") {
		t.Errorf("a server that is down: status %d, %s", code, errs)
	}
	server := neo4jtest.Start(t, neo4jtest.Options{Password: "correct-horse"})
	t.Setenv("NEO4J_USERNAME", "neo4j")
	t.Setenv("NEO4J_PASSWORD", "wrong-donkey")
	code, _, errs = demarche(t, "contacts", "--store", server.URL)
	if code != exitFailed || !strings.Contains(errs, "password") || strings.Contains(errs, "wrong-donkey") {
		t.Errorf("a wrong password: status %d, %s", code, errs)
	}
	t.Setenv("NEO4J_PASSWORD", "correct-horse")
	var exports []string
	for _, store := range []string{server.URL, "sqlite:" + filepath.Join(t.TempDir(), "a.db")} {
		if code, out, errs := demarche(t, "ingest", "--store", store, "testdata/articles"); code != exitOK {
			t.Fatalf("ingest into %s: status %d, %s%s", store, code, out, errs)
		}
		code, out, errs := demarche(t, "export", "--store", store)
		if code != exitOK || out == "" {
			t.Fatalf("export of %s: status %d, %s", store, code, errs)
		}
		exports = append(exports, out)
	}
	if d := cmp.Diff(strings.Split(exports[1], "\n"), strings.Split(exports[0], "\n")); d != "" {
		t.Errorf("the graphs differ (-SQLite +Neo4j):\n%s", d)
	}
}
