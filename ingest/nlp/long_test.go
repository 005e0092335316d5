package nlp_test

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/demarche/demarche/ingest/nlp"
)

// A text longer than spaCy takes is read in pieces: each tells of itself what it tells alone.
func TestLongText(t *testing.T) {
	if testing.Short() {
		t.Skip("250,000 words")
	}
	p := loadEnglish(t).WithVectors()
	paragraph := "Antony Blinken spoke with Qin Gang on Thursday. The two did not meet in Beijing, officials said.\n\n"
	text := strings.Repeat(paragraph, 1_200_000/len(paragraph))
	d := p.Parse(text)
	check(t, d)
	alone := p.Parse(paragraph)
	n := len(alone.Tokens)
	if d.Text != text || len(d.Tokens) != len(text)/len(paragraph)*n || len(d.Vectors) != len(d.Tokens)*d.Width {
		t.Fatalf("%d tokens, %d numbers; a paragraph has %d tokens", len(d.Tokens), len(d.Vectors), n)
	}
	last := d.Tokens[len(d.Tokens)-n:]
	for i, tok := range last {
		base := len(text) - len(paragraph)
		if w := alone.Tokens[i]; tok.Text != w.Text || tok.Start != w.Start+base || tok.Tag != w.Tag {
			t.Errorf("token %d of the last paragraph is %q at %d, want %q at %d", i, tok.Text, tok.Start, w.Text, w.Start+base)
		}
	}
	if e := d.Ents[len(d.Ents)-1]; d.SpanText(e) != "Beijing" {
		t.Errorf("the last entity is %q", d.SpanText(e))
	}
}

// Documents that are given back serve later texts, and change nothing of their answers.
func TestRecycle(t *testing.T) {
	p := loadEnglish(t)
	answers := readAnswers(t)
	for range 2 {
		for _, a := range answers {
			d := p.Parse(a.Text)
			check(t, d)
			if got := d.Record(a.Doc); fmt.Sprint(got.Tokens) != fmt.Sprint(a.Tokens) || fmt.Sprint(got.Entities) != fmt.Sprint(a.Entities) {
				t.Errorf("%s differs", a.Doc)
			}
			p.Recycle(d)
		}
	}
	d := p.Parse("Qin Gang listened.")
	p.Recycle(d)
	if d := p.Parse(""); len(d.Tokens)+len(d.Sents)+len(d.Ents) > 0 || d.Vectors != nil {
		t.Errorf("of an empty text: %+v", d)
	}
}

// In steady use the parser allocates less than 2 KB an article whose documents are given back.
func TestSteadyAllocation(t *testing.T) {
	p := loadEnglish(t)
	var texts []string
	for _, a := range readAnswers(t) {
		texts = append(texts, a.Text)
	}
	var docs []*nlp.Doc
	round := func() {
		for _, text := range texts {
			docs = append(docs[:0], p.ParseBatch([]string{text, "A headline of its own"})...)
			p.Recycle(docs...)
		}
	}
	for range 4 {
		round()
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	const rounds = 4
	for range rounds {
		round()
	}
	runtime.ReadMemStats(&after)
	if each := int(after.TotalAlloc-before.TotalAlloc) / rounds / len(texts); each > 2048 {
		t.Errorf("%d bytes an article", each)
	}
}

// One processor does alone what several do together.
func TestOneProcessor(t *testing.T) {
	p := loadEnglish(t)
	answers := readAnswers(t)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	texts := func(yield func(string) bool) {
		for _, a := range answers {
			if !yield(a.Text) {
				return
			}
		}
	}
	i := 0
	for d, err := range p.Pipe(t.Context(), texts) {
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Record(answers[i].Doc); !slices.Equal(got.Tokens, answers[i].Tokens) {
			t.Errorf("%s differs", answers[i].Doc)
		}
		i++
		p.Recycle(d)
	}
	if i != len(answers) {
		t.Errorf("%d documents of %d", i, len(answers))
	}
}

// Short texts by the thousand, as headlines are.
func TestOneWordTexts(t *testing.T) {
	p := loadEnglish(t)
	const n = 20_000
	texts := func(yield func(string) bool) {
		for i := range n {
			if !yield(fmt.Sprint("word", i%3000)) {
				return
			}
		}
	}
	tokens := 0
	for d, err := range p.Pipe(t.Context(), texts) {
		if err != nil {
			t.Fatal(err)
		}
		tokens += len(d.Tokens)
		p.Recycle(d)
	}
	if tokens != n {
		t.Errorf("%d tokens of %d texts", tokens, n)
	}
}
