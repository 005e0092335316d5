package main

import (
	"bufio"
	"encoding/json"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/nlp"
	"github.com/demarche/demarche/internal/ordered"
)

func newParseCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "parse [FILE…]",
		Short: "Print tokens, tags, trees and entities, one JSON object a text",
		Long: `Parse runs the spaCy pipeline over texts and prints its analysis as JSON Lines: tokens with tag, part of speech,
morphology, lemma, head and dependency, and named entities. The whole text is one document, as in spaCy's nlp(text);
offsets count Unicode code points. Without a file it reads standard input.`,
		Example: `  echo "Kuleba called Qin." | demarche parse
  demarche parse articles.jsonl > parses.jsonl
  demarche parse --pipeline es_core_news_sm/ noticia.txt`,
		RunE: func(cmd *cobra.Command, args []string) error {
			saveMemory()
			pipeline, err := a.loadPipeline()
			if err != nil {
				return err
			}
			type result struct {
				record *nlp.Record
				err    error
			}
			out := bufio.NewWriter(a.out)
			defer out.Flush()
			enc := json.NewEncoder(out)
			enc.SetEscapeHTML(false)
			failed := a.failures()
			err = ordered.Each(cmd.Context(), 0, a.read(cmd.Context(), args), func(item article.Item) result {
				if item.Err != nil {
					return result{err: item.Err}
				}
				doc := pipeline.Parse(item.Article.Text)
				defer pipeline.Recycle(doc)
				return result{record: doc.Record(item.Doc)}
			}, func(r result) error {
				if r.err != nil {
					failed.add(r.err)
					return nil
				}
				return enc.Encode(r.record)
			})
			if err != nil {
				return err
			}
			return failed.err()
		},
	}
	a.pipelineFlag(cmd)
	return cmd
}
