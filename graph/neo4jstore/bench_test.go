package neo4jstore

import (
	"flag"
	"testing"

	"github.com/demarche/demarche/graph/graphtest"
	"github.com/demarche/demarche/graph/neo4jstore/neo4jtest"
)

var graphContacts = flag.Int("contacts", 10_000, "contacts of the graph that benchmarks ask")

func BenchmarkPut(b *testing.B) {
	graphtest.BenchPut(b, open(b), graphtest.NewLarge(100_000), batchArticles)
}

// BenchmarkQuestions asks a server of its own, with memory enough to be measured; it takes a while to fill.
func BenchmarkQuestions(b *testing.B) {
	server := neo4jtest.Start(b, neo4jtest.Options{Heap: "4g", Settings: []string{"server.memory.pagecache.size=4g"}})
	s, err := Open(b.Context(), server.URL, Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	g := graphtest.NewLarge(*graphContacts)
	if err := s.Load(b.Context(), g.Articles()); err != nil {
		b.Fatal(err)
	}
	b.Run(g.Title(), func(b *testing.B) { graphtest.Bench(b, s, g) })
}
