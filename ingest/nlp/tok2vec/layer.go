package tok2vec

import (
	"github.com/demarche/demarche/ingest/nlp/tensor"
	"github.com/demarche/demarche/ingest/nlp/thinc"
)

// layer is maxout followed by layer normalisation.
type layer struct {
	in, out, pieces int
	window          *tensor.Window // the maxout of windows of three rows in three pieces
	affine          *tensor.Affine // else: with three pieces the maxout itself, with others linear to [pieces, out]
	gain, bias      []float32      // of the normalisation
}

// newLayer reads a layer over windows of so many neighbours on each side.
func newLayer(maxout, norm *thinc.Node, neighbours int, k tensor.Kernel) (*layer, error) {
	w, err := maxout.Param("W", -1, -1, -1)
	if err != nil {
		return nil, err
	}
	l := &layer{out: w.Shape[0], pieces: w.Shape[1], in: w.Shape[2]}
	b, err := maxout.Param("b", l.out, l.pieces)
	if err != nil {
		return nil, err
	}
	if l.gain, l.bias, err = normalisation(norm, l.out); err != nil {
		return nil, err
	}
	if l.pieces == 3 && neighbours == 1 && l.in%3 == 0 {
		l.window = tensor.NewWindow(w.Data, b.Data, l.out, l.in/3, k)
		return l, nil
	}
	if l.pieces == 3 {
		l.affine = tensor.NewAffine(w.Data, b.Data, l.out, 3, l.in, k)
		return l, nil
	}
	byPiece := make([]float32, len(w.Data))
	biases := make([]float32, len(b.Data))
	for o := range l.out {
		for p := range l.pieces {
			copy(byPiece[(p*l.out+o)*l.in:][:l.in], w.Data[(o*l.pieces+p)*l.in:])
			biases[p*l.out+o] = b.Data[o*l.pieces+p]
		}
	}
	l.affine = tensor.NewAffine(byPiece, biases, l.out*l.pieces, 1, l.in, k)
	return l, nil
}

// normalisation reads the weights of a layer normalisation of so many values.
func normalisation(n *thinc.Node, size int) (gain, bias []float32, err error) {
	g, err := n.Param("G", size)
	if err != nil {
		return nil, nil, err
	}
	b, err := n.Param("b", size)
	return g.Data, b.Data, err
}

// stride is the distance of rows that maxout writes.
func (l *layer) stride() int {
	if l.window != nil {
		return l.window.Stride()
	}
	return l.affine.Stride()
}

// scratch is the number of floats that maxout needs for itself.
func (l *layer) scratch() int {
	if l.window != nil {
		return l.window.Scratch()
	}
	return 0
}

// maxout writes the maxout of n rows of x, ldx apart, to the first out elements of dst's rows, stride apart. With a
// window of three rows n is even.
func (l *layer) maxout(dst, x []float32, ldx, n int, scratch []float32) {
	if l.window != nil {
		l.window.Apply(dst, x, n, scratch)
		return
	}
	stride := l.stride()
	l.affine.Apply(dst, stride, x, ldx, n)
	if l.pieces == 3 {
		return
	}
	for i := range n {
		row := dst[i*stride:]
		maxPieces(row, row, l.out, l.pieces)
	}
}
