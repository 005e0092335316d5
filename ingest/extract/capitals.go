package extract

import (
	_ "embed"
	"iter"
	"maps"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/cased.txt
var casedWords string

// usualCase gives for a word in small letters how news writes it, where that is not with a capital alone: "spoke",
// "NATO". The words that set rules off are among them, however rare.
var usualCase = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for w := range strings.Lines(casedWords) {
		if w = strings.TrimSuffix(w, "\n"); !strings.HasPrefix(w, "#") {
			m[strings.ToLower(w)] = w
		}
	}
	for _, lemmas := range []iter.Seq[string]{maps.Keys(contacts.verbs), maps.Keys(contacts.nouns), maps.Keys(speechActs.verbs), maps.Keys(speechActs.nouns)} {
		for w := range lemmas {
			if m[w] == "" {
				m[w] = w
			}
		}
	}
	return m
})

// capitals tells whether a text is written in capitals only, as agency copy and bulletins are: tags, names and
// sentences are then not to be told by them.
func capitals(s string) bool {
	upper, lower, words := 0, 0, 0
	inside := false
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
		if l := unicode.IsLetter(r); l != inside {
			inside = l
			if l {
				words++
			}
		}
	}
	return words >= 4 && upper >= 12 && upper >= 20*lower
}

// recased gives a text in capitals as news would write it, of the same length in bytes: words that are commonly small
// are, initialisms stay, and all else gets a capital. It is what the parser was trained on.
func recased(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	begins := true // a sentence
	for i := 0; i < len(s); {
		n := wordLen(s[i:])
		if n == 0 {
			r, size := utf8.DecodeRuneInString(s[i:])
			begins = begins && !unicode.IsDigit(r) || strings.ContainsRune(".!?:", r)
			b.WriteString(s[i : i+size])
			i += size
			continue
		}
		word := s[i : i+n]
		small := strings.ToLower(word)
		usual, known := usualCase()[small]
		switch {
		case len(small) != n || strings.Contains(word, "."): // "U.S.", or a letter whose small form has another length
			b.WriteString(word)
		case known && !(begins && usual == small):
			b.WriteString(usual)
		default:
			b.WriteString(capitalised(word, small))
		}
		begins = false
		i += n
	}
	return b.String()
}

// wordLen gives the length of the word at the beginning of s: letters with apostrophes inside, or an initialism with
// its points.
func wordLen(s string) int {
	n, letters := 0, 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		switch {
		case unicode.IsLetter(r):
			letters++
		case (r == '\'' || r == '’') && n > 0:
			if next, _ := utf8.DecodeRuneInString(s[n+size:]); !unicode.IsLetter(next) {
				return n
			}
		case r == '.' && n > 0 && initialism(s[:n+1]):
		default:
			return n
		}
		n += size
	}
	return n
}

// initialism tells whether s is letters each followed by a point, two of them or with another letter to come.
func initialism(s string) bool {
	for i := 0; i < len(s); i += 2 {
		if !(s[i] >= 'A' && s[i] <= 'Z') || i+1 >= len(s) || s[i+1] != '.' {
			return false
		}
	}
	return true
}

// capitalised gives a name in capitals with small letters after the first, and after the prefix of "O'BRIEN" and
// "MCCAIN".
func capitalised(word, small string) string {
	_, first := utf8.DecodeRuneInString(word)
	if len(word) > 4 && strings.HasPrefix(small, "mc") {
		return word[:1] + small[1:2] + word[2:3] + small[3:]
	}
	if first == 1 && len(word) > 3 && small[1] == '\'' {
		return word[:1] + "'" + word[2:3] + small[3:]
	}
	return word[:first] + small[first:]
}
