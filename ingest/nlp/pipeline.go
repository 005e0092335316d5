package nlp

import (
	"context"
	"iter"
	"runtime"
	"sync"

	"github.com/demarche/demarche/ingest/nlp/tokenize"
)

// Pipeline turns texts into documents. It is read-only but for caches, and safe for concurrent use.
type Pipeline struct {
	Lang string // "en"
	Name string // "core_web_sm"

	tokenizer   *tokenize.Tokenizer
	components  []component
	names       *names
	keepVectors bool
	batches     *sync.Pool // of *batch
	docs        *sync.Pool // of *Doc, given back
	shared      int        // components up to which the shared vectors are listened to
}

// WithVectors gives the same pipeline, but one whose documents keep the vectors of the shared tok2vec.
func (p *Pipeline) WithVectors() *Pipeline {
	q := *p
	q.keepVectors = true
	return &q
}

// Parse analyses one text. Any text is taken, an empty one too; a byte that is not valid UTF-8 counts as U+FFFD.
func (p *Pipeline) Parse(text string) *Doc {
	return p.ParseBatch([]string{text})[0]
}

// A step through the components takes documents up to so many bytes of text: enough to keep the matrix products busy,
// few enough to stay in the processor's cache.
const stepBytes = 16 << 10

// ParseBatch analyses texts one after another, many in one step of the models, and gives their documents in order. The
// answer for a text does not depend on the texts beside it. A text longer than spaCy takes at all, a million characters, is
// analysed in pieces and joined to one document; see pieces.
func (p *Pipeline) ParseBatch(texts []string) []*Doc {
	docs := make([]*Doc, 0, len(texts))
	for len(texts) > 0 {
		n := 0
		for n < len(texts) && len(texts[n]) <= maxLength {
			n++
		}
		docs = p.parse(docs, texts[:n])
		if texts = texts[n:]; len(texts) > 0 {
			docs = append(docs, p.parseLong(texts[0]))
			texts = texts[1:]
		}
	}
	return docs
}

// Recycle gives documents back whose memory later ones may take. Nobody may use them any more, nor slices of theirs; strings
// stay good.
func (p *Pipeline) Recycle(docs ...*Doc) {
	for _, d := range docs {
		if cap(d.Tokens) <= maxKeptTokens {
			p.docs.Put(d)
		}
	}
}

// parse appends the documents of texts.
func (p *Pipeline) parse(docs []*Doc, texts []string) []*Doc {
	b := p.batches.Get().(*batch)
	for len(texts) > 0 {
		n, size := 0, 0
		for n < len(texts) && (n == 0 || size+len(texts[n]) <= stepBytes) {
			size += len(texts[n])
			n++
		}
		b.fill(p.tokenizer, texts[:n])
		for i, c := range p.components {
			b.spent = i >= p.shared && !p.keepVectors
			c.apply(b)
		}
		docs = p.collect(docs, b)
		texts = texts[n:]
	}
	if cap(b.tokens) <= maxKeptTokens {
		p.batches.Put(b)
	}
	return docs
}

// maxKeptTokens bounds the memory that stays after a very long document.
const maxKeptTokens = 1 << 14

// Pipe analyses a stream of texts on all processors and yields the documents in order. It reads ahead by a few batches
// only, on a goroutine of its own. It ends with the error of ctx once that is done; ended early, it waits for the text
// that is being read.
func (p *Pipeline) Pipe(ctx context.Context, texts iter.Seq[string]) iter.Seq2[*Doc, error] {
	return func(yield func(*Doc, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		workers := runtime.GOMAXPROCS(0)
		jobs := make(chan chan []*Doc, 2*workers) // batches in order, each with the channel of its answer
		var wg sync.WaitGroup
		defer wg.Wait()
		defer cancel()
		wg.Go(func() {
			defer close(jobs)
			free := make(chan struct{}, workers)
			for batch := range batches(texts, 4*stepBytes) {
				select {
				case free <- struct{}{}:
				case <-ctx.Done():
					return
				}
				done := make(chan []*Doc, 1)
				select {
				case jobs <- done:
				case <-ctx.Done():
					return
				}
				wg.Go(func() {
					done <- p.ParseBatch(batch)
					<-free
				})
			}
		})
		for done := range jobs {
			for _, d := range <-done {
				if err := ctx.Err(); err != nil {
					yield(nil, err)
					return
				}
				if !yield(d, nil) {
					return
				}
			}
		}
		if err := ctx.Err(); err != nil {
			yield(nil, err)
		}
	}
}

// batches cuts a stream into slices of about size bytes of text.
func batches(texts iter.Seq[string], size int) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		var batch []string
		n := 0
		for t := range texts {
			batch = append(batch, t)
			if n += len(t); n >= size || len(batch) >= size/64 {
				if !yield(batch) {
					return
				}
				batch, n = nil, 0
			}
		}
		if len(batch) > 0 {
			yield(batch)
		}
	}
}

// collect appends the documents of a batch that has gone through all components.
func (p *Pipeline) collect(docs []*Doc, b *batch) []*Doc {
	first, ent := 0, 0
	for i, n := range b.lens {
		d := p.docs.Get().(*Doc)
		if cap(d.Tokens) < n {
			d.Tokens = make([]Token, n)
		}
		d.Text, d.Tokens, d.Ents, d.Vectors, d.Width = b.texts[i], d.Tokens[:n], d.Ents[:0], nil, 0
		for j := range d.Tokens {
			k := first + j
			t := &b.tokens[k]
			end := t.Start + t.Lex.Size
			d.Tokens[j] = Token{
				Start: t.Start, End: end, Text: d.Text[t.Start:end], Norm: t.Lex.Norm, Lemma: b.lemma[k],
				Tag: p.names.list[b.tag[k]], Pos: p.names.list[b.pos[k]], Morph: p.names.list[b.morph[k]],
				Dep: p.names.list[b.dep[k]], Head: int(b.heads[k]), SentStart: b.sents[k] == 1,
			}
		}
		d.Sents = sentences(d.Sents[:0], d.Tokens)
		for ; ent < len(b.ents) && b.ents[ent].Doc == i; ent++ {
			e := b.ents[ent]
			d.Ents = append(d.Ents, Span{Start: e.Start, End: e.End, Label: b.entLabels[e.Label]})
		}
		if p.keepVectors && len(b.shared) > 0 {
			d.Width = b.width
			d.Vectors = append([]float32(nil), b.shared[first*b.width:(first+n)*b.width]...)
		}
		docs = append(docs, d)
		first += n
	}
	return docs
}

// sentences appends the stretches between tokens that start a sentence; the first token always does.
func sentences(sents []Span, tokens []Token) []Span {
	for i := range tokens {
		if i == 0 || tokens[i].SentStart {
			if len(sents) > 0 {
				sents[len(sents)-1].End = i
			}
			sents = append(sents, Span{Start: i, End: len(tokens)})
		}
	}
	return sents
}
