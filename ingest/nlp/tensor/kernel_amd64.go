package tensor

import "golang.org/x/sys/cpu"

func supported(k Kernel) bool {
	switch k {
	case AVX2:
		return cpu.X86.HasAVX2 && cpu.X86.HasFMA
	case AVX512:
		return cpu.X86.HasAVX2 && cpu.X86.HasFMA && cpu.X86.HasAVX512F && cpu.X86.HasAVX512VL && cpu.X86.HasAVX512DQ
	}
	return k == Portable
}

func opsOf(k Kernel) *ops {
	switch k.Resolve() {
	case AVX2:
		return &avx2
	case AVX512:
		return &avx512
	}
	return &portable
}

var avx2 = ops{
	lanes: 8,
	linear: func(dst []float32, ldd int, x []float32, ldx, n int, w, b []float32, in int) {
		linearAVX2(&dst[0], ldd, &x[0], ldx, n, &w[0], &b[0], in)
	},
	maxout: func(dst []float32, ldd int, x []float32, ldx, n int, w, b []float32, in int) {
		maxoutAVX2(&dst[0], ldd, &x[0], ldx, n, &w[0], &b[0], in)
	},
	gemv: func(dst, x, w, b []float32, in, panels int) {
		gemvAVX2(&dst[0], &x[0], &w[0], &b[0], in, panels)
	},
	windowInput: func(t, x []float32, n, width int) {
		if width%8 != 0 {
			windowInputGo(t, x, n, width)
			return
		}
		windowInputAVX2(&t[0], &x[0], n, width)
	},
	window: func(dst []float32, ldd int, t []float32, n int, w, b []float32, width int, tmp []float32) {
		windowAVX2(&dst[0], ldd, &t[0], n, &w[0], &b[0], width, &tmp[0])
	},
	sumRows: func(dst, table []float32, offsets []int) {
		if len(dst)%8 != 0 || len(dst) == 0 || len(offsets) == 0 {
			sumRowsGo(dst, table, offsets)
			return
		}
		sumRowsAVX2(&dst[0], len(dst), &table[0], &offsets[0], len(offsets))
	},
	maxHalves: func(dst, x []float32) {
		if len(dst)%8 != 0 || len(dst) == 0 {
			maxHalvesGo(dst, x)
			return
		}
		maxHalvesAVX2(&dst[0], &x[0], len(dst))
	},
	sumMaxout: func(dst, a, b, c, bias []float32) {
		if len(dst)%8 != 0 || len(dst) == 0 {
			sumMaxoutGo(dst, a, b, c, bias)
			return
		}
		sumMaxoutAVX2(&dst[0], &a[0], &b[0], &c[0], &bias[0], len(dst))
	},
	normAdd: func(x []float32, ldx int, y []float32, ldy int, gain, bias []float32, n int) {
		if len(gain)%8 != 0 || len(gain) == 0 {
			normAddGo(x, ldx, y, ldy, gain, bias, n)
			return
		}
		normAddAVX2(&x[0], ldx, &y[0], ldy, &gain[0], &bias[0], len(gain), n)
	},
}

var avx512 = ops{
	lanes: 16,
	linear: func(dst []float32, ldd int, x []float32, ldx, n int, w, b []float32, in int) {
		linearAVX512(&dst[0], ldd, &x[0], ldx, n, &w[0], &b[0], in)
	},
	maxout: func(dst []float32, ldd int, x []float32, ldx, n int, w, b []float32, in int) {
		maxoutAVX512(&dst[0], ldd, &x[0], ldx, n, &w[0], &b[0], in)
	},
	gemv: func(dst, x, w, b []float32, in, panels int) {
		gemvAVX512(&dst[0], &x[0], &w[0], &b[0], in, panels)
	},
	windowInput: func(t, x []float32, n, width int) {
		if width%16 != 0 {
			avx2.windowInput(t, x, n, width)
			return
		}
		windowInputAVX512(&t[0], &x[0], n, width)
	},
	window: func(dst []float32, ldd int, t []float32, n int, w, b []float32, width int, tmp []float32) {
		windowAVX512(&dst[0], ldd, &t[0], n, &w[0], &b[0], width, &tmp[0])
	},
	sumRows: func(dst, table []float32, offsets []int) {
		if len(dst)%16 != 0 || len(dst) == 0 || len(offsets) == 0 {
			avx2.sumRows(dst, table, offsets)
			return
		}
		sumRowsAVX512(&dst[0], len(dst), &table[0], &offsets[0], len(offsets))
	},
	maxHalves: func(dst, x []float32) {
		if len(dst)%16 != 0 || len(dst) == 0 {
			avx2.maxHalves(dst, x)
			return
		}
		maxHalvesAVX512(&dst[0], &x[0], len(dst))
	},
	sumMaxout: func(dst, a, b, c, bias []float32) {
		if len(dst)%16 != 0 || len(dst) == 0 {
			avx2.sumMaxout(dst, a, b, c, bias)
			return
		}
		sumMaxoutAVX512(&dst[0], &a[0], &b[0], &c[0], &bias[0], len(dst))
	},
	normAdd: func(x []float32, ldx int, y []float32, ldy int, gain, bias []float32, n int) {
		if len(gain)%16 != 0 || len(gain) == 0 {
			avx2.normAdd(x, ldx, y, ldy, gain, bias, n)
			return
		}
		normAddAVX512(&x[0], ldx, &y[0], ldy, &gain[0], &bias[0], len(gain), n)
	},
}
