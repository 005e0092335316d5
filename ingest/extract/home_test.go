package extract

import (
	"testing"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/kb"
)

// TestHome tells papers that write for a country from those that write for everybody.
func TestHome(t *testing.T) {
	k := kb.Default()
	for _, c := range []struct{ outlet, home string }{
		{"The Times of Israel", "Israel"},
		{"South China Morning Post", "Hong Kong"},
		{"CNN", "United States"},
		{"Reuters", ""},
		{"The White House", ""},
		{"Wikinews", ""},
		{"", ""},
	} {
		home := ""
		if e := k.Entity(homeOf(k, &graph.Article{Outlet: c.outlet})); e != nil {
			home = e.Name
		}
		if home != c.home {
			t.Errorf("home of %q: %q, want %q", c.outlet, home, c.home)
		}
	}
}
