package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// window writes the maxout of windows of three rows for one panel and n pairs of rows; see tensor.Window for the sums.
// The products of the second and third sum are kept in tmp while their sum and difference go different ways.
func (s isa) window() {
	s.start("window", "func(dst *float32, ldd int, t *float32, n int, w *float32, b *float32, width int, tmp *float32)",
		"computes one panel of a Window for n pairs of rows; see ops.window.")
	dst, t, n, w := param("dst"), param("t"), param("n"), param("w")
	ldt, pair := floats("width"), floats("ldd") // bytes of a pair's input, and of its output
	SHLQ(Imm(2), ldt)
	SHLQ(Imm(1), pair)
	s.blocks(n, []cursor{{t, ldt}, {dst, pair}}, func(rows int) {
		sums := make([][]VecVirtual, rows)
		for r := range sums {
			sums[r] = s.vecs(3)
		}
		each := func(do func(sum VecVirtual, v int, kept Mem)) {
			tmp := param("tmp")
			for r := range sums {
				for v, sum := range sums[r] {
					do(sum, v, Mem{Base: tmp, Disp: (r*3 + v) * s.bytes()})
				}
			}
		}
		weights, input := copyOf(w), newRows(rows, t, ldt)
		product := func(name string) {
			if rows == 1 {
				name += "_alone"
			}
			s.accumulate(name, sums, input, weights, param("width"))
		}
		store := func(to Register) {
			out := newRows(rows, to, pair)
			for r := range sums {
				s.storeMax(sums[r], out.mem(r, 0))
			}
		}
		each(func(sum VecVirtual, v int, kept Mem) { s.clear(sum) })
		product("plus")
		each(func(sum VecVirtual, v int, kept Mem) {
			VMOVUPS(sum, kept)
			s.clear(sum)
		})
		product("minus")
		b := param("b")
		each(func(sum VecVirtual, v int, kept Mem) {
			plus, difference := s.vec(), s.vec()
			VMOVUPS(Mem{Base: b, Disp: v * s.bytes()}, plus)
			VADDPS(kept, plus, plus)
			VSUBPS(sum, plus, difference)
			VMOVUPS(difference, kept)
			VADDPS(plus, sum, sum)
		})
		product("first")
		store(dst)
		each(func(sum VecVirtual, v int, kept Mem) { VMOVUPS(kept, sum) })
		product("second")
		second := floats("ldd")
		ADDQ(dst, second)
		store(second)
	})
	VZEROUPPER()
	RET()
}

// windowInput writes the sums and differences of rows that window multiplies.
func (s isa) windowInput() {
	s.start("windowInput", "func(t *float32, x *float32, n int, width int)",
		"writes the inputs of window for n pairs of rows of x; width is a multiple of the lanes.")
	t, x, n, width := param("t"), param("x"), param("n"), param("width")
	size := floats("width")
	loop("pair", n, 1, func() {
		left := copyOf(width)
		in, out := newRows(4, x, size), newRows(4, t, size)
		loop("vector", left, s.lanes, func() {
			d := s.vecs(4)
			for i := range d {
				VMOVUPS(in.mem(i, 0), d[i])
			}
			sum, difference := s.vec(), s.vec()
			VADDPS(d[2], d[1], sum)
			VSUBPS(d[1], d[2], difference)
			VSUBPS(d[2], d[0], d[0])
			VSUBPS(d[3], d[1], d[1])
			for i, v := range []VecVirtual{sum, difference, d[0], d[1]} {
				VMOVUPS(v, out.mem(i, 0))
			}
			in.advance(s.bytes())
			out.advance(s.bytes())
		})
		for range 2 {
			ADDQ(size, x)
		}
		for range 4 {
			ADDQ(size, t)
		}
	})
	VZEROUPPER()
	RET()
}
