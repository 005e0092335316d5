// Package parity compares what package nlp makes of a text with what spaCy made of it.
package parity

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/demarche/demarche/ingest/nlp"
)

// Answer is what spaCy made of a text: a line that testdata/spacy/parse.py prints.
type Answer struct {
	nlp.Record
	Text       string   `json:"text"`
	NounChunks [][2]int `json:"noun_chunks"` // token indices, half-open; of English only
	Norms      []string `json:"norms"`
}

// Read yields the answers of a JSON Lines stream, and ends with an error where one cannot be read.
func Read(r io.Reader) iter.Seq2[*Answer, error] {
	return func(yield func(*Answer, error) bool) {
		lines := bufio.NewReaderSize(r, 1<<20)
		for n := 1; ; n++ {
			line, err := lines.ReadBytes('\n')
			if len(line) > 0 {
				a := new(Answer)
				if err := json.Unmarshal(line, a); err != nil {
					yield(nil, fmt.Errorf("parity: answer %d: %w", n, err))
					return
				}
				if !yield(a, nil) {
					return
				}
			}
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(nil, fmt.Errorf("parity: answer %d: %w", n, err))
				return
			}
		}
	}
}

// Kind says in what a document differs.
type Kind int

const (
	Tokenization Kind = iota // tokens are cut otherwise; nothing after is compared
	Token                    // a token has another tag, head or the like
	Entities
	NounChunks
	Kinds // the number of kinds
)

// String gives the kind in words.
func (k Kind) String() string {
	return [...]string{"tokenization", "tokens", "entities", "noun chunks"}[k]
}

// Difference is one thing that differs.
type Difference struct {
	Kind Kind
	Msg  string
}

// Compare gives all differences between a document and spaCy's answer for its text. Noun chunks are compared where
// chunks is set, as only English ones are made.
func Compare(d *nlp.Doc, a *Answer, chunks bool) []Difference {
	var diffs []Difference
	add := func(k Kind, format string, args ...any) {
		diffs = append(diffs, Difference{k, fmt.Sprintf(format, args...)})
	}
	got := d.Record(a.Doc)
	for i := range min(len(got.Tokens), len(a.Tokens)) {
		g, w := got.Tokens[i], a.Tokens[i]
		if g.Start != w.Start || g.End != w.End {
			add(Tokenization, "token %d is %q at %d, spaCy's %q at %d", i, g.Text, g.Start, w.Text, w.Start)
			return diffs
		}
		if g != w || d.Tokens[i].Norm != a.Norms[i] {
			add(Token, "token %d\n\tours    %+v, norm %q\n\tspaCy's %+v, norm %q", i, g, d.Tokens[i].Norm, w, a.Norms[i])
		}
	}
	if len(got.Tokens) != len(a.Tokens) {
		add(Tokenization, "%d tokens, spaCy has %d", len(got.Tokens), len(a.Tokens))
		return diffs
	}
	if !slices.Equal(got.Entities, a.Entities) {
		add(Entities, "entities\n\tours    %v\n\tspaCy's %v", got.Entities, a.Entities)
	}
	if !chunks {
		return diffs
	}
	var ours [][2]int
	for _, s := range d.NounChunks() {
		ours = append(ours, [2]int{s.Start, s.End})
	}
	if !slices.Equal(ours, a.NounChunks) {
		add(NounChunks, "noun chunks\n\tours    %v\n\tspaCy's %v", ours, a.NounChunks)
	}
	return diffs
}
