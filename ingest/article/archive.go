package article

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// zip reads the articles in a zip archive: from the file itself where in is one, else from memory, up to the limit.
func (r *reader) zip(f file, in io.Reader, buffered io.Reader) bool {
	at, ok := in.(io.ReaderAt)
	size := f.size
	if !ok || size == 0 {
		data, err := r.all(buffered)
		if err != nil {
			return r.fail(f.name, err)
		}
		at, size = bytes.NewReader(data), int64(len(data))
	}
	archive, err := zip.NewReader(at, size)
	if err != nil {
		return r.fail(f.name, fmt.Errorf("damaged zip: %w", err))
	}
	before := r.items
	for _, e := range archive.File {
		if e.FileInfo().IsDir() || !inArchive(e.Name) {
			continue
		}
		entry, err := e.Open()
		if err != nil {
			if !r.fail(f.name+"/"+e.Name, err) {
				return false
			}
			continue
		}
		on := r.stream(file{name: f.name + "/" + e.Name, doc: e.Name}, entry)
		entry.Close()
		if !on {
			return false
		}
	}
	return r.items > before || r.fail(f.name, errors.New("no articles in this archive"))
}

// tar reads the articles in a tar archive.
func (r *reader) tar(f file, in io.Reader) bool {
	archive := tar.NewReader(in)
	before := r.items
	for {
		e, err := archive.Next()
		switch {
		case err == io.EOF:
			return r.items > before || r.fail(f.name, errors.New("no articles in this archive"))
		case err != nil:
			return r.fail(f.name, fmt.Errorf("damaged tar: %w", err))
		}
		if e.Typeflag != tar.TypeReg || !inArchive(e.Name) {
			continue
		}
		if !r.stream(file{name: f.name + "/" + e.Name, doc: e.Name}, archive) {
			return false
		}
	}
}

// inArchive tells whether an archive's entry is an article by its name; archives within archives are not opened.
func inArchive(name string) bool {
	format := formatOf(name)
	return format != unknown && format != zipped && format != tarball && !strings.HasPrefix(path.Base(name), ".")
}
