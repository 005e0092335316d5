package neo4jstore

import (
	"testing"

	"github.com/demarche/demarche/graph/graphtest"
)

func BenchmarkPut(b *testing.B) {
	s := open(b)
	graphtest.BenchPut(b, s, graphtest.NewLarge(100_000), 50)
}
