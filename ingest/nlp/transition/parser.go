package transition

import (
	"github.com/demarche/demarche/ingest/nlp/tensor"
	"github.com/demarche/demarche/ingest/nlp/thinc"
)

// Parser is spaCy's dependency parser without its tok2vec. It is read-only and safe for concurrent use.
type Parser struct {
	Labels []string // dependency labels
	Width  int      // size of a token's vector
}

// Tree is the parser's answer for a batch, in slices of length n that it fills.
type Tree struct {
	Heads  []int32 // index of the head within the same document; a token's own index at a root
	Labels []int32 // index into Parser.Labels
	Sents  []int8  // 1 where a sentence starts, else -1: as Batch.Sents wants it
}

// Workspace is the memory that Parse and Recognize work in. It grows to the largest batch and can be used again and
// again, by one goroutine at a time. The zero value is ready.
type Workspace struct {
}

// NewParser builds the parser of model, the moves file and the cfg file of a pipeline's parser folder.
func NewParser(m *thinc.Model, moves, cfg []byte, k tensor.Kernel) (*Parser, error) {
	panic("not yet")
}

// Parse finds the heads, labels and sentence starts of a batch. It panics if lengths and shapes disagree.
func (p *Parser) Parse(b *Batch, t *Tree, ws *Workspace) {
	panic("not yet")
}
