package vocab

import (
	_ "embed"
	"encoding/binary"
	"strings"
	"sync"
	"unsafe"
)

// symbolNames are spaCy's reserved strings, in the order of their numbers, from 1 (spacy/symbols.pyx of 3.8).
//
//go:embed symbols.txt
var symbolNames string

var symbolList = sync.OnceValue(func() []string { return strings.Fields(symbolNames) })

var symbols = sync.OnceValue(func() map[string]uint64 {
	names := symbolList()
	m := make(map[string]uint64, len(names))
	for i, n := range names {
		m[n] = uint64(i + 1)
	}
	return m
})

// Symbol gives the reserved string of a number; 0 is the empty one.
func Symbol(id uint64) (string, bool) {
	if id == 0 {
		return "", true
	}
	names := symbolList()
	if id > uint64(len(names)) {
		return "", false
	}
	return names[id-1], true
}

// longestSymbol bounds the strings that need be looked up among the reserved ones.
const longestSymbol = 20

// ID gives the number by which spaCy knows a string: 0 for the empty one, the number of a reserved one ("X" is 101,
// being a part of speech), else its Hash.
func ID(s string) uint64 {
	if s == "" {
		return 0
	}
	if len(s) <= longestSymbol {
		if id, ok := symbols()[s]; ok {
			return id
		}
	}
	return Hash(s)
}

// Hash is MurmurHash64A with seed 1 of the bytes of s, spaCy's hash_string.
//
// Austin Appleby, MurmurHash2, 64-bit version for 64-bit platforms; public domain.
func Hash(s string) uint64 {
	const (
		m = 0xc6a4a7935bd1e995
		r = 47
	)
	b := unsafe.Slice(unsafe.StringData(s), len(s))
	h := uint64(1) ^ uint64(len(b))*m
	for ; len(b) >= 8; b = b[8:] {
		k := binary.LittleEndian.Uint64(b) * m
		k ^= k >> r
		h = (h ^ k*m) * m
	}
	if len(b) > 0 {
		var k uint64
		for i, c := range b {
			k |= uint64(c) << (8 * i)
		}
		h = (h ^ k) * m
	}
	h = (h ^ h>>r) * m
	return h ^ h>>r
}
