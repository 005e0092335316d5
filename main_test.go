package main

import (
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/demarche/demarche/internal/golden"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"demarche": main})
}

// TestScript runs the command lines in testdata/script from outside, as a user does. Each has a folder of its own;
// $ARTICLES is testdata/articles.
func TestScript(t *testing.T) {
	articles, err := filepath.Abs("testdata/articles")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: golden.Update(),
		Setup: func(env *testscript.Env) error {
			env.Setenv("ARTICLES", articles)
			env.Setenv("GOLD", filepath.Join(filepath.Dir(articles), "eval", "gold.jsonl"))
			env.Setenv("MERGE", filepath.Join(filepath.Dir(articles), "eval", "merge"))
			return nil
		},
	})
}
