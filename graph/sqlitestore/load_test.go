package sqlitestore

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/demarche/demarche/graph/graphtest"
)

// A loaded store gives the same answers as one that was put together article by article, and goes on as one.
func TestLoad(t *testing.T) {
	articles := graphtest.Random(5, 30)
	path := filepath.Join(t.TempDir(), "graph.db")
	if err := Load(t.Context(), path, slices.Values(articles)); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	graphtest.Same(t, openFilled(t, articles), s)
	more := graphtest.Random(6, 20)
	for _, r := range more {
		if err := s.Put(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	graphtest.Same(t, openFilled(t, append(articles, more...)), s)
	if err := Load(t.Context(), path, slices.Values(articles)); err == nil {
		t.Error("loading over a store is no error")
	}
}
