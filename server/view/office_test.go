package view

import (
	"testing"

	"github.com/demarche/demarche/graph"
)

func TestHeldOn(t *testing.T) {
	held := []*graph.Office{
		{For: "Q148", Role: partyLeader, Title: "General Secretary", Since: "2012-11-15"},
		{For: "Q148", Role: "head_of_state", Title: "President", Since: "2013-03-14", Until: "2033-03-14"},
		{For: "Q7184", Title: "Delegate"},
	}
	for _, c := range []struct {
		name     string
		onBehalf graph.ActorID
		start    graph.Day
		end      graph.Day
		want     string
	}{
		{"an office of the state before one of the party", "Q148", "2023-03-16", "2023-03-16", "President"},
		{"before the office of the state", "Q148", "2013-01-01", "2013-01-01", "General Secretary"},
		{"a stretch that reaches into it", "Q148", "2013-01-01", "2013-03-31", "President"},
		{"before all offices", "Q148", "2010-01-01", "2010-01-01", ""},
		{"an unknown day", "Q148", "", "", ""},
		{"an unknown day, and an office without bounds", "Q7184", "", "", "Delegate"},
		{"for nobody", "", "2023-03-16", "2023-03-16", ""},
		{"for another", "Q30", "2023-03-16", "2023-03-16", ""},
	} {
		got := ""
		if o := heldOn(held, c.onBehalf, graph.Interval{Start: c.start, End: c.end}); o != nil {
			got = o.Title
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
