package vocab

import (
	"fmt"
	"strings"

	"github.com/demarche/demarche/ingest/nlp/pystr"
)

// Attr names a lexical attribute by which models and rules look at a token.
type Attr uint8

// The lexical attributes. Flags come first; their value is 0 or 1.
const (
	IsAlpha Attr = iota
	IsASCII
	IsDigit
	IsLower
	IsPunct
	IsSpace
	IsTitle
	IsUpper
	IsBracket
	IsQuote
	IsLeftPunct
	IsRightPunct
	IsCurrency
	numFlags

	Orth
	Lower
	Norm
	Prefix
	Suffix
	ShapeAttr
	Length
	Spacy // whether a space follows: of the token, not of the word
)

var attrNames = map[string]Attr{
	"IS_ALPHA": IsAlpha, "IS_ASCII": IsASCII, "IS_DIGIT": IsDigit, "IS_LOWER": IsLower, "IS_PUNCT": IsPunct,
	"IS_SPACE": IsSpace, "IS_TITLE": IsTitle, "IS_UPPER": IsUpper, "IS_BRACKET": IsBracket, "IS_QUOTE": IsQuote,
	"IS_LEFT_PUNCT": IsLeftPunct, "IS_RIGHT_PUNCT": IsRightPunct, "IS_CURRENCY": IsCurrency,
	"ORTH": Orth, "TEXT": Orth, "LOWER": Lower, "NORM": Norm, "PREFIX": Prefix, "SUFFIX": Suffix, "SHAPE": ShapeAttr,
	"LENGTH": Length, "SPACY": Spacy,
}

// ParseAttr gives the attribute of spaCy's name, in any case.
func ParseAttr(name string) (Attr, error) {
	if a, ok := attrNames[strings.ToUpper(name)]; ok {
		return a, nil
	}
	return 0, fmt.Errorf("vocab: attribute %q is not known here", name)
}

// IsFlag tells whether the attribute is 0 or 1.
func (a Attr) IsFlag() bool { return a < numFlags }

// Attr gives the value of an attribute, a flag or an ID. Spacy belongs to the token; it is 0 here.
func (l *Lexeme) Attr(a Attr) uint64 {
	switch a {
	case Orth:
		return l.orth
	case Lower:
		return l.lower
	case Norm:
		return l.norm
	case Prefix:
		return l.prefix
	case Suffix:
		return l.suffix
	case ShapeAttr:
		return l.shape
	case Length:
		return uint64(len([]rune(l.Text)))
	case Spacy:
		return 0
	}
	return uint64(l.flags>>a) & 1
}

func flagsOf(s string) uint32 {
	var f uint32
	set := func(a Attr, is bool) {
		if is {
			f |= 1 << a
		}
	}
	set(IsAlpha, pystr.IsAlpha(s))
	set(IsASCII, pystr.IsASCII(s))
	set(IsDigit, pystr.IsDigit(s))
	set(IsLower, pystr.IsLower(s))
	set(IsPunct, pystr.IsPunct(s))
	set(IsSpace, pystr.IsSpace(s))
	set(IsTitle, pystr.IsTitle(s))
	set(IsUpper, pystr.IsUpper(s))
	set(IsBracket, has(brackets, s))
	set(IsQuote, has(quotes, s))
	set(IsLeftPunct, has(leftPunct, s))
	set(IsRightPunct, has(rightPunct, s))
	set(IsCurrency, pystr.IsCurrency(s))
	return f
}

// Space-separated members (spacy/lang/lex_attrs.py of 3.8).
const (
	brackets   = " ( ) [ ] { } < > "
	quotes     = " \" ' ` « » ‘ ’ ‚ ‛ “ ” „ ‟ ‹ › ❮ ❯ '' `` "
	leftPunct  = " ( [ { < \" ' « ‘ ‚ ‛ “ „ ‟ ‹ ❮ `` "
	rightPunct = " ) ] } > \" ' » ’ ” › ❯ '' "
)

func has(set, s string) bool {
	return s != "" && len(s) <= 3 && !strings.Contains(s, " ") && strings.Contains(set, " "+s+" ")
}
