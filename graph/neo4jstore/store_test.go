package neo4jstore

import (
	"testing"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/graphtest"
	"github.com/demarche/demarche/graph/sqlitestore"
)

func TestStore(t *testing.T) {
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
