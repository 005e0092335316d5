package kb

// GenderOfGivenName placeholder until the real table lands.
func GenderOfGivenName(given string) string { return "" }

func isGivenName(folded []byte) bool { return false }
