//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/graphtest"
	"github.com/demarche/demarche/graph/neo4jstore"
	"github.com/demarche/demarche/graph/neo4jstore/neo4jtest"
	"github.com/demarche/demarche/graph/sqlitestore"
)

// filled is a generated graph in both stores.
type filled struct {
	graph  *graphtest.Large
	sqlite string            // path of the file, empty where there is none
	neo4j  *neo4jtest.Server // nil where there is none
}

func (f *filled) stop() {
	if f.neo4j != nil {
		f.neo4j.Stop()
	}
}

// fill makes the graph where the folder does not hold it yet.
func fill(ctx context.Context, o options, contacts int) (*filled, error) {
	f := &filled{graph: graphtest.NewLarge(contacts)}
	dir, err := filepath.Abs(o.keep)
	if err != nil {
		return nil, err
	}
	if o.without != "sqlite" {
		f.sqlite = filepath.Join(dir, fmt.Sprintf("graph-%d.db", contacts))
		if err := f.fillSQLite(ctx); err != nil {
			return nil, err
		}
	}
	if o.without == "neo4j" {
		return f, nil
	}
	f.neo4j, err = neo4jtest.Launch(neo4jtest.Options{Data: filepath.Join(dir, fmt.Sprintf("neo4j-%d", contacts)), Heap: o.heap,
		Settings: []string{"server.memory.pagecache.size=" + o.heap}})
	if err != nil {
		fmt.Fprintf(os.Stderr, "without Neo4j: %v\n", err)
		return f, nil
	}
	if err := f.fillNeo4j(ctx, filepath.Join(dir, fmt.Sprintf("neo4j-%d.filled", contacts))); err != nil {
		f.stop()
		return nil, err
	}
	return f, nil
}

func (f *filled) fillSQLite(ctx context.Context) error {
	if _, err := os.Stat(f.sqlite); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	began := time.Now()
	if err := sqlitestore.Load(ctx, f.sqlite, f.graph.Articles()); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "SQLite filled in %.0f s, %.0f s of processor time\n", time.Since(began).Seconds(), processCPU(os.Getpid()).Seconds())
	return nil
}

// fillNeo4j loads the graph unless a file says that it is there. A database that was filled by half is refused.
func (f *filled) fillNeo4j(ctx context.Context, mark string) error {
	s, err := neo4jstore.Open(ctx, f.neo4j.URL, neo4jstore.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	if _, err := os.Stat(mark); err == nil {
		return nil
	}
	began, cpu := time.Now(), processCPU(os.Getpid())+processCPU(f.neo4j.PID)
	if err := s.Load(ctx, f.graph.Articles()); err != nil {
		return err
	}
	st, err := s.Stats(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "Neo4j filled with %s in %.0f s, %.0f s of processor time\n", counts(st), time.Since(began).Seconds(),
		(processCPU(os.Getpid()) + processCPU(f.neo4j.PID) - cpu).Seconds())
	return os.WriteFile(mark, []byte(counts(st)+"\n"), 0o644)
}

func counts(s *graph.Stats) string {
	return fmt.Sprintf("%d articles, %d actors, %d contacts, %d statements", s.Articles, s.Actors, s.Contacts, s.Statements)
}
