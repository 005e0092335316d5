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
	"github.com/demarche/demarche/graph/sqlitestore"
	"github.com/demarche/demarche/ingest"
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/extract"
	"github.com/demarche/demarche/ingest/kb"
)

// stages is what a round of ingest took, in seconds of processor time, and whole in seconds of wall time.
type stages struct {
	Extract float64 `json:"extract"` // from article to reports
	Store   float64 `json:"store"`   // merging and writing to SQLite
	Raw     float64 `json:"raw"`     // the same articles and reports as rows of plain tables, many an insert
	Whole   float64 `json:"whole"`   // wall time of articles into an empty store on all processors at hand
}

// putAtOnce is how many articles the ingest command gives to a store in one call.
const putAtOnce = 64

// intake takes articles into empty SQLite stores, once for each line of in.
func intake(file, dir string, in io.Reader, out io.Writer) error {
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
		s, err := takeIn(g, items, filepath.Join(dir, fmt.Sprint(round)))
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
func takeIn(g *ingest.Ingester, items []article.Item, dir string) (*stages, error) {
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
	for part := range slices.Chunk(all, putAtOnce) {
		if err := store.Put(ctx, part...); err != nil {
			return nil, err
		}
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
	return s, nil
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
	for part := range slices.Chunk(all, putAtOnce) {
		var articles, reports []any
		for _, r := range part {
			a := r.Article
			articles = append(articles, string(a.ID), a.URL, a.Outlet, a.Text)
			for i := range r.Contacts {
				data, err := json.Marshal(&r.Contacts[i])
				if err != nil {
					return err
				}
				reports = append(reports, string(r.Contacts[i].ID), string(a.ID), data)
			}
			for i := range r.Statements {
				data, err := json.Marshal(&r.Statements[i])
				if err != nil {
					return err
				}
				reports = append(reports, string(r.Statements[i].ID), string(a.ID), data)
			}
		}
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		if err := insertRows(tx, "article", 4, articles); err != nil {
			return err
		}
		if err := insertRows(tx, "report", 3, reports); err != nil {
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
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
	s, err := start(b.cores, 2, b.self, "intake", b.texts, b.dir)
	if err != nil {
		return err
	}
	for range b.reps + 1 {
		if _, err := s.round(); err != nil {
			return err
		}
	}
	rounds := s.rounds[1:] // the first one warms up
	rate := func(time func(stages) float64) spread {
		var r []float64
		for _, a := range rounds {
			r = append(r, float64(a.Articles)/time(a.Stages))
		}
		return spreadOf(r)
	}
	fmt.Fprintf(b.out, "Ingest to SQLite on two cores, articles a second of processor time\n  extraction            %s\n  merging and storing   %s\n"+
		"  both                  %s\n  raw multi-row inserts %s\n  both, of wall time    %s\n",
		rate(func(s stages) float64 { return s.Extract }), rate(func(s stages) float64 { return s.Store }),
		rate(func(s stages) float64 { return s.Extract + s.Store }), rate(func(s stages) float64 { return s.Raw }),
		rate(func(s stages) float64 { return s.Whole }))
	fmt.Fprintf(b.out, "  memory at most        %d MB\n\n", s.stop()>>20)
	return nil
}
