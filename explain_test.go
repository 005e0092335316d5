package main

import (
	"strings"
	"testing"

	"github.com/demarche/demarche/ingest/nlp"
)

func TestPrintTree(t *testing.T) {
	word := func(text, tag, dep string, head int) nlp.Token {
		return nlp.Token{Text: text, Tag: tag, Dep: dep, Lemma: strings.ToLower(text), Head: head}
	}
	d := &nlp.Doc{
		Tokens: []nlp.Token{
			word("Chinese", "JJ", "amod", 2), word("leader", "NN", "compound", 2), word("Xi", "NNP", "nsubj", 3), word("met", "VBD", "ROOT", 3),
			word("Biden", "NNP", "dobj", 3), word("in", "IN", "prep", 3), word("Bali", "NNP", "pobj", 5), word(".", ".", "punct", 3),
		},
		Ents: []nlp.Span{{Start: 2, End: 3, Label: "PERSON"}, {Start: 6, End: 7, Label: "GPE"}},
	}
	var got strings.Builder
	printTree(&got, d, nlp.Span{Start: 0, End: 8})
	want := `     ┌─ Chinese  JJ    amod       chinese
     ├─ leader   NN    compound   leader
  ┌─ Xi          NNP   nsubj      xi           PERSON
  met            VBD   ROOT       met
  ├─ Biden       NNP   dobj       biden
  ├─ in          IN    prep       in
  │  └─ Bali     NNP   pobj       bali         GPE
  └─ .           .     punct      .
`
	if got.String() != want {
		t.Errorf("printTree:\n%swant:\n%s", got.String(), want)
	}
}

// TestPrintTreeDeep draws what noise parses into: a chain as deep as the text is long.
func TestPrintTreeDeep(t *testing.T) {
	const n = 20_000
	d := &nlp.Doc{Tokens: make([]nlp.Token, n)}
	for i := range d.Tokens {
		d.Tokens[i] = nlp.Token{Text: "x", Head: max(i-1, 0)}
	}
	var got strings.Builder
	printTree(&got, d, nlp.Span{Start: 0, End: n})
	if lines := strings.Count(got.String(), "\n"); lines != n {
		t.Errorf("%d lines of %d tokens", lines, n)
	}
	if got.Len() > n*600 {
		t.Errorf("%d bytes for %d tokens", got.Len(), n)
	}
}
