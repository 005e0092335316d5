package nlp_test

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarche/demarche/ingest/nlp"
	"github.com/demarche/demarche/ingest/nlp/english"
	"github.com/demarche/demarche/ingest/nlp/parity"
	"github.com/demarche/demarche/ingest/nlp/tensor"
)

func readAnswers(t testing.TB) []*parity.Answer {
	t.Helper()
	f, err := os.Open(spacyAnswers)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var all []*parity.Answer
	for a, err := range parity.Read(z) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	if len(all) == 0 {
		t.Fatalf("%s holds no answers", spacyAnswers)
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
	answers := readAnswers(t)
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
				t.Run(answers[i].Doc, func(t *testing.T) {
					for _, diff := range parity.Compare(d, answers[i], true) {
						t.Error(diff.Msg)
					}
				})
			}
		})
	}
}

// What a text gives does not depend on the texts that go through the models with it.
func TestBatchesDoNotMatter(t *testing.T) {
	p := loadEnglish(t)
	answers := readAnswers(t)
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
	answers := readAnswers(t)
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
