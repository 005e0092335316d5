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

// titled tells whether a headline is written with a capital on each word that carries meaning, "Putin and Xi to Hold Call":
// two words or more that are commonly small have one, and no long word lacks it.
func titled(s string) bool {
	raised := 0
	for i := 0; i < len(s); {
		n := wordLen(s[i:])
		if n == 0 {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		word := s[i : i+n]
		switch small := strings.ToLower(word); {
		case word == small && (len(small) > 4 && !raisedNever[small] || len(contacts.verbs[small]) > 0):
			return false
		case word != small && i > 0 && word != strings.ToUpper(word) && usualCase()[small] == small:
			raised++
		}
		i += n
	}
	return raised >= 2
}

// raisedNever are the long words that stay small in a headline with capitals.
var raisedNever = map[string]bool{"about": true, "after": true, "against": true, "amid": true, "among": true, "before": true,
	"between": true, "despite": true, "during": true, "since": true, "their": true, "through": true, "under": true,
	"until": true, "while": true, "within": true, "without": true}

// recased gives a text in capitals, or a headline with a capital on each word, as news would write it, of the same length in bytes: words that are commonly small
// are, initialisms stay, and all else gets a capital. It is what the parser was trained on.
func recased(s string) string {
	all := capitals(s)
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
		case !all:
			b.WriteString(word)
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
