package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/sqlitestore"
	"github.com/demarche/demarche/ingest"
	"github.com/demarche/demarche/ingest/score"
)

func newEvalCommand(a *app) *cobra.Command {
	var goldFile, genreFile, eventFile, writeFile string
	var show int
	var blind string
	cmd := &cobra.Command{
		Use:   "eval --gold FILE | --events FILE [FILE|FOLDER…]",
		Short: "Score extraction against what careful readers entered",
		Long: `Eval extracts articles and compares what it finds with gold records, one JSON object a line and text:

  {"doc", "genre", "spoke_with": [{"a": [names], "b": [names], "status", "medium", "date", "quote"}],
   "called_for": [{"by": [names], "to": [[names]], "what", "quote"}], "denied": [{"by": [names], "what", "quote"}]}

A contact is right where both names and the status agree, a statement where the speaker and half of the words do. Eval
prints precision, recall and F1 by relation, by half of the set (even and odd texts: develop on one, check on the
other) and by genre, how far confidence can be trusted, and what was missed or found in excess in each text.

With --events it scores merging instead: a line for each contact that several texts report,

  {"event", "a": [names], "b": [names], "reports": [{"doc", "status", "date"}]}

and of any two reports, whether they became one contact just where they are of one event.`,
		Example: `  demarche eval --gold testdata/eval/gold.jsonl testdata/articles
  demarche eval --gold dev/gold.jsonl --genres dev/index.tsv --show 20 dev/articles.jsonl
  demarche eval --events testdata/eval/merge.jsonl testdata/eval/merge`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if (goldFile == "") == (eventFile == "") {
				return usagef("want one of --gold and --events")
			}
			hidden, ok := map[string]func(odd bool) bool{
				"":    func(bool) bool { return false },
				"odd": func(odd bool) bool { return odd },
				"all": func(bool) bool { return true },
			}[blind]
			if !ok {
				return usagef("--blind %s: want odd or all", blind)
			}
			failed := a.failures()
			var print func(w io.Writer, whole bool)
			if eventFile != "" {
				merging, err := a.scoreMerging(cmd.Context(), eventFile, args, failed)
				if err != nil {
					return err
				}
				print = func(w io.Writer, _ bool) { merging.Print(w) }
			} else {
				sheet, err := a.scoreTexts(cmd.Context(), score.NewSheet(hidden), goldFile, genreFile, args, failed)
				if err != nil {
					return err
				}
				print = func(w io.Writer, whole bool) {
					if !whole {
						sheet.Print(w, show)
						return
					}
					sheet.Print(w, 0)
					if blind != "all" {
						sheet.PrintMisses(w)
					}
				}
			}
			print(a.out, false)
			if writeFile != "" {
				var text bytes.Buffer
				print(&text, true)
				if err := os.WriteFile(writeFile, text.Bytes(), 0o666); err != nil {
					return fmt.Errorf("--write: %w", err)
				}
			}
			return failed.err()
		},
	}
	cmd.Flags().StringVar(&goldFile, "gold", "", "`file` with the gold records")
	cmd.Flags().StringVar(&genreFile, "genres", "", "`file` with the genre of each text: JSON Lines with doc and genre, or a table with columns id and genre")
	cmd.Flags().StringVar(&writeFile, "write", "", "write the scores, with every miss but without quotes, to this `file`")
	cmd.Flags().StringVar(&blind, "blind", "", "keep to yourself the misses of `texts` that nobody is to read: odd or all")
	cmd.Flags().IntVar(&show, "show", 0, "print so many misses with their quotes")
	cmd.Flags().StringVar(&eventFile, "events", "", "`file` with contacts that several texts report")
	a.readerFlags(cmd)
	return cmd
}

// extractAll gives what each article says, by its name; what cannot be taken is added to failed.
func (a *app) extractAll(ctx context.Context, args []string, failed *failures) (map[string]*graph.Reports, error) {
	in, err := a.newIngester(nil)
	if err != nil {
		return nil, err
	}
	found := map[string]*graph.Reports{}
	err = in.Each(ctx, a.read(ctx, args), func(r ingest.Result) error {
		if r.Err != nil {
			failed.add(r.Err)
		}
		found[r.Doc] = r.Reports
		return nil
	})
	return found, err
}

func (a *app) scoreTexts(ctx context.Context, sheet *score.Sheet, goldFile, genreFile string, args []string, failed *failures) (*score.Sheet, error) {
	gold, err := readGold(goldFile)
	if err != nil {
		return nil, err
	}
	genres, err := readGenres(genreFile)
	if err != nil {
		return nil, err
	}
	found, err := a.extractAll(ctx, args, failed)
	if err != nil {
		return nil, err
	}
	for _, g := range gold {
		r, ok := found[g.Doc]
		if !ok {
			failed.add(fmt.Errorf("%s: no article is named %q", goldFile, g.Doc))
		}
		if g.Genre == "" {
			g.Genre = genres[g.Doc]
		}
		sheet.Add(g, r)
	}
	return sheet, nil
}

// scoreMerging puts what all articles say into a graph of their own and compares its contacts with the events.
func (a *app) scoreMerging(ctx context.Context, eventFile string, args []string, failed *failures) (*score.Merging, error) {
	events, err := readFlagFile("--events", eventFile, score.ReadEvents)
	if err != nil {
		return nil, err
	}
	found, err := a.extractAll(ctx, args, failed)
	if err != nil {
		return nil, err
	}
	store, err := sqlitestore.Open(":memory:", sqlitestore.Options{})
	if err != nil {
		return nil, err
	}
	defer store.Close()
	var ids []graph.ReportID
	for doc, r := range found {
		if r == nil {
			continue
		}
		found[doc] = r.Complete()
		if err := store.Put(ctx, found[doc]); err != nil {
			return nil, fmt.Errorf("%s: %w", doc, err)
		}
		for _, c := range found[doc].Contacts {
			ids = append(ids, c.ID)
		}
	}
	contacts, err := store.ReportContacts(ctx, ids)
	if err != nil {
		return nil, err
	}
	contactOf := make(map[graph.ReportID]graph.ContactID, len(ids))
	for i, id := range ids {
		contactOf[id] = contacts[i]
	}
	return score.Merge(events, found, contactOf), nil
}

// readFlagFile reads the file that a flag names; errors name both.
func readFlagFile[T any](flag, name string, read func(io.Reader) (T, error)) (T, error) {
	f, err := os.Open(name)
	if err != nil {
		var none T
		return none, fmt.Errorf("%s: %w", flag, err)
	}
	defer f.Close()
	got, err := read(f)
	if err != nil {
		return got, fmt.Errorf("%s %s: %w", flag, name, err)
	}
	return got, nil
}

func readGold(name string) ([]*score.Gold, error) {
	gold, err := readFlagFile("--gold", name, score.ReadGold)
	if err == nil && len(gold) == 0 {
		err = fmt.Errorf("--gold %s: no records in it", name)
	}
	return gold, err
}

func readGenres(name string) (map[string]string, error) {
	if name == "" {
		return nil, nil
	}
	return readFlagFile("--genres", name, score.ReadGenres)
}
