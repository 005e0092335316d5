package nlp

import (
	"fmt"
	"strings"
	"testing"
)

func TestPieces(t *testing.T) {
	cases := []struct {
		name, text string
		limit      int
		want       []string
	}{
		{"short", "abc", 8, []string{"abc"}},
		{"an empty line before all", strings.Repeat("a", 55) + ".\n\nb. c\nd" + "efgh", 64, []string{strings.Repeat("a", 55) + ".\n\n", "b. c\ndefgh"}},
		{"a line", "aaaaaaaaaaaa b.\ncccc", 16, []string{"aaaaaaaaaaaa b.\n", "cccc"}},
		{"a sentence", "aaaaaaaaaaaab. cccc", 16, []string{"aaaaaaaaaaaab. ", "cccc"}},
		{"a blank", "aaaaaaaaaaaaab cccc", 16, []string{"aaaaaaaaaaaaab ", "cccc"}},
		{"no place at all", strings.Repeat("a", 20), 8, []string{"aaaaaaaa", "aaaaaaaa", "aaaa"}},
		{"a character stays whole", strings.Repeat("é", 10), 9, []string{"éééé", "éééé", "éé"}},
		{"bytes that are no text", strings.Repeat("\x80", 20), 16, []string{strings.Repeat("\x80", 14), strings.Repeat("\x80", 6)}},
	}
	for _, c := range cases {
		got := pieces(c.text, c.limit)
		if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", c.want) || strings.Join(got, "") != c.text {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
