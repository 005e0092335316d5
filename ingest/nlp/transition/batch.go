package transition

import "fmt"

// Batch is what the transition systems read of a batch of documents.
type Batch struct {
	Vectors []float32 // tokens' vectors, row-major [n, width], the documents one after another
	Lens    []int     // the documents' lengths, which add up to n
	Space   []bool    // [n]: the token is white space

	// Sents is [n] or nil: 1 where a sentence starts, -1 where none may start, 0 where it is unknown. The parser keeps to
	// it; nil is all unknown. The recogniser ends no entity beyond a start: give it the parser's answer.
	Sents []int8
}

// check gives the number of tokens. It panics if lengths and shapes disagree.
func (b *Batch) check(width int) int {
	n := 0
	for _, l := range b.Lens {
		n += l
	}
	if len(b.Vectors) != n*width || len(b.Space) != n || b.Sents != nil && len(b.Sents) != n {
		panic(fmt.Sprintf("transition: %d tokens of width %d, with %d values, %d space flags and %d sentence flags",
			n, width, len(b.Vectors), len(b.Space), len(b.Sents)))
	}
	return n
}

// Entity is a named entity: tokens Start to End, half-open, of one document of a batch.
type Entity struct {
	Doc        int // index into Batch.Lens
	Start, End int // token indices within the document
	Label      int // index into Recognizer.Labels
}
