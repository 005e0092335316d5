package tok2vec

import (
	"fmt"

	"github.com/demarche/demarche/ingest/nlp/tensor"
	"github.com/demarche/demarche/ingest/nlp/thinc"
)

// Classifier picks a class for each token by its vector: the output layer of spaCy's tagger, morphologizer and senter.
// It is read-only and safe for concurrent use.
type Classifier struct {
	Classes int // number of classes
	Width   int // size of a token's vector

	affine *tensor.Affine
}

// NewClassifier builds the output layer ("softmax") of m.
func NewClassifier(m *thinc.Model, k tensor.Kernel) (*Classifier, error) {
	layers := m.All("softmax")
	if len(layers) != 1 {
		return nil, fmt.Errorf("tok2vec: %d output layers, want one", len(layers))
	}
	w, err := layers[0].Param("W", -1, -1)
	if err != nil {
		return nil, err
	}
	b, err := layers[0].Param("b", w.Shape[0])
	if err != nil {
		return nil, err
	}
	if w.Shape[0] == 0 {
		return nil, fmt.Errorf("tok2vec: an output layer without classes")
	}
	return &Classifier{w.Shape[0], w.Shape[1], tensor.NewAffine(w.Data, b.Data, w.Shape[0], 1, w.Shape[1], k)}, nil
}

// Classify writes the best class of each of n tokens to dst; of equal scores the first wins. Shapes: vectors
// [n, c.Width], dst [n]. The normalisation of softmax does not change which is best and is left out.
func (c *Classifier) Classify(dst []int32, vectors []float32, n int, ws *Workspace) {
	const rows = 64
	stride := c.affine.Stride()
	ws.scores = grow(ws.scores, rows*stride)
	for at := 0; at < n; at += rows {
		k := min(rows, n-at)
		c.affine.Apply(ws.scores, stride, vectors[at*c.Width:], c.Width, k)
		for i := range k {
			scores := ws.scores[i*stride:][:c.Classes]
			best := 0
			for j, s := range scores {
				if s > scores[best] {
					best = j
				}
			}
			dst[at+i] = int32(best)
		}
	}
}
