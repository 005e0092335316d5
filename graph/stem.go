package graph

import (
	"slices"
	"strings"
)

// stopwords are left out when matters are compared: they carry no meaning of their own there.
var stopwords = map[string]bool{}

func init() {
	for w := range strings.FieldsSeq(`a an and any as at be been being by for from had has have he her his if in into is it its
		of on or our she so some such that the their them there they this those to was we were which who will with would
		should could can may must not no all also`) {
		stopwords[w] = true
	}
}

// suffixes are what inflection and the commonest derivations add, longest first.
var suffixes = []string{"ations", "ation", "ments", "ment", "ions", "ings", "ion", "ing", "ies", "ied", "ers", "ed", "es", "er", "s", "e", "y"}

// stems gives the meaning-bearing words of a phrase, cut to a rough stem, sorted and without repeats. A phrase of
// nothing else keeps its words.
func stems(phrase string) []string {
	words := Words(phrase)
	out := make([]string, 0, len(words))
	for _, w := range words {
		if !stopwords[w] {
			out = append(out, stem(w))
		}
	}
	if len(out) == 0 {
		out = append(out, words...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// stem cuts one suffix and leaves at least three letters; a consonant doubled by it ("shipped") is single again.
func stem(w string) string {
	for _, s := range suffixes {
		t, ok := strings.CutSuffix(w, s)
		if !ok || len(t) < 3 {
			continue
		}
		if n := len(t); n > 3 && t[n-1] == t[n-2] && !strings.ContainsRune("aeiouls", rune(t[n-1])) {
			t = t[:n-1]
		}
		return t
	}
	return w
}

// alike tells whether two phrases, given as stems, are of one matter: at least half of the words of both together
// are shared, or all words of one (two at least) are in the other.
func alike(a, b []string) bool {
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := strings.Compare(a[i], b[j]); {
		case c == 0:
			shared++
			i++
			j++
		case c < 0:
			i++
		default:
			j++
		}
	}
	if shared == 0 {
		return len(a) == 0 && len(b) == 0
	}
	return 2*shared >= len(a)+len(b)-shared || shared >= 2 && shared == min(len(a), len(b))
}
