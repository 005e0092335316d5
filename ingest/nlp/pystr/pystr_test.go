package pystr

import "testing"

// The expectations are what Python 3.11 answers.
func TestPredicates(t *testing.T) {
	for _, c := range []struct {
		name string
		got  func(string) bool
		yes  []string
		no   []string
	}{
		{"isspace", IsSpace, []string{" ", "\t\n", "\x1c", "\u0085", "\u00a0", "\u2028", "\u3000"}, []string{"", "a", "\u200b", " a", "\ufeff"}},
		{"isdigit", IsDigit, []string{"1", "²", "①", "٣"}, []string{"", "½", "Ⅷ", "一", "1a"}},
		{"isalpha", IsAlpha, []string{"a", "É", "ʰ", "中"}, []string{"", "a1", "-", "Ⅷ", "e\u0301"}},
		{"isupper", IsUpper, []string{"A", "A1", "Ⅷ", "É."}, []string{"", "1", "Aa", "ǅ"}},
		{"islower", IsLower, []string{"a", "a1", "ª", "ⅷ"}, []string{"", "1", "Aa"}},
		{"istitle", IsTitle, []string{"A", "Aa Bb", "A1B", "They'Re"}, []string{"", "AA", "aA", "1"}},
		{"ispunct", IsPunct, []string{".", "«»", "_"}, []string{"$", "+", "a."}},
		{"iscurrency", IsCurrency, []string{"$", "€£"}, []string{"$1", "¤a"}},
		{"isascii", IsASCII, []string{"", "abc"}, []string{"é"}},
	} {
		for _, s := range c.yes {
			if !c.got(s) {
				t.Errorf("%q.%s() is False, want True", s, c.name)
			}
		}
		for _, s := range c.no {
			if c.got(s) {
				t.Errorf("%q.%s() is True, want False", s, c.name)
			}
		}
	}
}

func TestLower(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "ABC": "abc", "ÄÖ": "äö", "İstanbul": "i̇stanbul", "ΟΔΟΣ": "οδος", "ΟΔΟΣ.": "οδος.", "ΣΑΣ": "σας", "Σ": "σ",
		"ΑΣ'Α": "ασ'α", "ǅ": "ǆ", "ẞ": "ß",
	} {
		if got := Lower(in); got != want {
			t.Errorf("Lower(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWord(t *testing.T) {
	for _, r := range "aZ0_é中Ⅷ½²" {
		if !IsWordRune(r) {
			t.Errorf("\\w does not match %q", r)
		}
	}
	for _, r := range "-. '\u0301\u200d😀" {
		if IsWordRune(r) {
			t.Errorf("\\w matches %q", r)
		}
	}
}

func TestValid(t *testing.T) {
	if got := Valid("a\xff\xc3b"); got != "a\ufffd\ufffdb" {
		t.Errorf("Valid gives %q", got)
	}
}
