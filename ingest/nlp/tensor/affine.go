package tensor

import "fmt"

// Affine maps rows of x to x·Wᵀ + b, or with three pieces to the largest of the three products per output (maxout,
// Goodfellow et al. 2013, https://arxiv.org/abs/1302.4389). Its weights are packed for one kernel; it is read-only.
//
// Weights are laid out in panels of three vectors of as many lanes as the kernel has. A panel holds 3*lanes outputs, or
// with three pieces the pieces of lanes outputs, so that maxout is a maximum of vectors before anything is stored:
//
//	panel   input 0                        input 1             …
//	        vector 0  vector 1  vector 2   vector 0  vector 1  …
//
// The last panel is filled up with zeros; Stride counts them.
type Affine struct {
	In, Out int
	Pieces  int // 1 or 3

	ops    *ops
	panels int
	w      []float32 // [panels, In, 3, lanes]
	b      []float32 // [panels, 3, lanes]
}

// NewAffine packs the weights w [out, pieces, in] and the bias b [out, pieces], which may be nil for none, for kernel k.
// It panics if a length and its shape disagree, or if pieces is neither 1 nor 3.
func NewAffine(w, b []float32, out, pieces, in int, k Kernel) *Affine {
	if pieces != 1 && pieces != 3 {
		panic(fmt.Sprintf("tensor: %d pieces", pieces))
	}
	if len(w) != out*pieces*in || b != nil && len(b) != out*pieces {
		panic(fmt.Sprintf("tensor: %d weights and %d biases for shape [%d,%d,%d]", len(w), len(b), out, pieces, in))
	}
	a := &Affine{In: in, Out: out, Pieces: pieces, ops: opsOf(k)}
	lanes := a.ops.lanes
	per := a.perPanel()
	a.panels = (out + per - 1) / per
	a.w = make([]float32, a.panels*in*3*lanes)
	a.b = make([]float32, a.panels*3*lanes)
	starts := make([]int, lanes) // of the rows of w, seen as [out*pieces, in], that make a vector
	for q := range a.panels {
		for v := range 3 {
			full := 0
			for l := range lanes {
				row := (q*lanes+l)*3 + v
				if pieces == 1 {
					row = q*3*lanes + v*lanes + l
				}
				if row >= out*pieces {
					break
				}
				if b != nil {
					a.b[(q*3+v)*lanes+l] = b[row]
				}
				starts[l], full = row*in, l+1
			}
			for i := range in {
				to := a.w[((q*in+i)*3+v)*lanes:][:full]
				for l, from := range starts[:full] {
					to[l] = w[from+i]
				}
			}
		}
	}
	return a
}

// perPanel is the number of outputs of a panel.
func (a *Affine) perPanel() int { return a.ops.lanes * 3 / a.Pieces }

// Stride is the number of floats that Apply writes per row: Out, filled up to whole panels.
func (a *Affine) Stride() int { return a.panels * a.perPanel() }

// rowsAtOnce bounds the rows that pass through all panels together, so that they stay in the first-level cache.
const rowsAtOnce = 64

// blockRows is the most rows that a kernel holds in registers.
const blockRows = 8

// Apply writes the map of n rows of x to dst. Rows of x begin ldx floats apart and may overlap: with ldx less than In
// each row is a window over a sequence. Rows of dst begin ldd floats apart, at least Stride.
// It panics if a slice is too short; dst must not overlap x.
func (a *Affine) Apply(dst []float32, ldd int, x []float32, ldx, n int) {
	if n == 0 {
		return
	}
	if per := a.Stride(); ldd < per || len(dst) < (n-1)*ldd+per || len(x) < (n-1)*ldx+a.In {
		panic(fmt.Sprintf("tensor: %d→%d of %d rows: dst %d by %d, x %d by %d", a.In, a.Out, n, len(dst), ldd, len(x), ldx))
	}
	if n == 1 && a.Pieces == 1 {
		a.ops.gemv(dst, x, a.w, a.b, a.In, a.panels)
		return
	}
	run, per := a.ops.linear, a.perPanel()
	if a.Pieces == 3 {
		run = a.ops.maxout
	}
	wPanel, bPanel := a.In*3*a.ops.lanes, 3*a.ops.lanes
	for at := 0; at < n; at += rowsAtOnce {
		rows := min(rowsAtOnce, n-at)
		if rows < blockRows && at > 0 { // begin early enough to fill a block: the same rows get the same values again
			at, rows = n-blockRows, blockRows
		}
		for q := range a.panels {
			run(dst[at*ldd+q*per:], ldd, x[at*ldx:], ldx, rows, a.w[q*wPanel:(q+1)*wPanel], a.b[q*bPanel:(q+1)*bPanel], a.In)
		}
	}
}
