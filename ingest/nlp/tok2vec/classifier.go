package tok2vec

import (
	"github.com/demarche/demarche/ingest/nlp/tensor"
	"github.com/demarche/demarche/ingest/nlp/thinc"
)

// Classifier picks a class for each token by its vector: the output layer of spaCy's tagger, morphologizer and senter.
type Classifier struct {
	Classes int // number of classes
	Width   int // size of a token's vector
}

// NewClassifier builds the output layer ("softmax") of m.
func NewClassifier(m *thinc.Model, k tensor.Kernel) (*Classifier, error) {
	panic("not yet")
}

// Classify writes the best class of each of n tokens to dst; of equal scores the first wins. Shapes: vectors [n, c.Width], dst [n].
func (c *Classifier) Classify(dst []int32, vectors []float32, n int, ws *Workspace) {
	panic("not yet")
}
