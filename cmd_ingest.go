package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/demarche/demarche/ingest"
)

func newIngestCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "ingest [FILE|FOLDER…]",
		Short: "Read articles into the graph",
		Long: `Ingest reads articles, extracts what they say and puts it into the store. Ingesting an article again replaces what
the store had from it, so that repeats and order do not matter. Without a file it reads standard input.

Files may be plain text, web pages, RSS and Atom feeds, and JSON Lines of
{"doc","title","text","published","url","outlet","language"}, of which only text is required; zip and tar archives
and gzip of these too. A plain text may begin with lines Title:, Date:, Outlet:, URL: and Language:, ended by an empty one.

What cannot be taken is listed with its reason, the rest goes in, and the exit status is 1.`,
		Example: `  demarche ingest articles/
  demarche ingest --store neo4j://localhost news.jsonl.gz
  zcat archive.jsonl.gz | demarche ingest -`,
		RunE: func(cmd *cobra.Command, args []string) error {
			saveMemory()
			ctx := cmd.Context()
			store, err := a.openStore(ctx)
			if err != nil {
				return err
			}
			defer store.Close()
			in, err := a.newIngester(store)
			if err != nil {
				return err
			}
			began := time.Now()
			failed := a.failures()
			bar := a.progress()
			sum, err := in.Run(ctx, a.read(ctx, args), func(r ingest.Result) {
				if r.Err != nil {
					bar.Clear()
				}
				bar.Add(1)
			})
			bar.Finish()
			for _, r := range sum.Failed {
				failed.add(r.Err)
			}
			fmt.Fprintf(a.out, "%d %s taken in %.1f s: %s, %s.", sum.Articles, plural(sum.Articles, "article"), time.Since(began).Seconds(),
				count(sum.Contacts, "report of a contact", "reports of contacts"), count(sum.Statements, "statement", "statements"))
			if n := len(sum.Failed); n > 0 {
				fmt.Fprintf(a.out, " Not taken: %d (see above).", n)
			}
			fmt.Fprintln(a.out)
			if err != nil {
				return err
			}
			stats, err := store.Stats(ctx)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.out, "%s now holds %s, %s, %s and %s.\n", a.store, count(stats.Articles, "article", "articles"), count(stats.Actors, "actor", "actors"),
				count(stats.Contacts, "contact", "contacts"), count(stats.Statements, "statement", "statements"))
			return failed.err()
		},
	}
	a.storeFlag(cmd)
	a.readerFlags(cmd)
	return cmd
}

// progress gives a bar that counts articles where standard error is a terminal, else one that shows nothing.
func (a *app) progress() *progressbar.ProgressBar {
	w := io.Discard
	if f, ok := a.errs.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		w = f
	}
	return progressbar.NewOptions(-1,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription("reading"),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("articles"),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprint(n, " ", many)
}
