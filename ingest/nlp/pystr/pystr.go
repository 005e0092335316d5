// Package pystr has those predicates of Python's str type on which spaCy's rules are built and which differ from
// Go's unicode package: what counts as white space, a digit, a word character, and how a string is lower-cased.
//
// Python 3.11 knows Unicode 14, Go a later version; characters assigned since then are the only known difference.
// A byte that is not part of valid UTF-8 counts as U+FFFD.
package pystr

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsSpaceRune is str.isspace for one character: the separators of category Zs and those of bidirectional type WS, B
// or S. Go's unicode.IsSpace lacks U+001C to U+001F.
func IsSpaceRune(r rune) bool {
	if r < 0x80 {
		return r == ' ' || (r >= '\t' && r <= '\r') || (r >= 0x1c && r <= 0x1f)
	}
	return unicode.IsSpace(r)
}

// IsDigitRune is str.isdigit for one character: decimal digits, and digits with a look of their own such as "²".
func IsDigitRune(r rune) bool {
	if r < 0x80 {
		return r >= '0' && r <= '9'
	}
	return unicode.IsDigit(r) || unicode.Is(otherDigits, r)
}

// IsWordRune tells whether the class \w of Python's re has r: letters, numbers of every kind, and "_".
func IsWordRune(r rune) bool {
	if r < 0x80 {
		return r == '_' || (r >= '0' && r <= '9') || (r|0x20 >= 'a' && r|0x20 <= 'z')
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// otherDigits are the characters with Numeric_Type=Digit: digits to read, not to compute with.
var otherDigits = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x00b2, 0x00b3, 1}, {0x00b9, 0x00b9, 1}, {0x1369, 0x1371, 1}, {0x19da, 0x19da, 1}, {0x2070, 0x2070, 1},
		{0x2074, 0x2079, 1}, {0x2080, 0x2089, 1}, {0x2460, 0x2468, 1}, {0x2474, 0x247c, 1}, {0x2488, 0x2490, 1},
		{0x24ea, 0x24ea, 1}, {0x24f5, 0x24fd, 1}, {0x24ff, 0x24ff, 1}, {0x2776, 0x277e, 1}, {0x2780, 0x2788, 1},
		{0x278a, 0x2792, 1},
	},
	R32: []unicode.Range32{
		{0x10a40, 0x10a43, 1}, {0x10e60, 0x10e68, 1}, {0x11052, 0x1105a, 1}, {0x1f100, 0x1f10a, 1},
	},
	LatinOffset: 2,
}

// all tells whether s is not empty and f holds for each of its characters.
func all(s string, f func(rune) bool) bool {
	for _, r := range s {
		if !f(r) {
			return false
		}
	}
	return s != ""
}

// IsSpace is str.isspace.
func IsSpace(s string) bool { return all(s, IsSpaceRune) }

// IsDigit is str.isdigit.
func IsDigit(s string) bool { return all(s, IsDigitRune) }

// IsAlpha is str.isalpha.
func IsAlpha(s string) bool { return all(s, unicode.IsLetter) }

// IsPunct tells whether every character is of a category P.
func IsPunct(s string) bool { return all(s, unicode.IsPunct) }

// IsCurrency tells whether every character is of category Sc.
func IsCurrency(s string) bool { return all(s, func(r rune) bool { return unicode.Is(unicode.Sc, r) }) }

func isUpperRune(r rune) bool { return unicode.IsUpper(r) || unicode.Is(unicode.Other_Uppercase, r) }
func isLowerRune(r rune) bool { return unicode.IsLower(r) || unicode.Is(unicode.Other_Lowercase, r) }

// IsUpper is str.isupper: at least one cased character, and none that is lower or title case.
func IsUpper(s string) bool {
	cased := false
	for _, r := range s {
		if isLowerRune(r) || unicode.IsTitle(r) {
			return false
		}
		cased = cased || isUpperRune(r)
	}
	return cased
}

// IsLower is str.islower: at least one cased character, and none that is upper or title case.
func IsLower(s string) bool {
	cased := false
	for _, r := range s {
		if isUpperRune(r) || unicode.IsTitle(r) {
			return false
		}
		cased = cased || isLowerRune(r)
	}
	return cased
}

// IsTitle is str.istitle: upper or title case only after an uncased character, lower case only after a cased one.
func IsTitle(s string) bool {
	cased, prev := false, false
	for _, r := range s {
		switch {
		case isUpperRune(r) || unicode.IsTitle(r):
			if prev {
				return false
			}
			cased, prev = true, true
		case isLowerRune(r):
			if !prev {
				return false
			}
			cased = true
		default:
			prev = false
		}
	}
	return cased
}

// IsASCII is str.isascii.
func IsASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Lower is str.lower: like strings.ToLower, but "İ" becomes two characters and a sigma that ends a word becomes "ς".
func Lower(s string) string {
	if !strings.ContainsAny(s, "İΣ") {
		return strings.ToLower(s)
	}
	var b strings.Builder
	rs := []rune(s)
	for i, r := range rs {
		switch {
		case r == 'İ':
			b.WriteString("i̇")
		case r == 'Σ' && endsWord(rs, i):
			b.WriteRune('ς')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// endsWord is the condition Final_Sigma of Unicode: a cased letter stands before rs[i] and none after it, case-ignorable
// characters skipped on both sides.
func endsWord(rs []rune, i int) bool {
	j := i - 1
	for j >= 0 && caseIgnorable(rs[j]) {
		j--
	}
	if j < 0 || !cased(rs[j]) {
		return false
	}
	j = i + 1
	for j < len(rs) && caseIgnorable(rs[j]) {
		j++
	}
	return j == len(rs) || !cased(rs[j])
}

func cased(r rune) bool { return isUpperRune(r) || isLowerRune(r) || unicode.IsTitle(r) }

func caseIgnorable(r rune) bool {
	switch r {
	case '\'', '.', ':', '^', '`', '¨', '·', '’', '‘', '‧', '․', '︓', '﹒', '﹕', '＇', '．', '：':
		return true
	}
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk)
}

// Valid gives s with every byte that is not part of valid UTF-8 replaced by U+FFFD, which is how such a byte is seen
// by every other function here. Valid text comes back as it is.
func Valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(r)
	}
	return b.String()
}
