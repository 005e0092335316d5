package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest"
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/extract"
	"github.com/demarche/demarche/ingest/nlp"
)

func newExplainCommand(a *app) *cobra.Command {
	var noTree, whyNot bool
	cmd := &cobra.Command{
		Use:   "explain [FILE|FOLDER…]",
		Short: "Show how articles were read: trees, mentions, and the rule behind each fact",
		Long: `Explain reads articles as extract does and shows, sentence by sentence, the dependency tree (each word with its tag,
its relation, its lemma and its entity), who is named and who that is, and every fact with its rule, its
confidence and the words that prove it. Parts of an article that are not read (credits, links) are shown as such.
With --why-not every candidate that did not become a fact is shown too, with what spoke against it.`,
		Example: `  demarche explain article.txt
  echo "Lavrov met Wang Yi in Beijing on Tuesday." | demarche explain
  demarche explain --no-tree articles/ | less
  demarche explain --why-not article.txt`,
		RunE: func(cmd *cobra.Command, args []string) error {
			in, err := a.newIngester(nil)
			if err != nil {
				return err
			}
			out := bufio.NewWriter(a.out)
			defer out.Flush()
			failed := a.failures()
			for item := range a.read(cmd.Context(), args) {
				if item.Err != nil {
					failed.add(item.Err)
					continue
				}
				if err := explain(out, in, item, !noTree, whyNot); err != nil {
					failed.add(fmt.Errorf("%s: %w", item.Source, err))
				}
				if err := out.Flush(); err != nil {
					return err
				}
			}
			return failed.err()
		},
	}
	cmd.Flags().BoolVar(&noTree, "no-tree", false, "leave the trees out")
	cmd.Flags().BoolVar(&whyNot, "why-not", false, "show the candidates that did not become facts, and why")
	a.readerFlags(cmd)
	return cmd
}

// explain shows how one article was read.
func explain(w io.Writer, in *ingest.Ingester, item article.Item, trees, whyNot bool) error {
	a := &item.Article
	reports, err := in.Extract(a)
	if err != nil {
		return err
	}
	input := in.Parse(a)
	e := &explainer{w: w, article: a, reports: reports, trace: in.Extractor.Trace(input), trees: trees, whyNot: whyNot, names: map[graph.ActorID]string{}}
	for _, x := range reports.Actors {
		e.names[x.ID] = x.Name
	}
	e.title(item.Doc)
	parsed := map[[2]int]extract.Block{}
	for _, b := range input.Blocks {
		parsed[[2]int{b.Start, b.End}] = b
	}
	for _, b := range article.Segment(a) {
		if p, ok := parsed[[2]int{b.Start, b.End}]; ok && p.InTitle == b.InTitle {
			e.block(p)
			continue
		}
		fmt.Fprintf(w, "\n— %s, not read: %s\n", b.Kind, strings.Join(strings.Fields(b.Text(a)), " "))
	}
	fmt.Fprintln(w)
	return nil
}

type explainer struct {
	w       io.Writer
	article *graph.Article
	reports *graph.Reports
	trace   *extract.Trace
	trees   bool
	whyNot  bool
	names   map[graph.ActorID]string
}

func (e *explainer) title(doc string) {
	a := e.article
	when := "without a date"
	if !a.Published.IsZero() {
		when = a.Published.Format("2006-01-02")
	}
	fmt.Fprintf(e.w, "═══ %s: %s (%s)\n", doc, when, strings.Join(slices.DeleteFunc([]string{a.Outlet, article.LanguageName(a.Language), string(a.ID)}, func(s string) bool { return s == "" }), ", "))
}

