package thinc_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/vmihailenco/msgpack/v5"

	"github.com/demarche/demarche/ingest/nlp/thinc"
)

type object = map[string]any

// array is a numpy array as msgpack-numpy writes it, whose keys are byte strings.
func array(kind string, shape []int, data []byte) map[string]any {
	return object{"nd": true, "type": kind, "kind": []byte{}, "shape": shape, "data": data}
}

func pack(t testing.TB, v any) []byte {
	b, err := msgpack.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// stored is a model of two layers, with everything that Read looks at.
func stored(t testing.TB) object {
	return object{
		"nodes": []any{
			object{"index": 0, "name": "a>>b", "dims": object{"nO": nil}, "refs": object{"inner": 1, "gone": nil}},
			object{"index": 1, "name": "b", "dims": object{"nO": 2, "nI": 3}, "refs": object{}},
		},
		"attrs": []any{object{}, object{"seed": pack(t, 8), "columns": pack(t, []string{"NORM"}), "object": []byte{0xc1}}},
		"params": []any{object{}, object{
			"W": array("<f4", []int{2, 1}, []byte{0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0}),
			"b": nil,
		}},
		"shims": []any{[]any{}, []any{}},
	}
}

func TestRead(t *testing.T) {
	m, err := thinc.Read(pack(t, stored(t)))
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Nodes) != 2 || m.Nodes[0].Name != "a>>b" || m.Nodes[1].Dims["nI"] != 3 {
		t.Fatalf("layers %+v", m.Nodes)
	}
	b := m.All("b")[0]
	if m.Ref(m.Nodes[0], "inner") != b || m.Ref(m.Nodes[0], "gone") != nil || m.Ref(b, "none") != nil {
		t.Error("references do not lead where they should")
	}
	w, err := b.Param("W", 2, -1)
	if err != nil || !slices.Equal(w.Data, []float32{1, -2}) || !slices.Equal(w.Shape, []int{2, 1}) {
		t.Errorf("W = %v, %v", w, err)
	}
	if seed, err := b.Int("seed"); seed != 8 || err != nil {
		t.Errorf("seed = %v, %v", seed, err)
	}
	if _, err := b.Int("columns"); err == nil {
		t.Error("a list passes for a whole number")
	}
	if _, ok := b.Attrs["object"]; ok {
		t.Error("an attribute that cannot be decoded is there")
	}
	for _, shape := range [][]int{{2}, {1, 1}, {2, 1, 1}} {
		if _, err := b.Param("W", shape...); err == nil {
			t.Errorf("W passes for shape %v", shape)
		}
	}
	if _, err := b.Param("b", 2); err == nil {
		t.Error("weights that were not set are there")
	}
}

func TestReadBrokenModels(t *testing.T) {
	spoil := func(key string, i int, v any) func(object) {
		return func(m object) { m[key].([]any)[i] = v }
	}
	cases := []struct {
		name  string
		spoil func(object)
		want  string
	}{
		{"no layers", func(m object) { clear(m) }, "without layers"},
		{"lists of different lengths", func(m object) { m["attrs"] = []any{object{}} }, "elements for"},
		{"a PyTorch layer", spoil("shims", 0, []any{[]byte("torch")}), "foreign model"},
		{"weights of float64", spoil("params", 0, object{"W": array("<f8", []int{1}, make([]byte, 8))}), "not float32"},
		{"weights cut short", spoil("params", 0, object{"W": array("<f4", []int{3}, make([]byte, 8))}), "8 bytes for"},
		{"weights of absurd size", spoil("params", 0, object{"W": array("<f4", []int{1 << 30, 1 << 30}, nil)}), "shape"},
		{"a size below zero", spoil("params", 0, object{"W": array("<f4", []int{-1}, nil)}), "a size of -1"},
		{"a name that is a number", spoil("nodes", 0, object{"name": 3}), "layer 0"},
		{"a dimension that is a name", spoil("nodes", 0, object{"dims": object{"nO": "x"}}), "not a whole number"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := stored(t)
			c.spoil(m)
			if _, err := thinc.Read(pack(t, m)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one that says %q", err, c.want)
			}
		})
	}
	if _, err := thinc.Read([]byte("{}")); err == nil {
		t.Error("JSON passes for a model")
	}
}

// Whatever the bytes, Read ends, and does not take more memory than they account for.
func FuzzRead(f *testing.F) {
	whole := pack(f, stored(f))
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte{0xdf, 0xff, 0xff, 0xff, 0xff})
	f.Add(bytes.ReplaceAll(whole, []byte("shape"), []byte("shame")))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := thinc.Read(data)
		if err == nil && len(m.Nodes) == 0 {
			t.Error("a model without layers and no error")
		}
	})
}
