package ingest

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"

	"golang.org/x/sync/semaphore"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/extract"
	"github.com/demarche/demarche/ingest/nlp"
	"github.com/demarche/demarche/internal/ordered"
)

// Ingester takes articles apart and puts what they say into a store. It is safe for concurrent use.
type Ingester struct {
	Pipeline  *nlp.Pipeline // articles in another language than its own are refused
	Extractor *extract.Extractor
	Store     graph.Store // nil where Extract and Each are all that is wanted
	Workers   int         // articles worked on at once; 0, and more than processors, is one a processor
}

// Result is one article with what it says, or why it was not taken.
type Result struct {
	Doc     string
	Source  string // where it was read
	Article graph.Article
	Reports *graph.Reports // nil where Err is not
	Err     error          // names the input
}

// Summary counts what a Run took and left.
type Summary struct {
	Articles   int // taken
	Contacts   int // reports of contacts in them
	Statements int
	Failed     []Result // not taken, in the order of the input
}

// Parse divides an article into blocks and parses those that are worth it.
func (g *Ingester) Parse(a *graph.Article) extract.Input {
	in, texts := divide(a)
	return parsed(in, g.Pipeline.ParseBatch(texts))
}

// divide gives the blocks of an article that are worth parsing, and their texts.
func divide(a *graph.Article) (in extract.Input, texts []string) {
	in.Article = a
	for _, b := range article.Segment(a) {
		if !extract.Readable(b) {
			continue
		}
		text, at := extract.Prose(b, a)
		texts = append(texts, text)
		in.Blocks = append(in.Blocks, extract.Block{Block: b, At: at})
	}
	return in, texts
}

// parsed gives blocks their documents.
func parsed(in extract.Input, docs []*nlp.Doc) extract.Input {
	for i := range in.Blocks {
		in.Blocks[i].Doc = docs[i]
	}
	return in
}

// Extract gives what an article says. It fails for an article in another language than the pipeline's.
func (g *Ingester) Extract(a *graph.Article) (*graph.Reports, error) {
	if err := g.checkLanguage(a); err != nil {
		return nil, err
	}
	return g.reports(g.Parse(a)), nil
}

// reports extracts from an article and gives its documents back.
func (g *Ingester) reports(in extract.Input) *graph.Reports {
	r := g.Extractor.Extract(in).Complete()
	for _, b := range in.Blocks {
		g.Pipeline.Recycle(b.Doc)
	}
	return r
}

// checkLanguage gives an article its language as ISO 639-1, and refuses one that the pipeline does not read. What the text itself shows outweighs what
// its source says of it.
func (g *Ingester) checkLanguage(a *graph.Article) error {
	declared, found := article.BaseLanguage(a.Language), article.Language(a.Text)
	language := found
	if language == "" {
		language = declared
	}
	if language == "" {
		language = g.Pipeline.Lang
	}
	a.Language = language
	if g.Pipeline.Lang != "" && language != "" && language != g.Pipeline.Lang {
		return &LanguageError{Language: language, Reads: g.Pipeline.Lang}
	}
	return nil
}

// LanguageError refuses an article in a language that the pipeline does not read; it is a graph.ErrBadReports.
type LanguageError struct {
	Language, Reads string // ISO 639-1
}

func (e *LanguageError) Error() string {
	return fmt.Sprintf("in %s, which the %s pipeline does not read; give one that does with --pipeline",
		article.LanguageName(e.Language), article.LanguageName(e.Reads))
}

func (e *LanguageError) Unwrap() error { return graph.ErrBadReports }

// Ingest extracts one article and puts it into the store. An article without an id gets one.
func (g *Ingester) Ingest(ctx context.Context, a graph.Article) (*graph.Reports, error) {
	if a.ID == "" {
		article.Identify(&a)
	}
	reports, err := g.Extract(&a)
	if err != nil {
		return nil, err
	}
	return reports, g.Store.Put(ctx, reports)
}

// Each reads items, extracts them on all workers, and hands the results to do in the order of the items, one at a
// time. It holds a few articles a worker in memory, no more, and works on very long ones one after another. It ends
// with the first error of do, or with that of ctx.
func (g *Ingester) Each(ctx context.Context, items iter.Seq[article.Item], do func(Result) error) error {
	ctx, cancel := context.WithCancel(ctx)
	var reading sync.WaitGroup
	defer reading.Wait()
	defer cancel()
	room := semaphore.NewWeighted(textAtOnce)
	workers := min(g.Workers, runtime.GOMAXPROCS(0)) // all of it is computing, and each worker has memory of its own
	return ordered.Each(ctx, workers, inGroups(ctx, &reading, items), func(group []article.Item) []Result {
		n := int64(0)
		for _, item := range group {
			n += int64(len(item.Article.Text))
		}
		n = min(n, textAtOnce)
		if err := room.Acquire(ctx, n); err != nil {
			return nil // the end of ctx is told by ordered.Each
		}
		defer room.Release(n)
		return g.results(group)
	}, func(results []Result) error {
		for _, r := range results {
			if ctx.Err() != nil {
				break
			}
			if err := do(r); err != nil {
				return err
			}
		}
		return ctx.Err()
	})
}

