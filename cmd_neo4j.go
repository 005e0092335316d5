package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/neo4jstore"
)

func newNeo4jCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "neo4j",
		Short: "Look after a graph in Neo4j and help to explore it in Neo4j Browser",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newNeo4jVerifyCommand(a), newNeo4jSyncCommand(a), newNeo4jStyleCommand(a), newNeo4jGuideCommand(a))
	return cmd
}

// openNeo4j opens the store where it is in Neo4j.
func (a *app) openNeo4j(ctx context.Context) (*neo4jstore.Store, error) {
	if scheme, _, _ := strings.Cut(a.store, ":"); !slices.Contains(neo4jSchemes, scheme) {
		return nil, usagef("--store: %s is not in Neo4j; name it as neo4j://HOST or bolt://HOST", a.store)
	}
	store, err := a.openStore(ctx)
	if err != nil {
		return nil, err
	}
	return store.(*neo4jstore.Store), nil
}

func newNeo4jVerifyCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Count what is in Neo4j and check that it is what the articles say",
		Long: `Verify counts nodes and relationships, checks that all constraints and indexes can be used, and merges the reports of all
articles anew, in memory, to hold the graph against what comes of them. Exit status 0 only if nothing is amiss.`,
		Example: `  demarche neo4j verify --store neo4j://localhost`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			store, err := a.openNeo4j(cmd.Context())
			if err != nil {
				return err
			}
			defer store.Close()
			v, err := store.Verify(cmd.Context())
			if err != nil {
				return err
			}
			out := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
			fmt.Fprintf(out, "server\t%s\n", v.Server)
			fmt.Fprintf(out, "constraints and indexes\t%d\n", v.Schema)
			for _, label := range slices.Sorted(maps.Keys(v.Nodes)) {
				fmt.Fprintf(out, "(:%s)\t%d\n", label, v.Nodes[label])
			}
			for _, kind := range slices.Sorted(maps.Keys(v.Relationships)) {
				fmt.Fprintf(out, "[:%s]\t%d\n", kind, v.Relationships[kind])
			}
			if err := out.Flush(); err != nil {
				return err
			}
			for _, f := range v.Faults {
				fmt.Fprintln(a.errs, f)
			}
			if len(v.Faults) > 0 {
				return fmt.Errorf("%s is not in order", a.store)
			}
			fmt.Fprintln(a.out, "The graph is what the articles say.")
			return nil
		},
	}
	a.storeFlag(cmd)
	return cmd
}

func newNeo4jSyncCommand(a *app) *cobra.Command {
	var from string
	var prune bool
	cmd := &cobra.Command{
		Use:   "sync",
		Short: "Copy a graph from another store into Neo4j",
		Long: `Sync puts into Neo4j what the articles of another store say, and the corrections of analysts. What is there already
stays as it is, so that it can be run again after each ingest. With --prune, articles that the other store does not
have are taken out. Corrections are copied where those in Neo4j are the first ones of the other store's; tokens are not.`,
		Example: `  demarche neo4j sync --from sqlite:demarche.db --store neo4j://localhost`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			source, err := (&app{store: from}).openGraph(ctx)
			if err != nil {
				return err
			}
			defer source.Close()
			target, err := a.openNeo4j(ctx)
			if err != nil {
				return err
			}
			defer target.Close()
			articles, err := syncArticles(ctx, source, target)
			if err != nil {
				return err
			}
			pruned := 0
			if prune {
				if pruned, err = pruneArticles(ctx, source, target); err != nil {
					return err
				}
			}
			corrected, err := syncCorrections(ctx, source, target)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.out, "%d articles and %d corrections copied, %d articles taken out\n", articles, corrected, pruned)
			return nil
		},
	}
	a.storeFlag(cmd)
	cmd.Flags().StringVar(&from, "from", defaultStore, "the `store` to copy from")
	cmd.Flags().BoolVar(&prune, "prune", false, "take out articles that the other store does not have")
	return cmd
}

// syncPage is how many articles are copied at a time.
const syncPage = 100

