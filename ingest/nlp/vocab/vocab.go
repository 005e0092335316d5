// Package vocab knows word types: for each distinct string a Lexeme with the attributes that spaCy's models and rules
// ask for (norm, lower case, prefix, suffix, shape, flags), computed once and shared by all its tokens.
package vocab

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/demarche/demarche/ingest/nlp/pystr"
)

// Lexeme is a word type. It is never changed once made, and holds no reference into a document.
type Lexeme struct {
	Text  string // valid UTF-8
	Lower string
	Norm  string
	Size  int // bytes the word takes in a document: len(Text) but where invalid UTF-8 was mended
	flags uint32

	orth, lower, norm, prefix, suffix, shape uint64
}

// Vocab makes lexemes and keeps those in use. It is safe for concurrent use.
type Vocab struct {
	norms Norms
	words *Cache[string, *Lexeme]
}

// Norms looks up the norm of a word by its ID, as the table lexeme_norm of a pipeline does. Nil knows none.
type Norms interface {
	Norm(id uint64) (string, bool)
}

const (
	keptWords = 1 << 15 // word types kept of late, and as many from before; text of a single topic has some ten thousand
	longest   = 256     // bytes; longer words hardly come again, and are not kept
)

// New gives an empty vocabulary.
func New(norms Norms) *Vocab {
	return &Vocab{norms: norms, words: NewCache[string, *Lexeme](keptWords)}
}

// Get gives the lexeme of a string, which must not be empty.
func (v *Vocab) Get(s string) *Lexeme {
	if len(s) > longest {
		return v.make(strings.Clone(s))
	}
	if l, ok := v.words.Get(s); ok {
		return l
	}
	s = strings.Clone(s) // a lexeme must not keep a document alive
	return v.words.Put(s, v.make(s))
}

func (v *Vocab) make(s string) *Lexeme {
	text := pystr.Valid(s)
	l := &Lexeme{Text: text, Lower: pystr.Lower(text), Size: len(s)}
	l.orth = ID(text)
	l.lower = ID(l.Lower)
	_, n := utf8.DecodeRuneInString(text)
	l.prefix = ID(text[:n])
	l.suffix = ID(suffix(text))
	l.shape = ID(Shape(text))
	l.flags = flagsOf(text)
	l.Norm = v.normOf(l)
	l.norm = ID(l.Norm)
	return l
}

func (v *Vocab) normOf(l *Lexeme) string {
	if v.norms != nil {
		if n, ok := v.norms.Norm(l.orth); ok {
			return n
		}
	}
	if n, ok := baseNorms[l.Text]; ok {
		return n
	}
	return l.Lower
}

// WithNorm gives a copy of the lexeme with another norm, for a tokenizer exception ("n't" with the norm "not").
func (l *Lexeme) WithNorm(norm string) *Lexeme {
	c := *l
	c.Norm, c.norm = norm, ID(norm)
	return &c
}

// IsSpace tells whether the word is white space.
func (l *Lexeme) IsSpace() bool { return l.flags&(1<<IsSpace) != 0 }

// Orth is the ID of the word itself.
func (l *Lexeme) Orth() uint64 { return l.orth }

// suffix gives the last three characters.
func suffix(s string) string {
	i := len(s)
	for range 3 {
		_, n := utf8.DecodeLastRuneInString(s[:i])
		i -= n
	}
	return s[i:]
}

// Shape gives the orthographic shape: letters as "X" and "x", digits as "d", runs cut after four of a kind, "LONG"
// for a hundred characters and more. "U.N." has "X.X.", "Zelensky2022" has "Xxxxxdddd".
func Shape(s string) string {
	if len(s) >= 100 && utf8.RuneCountInString(s) >= 100 {
		return "LONG"
	}
	b := make([]byte, 0, 32)
	var last rune
	run := 0
	for _, r := range s {
		c := r
		switch {
		case unicode.IsLetter(r):
			c = 'x'
			if unicode.IsUpper(r) {
				c = 'X'
			}
		case pystr.IsDigitRune(r):
			c = 'd'
		}
		if len(b) > 0 && c == last {
			run++
		} else {
			run, last = 0, c
		}
		if run < 4 {
			b = utf8.AppendRune(b, c)
		}
	}
	return string(b)
}

// baseNorms are the norms that hold in every language (spacy/lang/norm_exceptions.py of 3.8).
var baseNorms = map[string]string{
	"'s": "'s", "'S": "'s", "’s": "'s", "’S": "'s",
	"’": "'", "‘": "'", "´": "'", "`": "'",
	"”": `"`, "“": `"`, "''": `"`, "``": `"`, "´´": `"`, "„": `"`, "»": `"`, "«": `"`, "‘‘": `"`, "’’": `"`,
	"？": "?", "！": "!", "，": ",", "；": ";", "：": ":", "。": ".", "।": ".", "…": "...",
	"—": "-", "–": "-", "--": "-", "---": "-", "——": "-",
	"€": "$", "£": "$", "¥": "$", "฿": "$", "US$": "$", "C$": "$", "A$": "$", "₺": "$", "₹": "$", "৳": "$", "₩": "$",
	"Mex$": "$", "₣": "$", "E£": "$",
}
