package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/ingest/kb"
)

// kbFlag gives a command the flag that loadKB reads.
func (a *app) kbFlag(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&a.overlays, "kb", filepath.SplitList(os.Getenv("DEMARCHE_KB")),
		"`files` of your own facts about people and offices, which win over those inside; the last wins (DEMARCHE_KB)")
}

// loadKB gives the knowledge base inside with the overlays that the command line asks for.
func (a *app) loadKB() (*kb.KB, error) {
	k := kb.Default()
	for _, name := range a.overlays {
		facts, err := readFacts(name)
		if err != nil {
			return nil, err
		}
		if k, err = k.With(name, facts); err != nil {
			return nil, err
		}
	}
	return k, nil
}

func readFacts(name string) ([]kb.Fact, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("knowledge base %s: %w", name, errors.Unwrap(err))
	}
	defer f.Close()
	return kb.ReadFacts(name, f)
}

func newKBCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "kb",
		Short: "Show, check and extend what is known of states, organisations, offices and people",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newKBShowCommand(a), newKBImportCommand(a), newKBCheckCommand(a), newKBCountCommand(a))
	return cmd
}

func newKBShowCommand(a *app) *cobra.Command {
	var day string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show NAME",
		Short: "Show what a name may stand for, and who held which office",
		Long: `Show prints every reading of a name, the most likely first: what it is, how the name stands for it, and the offices
that a person held or that belong to a country, each with its days, how sure they are, and where they are from. With
--on it shows how things stood on a day.`,
		Example: `  demarche kb show Zelensky
  demarche kb show "Wang Yi" --on 2023-03-16
  demarche kb show China --on 2023-03-16`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
				return usagef("--on %q is no day such as 2023-03-16", day)
			}
			k, err := a.loadKB()
			if err != nil {
				return err
			}
			name := strings.Join(args, " ")
			readings := k.Lookup(name)
			if e := k.Entity(name); e != nil {
				readings = []kb.Match{{Entity: e, Via: "id", Confidence: 1}}
			}
			if len(readings) == 0 {
				return fmt.Errorf("%q is not known", name)
			}
			out := bufio.NewWriter(a.out)
			defer out.Flush()
			for i, m := range readings {
				if asJSON {
					if err := json.NewEncoder(out).Encode(reading(k, m, day)); err != nil {
						return err
					}
					continue
				}
				if i > 0 {
					fmt.Fprintln(out)
				}
				showReading(out, k, m, day)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&day, "on", "", "`day` to show, as 2023-03-16; all days if empty")
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a reading")
	a.kbFlag(cmd)
	return cmd
}

// kbReading is what `kb show --json` prints.
type kbReading struct {
	ID         string   `json:"id"`
	Kind       kb.Kind  `json:"kind"`
	Name       string   `json:"name"`
	Aliases    []string `json:"aliases,omitempty"`
	Country    string   `json:"country,omitempty"`
	Class      string   `json:"class,omitempty"`
	Gender     string   `json:"gender,omitempty"`
	Via        string   `json:"via"`
	Confidence float64  `json:"confidence"`
	Offices    []kbTerm `json:"offices,omitempty"`
}

type kbTerm struct {
	Person     string  `json:"person"`
	Role       string  `json:"role"`
	Title      string  `json:"title,omitempty"`
	For        string  `json:"for"`
	Since      string  `json:"since,omitempty"`
	Until      string  `json:"until,omitempty"`
	AsOf       string  `json:"as_of,omitempty"`
	Confidence float64 `json:"confidence"`
	Source     string  `json:"source"`
}

func reading(k *kb.KB, m kb.Match, day string) kbReading {
	e := m.Entity
	r := kbReading{ID: e.ID, Kind: e.Kind, Name: e.Name, Aliases: e.Aliases, Country: e.Country, Class: e.Class, Gender: e.Gender,
		Via: m.Via, Confidence: round2(m.Confidence)}
	for _, t := range termsOf(k, e, day) {
		r.Offices = append(r.Offices, kbTerm{t.Person, t.Role, t.Title, t.For, t.Since, t.Until, t.AsOf, round2(t.Confidence), t.Source})
	}
	return r
}

func round2(x float64) float64 { return float64(int(x*100+0.5)) / 100 }

// termsOf gives the offices that a person held, or those of a country or an organisation.
func termsOf(k *kb.KB, e *kb.Entity, day string) []kb.Term {
	if e.Kind == kb.Person {
		return k.Terms(e.ID, day)
	}
	var out []kb.Term
	for _, role := range []string{"head_of_state", "supreme_leader", "head_of_government", "io_head", "foreign_minister", "defence_minister",
		"national_security", "leader_non_state", "party_leader"} {
		held := k.Holders(role, e.ID, day)
		if day != "" && len(held) > 3 {
			held = held[:3]
		}
		out = append(out, held...)
	}
	return out
}

