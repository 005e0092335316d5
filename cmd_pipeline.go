package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/ingest/nlp"
	"github.com/demarche/demarche/ingest/nlp/english"
)

// pipelineFlag gives a command the flag that loadPipeline reads.
func (a *app) pipelineFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&a.pipeline, "pipeline", os.Getenv("DEMARCHE_PIPELINE"),
		"`folder` of a spaCy v3 pipeline to parse with instead of the English one inside (DEMARCHE_PIPELINE)")
}

// saveMemory has the garbage collector run after less garbage than Go's default: most of the heap of a command that reads
// articles is models and remembered words, which stay, and hardly any of it has to be looked through. It first runs when
// the program holds what it holds of the models anyway, as a heap that only grows has no garbage worth a search. Whoever sets
// GOGC or GOMEMLIMIT has their way.
func saveMemory() {
	const (
		percent = 40
		first   = 96 << 20 // bytes of Go's memory at which the collector runs first
	)
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(first)
	collected := new([64]byte) // unreachable at once, and of a size that shares no block with what is not
	runtime.AddCleanup(collected, func(int) {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(math.MaxInt64)
	}, 0)
}

// loadPipeline gives the pipeline that the command line asks for.
func (a *app) loadPipeline() (*nlp.Pipeline, error) {
	if a.pipeline == "" {
		return english.Load()
	}
	dir, err := pipelineFolder(a.pipeline)
	if err != nil {
		return nil, err
	}
	p, err := nlp.Load(os.DirFS(dir))
	if err != nil {
		return nil, fmt.Errorf("pipeline %s: %w", dir, err)
	}
	return p, nil
}

// pipelineFolder finds the folder with a pipeline's config.cfg: the one given or, as in an unpacked package of spaCy's, the
// only one below it.
func pipelineFolder(root string) (string, error) {
	info, err := os.Stat(root)
	if err != nil {
		return "", fmt.Errorf("pipeline %s: %w", root, errors.Unwrap(err))
	}
	if !info.IsDir() {
		return "", fmt.Errorf("pipeline %s: not a folder", root)
	}
	var found []string
	for _, below := range []string{"", "*", "*/*"} {
		files, _ := filepath.Glob(filepath.Join(root, below, "config.cfg"))
		for _, f := range files {
			found = append(found, filepath.Dir(f))
		}
	}
	switch {
	case len(found) == 0:
		return "", fmt.Errorf("pipeline %s: no config.cfg in it, so it is not a spaCy pipeline", root)
	case len(found) > 1 && found[0] != root:
		return "", fmt.Errorf("pipeline %s: several pipelines in it; name one, such as %s", root, found[0])
	}
	return found[0], nil
}
