package neo4jstore

import (
	"testing"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/graphtest"
)

func TestStore(t *testing.T) {
	graphtest.Run(t, func(t testing.TB) graph.Store { return open(t) })
}
