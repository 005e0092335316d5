package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/graph"
)

// contactFlags are what contacts and export narrow the graph by.
type contactFlags struct {
	with, statuses, media     []string
	since, until, place, text string
	outlets                   []string
	minSources                int
	minConfidence             float64
}

// contactFlagNames are the flags that add adds.
var contactFlagNames = []string{"with", "status", "medium", "since", "until", "place", "text", "outlet", "min-sources", "min-confidence"}

func (f *contactFlags) add(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringSliceVar(&f.with, "with", nil, "only contacts with these `actors` on another side")
	fs.StringSliceVar(&f.statuses, "status", nil, "only of these `statuses`: actual, planned, possible, denied")
	fs.StringSliceVar(&f.media, "medium", nil, "only by these `media`: phone, in_person, video, letter, message, unspecified")
	fs.StringVar(&f.since, "since", "", "only from this `day` on (2006-01-02)")
	fs.StringVar(&f.until, "until", "", "only until this `day`, inclusive")
	fs.StringVar(&f.place, "place", "", "only at a `place` whose name has this in it")
	fs.StringVar(&f.text, "text", "", "only with these `words` in topics or quotes")
	fs.StringSliceVar(&f.outlets, "outlet", nil, "only as reported by these `outlets`")
	fs.IntVar(&f.minSources, "min-sources", 0, "only with so many independent sources or more")
	fs.Float64Var(&f.minConfidence, "min-confidence", 0, "only with this confidence or more, 0 to 1")
}

// filter turns the flags into a filter; names are looked up in the store.
func (f *contactFlags) filter(ctx context.Context, store graph.Store, who []string) (graph.ContactFilter, error) {
	out := graph.ContactFilter{Place: f.place, Text: f.text, Outlets: f.outlets, MinSources: f.minSources, MinConfidence: f.minConfidence}
	var err error
	for _, s := range f.statuses {
		out.Statuses = append(out.Statuses, graph.Status(s))
	}
	for _, m := range f.media {
		out.Media = append(out.Media, graph.Medium(m))
	}
	if out.Since, err = day("--since", f.since); err != nil {
		return out, err
	}
	if out.Until, err = day("--until", f.until); err != nil {
		return out, err
	}
	if out.Who, err = findActors(ctx, store, who); err != nil {
		return out, err
	}
	if out.With, err = findActors(ctx, store, f.with); err != nil {
		return out, err
	}
	if len(out.With) > 0 && len(out.Who) == 0 {
		out.Who, out.With = out.With, nil
	}
	return out, nil
}

func day(flag, s string) (graph.Day, error) {
	if s == "" {
		return "", nil
	}
	d, err := graph.ParseDay(s)
	if err != nil {
		return "", usagef("%s: %q is not a day of the form 2006-01-02", flag, s)
	}
	return d, nil
}

// findActors gives the ids of actors by id or name. A name that is exactly somebody's means those; else it means all
// whose names have its words. Nobody of a name is graph.ErrNotFound.
func findActors(ctx context.Context, store graph.Store, names []string) ([]graph.ActorID, error) {
	var out []graph.ActorID
	for _, name := range names {
		known, err := store.Actors(ctx, []graph.ActorID{graph.ActorID(name)})
		if err != nil {
			return nil, err
		}
		if known[0] != nil {
			out = append(out, known[0].ID)
			continue
		}
		found, err := store.FindActors(ctx, graph.ActorFilter{Name: name}, graph.Page{First: graph.MaxPage})
		if err != nil {
			return nil, err
		}
		if len(found.Items) == 0 {
			return nil, fmt.Errorf("nobody in the graph is named %q: %w", name, graph.ErrNotFound)
		}
		exact := slices.DeleteFunc(slices.Clone(found.Items), func(a *graph.Actor) bool {
			return !slices.ContainsFunc(append([]string{a.Name}, a.Aliases...), func(n string) bool { return graph.Fold(n) == graph.Fold(name) })
		})
		if len(exact) == 0 {
			exact = found.Items
		}
		for _, a := range exact {
			out = append(out, a.ID)
		}
	}
	return out, nil
}

