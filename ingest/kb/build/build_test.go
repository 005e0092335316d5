package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// TestAssetIsBuilt fails if a table was changed and the embedded file was not made again.
func TestAssetIsBuilt(t *testing.T) {
	want, err := compile("..")
	if err != nil {
		t.Fatal(err)
	}
	again, err := compile("..")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, again) {
		t.Error("building twice gives two files")
	}
	compressed, err := os.ReadFile("../data/kb.tsv.zst")
	if err != nil {
		t.Fatal(err)
	}
	d, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	got, err := d.DecodeAll(compressed, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("data/kb.tsv.zst is not what its tables make; run: make kb")
	}
}

func TestFactbookName(t *testing.T) {
	for _, c := range []struct{ in, name, family string }{
		{"Jose Maria AZNAR Lopez", "Jose Maria Aznar Lopez", "Aznar"},
		{"Abdel Fattah al-SISI", "Abdel Fattah al-Sisi", "al-Sisi"},
		{"Sir Michael SOMARE", "Michael Somare", "Somare"},
		{"Queen ELIZABETH II", "Elizabeth II", "Elizabeth"},
		{"Ryan ONeill and Ann SMITH", "", ""},
		{"NA", "Na", "Na"},
		{"vacant", "", ""},
	} {
		name, family, ok := factbookName(c.in)
		if ok != (c.name != "") || ok && (name != c.name || family != c.family) {
			t.Errorf("factbookName(%q) = %q, %q, %v; want %q, %q", c.in, name, family, ok, c.name, c.family)
		}
	}
}
