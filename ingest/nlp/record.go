package nlp

import (
	"fmt"
	"unicode/utf8"
)

// Record is a parsed document as `demarche parse` prints it and as spaCy's answers are kept for comparison.
// All offsets count Unicode code points.
type Record struct {
	Doc      string         `json:"doc"`
	Tokens   []RecordToken  `json:"tokens"`
	Entities []RecordEntity `json:"entities"`
}

// RecordToken is a token of a Record; Head is a token index, its own at a root.
type RecordToken struct {
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Text      string `json:"text"`
	Tag       string `json:"tag"`
	Pos       string `json:"pos"`
	Morph     string `json:"morph"`
	Lemma     string `json:"lemma"`
	Head      int    `json:"head"`
	Dep       string `json:"dep"`
	SentStart bool   `json:"sent_start"`
}

// RecordEntity is a named entity of a Record, offsets into the text.
type RecordEntity struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Label string `json:"label"`
}

// Record gives the document in printed form under the given name.
func (d *Doc) Record(name string) *Record {
	r := &Record{Doc: name, Tokens: make([]RecordToken, len(d.Tokens)), Entities: make([]RecordEntity, len(d.Ents))}
	at, runes := 0, 0 // code points before byte at
	for i, t := range d.Tokens {
		runes += utf8.RuneCountInString(d.Text[at:t.Start])
		start := runes
		runes += utf8.RuneCountInString(t.Text)
		at = t.End
		r.Tokens[i] = RecordToken{start, runes, t.Text, t.Tag, t.Pos, t.Morph, t.Lemma, t.Head, t.Dep, t.SentStart}
	}
	for i, e := range d.Ents {
		r.Entities[i] = RecordEntity{r.Tokens[e.Start].Start, r.Tokens[e.End-1].End, e.Label}
	}
	return r
}

// Parsed turns a record back into the document over text. It fails where the record does not fit the text.
func (r *Record) Parsed(text string) (*Doc, error) {
	d := &Doc{Text: text, Tokens: make([]Token, len(r.Tokens))}
	byteAt := make([]int, 0, len(text)+1) // byte offset of each code point
	for i := range text {
		byteAt = append(byteAt, i)
	}
	byteAt = append(byteAt, len(text))
	starts := make(map[int]int, len(r.Tokens)) // token by its first code point
	ends := make(map[int]int, len(r.Tokens))
	for i, t := range r.Tokens {
		if t.Start < 0 || t.Start > t.End || t.End >= len(byteAt) || text[byteAt[t.Start]:byteAt[t.End]] != t.Text {
			return nil, fmt.Errorf("nlp: record %q: token %d (%q) is not at %d:%d of the text", r.Doc, i, t.Text, t.Start, t.End)
		}
		if t.Head < 0 || t.Head >= len(r.Tokens) {
			return nil, fmt.Errorf("nlp: record %q: token %d has head %d of %d tokens", r.Doc, i, t.Head, len(r.Tokens))
		}
		d.Tokens[i] = Token{Start: byteAt[t.Start], End: byteAt[t.End], Text: t.Text, Lemma: t.Lemma, Tag: t.Tag, Pos: t.Pos,
			Morph: t.Morph, Dep: t.Dep, Head: t.Head, SentStart: t.SentStart}
		starts[t.Start], ends[t.End] = i, i
		if t.SentStart {
			if n := len(d.Sents); n > 0 {
				d.Sents[n-1].End = i
			}
			d.Sents = append(d.Sents, Span{Start: i})
		}
	}
	if n := len(d.Sents); n > 0 {
		d.Sents[n-1].End = len(d.Tokens)
	}
	for _, e := range r.Entities {
		first, ok1 := starts[e.Start]
		last, ok2 := ends[e.End]
		if !ok1 || !ok2 {
			return nil, fmt.Errorf("nlp: record %q: entity %d:%d does not end at tokens", r.Doc, e.Start, e.End)
		}
		d.Ents = append(d.Ents, Span{first, last + 1, e.Label})
	}
	return d, nil
}
