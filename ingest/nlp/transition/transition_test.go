package transition_test

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/demarche/demarche/ingest/nlp/tensor"
	"github.com/demarche/demarche/ingest/nlp/thinc"
	"github.com/demarche/demarche/ingest/nlp/transition"
)

// component is a case of testdata: a parser's or recogniser's files, its input, and spaCy's answers.
type component struct {
	Model, Moves, Cfg []byte
	Lens              []int
	Space             []bool
	Vectors           []float32
	Given             []int8
	Heads             []int32 // within the document
	Deps              []string
	Sents             []int8
	Ents              [][4]any // document, start, end, label
}

func (c *component) batch() *transition.Batch {
	return &transition.Batch{Vectors: c.Vectors, Lens: c.Lens, Space: c.Space, Sents: c.Given}
}

func (c *component) model(t testing.TB) *thinc.Model {
	m, err := thinc.Read(c.Model)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// components reads the cases whose name begins with kind.
func components(t testing.TB, kind string) map[string]*component {
	files, err := filepath.Glob("testdata/" + kind + "*.json.gz")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	cases := make(map[string]*component)
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
		c := &component{}
		if err := json.NewDecoder(z).Decode(c); err != nil {
			t.Fatal(file, err)
		}
		cases[strings.TrimSuffix(filepath.Base(file), ".json.gz")] = c
	}
	return cases
}

func newTree(n int) *transition.Tree {
	return &transition.Tree{Heads: make([]int32, n), Labels: make([]int32, n), Sents: make([]int8, n)}
}

func TestParse(t *testing.T) {
	for name, c := range components(t, "parser") {
		for _, k := range tensor.Kernels() {
			t.Run(name+"/"+k.String(), func(t *testing.T) {
				p, err := transition.NewParser(c.model(t), c.Moves, c.Cfg, k)
				if err != nil {
					t.Fatal(err)
				}
				tree := newTree(len(c.Space))
				var ws transition.Workspace
				p.Parse(c.batch(), tree, &ws)
				at := 0
				for d, l := range c.Lens {
					for i := at; i < at+l; i++ {
						if got := p.Labels[tree.Labels[i]]; tree.Heads[i] != c.Heads[i] || got != c.Deps[i] || tree.Sents[i] != c.Sents[i] {
							t.Errorf("document %d token %d: head %d %s, start %d; want head %d %s, start %d",
								d, i-at, tree.Heads[i], got, tree.Sents[i], c.Heads[i], c.Deps[i], c.Sents[i])
						}
					}
					at += l
				}
			})
		}
	}
}

func TestRecognize(t *testing.T) {
	for name, c := range components(t, "ner") {
		for _, k := range tensor.Kernels() {
			t.Run(name+"/"+k.String(), func(t *testing.T) {
				r, err := transition.NewRecognizer(c.model(t), c.Moves, c.Cfg, k)
				if err != nil {
					t.Fatal(err)
				}
				var ws transition.Workspace
				got := r.Recognize(nil, c.batch(), &ws)
				if len(got) != len(c.Ents) {
					t.Fatalf("%d entities, want %d", len(got), len(c.Ents))
				}
				for i, e := range got {
					w := c.Ents[i]
					if float64(e.Doc) != w[0] || float64(e.Start) != w[1] || float64(e.End) != w[2] || r.Labels[e.Label] != w[3] {
						t.Errorf("entity %d: %v %s, want %v", i, e, r.Labels[e.Label], w)
					}
				}
			})
		}
	}
}

// Each document alone gives what the batch gives.
func TestBatchesDoNotMix(t *testing.T) {
	for name, c := range components(t, "parser") {
		t.Run(name, func(t *testing.T) {
			p, err := transition.NewParser(c.model(t), c.Moves, c.Cfg, tensor.Auto)
			if err != nil {
				t.Fatal(err)
			}
			all := newTree(len(c.Space))
			var ws transition.Workspace
			p.Parse(c.batch(), all, &ws)
			at := 0
			for i, l := range c.Lens {
				b := &transition.Batch{Vectors: c.Vectors[at*p.Width : (at+l)*p.Width], Lens: []int{l}, Space: c.Space[at : at+l]}
				if c.Given != nil {
					b.Sents = c.Given[at : at+l]
				}
				one := newTree(l)
				p.Parse(b, one, &ws)
				if !slices.Equal(one.Heads, all.Heads[at:at+l]) || !slices.Equal(one.Labels, all.Labels[at:at+l]) {
					t.Errorf("document %d differs when alone", i)
				}
				at += l
			}
		})
	}
}

func TestSteadyUseDoesNotAllocate(t *testing.T) {
	c := components(t, "parser")["parser"]
	p, err := transition.NewParser(c.model(t), c.Moves, c.Cfg, tensor.Auto)
	if err != nil {
		t.Fatal(err)
	}
	e := components(t, "ner")["ner"]
	r, err := transition.NewRecognizer(e.model(t), e.Moves, e.Cfg, tensor.Auto)
	if err != nil {
		t.Fatal(err)
	}
	var first, second transition.Workspace
	tree := newTree(len(c.Space))
	b1, b2 := c.batch(), e.batch()
	ents := make([]transition.Entity, 0, len(e.Space))
	run := func() {
		p.Parse(b1, tree, &first)
		ents = r.Recognize(ents[:0], b2, &second)
	}
	run()
	if got := testing.AllocsPerRun(50, run); got != 0 {
		t.Errorf("%v allocations in a batch of known size", got)
	}
}

func TestBrokenComponents(t *testing.T) {
	parser, ner := components(t, "parser")["parser"], components(t, "ner")["ner"]
	cases := []struct {
		name  string
		build func() error
		want  string
	}{
		{"moves that are not MessagePack", func() error { return newParser(parser.model(t), []byte("{}"), parser.Cfg) }, "moves: "},
		{"moves of another component", func() error { return newParser(parser.model(t), ner.Moves, parser.Cfg) }, "have shape [22 8], want [18 8]"},
		{"a beam", func() error { return newParser(parser.model(t), parser.Moves, []byte(`{"beam_width": 4}`)) }, "a beam of 4"},
		{"merged tokens", func() error { return newParser(parser.model(t), parser.Moves, []byte(`{"learn_tokens": true}`)) }, "learn_tokens"},
		{"a recogniser as a parser", func() error { return newParser(ner.model(t), ner.Moves, ner.Cfg) }, "entity recogniser's"},
		{"a parser as a recogniser", func() error {
			_, err := transition.NewRecognizer(parser.model(t), parser.Moves, parser.Cfg, tensor.Portable)
			return err
		}, "have shape"},
		{"no weights", func() error {
			m := parser.model(t)
			delete(m.All("precomputable_affine")[0].Params, "pad")
			return newParser(m, parser.Moves, parser.Cfg)
		}, `no weights "pad"`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if err := c.build(); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one that says %q", err, c.want)
			}
		})
	}
}

func newParser(m *thinc.Model, moves, cfg []byte) error {
	_, err := transition.NewParser(m, moves, cfg, tensor.Portable)
	return err
}
