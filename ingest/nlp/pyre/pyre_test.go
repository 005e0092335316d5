package pyre

import (
	"strings"
	"testing"
	"time"
)

// The spans are what Python's re.search gives; "-" for None.
func TestFind(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		from, to      int
	}{
		{`a|ab`, "xab", 1, 2},
		{`a+?b`, "aaab", 0, 4},
		{`(?<=[0-9])\+$`, "a1+", 2, 3},
		{`(?<=[0-9])\+$`, "a+", -1, 0},
		{`(?<!x)y`, "xyy", 2, 3},
		{`^\+(?![0-9])`, "+1", -1, 0},
		{`^\+(?![0-9])`, "+a", 0, 1},
		{`\.\.+`, "a...b", 1, 4},
		{`a$`, "ba\n", 1, 2},
		{`[^a-c]`, "abcé", 3, 5},
		{`[]a]+`, "x]a", 1, 3},
		{`\w+`, "-é_1", 1, 5},
		{`\W`, "é", -1, 0},
		{`[\w.-]+@`, "x a.b-c@d", 2, 8},
		{`x{2,3}`, "axxxx", 1, 4},
		{`x{2}y`, "xxxy", 1, 4},
		{`x{,2}y`, "xxxy", 1, 4},
		{`x{a}`, "x{a}", 0, 4},
		{`\bco\b`, "eco co", 4, 6},
		{`(?u)\u00e9\U0001F600`, "é😀", 0, 6},
		{`(?:a|b)*c`, "ababc", 0, 5},
		{`(?iu)[a-cé]+x`, "BÉaX", 0, 5},
		{`(?i)[^a]`, "Ab", 1, 2},
		{`.`, "\n\xff", 1, 2},
	} {
		re, err := new(Compiler).Compile(c.pattern)
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		from, to, ok := re.Find(c.text, 0)
		if !ok {
			from, to = -1, 0
		}
		if from != c.from || to != c.to {
			t.Errorf("%s in %q: %d:%d, want %d:%d", c.pattern, c.text, from, to, c.from, c.to)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, p := range []string{`a)`, `(a`, `[a`, `*a`, `a**`, `(?<=a+)b`, `(?P<n>a)`, `\1`, `a{2000}`, `[b-a]`, `\`, `\u00`, `(?:a{900}){900}`, `a(?i)b`, `(?s)a`} {
		if _, err := new(Compiler).Compile(p); err == nil {
			t.Errorf("%s is taken", p)
		}
	}
}

// Patterns with nested repeats take exponential time in Python; here the memo keeps them linear.
func TestBacktrackingIsBounded(t *testing.T) {
	re, err := new(Compiler).Compile(`(?:a*)*(?:a|aa)+b`)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if end := re.MatchPrefix(strings.Repeat("a", 20000)); end != -1 {
		t.Errorf("match ends at %d", end)
	}
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("took %v", d)
	}
}

func FuzzCompile(f *testing.F) {
	f.Add(`(?<=[0-9])[+\-\*^](?=[0-9-])`, "1+2")
	f.Add(`^(?:\S+(?::\S*)?@)?`, "a:b@c")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		if len(pattern) > 40 || len(text) > 40 {
			return
		}
		if n, err := new(Compiler).parse(pattern); err == nil {
			if from, to, ok := compile(n).Find(text, 0); ok && (from < 0 || to < from || to > len(text)) {
				t.Errorf("%q in %q: %d:%d", pattern, text, from, to)
			}
		}
	})
}
