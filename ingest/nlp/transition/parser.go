package transition

import (
	"fmt"
	"slices"

	"github.com/demarche/demarche/ingest/nlp/tensor"
	"github.com/demarche/demarche/ingest/nlp/thinc"
)

// Parser is spaCy's dependency parser without its tok2vec. It is read-only and safe for concurrent use.
type Parser struct {
	Labels []string // dependency labels
	Width  int      // size of a token's vector

	net       *network
	runs      []run
	label     []int32 // label of each move
	root      int32
	decorated []decoration // by label
}

// run is a stretch of moves of one kind.
type run struct{ kind, from, to int }

// Tree is the parser's answer for a batch, in slices of length n that it fills.
type Tree struct {
	Heads  []int32 // index of the head within the same document; a token's own index at a root
	Labels []int32 // index into Parser.Labels
	Sents  []int8  // 1 where a sentence starts, else -1: as Batch.Sents wants it
}

// Workspace is the memory that Parse and Recognize work in, for each model that it has served. It grows to what is
// needed and can be used again and again, by one goroutine at a time. The zero value is ready.
type Workspace struct {
	features []*features // one for each model
	ids      []int32
	arcs     arcState
	spans    spanState
	edges    edges
}

// begin makes ready for a batch of n tokens.
func (ws *Workspace) begin(net *network, vectors []float32, n int) *features {
	ws.ids = reset(ws.ids, net.places, -1)
	for _, f := range ws.features {
		if f.net == net {
			f.begin(vectors, n)
			return f
		}
	}
	f := newFeatures(net)
	ws.features = append(ws.features, f)
	f.begin(vectors, n)
	return f
}

// NewParser builds the parser of model, the moves file and the cfg file of a pipeline's parser folder. It fails where
// they do not fit together or ask for what is not supported: beam search, merged tokens.
func NewParser(m *thinc.Model, moves, cfg []byte, k tensor.Kernel) (*Parser, error) {
	p := &Parser{}
	if err := p.read(m, moves, cfg, k); err != nil {
		return nil, fmt.Errorf("transition: parser: %w", err)
	}
	return p, nil
}

func (p *Parser) read(m *thinc.Model, file, cfg []byte, k tensor.Kernel) error {
	if err := checkConfig(cfg); err != nil {
		return err
	}
	moves, err := readMoves(file)
	if err != nil {
		return err
	}
	if p.net, err = newNetwork(m, len(moves), k); err != nil {
		return err
	}
	if p.net.places == 3 || p.net.places == 6 {
		return fmt.Errorf("states of %d tokens are an entity recogniser's", p.net.places)
	}
	p.Width = p.net.width
	p.Labels = []string{"ROOT"}
	for i, m := range moves {
		if m.kind < 0 || m.kind >= arcEagerKinds {
			return fmt.Errorf("moves: kind %d", m.kind)
		}
		at := slices.Index(p.Labels, m.label)
		if at < 0 {
			at = len(p.Labels)
			p.Labels = append(p.Labels, m.label)
		}
		p.label = append(p.label, int32(at))
		if n := len(p.runs); n > 0 && p.runs[n-1].kind == m.kind {
			p.runs[n-1].to = i + 1
		} else {
			p.runs = append(p.runs, run{m.kind, i, i + 1})
		}
	}
	p.Labels, p.decorated = decorations(p.Labels)
	return nil
}

// Parse finds the heads, labels and sentence starts of a batch. It panics if lengths and shapes disagree.
func (p *Parser) Parse(b *Batch, t *Tree, ws *Workspace) {
	n := b.check(p.Width)
	if len(t.Heads) != n || len(t.Labels) != n || len(t.Sents) != n {
		panic(fmt.Sprintf("transition: tree of %d heads, %d labels and %d starts for %d tokens", len(t.Heads), len(t.Labels), len(t.Sents), n))
	}
	f := ws.begin(p.net, b.Vectors, n)
	at := 0
	for _, l := range b.Lens {
		s := &ws.arcs
		var sents []int8
		if b.Sents != nil {
			sents = b.Sents[at : at+l]
		}
		s.begin(l, sents)
		for !s.final() {
			s.tokens(ws.ids)
			for i, id := range ws.ids {
				if id >= 0 {
					ws.ids[i] = id + int32(at)
				}
			}
			if best := p.best(f.score(ws.ids), s.valid()); best >= 0 {
				s.do(p.kind(best), p.label[best])
			} else {
				s.stop()
			}
		}
		heads, labels := t.Heads[at:at+l], t.Labels[at:at+l]
		for i, h := range s.heads {
			if h < 0 {
				heads[i], labels[i] = int32(i), p.root
			} else {
				heads[i], labels[i] = h, s.labels[i]
			}
		}
		ws.edges.set(heads, t.Sents[at:at+l])
		if p.deprojectivize(heads, labels, b.Space[at:at+l], &ws.edges) {
			ws.edges.set(heads, t.Sents[at:at+l])
		}
		at += l
	}
}

// best gives the valid move of the highest score, the first of equal ones; -1 where none is valid.
func (p *Parser) best(scores []float32, valid [arcEagerKinds]bool) int {
	best := -1
	var most float32
	for _, r := range p.runs {
		if !valid[r.kind] {
			continue
		}
		for i, s := range scores[r.from:r.to] {
			if best < 0 || s > most {
				best, most = r.from+i, s
			}
		}
	}
	return best
}

func (p *Parser) kind(move int) int {
	for _, r := range p.runs {
		if move < r.to {
			return r.kind
		}
	}
	panic("transition: no such move")
}
