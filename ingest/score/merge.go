package score

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/demarche/demarche/graph"
)

// Event is one contact of two actors that several texts report, as a careful reader knows it.
type Event struct {
	Name    string        `json:"event"`
	A       []string      `json:"a"` // names that count as right, best first
	B       []string      `json:"b"`
	Reports []EventReport `json:"reports"`
}

// EventReport is what one text says of an Event.
type EventReport struct {
	Doc    string `json:"doc"`
	Status string `json:"status"`
	Date   string `json:"date"` // a day, a month or empty
}

// ReadEvents reads events, one JSON object a line.
func ReadEvents(r io.Reader) ([]*Event, error) {
	var out []*Event
	s := bufio.NewScanner(r)
	for n := 1; s.Scan(); n++ {
		e := &Event{}
		if err := json.Unmarshal(s.Bytes(), e); err != nil {
			return nil, fmt.Errorf("score: events line %d: %w", n, err)
		}
		out = append(out, e)
	}
	return out, s.Err()
}

// Merging compares the contacts that a store made of reports with the events behind them: of any two reports, whether
// they are of one contact. That is the pairwise measure of record linkage (precision: of the pairs that were joined,
// how many belong together; recall: of the pairs that belong together, how many were joined).
type Merging struct {
	Events   int
	Reports  Ratio // reports that were extracted, of those that the events list
	Together Count // pairs of extracted reports
	wrong    []string
}

// merged is an extracted report with its event and the contact that it is part of.
type merged struct {
	event   int
	doc     string
	contact graph.ContactID
}

// Merge compares. found holds each text's reports as they were stored, with ids, and contactOf the contact that each
// report is part of.
func Merge(events []*Event, found map[string]*graph.Reports, contactOf map[graph.ReportID]graph.ContactID) *Merging {
	m := &Merging{Events: len(events)}
	var all []merged
	for i, e := range events {
		for _, want := range e.Reports {
			m.Reports.Of++
			id, ok := e.find(want, found[want.Doc])
			if !ok {
				m.wrong = append(m.wrong, fmt.Sprintf("missed  %s  %s", want.Doc, e.Name))
				continue
			}
			m.Reports.N++
			all = append(all, merged{i, want.Doc, contactOf[id]})
		}
	}
	for i, x := range all {
		for _, y := range all[i+1:] {
			if !sameSides(events[x.event], events[y.event]) {
				continue
			}
			joined, together := x.contact == y.contact, x.event == y.event
			if joined {
				m.Together.Found++
			}
			if together {
				m.Together.Gold++
			}
			switch {
			case joined && together:
				m.Together.Right++
			case joined:
				m.wrong = append(m.wrong, fmt.Sprintf("joined  %s  %s  (%s; %s)", x.doc, y.doc, events[x.event].Name, events[y.event].Name))
			case together:
				m.wrong = append(m.wrong, fmt.Sprintf("parted  %s  %s  (%s)", x.doc, y.doc, events[x.event].Name))
			}
		}
	}
	return m
}

// sameSides tells whether two events are of the same two actors. Events of other pairs may well be one contact of the
// graph, which can have more than two sides.
func sameSides(x, y *Event) bool {
	return Same(x.A, y.A) && Same(x.B, y.B) || Same(x.A, y.B) && Same(x.B, y.A)
}

// find gives the report of a text that is of the event: of the same two actors and status, and of its day where one of
// them has it.
func (e *Event) find(want EventReport, r *graph.Reports) (graph.ReportID, bool) {
	if r == nil {
		return "", false
	}
	names := namesOf(r)
	var id graph.ReportID
	for i := range r.Contacts {
		c := &r.Contacts[i]
		if string(c.Status) != want.Status || !e.between(c, names) {
			continue
		}
		if dated := want.Date != "" && strings.HasPrefix(string(c.Date.Start), want.Date); dated || id == "" && !c.Date.Known() {
			id = c.ID
			if dated {
				break
			}
		}
	}
	return id, id != ""
}

func (e *Event) between(c *graph.ContactReport, names map[graph.ActorID][]string) bool {
	for _, p := range c.Participants {
		for _, q := range c.Participants {
			if p.Side != q.Side && Same(e.A, names[p.Actor]) && Same(e.B, names[q.Actor]) {
				return true
			}
		}
	}
	return false
}

// Print writes the figures, and each report missed and each pair wrongly joined or parted.
func (m *Merging) Print(w io.Writer) {
	fmt.Fprintf(w, "%d contacts told by several texts\n\n", m.Events)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(tw, "reports extracted\t%.3f\t%d of %d\t\n", m.Reports.Value(), m.Reports.N, m.Reports.Of)
	fmt.Fprintf(tw, "pairs joined that belong together\t%.3f\t%d of %d\t\n", m.Together.Precision(), m.Together.Right, m.Together.Found)
	fmt.Fprintf(tw, "pairs that belong together joined\t%.3f\t%d of %d\t\n", m.Together.Recall(), m.Together.Right, m.Together.Gold)
	tw.Flush()
	if len(m.wrong) > 0 {
		fmt.Fprintln(w)
	}
	for _, s := range m.wrong {
		fmt.Fprintln(w, s)
	}
}
