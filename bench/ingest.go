//go:build linux

package main

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver of the limit beside the store

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/neo4jstore/neo4jtest"
	"github.com/demarche/demarche/graph/sqlitestore"
	"github.com/demarche/demarche/ingest"
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/extract"
	"github.com/demarche/demarche/ingest/kb"
)

// stages is what a round of ingest took, in seconds of processor time, and whole in seconds of wall time.
type stages struct {
	Extract float64     `json:"extract"` // from article to reports
	Store   float64     `json:"store"`   // merging and writing to SQLite
	Raw     float64     `json:"raw"`     // the same articles and reports as rows of plain tables, many an insert
	Whole   float64     `json:"whole"`   // wall time of articles into an empty store on all processors at hand
	Neo4j   neo4jStages `json:"neo4j"`
}

// intake takes articles into empty SQLite stores, and into the Neo4j at a URL where there is one, once for each line of in.
func intake(file, dir, neo4j string, in io.Reader, out io.Writer) error {
	p, texts, err := loaded(file)
	if err != nil {
		return err
	}
	g := &ingest.Ingester{Pipeline: p, Extractor: extract.New(kb.Default())}
	items := make([]article.Item, len(texts))
	for i, text := range texts {
		items[i].Article = graph.Article{URL: fmt.Sprintf("https://news.example/%d", i), Outlet: fmt.Sprint("Outlet ", i%50), Text: text,
			Published: time.Date(2023, 3, 16, 0, 0, 0, 0, time.UTC)}
	}
	answers := json.NewEncoder(out)
	if err := answers.Encode(answer{}); err != nil {
		return err
	}
	round := 0
	for lines := bufio.NewScanner(in); lines.Scan(); round++ {
		s, err := takeIn(g, items, filepath.Join(dir, fmt.Sprint(round)), neo4j)
		if err != nil {
			return err
		}
		if err := answers.Encode(answer{Articles: len(items), Stages: *s}); err != nil {
			return err
		}
	}
	return nil
}

