package main

import (
	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest"
	"github.com/demarche/demarche/ingest/extract"
	"github.com/demarche/demarche/ingest/kb"
	"github.com/demarche/demarche/ingest/nlp"
)

// readerFlags gives a command the flags that newIngester reads.
func (a *app) readerFlags(cmd *cobra.Command) {
	a.pipelineFlag(cmd)
	a.kbFlag(cmd)
	cmd.Flags().IntVar(&a.workers, "workers", 0, "articles to work on at once; 0 is one a processor, and so are more than that")
}

// newIngester builds what takes articles apart, with the pipeline and the knowledge base that the command line asks for.
// store may be nil where nothing is stored.
func (a *app) newIngester(store graph.Store) (*ingest.Ingester, error) {
	var pipeline *nlp.Pipeline
	var k *kb.KB
	var loading errgroup.Group
	loading.Go(func() (err error) { pipeline, err = a.loadPipeline(); return })
	loading.Go(func() (err error) { k, err = a.loadKB(); return })
	if err := loading.Wait(); err != nil {
		return nil, err
	}
	return &ingest.Ingester{Pipeline: pipeline, Extractor: extract.New(k), Store: store, Workers: a.workers}, nil
}
