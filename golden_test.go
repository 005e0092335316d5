package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarche/demarche/ingest"
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/internal/golden"
)

// TestArticles extracts each of our own articles and compares the record with testdata/golden, so that a change of
// what is read shows as a difference of facts.
func TestArticles(t *testing.T) {
	in, err := (&app{}).newIngester(nil)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for item := range article.Read(t.Context(), []string{"testdata/articles"}, article.Options{}) {
		if item.Err != nil {
			t.Fatal(item.Err)
		}
		n++
		t.Run(item.Doc, func(t *testing.T) {
			reports, err := in.Extract(&item.Article)
			if err != nil {
				t.Fatal(err)
			}
			if err := reports.Check(); err != nil {
				t.Error(err)
			}
			var got bytes.Buffer
			enc := json.NewEncoder(&got)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", " ")
			if err := enc.Encode(ingest.NewRecord(item.Doc, reports)); err != nil {
				t.Fatal(err)
			}
			golden.Check(t, filepath.Join("testdata", "golden", strings.TrimSuffix(item.Doc, ".txt")+".json"), got.Bytes())
		})
	}
	if n == 0 {
		t.Error("no articles")
	}
}
