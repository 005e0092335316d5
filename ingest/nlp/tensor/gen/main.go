// Command gen writes the assembly of package tensor for x86-64: the inner loops of ops, once with eight lanes for AVX2
// and FMA, once with sixteen for AVX-512. Run it by go generate.
package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// isa is an instruction set: how wide its vectors are, and how many rows of a matrix product it holds in registers
// beside three vectors of weights: AVX2 has 16 registers, AVX-512 has 32.
type isa struct {
	name  string
	lanes int
	rows  int
	vec   func() VecVirtual

	one, epsilon Mem // constants
}

func (s isa) bytes() int { return 4 * s.lanes }

func main() {
	ConstraintExpr("amd64")
	one, epsilon := constant("one", 1), constant("epsilon", 1e-8)
	for _, s := range []isa{{"AVX2", 8, 4, YMM, one, epsilon}, {"AVX512", 16, 8, ZMM, one, epsilon}} {
		s.panel("linear", false)
		s.panel("maxout", true)
		s.window()
		s.windowInput()
		s.gemv()
		s.sumRows()
		s.maxHalves()
		s.sumMaxout()
		s.normAdd()
	}
	Generate()
}

// start opens a function: its name ends in the instruction set's.
func (s isa) start(name, signature, doc string) {
	TEXT(name+s.name, NOSPLIT, signature)
	Doc(name + s.name + " " + doc)
	Pragma("noescape")
}

// param loads a parameter into a register.
func param(name string) Register { return Load(Param(name), GP64()) }

// floats loads a number of floats and makes it a number of bytes.
func floats(name string) Register {
	r := param(name)
	SHLQ(Imm(2), r)
	return r
}

// copyOf gives a new register with the value of r.
func copyOf(r Register) GPVirtual {
	c := GP64()
	MOVQ(r, c)
	return c
}

func (s isa) clear(v VecVirtual) {
	if s.lanes == 16 {
		VPXORD(v, v, v)
	} else {
		VXORPS(v, v, v)
	}
}

// vecs gives n new vectors.
func (s isa) vecs(n int) []VecVirtual {
	vs := make([]VecVirtual, n)
	for i := range vs {
		vs[i] = s.vec()
	}
	return vs
}

// reduce adds up the lanes of v and puts the sum into the first lane of the result.
func (s isa) reduce(v VecVirtual) Register {
	y := v.AsY()
	if s.lanes == 16 {
		high := YMM()
		VEXTRACTF64X4(Imm(1), v, high)
		VADDPS(high, y, y)
	}
	high := XMM()
	VEXTRACTF128(Imm(1), y, high)
	x := v.AsX()
	VADDPS(high, x, x)
	VHADDPS(x, x, x)
	VHADDPS(x, x, x)
	return x
}

// loop repeats body while count is at least step, and takes step from it each time.
func loop(label string, count Register, step int, body func()) {
	Label(label)
	CMPQ(count, Imm(uint64(step)))
	JL(LabelRef(label + "_end"))
	body()
	SUBQ(Imm(uint64(step)), count)
	JMP(LabelRef(label))
	Label(label + "_end")
}

// add advances a register by a number of bytes.
func add(bytes int, r Register) { ADDQ(U32(bytes), r) }

// constant gives the address of a float32, as bits: the assembler would take a whole number for an integer.
func constant(name string, v float32) Mem { return ConstData(name, U32(math.Float32bits(v))) }
