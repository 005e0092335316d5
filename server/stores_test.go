package server_test

import (
	"path/filepath"
	"testing"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/neo4jstore"
	"github.com/demarche/demarche/graph/neo4jstore/neo4jtest"
	"github.com/demarche/demarche/graph/sqlitestore"
)

// eachStore runs a test over an empty SQLite file and over an empty Neo4j.
func eachStore(t *testing.T, test func(*testing.T, graph.Store)) {
	t.Run("SQLite", func(t *testing.T) {
		s := openAt(t, filepath.Join(t.TempDir(), "graph.db"))
		defer s.Close()
		test(t, s)
	})
	t.Run("Neo4j", func(t *testing.T) {
		if testing.Short() {
			t.Skip("starts Neo4j")
		}
		s, err := neo4jstore.Open(t.Context(), neo4jtest.URL(t), neo4jstore.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		test(t, s)
	})
}

func openAt(t *testing.T, path string) graph.Store {
	t.Helper()
	s, err := sqlitestore.Open(path, sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
