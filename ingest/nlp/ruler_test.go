package nlp

import (
	"strings"
	"testing"

	"github.com/vmihailenco/msgpack/v5"

	"github.com/demarche/demarche/ingest/nlp/tokenize"
	"github.com/demarche/demarche/ingest/nlp/vocab"
)

// tagged is a batch of one document of words with tags: "the/DT ministers/NNS".
func tagged(n *names, text string) *batch {
	v := vocab.New(nil)
	b := &batch{}
	for word := range strings.FieldsSeq(text) {
		w, tag, _ := strings.Cut(word, "/")
		b.tokens = append(b.tokens, tokenize.Token{Lex: v.Get(w)})
		b.tag = append(b.tag, n.add(tag))
	}
	b.lens = []int{len(b.tokens)}
	size := len(b.tokens)
	b.pos, b.morph, b.dep, b.lemma = make([]name, size), make([]name, size), make([]name, size), make([]string, size)
	b.sents = make([]int8, size)
	return b
}

type pattern = []map[string]any

func rulerOf(t *testing.T, n *names, entries ...map[string]any) *ruler {
	t.Helper()
	r, err := parseRuler(t, n, entries...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func parseRuler(t *testing.T, n *names, entries ...map[string]any) (*ruler, error) {
	t.Helper()
	data, err := msgpack.Marshal(entries)
	if err != nil {
		t.Fatal(err)
	}
	return newRuler(data, n)
}

func entry(index int, attrs map[string]any, patterns ...pattern) map[string]any {
	return map[string]any{"patterns": patterns, "attrs": attrs, "index": index}
}

func TestRuler(t *testing.T) {
	n := newNames()
	r := rulerOf(t, n,
		entry(0, map[string]any{"POS": "NOUN", "MORPH": "Number=Sing"}, pattern{{"TAG": "NN"}}),
		entry(0, map[string]any{"POS": "PRON", "MORPH": "PronType=Ind|Number=Sing"}, pattern{{"TAG": "NN", "LOWER": map[string]any{"IN": []string{"nothing", "something"}}}}),
		entry(1, map[string]any{"LEMMA": "to"}, pattern{{"LOWER": "got"}, {"LOWER": "ta"}}),
		entry(-2, map[string]any{"LEMMA": "get"}, pattern{{"LOWER": "got"}, {"LOWER": "ta"}}),
		entry(0, map[string]any{"POS": "X"}, pattern{{"LOWER": map[string]any{"REGEX": "^n[ou]thin'$"}}}, pattern{{"ORTH": "Zut"}}),
		entry(0, map[string]any{"POS": "AUX"}, pattern{{"TAG": map[string]any{"NOT_IN": []string{"NN", "", "IN"}}, "IS_TITLE": true}}),
	)
	for _, c := range []struct {
		text string
		want string // pos|morph|lemma of each word
	}{
		{"Cat/NN", "NOUN|Number=Sing|"},
		{"Nothing/NN", "PRON|Number=Sing|PronType=Ind|"},
		{"got/VB ta/TO", "||get ||to"},
		{"got/VB", "||"},
		{"nuthin'/NN Zut/UH", "X|Number=Sing| AUX||"}, // of two rules the later wins
		{"Will/MD", "AUX||"},
		{"Will", "||"},
	} {
		b := tagged(n, c.text)
		r.apply(b)
		var got []string
		for i := range b.tokens {
			got = append(got, n.list[b.pos[i]]+"|"+n.list[b.morph[i]]+"|"+b.lemma[i])
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.text, s, c.want)
		}
	}
}

// A match does not reach into the next document.
func TestRulerKeepsToDocuments(t *testing.T) {
	n := newNames()
	r := rulerOf(t, n, entry(1, map[string]any{"LEMMA": "to"}, pattern{{"LOWER": "got"}, {"LOWER": "ta"}}))
	b := tagged(n, "got/VB ta/TO")
	b.lens = []int{1, 1}
	r.apply(b)
	if b.lemma[1] != "" {
		t.Errorf("lemma %q across documents", b.lemma[1])
	}
}

func TestRulerErrors(t *testing.T) {
	set := map[string]any{"POS": "X"}
	for name, e := range map[string]map[string]any{
		"operator":   entry(0, set, pattern{{"TAG": "NN", "OP": "+"}}),
		"SHAPES":     entry(0, set, pattern{{"SHAPES": "x"}}),
		"FUZZY":      entry(0, set, pattern{{"LOWER": map[string]any{"FUZZY": "x"}}}),
		"REGEX":      entry(0, set, pattern{{"LOWER": map[string]any{"REGEX": 1}}}),
		"index 3":    entry(3, set, pattern{{"TAG": "NN"}}),
		"index 0":    entry(0, set, pattern{}),
		"ENT_TYPE":   entry(0, map[string]any{"ENT_TYPE": "X"}, pattern{{"TAG": "NN"}}),
		"value true": entry(0, set, pattern{{"TAG": true}}),
	} {
		if _, err := parseRuler(t, newNames(), e); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNormalMorph(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "_": "", "Number=Sing": "Number=Sing", "PronType=Prs|Case=Nom": "Case=Nom|PronType=Prs", "Case=Nom,Acc": "Case=Acc,Nom",
	} {
		if got := normalMorph(in); got != want {
			t.Errorf("normalMorph(%q) = %q, want %q", in, got, want)
		}
	}
	if got := feature("Case=Nom|Number=Sing", "Number"); got != "Sing" {
		t.Errorf("feature gives %q", got)
	}
}
