package tensor

// Vector holds the operations on single rows, for one kernel. The zero value is not usable.
type Vector struct{ ops *ops }

// NewVector gives the row operations of kernel k.
func NewVector(k Kernel) Vector { return Vector{opsOf(k)} }

// SumRows writes the sum of len(offsets) rows of table, added in their order, to dst. Row i begins at offsets[i] and is
// as long as dst. It panics if a row reaches beyond the table.
func (v Vector) SumRows(dst, table []float32, offsets []int) {
	for _, at := range offsets {
		_ = table[at : at+len(dst)]
	}
	v.ops.sumRows(dst, table, offsets)
}

// MaxHalves writes the larger of each element of x's first half and second half to dst, which is half as long as x.
func (v Vector) MaxHalves(dst, x []float32) { v.ops.maxHalves(dst, x[:2*len(dst)]) }

// SumMaxout writes to dst, of length n, the largest over three pieces of a+b+c+bias, each laid out as [3, n].
func (v Vector) SumMaxout(dst, a, b, c, bias []float32) {
	n := 3 * len(dst)
	v.ops.sumMaxout(dst, a[:n], b[:n], c[:n], bias[:n])
}

// NormAdd adds the layer normalisation of n rows of y, ldy floats apart, to rows of x, ldx apart:
// x += (y − mean) / √(variance + 1e-8) · gain + bias over len(gain) elements of a row
// (Ba et al. 2016, https://arxiv.org/abs/1607.06450; epsilon of thinc.layers.LayerNorm).
func (v Vector) NormAdd(x []float32, ldx int, y []float32, ldy int, gain, bias []float32, n int) {
	if n == 0 {
		return
	}
	_, _ = x[:(n-1)*ldx+len(gain)], y[:(n-1)*ldy+len(gain)]
	v.ops.normAdd(x, ldx, y, ldy, gain, bias[:len(gain)], n)
}
