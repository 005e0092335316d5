package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

const unroll = 4 // inputs a turn of an inner loop

// panel writes linear or maxout: one panel of an Affine for n rows. A block of rows is held in registers, rows times
// three vectors of running sums; each input takes three loads of weights and one broadcast a row.
func (s isa) panel(name string, maxout bool) {
	s.start(name, "func(dst *float32, ldd int, x *float32, ldx int, n int, w *float32, b *float32, in int)",
		"computes one panel of an Affine for n rows; see ops."+name+".")
	dst, x, w, b, in, n := param("dst"), param("x"), param("w"), param("b"), param("in"), param("n")
	ldd, ldx := floats("ldd"), floats("ldx")

	s.blocks(n, []cursor{{x, ldx}, {dst, ldd}}, func(rows int) {
		s.rowsOf(rows, dst, ldd, x, ldx, w, b, in, maxout)
	})
	VZEROUPPER()
	RET()
}

// cursor is an address that goes on by a number of bytes each row.
type cursor struct{ at, stride Register }

// blocks goes over n rows in blocks of as many as the registers hold.
//
// The last block begins early enough to be full, and writes some rows again with the same values, so that a row's
// result never depends on where it stands. Fewer rows than a block go one by one, in the same order of addition.
func (s isa) blocks(n Register, cursors []cursor, compute func(rows int)) {
	CMPQ(n, Imm(uint64(s.rows)))
	JL(LabelRef("single"))
	Label("block")
	compute(s.rows)
	for _, c := range cursors {
		by := GP64()
		IMUL3Q(Imm(uint64(s.rows)), c.stride, by)
		ADDQ(by, c.at)
	}
	SUBQ(Imm(uint64(s.rows)), n)
	CMPQ(n, Imm(uint64(s.rows)))
	JGE(LabelRef("block"))
	TESTQ(n, n)
	JZ(LabelRef("done"))
	Comment("go back to where the last rows make a full block")
	back := GP64()
	MOVQ(U32(s.rows), back)
	SUBQ(n, back)
	for _, c := range cursors {
		by := copyOf(back)
		IMULQ(c.stride, by)
		SUBQ(by, c.at)
	}
	MOVQ(U32(s.rows), n)
	JMP(LabelRef("block"))
	loop("single", n, 1, func() {
		compute(1)
		for _, c := range cursors {
			ADDQ(c.stride, c.at)
		}
	})
	Label("done")
}

// rowsOf computes a panel for a number of rows that are held in registers.
func (s isa) rowsOf(rows int, dst, ldd, x, ldx, w, b, in Register, maxout bool) {
	sums := make([][]VecVirtual, rows)
	for r := range sums {
		sums[r] = s.vecs(3)
		for v := range 3 {
			VMOVUPS(Mem{Base: b, Disp: v * s.bytes()}, sums[r][v])
		}
	}
	label := map[bool]string{true: "alone", false: "together"}[rows == 1]
	s.accumulate(label, sums, newRows(rows, x, ldx), copyOf(w), in)
	out := newRows(rows, dst, ldd)
	for r := range rows {
		if maxout {
			s.storeMax(sums[r], out.mem(r, 0))
			continue
		}
		for v := range 3 {
			VMOVUPS(sums[r][v], out.mem(r, v*s.bytes()))
		}
	}
}

// accumulate adds the products of rows of x with a panel's weights to the sums; it leaves weights behind the panel.
func (s isa) accumulate(label string, sums [][]VecVirtual, x rows, weights, in Register) {
	inputs := copyOf(in)
	step := func(u int) {
		ws := s.vecs(3)
		for v := range 3 {
			VMOVUPS(Mem{Base: weights, Disp: (u*3 + v) * s.bytes()}, ws[v])
		}
		for r := range sums {
			value := s.vec()
			VBROADCASTSS(x.mem(r, 4*u), value)
			for v := range 3 {
				VFMADD231PS(ws[v], value, sums[r][v])
			}
		}
	}
	turn := func(inputsATurn int) func() {
		return func() {
			for u := range inputsATurn {
				step(u)
			}
			add(inputsATurn*3*s.bytes(), weights)
			x.advance(4 * inputsATurn)
		}
	}
	loop(label, inputs, unroll, turn(unroll))
	loop(label+"_rest", inputs, 1, turn(1))
}

// storeMax stores the maximum of three vectors.
func (s isa) storeMax(pieces []VecVirtual, to Mem) {
	VMAXPS(pieces[1], pieces[0], pieces[0])
	VMAXPS(pieces[2], pieces[0], pieces[0])
	VMOVUPS(pieces[0], to)
}

// rows addresses up to eight rows of equal distance by few registers.
type rows struct {
	base   []GPVirtual // of rows 0 and 4
	stride Register
	triple GPVirtual
}

func newRows(n int, first, stride Register) rows {
	r := rows{base: []GPVirtual{copyOf(first)}, stride: stride}
	if n > 3 {
		r.triple = GP64()
		LEAQ(Mem{Base: stride, Index: stride, Scale: 2}, r.triple)
	}
	if n > 4 {
		fourth := GP64()
		LEAQ(Mem{Base: r.base[0], Index: stride, Scale: 4}, fourth)
		r.base = append(r.base, fourth)
	}
	return r
}

// mem gives the address of a number of bytes into a row.
func (r rows) mem(row, disp int) Mem {
	base := r.base[row/4]
	switch row % 4 {
	case 1:
		return Mem{Base: base, Index: r.stride, Scale: 1, Disp: disp}
	case 2:
		return Mem{Base: base, Index: r.stride, Scale: 2, Disp: disp}
	case 3:
		return Mem{Base: base, Index: r.triple, Scale: 1, Disp: disp}
	}
	return Mem{Base: base, Disp: disp}
}

func (r rows) advance(bytes int) {
	for _, b := range r.base {
		add(bytes, b)
	}
}

// gemv writes the product of one row with all panels, four panels at once so that enough sums are under way.
func (s isa) gemv() {
	s.start("gemv", "func(dst *float32, x *float32, w *float32, b *float32, in int, panels int)",
		"computes all panels of an Affine without maxout for one row.")
	dst, x, w, b, in, panels := param("dst"), param("x"), param("w"), param("b"), param("in"), param("panels")
	size := GP64() // bytes of a panel's weights
	MOVQ(in, size)
	IMUL3Q(U32(3*s.bytes()), size, size)
	group := func(n int) func() {
		return func() {
			sums := s.vecs(3 * n)
			for v := range sums {
				VMOVUPS(Mem{Base: b, Disp: v * s.bytes()}, sums[v])
			}
			weights, values, inputs := newRows(n, w, size), copyOf(x), copyOf(in)
			loop("input"+string(rune('0'+n)), inputs, 1, func() {
				value := s.vec()
				VBROADCASTSS(Mem{Base: values}, value)
				for v := range sums {
					VFMADD231PS(weights.mem(v/3, v%3*s.bytes()), value, sums[v])
				}
				weights.advance(3 * s.bytes())
				add(4, values)
			})
			for v := range sums {
				VMOVUPS(sums[v], Mem{Base: dst, Disp: v * s.bytes()})
			}
			add(3*n*s.bytes(), dst)
			add(3*n*s.bytes(), b)
			for range n {
				ADDQ(size, w)
			}
		}
	}
	for n := 4; n > 0; n-- {
		loop("panels"+string(rune('0'+n)), panels, n, group(n))
	}
	VZEROUPPER()
	RET()
}
