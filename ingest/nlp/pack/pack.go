// Package pack holds a pipeline folder in one file that is used where it lies: a ZIP archive of uncompressed files, each
// aligned in memory, so that weights in an embedded archive are float32 arrays as they are.
package pack

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"slices"
)

// Align is the alignment of each file's first byte from the archive's, in bytes.
const Align = 64

// FS is an open archive.
type FS struct {
	zip   *zip.Reader
	files map[string][]byte
}

// Open gives the files of an archive made by Write. They are views of data, which must not be changed.
func Open(data []byte) (*FS, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	f := &FS{z, make(map[string][]byte, len(z.File))}
	for _, file := range z.File {
		at, err := file.DataOffset()
		if err != nil {
			return nil, fmt.Errorf("pack: %s: %w", file.Name, err)
		}
		end := at + int64(file.UncompressedSize64)
		if file.Method != zip.Store || end > int64(len(data)) {
			return nil, fmt.Errorf("pack: %s is compressed or cut off", file.Name)
		}
		f.files[file.Name] = data[at:end:end]
	}
	return f, nil
}

// Open is the method of fs.FS.
func (f *FS) Open(name string) (fs.File, error) { return f.zip.Open(name) }

// ReadFile gives the bytes of a file, in place. They must not be changed.
func (f *FS) ReadFile(name string) ([]byte, error) {
	b, ok := f.files[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return b, nil
}

// Write writes an archive. Equal files give equal bytes.
func Write(w io.Writer, files map[string][]byte) error {
	out := &counter{w: w}
	z := zip.NewWriter(out)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		data := files[name]
		if err := z.Flush(); err != nil {
			return err
		}
		// A local header is 30 bytes, the name, and an extra field that fills up to the alignment; its own head is
		// 4 bytes. The field's number is the one that Android's zipalign uses.
		const head, extraHead, extraID = 30, 4, 0xd935
		free := (out.n + head + len(name) + extraHead) % Align
		extra := make([]byte, extraHead+(Align-free)%Align)
		binary.LittleEndian.PutUint16(extra, extraID)
		binary.LittleEndian.PutUint16(extra[2:], uint16(len(extra)-extraHead))
		f, err := z.CreateRaw(&zip.FileHeader{
			Name: name, Method: zip.Store, Extra: extra, CRC32: crc32.ChecksumIEEE(data),
			CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data)),
		})
		if err != nil {
			return err
		}
		if _, err := f.Write(data); err != nil {
			return err
		}
	}
	return z.Close()
}

type counter struct {
	w io.Writer
	n int
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += n
	return n, err
}
