package nlp_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/demarche/demarche/ingest/nlp"
	"github.com/demarche/demarche/ingest/nlp/english"
	"github.com/demarche/demarche/ingest/nlp/parity"
)

func Example() {
	p, err := english.Load() // or nlp.Load(os.DirFS(folder)) for another pipeline
	if err != nil {
		panic(err)
	}
	d := p.Parse("Antony Blinken spoke with Qin Gang on Thursday.")
	for _, t := range d.Tokens {
		fmt.Println(t.Text, t.Tag, t.Dep, d.Tokens[t.Head].Text)
	}
	for _, e := range d.Ents {
		fmt.Println(e.Label, d.SpanText(e))
	}
	// Output:
	// Antony NNP compound Blinken
	// Blinken NNP nsubj spoke
	// spoke VBD ROOT spoke
	// with IN prep spoke
	// Qin NNP compound Gang
	// Gang NNP pobj with
	// on IN prep spoke
	// Thursday NNP pobj on
	// . . punct spoke
	// PERSON Antony Blinken
	// PERSON Qin Gang
	// DATE Thursday
}

// check fails t where a document breaks a promise of Doc.
func check(t *testing.T, d *nlp.Doc) {
	t.Helper()
	at, rooted := 0, make([]bool, len(d.Tokens))
	for i, tok := range d.Tokens {
		if tok.Start < at || tok.End <= tok.Start || tok.End > len(d.Text) || tok.Text != d.Text[tok.Start:tok.End] {
			t.Fatalf("token %d is %d:%d %q, after %d", i, tok.Start, tok.End, tok.Text, at)
		}
		if gap := d.Text[at:tok.Start]; gap != "" && gap != " " {
			t.Fatalf("%q lies between tokens", gap)
		}
		at = tok.End
		for j, n := i, 0; !rooted[j]; j, n = d.Tokens[j].Head, n+1 {
			if n > len(d.Tokens) {
				t.Fatalf("token %d hangs in a circle", i)
			}
			rooted[j] = d.Tokens[j].Head == j
		}
		for j := i; !rooted[j]; j = d.Tokens[j].Head {
			rooted[j] = true
		}
	}
	if rest := d.Text[at:]; rest != "" && rest != " " {
		t.Fatalf("%q is in no token", rest)
	}
	end := 0
	for _, s := range d.Sents {
		if s.Start != end || s.End <= s.Start {
			t.Fatalf("sentence %d:%d after %d", s.Start, s.End, end)
		}
		for i := s.Start; i < s.End; i++ {
			if h := d.Tokens[i].Head; h < s.Start || h >= s.End {
				t.Fatalf("token %d of sentence %d:%d has head %d", i, s.Start, s.End, h)
			}
		}
		end = s.End
	}
	if end != len(d.Tokens) {
		t.Fatalf("sentences end at %d of %d", end, len(d.Tokens))
	}
	for _, spans := range [][]nlp.Span{d.Ents, d.NounChunks()} {
		end := 0
		for _, s := range spans {
			if s.Start < end || s.End <= s.Start || s.End > len(d.Tokens) || s.Label == "" {
				t.Fatalf("span %+v after %d", s, end)
			}
			end = s.End
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", " ", "\x00", "\xff\xfe\xc3", "a\xffb don't \xe2\x82", "U.S.\u2028x", strings.Repeat("(", 50), "x" + strings.Repeat("\u0301", 300),
		"Wang Yi and Antony Blinken met in Beijing on Monday.", "http://a.b/c?d=e …don’t 🇺🇦", "\n \t\r\n", "İΣ", strings.Repeat("a.b,", 80),
	} {
		f.Add(s)
	}
	p := loadEnglish(f)
	f.Fuzz(func(t *testing.T, text string) { check(t, p.Parse(text)) })
}

// Texts that no newspaper prints take no more than time in proportion.
func TestMonsters(t *testing.T) {
	p := loadEnglish(t)
	for name, text := range map[string]string{
		"brackets":  strings.Repeat(")", 20_000),
		"word":      strings.Repeat("a", 200_000),
		"hyphens":   strings.Repeat("a-", 5_000),
		"full stop": strings.Repeat(".a", 20_000),
		"colons":    strings.Repeat(":", 500) + strings.Repeat("a:", 5_000) + "@",
		"url":       "http://" + strings.Repeat("a.", 10_000) + "/",
		"spaces":    strings.Repeat(" ", 100_000),
		"invalid":   strings.Repeat("\xff ", 1_000) + strings.Repeat("\xff", 5_000),
	} {
		t.Run(name, func(t *testing.T) { check(t, p.Parse(text)) })
	}
}

func TestConcurrentUse(t *testing.T) {
	p := loadEnglish(t)
	answers := readAnswers(t)
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range answers {
				a := answers[(i+g*17)%len(answers)]
				if got := p.Parse(a.Text).Record(a.Doc); !slices.Equal(got.Tokens, a.Tokens) {
					t.Errorf("%s differs", a.Doc)
				}
			}
		})
	}
	wg.Wait()
}

func TestPipe(t *testing.T) {
	p := loadEnglish(t)
	var texts []string
	for i := range 500 {
		texts = append(texts, fmt.Sprintf("Envoy %d met envoy %d. ", i, i+1))
	}
	n := 0
	for d, err := range p.Pipe(t.Context(), slices.Values(texts)) {
		if err != nil {
			t.Fatal(err)
		}
		if d.Text != texts[n] {
			t.Fatalf("document %d is of %q", n, d.Text)
		}
		n++
	}
	if n != len(texts) {
		t.Errorf("%d documents, want %d", n, len(texts))
	}
}

func TestPipeStops(t *testing.T) {
	p := loadEnglish(t)
	endless := func(yield func(string) bool) {
		for yield("Once more.") {
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last error
	n := 0
	for _, err := range p.Pipe(ctx, endless) {
		if last = err; err == nil {
			if n++; n == 10 {
				cancel()
			}
		}
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("a cancelled pipe ends with %v", last)
	}
	for range p.Pipe(t.Context(), endless) {
		break // the reader of texts must end too
	}
}

func TestVectors(t *testing.T) {
	p := loadEnglish(t)
	texts := []string{"The minister spoke.", "", "Qin Gang listened."}
	if d := p.Parse(texts[0]); d.Vectors != nil {
		t.Error("vectors are kept without being asked for")
	}
	for i, d := range p.WithVectors().ParseBatch(texts) {
		if len(d.Vectors) != len(d.Tokens)*d.Width || len(d.Tokens) > 0 && d.Width != 96 {
			t.Errorf("text %d: %d numbers for %d tokens of width %d", i, len(d.Vectors), len(d.Tokens), d.Width)
		}
	}
}

// BenchmarkParseBatch parses testdata's texts, which are odder than news.
func BenchmarkParseBatch(b *testing.B) {
	p := loadEnglish(b)
	var texts []string
	tokens, size := 0, 0
	for _, a := range readAnswers(b) {
		texts = append(texts, a.Text)
		tokens += len(a.Tokens)
		size += len(a.Text)
	}
	b.ReportAllocs()
	b.SetBytes(int64(size))
	for b.Loop() {
		p.ParseBatch(texts)
	}
	b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}

// BenchmarkParse parses one short article at a time.
func BenchmarkParse(b *testing.B) {
	p := loadEnglish(b)
	var story *parity.Answer
	for _, a := range readAnswers(b) {
		if a.Doc == "analysis" {
			story = a
		}
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(story.Text)))
	for b.Loop() {
		p.Parse(story.Text)
	}
	b.ReportMetric(float64(len(story.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
