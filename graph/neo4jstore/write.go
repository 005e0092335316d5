package neo4jstore

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/demarche/demarche/graph"
)

// Bounds of what one transaction takes: articles share the cost of its queries, but it is kept short for those who
// wait for their turn, and small for the server's memory.
const (
	batchArticles = 50
	batchBytes    = 4 << 20 // of text
)

// Put is graph.Store.Put. Articles are written several to a transaction, each still whole or not at all.
func (s *Store) Put(ctx context.Context, articles ...*graph.Reports) error {
	var batch []*graph.Reports
	size, in := 0, map[graph.ArticleID]bool{}
	flush := func() error {
		if len(batch) == 0 {
			return ctx.Err()
		}
		_, err := write(ctx, s, "put articles", func(t *tx) (struct{}, error) { return struct{}{}, s.put(t, batch) })
		batch, size = nil, 0
		clear(in)
		return err
	}
	for _, r := range articles {
		if err := r.Check(); err != nil {
			return cmp.Or(flush(), err)
		}
		r = r.Complete()
		if len(batch) == batchArticles || size > batchBytes || in[r.Article.ID] {
			if err := flush(); err != nil {
				return err
			}
		}
		batch = append(batch, r)
		size += len(r.Article.Text)
		in[r.Article.ID] = true
	}
	return flush()
}

func (s *Store) put(t *tx, batch []*graph.Reports) error {
	w, err := s.begin(t)
	if err != nil {
		return err
	}
	ids := make([]graph.ArticleID, len(batch))
	for i, r := range batch {
		ids[i] = r.Article.ID
	}
	old, err := said(t, ids)
	if err != nil {
		return err
	}
	changes := make([]change, 0, len(batch))
	for _, r := range batch {
		b, err := json.Marshal(r)
		if err != nil {
			return err
		}
		if c := (change{old: old[r.Article.ID].reports, new: r, said: string(b)}); c.said != old[r.Article.ID].text {
			changes = append(changes, c)
		}
	}
	return w.apply(changes, w.rules)
}

// Remove is graph.Store.Remove.
func (s *Store) Remove(ctx context.Context, ids ...graph.ArticleID) error {
	for ids := range slices.Chunk(unique(ids), batchArticles) {
		if _, err := write(ctx, s, "remove articles", func(t *tx) (struct{}, error) {
			w, err := s.begin(t)
			if err != nil {
				return struct{}{}, err
			}
			old, err := said(t, ids)
			if err != nil {
				return struct{}{}, err
			}
			var changes []change
			for _, id := range ids {
				if o, ok := old[id]; ok {
					changes = append(changes, change{old: o.reports})
				}
			}
			return struct{}{}, w.apply(changes, w.rules)
		}); err != nil {
			return err
		}
	}
	return nil
}

// saying is what an article says, as it was put.
type saying struct {
	text    string // JSON
	reports *graph.Reports
}

// said reads what articles say.
func said(t *tx, ids []graph.ArticleID) (map[graph.ArticleID]saying, error) {
	texts, err := byID(t, "Article", names(ids), func(p props) string { return p.str("said") })
	if err != nil {
		return nil, err
	}
	out := make(map[graph.ArticleID]saying, len(texts))
	for id, text := range texts {
		s := saying{text: text}
		if err := json.Unmarshal([]byte(text), &s.reports); err != nil {
			return nil, fmt.Errorf("article %s: %w", id, err)
		}
		out[graph.ArticleID(id)] = s
	}
	return out, nil
}

// change is what becomes of an article: old and new say what it said and says, nil where it was or is not there.
type change struct {
	old, new *graph.Reports
	said     string // new as JSON
}

// writer is a writing transaction that has its turn.
type writer struct {
	t           *tx
	feed        int64 // number of the last change of a contact
	corrections []*graph.Correction
	rules       *graph.Rules
	idx         *index
	put         map[graph.ReportID]bool // the reports that are written anew
	tallies     tallies
	fresh       bool // the store was empty, and what is gathered is written at the end
}

