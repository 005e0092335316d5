package extract

import (
	"strings"

	"github.com/demarche/demarche/ingest/nlp"
)

// Syntax is a parsed paragraph with what walking its tree needs: children, sentences and lower-case words. It is
// built once for a Doc, in time linear in its length, and only read after that.
type Syntax struct {
	*nlp.Doc
	child []int32 // first child of each token, -1 where none
	next  []int32 // next child of the same head, -1 where none
	sent  []int32 // index into Sents
	lower []string
	quote []bool // inside quotation marks
}

// NewSyntax prepares doc for walking.
func NewSyntax(doc *nlp.Doc) *Syntax {
	n := len(doc.Tokens)
	s := &Syntax{Doc: doc, child: make([]int32, n), next: make([]int32, n), sent: make([]int32, n), lower: make([]string, n)}
	for i := range s.child {
		s.child[i], s.next[i] = -1, -1
	}
	for i := n - 1; i >= 0; i-- {
		t := &doc.Tokens[i]
		s.lower[i] = strings.ReplaceAll(strings.ToLower(t.Text), "’", "'")
		if t.Head != i {
			s.next[i] = s.child[t.Head]
			s.child[t.Head] = int32(i)
		}
	}
	s.quote = quotations(doc)
	for k, sent := range doc.Sents {
		for i := sent.Start; i < sent.End; i++ {
			s.sent[i] = int32(k)
		}
	}
	return s
}

// Children yields the children of token i from left to right.
func (s *Syntax) Children(i int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for c := s.child[i]; c >= 0; c = s.next[c] {
			if !yield(int(c)) {
				return
			}
		}
	}
}

// Child gives the first child of i whose label is one of deps, or -1.
func (s *Syntax) Child(i int, deps ...string) int {
	for c := range s.Children(i) {
		for _, d := range deps {
			if s.Tokens[c].Dep == d {
				return c
			}
		}
	}
	return -1
}

// Sent gives the sentence that holds token i.
func (s *Syntax) Sent(i int) nlp.Span { return s.Sents[s.sent[i]] }

// Lower gives token i in lower case, with straight apostrophes; it is empty outside the document.
func (s *Syntax) Lower(i int) string {
	if i < 0 || i >= len(s.lower) {
		return ""
	}
	return s.lower[i]
}

// Lemma gives the lemma of token i in lower case; it is empty outside the document.
func (s *Syntax) Lemma(i int) string {
	if i < 0 || i >= len(s.Tokens) {
		return ""
	}
	return strings.ToLower(s.Tokens[i].Lemma)
}

// Root tells whether token i is the root of its sentence.
func (s *Syntax) Root(i int) bool { return s.Tokens[i].Head == i }

// Above tells whether token a is b or one of b's ancestors.
func (s *Syntax) Above(a, b int) bool {
	for {
		if a == b {
			return true
		}
		h := s.Tokens[b].Head
		if h == b {
			return false
		}
		b = h
	}
}

// Edges gives the leftmost and rightmost token of the subtree of i, both inclusive. It looks at no more than limit
// tokens, so that a sentence without end costs no more than a long one.
func (s *Syntax) Edges(i int) (left, right int) {
	const limit = 400
	left, right = i, i
	stack := []int{i}
	for seen := 0; len(stack) > 0 && seen < limit; seen++ {
		t := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		left, right = min(left, t), max(right, t)
		for c := range s.Children(t) {
			stack = append(stack, c)
		}
	}
	return left, right
}

// verbal tells whether token i is a verb or an auxiliary, or at least has one ("to host", tagged as a noun).
func (s *Syntax) verbal(i int) bool {
	if i < 0 {
		return false
	}
	if p := s.Tokens[i].Pos; p == "VERB" || p == "AUX" {
		return true
	}
	return s.Tokens[i].Pos == "NOUN" && s.Child(i, "aux") >= 0
}

// nominal tells whether token i is a noun, a name or a pronoun.
func (s *Syntax) nominal(i int) bool {
	if i < 0 {
		return false
	}
	p := s.Tokens[i].Pos
	return p == "NOUN" || p == "PROPN" || p == "PRON"
}

// quotations tells for each token whether it stands inside quotation marks; no quotation goes beyond its paragraph.
func quotations(doc *nlp.Doc) []bool {
	in := make([]bool, len(doc.Tokens))
	open := false
	for i := range doc.Tokens {
		if i > 0 && strings.Contains(doc.Text[doc.Tokens[i-1].End:doc.Tokens[i].Start], "\n") {
			open = false
		}
		in[i] = open
		switch doc.Tokens[i].Text {
		case "“", "``":
			open = true
		case "”", "''":
			open = false
		case "\"":
			open = !open
		}
	}
	return in
}
