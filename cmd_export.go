package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/graph"
)

func newExportCommand(a *app) *cobra.Command {
	var flags contactFlags
	var format string
	var statements bool
	cmd := &cobra.Command{
		Use:   "export [NAME…]",
		Short: "Write the graph as JSON Lines, CSV or GraphML",
		Long: `Export writes the graph to standard output: all of it, or the contacts of the actors named and that the flags let
through, with the actors in them.

  jsonl     actors, contacts and statements, one JSON object a line, "type" first (statements only where no name
            and no flag narrows the contacts)
  csv       one row for each contact and pair of opposite sides, for spreadsheets; with --statements one for each
            statement that the actors named made
  graphml   actors as nodes, one edge for each contact and pair of opposite sides, for Gephi, yEd, NetworkX`,
		Example: `  demarche export --format csv > contacts.csv
  demarche export --format csv --statements China > appeals.csv
  demarche export --format graphml China --since 2023-01-01 > china.graphml`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			write, ok := map[string]func(context.Context, io.Writer, graph.Store, graph.ContactFilter, bool) error{
				"jsonl": exportJSON, "csv": exportCSV, "graphml": exportGraphML,
			}[format]
			if !ok {
				return usagef("--format: %q is not jsonl, csv or graphml", format)
			}
			if statements && format != "csv" {
				return usagef("--statements is for --format csv; jsonl has them all")
			}
			store, err := a.openGraph(ctx)
			if err != nil {
				return err
			}
			defer store.Close()
			filter, err := flags.filter(ctx, store, args)
			if err != nil {
				return err
			}
			whole := len(args) == 0
			for _, name := range contactFlagNames {
				whole = whole && !cmd.Flags().Changed(name)
			}
			out := bufio.NewWriter(a.out)
			if statements {
				write = exportStatements
			}
			if err := write(ctx, out, store, filter, whole); err != nil {
				return err
			}
			return out.Flush()
		},
	}
	a.storeFlag(cmd)
	flags.add(cmd)
	cmd.Flags().BoolVar(&statements, "statements", false, "write statements instead of contacts, as csv")
	cmd.Flags().StringVar(&format, "format", "jsonl", "`form` to write: jsonl, csv, graphml")
	return cmd
}

// exportJSON writes actors, then contacts, then, of the whole graph, statements.
func exportJSON(ctx context.Context, w io.Writer, store graph.Store, f graph.ContactFilter, whole bool) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	names, err := exportActors(ctx, store, f, whole, func(a *graph.Actor) error {
		return enc.Encode(struct {
			Type    string          `json:"type"`
			ID      graph.ActorID   `json:"id"`
			Kind    graph.ActorKind `json:"kind"`
			Name    string          `json:"name"`
			Aliases []string        `json:"aliases"`
			QID     string          `json:"qid,omitempty"`
			Country graph.ActorID   `json:"country,omitempty"`
			Role    string          `json:"role,omitempty"`
		}{"actor", a.ID, a.Kind, a.Name, append([]string{}, a.Aliases...), a.QID, a.Country, a.Role})
	})
	if err != nil {
		return err
	}
	for c, err := range everyContact(ctx, store, f, nil) {
		if err != nil {
			return err
		}
		if err := enc.Encode(contactLine(c, names)); err != nil {
			return err
		}
	}
	if !whole {
		return nil
	}
	for s, err := range every(func(p graph.Page) (*graph.Slice[*graph.Statement], error) {
		return store.FindStatements(ctx, graph.StatementFilter{}, p)
	}) {
		if err != nil {
			return err
		}
		if err := enc.Encode(statementLine(s, names)); err != nil {
			return err
		}
	}
	return nil
}

// statementJSON is a statement of the graph as export prints it.
type statementJSON struct {
	Type       string              `json:"type"`
	ID         graph.StatementID   `json:"id"`
	Kind       graph.StatementKind `json:"kind"`
	Speaker    actorLine           `json:"speaker"`
	OnBehalfOf *actorLine          `json:"on_behalf_of,omitempty"`
	Addressees []actorLine         `json:"addressees"`
	About      string              `json:"about"`
	Concerns   []actorLine         `json:"concerns"`
	Start      graph.Day           `json:"start,omitempty"`
	End        graph.Day           `json:"end,omitempty"`
	Quote      string              `json:"quote"`
	Confidence float64             `json:"confidence"`
	Sources    int                 `json:"sources"`
}

func statementLine(s *graph.Statement, names map[graph.ActorID]string) statementJSON {
	named := func(id graph.ActorID) actorLine { return actorLine{id, names[id]} }
	out := statementJSON{
		Type: "statement", ID: s.ID, Kind: s.Kind, Speaker: named(s.Speaker), Addressees: []actorLine{}, About: s.Matter.About, Concerns: []actorLine{},
		Start: s.Date.Start, End: s.Date.End, Quote: s.Quote, Confidence: s.Confidence, Sources: s.Sources,
	}
	if s.OnBehalfOf != "" {
		on := named(s.OnBehalfOf)
		out.OnBehalfOf = &on
	}
	for _, id := range s.Addressees {
		out.Addressees = append(out.Addressees, named(id))
	}
	for _, c := range s.Matter.Concerns {
		out.Concerns = append(out.Concerns, named(c.Actor))
	}
	return out
}