func newContactsCommand(a *app) *cobra.Command {
	var flags contactFlags
	var asJSON, totals bool
	var limit int
	cmd := &cobra.Command{
		Use:   "contacts [NAME…]",
		Short: "Who spoke with whom",
		Long: `Contacts lists the contacts in the graph, newest first: all of them, or those of the actors named, themselves or as
the ones on whose behalf a person acted. A name may be a name, a part of one, or an id. With --totals it lists whom the
actors had actual contact with, and how often.`,
		Example: `  demarche contacts Kuleba
  demarche contacts China --with Ukraine --status actual,planned
  demarche contacts "Antony Blinken" --since 2022-01-01 --medium phone --json
  demarche contacts Macron --totals`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			store, err := a.openGraph(ctx)
			if err != nil {
				return err
			}
			defer store.Close()
			filter, err := flags.filter(ctx, store, args)
			if err != nil {
				return err
			}
			if totals {
				return a.printTotals(ctx, store, filter, asJSON)
			}
			return a.printContacts(ctx, store, filter, limit, asJSON)
		},
	}
	a.storeFlag(cmd)
	flags.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines instead of a table")
	cmd.Flags().BoolVar(&totals, "totals", false, "list counterparts with the number of actual contacts")
	cmd.Flags().IntVar(&limit, "limit", graph.DefaultPage, "list so many at most; 0 is all")
	return cmd
}

// printContacts prints contacts newest first, as a table or as JSON Lines.
func (a *app) printContacts(ctx context.Context, store graph.Store, filter graph.ContactFilter, limit int, asJSON bool) error {
	var rows []*graph.Contact
	total := 0
	for c, err := range everyContact(ctx, store, filter, &total) {
		if err != nil {
			return err
		}
		if limit > 0 && len(rows) == limit {
			break
		}
		rows = append(rows, c)
	}
	names, err := actorNames(ctx, store, rows)
	if err != nil {
		return err
	}
	if asJSON {
		enc := json.NewEncoder(a.out)
		enc.SetEscapeHTML(false)
		for _, c := range rows {
			if err := enc.Encode(contactLine(c, names)); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "DATE\tSTATUS\tMEDIUM\tWHO WITH WHOM\tPLACE\tSOURCES")
	for _, c := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\n", dates(c.Date), c.Status, c.Medium, whoWithWhom(c, names), c.Place, c.Sources)
	}
	w.Flush()
	if len(rows) < total {
		fmt.Fprintf(a.errs, "%d of %s; --limit 0 lists them all.\n", len(rows), count(total, "contact", "contacts"))
	} else if total == 0 {
		fmt.Fprintln(a.errs, "No contact in the graph is like that.")
	}
	return nil
}

// printTotals prints whom the actors had actual contact with, most often first.
func (a *app) printTotals(ctx context.Context, store graph.Store, filter graph.ContactFilter, asJSON bool) error {
	if len(filter.Who) == 0 {
		return usagef("--totals wants a name: whose counterparts?")
	}
	who := filter.Who
	filter.Who = nil
	lists, err := store.SpokeWith(ctx, who, filter, graph.Page{First: graph.MaxPage})
	if err != nil {
		return err
	}
	actors, err := store.Actors(ctx, who)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	tw := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	if !asJSON {
		fmt.Fprintln(tw, "WHO\tWITH\tCONTACTS\tFIRST\tLAST")
	}
	for i, list := range lists {
		for _, c := range list.Items {
			if asJSON {
				line := struct {
					Actor actorLine `json:"actor"`
					With  actorLine `json:"with"`
					Count int       `json:"count"`
					First graph.Day `json:"first,omitempty"`
					Last  graph.Day `json:"last,omitempty"`
				}{actorLine{actors[i].ID, actors[i].Name}, actorLine{c.Actor.ID, c.Actor.Name}, c.Count, c.First, c.Last}
				if err := enc.Encode(line); err != nil {
					return err
				}
				continue
			}
			fmt.Fprintf(tw, "%s\t%s\t%d\t%s\t%s\n", actors[i].Name, c.Actor.Name, c.Count, orUnknown(c.First), orUnknown(c.Last))
		}
	}
	return tw.Flush()
}

func orUnknown(d graph.Day) string {
	if d == "" {
		return "?"
	}
	return string(d)
}
