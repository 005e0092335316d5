package neo4jstore

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/demarche/demarche/graph"
)

// loadPortion is how many rows of a query Load gives to one transaction.
const loadPortion = 2000

// Load fills an empty store with many articles, several times faster than Put: all reports are merged at once, in
// memory, each thing is written once, and indexes are made at the end. It is not one transaction: where it fails, the store is to be emptied. No
// article may come twice.
func (s *Store) Load(ctx context.Context, articles iter.Seq[*graph.Reports]) error {
	if n, err := s.Stats(ctx); err != nil || *n != (graph.Stats{}) {
		if err == nil {
			err = fmt.Errorf("neo4jstore: load: %s is not empty", s.target)
		}
		return err
	}
	if err := s.dropIndexes(ctx); err != nil {
		return err
	}
	w := &writer{t: &tx{ctx: ctx, store: s, each: s}, rules: graph.NewRules(nil), put: map[graph.ReportID]bool{}, tallies: tallies{}, fresh: true}
	w.idx = newIndex(w.t, w.rules)
	var changes []change
	var filed []*graph.Filed
	write := func() error {
		_, err := w.writeArticles(changes, w.rules)
		changes = changes[:0]
		return err
	}
	for r := range articles {
		if err := r.Check(); err != nil {
			return err
		}
		r = r.Complete()
		said, err := json.Marshal(r)
		if err != nil {
			return err
		}
		for _, f := range file(r, w.rules) {
			filed = append(filed, f)
			w.idx.filed[f.ID()], w.put[f.ID()] = f, true
		}
		if changes = append(changes, change{new: r, said: string(said)}); len(changes) == loadPortion {
			if err := write(); err != nil {
				return err
			}
		}
	}
	if err := write(); err != nil {
		return err
	}
	if err := w.load(filed); err != nil {
		return err
	}
	return s.prepare(ctx)
}

// usedByLoad are the indexes that Load itself reads, besides those of constraints.
var usedByLoad = []string{"actor_part", "statement_matter"}

// dropIndexes drops the others: made at the end, from all that is there at once, they take a fraction of the time.
func (s *Store) dropIndexes(ctx context.Context) error {
	for _, statement := range statements(query("schema")) {
		name := madeBy.FindStringSubmatch(statement)[1]
		if strings.HasPrefix(statement, "CREATE CONSTRAINT") || slices.Contains(usedByLoad, name) {
			continue
		}
		if _, err := write(ctx, s, "load", func(t *tx) (struct{}, error) { return struct{}{}, t.run("DROP INDEX "+name+" IF EXISTS", nil) }); err != nil {
			return err
		}
	}
	return nil
}

// load merges all reports and writes them with the events that follow.
func (w *writer) load(filed []*graph.Filed) error {
	none := nothing{}
	contacts, err := graph.RemergeContacts(w.t.ctx, none, contactsIn(filed), nil)
	if err != nil {
		return err
	}
	statements, err := graph.RemergeStatements(w.t.ctx, none, statementsIn(filed), nil)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(filed, loadPortion) {
		events := map[graph.ReportID]string{}
		for _, f := range part {
			if f.Contact != nil {
				events[f.ID()] = string(contacts.Held[f.ID()])
			} else {
				events[f.ID()] = string(statements.Held[f.ID()])
			}
		}
		if err := w.writeReports(reportChanges{put: part}, events); err != nil {
			return err
		}
	}
	for part := range slices.Chunk(contacts.Put, loadPortion) {
		if err := w.writeContacts(&graph.ContactChanges{Put: part}); err != nil {
			return err
		}
		clear(w.idx.contacts)
	}
	if err := w.writeTallies(); err != nil {
		return err
	}
	for part := range slices.Chunk(statements.Put, loadPortion) {
		if err := w.writeStatements(&graph.StatementChanges{Put: part}); err != nil {
			return err
		}
	}
	return nil
}

// nothing is the graph.Index of an empty store.
type nothing struct{}

func (nothing) Near(context.Context, []graph.Block) ([]*graph.Filed, error) { return nil, nil }
func (nothing) Held(context.Context, []string) ([]*graph.Filed, error)      { return nil, nil }
func (nothing) Contacts(context.Context, []graph.ContactID) ([]*graph.Contact, error) {
	return nil, nil
}

// portions runs a query in transactions of its own: one for each portion of its rows or ids.
func (t *tx) portions(cypher string, params map[string]any) ([]*neo4j.Record, error) {
	once := func(params map[string]any) ([]*neo4j.Record, error) {
		return write(t.ctx, t.each, "load", func(t *tx) ([]*neo4j.Record, error) { return t.rows(cypher, params) })
	}
	for key, all := range params {
		switch all := all.(type) {
		case []any:
			return inPortions(once, params, key, all)
		case []string:
			return inPortions(once, params, key, all)
		}
	}
	return once(params)
}

func inPortions[T any](once func(map[string]any) ([]*neo4j.Record, error), params map[string]any, key string, all []T) ([]*neo4j.Record, error) {
	var out []*neo4j.Record
	for part := range slices.Chunk(all, loadPortion) {
		params := maps.Clone(params)
		params[key] = part
		records, err := once(params)
		if err != nil {
			return nil, err
		}
		out = append(out, records...)
	}
	return out, nil
}
