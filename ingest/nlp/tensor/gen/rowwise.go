package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// sumRows writes the sum of n rows of a table, whose width is a number of whole vectors.
func (s isa) sumRows() {
	s.start("sumRows", "func(dst *float32, width int, table *float32, offsets *int, n int)",
		"adds up n rows of table; width is a multiple of the lanes.")
	dst, width, table, offsets, n := param("dst"), param("width"), param("table"), param("offsets"), param("n")
	columns := func(vectors int, label string) func() {
		return func() {
			sums := s.vecs(vectors)
			for _, v := range sums {
				s.clear(v)
			}
			at, left := copyOf(offsets), copyOf(n)
			loop(label, left, 1, func() {
				row := GP64()
				MOVQ(Mem{Base: at}, row)
				for i, v := range sums {
					VADDPS(Mem{Base: table, Index: row, Scale: 4, Disp: i * s.bytes()}, v, v)
				}
				add(8, at)
			})
			for i, v := range sums {
				VMOVUPS(v, Mem{Base: dst, Disp: i * s.bytes()})
			}
			add(vectors*s.bytes(), dst)
			add(vectors*s.bytes(), table)
		}
	}
	loop("wide", width, 8*s.lanes, columns(8, "wide_row"))
	loop("narrow", width, s.lanes, columns(1, "narrow_row"))
	VZEROUPPER()
	RET()
}

// maxHalves writes the larger of each element of two halves.
func (s isa) maxHalves() {
	s.start("maxHalves", "func(dst *float32, x *float32, n int)",
		"writes max(x[i], x[n+i]); n is a multiple of the lanes.")
	dst, x, n := param("dst"), param("x"), param("n")
	second := GP64()
	LEAQ(Mem{Base: x, Index: n, Scale: 4}, second)
	loop("vector", n, s.lanes, func() {
		v := s.vec()
		VMOVUPS(Mem{Base: x}, v)
		VMAXPS(Mem{Base: second}, v, v)
		VMOVUPS(v, Mem{Base: dst})
		for _, r := range []Register{dst, x, second} {
			add(s.bytes(), r)
		}
	})
	VZEROUPPER()
	RET()
}

// sumMaxout writes the maxout of sums of products.
func (s isa) sumMaxout() {
	s.start("sumMaxout", "func(dst *float32, a *float32, b *float32, c *float32, bias *float32, n int)",
		"writes the largest of three pieces of a+b+c+bias; n, the size of a piece, is a multiple of the lanes.")
	dst, n := param("dst"), param("n")
	from := []Register{param("a"), param("b"), param("c"), param("bias")}
	size, twice := GP64(), GP64()
	MOVQ(n, size)
	SHLQ(Imm(2), size)
	MOVQ(size, twice)
	SHLQ(Imm(1), twice)
	loop("vector", n, s.lanes, func() {
		pieces := s.vecs(3)
		for p, v := range pieces {
			for i, r := range from {
				m := Mem{Base: r}
				switch p {
				case 1:
					m = Mem{Base: r, Index: size, Scale: 1}
				case 2:
					m = Mem{Base: r, Index: twice, Scale: 1}
				}
				if i == 0 {
					VMOVUPS(m, v)
				} else {
					VADDPS(m, v, v)
				}
			}
		}
		VMAXPS(pieces[1], pieces[0], pieces[0])
		VMAXPS(pieces[2], pieces[0], pieces[0])
		VMOVUPS(pieces[0], Mem{Base: dst})
		for _, r := range append(from, dst) {
			add(s.bytes(), r)
		}
	})
	VZEROUPPER()
	RET()
}

// normAdd adds the layer normalisation of rows of y to rows of x.
func (s isa) normAdd() {
	s.start("normAdd", "func(x *float32, ldx int, y *float32, ldy int, gain *float32, bias *float32, width int, n int)",
		"adds the layer normalisation of n rows of y to x; width is a multiple of the lanes.")
	x, y, gain, bias, width, n := param("x"), param("y"), param("gain"), param("bias"), param("width"), param("n")
	ldx, ldy := floats("ldx"), floats("ldy")
	size := XMM()
	VCVTSI2SSQ(width, size, size)
	bytes := GP64()
	MOVQ(width, bytes)
	SHLQ(Imm(2), bytes)

	// fold adds up a function of y's vectors in two chains.
	fold := func(label string, each func(from Mem, sum VecVirtual)) Register {
		sums := s.vecs(2)
		for _, v := range sums {
			s.clear(v)
		}
		at, left := copyOf(y), copyOf(width)
		loop(label, left, 2*s.lanes, func() {
			each(Mem{Base: at}, sums[0])
			each(Mem{Base: at, Disp: s.bytes()}, sums[1])
			add(2*s.bytes(), at)
		})
		loop(label+"_rest", left, s.lanes, func() {
			each(Mem{Base: at}, sums[0])
			add(s.bytes(), at)
		})
		VADDPS(sums[1], sums[0], sums[0])
		return s.reduce(sums[0])
	}
	loop("row", n, 1, func() {
		sum := fold("sum", func(from Mem, sum VecVirtual) { VADDPS(from, sum, sum) })
		VDIVSS(size, sum, sum)
		mean := s.vec()
		VBROADCASTSS(sum, mean)
		squares := fold("square", func(from Mem, sum VecVirtual) {
			d := s.vec()
			VMOVUPS(from, d)
			VSUBPS(mean, d, d)
			VFMADD231PS(d, d, sum)
		})
		VDIVSS(size, squares, squares)
		VADDSS(s.epsilon, squares, squares)
		VSQRTSS(squares, squares, squares)
		inverse := XMM()
		VMOVSS(s.one, inverse)
		VDIVSS(squares, inverse, inverse)
		scale := s.vec()
		VBROADCASTSS(inverse, scale)
		at := GP64()
		XORQ(at, at)
		Label("vector")
		d := s.vec()
		VMOVUPS(Mem{Base: y, Index: at, Scale: 1}, d)
		VSUBPS(mean, d, d)
		VMULPS(scale, d, d)
		g := s.vec()
		VMOVUPS(Mem{Base: gain, Index: at, Scale: 1}, g)
		VFMADD213PS(Mem{Base: bias, Index: at, Scale: 1}, g, d)
		VADDPS(Mem{Base: x, Index: at, Scale: 1}, d, d)
		VMOVUPS(d, Mem{Base: x, Index: at, Scale: 1})
		add(s.bytes(), at)
		CMPQ(at, bytes)
		JL(LabelRef("vector"))
		ADDQ(ldx, x)
		ADDQ(ldy, y)
	})
	VZEROUPPER()
	RET()
}
