//go:build linux

package main

import (
	"context"
	"slices"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/neo4jstore"
	"github.com/demarche/demarche/graph/neo4jstore/neo4jtest"
	"github.com/demarche/demarche/ingest"
	"github.com/demarche/demarche/ingest/article"
)

// neo4jStages is what a round of ingest into an empty Neo4j took, in seconds of wall time: most of the work is the server's.
type neo4jStages struct {
	Store float64 `json:"store"` // merging and writing
	Raw   float64 `json:"raw"`   // the same articles and reports as bare nodes, by UNWIND
	Whole float64 `json:"whole"` // from articles to the store, extraction beside it
}

func takeInNeo4j(ctx context.Context, url string, g *ingest.Ingester, items []article.Item, all []*graph.Reports) (s neo4jStages, err error) {
	timed := func(do func(*neo4jstore.Store) error) (float64, error) {
		if err := neo4jtest.Wipe(ctx, url); err != nil {
			return 0, err
		}
		store, err := neo4jstore.Open(ctx, url, neo4jstore.Options{})
		if err != nil {
			return 0, err
		}
		defer store.Close()
		start := time.Now()
		err = do(store)
		return time.Since(start).Seconds(), err
	}
	if s.Store, err = timed(func(store *neo4jstore.Store) error { return putAll(ctx, store, all) }); err != nil {
		return s, err
	}
	if s.Raw, err = timed(func(*neo4jstore.Store) error { return unwindRaw(ctx, url, all) }); err != nil {
		return s, err
	}
	s.Whole, err = timed(func(store *neo4jstore.Store) error {
		into := *g
		into.Store = store
		_, err := into.Run(ctx, slices.Values(items), nil)
		return err
	})
	return s, err
}

// unwindRaw writes articles and their reports, as JSON, as nodes without relationships and indexes: what Neo4j can take over Bolt
// if nothing is merged or searched.
func unwindRaw(ctx context.Context, url string, all []*graph.Reports) error {
	driver, err := neo4j.NewDriverWithContext(url, neo4j.NoAuth())
	if err != nil {
		return err
	}
	defer driver.Close(ctx)
	session := driver.NewSession(ctx, neo4j.SessionConfig{})
	defer session.Close(ctx)
	for part := range slices.Chunk(all, ingest.PutBatch) {
		rows, err := rawRows(part)
		if err != nil {
			return err
		}
		_, err = session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
			for query, values := range map[string][]any{
				"UNWIND $rows AS r CREATE (:RawArticle {id: r[0], url: r[1], outlet: r[2], text: r[3]})": slices.Collect(chunks(rows.articles, 4)),
				"UNWIND $rows AS r CREATE (:RawReport {id: r[0], article: r[1], data: r[2]})":            slices.Collect(chunks(rows.reports, 3)),
			} {
				result, err := tx.Run(ctx, query, map[string]any{"rows": values})
				if err != nil {
					return nil, err
				}
				if _, err := result.Consume(ctx); err != nil {
					return nil, err
				}
			}
			return nil, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// chunks gives values in rows of n.
func chunks(values []any, n int) func(yield func(any) bool) {
	return func(yield func(any) bool) {
		for row := range slices.Chunk(values, n) {
			if !yield(row) {
				return
			}
		}
	}
}
