package tok2vec

import (
	"errors"
	"fmt"

	"github.com/demarche/demarche/ingest/nlp/tensor"
	"github.com/demarche/demarche/ingest/nlp/thinc"
)

// embedding turns a token's attributes into a vector: hash tables (Svenstrup et al. 2017, https://arxiv.org/abs/1709.03933;
// thinc.layers.HashEmbed), a static vector, and over all of them maxout and layer normalisation.
type embedding struct {
	tables []table
	static *tensor.Affine // of the static vector; nil where the model has none
	known  *Vectors
	layer  *layer // of what tables and static vector give side by side
}

// table is the hash table of an attribute.
type table struct {
	column int // of the attributes
	seed   uint32
	count  uint32 // rows
	width  int
	values []float32 // [count, width]
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
	e := &t.embed
	width := 0 // of what is side by side
	for _, n := range m.All("hashembed") {
		tab, err := newTable(n)
		if err != nil {
			return err
		}
		if tab.column < 0 || tab.column >= len(t.Attrs) || tab.count == 0 {
			return fmt.Errorf("a table of %d rows for attribute %d of %d", tab.count, tab.column, len(t.Attrs))
		}
		e.tables = append(e.tables, tab)
		width += tab.width
	}
	for _, n := range m.All("static_vectors") {
		if vectors == nil || vectors.Width == 0 {
			return errors.New("the model wants static vectors, and the pipeline has none")
		}
		if e.static != nil {
			return errors.New("static vectors twice")
		}
		w, err := n.Param("W", -1, vectors.Width)
		if err != nil {
			return err
		}
		e.static = tensor.NewAffine(w.Data, nil, w.Shape[0], 1, vectors.Width, k)
		e.known = vectors
		t.Attrs = append(t.Attrs, "ORTH")
		width += e.static.Out
	}
	var err error
	if e.layer, err = newLayer(maxout, norm, 0, k); err != nil {
		return err
	}
	if e.layer.in != width {
		return fmt.Errorf("the embedding gives %d values, its maxout takes %d", width, e.layer.in)
	}
	t.Width = e.layer.out
	return nil
}

func newTable(n *thinc.Node) (table, error) {
	values, err := n.Param("E", -1, -1)
	if err != nil {
		return table{}, err
	}
	column, err := n.Int("column")
	if err != nil {
		return table{}, err
	}
	seed, err := n.Int("seed")
	return table{column, uint32(seed), uint32(values.Shape[0]), values.Shape[1], values.Data}, err
}

// gather writes what the layer takes for a token with the given attributes to dst. A word without a static vector counts as
// one of zeros. Ws has the memory for it.
func (e *embedding) gather(dst []float32, attrs []uint64, row tensor.Vector, ws *Workspace) {
	for i := range e.tables {
		t := &e.tables[i]
		ws.offsets = ws.offsets[:0]
		for _, h := range hash(attrs[t.column], t.seed) {
			ws.offsets = append(ws.offsets, int(h%t.count)*t.width)
		}
		row.SumRows(dst[:t.width], t.values, ws.offsets)
		dst = dst[t.width:]
	}
	if e.static == nil {
		return
	}
	clear(dst)
	if i, ok := e.known.Rows[attrs[len(attrs)-1]]; ok {
		stride := e.static.Stride()
		ws.tmp = grow(ws.tmp, stride)
		e.static.Apply(ws.tmp, stride, e.known.Data[int(i)*e.known.Width:], e.known.Width, 1)
		copy(dst, ws.tmp[:e.static.Out])
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
