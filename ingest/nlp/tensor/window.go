package tensor

import "fmt"

// Window maps each row of a sequence together with its two neighbours to the largest of three affine products per
// output: maxout over windows of three. It is an Affine of three pieces over overlapping rows, with a third fewer products.
//
// Two neighbouring outputs share two of their three inputs, and so (Winograd's minimal filtering F(2,3), in the form of
// Lavin and Gray 2015, https://arxiv.org/abs/1509.09308) for rows d0 … d3 and the window's weights g0, g1, g2
//
//	first  = d0·g0 + d1·g1 + d2·g2 = plus + minus + (d0−d2)·g0      plus  = (d1+d2)·(g0+g1+g2)/2
//	second = d1·g0 + d2·g1 + d3·g2 = plus − minus − (d1−d3)·g2      minus = (d2−d1)·(g0−g1+g2)/2
//
// which is four products of a row with a matrix in place of six. All factors are of the size of the inputs, so that
// rounding stays what it is for plain products. A row's result depends on whether it is the first or the second of its
// pair, by rounding only; callers keep each document's rows at places of the same parity.
type Window struct {
	Width, Out int // of a row, and of an output row

	ops    *ops
	panels int
	w      []float32 // [panels, 4, Width, 3, lanes]: plus, minus, first and second, the last with its sign turned
	b      []float32 // [panels, 3, lanes]
}

// NewWindow packs the weights w [out, 3 pieces, 3 rows, width] and the bias b [out, 3] for kernel k. It panics if a
// length and its shape disagree.
func NewWindow(w, b []float32, out, width int, k Kernel) *Window {
	if len(w) != out*9*width || len(b) != out*3 {
		panic(fmt.Sprintf("tensor: %d weights and %d biases for %d windows of width %d", len(w), len(b), out, width))
	}
	c := &Window{Width: width, Out: out, ops: opsOf(k)}
	part := make([]float32, out*3*width)
	for i, mix := range [4][3]float64{{0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {1, 0, 0}, {0, 0, -1}} {
		for row := range out * 3 {
			g := w[row*3*width:]
			for j := range width {
				part[row*width+j] = float32(mix[0]*float64(g[j]) + mix[1]*float64(g[width+j]) + mix[2]*float64(g[2*width+j]))
			}
		}
		a := NewAffine(part, b, out, 3, width, k)
		if i == 0 {
			c.panels, c.b = a.panels, a.b
			c.w = make([]float32, 4*len(a.w))
		}
		size := len(a.w) / a.panels
		for q := range a.panels {
			copy(c.w[(4*q+i)*size:][:size], a.w[q*size:])
		}
	}
	return c
}

// Stride is the number of floats that Apply writes per row: Out, filled up to whole panels.
func (c *Window) Stride() int { return c.panels * c.ops.lanes }

// pairsAtOnce bounds the pairs of rows that pass through all panels together.
const pairsAtOnce = 32

// Scratch is the number of floats that Apply needs for itself.
func (c *Window) Scratch() int { return pairsAtOnce*4*c.Width + blockRows*3*c.ops.lanes }

// Apply writes the maxout of n windows, n even, to rows of dst, Stride apart. X has n+2 rows, one after another: the first
// window is that of the second row. It panics if a slice is too short; the slices must not overlap.
func (c *Window) Apply(dst, x []float32, n int, scratch []float32) {
	stride := c.Stride()
	if n%2 != 0 || len(dst) < n*stride || len(x) < (n+2)*c.Width || len(scratch) < c.Scratch() {
		panic(fmt.Sprintf("tensor: %d windows of width %d: dst %d by %d, x %d, scratch %d", n, c.Width, len(dst), stride, len(x), len(scratch)))
	}
	const inputs = pairsAtOnce * 4
	t, tmp := scratch[:inputs*c.Width], scratch[inputs*c.Width:]
	wPanel, bPanel, lanes := 4*c.Width*3*c.ops.lanes, 3*c.ops.lanes, c.ops.lanes
	for at := 0; at < n/2; at += pairsAtOnce {
		pairs := min(pairsAtOnce, n/2-at)
		if pairs < blockRows && at > 0 { // begin early enough to fill a block: the same rows get the same values again
			at, pairs = n/2-blockRows, blockRows
		}
		c.ops.windowInput(t, x[2*at*c.Width:], pairs, c.Width)
		for q := range c.panels {
			c.ops.window(dst[2*at*stride+q*lanes:], stride, t, pairs, c.w[q*wPanel:(q+1)*wPanel], c.b[q*bPanel:(q+1)*bPanel], c.Width, tmp)
		}
	}
}
