package tok2vec

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/demarche/demarche/ingest/nlp/tensor"
	"github.com/demarche/demarche/ingest/nlp/thinc"
)

// embedding turns a token's attributes into a vector: hash tables (Svenstrup et al. 2017, https://arxiv.org/abs/1709.03933;
// thinc.layers.HashEmbed), a static vector, and over all of them maxout and layer normalisation.
//
// What comes before maxout is linear: the sum over attributes of four rows, times the part of the weights that belongs to
// the attribute. So a row is multiplied once, when it is first needed, and a word's product is a sum of such products.
type embedding struct {
	out, pieces int
	size        int // floats of a row: pieces*out, filled up

	rows   []float32       // [bias, then each table's rows; size], each row's product as [pieces, out]
	ready  []atomic.Uint32 // of each row: 1 once its product is there
	mu     sync.Mutex      // held to multiply rows
	tables []table
	static *tensor.Affine // of the static vector, to [pieces, out]
	known  *Vectors

	gain, bias []float32 // of the normalisation
}

// table tells where in rows an attribute finds its own.
type table struct {
	column int // of the attributes
	seed   uint32
	count  uint32 // rows
	first  int    // index of the first

	values  []float32 // [count, product.In]
	product *tensor.Affine
}

// readEmbedding reads the tables and the maxout and normalisation behind them.
func (t *Model) readEmbedding(m *thinc.Model, vectors *Vectors, maxout, norm *thinc.Node, k tensor.Kernel) error {
	extractors := m.All("extract_features")
	if len(extractors) != 1 {
		return fmt.Errorf("%d feature extractors, want one", len(extractors))
	}
	columns, _ := extractors[0].Attrs["columns"].([]any)
	for _, c := range columns {
		name, ok := c.(string)
		if !ok {
			return fmt.Errorf("attribute %v is not a name", c)
		}
		t.Attrs = append(t.Attrs, name)
	}
	w, err := maxout.Param("W", -1, -1, -1)
	if err != nil {
		return err
	}
	e := &t.embed
	in := w.Shape[2]
	e.out, e.pieces = w.Shape[0], w.Shape[1]
	if e.gain, e.bias, err = normalisation(norm, e.out); err != nil {
		return err
	}
	b, err := maxout.Param("b", e.out, e.pieces)
	if err != nil {
		return err
	}
	at := 0 // of the maxout's inputs
	part := func(width int, k tensor.Kernel) (*tensor.Affine, error) {
		if at+width > in {
			return nil, fmt.Errorf("the embedding gives more than the %d values that its maxout takes", in)
		}
		weights := make([]float32, e.pieces*e.out*width)
		for o := range e.out {
			for p := range e.pieces {
				copy(weights[(p*e.out+o)*width:][:width], w.Data[(o*e.pieces+p)*in+at:])
			}
		}
		at += width
		return tensor.NewAffine(weights, nil, e.pieces*e.out, 1, width, k), nil
	}
	total, next := 0, 1 // rows of all tables; the bias is row 0
	for _, n := range m.All("hashembed") {
		if shape := n.Params["E"].Shape; len(shape) > 0 {
			total += shape[0]
		}
	}
	for _, n := range m.All("hashembed") {
		values, err := n.Param("E", -1, -1)
		if err != nil {
			return err
		}
		count, width := values.Shape[0], values.Shape[1]
		column, err := n.Int("column")
		if err != nil {
			return err
		}
		seed, err := n.Int("seed")
		if err != nil {
			return err
		}
		if column < 0 || column >= len(t.Attrs) || count == 0 {
			return fmt.Errorf("a table of shape %v for attribute %d of %d", values.Shape, column, len(t.Attrs))
		}
		product, err := part(width, k)
		if err != nil {
			return err
		}
		if e.rows == nil {
			e.size = product.Stride()
			e.rows = make([]float32, (1+total)*e.size)
			e.ready = make([]atomic.Uint32, 1+total)
			for o := range e.out {
				for p := range e.pieces {
					e.rows[p*e.out+o] = b.Data[o*e.pieces+p]
				}
			}
		}
		e.tables = append(e.tables, table{column, uint32(seed), uint32(count), next, values.Data, product})
		next += count
	}
	for _, n := range m.All("static_vectors") {
		if vectors == nil || vectors.Width == 0 {
			return errors.New("the model wants static vectors, and the pipeline has none")
		}
		if e.static != nil {
			return errors.New("static vectors twice")
		}
		projection, err := n.Param("W", -1, vectors.Width)
		if err != nil {
			return err
		}
		if e.static, err = project(part, projection, k); err != nil {
			return err
		}
		e.known = vectors
		t.Attrs = append(t.Attrs, "ORTH")
	}
	if at != in {
		return fmt.Errorf("the embedding gives %d values, its maxout takes %d", at, in)
	}
	t.Width = e.out
	return nil
}

