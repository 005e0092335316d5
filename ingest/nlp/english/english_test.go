package english

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/demarche/demarche/ingest/nlp"
)

// The embedded archive is the one that the README documents. `make model` makes it again from its source.
func TestArchiveIsDocumented(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(archive)
	if !strings.Contains(string(readme), hex.EncodeToString(sum[:])) {
		t.Errorf("README.md does not have the SHA-256 of en_core_web_sm.pack, %x", sum)
	}
}

// The licence of the model travels with it.
func TestArchiveHasLicence(t *testing.T) {
	f, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	text, err := fs.ReadFile(f, "LICENSE")
	if err != nil || !strings.Contains(string(text), "Permission is hereby granted, free of charge") {
		t.Errorf("LICENSE: %.40q, %v", text, err)
	}
}

func TestLoad(t *testing.T) {
	p, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	d := p.Parse("Kuleba didn't speak with Qin Gang.")
	var got []string
	for _, tok := range d.Tokens {
		got = append(got, tok.Text+"/"+tok.Tag+"/"+tok.Lemma)
	}
	want := []string{"Kuleba/NNP/Kuleba", "did/VBD/do", "n't/RB/not", "speak/VB/speak", "with/IN/with", "Qin/NNP/Qin", "Gang/NNP/Gang", "././."}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		f, err := Files()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := nlp.Load(f); err != nil {
			b.Fatal(err)
		}
	}
}
