package neo4jstore

import (
	"slices"
	"testing"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/graphtest"
)

func TestLoad(t *testing.T) {
	s := open(t)
	articles := graphtest.Random(5, 40)
	if err := s.Load(t.Context(), slices.Values(articles)); err != nil {
		t.Fatal(err)
	}
	v, err := s.Verify(t.Context())
	if err != nil || len(v.Faults) > 0 {
		t.Fatalf("loaded graph: %v, %q", err, v.Faults)
	}
	latest, err := s.Latest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), articles...); err != nil {
		t.Fatal(err)
	}
	changes, err := s.Changes(t.Context(), latest, 10)
	if err != nil || len(changes) > 0 {
		t.Errorf("putting the same again changes %d contacts, %v", len(changes), err)
	}
	if err := s.Load(t.Context(), func(func(*graph.Reports) bool) {}); err == nil {
		t.Error("Load fills a store that is not empty")
	}
}