// begin waits for the transaction's turn to write.
func (s *Store) begin(t *tx) (*writer, error) {
	rows, err := t.rows(query("lock"), nil)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("the Graph node is gone; open the store again")
	}
	w := &writer{t: t, feed: rows[0].Values[0].(int64), put: map[graph.ReportID]bool{}, tallies: tallies{}}
	if rows[0].Values[1].(int64) > 0 {
		if w.corrections, err = corrections(t); err != nil {
			return nil, err
		}
	}
	w.rules = graph.NewRules(w.corrections)
	return w, nil
}

// apply brings the graph from what articles said, under the rules in force, to what they say under the rules to be.
func (w *writer) apply(changes []change, rules *graph.Rules) error {
	if len(changes) == 0 {
		return nil
	}
	before := w.rules
	w.rules, w.idx = rules, newIndex(w.t, rules)
	rs, err := w.reports(changes, before)
	if err != nil {
		return err
	}
	contacts, err := graph.RemergeContacts(w.t.ctx, w.idx, contactsIn(rs.put), contactsIn(rs.drop))
	if err != nil {
		return err
	}
	statements, err := graph.RemergeStatements(w.t.ctx, w.idx, statementsIn(rs.put), statementsIn(rs.drop))
	if err != nil {
		return err
	}
	events := map[graph.ReportID]string{}
	for r, c := range contacts.Held {
		events[r] = string(c)
	}
	for r, s := range statements.Held {
		events[r] = string(s)
	}
	gone, err := w.writeArticles(changes, before)
	if err != nil {
		return err
	}
	for _, step := range []func() error{
		func() error { return w.writeReports(rs, events) },
		func() error { return w.writeContacts(contacts) },
		func() error { return w.writeStatements(statements) },
		func() error { return w.deleteAll("delete_actors", gone) },
		func() error {
			var ids []string
			for _, c := range changes {
				if c.new == nil {
					ids = append(ids, string(c.old.Article.ID))
				}
			}
			return w.deleteAll("delete_articles", ids)
		},
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) deleteAll(name string, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	return w.t.run(query(name), map[string]any{"ids": ids})
}

// rows runs a query of cypher/ over rows, if there are any.
func (w *writer) rows(name string, rows []any, parts ...any) error {
	if len(rows) == 0 {
		return nil
	}
	text := query(name)
	if len(parts) > 0 {
		text = fmt.Sprintf(text, parts...)
	}
	return w.t.run(text, map[string]any{"rows": rows})
}

// reports tells which reports come in and which go out, each that changes in both. Reports that stay as they were,
// source and all, are left alone.
func (w *writer) reports(changes []change, before *graph.Rules) (r reportChanges, err error) {
	for _, c := range changes {
		old, new := file(c.old, before), file(c.new, w.rules)
		r.muteBefore = append(r.muteBefore, mute(c.old, old)...)
		r.muteNow = append(r.muteNow, mute(c.new, new)...)
		for _, id := range slices.Sorted(maps.Keys(old)) {
			if n, ok := new[id]; ok && sameFiled(old[id], n) {
				delete(new, id)
				continue
			}
			r.drop = append(r.drop, old[id])
		}
		for _, id := range slices.Sorted(maps.Keys(new)) {
			r.put = append(r.put, new[id])
			w.idx.filed[id], w.put[id] = new[id], true
		}
	}
	return r, w.held(r.drop)
}

// reportChanges are the reports that come in and go out, and those of the articles that do not count.
type reportChanges struct {
	put, drop           []*graph.Filed
	muteBefore, muteNow []props
}

// held fills in the events that hold reports in the store.
func (w *writer) held(rs []*graph.Filed) error {
	if len(rs) == 0 {
		return nil
	}
	ids := make([]string, len(rs))
	for i, r := range rs {
		ids[i] = string(r.ID())
	}
	rows, err := w.t.rows(query("report_events"), map[string]any{"ids": ids})
	if err != nil {
		return err
	}
	events := map[graph.ReportID]string{}
	for _, r := range rows {
		events[graph.ReportID(r.Values[0].(string))], _ = r.Values[1].(string)
	}
	for _, r := range rs {
		r.Event = events[r.ID()]
	}
	return nil
}

// file gives the reports of an article as the rules leave them, those that do not count left out.
func file(r *graph.Reports, rules *graph.Rules) map[graph.ReportID]*graph.Filed {
	if r == nil {
		return nil
	}
	out := make(map[graph.ReportID]*graph.Filed, len(r.Contacts)+len(r.Statements))
	if len(r.Contacts)+len(r.Statements) == 0 {
		return out
	}
	source := graph.SourceOf(&r.Article)
	for i := range r.Contacts {
		if f := rules.Contact(&r.Contacts[i], source); f != nil {
			out[f.ID()] = f
		}
	}
	for i := range r.Statements {
		if f := rules.Statement(&r.Statements[i], source); f != nil {
			out[f.ID()] = f
		}
	}
	return out
}

func sameFiled(a, b *graph.Filed) bool {
	return reflect.DeepEqual(a.Source, b.Source) && a.Confirmed == b.Confirmed && a.Apart == b.Apart &&
		slices.Equal(a.Links, b.Links) && reflect.DeepEqual(a.Contact, b.Contact) && reflect.DeepEqual(a.Statement, b.Statement)
}

func contactsIn(fs []*graph.Filed) []*graph.Filed {
	return slices.DeleteFunc(slices.Clone(fs), func(f *graph.Filed) bool { return f.Contact == nil })
}

func statementsIn(fs []*graph.Filed) []*graph.Filed {
	return slices.DeleteFunc(slices.Clone(fs), func(f *graph.Filed) bool { return f.Statement == nil })
}

// writeReports files the reports, with the blocks by which they are found and the events that hold them. A report
// that does not count has its node too, so that a correction finds its article, but lies nowhere.
func (w *writer) writeReports(rs reportChanges, events map[graph.ReportID]string) error {
	var out []string
	for _, r := range rs.drop {
		out = append(out, string(r.ID()))
	}
	for _, p := range rs.muteBefore {
		out = append(out, p.str("id"))
	}
	if err := w.deleteAll("delete_reports", out); err != nil {
		return err
	}
	var in []any
	for _, r := range rs.put {
		p, err := reportProps(r, events[r.ID()])
		if err != nil {
			return err
		}
		blocks := []any{}
		for _, b := range r.Blocks() {
			blocks = append(blocks, blockProps(b))
		}
		in = append(in, map[string]any{"props": map[string]any(p), "blocks": blocks})
	}
	for _, p := range rs.muteNow {
		in = append(in, map[string]any{"props": map[string]any(p), "blocks": []any{}})
	}
	if err := w.rows("create_reports", in); err != nil {
		return err
	}
	var moved []any
	for _, id := range slices.Sorted(maps.Keys(events)) {
		if !w.put[id] {
			moved = append(moved, map[string]any{"id": string(id), "event": events[id]})
		}
	}
	return w.rows("move_reports", moved)
}

// mute gives nodes for the reports of an article that do not count.
func mute(r *graph.Reports, filed map[graph.ReportID]*graph.Filed) []props {
	if r == nil {
		return nil
	}
	var out []props
	for i := range r.Contacts {
		if c := &r.Contacts[i]; filed[c.ID] == nil {
			out = append(out, props{"id": string(c.ID), "article": string(r.Article.ID), "kind": contactReport})
		}
	}
	for i := range r.Statements {
		if c := &r.Statements[i]; filed[c.ID] == nil {
			out = append(out, props{"id": string(c.ID), "article": string(r.Article.ID), "kind": statementReport})
		}
	}
	return out
}
