package tensor_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/demarche/demarche/ingest/nlp/tensor"
)

func random(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64())
	}
	return x
}

// near reports whether got is within what float32 sums of n products of normal numbers may be off.
func near(got float32, want float64, n int) bool {
	return math.Abs(float64(got)-want) <= 1e-5*math.Sqrt(float64(n)+1)*(1+math.Abs(want)/8)
}

func TestAffine(t *testing.T) {
	shapes := []struct{ rows, in, out, pieces int }{
		{1, 1, 1, 1}, {1, 64, 106, 1}, {2, 5, 7, 3}, {3, 96, 64, 1}, {4, 288, 96, 3}, {7, 96, 50, 1}, {8, 64, 1024, 1},
		{9, 576, 96, 3}, {13, 3, 40, 3}, {64, 96, 96, 3}, {67, 32, 24, 1}, {130, 31, 33, 3},
	}
	for _, k := range tensor.Kernels() {
		for _, s := range shapes {
			t.Run(fmt.Sprintf("%v/%d rows of %d to %d by %d", k, s.rows, s.in, s.out, s.pieces), func(t *testing.T) {
				r := rand.New(rand.NewPCG(1, uint64(s.in)))
				w, b := random(r, s.out*s.pieces*s.in), random(r, s.out*s.pieces)
				a := tensor.NewAffine(w, b, s.out, s.pieces, s.in, k)
				ldx := s.in/3 + 1 // rows overlap, as windows do
				x := random(r, (s.rows-1)*ldx+s.in)
				ldd := a.Stride() + 5
				dst := make([]float32, s.rows*ldd)
				a.Apply(dst, ldd, x, ldx, s.rows)
				for i := range s.rows {
					for o := range s.out {
						want := math.Inf(-1)
						for p := range s.pieces {
							sum := float64(b[o*s.pieces+p])
							for j := range s.in {
								sum += float64(x[i*ldx+j]) * float64(w[(o*s.pieces+p)*s.in+j])
							}
							want = max(want, sum)
						}
						if got := dst[i*ldd+o]; !near(got, want, s.in) {
							t.Fatalf("row %d output %d: got %v, want %v", i, o, got, want)
						}
					}
				}
			})
		}
	}
}

// A row's result must not depend on its neighbours or its place: else an article's parse could change with the batch.
func TestAffineRowsAreIndependent(t *testing.T) {
	for _, k := range tensor.Kernels() {
		for _, pieces := range []int{1, 3} {
			r := rand.New(rand.NewPCG(2, 0))
			const in, out, n = 96, 40, 150
			a := tensor.NewAffine(random(r, out*pieces*in), random(r, out*pieces), out, pieces, in, k)
			x := random(r, n*in)
			ldd := a.Stride()
			all := make([]float32, n*ldd)
			a.Apply(all, ldd, x, in, n)
			for _, size := range []int{1, 2, 3, 5, 8, 65} {
				part := make([]float32, size*ldd)
				for at := 0; at+size <= n; at += size {
					a.Apply(part, ldd, x[at*in:], in, size)
					for i := range part {
						if i%ldd < out && part[i] != all[at*ldd+i] {
							t.Fatalf("%v, %d pieces: row %d in a batch of %d rows is %v, of %d rows %v", k, pieces, at+i/ldd, n, all[at*ldd+i], size, part[i])
						}
					}
				}
			}
		}
	}
}

