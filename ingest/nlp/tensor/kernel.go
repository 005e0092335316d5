package tensor

import "fmt"

// Kernel names an implementation of the arithmetic. The zero value is Auto.
type Kernel int

const (
	Auto     Kernel = iota // the fastest that this machine runs
	Portable               // plain Go
	AVX2                   // x86-64 with AVX2 and FMA: eight lanes
	AVX512                 // x86-64 with AVX-512 F, VL and DQ: sixteen lanes
)

// String gives the kernel's name in lower case.
func (k Kernel) String() string {
	switch k {
	case Portable:
		return "portable"
	case AVX2:
		return "avx2"
	case AVX512:
		return "avx512"
	}
	return "auto"
}

// ParseKernel gives the kernel of a name that String gives.
func ParseKernel(name string) (Kernel, error) {
	for k := Auto; k <= AVX512; k++ {
		if k.String() == name {
			return k, nil
		}
	}
	return Auto, fmt.Errorf("tensor: no kernel %q; there are auto, portable, avx2 and avx512", name)
}

// Kernels lists those that this machine can run, slowest first; Portable is always there.
func Kernels() []Kernel {
	ks := []Kernel{Portable}
	for _, k := range []Kernel{AVX2, AVX512} {
		if supported(k) {
			ks = append(ks, k)
		}
	}
	return ks
}

// Resolve gives the kernel that k stands for: the fastest at hand for Auto, k itself where the machine can run it, and
// otherwise Portable.
func (k Kernel) Resolve() Kernel {
	ks := Kernels()
	if k == Auto {
		return ks[len(ks)-1]
	}
	for _, have := range ks {
		if have == k {
			return k
		}
	}
	return Portable
}