// project makes one map of the projection [width, vector] of static vectors and the part of the maxout behind it.
func project(part func(int, tensor.Kernel) (*tensor.Affine, error), projection thinc.Array, k tensor.Kernel) (*tensor.Affine, error) {
	width, size := projection.Shape[0], projection.Shape[1]
	behind, err := part(width, k)
	if err != nil {
		return nil, err
	}
	columns := make([]float32, size*width) // the projection of each unit vector
	for i := range width {
		for j := range size {
			columns[j*width+i] = projection.Data[i*size+j]
		}
	}
	products := make([]float32, size*behind.Stride())
	behind.Apply(products, behind.Stride(), columns, width, size)
	weights := make([]float32, behind.Out*size)
	for o := range behind.Out {
		for j := range size {
			weights[o*size+j] = products[j*behind.Stride()+o]
		}
	}
	return tensor.NewAffine(weights, nil, behind.Out, 1, size, k), nil
}

// values writes the maxout of a token with the given attributes to dst. A word without a static vector counts as one
// of zeros. Ws has the memory for it.
func (e *embedding) values(dst []float32, attrs []uint64, row tensor.Vector, ws *Workspace) {
	ws.offsets = append(ws.offsets[:0], 0)
	for i := range e.tables {
		t := &e.tables[i]
		for _, h := range hash(attrs[t.column], t.seed) {
			row := t.first + int(h%t.count)
			if e.ready[row].Load() == 0 {
				e.multiply(t, row)
			}
			ws.offsets = append(ws.offsets, row*e.size)
		}
	}
	ws.product = grow(ws.product, 2*e.size)
	sum, static := ws.product[:e.size], ws.product[e.size:]
	row.SumRows(sum, e.rows, ws.offsets)
	if e.static != nil {
		if i, ok := e.known.Rows[attrs[len(attrs)-1]]; ok {
			e.static.Apply(static, e.size, e.known.Data[int(i)*e.known.Width:], e.known.Width, 1)
			for j, v := range static {
				sum[j] += v
			}
		}
	}
	maxPieces(dst, sum, e.out, e.pieces)
}

// multiply computes the product of a row of table t.
func (e *embedding) multiply(t *table, row int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ready[row].Load() == 0 {
		width := t.product.In
		t.product.Apply(e.rows[row*e.size:][:e.size], e.size, t.values[(row-t.first)*width:][:width], width, 1)
		e.ready[row].Store(1)
	}
}

// maxPieces writes the largest of each output's pieces to dst, from x [pieces, out].
func maxPieces(dst, x []float32, out, pieces int) {
	copy(dst, x[:out])
	for p := 1; p < pieces; p++ {
		for o, v := range x[p*out : (p+1)*out] {
			dst[o] = max(dst[o], v)
		}
	}
}

// hash gives the four 32-bit hashes of a key: MurmurHash3 x64-128 (public domain, Austin Appleby) of eight bytes.
func hash(key uint64, seed uint32) [4]uint32 {
	h1 := key * 0x87c37b91114253d5
	h1 = (h1<<31 | h1>>33) * 0x4cf5ad432745937f
	h1 ^= uint64(seed) ^ 8
	h2 := uint64(seed) ^ 8
	h1 += h2
	h2 += h1
	h1, h2 = finish(h1), finish(h2)
	h1 += h2
	h2 += h1
	return [4]uint32{uint32(h1), uint32(h1 >> 32), uint32(h2), uint32(h2 >> 32)}
}

func finish(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
