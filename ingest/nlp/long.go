package nlp

import (
	"strings"
	"unicode/utf8"
)

// maxLength is the length in bytes up to which a text is analysed whole. SpaCy refuses longer ones (nlp.max_length), since
// its memory grows with the text: here 1 KB a token, until the document is done.
const maxLength = 1_000_000

// pieces cuts a text into stretches of at most limit bytes: at the last empty line, else line, end of a sentence or blank in the
// last eighth before the limit, else between characters.
func pieces(text string, limit int) []string {
	var out []string
	for len(text) > limit {
		from := limit - limit/8
		at := limit
		for at > from && !utf8.RuneStart(text[at]) {
			at--
		}
		for _, end := range []string{"\n\n", "\n", ". ", " "} {
			if i := strings.LastIndex(text[from:at], end); i >= 0 {
				at = from + i + len(end)
				break
			}
		}
		out = append(out, text[:at])
		text = text[at:]
	}
	return append(out, text)
}

// parseLong analyses a long text piece by piece. Each piece is a document to the models; together they are one.
func (p *Pipeline) parseLong(text string) *Doc {
	whole := &Doc{Text: text}
	at := 0 // byte at which the piece begins
	for _, piece := range pieces(text, maxLength) {
		d := p.parse(nil, []string{piece})[0]
		first := len(whole.Tokens)
		for _, t := range d.Tokens {
			t.Start, t.End, t.Head = t.Start+at, t.End+at, t.Head+first
			whole.Tokens = append(whole.Tokens, t)
		}
		for _, s := range d.Sents {
			whole.Sents = append(whole.Sents, Span{s.Start + first, s.End + first, s.Label})
		}
		for _, e := range d.Ents {
			whole.Ents = append(whole.Ents, Span{e.Start + first, e.End + first, e.Label})
		}
		whole.Vectors, whole.Width = append(whole.Vectors, d.Vectors...), d.Width
		at += len(piece)
		p.Recycle(d)
	}
	return whole
}