// exportActors hands the actors of the whole graph, or of the contacts of a filter, to do, and gives their names.
func exportActors(ctx context.Context, store graph.Store, f graph.ContactFilter, whole bool, do func(*graph.Actor) error) (map[graph.ActorID]string, error) {
	names := map[graph.ActorID]string{}
	if whole {
		for a, err := range every(func(p graph.Page) (*graph.Slice[*graph.Actor], error) {
			return store.FindActors(ctx, graph.ActorFilter{}, p)
		}) {
			if err != nil {
				return nil, err
			}
			names[a.ID] = a.Name
			if err := do(a); err != nil {
				return nil, err
			}
		}
		return names, nil
	}
	var ids []graph.ActorID
	add := func(id graph.ActorID) {
		if _, seen := names[id]; !seen && id != "" {
			names[id] = string(id)
			ids = append(ids, id)
		}
	}
	for c, err := range everyContact(ctx, store, f, nil) {
		if err != nil {
			return nil, err
		}
		for _, p := range c.Participants {
			add(p.Actor)
			add(p.OnBehalfOf)
		}
	}
	actors, err := store.Actors(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, a := range actors {
		if a == nil {
			continue
		}
		names[a.ID] = a.Name
		if err := do(a); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// pairsOf gives the pairs of opposite sides of a contact.
func pairsOf(c *graph.Contact) [][2]graph.Participant {
	var out [][2]graph.Participant
	for i, x := range c.Participants {
		for _, y := range c.Participants[i+1:] {
			if x.Side != y.Side {
				out = append(out, [2]graph.Participant{x, y})
			}
		}
	}
	return out
}

// exportCSV writes one row for each contact and pair of opposite sides.
func exportCSV(ctx context.Context, w io.Writer, store graph.Store, f graph.ContactFilter, whole bool) error {
	names, err := exportActors(ctx, store, f, whole, func(*graph.Actor) error { return nil })
	if err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.Write([]string{"contact", "start", "end", "status", "medium", "a", "a_name", "a_on_behalf_of", "b", "b_name", "b_on_behalf_of",
		"place", "topics", "sources", "confidence"})
	for c, err := range everyContact(ctx, store, f, nil) {
		if err != nil {
			return err
		}
		for _, p := range pairsOf(c) {
			out.Write([]string{string(c.ID), string(c.Date.Start), string(c.Date.End), string(c.Status), string(c.Medium),
				string(p[0].Actor), names[p[0].Actor], names[p[0].OnBehalfOf], string(p[1].Actor), names[p[1].Actor], names[p[1].OnBehalfOf],
				c.Place, strings.Join(c.Topics, "; "), strconv.Itoa(c.Sources), strconv.FormatFloat(c.Confidence, 'f', 2, 64)})
		}
	}
	out.Flush()
	return out.Error()
}

// exportStatements writes one row for each statement that the actors of a filter made, within its days.
func exportStatements(ctx context.Context, w io.Writer, store graph.Store, f graph.ContactFilter, _ bool) error {
	filter := graph.StatementFilter{Speakers: f.Who, Since: f.Since, Until: f.Until, Text: f.Text, Outlets: f.Outlets,
		MinSources: f.MinSources, MinConfidence: f.MinConfidence}
	out := csv.NewWriter(w)
	out.Write([]string{"statement", "kind", "start", "end", "speaker", "speaker_name", "on_behalf_of", "addressees", "about", "concerns", "quote", "sources", "confidence"})
	names := map[graph.ActorID]string{}
	for actor, err := range every(func(p graph.Page) (*graph.Slice[*graph.Actor], error) {
		return store.FindActors(ctx, graph.ActorFilter{}, p)
	}) {
		if err != nil {
			return err
		}
		names[actor.ID] = actor.Name
	}
	for s, err := range every(func(p graph.Page) (*graph.Slice[*graph.Statement], error) {
		return store.FindStatements(ctx, filter, p)
	}) {
		if err != nil {
			return err
		}
		var to, concerns []string
		for _, id := range s.Addressees {
			to = append(to, names[id])
		}
		for _, c := range s.Matter.Concerns {
			concerns = append(concerns, names[c.Actor])
		}
		out.Write([]string{string(s.ID), string(s.Kind), string(s.Date.Start), string(s.Date.End), string(s.Speaker), names[s.Speaker], names[s.OnBehalfOf],
			strings.Join(to, "; "), s.Matter.About, strings.Join(concerns, "; "), s.Quote, strconv.Itoa(s.Sources), strconv.FormatFloat(s.Confidence, 'f', 2, 64)})
	}
	out.Flush()
	return out.Error()
}
