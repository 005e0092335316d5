// Package part is for tests that need something outside the module.
package part

import (
	"os"
	"testing"
)

// Missing skips a test for want of something, and says what brings it. Where CI is set everything has to be there, and
// the test fails.
func Missing(t testing.TB, what, remedy string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("no %s; %s", what, remedy)
	}
	t.Skipf("no %s; %s", what, remedy)
}
