package tensor

import "math"

// ops are the inner loops of one kernel. Callers have checked all lengths.
type ops struct {
	lanes int

	// linear and maxout compute one panel of an Affine for n rows; gemv all panels for one row, without maxout.
	linear, maxout func(dst []float32, ldd int, x []float32, ldx, n int, w, b []float32, in int)
	gemv           func(dst, x, w, b []float32, in, panels int)

	// windowInput writes d1+d2, d2-d1, d0-d2 and d1-d3 of each of n pairs of rows of x to t, and window computes one panel
	// of a Window from that.
	windowInput func(t, x []float32, n, width int)
	window      func(dst []float32, ldd int, t []float32, n int, w, b []float32, width int, tmp []float32)

	sumRows   func(dst, table []float32, offsets []int)
	maxHalves func(dst, x []float32)
	sumMaxout func(dst, a, b, c, bias []float32)
	normAdd   func(x []float32, ldx int, y []float32, ldy int, gain, bias []float32, n int)
}

var portable = ops{
	lanes:  portableLanes,
	linear: linearGo,
	maxout: maxoutGo,
	gemv:   gemvGo,

	windowInput: windowInputGo,
	window:      windowGo,

	sumRows:   sumRowsGo,
	maxHalves: maxHalvesGo,
	sumMaxout: sumMaxoutGo,
	normAdd:   normAddGo,
}

// portableLanes is small: a panel's three vectors are the twelve running sums that a compiler keeps in registers.
const portableLanes = 4

// panelGo gives the three vectors of a panel for one row.
func panelGo(x, w, b []float32) (s [3 * portableLanes]float32) {
	copy(s[:], b[:len(s)])
	for i, v := range x {
		r := w[i*len(s):][:len(s)]
		s[0] += v * r[0]
		s[1] += v * r[1]
		s[2] += v * r[2]
		s[3] += v * r[3]
		s[4] += v * r[4]
		s[5] += v * r[5]
		s[6] += v * r[6]
		s[7] += v * r[7]
		s[8] += v * r[8]
		s[9] += v * r[9]
		s[10] += v * r[10]
		s[11] += v * r[11]
	}
	return s
}

func linearGo(dst []float32, ldd int, x []float32, ldx, n int, w, b []float32, in int) {
	for i := range n {
		s := panelGo(x[i*ldx:][:in], w, b)
		copy(dst[i*ldd:], s[:])
	}
}

func maxoutGo(dst []float32, ldd int, x []float32, ldx, n int, w, b []float32, in int) {
	for i := range n {
		s := panelGo(x[i*ldx:][:in], w, b)
		maxPieces(dst[i*ldd:], &s)
	}
}

// maxPieces writes the maximum of a panel's three vectors.
func maxPieces(dst []float32, s *[3 * portableLanes]float32) {
	for l := range dst[:portableLanes] {
		dst[l] = max(s[l], s[portableLanes+l], s[2*portableLanes+l])
	}
}

func gemvGo(dst, x, w, b []float32, in, panels int) {
	const per = 3 * portableLanes
	for q := range panels {
		s := panelGo(x[:in], w[q*in*per:], b[q*per:])
		copy(dst[q*per:], s[:])
	}
}

func windowInputGo(t, x []float32, n, width int) {
	for i := range n {
		d := x[2*i*width:][:4*width]
		out := t[4*i*width:][:4*width]
		for j := range width {
			d0, d1, d2, d3 := d[j], d[width+j], d[2*width+j], d[3*width+j]
			out[j], out[width+j], out[2*width+j], out[3*width+j] = d1+d2, d2-d1, d0-d2, d1-d3
		}
	}
}

func windowGo(dst []float32, ldd int, t []float32, n int, w, b []float32, width int, _ []float32) {
	var none [3 * portableLanes]float32
	size := len(w) / 4
	for i := range n {
		in := t[4*i*width:][:4*width]
		plus := panelGo(in[:width], w[:size], none[:])
		minus := panelGo(in[width:2*width], w[size:2*size], none[:])
		var first, second [3 * portableLanes]float32
		for j := range plus {
			first[j] = b[j] + plus[j] + minus[j]
			second[j] = b[j] + plus[j] - minus[j]
		}
		first = panelGo(in[2*width:3*width], w[2*size:3*size], first[:])
		second = panelGo(in[3*width:], w[3*size:], second[:])
		maxPieces(dst[2*i*ldd:], &first)
		maxPieces(dst[(2*i+1)*ldd:], &second)
	}
}

func sumRowsGo(dst, table []float32, offsets []int) {
	clear(dst)
	for _, at := range offsets {
		row := table[at:][:len(dst)]
		for i, v := range row {
			dst[i] += v
		}
	}
}

func maxHalvesGo(dst, x []float32) {
	n := len(dst)
	a, b := x[:n], x[n:2*n]
	for i := range dst {
		dst[i] = max(a[i], b[i])
	}
}

func sumMaxoutGo(dst, a, b, c, bias []float32) {
	n := len(dst)
	for i := range dst {
		s0 := a[i] + b[i] + c[i] + bias[i]
		s1 := a[n+i] + b[n+i] + c[n+i] + bias[n+i]
		s2 := a[2*n+i] + b[2*n+i] + c[2*n+i] + bias[2*n+i]
		dst[i] = max(s0, s1, s2)
	}
}

func normAddGo(x []float32, ldx int, y []float32, ldy int, gain, bias []float32, n int) {
	for i := range n {
		normAddRow(x[i*ldx:][:len(gain)], y[i*ldy:][:len(gain)], gain, bias)
	}
}

func normAddRow(x, y, gain, bias []float32) {
	var sum, squares float32
	for _, v := range y {
		sum += v
	}
	mean := sum / float32(len(y))
	for _, v := range y {
		squares += (v - mean) * (v - mean)
	}
	scale := float32(1 / math.Sqrt(float64(squares/float32(len(y))+1e-8)))
	for i, v := range y {
		x[i] += (v-mean)*scale*gain[i] + bias[i]
	}
}
