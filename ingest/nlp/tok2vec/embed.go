package tok2vec

import (
	"errors"
	"fmt"

	"github.com/demarche/demarche/ingest/nlp/tensor"
	"github.com/demarche/demarche/ingest/nlp/thinc"
)

// embedding turns a token's attributes into the values that go into the first maxout.
type embedding struct {
	tables  []table
	width   int // values a token, all tables and the static vector together
	vectors *Vectors
	project *tensor.Affine // of static vectors
}

// table is one hash embedding (Svenstrup et al. 2017, https://arxiv.org/abs/1709.03933; thinc.layers.HashEmbed).
type table struct {
	column      int // of the attributes
	seed        uint32
	rows, width int
	data        []float32 // [rows, width]
}

func (t *Model) readEmbedding(m *thinc.Model, vectors *Vectors, k tensor.Kernel) error {
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
	for _, n := range m.All("hashembed") {
		e, err := n.Param("E", -1, -1)
		if err != nil {
			return err
		}
		column, err := n.Int("column")
		if err != nil {
			return err
		}
		seed, err := n.Int("seed")
		if err != nil {
			return err
		}
		if column < 0 || column >= len(t.Attrs) || e.Shape[0] == 0 {
			return fmt.Errorf("a table of shape %v for attribute %d of %d", e.Shape, column, len(t.Attrs))
		}
		t.embed.tables = append(t.embed.tables, table{column, uint32(seed), e.Shape[0], e.Shape[1], e.Data})
		t.embed.width += e.Shape[1]
	}
	for _, n := range m.All("static_vectors") {
		if vectors == nil || vectors.Width == 0 {
			return errors.New("the model wants static vectors, and the pipeline has none")
		}
		if t.embed.project != nil {
			return errors.New("static vectors twice")
		}
		w, err := n.Param("W", -1, vectors.Width)
		if err != nil {
			return err
		}
		t.embed.vectors = vectors
		t.embed.project = tensor.NewAffine(w.Data, nil, w.Shape[0], 1, vectors.Width, k)
		t.embed.width += w.Shape[0]
		t.Attrs = append(t.Attrs, "ORTH")
	}
	return nil
}

// values writes the values of a token with the given attributes to dst. A word without a static vector has zeros there.
// Tmp holds at least a projected vector.
func (e *embedding) values(dst []float32, attrs []uint64, row tensor.Vector, tmp []float32) {
	var at [4]int
	for i := range e.tables {
		t := &e.tables[i]
		for j, h := range hash(attrs[t.column], t.seed) {
			at[j] = int(h%uint32(t.rows)) * t.width
		}
		row.SumRows(dst[:t.width], t.data, at[:])
		dst = dst[t.width:]
	}
	if e.project == nil {
		return
	}
	i, ok := e.vectors.Rows[attrs[len(attrs)-1]]
	if !ok {
		clear(dst)
		return
	}
	e.project.Apply(tmp, e.project.Stride(), e.vectors.Data[int(i)*e.vectors.Width:], e.vectors.Width, 1)
	copy(dst, tmp)
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
