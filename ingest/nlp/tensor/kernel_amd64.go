package tensor

func supported(k Kernel) bool { return false }

func opsOf(k Kernel) *ops { return &portable }
