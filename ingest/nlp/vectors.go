package nlp

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"

	"github.com/vmihailenco/msgpack/v5"

	"github.com/demarche/demarche/ingest/nlp/tok2vec"
)

// readVectors reads the static word vectors of a pipeline; nil where it has none.
func readVectors(fsys fs.FS) (*tok2vec.Vectors, error) {
	data, err := fs.ReadFile(fsys, "vocab/vectors")
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(data) == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	rows, width, values, err := readNumpy(data)
	if err != nil {
		return nil, fmt.Errorf("vocab/vectors: %w", err)
	}
	if rows == 0 || width == 0 {
		return nil, nil
	}
	var cfg struct {
		Mode string `json:"mode"`
		Attr any    `json:"attr"`
	}
	if data, err := fs.ReadFile(fsys, "vocab/vectors.cfg"); err == nil {
		if err := json.Unmarshal(data, &cfg); err != nil {
			return nil, fmt.Errorf("vocab/vectors.cfg: %w", err)
		}
	}
	if cfg.Mode != "" && cfg.Mode != "default" {
		return nil, fmt.Errorf("vocab/vectors: mode %q is not supported", cfg.Mode)
	}
	v := &tok2vec.Vectors{Width: width, Data: values}
	if data, err = fs.ReadFile(fsys, "vocab/key2row"); err != nil {
		return nil, err
	}
	if err := msgpack.Unmarshal(data, &v.Rows); err != nil {
		return nil, fmt.Errorf("vocab/key2row: %w", err)
	}
	for _, row := range v.Rows {
		if row < 0 || int(row) >= rows {
			return nil, fmt.Errorf("vocab/key2row: row %d of %d", row, rows)
		}
	}
	return v, nil
}

var numpyHeader = regexp.MustCompile(`'descr': '(<f4)'.*'fortran_order': False.*'shape': \((\d+), (\d+)\)`)

// readNumpy reads a matrix of float32 from a file of numpy's format NPY.
func readNumpy(data []byte) (rows, cols int, values []float32, err error) {
	rest, ok := bytes.CutPrefix(data, []byte("\x93NUMPY"))
	if !ok || len(rest) < 6 {
		return 0, 0, nil, errors.New("not a numpy file")
	}
	size, head := int(binary.LittleEndian.Uint16(rest[2:])), rest[4:]
	if rest[0] > 1 {
		size, head = int(binary.LittleEndian.Uint32(rest[2:])), rest[6:]
	}
	if size > len(head) {
		return 0, 0, nil, errors.New("a numpy file without its end")
	}
	m := numpyHeader.FindSubmatch(head[:size])
	if m == nil {
		return 0, 0, nil, fmt.Errorf("numpy header %q is not a matrix of float32", head[:size])
	}
	rows, _ = strconv.Atoi(string(m[2]))
	cols, _ = strconv.Atoi(string(m[3]))
	body := head[size:]
	if cols > 0 && rows > len(body)/4/cols || len(body) != 4*rows*cols {
		return 0, 0, nil, fmt.Errorf("%d bytes for %d rows of %d", len(body), rows, cols)
	}
	values = make([]float32, rows*cols)
	_, err = binary.Decode(body, binary.LittleEndian, values)
	return rows, cols, values, err
}
