//go:build !amd64

package tensor

func supported(Kernel) bool { return false }
