// Package score compares what was extracted from texts with what a careful reader entered for them. The rules of
// comparison are those of the project's annotation guideline: names agree when any acceptable name is one of the
// entity's names after normalisation, a contact is right when both names and the status agree.
package score

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Gold is what a reader entered for one text.
type Gold struct {
	Doc       string  `json:"doc"`
	Genre     string  `json:"genre"`
	Published string  `json:"published"`
	SpokeWith []Spoke `json:"spoke_with"`
	CalledFor []Said  `json:"called_for"`
	Denied    []Said  `json:"denied"`
}

// Spoke is one contact of two sides; A and B hold the names that count as right for each, best first.
type Spoke struct {
	A      []string `json:"a"`
	B      []string `json:"b"`
	Status string   `json:"status"`
	Medium string   `json:"medium"`
	Date   string   `json:"date"` // a day, a month or empty
	Quote  string   `json:"quote"`
}

// Said is an appeal or a denial.
type Said struct {
	By    []string   `json:"by"`
	To    [][]string `json:"to"`
	What  string     `json:"what"`
	Quote string     `json:"quote"`
}

// ReadGold reads gold records, one JSON object a line, in their order.
func ReadGold(r io.Reader) ([]*Gold, error) {
	var out []*Gold
	s := bufio.NewScanner(r)
	s.Buffer(nil, 16<<20)
	for n := 1; s.Scan(); n++ {
		if len(s.Bytes()) == 0 {
			continue
		}
		g := &Gold{}
		if err := json.Unmarshal(s.Bytes(), g); err != nil {
			return nil, fmt.Errorf("score: gold line %d: %w", n, err)
		}
		out = append(out, g)
	}
	return out, s.Err()
}

var (
	titles     = regexp.MustCompile(`^(the|president|prime minister|foreign minister|minister|chancellor|secretary of state|secretary|king|queen|prince|crown prince|general|gen|mr|ms|mrs|dr|sir|leader|ambassador|pope)\s+`)
	possessive = regexp.MustCompile(`'s\b`)
	other      = regexp.MustCompile(`[^a-z0-9 ]+`)
	space      = regexp.MustCompile(`\s+`)
	word       = regexp.MustCompile(`[a-z0-9]+`)
)

// Normal gives a name without accents, case, punctuation and leading titles.
func Normal(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(name) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	s := strings.ReplaceAll(b.String(), "’", "'")
	s = possessive.ReplaceAllString(s, "")
	s = other.ReplaceAllString(s, " ")
	s = strings.TrimSpace(space.ReplaceAllString(s, " "))
	for {
		shorter := titles.ReplaceAllString(s, "")
		if shorter == s || shorter == "" {
			return s
		}
		s = shorter
	}
}

// Same tells whether any acceptable name is one of an entity's names.
func Same(gold, names []string) bool {
	have := make(map[string]bool, len(names))
	for _, n := range names {
		if n != "" {
			have[Normal(n)] = true
		}
	}
	for _, g := range gold {
		if have[Normal(g)] {
			return true
		}
	}
	return false
}

// Overlap tells whether half of the shorter text's words occur in the other.
func Overlap(a, b string) bool {
	x, y := wordsOf(a), wordsOf(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	n := 0
	for w := range x {
		if y[w] {
			n++
		}
	}
	return len(x) > 0 && 2*n >= len(x)
}

func wordsOf(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range word.FindAllString(strings.ToLower(s), -1) {
		m[w] = true
	}
	return m
}
