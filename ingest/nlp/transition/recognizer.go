package transition

import (
	"fmt"
	"slices"

	"github.com/demarche/demarche/ingest/nlp/tensor"
	"github.com/demarche/demarche/ingest/nlp/thinc"
)

// Kinds of moves of the BILUO system, numbered as in the moves file.
const (
	missing = iota // of the training data; never a move
	begin          // an entity of two or more tokens starts here
	inside
	last
	unit // an entity of one token
	outside
	biluoKinds
)

// Recognizer is spaCy's entity recogniser without its tok2vec. It is read-only and safe for concurrent use.
type Recognizer struct {
	Labels []string // entity labels
	Width  int      // size of a token's vector

	net   *network
	kind  []int   // of each move
	label []int32 // of each move; -1 for none
}

// NewRecognizer builds the recogniser of model, the moves file and the cfg file of a pipeline's ner folder. It fails
// where they do not fit together or ask for beam search, which is not supported.
func NewRecognizer(m *thinc.Model, moves, cfg []byte, k tensor.Kernel) (*Recognizer, error) {
	r := &Recognizer{}
	if err := r.read(m, moves, cfg, k); err != nil {
		return nil, fmt.Errorf("transition: entity recogniser: %w", err)
	}
	return r, nil
}

func (r *Recognizer) read(m *thinc.Model, file, cfg []byte, k tensor.Kernel) error {
	if err := checkConfig(cfg); err != nil {
		return err
	}
	moves, err := readMoves(file)
	if err != nil {
		return err
	}
	moves = slices.DeleteFunc(moves, func(m move) bool { return m.kind == missing || m.kind == outside && m.label != "" })
	if r.net, err = newNetwork(m, len(moves), k); err != nil {
		return err
	}
	if r.net.places == 8 || r.net.places == 13 {
		return fmt.Errorf("states of %d tokens are a parser's", r.net.places)
	}
	r.Width = r.net.width
	for _, m := range moves {
		if m.kind < 0 || m.kind >= biluoKinds {
			return fmt.Errorf("moves: kind %d", m.kind)
		}
		at := -1
		if m.label != "" {
			if at = slices.Index(r.Labels, m.label); at < 0 {
				at = len(r.Labels)
				r.Labels = append(r.Labels, m.label)
			}
		}
		r.kind, r.label = append(r.kind, m.kind), append(r.label, int32(at))
	}
	return nil
}

// spanState is a state of the BILUO system: the next token, and the entity that is open.
type spanState struct {
	n, at int32
	start int32 // first token of the open entity; -1 for none
	label int32 // its label
}

// Recognize appends the entities of a batch to dst, in order, and gives it back. It panics if lengths and shapes disagree.
func (r *Recognizer) Recognize(dst []Entity, b *Batch, ws *Workspace) []Entity {
	f := ws.begin(r.net, b.Vectors, b.check(r.Width))
	first := 0
	for doc, l := range b.Lens {
		s := &ws.spans
		*s = spanState{n: int32(l), start: -1}
		for s.at < s.n {
			s.tokens(ws.ids)
			for i, id := range ws.ids {
				if id >= 0 {
					ws.ids[i] = id + int32(first)
				}
			}
			token := first + int(s.at)
			nextStarts := s.at+1 < s.n && b.Sents != nil && b.Sents[token+1] == 1
			best := r.best(f.score(ws.ids), s, b.Space[token], nextStarts)
			if best < 0 {
				break // no move can go on; what is open is not an entity
			}
			switch kind := r.kind[best]; kind {
			case begin:
				s.start, s.label = s.at, r.label[best]
			case last:
				dst = append(dst, Entity{doc, int(s.start), int(s.at) + 1, int(s.label)})
				s.start = -1
			case unit:
				dst = append(dst, Entity{doc, int(s.at), int(s.at) + 1, int(r.label[best])})
			}
			s.at++
		}
		first += l
	}
	return dst
}

// best gives the valid move of the highest score, the first of equal ones; -1 where none is valid. Space tells that
// the token is white space, which starts no entity; nextStarts that a sentence starts behind it, beyond which none goes on.
func (r *Recognizer) best(scores []float32, s *spanState, space, nextStarts bool) int {
	open := s.start >= 0
	more := s.n-s.at >= 2 && !nextStarts
	var valid [biluoKinds]bool
	valid[begin] = !open && more && !space
	valid[inside] = open && more
	valid[last] = open
	valid[unit] = !open && !space
	valid[outside] = !open
	best := -1
	for i, kind := range r.kind {
		if !valid[kind] || r.label[i] < 0 && kind != outside || open && r.label[i] != s.label {
			continue
		}
		if best < 0 || scores[i] > scores[best] {
			best = i
		}
	}
	return best
}

// tokens writes the tokens whose vectors make up the state, as many as ids has places, -1 for missing ones.
func (s *spanState) tokens(ids []int32) {
	for i := range ids {
		ids[i] = -1
	}
	ids[0] = s.at
	switch {
	case len(ids) == 3 && s.start >= 0:
		ids[1], ids[2] = s.start, s.at-1
	case len(ids) == 6 && s.start >= 0:
		for i := int32(1); i < 6 && s.start+i-1 < s.at; i++ {
			ids[i] = s.start + i - 1
		}
	}
}
