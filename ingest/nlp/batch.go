package nlp

import (
	"github.com/demarche/demarche/ingest/nlp/tok2vec"
	"github.com/demarche/demarche/ingest/nlp/tokenize"
	"github.com/demarche/demarche/ingest/nlp/transition"
	"github.com/demarche/demarche/ingest/nlp/vocab"
)

// batch is the state of a number of documents on their way through the components, one element a token, the documents
// one after another. Its memory is used again and again.
type batch struct {
	texts  []string
	tokens []tokenize.Token
	lens   []int // tokens of each document
	space  []bool

	tag, pos, morph, dep []name
	lemma                []string // "" where not set yet
	heads                []int32  // within the document
	sents                []int8   // 1 starts a sentence, -1 does not, 0 is unknown
	ents                 []transition.Entity
	entLabels            []string

	shared  []float32 // output of the shared tok2vec, [n, width]
	width   int
	spent   bool      // nobody listens to the shared vectors any more
	own     []float32 // output of a component's own tok2vec; where the shared ones are spent, that is in their place
	attrs   []uint64
	classes []int32
	tree    transition.Tree
	matches []int64 // scratch of the attribute ruler
	vec     tok2vec.Workspace
	trans   transition.Workspace
}

// fill tokenises texts and forgets what the batch held.
func (b *batch) fill(t *tokenize.Tokenizer, texts []string) {
	b.texts, b.tokens, b.lens, b.ents, b.shared = texts, b.tokens[:0], b.lens[:0], b.ents[:0], b.shared[:0]
	for _, text := range texts {
		n := len(b.tokens)
		b.tokens = t.Tokenize(b.tokens, text)
		b.lens = append(b.lens, len(b.tokens)-n)
	}
	n := len(b.tokens)
	b.space = grown(b.space, n)
	for i := range b.tokens {
		b.space[i] = b.tokens[i].Lex.IsSpace()
	}
	b.tag, b.pos, b.morph, b.dep = zeroed(b.tag, n), zeroed(b.pos, n), zeroed(b.morph, n), zeroed(b.dep, n)
	b.lemma, b.sents, b.heads = zeroed(b.lemma, n), zeroed(b.sents, n), grown(b.heads, n)
	at := 0
	for _, n := range b.lens {
		if n > 0 {
			b.sents[at] = 1
		}
		for i := range n {
			b.heads[at+i] = int32(i)
		}
		at += n
	}
}

// lexical writes the attributes of all tokens, row-major [n, len(attrs)], as the models ask for them.
func (b *batch) lexical(attrs []vocab.Attr) []uint64 {
	b.attrs = grown(b.attrs, len(b.tokens)*len(attrs))
	out := b.attrs
	for i := range b.tokens {
		t := &b.tokens[i]
		for j, a := range attrs {
			v := t.Lex.Attr(a)
			if a == vocab.Spacy && t.Space {
				v = 1
			}
			out[j] = v
		}
		out = out[len(attrs):]
	}
	return b.attrs
}

// grown gives a slice of length n, on the memory of s where it suffices; the elements hold anything.
func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		const most = 1 << 16 // a long text is not followed by a longer one
		return make([]T, n, n+min(n/4, most))
	}
	return s[:n]
}

func zeroed[T any](s []T, n int) []T {
	s = grown(s, n)
	clear(s)
	return s
}