// textAtOnce bounds the bytes of text that are worked on at once: a megabyte of text takes some 250 MB while it is read.
const textAtOnce = 4 << 20

// A group has so many bytes of text, more only by its last article, and so many articles at most: enough to keep the
// parser's matrix products busy.
const (
	groupText     = 16 << 10
	groupArticles = 32
)

// inGroups gives items in groups of what is there: where they come slowly, each goes at once.
func inGroups(ctx context.Context, reading *sync.WaitGroup, items iter.Seq[article.Item]) iter.Seq[[]article.Item] {
	ready := make(chan article.Item, groupArticles/2)
	reading.Go(func() {
		defer close(ready)
		for item := range items {
			select {
			case ready <- item:
			case <-ctx.Done():
				return
			}
		}
	})
	return func(yield func([]article.Item) bool) {
		for item := range ready {
			group, size := []article.Item{item}, len(item.Article.Text)
			for more := true; more && size < groupText && len(group) < groupArticles; {
				select {
				case item, more = <-ready:
					if more {
						group, size = append(group, item), size+len(item.Article.Text)
					}
				default:
					more = false
				}
			}
			if !yield(group) {
				return
			}
		}
	}
}

// results extracts a group of items, whose texts are parsed in common; the answer for one does not depend on the
// others.
func (g *Ingester) results(items []article.Item) []Result {
	results, inputs, texts := make([]Result, len(items)), make([]extract.Input, len(items)), make([][]string, len(items))
	for i, item := range items {
		r := &results[i]
		*r = Result{Doc: item.Doc, Source: item.Source, Article: item.Article, Err: item.Err}
		r.try(func() error {
			if err := g.checkLanguage(&r.Article); err != nil {
				return err
			}
			inputs[i], texts[i] = divide(&r.Article)
			return nil
		})
	}
	var all Result // of parsing, whose failure is that of one article, yet unknown
	var docs []*nlp.Doc
	all.try(func() error {
		docs = g.Pipeline.ParseBatch(slices.Concat(texts...))
		return nil
	})
	for i := range results {
		results[i].try(func() error {
			mine := docs
			if all.Err != nil {
				mine = g.Pipeline.ParseBatch(texts[i])
			} else {
				docs = docs[len(texts[i]):]
			}
			results[i].Reports = g.reports(parsed(inputs[i], mine))
			return nil
		})
	}
	return results
}

// try does something for an item that has not failed yet. A bug that one article brings to light is that article's
// failure, not the batch's.
func (r *Result) try(do func() error) {
	if r.Err != nil {
		return
	}
	defer func() {
		if p := recover(); p != nil {
			r.Reports, r.Err = nil, fmt.Errorf("%s: internal error: %v\n%s", r.Source, p, debug.Stack())
		}
	}()
	if err := do(); err != nil {
		r.Err = fmt.Errorf("%s: %w", r.Source, err)
	}
}

// PutBatch is how many articles Run gives to the store in one call.
const PutBatch = 64

// Run extracts items and puts them into the store, calling progress, if it is not nil, after each. What cannot be
// taken is counted and the rest goes in; only a store that takes nothing any more, or ctx, ends it with an error. The
// summary is of what was done, also then.
func (g *Ingester) Run(ctx context.Context, items iter.Seq[article.Item], progress func(Result)) (*Summary, error) {
	s := &Summary{}
	var waiting []Result
	flush := func() error {
		err := g.put(ctx, s, waiting)
		waiting = waiting[:0]
		return err
	}
	err := g.Each(ctx, items, func(r Result) error {
		if progress != nil {
			progress(r)
		}
		if r.Err != nil {
			r.Article.Text = ""
			s.Failed = append(s.Failed, r)
			return nil
		}
		waiting = append(waiting, r)
		if len(waiting) < PutBatch {
			return nil
		}
		return flush()
	})
	if err == nil || ctx.Err() != nil {
		ctx = context.WithoutCancel(ctx) // what has been read goes in before an interrupt is obeyed
		if ferr := flush(); err == nil {
			err = ferr
		}
	}
	return s, err
}

// put stores results. Where the store refuses the batch, each article is tried alone, so that one bad article does not
// keep the others out; a store that refuses them all is at fault itself.
func (g *Ingester) put(ctx context.Context, s *Summary, results []Result) error {
	if len(results) == 0 {
		return nil
	}
	all := make([]*graph.Reports, len(results))
	for i, r := range results {
		all[i] = r.Reports
	}
	err := g.Store.Put(ctx, all...)
	if err == nil {
		for _, r := range results {
			s.took(r)
		}
		return nil
	}
	taken := 0
	var failed []Result
	for _, r := range results {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := g.Store.Put(ctx, r.Reports); err != nil {
			failed = append(failed, Result{Doc: r.Doc, Source: r.Source, Err: fmt.Errorf("%s: %w", r.Source, err)})
			continue
		}
		taken++
		s.took(r)
	}
	s.Failed = append(s.Failed, failed...)
	if taken == 0 && len(results) > 1 {
		return err
	}
	return nil
}

func (s *Summary) took(r Result) {
	s.Articles++
	s.Contacts += len(r.Reports.Contacts)
	s.Statements += len(r.Reports.Statements)
}
