package transition

import (
	"errors"
	"fmt"

	"github.com/demarche/demarche/ingest/nlp/tensor"
	"github.com/demarche/demarche/ingest/nlp/thinc"
)

// network scores moves: spaCy's TransitionBasedParser.v2 without its tok2vec.
//
//	token    linear from the token's vector                                              [inner]
//	feature  for each place in which a token may stand in a state, linear from that       [places, pieces, hidden]
//	state    the sum of the features of the state's tokens, a fixed row for a missing one, plus bias; maxout   [hidden]
//	scores   linear from the state, or without an upper layer the state itself           [moves]
type network struct {
	width, places, hidden, pieces int
	moves                         int

	row   tensor.Vector
	token *tensor.Affine // width to inner
	lower *tensor.Affine // inner to places*pieces*hidden, no bias
	upper *tensor.Affine // hidden to moves; nil for none
	fixed []float32      // [places + 1, pieces, hidden]: missing tokens by place, then the bias
}

func newNetwork(m *thinc.Model, moves int, k tensor.Kernel) (*network, error) {
	root := m.All("parser_model")
	if len(root) != 1 {
		return nil, fmt.Errorf("%d transition models, want one", len(root))
	}
	lower, upper := m.Ref(root[0], "lower"), m.Ref(root[0], "upper")
	if lower == nil || lower.Name != "precomputable_affine" {
		return nil, errors.New("no lower layer")
	}
	token, err := tokenLayer(m, upper)
	if err != nil {
		return nil, err
	}
	w, err := token.Param("W", -1, -1)
	if err != nil {
		return nil, err
	}
	inner := w.Shape[0]
	b, err := token.Param("b", inner)
	if err != nil {
		return nil, err
	}
	n := &network{width: w.Shape[1], moves: moves, row: tensor.NewVector(k)}
	n.token = tensor.NewAffine(w.Data, b.Data, inner, 1, n.width, k)
	if err := n.readLower(lower, inner, k); err != nil {
		return nil, err
	}
	if has, _ := root[0].Attrs["has_upper"].(bool); !has {
		if n.hidden != moves {
			return nil, fmt.Errorf("the network scores %d moves of %d", n.hidden, moves)
		}
		return n, nil
	}
	if upper == nil {
		return nil, errors.New("no upper layer")
	}
	if w, err = upper.Param("W", moves, n.hidden); err != nil {
		return nil, err
	}
	if b, err = upper.Param("b", moves); err != nil {
		return nil, err
	}
	n.upper = tensor.NewAffine(w.Data, b.Data, moves, 1, n.hidden, k)
	return n, nil
}

// tokenLayer is the linear layer behind the tok2vec: the one that is not the upper layer.
func tokenLayer(m *thinc.Model, upper *thinc.Node) (*thinc.Node, error) {
	var found *thinc.Node
	for _, n := range m.All("linear") {
		if n == upper {
			continue
		}
		if found != nil {
			return nil, errors.New("more than one linear layer behind the tok2vec")
		}
		found = n
	}
	if found == nil {
		return nil, errors.New("no linear layer behind the tok2vec")
	}
	return found, nil
}

// readLower lays out the weights W [places, hidden, pieces, inner] with the pieces of a place one after another, so
// that maxout is a maximum of stretches.
func (n *network) readLower(lower *thinc.Node, inner int, k tensor.Kernel) error {
	w, err := lower.Param("W", -1, -1, -1, inner)
	if err != nil {
		return err
	}
	n.places, n.hidden, n.pieces = w.Shape[0], w.Shape[1], w.Shape[2]
	switch n.places {
	case 1, 2, 3, 6, 8, 13:
	default:
		return fmt.Errorf("states of %d tokens are not supported", n.places)
	}
	b, err := lower.Param("b", n.hidden, n.pieces)
	if err != nil {
		return err
	}
	pad, err := lower.Param("pad", 1, n.places, n.hidden, n.pieces)
	if err != nil {
		return err
	}
	size := n.pieces * n.hidden
	weights := make([]float32, n.places*size*inner)
	n.fixed = make([]float32, (n.places+1)*size)
	for h := range n.hidden {
		for p := range n.pieces {
			for f := range n.places {
				from, to := (f*n.hidden+h)*n.pieces+p, (f*n.pieces+p)*n.hidden+h
				copy(weights[to*inner:][:inner], w.Data[from*inner:])
				n.fixed[to] = pad.Data[from]
			}
			n.fixed[n.places*size+p*n.hidden+h] = b.Data[h*n.pieces+p]
		}
	}
	n.lower = tensor.NewAffine(weights, nil, n.places*size, 1, inner, k)
	return nil
}
