package pack

import (
	"bytes"
	"errors"
	"io/fs"
	"testing"
)

func TestWriteOpen(t *testing.T) {
	files := map[string][]byte{"a": []byte("first"), "dir/b": bytes.Repeat([]byte("x"), 1000), "dir/empty": {}}
	var first, second bytes.Buffer
	for _, w := range []*bytes.Buffer{&first, &second} {
		if err := Write(w, files); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("equal files give different archives")
	}
	f, err := Open(first.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fs.Stat(f, "dir/b"); err != nil {
		t.Error(err)
	}
	for name, want := range files {
		got, err := f.ReadFile(name)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if at := bytes.Index(first.Bytes(), want); len(want) > 0 && at%Align != 0 {
			t.Errorf("%s starts at byte %d", name, at)
		}
	}
	if _, err := f.ReadFile("none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file gives %v", err)
	}
	if _, err := Open(first.Bytes()[:100]); err == nil {
		t.Error("half an archive is taken")
	}
}
