package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
)

// caseCounter counts how often each word, in small letters, stands in each of its written forms.
type caseCounter map[string]map[string]int

// inSentence matches a word that does not begin a sentence or a line, whose capital would say nothing.
var inSentence = regexp.MustCompile(`[\p{L},;)] ([A-Za-z][A-Za-z’']*[A-Za-z]|a)\b`)

func (c caseCounter) add(text string) {
	for i := 0; ; {
		m := inSentence.FindStringSubmatchIndex(text[i:])
		if m == nil {
			return
		}
		w := text[i+m[2] : i+m[3]]
		i += m[3] - 1 // its last letter may be what stands before the next
		small := strings.ToLower(w)
		if c[small] == nil {
			c[small] = map[string]int{}
		}
		c[small][w]++
	}
}

// Words seen less often, or written so in less than two of three places, are left out.
const (
	minCount = 2
	minShare = 2.0 / 3
)

// write writes the words whose usual form is small or all capitals, in that form, sorted.
func (c caseCounter) write(file string) error {
	var words []string
	for small, forms := range c {
		all := 0
		for _, n := range forms {
			all += n
		}
		for w, n := range forms {
			if n >= minCount && float64(n) >= minShare*float64(all) && (w == small || len(w) > 1 && w == strings.ToUpper(w)) {
				words = append(words, w)
			}
		}
	}
	slices.Sort(words)
	return os.WriteFile(file, []byte("# How news writes words that have no capital alone. Counted by `make train`.\n"+strings.Join(words, "\n")+"\n"), 0o666)
}