func TestWindow(t *testing.T) {
	for _, k := range tensor.Kernels() {
		for _, s := range []struct{ n, width, out int }{{2, 1, 1}, {4, 8, 8}, {8, 16, 20}, {14, 96, 96}, {18, 10, 7}, {62, 96, 96}, {70, 24, 40}, {136, 32, 16}} {
			t.Run(fmt.Sprintf("%v/%d windows of %d to %d", k, s.n, s.width, s.out), func(t *testing.T) {
				r := rand.New(rand.NewPCG(4, uint64(s.n)))
				w, b, x := random(r, s.out*9*s.width), random(r, s.out*3), random(r, (s.n+2)*s.width)
				c := tensor.NewWindow(w, b, s.out, s.width, k)
				scratch := make([]float32, c.Scratch())
				dst := make([]float32, s.n*c.Stride())
				c.Apply(dst, x, s.n, scratch)
				for i := range s.n {
					for o := range s.out {
						want := math.Inf(-1)
						for p := range 3 {
							sum := float64(b[o*3+p])
							for j, v := range x[i*s.width:][:3*s.width] {
								sum += float64(v) * float64(w[(o*3+p)*3*s.width+j])
							}
							want = max(want, sum)
						}
						if got := dst[i*c.Stride()+o]; !near(got, want, 3*s.width) {
							t.Fatalf("window %d output %d: got %v, want %v", i, o, got, want)
						}
					}
				}
				// A pair's result does not depend on its place.
				pair := make([]float32, 2*c.Stride())
				for i := 0; i < s.n; i += 2 {
					c.Apply(pair, x[i*s.width:], 2, scratch)
					for j, v := range pair {
						if j%c.Stride() < s.out && v != dst[i*c.Stride()+j] {
							t.Fatalf("pair %d alone gives %v at %d, among %d %v", i/2, v, j, s.n/2, dst[i*c.Stride()+j])
						}
					}
				}
			})
		}
	}
}

func TestVector(t *testing.T) {
	for _, k := range tensor.Kernels() {
		for _, n := range []int{1, 8, 16, 24, 40, 64, 96, 128, 300} {
			t.Run(fmt.Sprintf("%v/%d", k, n), func(t *testing.T) {
				r := rand.New(rand.NewPCG(3, uint64(n)))
				v := tensor.NewVector(k)
				dst := make([]float32, n)

				table := random(r, 20*n)
				offsets := []int{3 * n, 0, 19 * n, 7, 3 * n}
				v.SumRows(dst, table, offsets)
				for i := range dst {
					want := 0.0
					for _, o := range offsets {
						want += float64(table[o+i])
					}
					if !near(dst[i], want, 5) {
						t.Fatalf("SumRows[%d] = %v, want %v", i, dst[i], want)
					}
				}

				v.MaxHalves(dst, table)
				for i := range dst {
					if want := max(table[i], table[n+i]); dst[i] != want {
						t.Fatalf("MaxHalves[%d] = %v, want %v", i, dst[i], want)
					}
				}

				a, b, c, bias := random(r, 3*n), random(r, 3*n), random(r, 3*n), random(r, 3*n)
				v.SumMaxout(dst, a, b, c, bias)
				for i := range dst {
					want := math.Inf(-1)
					for j := i; j < 3*n; j += n {
						want = max(want, float64(a[j])+float64(b[j])+float64(c[j])+float64(bias[j]))
					}
					if !near(dst[i], want, 4) {
						t.Fatalf("SumMaxout[%d] = %v, want %v", i, dst[i], want)
					}
				}

				const rows = 3
				ldx, ldy := n+1, n+2
				x, y := random(r, rows*ldx), random(r, rows*ldy)
				was := append([]float32(nil), x...)
				v.NormAdd(x, ldx, y, ldy, a[:n], b[:n], rows)
				for row := range rows {
					yr := y[row*ldy:][:n]
					var mean, variance float64
					for _, f := range yr {
						mean += float64(f) / float64(n)
					}
					for _, f := range yr {
						variance += (float64(f) - mean) * (float64(f) - mean) / float64(n)
					}
					for i, f := range yr {
						want := float64(was[row*ldx+i]) + (float64(f)-mean)/math.Sqrt(variance+1e-8)*float64(a[i]) + float64(b[i])
						if got := x[row*ldx+i]; !near(got, want, 8) {
							t.Fatalf("NormAdd row %d [%d] = %v, want %v", row, i, got, want)
						}
					}
				}
			})
		}
	}
}
