package tok2vec_test

import (
	"compress/gzip"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/demarche/demarche/ingest/nlp/tensor"
	"github.com/demarche/demarche/ingest/nlp/thinc"
	"github.com/demarche/demarche/ingest/nlp/tok2vec"
)

// network is a case of testdata: a network, its input, and what spaCy computes.
type network struct {
	Model   []byte
	Attrs   []string
	Lens    []int
	Values  []uint64
	Vectors []float32
	Classes []int32
	Static  *struct {
		Keys  []uint64
		Rows  []int32
		Data  []float32
		Width int
	}
}

func networks(t *testing.T) map[string]*network {
	files, err := filepath.Glob("testdata/*.json.gz")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	cases := make(map[string]*network)
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(file, err)
		}
		n := &network{}
		if err := json.NewDecoder(z).Decode(n); err != nil {
			t.Fatal(file, err)
		}
		cases[strings.TrimSuffix(filepath.Base(file), ".json.gz")] = n
	}
	return cases
}

func (n *network) build(t *testing.T, k tensor.Kernel) (*tok2vec.Model, *thinc.Model) {
	m, err := thinc.Read(n.Model)
	if err != nil {
		t.Fatal(err)
	}
	var static *tok2vec.Vectors
	if n.Static != nil {
		static = &tok2vec.Vectors{Rows: make(map[uint64]int32), Data: n.Static.Data, Width: n.Static.Width}
		for i, key := range n.Static.Keys {
			static.Rows[key] = n.Static.Rows[i]
		}
	}
	tv, err := tok2vec.New(m, static, k)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(tv.Attrs, n.Attrs) {
		t.Fatalf("attributes %v, want %v", tv.Attrs, n.Attrs)
	}
	return tv, m
}

func TestEncode(t *testing.T) {
	for name, n := range networks(t) {
		for _, k := range tensor.Kernels() {
			t.Run(name+"/"+k.String(), func(t *testing.T) {
				tv, m := n.build(t, k)
				tokens := len(n.Values) / len(n.Attrs)
				got := make([]float32, tokens*tv.Width)
				var ws tok2vec.Workspace
				for _, round := range []string{"new words", "known words"} {
					clear(got)
					tv.Encode(got, n.Values, tokens, n.Lens, &ws)
					for i, want := range n.Vectors {
						if math.Abs(float64(got[i]-want)) > 1e-5 {
							t.Fatalf("%s: token %d value %d: got %v, want %v", round, i/tv.Width, i%tv.Width, got[i], want)
						}
					}
				}
				if n.Classes == nil {
					return
				}
				c, err := tok2vec.NewClassifier(m, k)
				if err != nil {
					t.Fatal(err)
				}
				classes := make([]int32, tokens)
				c.Classify(classes, got, tokens, &ws)
				if !slices.Equal(classes, n.Classes) {
					t.Fatalf("classes\n%v, want\n%v", classes, n.Classes)
				}
			})
		}
	}
}

// A document's vectors must be the same to the last bit whatever it is batched with, however long the batch,
// and whether its words were met before.
func TestEncodeIsTheSameInAnyBatch(t *testing.T) {
	for name, n := range networks(t) {
		for _, k := range tensor.Kernels() {
			t.Run(name+"/"+k.String(), func(t *testing.T) {
				tv, _ := n.build(t, k)
				columns, tokens := len(tv.Attrs), len(n.Values)/len(n.Attrs)
				const times = 60 // longer than a pass
				var values []uint64
				for range times {
					values = append(values, n.Values...)
				}
				encode := func(values []uint64, lens []int, ws *tok2vec.Workspace) []float32 {
					count := len(values) / columns
					dst := make([]float32, count*tv.Width)
					tv.Encode(dst, values, count, lens, ws)
					return dst
				}
				lens := slices.Repeat(n.Lens, times)
				batch := encode(values, lens, &tok2vec.Workspace{})
				at := 0
				for i, l := range lens {
					if i >= 2*len(n.Lens) {
						break
					}
					alone := encode(values[at*columns:(at+l)*columns], []int{l}, &tok2vec.Workspace{})
					if !slices.Equal(alone, batch[at*tv.Width:(at+l)*tv.Width]) {
						t.Fatalf("document %d differs when alone", i)
					}
					at += l
				}
				long := encode(values, []int{times * tokens}, &tok2vec.Workspace{})
				again := encode(append(slices.Clone(n.Values), values...), []int{tokens, times * tokens}, &tok2vec.Workspace{})
				if !slices.Equal(long, again[tokens*tv.Width:]) {
					t.Fatal("a document longer than a pass differs when another goes before")
				}
			})
		}
	}
}

