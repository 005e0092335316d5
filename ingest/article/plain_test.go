package article

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// markupPattern says in one expression what markup is.
var markupPattern = regexp.MustCompile(`(?s:<!--.*?-->)|</?[a-zA-Z][^<>]{0,500}>|&(?:[a-zA-Z]{2,8}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});|\*\*+|__+|\\[\[\]#*_]|\[\[|\]\]|\{\{|\}\}|[\n\r\t]`)

func TestPlain(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"words", "Kuleba met Qin.", "Kuleba met Qin."},
		{"tags", "<b>Kuleba</b> met Qin.", "   Kuleba     met Qin."},
		{"a comment", "Kuleba <!-- > --> met", "Kuleba            met"},
		{"a comment without end", "<!-- <b>Qin", "<!--    Qin"},
		{"entities", "Qin &amp; Kuleba&#39;s", "Qin &     Kuleba'    s"},
		{"no entity", "Q&A; AT&T", "Q&A; AT&T"},
		{"emphasis", "**Kuleba** _met_ __Qin__", "  Kuleba   _met_   Qin  "},
		{"escapes and brackets", `\[[Kuleba]] [1]`, ` [[Kuleba   [1]`},
		{"line breaks", "Kuleba\nmet\tQin", "Kuleba met Qin"},
		{"a smaller-than sign", "3 < 4 and <", "3 < 4 and <"},
	}
	for _, c := range cases {
		if got := plain(c.text); got != c.want {
			t.Errorf("%s: %q gives %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("<p>Wang &amp; Qin met <!-- not --> in\nBeijing</p>\\# **bold** __u__ [[x]] {{y}}")
	f.Add("<!-- <!-- &#x2019; &#8217; &nbsp; &bogus; <a href='x'>")
	f.Add("<" + strings.Repeat("é", 501) + "><a" + strings.Repeat("é", 500) + "><a" + strings.Repeat("é", 501) + ">")
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := plain(text), markupPattern.ReplaceAllStringFunc(text, blanked); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	})
}

func TestPlainIsLinear(t *testing.T) {
	for _, part := range []string{"<!--", "<a", "&", "*_", "<a<!-- -->"} {
		text := strings.Repeat(part, 1<<20/len(part))
		start := time.Now()
		plain(text)
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("a megabyte of %q takes %v", part, d)
		}
	}
}

func TestNeedleCapitals(t *testing.T) {
	ap := needlesOf(regexp.MustCompile(`(?i)photo (?-i:AP)\b`))
	for text, want := range map[string]bool{"PHOTO AP": true, "photo ap": false, "photo ap, photo AP": true, "Photo App": false, "photo": false} {
		if got := ap.in(newHaystack(text)); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
	}
}

// A pattern that matches finds one of its needles.
func FuzzNeedles(f *testing.F) {
	files, err := filepath.Glob("../../testdata/articles/*.txt")
	if err != nil || len(files) == 0 {
		f.Fatal("no articles", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	for _, r := range shapes() {
		for _, example := range append(r.yes, r.no...) {
			f.Add(example)
			f.Add(strings.ToUpper(example))
			f.Add(strings.ReplaceAll(strings.ReplaceAll(example, "s", "ſ"), "k", "\u212a"))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		for line := range strings.Lines(text) {
			for _, r := range shapes() {
				if r.re.MatchString(line) && !r.needles.in(newHaystack(line)) {
					t.Errorf("%q matches %v without a needle of %q", line, r.re, r.needles)
				}
			}
		}
	})
}

func TestNeedles(t *testing.T) {
	cases := []struct{ pattern, want string }{
		{`^(?i:KEEP|also) reading`, "[[keep reading also reading]]"},
		{`(?:photo|picture)s?:`, "[[photos: photo: pictures: picture:]]"},
		{`a.{0,3}(?:bcd|ef?g)+`, "[[bcd efg eg] [a]]"},
		{`[/|] ?`, "[[/  / |  |]]"},
		{`(?:b.*def|c.*gh)`, "[[def gh]]"},
		{`(?i)by (?-i:AP)`, "[[by AP]]"},
		{`x?y*`, "[]"},
		{`(?:abc|d*)`, "[]"},
	}
	for _, c := range cases {
		if got := fmt.Sprint(needlesOf(regexp.MustCompile(c.pattern))); got != c.want {
			t.Errorf("%s: needles %s, want %s", c.pattern, got, c.want)
		}
	}
}
