// Package lookup holds the word tables of a pipeline (norms, lemma exceptions and the like) in a flat form that is
// searched where it lies, so that a table embedded in the program costs nothing at start.
package lookup

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"unsafe"
)

// Dict maps strings to strings. It is a view of bytes laid out as
//
//	n              uint32, little-endian, as are all numbers
//	ends [2n]      uint32: where key and value of each entry end in text, in turn
//	text           key and value of each entry, in the order of the keys
//
// The zero value is empty. A value may be a Dict again.
type Dict struct {
	n    int
	ends []byte
	text string
}

// Build lays out a table.
func Build(entries map[string]string) []byte {
	keys := slices.Sorted(maps.Keys(entries))
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(keys)))
	end := 0
	for _, k := range keys {
		end += len(k)
		b = binary.LittleEndian.AppendUint32(b, uint32(end))
		end += len(entries[k])
		b = binary.LittleEndian.AppendUint32(b, uint32(end))
	}
	for _, k := range keys {
		b = append(b, k...)
		b = append(b, entries[k]...)
	}
	return b
}

var errLayout = errors.New("lookup: not a table")

// Open gives the table laid out in b, which must not be changed afterwards. It fails where lengths do not fit.
func Open(b []byte) (Dict, error) {
	if len(b) < 4 {
		return Dict{}, errLayout
	}
	n := int(binary.LittleEndian.Uint32(b))
	b = b[4:]
	if n > len(b)/8 {
		return Dict{}, errLayout
	}
	d := Dict{n: n, ends: b[:8*n], text: unsafe.String(unsafe.SliceData(b[8*n:]), len(b)-8*n)}
	last := 0
	for i := range 2 * n {
		end := d.end(i)
		if end < last || end > len(d.text) {
			return Dict{}, errLayout
		}
		last = end
	}
	return d, nil
}

func (d Dict) end(i int) int { return int(binary.LittleEndian.Uint32(d.ends[4*i:])) }

// Len gives the number of entries.
func (d Dict) Len() int { return d.n }

// Entry gives the key and value at place i of the order of keys.
func (d Dict) Entry(i int) (key, value string) {
	start := 0
	if i > 0 {
		start = d.end(2*i - 1)
	}
	mid, end := d.end(2*i), d.end(2*i+1)
	return d.text[start:mid], d.text[mid:end]
}

// Get gives the value of a key.
func (d Dict) Get(key string) (value string, ok bool) {
	lo, hi := 0, d.n
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		k, v := d.Entry(mid)
		switch {
		case k == key:
			return v, true
		case k < key:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return "", false
}

// Has tells whether the key is there.
func (d Dict) Has(key string) bool {
	_, ok := d.Get(key)
	return ok
}

// Dict gives the table that is the value of a key, empty where there is none.
func (d Dict) Dict(key string) (Dict, error) {
	v, ok := d.Get(key)
	if !ok {
		return Dict{}, nil
	}
	return Open(unsafe.Slice(unsafe.StringData(v), len(v)))
}
