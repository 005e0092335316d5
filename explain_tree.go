package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/demarche/demarche/ingest/nlp"
)

// printTree draws the dependency tree of a sentence in a terminal, a token a line in the order of the text: what depends
// on a word hangs above it or below it, by where it stands.
//
//	   ┌─ Kuleba  NNP  nsubj  PERSON
//	called  VBD  ROOT
//	   ├─ Qin  NNP  dobj  PERSON
//	   └─ .  .  punct
func printTree(w io.Writer, d *nlp.Doc, sent nlp.Span) {
	t := &treePrinter{doc: d, ents: make(map[int]string), left: make(map[int][]int), right: make(map[int][]int)}
	for _, e := range d.Ents {
		for i := e.Start; i < e.End; i++ {
			t.ents[i] = e.Label
		}
	}
	var roots []int
	for i := sent.Start; i < sent.End; i++ {
		switch h := d.Tokens[i].Head; {
		case h == i || h < sent.Start || h >= sent.End:
			roots = append(roots, i)
		case d.Tokens[i].Pos == "SPACE":
		case i < h:
			t.left[h] = append(t.left[h], i)
		default:
			t.right[h] = append(t.right[h], i)
		}
	}
	for _, r := range roots {
		t.draw(r, "", "", "")
	}
	width := 0
	for _, l := range t.lines {
		width = max(width, utf8.RuneCountInString(l.tree))
	}
	width = min(width, 60)
	for _, l := range t.lines {
		k := d.Tokens[l.token]
		pad := strings.Repeat(" ", max(width-utf8.RuneCountInString(l.tree), 0))
		fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("  %s%s  %-5s %-10s %-12s %s", l.tree, pad, k.Tag, k.Dep, k.Lemma, t.ents[l.token]), " "))
	}
}

// maxBranches bounds the branches left of a word, in bytes: noise parses into very deep trees.
const maxBranches = 400

type treePrinter struct {
	doc         *nlp.Doc
	ents        map[int]string
	left, right map[int][]int // dependents before and after a token
	lines       []treeLine
}

type treeLine struct {
	tree  string // the branches and the word
	token int
}

// draw adds the lines of a token and of all below it; above, here and below are the branches to its left on the lines
// before its own, on its own, and after it.
func (t *treePrinter) draw(token int, above, here, below string) {
	if len(above)+len(below) > maxBranches {
		above, below = "… ", "… "
	}
	for i, c := range t.left[token] {
		if i == 0 {
			t.draw(c, above+"   ", above+"┌─ ", above+"│  ")
		} else {
			t.draw(c, above+"│  ", above+"├─ ", above+"│  ")
		}
	}
	t.lines = append(t.lines, treeLine{here + t.doc.Tokens[token].Text, token})
	right := t.right[token]
	for i, c := range right {
		if i == len(right)-1 {
			t.draw(c, below+"│  ", below+"└─ ", below+"   ")
		} else {
			t.draw(c, below+"│  ", below+"├─ ", below+"│  ")
		}
	}
}
