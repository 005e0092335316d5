package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	f, err := os.Open("../../../testdata/spacy/en_core_web_sm-3.8.0.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	answers, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	same, err := run("", "auto", 5, bytes.NewReader(answers), &out)
	if err != nil || !same || !strings.Contains(out.String(), "72 documents") {
		t.Errorf("%v, %v: %s", same, err, out.String())
	}

	out.Reset()
	wrong := bytes.ReplaceAll(answers, []byte(`"tag":"NNP"`), []byte(`"tag":"NN"`))
	same, err = run("", "auto", 1, bytes.NewReader(wrong), &out)
	if err != nil || same || strings.Count(out.String(), "\tspaCy's ") != 1 {
		t.Errorf("answers with other tags: %v, %v: %s", same, err, out.String())
	}

	for name, in := range map[string]string{"nothing": "", "no JSON": "{"} {
		if _, err := run("", "auto", 1, strings.NewReader(in), io.Discard); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
