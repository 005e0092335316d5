package graph

import (
	"strings"
	"unicode"
)

// foldA and foldB give the plain letter for each code point from U+00C0 to U+024F and from U+1E00 to U+1EFF, a point
// where there is none or several (foldWide). They follow the ASCII folding of Lucene, which is what Neo4j's analyser
// "standard-folding" does.
const (
	foldA = "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccddddeeeeeeeeeegggg" +
		"gggghhhhiiiiiiiiii..jjkkqllllll..llnnnnnn.nnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs" +
		"bb....occdddd.eaeffg..iikkl.mnnooo..pp.....ttttuu.vyyzz......................aaiioouuuuuuuuuueaa" +
		"aa..ggggkkoooo..j...gg..nnaa....aaaaeeeeiiiioooorrrruuuusstt..hhnd..zzaaeeooooooooyylntj..acclts" +
		"z..bu.eejjqqrryy"
	foldB = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr" +
		"ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee" +
		"eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......"
)

var foldWide = map[rune]string{
	'Æ': "ae", 'Þ': "th", 'ß': "ss", 'æ': "ae", 'þ': "th", 'Ĳ': "ij", 'ĳ': "ij", 'Œ': "oe", 'œ': "oe",
	'ƕ': "hv", 'Ǆ': "dz", 'ǅ': "dz", 'ǆ': "dz", 'Ǉ': "lj", 'ǈ': "lj", 'ǉ': "lj", 'Ǌ': "nj", 'ǋ': "nj",
	'ǌ': "nj", 'Ǳ': "dz", 'ǲ': "dz", 'ǳ': "dz", 'Ƕ': "hv", 'Ȣ': "ou", 'ȣ': "ou", 'ȸ': "db", 'ȹ': "qp",
	'ẞ': "ss",
}

// Fold makes names comparable whatever their case and accents: letters are lowered, Latin letters lose their accents
// ("Jörg" and "JORG" are "jorg", "Łódź" is "lodz", "Straße" is "strasse") and combining marks go.
func Fold(s string) string {
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		plain = s[i] < 0x80 && (s[i] < 'A' || s[i] > 'Z')
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		foldRune(&b, r)
	}
	return b.String()
}

func foldRune(b *strings.Builder, r rune) {
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		b.WriteByte(byte(r))
		return
	case r >= 0xC0 && r < 0x250 && foldA[r-0xC0] != '.':
		b.WriteByte(foldA[r-0xC0])
		return
	case r >= 0x1E00 && r < 0x1F00 && foldB[r-0x1E00] != '.':
		b.WriteByte(foldB[r-0x1E00])
		return
	}
	if w, ok := foldWide[r]; ok {
		b.WriteString(w)
	} else if !unicode.Is(unicode.Mn, r) {
		b.WriteRune(unicode.ToLower(r))
	}
}

// maxWord bounds the letters of a word in the sense of Words; search engines cut longer ones, each in its own way.
const maxWord = 64

// Words cuts text into folded words: runs of letters and digits, each Chinese character and each hiragana by itself.
// Both stores index the words of a text, joined by spaces, and look for the words of a query, so that they agree.
func Words(s string) []string {
	var words []string
	start := -1
	s = Fold(s)
	n := 0
	flush := func(end int) {
		if start >= 0 {
			words = append(words, s[start:end])
		}
		start, n = -1, 0
	}
	for i, r := range s {
		letter := 'a' <= r && r <= 'z' || '0' <= r && r <= '9' // s is folded
		if r >= 0x80 {
			letter = unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mc, r)
		}
		switch {
		case r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana):
			flush(i)
			words = append(words, string(r))
		case letter:
			if n == maxWord {
				flush(i)
			}
			if start < 0 {
				start = i
			}
			n++
		default:
			flush(i)
		}
	}
	flush(len(s))
	return words
}

// FoldText gives the words of a text joined by single spaces: what full text is indexed as.
func FoldText(s ...string) string {
	var b strings.Builder
	for _, t := range s {
		for _, w := range Words(t) {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(w)
		}
	}
	return b.String()
}
