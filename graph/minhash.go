package graph

import (
	"encoding/binary"
	"math/bits"
)

// Signature is the MinHash of a text's shingles: of two texts, the share of equal numbers estimates the share of
// shingles that they have in common (Jaccard), with a standard error of 0.06. A text too short to tell has none.
//
// Broder 1997, "On the resemblance and containment of documents".
type Signature []uint32

const (
	signatureLen = 64
	shingleLen   = 5   // words
	minShingles  = 8   // of fewer, nothing can be said
	likeness     = 0.4 // a copy shortened to 40 % is still a copy; two reporters' texts on one call stay under 0.1
)

// multipliers are fixed odd numbers (splitmix64 of 1, 2, …): signatures are stored, so they may never change.
var multipliers = func() (m [signatureLen]uint64) {
	for i := range m {
		m[i] = mix(uint64(i+1)) | 1
	}
	return m
}()

func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Sign gives the signature of a text; case, accents and punctuation do not matter.
func Sign(text string) Signature {
	words := Words(text)
	if len(words) < shingleLen+minShingles-1 {
		return nil
	}
	hashes := make([]uint64, len(words))
	for i, w := range words {
		hashes[i] = hashWord(w)
	}
	s := make(Signature, signatureLen)
	for i := range s {
		s[i] = ^uint32(0)
	}
	for i := 0; i+shingleLen <= len(hashes); i++ {
		var h uint64
		for _, w := range hashes[i : i+shingleLen] {
			h = mix(h ^ w)
		}
		for k, m := range multipliers {
			hi, _ := bits.Mul64(h^m, m)
			if v := uint32(hi ^ hi>>32); v < s[k] {
				s[k] = v
			}
		}
	}
	return s
}

// hashWord is 64-bit FNV-1a.
func hashWord(w string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(w); i++ {
		h = (h ^ uint64(w[i])) * 1099511628211
	}
	return h
}

// Likeness estimates the share of shingles that two texts have in common; 0 where one has no signature.
func (s Signature) Likeness(o Signature) float64 {
	if len(s) != signatureLen || len(o) != signatureLen {
		return 0
	}
	n := 0
	for i := range s {
		if s[i] == o[i] {
			n++
		}
	}
	return float64(n) / signatureLen
}

// Like tells whether two texts are copies of one another, perhaps edited or shortened.
func (s Signature) Like(o Signature) bool { return s.Likeness(o) >= likeness }

// Bytes writes a signature for storage; nil stays nil.
func (s Signature) Bytes() []byte {
	var b []byte
	for _, v := range s {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return b
}

// SignatureOf reads a stored signature.
func SignatureOf(b []byte) Signature {
	if len(b) != 4*signatureLen {
		return nil
	}
	s := make(Signature, signatureLen)
	for i := range s {
		s[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return s
}
