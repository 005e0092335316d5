// Modeltool turns a spaCy pipeline, a folder or the wheel it comes in, into the archive that package english embeds:
// the files that running it needs, with weights aligned for use in place and word tables laid out for search in place.
//
//	go run ./ingest/nlp/modeltool -o FILE WHEEL|FOLDER
//
// The same input gives the same bytes. See ingest/nlp/pack, ingest/nlp/lookup and ingest/nlp/thinc for the forms.
package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/demarche/demarche/ingest/nlp"
	"github.com/demarche/demarche/ingest/nlp/lookup"
	"github.com/demarche/demarche/ingest/nlp/pack"
	"github.com/demarche/demarche/ingest/nlp/thinc"
)

func main() {
	out := flag.String("o", "", "archive to write")
	flag.Parse()
	if *out == "" || flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: modeltool -o FILE WHEEL|FOLDER")
		os.Exit(2)
	}
	archive, err := convert(flag.Arg(0))
	if err == nil {
		err = os.WriteFile(*out, archive, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "modeltool:", err)
		os.Exit(1)
	}
	fmt.Printf("%x  %s\n", sha256.Sum256(archive), *out)
}

// convert makes the archive of a folder or wheel and checks that it loads.
func convert(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	var src fs.FS = os.DirFS(name)
	if !info.IsDir() {
		z, err := zip.OpenReader(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		defer z.Close()
		src = z
	}
	folder, err := pipelineFolder(src)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if src, err = fs.Sub(src, folder); err != nil {
		return nil, err
	}
	components, err := nlp.Components(src)
	if err != nil {
		return nil, err
	}
	files, err := collect(src, components)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := pack.Write(&b, files); err != nil {
		return nil, err
	}
	made, err := pack.Open(b.Bytes())
	if err == nil {
		_, err = nlp.Load(made)
	}
	return b.Bytes(), err
}

// pipelineFolder finds the one folder that holds a config.cfg.
func pipelineFolder(src fs.FS) (string, error) {
	found := ""
	err := fs.WalkDir(src, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && path.Base(p) == "config.cfg" {
			if found != "" {
				return fmt.Errorf("holds two pipelines, %s and %s", found, path.Dir(p))
			}
			found = path.Dir(p)
		}
		return err
	})
	if err == nil && found == "" {
		err = errors.New("holds no config.cfg")
	}
	return found, err
}

// collect reads the files that running the pipeline needs, converted where they have a form for use in place.
func collect(src fs.FS, components []string) (map[string][]byte, error) {
	used := map[string]bool{"vocab": true}
	for _, c := range components {
		used[c] = true
	}
	files := map[string][]byte{}
	err := fs.WalkDir(src, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		top, _, nested := strings.Cut(p, "/")
		switch {
		case d.IsDir() && p != "." && !used[top]:
			return fs.SkipDir
		case d.IsDir(), p == "vocab/strings.json", p == "accuracy.json", !nested && path.Ext(p) == ".md":
			return nil
		}
		data, err := fs.ReadFile(src, p)
		if err != nil {
			return err
		}
		switch path.Base(p) {
		case "model":
			data, err = thinc.AlignArrays(data, pack.Align)
		case "lookups.bin":
			p = path.Join(path.Dir(p), nlp.TablesFile)
			data, err = lookup.FromMsgpack(data)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
		files[p] = data
		return nil
	})
	return files, err
}
