package nlp

import "slices"

// chunkDeps are the dependencies by which a noun heads a phrase of its own (spacy/lang/en/syntax_iterators.py of 3.8).
var chunkDeps = []string{"oprd", "nsubj", "dobj", "nsubjpass", "pcomp", "pobj", "dative", "appos", "attr", "ROOT"}

// NounChunks gives the base noun phrases of an English document in order: each from the leftmost word that depends on
// a noun, proper noun or pronoun to that word itself, with the label "NP". None lies in another; other languages of spaCy
// have other rules.
func (d *Doc) NounChunks() []Span {
	left := d.leftEdges()
	var chunks []Span
	last := -1
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if t.Pos != "NOUN" && t.Pos != "PROPN" && t.Pos != "PRON" || left[i] <= last {
			continue
		}
		role := t
		if t.Dep == "conj" {
			// A noun joined to a phrase is one too; the first of the row says whether they are phrases.
			h := t.Head
			for d.Tokens[h].Dep == "conj" && d.Tokens[h].Head < h {
				h = d.Tokens[h].Head
			}
			role = &d.Tokens[h]
		}
		if slices.Contains(chunkDeps, role.Dep) {
			last = i
			chunks = append(chunks, Span{Start: left[i], End: i + 1, Label: "NP"})
		}
	}
	return chunks
}

// leftEdges gives for each token the first token of its subtree.
func (d *Doc) leftEdges() []int {
	left := make([]int, len(d.Tokens))
	for i := range left {
		left[i] = i
	}
	for i := range d.Tokens {
		for j := i; d.Tokens[j].Head != j; {
			j = d.Tokens[j].Head
			if left[j] <= i {
				break // what is above has been there, by a token before this one
			}
			left[j] = i
		}
	}
	return left
}
