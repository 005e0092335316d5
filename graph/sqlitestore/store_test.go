package sqlitestore

import (
	"path/filepath"
	"testing"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/graphtest"
)

func openMemory(t testing.TB) graph.Store {
	s, err := Open(":memory:", Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func openFile(t testing.TB) graph.Store {
	s, err := Open(filepath.Join(t.TempDir(), "graph.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestStore(t *testing.T) { graphtest.Run(t, openFile) }

// openFilled gives a store in memory that holds articles.
func openFilled(t testing.TB, articles []*graph.Reports) graph.Store {
	s := openMemory(t)
	if err := s.Put(t.Context(), articles...); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFeed(t *testing.T) {
	s, err := Open(":memory:", Options{Feed: 5})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	graphtest.Feed(t, s, 5)
}
