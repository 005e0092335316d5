package main

import (
	"context"
	"fmt"
	"iter"

	"github.com/demarche/demarche/ingest/article"
)

// read gives the articles of the files and folders named on the command line, of standard input where none is.
func (a *app) read(ctx context.Context, sources []string) iter.Seq[article.Item] {
	if len(sources) == 0 {
		sources = []string{article.Stdin}
	}
	return article.Read(ctx, sources, article.Options{Stdin: a.in})
}

// failures lists on standard error what a command could not take.
type failures struct {
	app *app
	n   int
}

func (a *app) failures() *failures { return &failures{app: a} }

func (f *failures) add(err error) {
	f.n++
	fmt.Fprintf(f.app.errs, "demarche: %v\n", err)
}

// err is nil where everything was taken.
func (f *failures) err() error {
	if f.n > 0 {
		return errIncomplete
	}
	return nil
}
