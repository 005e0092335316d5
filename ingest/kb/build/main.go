// Command build compiles the tables of ingest/kb/source and ingest/kb/data into the embedded knowledge base,
// ingest/kb/data/kb.tsv.zst. With -import DIR it first makes ingest/kb/source again from the raw tables under DIR.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"
)

func main() {
	dir := flag.String("dir", "ingest/kb", "`folder` of package kb")
	raw := flag.String("import", "", "first make source/ from the raw tables under this `folder`")
	flag.Parse()
	if err := run(*dir, *raw); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func run(dir, raw string) error {
	if raw != "" {
		if err := importRaw(raw, dir); err != nil {
			return err
		}
	}
	asset, err := compile(dir)
	if err != nil {
		return err
	}
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "data", "kb.tsv.zst"), w.EncodeAll(asset, nil), 0o644)
}

// compile gives the text of the embedded file that the tables under dir make.
func compile(dir string) ([]byte, error) {
	b, err := newBuilder(dir)
	if err != nil {
		return nil, err
	}
	for _, step := range []func() error{b.countries, b.organisations, b.outlets, b.institutions, b.recent, b.officeholders, b.heads, b.people, b.same, b.metonyms} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	if err := b.finish().Write(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
