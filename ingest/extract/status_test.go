package extract_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest"
	"github.com/demarche/demarche/ingest/extract"
	"github.com/demarche/demarche/ingest/kb"
	"github.com/demarche/demarche/ingest/nlp/english"
)

// TestStatusCases runs testdata/status.cases: what short texts say of planned, possible and denied contacts, and of what
// became of them.
func TestStatusCases(t *testing.T) {
	data, err := os.ReadFile("testdata/status.cases")
	if err != nil {
		t.Fatal(err)
	}
	p, err := english.Load()
	if err != nil {
		t.Fatal(err)
	}
	g := ingest.Ingester{Pipeline: p, Extractor: extract.New(kb.Default())}
	n := 0
	for k, line := range strings.Split(string(data), "\n") {
		text, want, ok := strings.Cut(line, " => ")
		if !ok || line[0] == '#' {
			continue
		}
		n++
		a := &graph.Article{Text: text, Published: time.Date(2024, 5, 15, 9, 0, 0, 0, time.UTC), Language: "en", Outlet: "Wire"}
		r := g.Extractor.Extract(g.Parse(a))
		for _, w := range strings.Split(want, "; ") {
			parts := strings.Split(w, " | ")
			if len(parts) != 3 {
				t.Fatalf("status.cases:%d: want A | B | status, not %q", k+1, w)
			}
			if !slices.ContainsFunc(r.Contacts, func(c graph.ContactReport) bool { return tells(r, c, parts[0], parts[1], strings.Fields(parts[2])) }) {
				t.Errorf("status.cases:%d: %s\n got %v\nwant %s", k+1, text, told(r), w)
			}
		}
	}
	if n < 60 {
		t.Fatalf("only %d cases", n)
	}
}

// tells tells whether a contact joins a and b with the status, and with the medium and the first day if they are given.
func tells(r *graph.Reports, c graph.ContactReport, a, b string, as []string) bool {
	if string(c.Status) != as[0] {
		return false
	}
	for _, w := range as[1:] {
		if w != string(c.Medium) && w != string(c.Date.Start) {
			return false
		}
	}
	side := map[string]int{}
	for _, p := range c.Participants {
		side[name(r, p.Actor)] = p.Side + 1
	}
	return side[a] > 0 && side[b] > 0 && side[a] != side[b]
}

// told lists the contacts of reports for a message.
func told(r *graph.Reports) []string {
	var out []string
	for _, c := range r.Contacts {
		s := []string{string(c.Status), string(c.Medium), string(c.Date.Start)}
		for _, p := range c.Participants {
			s = append(s, name(r, p.Actor))
		}
		out = append(out, strings.Join(s, " "))
	}
	return out
}
