// Package tensor holds the float32 arithmetic of a spaCy pipeline: matrix products with packed weights, maxout, layer
// normalisation, and the sums that the transition parser makes.
//
// Each operation exists in portable Go and, for x86-64, in assembly for AVX2 with FMA and for AVX-512. The choice is made
// at run time by what the processor can do, and may be forced for tests. Kernels differ in the order in which they
// add, never in what they add: results agree to a few units in the last place, so that decisions differ only at ties.
//
// The assembly is generated: see gen.
package tensor

//go:generate go run ./gen -out kernels_amd64.s -stubs kernels_amd64.go -pkg tensor
