package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/ingest/article"
)

// TestKilled kills an ingest at several points, as kill -9 does, and runs it again: the graph is that of an ingest that
// nobody disturbed.
func TestKilled(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "demarche") // under this name the test binary is the program; see TestMain
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	lines := manyArticles(t, 150)
	export := func(store string) []string {
		code, out, errs := demarche(t, "export", "--store", store)
		if code != exitOK {
			t.Fatalf("export of %s: %s", store, errs)
		}
		return strings.Split(out, "\n")
	}
	ingest := func(store string) {
		cmd := exec.Command(program, "ingest", "--store", store)
		cmd.Stdin = bytes.NewReader(bytes.Join(lines, nil))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("ingest: %v\n%s", err, out)
		}
	}
	undisturbed := "sqlite:" + filepath.Join(t.TempDir(), "a.db")
	ingest(undisturbed)
	want := export(undisturbed)

	for _, after := range []int{1, 90, len(lines)} {
		store := "sqlite:" + filepath.Join(t.TempDir(), "a.db")
		ctx, kill := context.WithCancel(context.Background())
		cmd := exec.CommandContext(ctx, program, "ingest", "--store", store)
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for _, l := range lines[:after] { // the pipe is short: what was written has been read
			if _, err := in.Write(l); err != nil {
				t.Fatal(err)
			}
		}
		kill()
		if err := cmd.Wait(); err == nil {
			t.Fatalf("the ingest ended before it was killed")
		}
		ingest(store)
		if d := cmp.Diff(want, export(store)); d != "" {
			t.Errorf("killed after %d articles, the graph differs (-undisturbed +killed):\n%s", after, d)
		}
	}
}

// manyArticles gives n articles as lines of JSON: our own, again and again, each as another paper has it.
func manyArticles(t *testing.T, n int) [][]byte {
	var lines [][]byte
	for len(lines) < n {
		for item := range article.Read(t.Context(), []string{"testdata/articles"}, article.Options{}) {
			if item.Err != nil {
				t.Fatal(item.Err)
			}
			line, err := json.Marshal(map[string]string{
				"title": item.Article.Title, "text": item.Article.Text, "published": item.Article.Published.Format("2006-01-02"),
				"outlet": fmt.Sprintf("Paper %d", len(lines)),
			})
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, append(line, '\n'))
		}
	}
	return lines[:n]
}
