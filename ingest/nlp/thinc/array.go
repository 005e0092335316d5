package thinc

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/vmihailenco/msgpack/v5"
)

// readArray reads an array as msgpack-numpy writes it: a map of "nd" (true), "type" (numpy's, "<f4"), "kind", "shape"
// and "data". It reports false for nil, an array that was not set.
func readArray(d *msgpack.Decoder) (a Array, ok bool, err error) {
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
			data, err = d.DecodeBytes()
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
	a.Data = make([]float32, size)
	if _, err := binary.Decode(data, binary.LittleEndian, a.Data); err != nil {
		return Array{}, false, err
	}
	return a, true, nil
}

func readShape(d *msgpack.Decoder) ([]int, error) {
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
