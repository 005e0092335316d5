//go:build !amd64

package tensor

func supported(Kernel) bool { return false }

func opsOf(Kernel) *ops { return &portable }
