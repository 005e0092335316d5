package main

import (
	"github.com/spf13/cobra"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest"
	"github.com/demarche/demarche/ingest/extract"
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
	pipeline, err := a.loadPipeline()
	if err != nil {
		return nil, err
	}
	k, err := a.loadKB()
	if err != nil {
		return nil, err
	}
	return &ingest.Ingester{Pipeline: pipeline, Extractor: extract.New(k), Store: store, Workers: a.workers}, nil
}
