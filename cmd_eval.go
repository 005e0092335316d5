package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest"
	"github.com/demarche/demarche/ingest/score"
)

func newEvalCommand(a *app) *cobra.Command {
	var goldFile, genreFile, writeFile string
	var show int
	cmd := &cobra.Command{
		Use:   "eval --gold FILE [FILE|FOLDER…]",
		Short: "Score extraction against what careful readers entered",
		Long: `Eval extracts articles and compares what it finds with gold records, one JSON object a line and text:

  {"doc", "genre", "spoke_with": [{"a": [names], "b": [names], "status", "medium", "date", "quote"}],
   "called_for": [{"by": [names], "to": [[names]], "what", "quote"}], "denied": [{"by": [names], "what", "quote"}]}

A contact is right where both names and the status agree, a statement where the speaker and half of the words do. Eval
prints precision, recall and F1 by relation, by half of the set (even and odd texts: develop on one, check on the
other) and by genre, how far confidence can be trusted, and what was missed or found in excess in each text.`,
		Example: `  demarche eval --gold testdata/eval/gold.jsonl testdata/articles
  demarche eval --gold dev/gold.jsonl --genres dev/index.tsv --show 20 dev/articles.jsonl`,
		RunE: func(cmd *cobra.Command, args []string) error {
			gold, err := readGold(goldFile)
			if err != nil {
				return err
			}
			genres, err := readGenres(genreFile)
			if err != nil {
				return err
			}
			in, err := a.newIngester(nil)
			if err != nil {
				return err
			}
			failed := a.failures()
			found := map[string]*graph.Reports{}
			err = in.Each(cmd.Context(), a.read(cmd.Context(), args), func(r ingest.Result) error {
				if r.Err != nil {
					failed.add(r.Err)
				}
				found[r.Doc] = r.Reports
				return nil
			})
			if err != nil {
				return err
			}
			sheet := score.NewSheet()
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
			var text bytes.Buffer
			sheet.Print(&text, show)
			if _, err := a.out.Write(text.Bytes()); err != nil {
				return err
			}
			if writeFile != "" {
				text.Reset()
				sheet.Print(&text, 0)
				sheet.PrintMisses(&text)
				if err := os.WriteFile(writeFile, text.Bytes(), 0o666); err != nil {
					return fmt.Errorf("--write: %w", err)
				}
			}
			return failed.err()
		},
	}
	cmd.Flags().StringVar(&goldFile, "gold", "", "`file` with the gold records (required)")
	cmd.Flags().StringVar(&genreFile, "genres", "", "`file` with the genre of each text: JSON Lines with doc and genre, or a table with columns id and genre")
	cmd.Flags().StringVar(&writeFile, "write", "", "write the scores, with every miss but without quotes, to this `file`")
	cmd.Flags().IntVar(&show, "show", 0, "print so many misses with their quotes")
	cmd.MarkFlagRequired("gold")
	a.readerFlags(cmd)
	return cmd
}

func readGold(name string) ([]*score.Gold, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("--gold: %w", err)
	}
	defer f.Close()
	gold, err := score.ReadGold(f)
	if err != nil {
		return nil, fmt.Errorf("--gold %s: %w", name, err)
	}
	if len(gold) == 0 {
		return nil, fmt.Errorf("--gold %s: no records in it", name)
	}
	return gold, nil
}

func readGenres(name string) (map[string]string, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("--genres: %w", err)
	}
	defer f.Close()
	genres, err := score.ReadGenres(f)
	if err != nil {
		return nil, fmt.Errorf("--genres %s: %w", name, err)
	}
	return genres, nil
}