func showReading(out *bufio.Writer, k *kb.KB, m kb.Match, day string) {
	e := m.Entity
	fmt.Fprintf(out, "%s  %s  %s", e.Name, e.Kind, e.ID)
	for _, s := range []string{e.Class, nameIn(k, e.Country), e.Gender} {
		if s != "" {
			fmt.Fprintf(out, "  %s", s)
		}
	}
	via := m.Via
	if m.Role != "" {
		via += " of its " + m.Role
	}
	fmt.Fprintf(out, "\nby %s, %.2f\n", via, m.Confidence)
	if len(e.Aliases) > 0 {
		fmt.Fprintf(out, "also %s\n", strings.Join(e.Aliases, ", "))
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, t := range termsOf(k, e, day) {
		who := nameIn(k, t.For)
		if e.Kind != kb.Person {
			who = nameIn(k, t.Person)
		}
		end := t.Until
		if end == "" && t.AsOf != "" {
			end = "? (seen " + t.AsOf + ")"
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s – %s\t%.2f\t%s\n", t.Role, who, t.Title, cmp.Or(t.Since, "?"), cmp.Or(end, "?"), t.Confidence, t.Source)
	}
	w.Flush()
}

func nameIn(k *kb.KB, id string) string {
	if e := k.Entity(id); e != nil {
		return e.Name
	}
	return id
}

func newKBImportCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import FILE…",
		Short: "Read facts of your own, from CSV or an answer of the Wikidata query service, into an overlay",
		Long: `Import reads facts and writes them as an overlay, to the file that --kb names, into which it merges them, or to
standard output. FILE is CSV with the columns of docs/knowledge-base.md, or the JSON of the Wikidata query service for the query in
ingest/kb/wikidata-import.rq. Nothing is written if a row is wrong.`,
		Example: `  demarche kb import ministers.csv --kb mine.csv
  demarche kb import answer.json > overlay.csv
  demarche extract --kb mine.csv article.txt`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(a.overlays) > 1 {
				return usagef("import writes one overlay: give --kb once")
			}
			var old, facts []kb.Fact
			var err error
			target := ""
			if len(a.overlays) == 1 {
				target = a.overlays[0]
				if old, err = readFacts(target); err != nil && !errors.Is(err, fs.ErrNotExist) {
					return err
				}
			}
			for _, name := range args {
				more, err := a.importFile(name)
				if err != nil {
					return err
				}
				if _, err := kb.Default().With(name, more); err != nil {
					return err
				}
				facts = append(facts, more...)
			}
			all := kb.MergeFacts(old, facts)
			if target == "" {
				return kb.WriteFacts(a.out, all)
			}
			var b bytes.Buffer
			if err := kb.WriteFacts(&b, all); err != nil {
				return err
			}
			if err := replaceFile(target, b.Bytes()); err != nil {
				return err
			}
			fmt.Fprintf(a.errs, "%s: %d facts, %d of them read now\n", target, len(all), len(facts))
			return nil
		},
	}
	a.kbFlag(cmd)
	return cmd
}

// importFile reads facts in either form.
func (a *app) importFile(name string) ([]kb.Fact, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("import %s: %w", name, errors.Unwrap(err))
	}
	if trimmed := bytes.TrimSpace(data); len(trimmed) == 0 || trimmed[0] != '{' {
		return kb.ReadFacts(name, bytes.NewReader(data))
	}
	facts, skipped, err := kb.ReadWikidata(name, bytes.NewReader(data))
	if skipped > 0 {
		fmt.Fprintf(a.errs, "%s: %d results without a name or a country left out\n", name, skipped)
	}
	return facts, err
}

// replaceFile writes a file so that it is there whole or as it was.
func replaceFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".demarche-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

func newKBCheckCommand(a *app) *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Look for cycles, wrong days, overlaps and gaps",
		Long: `Check looks over the facts: parts that are a part of themselves, facts about what is not known and terms that end
before they begin, which are wrong; and of offices that one person holds at a time those that two held at once for more
than a month or nobody for more than four, which may be how it was and is counted, or listed with --all.
Exit status 1 if something is wrong.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			k, err := a.loadKB()
			if err != nil {
				return err
			}
			out := bufio.NewWriter(a.out)
			defer out.Flush()
			counts := map[string]int{"cycle": 0, "unknown": 0, "order": 0, "overlap": 0, "gap": 0}
			wrong := 0
			for _, f := range k.Check() {
				counts[f.Kind]++
				if f.Wrong() {
					wrong++
				}
				if all || f.Wrong() {
					fmt.Fprintf(out, "%s: %s\n", f.Kind, f.Text)
				}
			}
			for _, kind := range slices.Sorted(maps.Keys(counts)) {
				fmt.Fprintf(out, "%-8s %d\n", kind, counts[kind])
			}
			if wrong > 0 {
				return fmt.Errorf("%d facts cannot be true", wrong)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "list overlaps and gaps too")
	a.kbFlag(cmd)
	return cmd
}

func newKBCountCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "count",
		Short: "Count what is known, by office and decade",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			k, err := a.loadKB()
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
			n := k.Len()
			fmt.Fprintf(w, "%d countries and territories, %d organisations, %d people\n\n", n[kb.Country], n[kb.Organisation], n[kb.Person])
			decades := []string{"1990s", "2000s", "2010s", "2020s"}
			fmt.Fprintf(w, "office\tof\tearlier\t%s\t?\tall\n", strings.Join(decades, "\t"))
			for _, c := range k.Counts() {
				rest := c.Terms - c.Decades[""]
				for _, d := range decades {
					rest -= c.Decades[d]
				}
				fmt.Fprintf(w, "%s\t%d\t%d\t", c.Role, c.Offices, rest)
				for _, d := range decades {
					fmt.Fprintf(w, "%d\t", c.Decades[d])
				}
				fmt.Fprintf(w, "%d\t%d\n", c.Decades[""], c.Terms)
			}
			return w.Flush()
		},
	}
	a.kbFlag(cmd)
	return cmd
}
