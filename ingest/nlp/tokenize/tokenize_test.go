package tokenize

import (
	"slices"
	"strings"
	"testing"

	"github.com/demarche/demarche/ingest/nlp/vocab"
)

// small are rules like English ones, a few of each kind.
var small = Rules{
	Prefix:     `^\(|^"|^\.\.+|^\$`,
	Suffix:     `\)$|"$|,$|\.\.+$|'s$|(?<=[a-z])\.$|(?<=[0-9])km$`,
	Infix:      `(?<=[a-z])-(?=[a-z])|\.\.+`,
	URLMatch:   `^(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}$`,
	TokenMatch: `^:-\)$`,
	Exceptions: map[string][]Piece{
		"don't": {{"do", ""}, {"n't", "not"}},
		"a.m.":  {{"a.m.", ""}},
		"(a)":   {{"(a)", ""}},
		"re-do": {{"re-do", ""}},
	},
	FasterHeuristics: true,
}

func newSmall(t testing.TB) *Tokenizer {
	t.Helper()
	tok, err := New(&small, vocab.New(nil))
	if err != nil {
		t.Fatal(err)
	}
	return tok
}

func TestTokenize(t *testing.T) {
	tok := newSmall(t)
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"one two", "one|two"},
		{" one", " |one"},
		{"one  two", "one| |two"},
		{"one \n two ", "one|\n |two"},
		{`("one," two)`, `(|"|one|,|"|two|)`},
		{"don't", "do|n't"},
		{`"don't"`, `"|do|n't|"`},
		{"end.", "end|."},
		{"END.", "END."},
		{"5km 5 km xkm", "5|km|5|km|xkm"},
		{"well-known", "well|-|known"},
		{"well...known...", "well|...|known|..."},
		{"example.org a.m. a.m.,", "example.org|a.m.|a.m.|,"},
		{"https://a-b.org,", "https://a-b.org|,"},
		{":-)", ":-)"},
		{"(:-)", "(|:-|)"}, // prefix and suffix are taken in one step
		{"(a) (b)", "(a)|(|b|)"},
		{"((a)", "(|(a)"},        // found by the second pass, which joins what affixes cut apart
		{"x-re-do", "x|-|re-do"}, // likewise
		{"( a )", "(|a|)"},       // spaces between: no exception
		{"bishop's", "bishop|'s"},
		{"$", "$"},
		{"...", "..."},
	} {
		var words []string
		end := 0
		for _, w := range tok.Tokenize(nil, c.text) {
			if gap := c.text[end:w.Start]; gap != "" && gap != " " {
				t.Errorf("%q: %q between tokens", c.text, gap)
			}
			end = w.Start + w.Lex.Size
			words = append(words, c.text[w.Start:end])
		}
		if got := strings.Join(words, "|"); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestSpaceAndNorm(t *testing.T) {
	tokens := newSmall(t).Tokenize(nil, "don't  go ")
	var got []string
	for _, w := range tokens {
		s := w.Lex.Text + "=" + w.Lex.Norm
		if w.Space {
			s += "_"
		}
		got = append(got, s)
	}
	if want := []string{"do=do", "n't=not_", " = ", "go=go_"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A second text is appended; the first stays.
func TestAppend(t *testing.T) {
	tok := newSmall(t)
	tokens := tok.Tokenize(nil, "one")
	tokens = tok.Tokenize(tokens, "((a)")
	if len(tokens) != 3 || tokens[0].Lex.Text != "one" || tokens[2].Start != 1 {
		t.Errorf("got %v", tokens)
	}
}

func TestNewErrors(t *testing.T) {
	for name, r := range map[string]Rules{
		"prefix_search":  {Prefix: "("},
		"suffix_search":  {Suffix: "["},
		"infix_finditer": {Infix: "*"},
		"url_match":      {URLMatch: `\1`},
		"token_match":    {TokenMatch: `(?P<a>b)`},
		"made of":        {Exceptions: map[string][]Piece{"ab": {{"a", ""}}}},
		"empty token":    {Exceptions: map[string][]Piece{"a": {{"a", ""}, {"", ""}}}},
	} {
		if _, err := New(&r, vocab.New(nil)); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzTokenize(f *testing.F) {
	f.Add("don't (a.m.) re-do...\xff")
	tok := newSmall(f)
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, w := range tok.Tokenize(nil, text) {
			if gap := text[at:w.Start]; gap != "" && gap != " " || w.Lex.Size == 0 {
				t.Fatalf("token at %d after %d of %q", w.Start, at, text)
			}
			at = w.Start + w.Lex.Size
		}
		if rest := text[at:]; rest != "" && rest != " " {
			t.Fatalf("%q is in no token", rest)
		}
	})
}
