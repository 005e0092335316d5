// Package english is the English pipeline en_core_web_sm, embedded. See README.md for where it is from.
package english

import (
	_ "embed"
	"io/fs"
	"sync"

	"github.com/demarche/demarche/ingest/nlp"
	"github.com/demarche/demarche/ingest/nlp/pack"
)

// archive is made by modeltool. As a slice, unlike a string, it lies aligned in memory.
//
//go:embed en_core_web_sm.pack
var archive []byte

// Files gives the pipeline folder, to be read only.
func Files() (fs.FS, error) { return pack.Open(archive) }

var pipeline = sync.OnceValues(func() (*nlp.Pipeline, error) {
	files, err := Files()
	if err != nil {
		return nil, err
	}
	return nlp.Load(files)
})

// Load gives the pipeline, which is made at the first call and shared after.
func Load() (*nlp.Pipeline, error) { return pipeline() }
