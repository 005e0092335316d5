package transition

import (
	"github.com/demarche/demarche/ingest/nlp/tensor"
	"github.com/demarche/demarche/ingest/nlp/thinc"
)

// Recognizer is spaCy's entity recogniser without its tok2vec. It is read-only and safe for concurrent use.
type Recognizer struct {
	Labels []string // entity labels
	Width  int      // size of a token's vector
}

// NewRecognizer builds the recogniser of model, the moves file and the cfg file of a pipeline's ner folder.
func NewRecognizer(m *thinc.Model, moves, cfg []byte, k tensor.Kernel) (*Recognizer, error) {
	panic("not yet")
}

// Recognize appends the entities of a batch to dst, in order, and gives it back. It panics if lengths and shapes disagree.
func (r *Recognizer) Recognize(dst []Entity, b *Batch, ws *Workspace) []Entity {
	panic("not yet")
}
