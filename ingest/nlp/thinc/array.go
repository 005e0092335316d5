package thinc

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"unsafe"

	"github.com/vmihailenco/msgpack/v5"
)

// readArray reads an array as msgpack-numpy writes it: a map of "nd" (true), "type" (numpy's, "<f4"), "kind", "shape"
// and "data". It reports false for nil, an array that was not set.
func readArray(d *decoder) (a Array, ok bool, err error) {
	var data []byte
	err = eachKey(d, func(key string) (err error) {
		ok = true
		switch key {
		case "type":
			var t string
			if t, err = d.DecodeString(); err == nil && t != "<f4" {
				err = fmt.Errorf("an array of type %q, not float32", t)
			}
		case "shape":
			a.Shape, err = readShape(d)
		case "data":
			data, err = d.view()
		default:
			err = d.Skip()
		}
		return err
	})
	if err != nil || !ok {
		return Array{}, false, err
	}
	size := 1
	for _, n := range a.Shape {
		if n > 0 && size > math.MaxInt32/n {
			return Array{}, false, fmt.Errorf("an array of shape %v", a.Shape)
		}
		size *= n
	}
	if len(data) != 4*size {
		return Array{}, false, fmt.Errorf("%d bytes for an array of shape %v", len(data), a.Shape)
	}
	a.Data, err = floats(data, size)
	return a, err == nil, err
}

// floats gives n numbers in little-endian order, in place where they are aligned and the machine has that order.
func floats(data []byte, n int) ([]float32, error) {
	if n == 0 {
		return nil, nil
	}
	p := unsafe.Pointer(unsafe.SliceData(data))
	if uintptr(p)%unsafe.Alignof(float32(0)) == 0 && binary.NativeEndian.Uint16([]byte{1, 0}) == 1 {
		return unsafe.Slice((*float32)(p), n), nil
	}
	f := make([]float32, n)
	_, err := binary.Decode(data, binary.LittleEndian, f)
	return f, err
}

// decoder reads MessagePack from memory.
type decoder struct {
	*msgpack.Decoder
	data []byte
	rest *bytes.Reader // what is not read yet; the Decoder does not read ahead of it
}

func newDecoder(data []byte) *decoder {
	r := bytes.NewReader(data)
	return &decoder{msgpack.NewDecoder(r), data, r}
}

// view reads a byte string without copying it.
func (d *decoder) view() ([]byte, error) {
	n, err := d.DecodeBytesLen()
	if err != nil {
		return nil, err
	}
	if n < 0 {
		return nil, nil
	}
	at := len(d.data) - d.rest.Len()
	if n > len(d.data)-at {
		return nil, io.ErrUnexpectedEOF
	}
	_, err = d.rest.Seek(int64(n), io.SeekCurrent)
	return d.data[at : at+n : at+n], err
}

func readShape(d *decoder) ([]int, error) {
	n, err := d.DecodeArrayLen()
	if err != nil {
		return nil, err
	}
	if n < 0 || n > 8 {
		return nil, errors.New("no shape")
	}
	shape := make([]int, n)
	for i := range shape {
		if shape[i], err = d.DecodeInt(); err != nil {
			return nil, err
		}
		if shape[i] < 0 {
			return nil, fmt.Errorf("a size of %d", shape[i])
		}
	}
	return shape, nil
}
