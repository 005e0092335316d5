// Command train learns the scorer's weights from annotated texts and writes them to a folder.
//
//	go run ./ingest/extract/train --articles train/articles.jsonl --gold train/gold.jsonl --out ingest/extract/data
//
// The same texts give the same weights, byte for byte.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"time"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest"
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/extract"
	"github.com/demarche/demarche/ingest/kb"
	"github.com/demarche/demarche/ingest/nlp/english"
	"github.com/demarche/demarche/ingest/score"
)

// casesDay is the day on which the sentences of our own are read.
var casesDay = time.Date(2024, 5, 15, 12, 0, 0, 0, time.UTC)

func main() {
	articles := flag.String("articles", "", "texts, one JSON object a line")
	gold := flag.String("gold", "", "their gold records, one JSON object a line")
	out := flag.String("out", "", "folder for contact.weights.tsv and statement.weights.tsv")
	flag.Parse()
	if *articles == "" || *gold == "" || *out == "" {
		flag.Usage()
		os.Exit(2)
	}
	if err := train(*articles, *gold, *out); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func train(articles, gold, out string) error {
	f, err := os.Open(gold)
	if err != nil {
		return err
	}
	defer f.Close()
	records, err := score.ReadGold(f)
	if err != nil {
		return err
	}
	byDoc := make(map[string]*score.Gold, len(records))
	for _, g := range records {
		byDoc[g.Doc] = g
	}
	pipeline, err := english.Load()
	if err != nil {
		return err
	}
	x := extract.New(kb.Default())
	g := ingest.Ingester{Pipeline: pipeline, Extractor: x}
	t := extract.NewTrainer(x)
	for item := range article.Read(context.Background(), []string{articles}, article.Options{}) {
		if item.Err != nil {
			return item.Err
		}
		if r := byDoc[item.Doc]; r != nil {
			t.Add(g.Parse(&item.Article), r)
		}
	}
	for _, examples := range []iter.Seq[extract.ContactExample]{extract.ContactCases(), extract.ContactExamples()} {
		for c := range examples {
			t.AddCase(g.Parse(&graph.Article{Text: c.Text, Language: "en", Published: casesDay}), c)
		}
	}
	for _, examples := range []iter.Seq[extract.StatementCase]{extract.StatementCases(), extract.StatementExamples()} {
		for c := range examples {
			t.AddStatementCase(g.Parse(&graph.Article{Text: c.Text, Language: "en", Published: casesDay}), c)
		}
	}
	return t.WriteFiles(func(name string) (io.WriteCloser, error) { return os.Create(filepath.Join(out, name)) })
}
