package main

import (
	"strings"

	"github.com/demarche/demarche/graph"
)

// dates shows an interval as short as it can be: a day, a month, a year, or both ends.
func dates(i graph.Interval) string {
	switch i.Granularity() {
	case graph.ByDay:
		return string(i.Start)
	case graph.ByMonth:
		return string(i.Start)[:len("2006-01")]
	case graph.ByYear:
		return string(i.Start)[:len("2006")]
	case graph.Unknown:
		return "?"
	}
	return string(i.Start) + "…" + string(i.End)
}

// whoWithWhom shows the sides of a contact: "Dmytro Kuleba (Ukraine) – Qin Gang (China)".
func whoWithWhom(c *graph.Contact, names map[graph.ActorID]string) string {
	var b strings.Builder
	for i, p := range c.Participants {
		switch {
		case i == 0:
		case p.Side != c.Participants[i-1].Side:
			b.WriteString(" – ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(names[p.Actor])
		if p.OnBehalfOf != "" && p.OnBehalfOf != p.Actor {
			b.WriteString(" (" + names[p.OnBehalfOf] + ")")
		}
	}
	return b.String()
}
