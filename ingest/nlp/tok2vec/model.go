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
package tok2vec

import (
	"github.com/demarche/demarche/ingest/nlp/tensor"
	"github.com/demarche/demarche/ingest/nlp/thinc"
)

// Model is a tok2vec network, read-only and safe for concurrent use.
type Model struct {
	Attrs []string // token attributes by spaCy's names, in the order of Encode's columns; "ORTH" last with static vectors
	Width int      // size of a token's vector
}

// Vectors are static word vectors, as in spaCy's vocab/vectors.
type Vectors struct {
	Rows  map[uint64]int32 // row by key, the hash of a word's text
	Data  []float32        // [rows, Width]
	Width int
}

// Workspace is the memory that Encode and Classify work in. It grows to the largest batch and can be used again and
// again, by one goroutine at a time. The zero value is ready.
type Workspace struct {
}

// In reports whether the model m has a tok2vec of its own, rather than listening to a shared one.
func In(m *thinc.Model) bool { return len(m.All("hashembed")) > 0 }

// New builds the tok2vec network that m holds, among other layers or alone. Vectors may be nil for models without
// static vectors. It fails where layers are missing, of a kind that is not supported, or do not fit together.
func New(m *thinc.Model, vectors *Vectors, k tensor.Kernel) (*Model, error) {
	panic("not yet")
}

// Encode writes the vector of each token of a batch of documents to dst.
//
// Shapes, row-major: attrs [n, len(m.Attrs)], each the value of the attribute as spaCy's Doc.to_array gives it (the
// 64-bit hash of a string, or 0 and 1 for flags); lens the documents' lengths, which add up to n and may be 0; dst [n, m.Width].
// It panics if a length and its shape disagree.
func (m *Model) Encode(dst []float32, attrs []uint64, n int, lens []int, ws *Workspace) {
	panic("not yet")
}
