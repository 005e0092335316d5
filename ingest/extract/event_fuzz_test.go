package extract

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/demarche/demarche/ingest/nlp"
)

// grownDoc makes a document of random words, tags and trees out of a seed: what no parser gives must not stop the
// reader either.
func grownDoc(seed uint64) *nlp.Doc {
	r := rand.New(rand.NewPCG(seed, 1))
	words := strings.Fields(`they Xi Putin met meet meeting talks call called on in at for to of out off not never no will would had have
		has be is was been being Monday March May 5 16 2023 2023-03-16 3–5 16/03/2023 , . ? " - if whether before after until last next
		this week month year two days ago earlier later the day weekend early mid late summer quarter first of refuse refused plans
		planned agree hopes hope cancelled deny Geneva G20 summit Bali also phone by letter since by every 45 old and or nor neither`)
	tags := strings.Fields("NN NNS NNP VB VBD VBZ VBP VBG VBN MD TO IN DT JJ CD RB PRP WP _SP")
	poss := strings.Fields("NOUN PROPN VERB AUX ADP DET ADJ NUM ADV PRON SCONJ CCONJ PUNCT SPACE")
	deps := strings.Fields(`nsubj nsubjpass dobj pobj prep pcomp xcomp ccomp advcl acl relcl conj cc aux auxpass neg det amod compound
		poss npadvmod advmod attr acomp appos mark punct expl prt dative ROOT`)
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	doc := &nlp.Doc{}
	var text strings.Builder
	for n := 1 + r.IntN(6); n > 0; n-- {
		first := len(doc.Tokens)
		size := 1 + r.IntN(25)
		order := r.Perm(size) // order[0] is the root; each other hangs on an earlier one, so that it is a tree
		head := make([]int, size)
		for k, i := range order {
			head[i] = i
			if k > 0 {
				head[i] = order[r.IntN(k)]
			}
		}
		for i := range size {
			w := pick(words)
			start := text.Len()
			text.WriteString(w)
			tok := nlp.Token{Start: start, End: text.Len(), Text: w, Lemma: strings.ToLower(w), Tag: pick(tags), Pos: pick(poss), Dep: pick(deps),
				Head: first + head[i], SentStart: i == 0}
			text.WriteByte(' ')
			doc.Tokens = append(doc.Tokens, tok)
		}
		doc.Sents = append(doc.Sents, nlp.Span{Start: first, End: len(doc.Tokens)})
		if r.IntN(2) == 0 {
			doc.Ents = append(doc.Ents, nlp.Span{Start: first, End: first + 1, Label: pick([]string{"DATE", "GPE", "ORG", "PERSON"})})
		}
	}
	doc.Text = text.String()
	return doc
}

// checkEvents reads everything off every token and checks what must hold of any answer.
func checkEvents(t *testing.T, doc *nlp.Doc) {
	t.Helper()
	s := NewSyntax(doc)
	times := Times(s, Ref{Published: "2023-03-16"})
	at := 0
	for _, x := range times {
		if x.Span.Start < at || x.Span.End <= x.Span.Start || x.Span.End > len(doc.Tokens) {
			t.Errorf("%q: span %v after %d", doc.Text, x.Span, at)
		}
		at = x.Span.End
		if x.Interval.Start != "" && x.Interval.End != "" && x.Interval.Start > x.Interval.End {
			t.Errorf("%q: %q is %v", doc.Text, s.SpanText(x.Span), x.Interval)
		}
	}
	for i := range doc.Tokens {
		f := Factuality(s, i)
		if f.Status == "" {
			t.Errorf("%q: no status for %q", doc.Text, doc.Tokens[i].Text)
		}
		EventTime(s, i, times, f.Tense)
		if m, _ := Medium(s, i); m == "" {
			t.Errorf("%q: no medium for %q", doc.Text, doc.Tokens[i].Text)
		}
		place, span := Place(s, i)
		if (place == "") != (span.End == span.Start) {
			t.Errorf("%q: place %q at %v", doc.Text, place, span)
		}
		Topics(s, i)
	}
}

func FuzzEvents(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) { checkEvents(t, grownDoc(seed)) })
}

// A sentence without end, as tables and lists make it, costs what its length lets expect: each event looks at its
// surroundings only.
func TestEventsOfLongSentences(t *testing.T) {
	shapes := map[string]func(i int) (head int, dep string){
		"chain of conjuncts":    func(i int) (int, string) { return max(0, i-1), "conj" },
		"chain of prepositions": func(i int) (int, string) { return max(0, i-1), []string{"prep", "pobj"}[i%2] },
		"chain of complements":  func(i int) (int, string) { return max(0, i-1), "xcomp" },
	}
	for name, shape := range shapes {
		doc := &nlp.Doc{Text: strings.Repeat("meeting ", 10_000)}
		for i := range 10_000 {
			head, dep := shape(i)
			pos, tag := "NOUN", "NN"
			if dep == "prep" {
				pos, tag = "ADP", "IN"
			} else if dep == "xcomp" {
				pos, tag = "VERB", "VB"
			}
			doc.Tokens = append(doc.Tokens, nlp.Token{Start: 8 * i, End: 8*i + 7, Text: "meeting", Lemma: "meeting", Pos: pos, Tag: tag, Dep: dep, Head: head})
		}
		doc.Sents = []nlp.Span{{End: len(doc.Tokens)}}
		s := NewSyntax(doc)
		times := Times(s, Ref{Published: "2023-03-16"})
		began := time.Now()
		for i := range s.Tokens {
			EventTime(s, i, times, Factuality(s, i).Tense)
			Medium(s, i)
			Topics(s, i)
		}
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s: %v for %d tokens", name, took, len(s.Tokens))
		} else {
			t.Logf("%s: %v", name, took)
		}
	}
}

func FuzzFactRules(f *testing.F) {
	f.Add(factualityData)
	f.Add("rule x\nwords a\nwhen inf\ngives planned\n")
	f.Add("words a")
	f.Add("rule x\nyes a")
	f.Fuzz(func(t *testing.T, data string) {
		if _, err := parseFactRules(data); err != nil && !strings.Contains(err.Error(), ":") && !strings.HasPrefix(err.Error(), "rule ") {
			t.Errorf("an error that does not say where: %v", err)
		}
	})
}

// BenchmarkEvents reads times and facts off the cases, as one text.
func BenchmarkEvents(b *testing.B) {
	data, err := os.ReadFile("testdata/event.cases")
	if err != nil {
		b.Fatal(err)
	}
	var text strings.Builder
	for line := range strings.Lines(string(data)) {
		if kind, rest, ok := strings.Cut(line, " "); ok && kind != "#" {
			sentence, _, _ := strings.Cut(rest, " =>")
			text.WriteString(sentence + "\n")
		}
	}
	s := parsed(b, text.String())
	b.ReportAllocs()
	for b.Loop() {
		times := Times(s, Ref{Published: "2023-03-16"})
		for i := range s.Tokens {
			if s.contactNoun(i) || s.contactVerb(i) {
				EventTime(s, i, times, Factuality(s, i).Tense)
				Medium(s, i)
			}
		}
	}
	b.ReportMetric(float64(len(s.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