// syncArticles copies what all articles say and gives their number.
func syncArticles(ctx context.Context, source, target graph.Store) (int, error) {
	n := 0
	for ids, err := range articlePages(ctx, source) {
		if err != nil {
			return n, err
		}
		reports, err := source.ArticleReports(ctx, ids)
		if err != nil {
			return n, err
		}
		reports = slices.DeleteFunc(reports, func(r *graph.Reports) bool { return r == nil })
		if err := target.Put(ctx, reports...); err != nil {
			return n, err
		}
		n += len(reports)
	}
	return n, nil
}

// pruneArticles takes the articles out of target that source does not have.
func pruneArticles(ctx context.Context, source, target graph.Store) (int, error) {
	var gone []graph.ArticleID
	for ids, err := range articlePages(ctx, target) {
		if err != nil {
			return 0, err
		}
		there, err := source.Articles(ctx, ids)
		if err != nil {
			return 0, err
		}
		for i, article := range there {
			if article == nil {
				gone = append(gone, ids[i])
			}
		}
	}
	return len(gone), target.Remove(ctx, gone...)
}

// articlePages gives the ids of all articles of a store, a page at a time.
func articlePages(ctx context.Context, store graph.Store) func(func([]graph.ArticleID, error) bool) {
	return func(yield func([]graph.ArticleID, error) bool) {
		p := graph.Page{First: syncPage, NoTotal: true}
		for {
			s, err := store.FindArticles(ctx, graph.ArticleFilter{}, p)
			if err != nil {
				yield(nil, err)
				return
			}
			ids := make([]graph.ArticleID, len(s.Items))
			for i, article := range s.Items {
				ids[i] = article.ID
			}
			if len(ids) > 0 && !yield(ids, nil) || !s.HasNext {
				return
			}
			p.After = s.Cursors[len(s.Cursors)-1]
		}
	}
}

// syncCorrections copies the corrections that target does not have yet, and takes back those that source took back.
func syncCorrections(ctx context.Context, source, target graph.Store) (int, error) {
	theirs, err := auditTrail(ctx, source)
	if err != nil {
		return 0, err
	}
	ours, err := auditTrail(ctx, target)
	if err != nil {
		return 0, err
	}
	if len(ours) > len(theirs) {
		return 0, fmt.Errorf("corrections: Neo4j has %d, the other store %d; those of Neo4j would be lost", len(ours), len(theirs))
	}
	n := 0
	for i, c := range theirs {
		undone := c.Undone
		if i < len(ours) {
			o := ours[i]
			if o.Op != c.Op || o.Author != c.Author || !o.Time.Equal(c.Time) {
				return n, fmt.Errorf("corrections: number %d in Neo4j is another one than in the other store", c.ID)
			}
			if undone == nil || o.Undone != nil {
				continue
			}
			c = o
		} else {
			plain := *c
			plain.Undone = nil
			if c, err = target.Correct(ctx, plain); err != nil {
				return n, err
			}
		}
		if undone != nil {
			if _, err := target.Undo(ctx, c.ID, *undone); err != nil {
				return n, err
			}
		}
		n++
	}
	return n, nil
}

// auditTrail gives all corrections, oldest first.
func auditTrail(ctx context.Context, store graph.Store) ([]*graph.Correction, error) {
	var all []*graph.Correction
	p := graph.Page{First: graph.MaxPage}
	for {
		s, err := store.Corrections(ctx, graph.CorrectionFilter{}, p)
		if err != nil {
			return nil, err
		}
		all = append(all, s.Items...)
		if !s.HasNext {
			slices.Reverse(all)
			return all, nil
		}
		p.After = s.Cursors[len(s.Cursors)-1]
	}
}

func newNeo4jStyleCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "style",
		Short: "Print a style for Neo4j Browser: names on nodes, a colour for each label",
		Long: `Style prints a .grass file. Drop it on the window of Neo4j Browser; :style shows what is in force, :style reset undoes
it.`,
		Example: `  demarche neo4j style > demarche.grass`,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprint(a.out, neo4jstore.Style)
			return err
		},
	}
}

func newNeo4jGuideCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "guide",
		Short:   "Print queries for exploring the graph in Neo4j Browser",
		Example: `  demarche neo4j guide`,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprint(a.out, neo4jstore.Guide)
			return err
		},
	}
}
