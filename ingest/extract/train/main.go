// Command train learns the scorer's weights from annotated texts and writes them to a folder, with the
// words that those texts commonly write in small letters or in capitals only.
//
//	go run ./ingest/extract/train --articles train/articles.jsonl --gold train/gold.jsonl --styles testdata/eval/styles --out ingest/extract/data
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
	styles := flag.String("styles", "", "folder of texts of our own, of which the part open is learned from too")
	out := flag.String("out", "", "folder for contact.weights.tsv and statement.weights.tsv")
	flag.Parse()
	if *articles == "" || *gold == "" || *styles == "" || *out == "" {
		flag.Usage()
		os.Exit(2)
	}
	if err := train(*articles, *gold, *styles, *out); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func train(articles, gold, styles, out string) error {
	pipeline, err := english.Load()
	if err != nil {
		return err
	}
	x := extract.New(kb.Default())
	g := ingest.Ingester{Pipeline: pipeline, Extractor: x}
	t := extract.NewTrainer(x)
	forms := caseCounter{}
	if err := each(&g, articles, gold, func(in extract.Input, r *score.Gold) {
		forms.add(in.Article.Text)
		t.Add(in, r)
	}); err != nil {
		return err
	}
	if err := each(&g, filepath.Join(styles, "open"), filepath.Join(styles, "gold-open.jsonl"), t.AddOwn); err != nil {
		return err
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
	if err := forms.write(filepath.Join(out, "cased.txt")); err != nil {
		return err
	}
	return t.WriteFiles(func(name string) (io.WriteCloser, error) { return os.Create(filepath.Join(out, name)) })
}

// each parses the articles that have a gold record and hands both on.
func each(g *ingest.Ingester, articles, gold string, add func(extract.Input, *score.Gold)) error {
	f, err := os.Open(gold)
	if err != nil {
		return err
	}
	defer f.Close()
	records, err := score.ReadGold(f)
	if err != nil {
		return fmt.Errorf("%s: %w", gold, err)
	}
	byDoc := make(map[string]*score.Gold, len(records))
	for _, r := range records {
		byDoc[r.Doc] = r
	}
	for item := range article.Read(context.Background(), []string{articles}, article.Options{}) {
		if item.Err != nil {
			return item.Err
		}
		if r := byDoc[item.Doc]; r != nil {
			add(g.Parse(&item.Article), r)
		}
	}
	return nil
}
