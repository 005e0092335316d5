package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/neo4jstore"
	"github.com/demarche/demarche/graph/sqlitestore"
)

// defaultStore is where the graph is kept where nobody says otherwise.
const defaultStore = "sqlite:demarche.db"

// neo4jSchemes are the forms of Neo4j's addresses: with routing or without, with TLS (+s), its certificate checked or
// not (+ssc).
var neo4jSchemes = []string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}

// storeFlag gives a command the flag that openStore reads.
func (a *app) storeFlag(cmd *cobra.Command) {
	def := os.Getenv("DEMARCHE_STORE")
	if def == "" {
		def = defaultStore
	}
	cmd.Flags().StringVar(&a.store, "store", def, "where the graph is: sqlite:`PATH`, neo4j://HOST or bolt://HOST, +s for TLS (DEMARCHE_STORE); Neo4j's user and\npassword are in NEO4J_USERNAME and NEO4J_PASSWORD")
}

// openStore opens the store that the command line names. It is the one place that knows which stores there are.
func (a *app) openStore(ctx context.Context) (graph.Store, error) {
	scheme, rest, ok := strings.Cut(a.store, ":")
	switch {
	case !ok || rest == "":
		return nil, badStore(a.store)
	case scheme == "sqlite":
		return sqlitestore.Open(rest, sqlitestore.Options{})
	case slices.Contains(neo4jSchemes, scheme):
		return neo4jstore.Open(ctx, a.store, neo4jstore.Options{
			User: os.Getenv("NEO4J_USERNAME"), Password: os.Getenv("NEO4J_PASSWORD"), Database: os.Getenv("NEO4J_DATABASE"),
		})
	}
	return nil, badStore(a.store)
}

// openGraph opens the store for reading: unlike openStore it does not begin a new graph where there is none.
func (a *app) openGraph(ctx context.Context) (graph.Store, error) {
	if path, ok := strings.CutPrefix(a.store, "sqlite:"); ok && path != "" && path != ":memory:" {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: there is no graph yet; demarche ingest makes one", a.store)
		}
	}
	return a.openStore(ctx)
}

func badStore(store string) error {
	return usagef("--store: %q is not sqlite:PATH, neo4j://HOST or bolt://HOST", store)
}
