// Package golden compares what a test got with a committed file. A test that imports it has the flag -update, which
// takes today's output as the file: `make golden`, and read the diff before you commit it.
package golden

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "take today's output as the golden files")

// Update tells whether the golden files are being made.
func Update() bool { return *update }

// Check fails t where got is not what the file holds, and shows the difference; under -update it writes the file.
func Check(t *testing.T, file string, got []byte) {
	t.Helper()
	want, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if err == nil && bytes.Equal(want, got) {
		return
	}
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err != nil {
		t.Fatalf("%s is missing; run: make golden", file)
	}
	t.Errorf("%s (-want +got); if this is meant, run: make golden\n%s", file, cmp.Diff(string(want), string(got)))
}
