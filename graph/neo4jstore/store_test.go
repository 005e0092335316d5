package neo4jstore

import (
	"flag"
	"testing"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/graphtest"
	"github.com/demarche/demarche/graph/neo4jstore/neo4jtest"
	"github.com/demarche/demarche/graph/sqlitestore"
)

// randomGraphs is fewer than other stores take: most of their time here is Neo4j planning each new query.
const randomGraphs = "2"

func TestStore(t *testing.T) {
	if f := flag.Lookup("graphtest.seeds"); f.Value.String() == f.DefValue {
		if err := f.Value.Set(randomGraphs); err != nil {
			t.Fatal(err)
		}
	}
	graphtest.Run(t, func(t testing.TB) graph.Store { return open(t) })
}

func TestSameAnswersAsSQLite(t *testing.T) {
	lite, err := sqlitestore.Open(":memory:", sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer lite.Close()
	graphtest.Equal(t, lite, open(t), 77)
}

func TestFeed(t *testing.T) {
	s, err := Open(t.Context(), neo4jtest.URL(t), Options{Feed: 5})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	graphtest.Feed(t, s, 5)
}
