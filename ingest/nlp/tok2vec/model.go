// Package tok2vec computes a vector for each token from its lexical attributes and its neighbours, as spaCy's Tok2Vec
// with MultiHashEmbed and MaxoutWindowEncoder does, and picks classes by such vectors, as tagger and senter do.
//
// Per token, for a model of width w:
//
//	embed   each attribute's hash picks four rows of a table, which are summed; the tables' sums (and the static vector,
//	        where the model has one) side by side go through maxout and layer normalisation                          [w]
//	encode  depth times: the vectors of the token and of its neighbours side by side, maxout, layer normalisation,
//	        added to the token's vector                                                                              [w]
//
// spaCy sets window*depth rows of zeros between documents, so that no window reaches another document; rows beside a
// document's ends take part in the encoding like tokens, which is visible in the results and done here likewise.
//
// What depends on a word alone, which is the embedding and its products with the first encoding layer's weights, is
// kept for words seen before: the first ones by the model for all who use it (lexicon.go), later ones by each workspace (words.go).
package tok2vec

import (
	"errors"
	"fmt"
	"strings"

	"github.com/demarche/demarche/ingest/nlp/tensor"
	"github.com/demarche/demarche/ingest/nlp/thinc"
)

// Model is a tok2vec network, read-only but for what it computes at first need, and safe for concurrent use.
type Model struct {
	Attrs []string // token attributes by spaCy's names, in the order of Encode's columns; "ORTH" last with static vectors
	Width int      // size of a token's vector

	embed   embedding
	lexicon *lexicon
	layers  []*layer // of the encoder
	window  int      // neighbours on each side that a layer sees
	row     tensor.Vector

	// With a window of one and three pieces, the first layer's product is a sum of products per word, which are kept.
	products *tensor.Affine // [3 places, 3 pieces, Width] of Width; nil for other shapes
	bias     []float32      // [3 pieces, Width] of the first layer
}

// Vectors are static word vectors, as in spaCy's vocab/vectors.
type Vectors struct {
	Rows  map[uint64]int32 // row by key, the hash of a word's text
	Data  []float32        // [rows, Width]
	Width int
}

// In reports whether the model m has a tok2vec of its own, rather than listening to a shared one.
func In(m *thinc.Model) bool { return len(m.All("hashembed")) > 0 }

// known are the layers that make up a supported network, with those of the parts that may surround it.
var known = map[string]bool{
	"extract_features": true, "list2ragged": true, "ragged2list": true, "list2array": true, "ints-getitem": true,
	"hashembed": true, "static_vectors": true, "maxout": true, "layernorm": true, "dropout": true, "expand_window": true,
	"parser_model": true, "precomputable_affine": true, "linear": true, "softmax": true, "noop": true,
}

// New builds the tok2vec network that m holds, among other layers or alone. Vectors may be nil for models without
// static vectors. It fails where layers are missing, of a kind that is not supported, or do not fit together.
func New(m *thinc.Model, vectors *Vectors, k tensor.Kernel) (*Model, error) {
	t, err := build(m, vectors, k)
	if err != nil {
		return nil, fmt.Errorf("tok2vec: %w", err)
	}
	return t, nil
}

func build(m *thinc.Model, vectors *Vectors, k tensor.Kernel) (*Model, error) {
	for _, n := range m.Nodes {
		if !strings.ContainsAny(n.Name, ">|(") && !known[n.Name] {
			return nil, fmt.Errorf("layer %q is not supported", n.Name)
		}
	}
	t := &Model{row: tensor.NewVector(k)}
	maxouts, norms, windows := m.All("maxout"), m.All("layernorm"), m.All("expand_window")
	if len(maxouts) == 0 || len(maxouts) != len(norms) || len(maxouts) != len(windows)+1 {
		return nil, fmt.Errorf("%d maxout, %d layernorm and %d expand_window layers do not make an encoder",
			len(maxouts), len(norms), len(windows))
	}
	if err := t.readEmbedding(m, vectors, maxouts[0], norms[0], k); err != nil {
		return nil, err
	}
	for i, n := range windows {
		size, err := n.Int("window_size")
		if err != nil {
			return nil, err
		}
		if size < 0 || i > 0 && size != t.window {
			return nil, errors.New("windows of different sizes")
		}
		t.window = size
		l, err := newLayer(maxouts[i+1], norms[i+1], size, k)
		if err != nil {
			return nil, err
		}
		if l.out != t.Width || l.in != t.Width*(2*size+1) {
			return nil, fmt.Errorf("encoder layer %d maps %d to %d values, with width %d and window %d", i+1, l.in, l.out, t.Width, size)
		}
		t.layers = append(t.layers, l)
	}
	if t.window == 1 && t.layers[0].pieces == 3 {
		t.keepProducts(maxouts[1], k)
	}
	t.lexicon = newLexicon(len(t.Attrs), t.entry())
	return t, nil
}

// keepProducts lays out the first layer's weights W [out, 3, 3 places * Width] by place, piece and output.
func (t *Model) keepProducts(n *thinc.Node, k tensor.Kernel) {
	width := t.Width
	from, b := n.Params["W"].Data, n.Params["b"].Data
	w := make([]float32, len(from))
	t.bias = make([]float32, 3*width)
	for piece := range 3 {
		for o := range width {
			t.bias[piece*width+o] = b[o*3+piece]
			for place := range 3 {
				copy(w[((place*3+piece)*width+o)*width:][:width], from[((o*3+piece)*3+place)*width:])
			}
		}
	}
	t.products = tensor.NewAffine(w, nil, 9*width, 1, width, k)
}

// radius is how many tokens away a token still has an influence.
func (t *Model) radius() int { return t.window * len(t.layers) }

// entry is the size of what is kept for a word: its embedding, followed by its products where they are kept.
func (t *Model) entry() int {
	if t.products == nil {
		return t.Width
	}
	return t.Width + t.products.Stride()
}
