package sqlitestore

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/demarche/demarche/graph/graphtest"
)

var (
	contacts = flag.Int("contacts", 10_000, "contacts of the graph that benchmarks ask")
	keep     = flag.String("keep", "", "folder that keeps generated graphs from run to run")
)

func BenchmarkPut(b *testing.B) {
	g := graphtest.NewLarge(100_000)
	b.Run("one by one", func(b *testing.B) { graphtest.BenchPut(b, openFile(b), g, 1) })
	b.Run("by 32", func(b *testing.B) { graphtest.BenchPut(b, openFile(b), g, 32) })
}

func BenchmarkQuestions(b *testing.B) {
	g := graphtest.NewLarge(*contacts)
	dir := *keep
	if dir == "" {
		dir = b.TempDir()
	}
	path := filepath.Join(dir, fmt.Sprintf("graph-%d.db", *contacts))
	if _, err := os.Stat(path); err != nil {
		if err := Load(b.Context(), path, g.Articles()); err != nil {
			b.Fatal(err)
		}
	}
	s, err := Open(path, Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	b.Run(g.Title(), func(b *testing.B) { graphtest.Bench(b, s, g) })
}
