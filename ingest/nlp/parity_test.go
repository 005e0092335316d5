package nlp_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/demarche/demarche/ingest/nlp"
	"github.com/demarche/demarche/ingest/nlp/english"
	"github.com/demarche/demarche/ingest/nlp/tensor"
)

// answer is what spaCy made of a text: a line that testdata/spacy/parse.py prints.
type answer struct {
	nlp.Record
	Text       string   `json:"text"`
	NounChunks [][2]int `json:"noun_chunks"`
	Norms      []string `json:"norms"`
}

func readAnswers(t testing.TB, path string) []answer {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var all []answer
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var a answer
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatalf("%s holds no answers", path)
	}
	return all
}

func loadEnglish(t testing.TB) *nlp.Pipeline {
	t.Helper()
	p, err := english.Load()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const spacyAnswers = "../../testdata/spacy/en_core_web_sm-3.8.0.jsonl.gz"

// Every text gives what spaCy gives, token by token, with the arithmetic of each kernel that this machine runs.
// testdata/spacy/README.md tells how the answers were made.
func TestSameAsSpacy(t *testing.T) {
	answers := readAnswers(t, spacyAnswers)
	var texts []string
	for _, a := range answers {
		texts = append(texts, a.Text)
	}
	files, err := english.Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range tensor.Kernels() {
		p, err := nlp.LoadKernel(files, k)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(k.String(), func(t *testing.T) {
			for i, d := range p.ParseBatch(texts) {
				a := &answers[i]
				t.Run(a.Doc, func(t *testing.T) { compare(t, d, a) })
			}
		})
	}
}

func compare(t *testing.T, d *nlp.Doc, a *answer) {
	got := d.Record(a.Doc)
	for i := range min(len(got.Tokens), len(a.Tokens)) {
		if got.Tokens[i] != a.Tokens[i] {
			t.Errorf("token %d\n got  %+v\n want %+v", i, got.Tokens[i], a.Tokens[i])
		}
		if norm := d.Tokens[i].Norm; norm != a.Norms[i] {
			t.Errorf("token %d, %q: norm %q, want %q", i, a.Tokens[i].Text, norm, a.Norms[i])
		}
	}
	if len(got.Tokens) != len(a.Tokens) {
		t.Errorf("%d tokens, want %d", len(got.Tokens), len(a.Tokens))
		return
	}
	if !slices.Equal(got.Entities, a.Entities) {
		t.Errorf("entities\n got  %v\n want %v", got.Entities, a.Entities)
	}
	var chunks [][2]int
	for _, c := range d.NounChunks() {
		chunks = append(chunks, [2]int{c.Start, c.End})
	}
	if !slices.Equal(chunks, a.NounChunks) {
		t.Errorf("noun chunks\n got  %v\n want %v", chunks, a.NounChunks)
	}
}

// What a text gives does not depend on the texts that go through the models with it.
func TestBatchesDoNotMatter(t *testing.T) {
	p := loadEnglish(t)
	answers := readAnswers(t, spacyAnswers)
	var texts []string
	for _, a := range answers {
		texts = append(texts, a.Text)
	}
	for i, d := range p.ParseBatch(texts) {
		alone := p.Parse(texts[i])
		if a, b := fmt.Sprint(alone.Record("")), fmt.Sprint(d.Record("")); a != b {
			t.Errorf("%s: alone\n%s\nin a batch\n%s", answers[i].Doc, a, b)
		}
	}
}

// The committed texts are those that were answered.
func TestAnswersAreOfTheTexts(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(filepath.Dir(spacyAnswers), "texts.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	answers := readAnswers(t, spacyAnswers)
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	if len(lines) != len(answers) {
		t.Fatalf("%d texts, %d answers", len(lines), len(answers))
	}
	for i, line := range lines {
		var text struct{ Doc, Text string }
		if err := json.Unmarshal([]byte(line), &text); err != nil {
			t.Fatal(err)
		}
		if text.Doc != answers[i].Doc || text.Text != answers[i].Text {
			t.Errorf("text %q is not what was answered as %q", text.Doc, answers[i].Doc)
		}
	}
}
