package tensor_test

import (
	"math/rand/v2"
	"testing"

	"github.com/demarche/demarche/ingest/nlp/tensor"
)

// The shapes of the English pipeline. Rates count the multiply-adds that are done, so a Window's are two thirds of those of
// the plain products that it stands for.
func BenchmarkProducts(b *testing.B) {
	const rows, width = 512, 96
	r := rand.New(rand.NewPCG(1, 2))
	for _, k := range tensor.Kernels() {
		rate := func(b *testing.B, products int) {
			b.ReportMetric(float64(products)*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gmadd/s")
		}
		b.Run("window/"+k.String(), func(b *testing.B) {
			c := tensor.NewWindow(random(r, width*9*width), random(r, 3*width), width, width, k)
			x, dst, scratch := random(r, (rows+2)*width), make([]float32, rows*c.Stride()), make([]float32, c.Scratch())
			for b.Loop() {
				c.Apply(dst, x, rows, scratch)
			}
			rate(b, rows*6*width*width)
		})
		b.Run("features/"+k.String(), func(b *testing.B) {
			const n, in, out = 32, 64, 1024
			a := tensor.NewAffine(random(r, out*in), nil, out, 1, in, k)
			x, dst := random(r, n*in), make([]float32, n*a.Stride())
			for b.Loop() {
				a.Apply(dst, a.Stride(), x, in, n)
			}
			rate(b, n*in*out)
		})
		b.Run("moves/"+k.String(), func(b *testing.B) {
			const in, out = 64, 106
			a := tensor.NewAffine(random(r, out*in), random(r, out), out, 1, in, k)
			x, dst := random(r, in), make([]float32, a.Stride())
			for b.Loop() {
				a.Apply(dst, a.Stride(), x, in, 1)
			}
			rate(b, in*out)
		})
	}
}
