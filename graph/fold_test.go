package graph

import (
	"slices"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Jörg", "jorg"}, {"JÖRG", "jorg"}, {"Łódź", "lodz"}, {"Straße", "strasse"}, {"Æther", "aether"}, {"Đà Nẵng", "da nang"},
		{"Şimşek", "simsek"}, {"İstanbul", "istanbul"}, {"ŁĄĆ", "lac"}, {"Ødegård", "odegard"}, {"e\u0301", "e"}, {"Київ", "київ"},
		{"ΑΘΗΝΑ", "αθηνα"}, {"北京", "北京"}, {"plain", "plain"}, {"", ""}, {"Ǆ", "dz"}, {"Þórr", "thorr"},
	} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// Folding a Latin letter with accents gives plain letters, and folding again changes nothing.
func TestFoldIsStable(t *testing.T) {
	for r := rune(0xC0); r < 0x250; r++ {
		once := Fold(string(r))
		if Fold(once) != once {
			t.Errorf("Fold(%q) = %q, which folds to %q", r, once, Fold(once))
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"Mr. O’Brien, U.S. – G20!", []string{"mr", "o", "brien", "u", "s", "g20"}},
		{"北京 talks", []string{"北", "京", "talks"}},
		{"  ", nil},
		{"“territorial integrity”", []string{"territorial", "integrity"}},
	} {
		if got := Words(c.in); !slices.Equal(got, c.want) {
			t.Errorf("Words(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("Élysée: \xff talks")
	f.Fuzz(func(t *testing.T, s string) {
		for _, w := range Words(s) {
			if w == "" || utf8.RuneCountInString(w) > maxWord {
				t.Errorf("word %q", w)
			}
			for _, r := range w {
				if unicode.IsSpace(r) {
					t.Errorf("word %q has a space", w)
				}
			}
		}
		if text := FoldText(s); FoldText(text) != text {
			t.Errorf("FoldText(%q) = %q, which folds to %q", s, text, FoldText(text))
		}
	})
}