// block shows the sentences of one block.
func (e *explainer) block(b extract.Block) {
	head := string(b.Kind)
	if b.Speaker != "" {
		head += ", spoken by " + b.Speaker
	}
	if b.Dateline.Place != "" || b.Dateline.Day != "" {
		head += strings.TrimRight(fmt.Sprintf(", written in %s %s", b.Dateline.Place, b.Dateline.Day), " ")
	}
	if b.Archive {
		head += ", an old picture"
	}
	fmt.Fprintf(e.w, "\n— %s\n", head)
	for _, s := range b.Doc.Sents {
		fmt.Fprintf(e.w, "\n%s\n", strings.TrimSpace(b.Doc.SpanText(s)))
		if e.trees {
			printTree(e.w, b.Doc, s)
		}
		e.facts(e.span(b, s))
	}
}

// runeSpan is a stretch of the article's text or title in code points, as mentions and evidence count.
type runeSpan struct {
	inTitle    bool
	start, end int
}

func (e *explainer) span(b extract.Block, s nlp.Span) runeSpan {
	of := b.Of(e.article)
	from, to := b.At[b.Doc.Tokens[s.Start].Start], b.At[b.Doc.Tokens[s.End-1].End]
	start := utf8.RuneCountInString(of[:from])
	return runeSpan{b.InTitle, start, start + utf8.RuneCountInString(of[from:to])}
}

func (r runeSpan) has(inTitle bool, start int) bool {
	return r.inTitle == inTitle && r.start <= start && start < r.end
}

// facts shows the mentions of a sentence and the facts whose evidence stands in it.
func (e *explainer) facts(in runeSpan) {
	for _, m := range e.trace.Mentions {
		if !in.has(m.At.InTitle, m.At.Start) {
			continue
		}
		who := "nobody that it could be"
		if len(m.Actors) > 0 {
			who = strings.Join(m.Actors, " and ")
		}
		if m.Because != "" {
			who += ": " + m.Because
		}
		fmt.Fprintf(e.w, "  · %q is %s\n", m.At.Quote, who)
	}
	for i := range e.reports.Contacts {
		c := &e.reports.Contacts[i]
		e.evidence(in, c.Evidence, fmt.Sprintf("%s contact, %s, %s: %s", c.Status, c.Medium, dates(c.Date), e.participants(c.Participants)))
	}
	for _, s := range e.reports.Statements {
		to := ""
		for i, id := range s.Addressees {
			to += []string{" to ", ", "}[min(i, 1)] + e.names[id]
		}
		e.evidence(in, s.Evidence, fmt.Sprintf("%s, by %s%s, %s: %s", s.Kind, e.names[s.Speaker], to, dates(s.Date), s.About))
	}
	for _, c := range e.trace.Candidates {
		if in.has(c.At.InTitle, c.At.Start) && (c.Taken || e.whyNot) {
			e.candidate(c)
		}
	}
}

// candidate shows what a rule proposed, and what spoke for and against it.
func (e *explainer) candidate(c extract.Candidate) {
	verdict := "taken"
	if !c.Taken {
		verdict = "left out"
	}
	fmt.Fprintf(e.w, "  ? %s %.2f: %s by rule %s: %s", verdict, c.At.Confidence, c.Kind, c.At.Rule, strings.Join(c.Parties, " – "))
	if c.Because != "" {
		fmt.Fprintf(e.w, "; %s, for %s", c.Status, c.Because)
	}
	fmt.Fprintf(e.w, "\n      %q", c.At.Quote)
	for i, w := range c.Weights {
		fmt.Fprintf(e.w, "%s%s %+.2f", []string{"\n      ", ", "}[min(i, 1)], w.Feature, w.Value)
	}
	fmt.Fprintln(e.w)
}

func (e *explainer) participants(ps []graph.Participant) string {
	return whoWithWhom(&graph.Contact{Participants: ps}, e.names)
}

func (e *explainer) evidence(in runeSpan, es []graph.Evidence, fact string) {
	for _, v := range es {
		if in.has(v.InTitle, v.Start) {
			fmt.Fprintf(e.w, "  ▸ %s\n      by rule %s (%.2f): %q\n", fact, v.Rule, v.Confidence, v.Quote)
		}
	}
}
