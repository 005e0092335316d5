package vocab

import (
	"fmt"
	"testing"
)

// The numbers are what spaCy's StringStore gives.
func TestID(t *testing.T) {
	for s, want := range map[string]uint64{
		"": 0, "a": 11901859001352538922, "the": 7425985699627899538, "Hello world": 6760932446404879437,
		"ünïcödé": 13976633046634319967, "X": 101, "NOUN": 92, "I": 4690420944186131903,
	} {
		if got := ID(s); got != want {
			t.Errorf("ID(%q) = %d, want %d", s, got, want)
		}
	}
	for s := range symbols() {
		if len(s) > longestSymbol {
			t.Errorf("symbol %q is longer than longestSymbol", s)
		}
	}
}

func TestShape(t *testing.T) {
	for s, want := range map[string]string{
		"U.N.": "X.X.", "Zelensky2022": "Xxxxxdddd", "aaaaaaB": "xxxxX", "1,000,000": "d,ddd,ddd", "Éa²": "Xxd", "------": "----",
		"ǅ": "x", "日本": "xx", "😀😀": "😀😀",
	} {
		if got := Shape(s); got != want {
			t.Errorf("Shape(%q) = %q, want %q", s, got, want)
		}
	}
	long := ""
	for range 100 {
		long += "é"
	}
	if got := Shape(long); got != "LONG" {
		t.Errorf("Shape of 100 characters is %q", got)
	}
}

func TestLexeme(t *testing.T) {
	v := New(nil)
	l := v.Get("“")
	if l.Norm != `"` || l.Attr(IsQuote) != 1 || l.Attr(IsPunct) != 1 || l.Attr(IsAlpha) != 0 || l.Attr(Orth) != ID("“") {
		t.Errorf("quote: %+v", l)
	}
	if v.Get("“") != l {
		t.Error("a word type is made twice")
	}
	if got := v.Get("Kyiv").Attr(Suffix); got != ID("yiv") {
		t.Error("suffix of Kyiv")
	}
	if got := v.Get("n't").WithNorm("not"); got.Attr(Norm) != ID("not") || v.Get("n't").Norm != "n't" {
		t.Error("WithNorm changes the shared lexeme")
	}
	if bad := v.Get("a\xff"); bad.Text != "a\ufffd" || bad.Size != 2 || bad.Attr(Orth) != ID("a\ufffd") {
		t.Errorf("invalid UTF-8: %+v", bad)
	}
}

// A cache forgets, but never what was just put, and stays within its bound.
func TestCacheBounded(t *testing.T) {
	c := NewCache[string, int](64)
	for i := range 10000 {
		key := fmt.Sprint(i)
		c.Put(key, i)
		if v, ok := c.Get(key); !ok || v != i {
			t.Fatalf("%q is lost at once", key)
		}
	}
	n := 0
	for i := range c.shards {
		n += len(c.shards[i].young) + len(c.shards[i].old)
	}
	if n > 2*64 {
		t.Errorf("%d entries are kept, want at most %d", n, 2*64)
	}
}