// What a long document's pieces give must be what one piece gives: windows reach over the bounds of passes.
func TestEncodeLongDocument(t *testing.T) {
	n := networks(t)["english"]
	tv, _ := n.build(t, tensor.Auto)
	tokens := len(n.Values) / len(n.Attrs)
	const times = 40
	long := slices.Repeat(n.Values, times)
	got := make([]float32, times*tokens*tv.Width)
	tv.Encode(got, long, times*tokens, []int{times * tokens}, &tok2vec.Workspace{})
	// Away from the document's ends each repetition has the same surroundings and so the same vectors.
	size := tokens * tv.Width
	for i := 2; i < times-1; i++ {
		for j := range size {
			if math.Abs(float64(got[size+j]-got[i*size+j])) > 1e-5 {
				t.Fatalf("repetition %d differs at %d: %v and %v", i, j, got[size+j], got[i*size+j])
			}
		}
	}
}

// Workspaces that share a lexicon, more words than it holds, and more than a pass has places for: the vectors are the same.
func TestEncodeManyWords(t *testing.T) {
	n := networks(t)["english"]
	tv, _ := n.build(t, tensor.Auto)
	columns := len(n.Attrs)
	const docs, words = 60, 200
	r := rand.New(rand.NewPCG(1, 2))
	values := make([]uint64, docs*words*columns)
	for i := range values {
		values[i] = r.Uint64()
	}
	encode := func(tv *tok2vec.Model, doc int, ws *tok2vec.Workspace) []float32 {
		dst := make([]float32, words*tv.Width)
		tv.Encode(dst, values[doc*words*columns:][:words*columns], words, []int{words}, ws)
		return dst
	}
	want := make([][]float32, docs)
	for doc := range docs {
		fresh, _ := n.build(t, tensor.Auto)
		want[doc] = encode(fresh, doc, &tok2vec.Workspace{})
	}
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			var ws tok2vec.Workspace
			for i := range 2 * docs {
				doc := (i*7 + worker*13) % docs
				if !slices.Equal(encode(tv, doc, &ws), want[doc]) {
					t.Errorf("worker %d: document %d differs", worker, doc)
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestEncodeDoesNotAllocate(t *testing.T) {
	n := networks(t)["english"]
	tv, _ := n.build(t, tensor.Auto)
	tokens := len(n.Values) / len(n.Attrs)
	dst := make([]float32, tokens*tv.Width)
	var ws tok2vec.Workspace
	encode := func() { tv.Encode(dst, n.Values, tokens, n.Lens, &ws) }
	encode()
	if got := testing.AllocsPerRun(100, encode); got != 0 {
		t.Errorf("%v allocations in a batch of known size", got)
	}
}

func TestNewRefusesBrokenModels(t *testing.T) {
	n := networks(t)["english"]
	read := func() *thinc.Model {
		m, err := thinc.Read(n.Model)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	cases := []struct {
		name  string
		spoil func(m *thinc.Model)
		want  string
	}{
		{"an unknown layer", func(m *thinc.Model) { m.All("dropout")[0].Name = "mish" }, `"mish" is not supported`},
		{"no encoder maxout", func(m *thinc.Model) { m.All("maxout")[1].Name = "dropout" }, "do not make an encoder"},
		{"no attributes", func(m *thinc.Model) { m.All("extract_features")[0].Attrs = nil }, "for attribute 0 of 0"},
		{"a missing table", func(m *thinc.Model) { delete(m.All("hashembed")[2].Params, "E") }, `no weights "E"`},
		{"one table too few", func(m *thinc.Model) { m.All("hashembed")[2].Name = "dropout" }, "the embedding gives 80 values"},
		{"windows of two sizes", func(m *thinc.Model) { m.All("expand_window")[3].Attrs["window_size"] = int64(2) }, "different sizes"},
		{"vectors that are not there", func(m *thinc.Model) { m.All("dropout")[0].Name = "static_vectors" }, "wants static vectors"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := read()
			c.spoil(m)
			if _, err := tok2vec.New(m, nil, tensor.Portable); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one that says %q", err, c.want)
			}
		})
	}
}
