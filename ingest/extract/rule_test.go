package extract_test

import (
	"slices"
	"testing"
	"time"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest"
	"github.com/demarche/demarche/ingest/extract"
	"github.com/demarche/demarche/ingest/kb"
	"github.com/demarche/demarche/ingest/nlp/english"
)

// TestContactRules runs the examples and counter-examples of data/contact.rules through the whole extraction.
func TestContactRules(t *testing.T) {
	read := reader(t)
	n := 0
	for e := range extract.ContactExamples() {
		n++
		var got [][2]string
		r := read(e.Text)
		for _, c := range r.Contacts {
			for _, a := range c.Participants {
				for _, b := range c.Participants {
					if a.Side < b.Side {
						got = append(got, [2]string{name(r, a.Actor), name(r, b.Actor)})
					}
				}
			}
		}
		for _, p := range e.Pairs {
			if !slices.Contains(got, p) && !slices.Contains(got, [2]string{p[1], p[0]}) {
				t.Errorf("data/contact.rules:%d: %q\n got %v\nwant %v", e.Line, e.Text, got, e.Pairs)
			}
		}
		if len(e.Pairs) == 0 && len(got) > 0 {
			t.Errorf("data/contact.rules:%d: %q\n got %v\nwant no contact", e.Line, e.Text, got)
		}
	}
	if n < 40 {
		t.Fatalf("only %d examples", n)
	}
}

func name(r *graph.Reports, id graph.ActorID) string {
	for _, a := range r.Actors {
		if a.ID == id {
			return a.Name
		}
	}
	return string(id)
}

// reader gives a function that extracts from a text of one day in 2022.
func reader(t testing.TB) func(text string) *graph.Reports {
	t.Helper()
	p, err := english.Load()
	if err != nil {
		t.Fatal(err)
	}
	g := ingest.Ingester{Pipeline: p, Extractor: extract.New(kb.Default())}
	return func(text string) *graph.Reports {
		a := &graph.Article{Text: text, Published: time.Date(2022, 6, 16, 9, 0, 0, 0, time.UTC), Language: "en", Outlet: "Wire"}
		return g.Extractor.Extract(g.Parse(a))
	}
}
