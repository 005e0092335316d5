package main

import (
	"bufio"
	"encoding/json"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/ingest"
)

func newExtractCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "extract [FILE|FOLDER…]",
		Short: "Print what articles say, one JSON object an article; nothing is stored",
		Long: `Extract reads articles and prints what each says as JSON Lines: entities with their mentions, contacts, and
statements, with the words that prove them (offsets count Unicode code points). Without a file it reads standard input.

Files may be plain text, web pages, RSS and Atom feeds, and JSON Lines of
{"doc","title","text","published","url","outlet","language"}, of which only text is required; zip and tar archives
and gzip of these too.`,
		Example: `  demarche extract article.txt
  demarche extract articles/ news.jsonl > facts.jsonl
  curl -s https://example.org/story | demarche extract -`,
		RunE: func(cmd *cobra.Command, args []string) error {
			saveMemory()
			in, err := a.newIngester(nil)
			if err != nil {
				return err
			}
			out := bufio.NewWriter(a.out)
			defer out.Flush()
			enc := json.NewEncoder(out)
			enc.SetEscapeHTML(false)
			failed := a.failures()
			err = in.Each(cmd.Context(), a.read(cmd.Context(), args), func(r ingest.Result) error {
				if r.Err != nil {
					failed.add(r.Err)
					return nil
				}
				return enc.Encode(ingest.NewRecord(r.Doc, r.Reports))
			})
			if err != nil {
				return err
			}
			return failed.err()
		},
	}
	a.readerFlags(cmd)
	return cmd
}
