package article

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/demarche/demarche/graph"
)

// Item is one article as read, or why it could not be.
type Item struct {
	Doc     string // the input's own "doc" or "id", else the file's name, with the line or part that it stands in
	Source  string // where it was read: the file as it was named, with the line or part
	Article graph.Article
	Err     error // names the file, and the line or the field at fault
}

// Options are the terms of Read; the zero value works.
type Options struct {
	Stdin    io.Reader // what "-" stands for; nil is empty
	MaxBytes int       // the longest line, page or text that is taken; 0 means DefaultMaxBytes
}

// DefaultMaxBytes bounds a single article: far above any real one, low enough to read many at once.
const DefaultMaxBytes = 16 << 20

// Stdin is the source that stands for standard input.
const Stdin = "-"

// Read gives the articles of files, folders (all that lies below them, in the order of names) and standard input
// ("-"), in order, one at a time: what is not asked for is not read. Files may be plain text, web pages, RSS and Atom
// feeds, JSON and JSON Lines, archives of these (zip, tar) and compressed (gzip); the name's ending tells, else the
// content does. What cannot be read is an Item with Err, and reading goes on after it.
func Read(ctx context.Context, sources []string, o Options) iter.Seq[Item] {
	if o.MaxBytes == 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	return func(yield func(Item) bool) {
		r := &reader{ctx: ctx, options: o, yield: yield}
		for _, source := range sources {
			if !r.source(source) {
				return
			}
		}
	}
}

// reader hands out items. Its methods give false when no more are wanted.
type reader struct {
	ctx     context.Context
	options Options
	yield   func(Item) bool
	items   int // handed out so far
}

func (r *reader) give(item Item) bool {
	r.items++
	return r.ctx.Err() == nil && r.yield(item)
}

func (r *reader) fail(name string, err error) bool {
	return r.give(Item{Doc: name, Source: name, Err: fmt.Errorf("%s: %w", name, err)})
}

func (r *reader) source(source string) bool {
	if source == Stdin {
		in := r.options.Stdin
		if in == nil {
			in = strings.NewReader("")
		}
		return r.stream(file{name: "standard input", doc: "standard input"}, in)
	}
	info, err := os.Stat(source)
	switch {
	case err != nil:
		return r.fail(source, plainReason(err))
	case info.IsDir():
		return r.folder(source)
	}
	return r.file(file{name: source, doc: filepath.Base(source), size: info.Size()}, source)
}

// folder reads what lies below a folder and has the name of an article; hidden files and folders are left out.
func (r *reader) folder(root string) bool {
	before, on := r.items, true
	err := filepath.WalkDir(root+string(filepath.Separator), func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			on = r.fail(path, plainReason(err))
		case strings.HasPrefix(d.Name(), ".") && path != root+string(filepath.Separator):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() || formatOf(d.Name()) == unknown:
			return nil
		default:
			doc, _ := filepath.Rel(root, path)
			f := file{name: path, doc: filepath.ToSlash(doc)}
			if info, err := d.Info(); err == nil {
				f.size = info.Size()
			}
			on = r.file(f, path)
		}
		if !on {
			return fs.SkipAll
		}
		return nil
	})
	switch {
	case !on:
		return false
	case err != nil:
		return r.fail(root, plainReason(err))
	case r.items == before:
		return r.fail(root, fmt.Errorf("no articles in this folder (their names end in %s)", strings.Join(endings(), ", ")))
	}
	return true
}

func (r *reader) file(f file, path string) bool {
	in, err := os.Open(path)
	if err != nil {
		return r.fail(f.name, plainReason(err))
	}
	defer in.Close()
	return r.stream(f, in)
}

// file is what is being read: a file, a part of an archive, standard input.
type file struct {
	name string // as errors name it
	doc  string // as its articles are named where they have no name of their own
	size int64  // 0 where unknown
}

// stream reads one file, of whatever format.
func (r *reader) stream(f file, in io.Reader) bool {
	buf := bufio.NewReaderSize(in, 64<<10)
	if first, _ := buf.Peek(2); bytes.Equal(first, []byte{0x1f, 0x8b}) {
		unpacked, err := gzip.NewReader(buf)
		if err != nil {
			return r.fail(f.name, fmt.Errorf("damaged gzip: %w", err))
		}
		defer unpacked.Close()
		in, buf = unpacked, bufio.NewReaderSize(unpacked, 64<<10)
	}
	first, err := buf.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return r.fail(f.name, plainReason(err))
	}
	if len(first) < sniffed && len(bytes.TrimSpace(bytes.TrimPrefix(first, []byte(bom)))) == 0 {
		return r.fail(f.name, errors.New("empty"))
	}
	format := formatOf(f.name)
	if format == unknown || format == jsonAny {
		format = sniff(first, format)
	}
	if format != zipped && format != tarball && isBinary(first) {
		return r.fail(f.name, errors.New("binary, not text"))
	}
	switch format {
	case jsonLines:
		return r.jsonLines(f, buf)
	case jsonAny:
		return r.jsonValues(f, buf)
	case zipped:
		return r.zip(f, in, buf)
	case tarball:
		return r.tar(f, buf)
	}
	data, err := r.all(buf)
	if err != nil {
		return r.fail(f.name, err)
	}
	switch format {
	case webPage:
		return r.page(f, data)
	case feed:
		return r.feed(f, data)
	}
	return r.text(f, data)
}

// all reads what is left, up to the limit.
func (r *reader) all(in io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, int64(r.options.MaxBytes)+1))
	switch {
	case err != nil:
		return nil, plainReason(err)
	case len(data) > r.options.MaxBytes:
		return nil, r.tooLong("text")
	}
	return data, nil
}

func (r *reader) tooLong(what string) error {
	return fmt.Errorf("a %s of more than %d MB", what, r.options.MaxBytes>>20)
}

// plainReason gives the reason of a failed call without the path, which the caller names.
func plainReason(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