// takeIn measures one round, with its databases in a folder of its own.
func takeIn(g *ingest.Ingester, items []article.Item, dir, neo4j string) (*stages, error) {
	ctx := context.Background()
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	s := &stages{}
	cpu := cpuTime()
	var all []*graph.Reports
	for i := range items {
		r, err := g.Extract(&items[i].Article)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	s.Extract = cpuTime() - cpu
	store, err := sqlitestore.Open(filepath.Join(dir, "put.db"), sqlitestore.Options{})
	if err != nil {
		return nil, err
	}
	cpu = cpuTime()
	if err := putAll(ctx, store, all); err != nil {
		return nil, err
	}
	s.Store = cpuTime() - cpu
	if err := store.Close(); err != nil {
		return nil, err
	}
	cpu = cpuTime()
	if err := writeRaw(filepath.Join(dir, "raw.db"), all); err != nil {
		return nil, err
	}
	s.Raw = cpuTime() - cpu
	if g.Store, err = sqlitestore.Open(filepath.Join(dir, "whole.db"), sqlitestore.Options{}); err != nil {
		return nil, err
	}
	defer g.Store.Close()
	start := time.Now()
	if _, err := g.Run(ctx, slices.Values(items), nil); err != nil {
		return nil, err
	}
	s.Whole = time.Since(start).Seconds()
	if neo4j != "" {
		s.Neo4j, err = takeInNeo4j(ctx, neo4j, g, items, all)
	}
	return s, err
}

// putAll stores as Run does.
func putAll(ctx context.Context, store graph.Store, all []*graph.Reports) error {
	for part := range slices.Chunk(all, ingest.PutBatch) {
		if err := store.Put(ctx, part...); err != nil {
			return err
		}
	}
	return nil
}

// writeRaw writes articles and their reports, as JSON, to two plain tables: what SQLite can take if nothing is merged,
// indexed or searched.
func writeRaw(file string, all []*graph.Reports) error {
	db, err := sql.Open("sqlite", file)
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.Exec(`pragma journal_mode = wal; create table article (id text primary key, url, outlet, text);
		create table report (id text primary key, article, data)`); err != nil {
		return err
	}
	for part := range slices.Chunk(all, ingest.PutBatch) {
		rows, err := rawRows(part)
		if err != nil {
			return err
		}
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		if err := insertRows(tx, "article", 4, rows.articles); err != nil {
			return err
		}
		if err := insertRows(tx, "report", 3, rows.reports); err != nil {
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// raw is what articles say as values of plain rows: id, url, outlet and text of an article; id, article and JSON of a report.
type raw struct{ articles, reports []any }

func rawRows(part []*graph.Reports) (rows raw, err error) {
	report := func(id graph.ReportID, article graph.ArticleID, of any) error {
		data, err := json.Marshal(of)
		rows.reports = append(rows.reports, string(id), string(article), string(data))
		return err
	}
	for _, r := range part {
		a := r.Article
		rows.articles = append(rows.articles, string(a.ID), a.URL, a.Outlet, a.Text)
		for i := range r.Contacts {
			if err := report(r.Contacts[i].ID, a.ID, &r.Contacts[i]); err != nil {
				return rows, err
			}
		}
		for i := range r.Statements {
			if err := report(r.Statements[i].ID, a.ID, &r.Statements[i]); err != nil {
				return rows, err
			}
		}
	}
	return rows, nil
}

// insertRows inserts rows of n values by one statement.
func insertRows(tx *sql.Tx, table string, n int, values []any) error {
	if len(values) == 0 {
		return nil
	}
	row := "(?" + strings.Repeat(", ?", n-1) + ")"
	_, err := tx.Exec("insert or ignore into "+table+" values "+row+strings.Repeat(", "+row, len(values)/n-1), values...)
	return err
}

// intakes prints the shares of the stages of ingest.
func (b *bench) intakes() error {
	url, server := "", (*neo4jtest.Server)(nil)
	server, err := neo4jtest.Launch(neo4jtest.Options{})
	if err != nil {
		fmt.Fprintf(os.Stderr, "without Neo4j: %v\n", err)
	} else {
		defer server.Stop()
		url = server.URL
	}
	s, err := start(b.cores, 2, b.self, "intake", b.texts, b.dir, url)
	if err != nil {
		return err
	}
	for range b.reps + warmIntakes {
		if _, err := s.round(); err != nil {
			return err
		}
	}
	rounds := s.rounds[warmIntakes:]
	rate := func(time func(stages) float64) spread {
		var r []float64
		for _, a := range rounds {
			r = append(r, float64(a.Articles)/time(a.Stages))
		}
		return spreadOf(r)
	}
	share := func(part, rest func(stages) float64) string {
		var r []float64
		for _, a := range rounds {
			r = append(r, 100*part(a.Stages)/(part(a.Stages)+rest(a.Stages)))
		}
		return fmt.Sprintf("%.0f %%", spreadOf(r).median)
	}
	extraction := func(s stages) float64 { return s.Extract }
	storing := func(s stages) float64 { return s.Store }
	fmt.Fprintf(b.out, "Ingest to SQLite on two cores, articles a second of processor time\n  extraction            %s, %s of both\n  merging and storing   %s, %s of both\n"+
		"  both                  %s\n  raw multi-row inserts %s\n  both, of wall time    %s\n",
		rate(extraction), share(extraction, storing), rate(storing), share(storing, extraction),
		rate(func(s stages) float64 { return s.Extract + s.Store }), rate(func(s stages) float64 { return s.Raw }),
		rate(func(s stages) float64 { return s.Whole }))
	if server != nil {
		fmt.Fprintf(b.out, "Ingest to Neo4j on the same two cores, articles a second of wall time\n  merging and storing   %s\n  raw UNWIND over Bolt  %s\n  extraction and storing%s\n",
			rate(func(s stages) float64 { return s.Neo4j.Store }), rate(func(s stages) float64 { return s.Neo4j.Raw }),
			rate(func(s stages) float64 { return s.Neo4j.Whole }))
	}
	fmt.Fprintf(b.out, "  memory at most        %d MB\n\n", s.stop()>>20)
	return nil
}

// warmIntakes are rounds that do not count: Java compiles what it has run often.
const warmIntakes = 3
