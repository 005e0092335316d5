package transition

import (
	"slices"
	"strings"
)

// edges are the bounds of each token's subtree, as spaCy computes them.
type edges struct {
	left, right []int32
	start       []bool
	queue       []int32 // of descendant
}

// set computes the bounds for the heads of a document, and from them the sentence starts: the left edges of roots.
// Where trees cross, bounds are widened until every head lies in its token's sentence, at most twelve times.
func (e *edges) set(heads []int32, sents []int8) {
	n := len(heads)
	e.left, e.right = reset(e.left, n, 0), reset(e.right, n, 0)
	for i := range n {
		e.left[i], e.right[i] = int32(i), int32(i)
	}
	const rounds = 12
	for range rounds {
		for i, h := range heads {
			e.widen(h, i)
		}
		for i := n - 1; i >= 0; i-- {
			e.widen(heads[i], i)
		}
		if e.whole(heads) {
			break
		}
	}
	for i := range sents {
		sents[i] = -1
	}
	for i, h := range heads {
		if int(h) == i {
			sents[e.left[i]] = 1
		}
	}
}

func (e *edges) widen(head int32, child int) {
	e.left[head] = min(e.left[head], e.left[child])
	e.right[head] = max(e.right[head], e.right[child])
}

// whole reports whether each head lies in its token's sentence. Like spaCy it takes the last sentence's last token
// for granted.
func (e *edges) whole(heads []int32) bool {
	n := len(heads)
	e.start = reset(e.start, n, false)
	for i, h := range heads {
		if int(h) == i {
			e.start[e.left[i]] = true
		}
	}
	first := 0
	for i := range n {
		if !(i > 0 && e.start[i]) && i != n-1 {
			continue
		}
		for _, h := range heads[first:i] {
			if int(h) < first || int(h) > i {
				return false
			}
		}
		first = i
	}
	return true
}

// decoration is how the training data's crossing arcs are encoded (Nivre and Nilsson 2005,
// https://aclanthology.org/P05-1013): the label "prep||dobj" marks a prep whose true head is a dobj further down.
type decoration struct {
	is          bool
	label, head int32
}

// decorations splits decorated labels, and appends parts that are not labels yet.
func decorations(labels []string) ([]string, []decoration) {
	index := func(label string) int32 {
		at := slices.Index(labels, label)
		if at < 0 {
			at = len(labels)
			labels = append(labels, label)
		}
		return int32(at)
	}
	var split []decoration
	for i := 0; i < len(labels); i++ { // labels may grow
		label, head, ok := strings.Cut(labels[i], "||")
		if !ok {
			split = append(split, decoration{})
			continue
		}
		split = append(split, decoration{true, index(label), index(head)})
	}
	return labels, split
}

// deprojectivize moves tokens with decorated labels to their true heads and takes the decoration off. It reports
// whether there were any.
func (p *Parser) deprojectivize(heads, labels []int32, space []bool, e *edges) bool {
	found := false
	for i, l := range labels {
		d := p.decorated[l]
		if !d.is {
			continue
		}
		found = true
		heads[i] = e.descendant(int32(i), d.head, heads, labels, space)
		labels[i] = d.label
	}
	return found
}

// descendant looks below token's head, level by level and from left to right, for the first token with the label; it
// gives the head itself where there is none. White space is passed over with all below it.
func (e *edges) descendant(token, label int32, heads, labels []int32, space []bool) int32 {
	e.queue = append(e.queue[:0], heads[token])
	for i := 0; i < len(e.queue); i++ {
		h := e.queue[i]
		for c := e.left[h]; c <= e.right[h]; c++ {
			if heads[c] != h || c == h || space[c] || c == token {
				continue
			}
			if labels[c] == label {
				return c
			}
			e.queue = append(e.queue, c)
		}
	}
	return heads[token]
}
