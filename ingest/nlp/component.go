package nlp

import (
	"github.com/demarche/demarche/ingest/nlp/tok2vec"
	"github.com/demarche/demarche/ingest/nlp/transition"
	"github.com/demarche/demarche/ingest/nlp/vocab"
)

// component is a part of a pipeline: it reads what the parts before it wrote into a batch, and writes its own.
type component interface {
	apply(b *batch)
}

// encoder computes token vectors from lexical attributes.
type encoder struct {
	model *tok2vec.Model
	attrs []vocab.Attr
}

func (e *encoder) encode(dst []float32, b *batch) []float32 {
	n := len(b.tokens)
	dst = grown(dst, n*e.model.Width)
	e.model.Encode(dst, b.lexical(e.attrs), n, b.lens, &b.vec)
	return dst
}

// sharedEncoder is the component tok2vec, to whose vectors others listen.
type sharedEncoder struct{ *encoder }

func (e *sharedEncoder) apply(b *batch) {
	b.shared, b.width = e.encode(b.shared, b), e.model.Width
}

// source is where a component's vectors come from: an encoder of its own, or where that is nil the shared one.
type source struct{ own *encoder }

func (s source) vectors(b *batch) []float32 {
	if s.own == nil {
		return b.shared
	}
	if b.spent {
		b.shared = s.own.encode(b.shared, b)
		return b.shared
	}
	b.own = s.own.encode(b.own, b)
	return b.own
}

// listens tells whether the vectors are the shared ones.
func (s source) listens() bool { return s.own == nil }

// tagger sets the tag, or for a morphologizer part of speech and morphology, by the class of each token.
type tagger struct {
	source
	classes   *tok2vec.Classifier
	tag       []name // by class; nil leaves tags alone
	pos       []name
	morph     []name
	overwrite bool
}

func (t *tagger) apply(b *batch) {
	vectors := t.vectors(b)
	b.classes = grown(b.classes, len(b.tokens))
	t.classes.Classify(b.classes, vectors, len(b.tokens), &b.vec)
	set := func(dst, values []name) {
		if values == nil {
			return
		}
		for i, c := range b.classes {
			if dst[i] == 0 || t.overwrite {
				dst[i] = values[c]
			}
		}
	}
	set(b.tag, t.tag)
	set(b.pos, t.pos)
	set(b.morph, t.morph)
}

// senter finds sentence starts by the class of each token.
type senter struct {
	source
	classes   *tok2vec.Classifier
	overwrite bool
}

func (s *senter) apply(b *batch) {
	vectors := s.vectors(b)
	b.classes = grown(b.classes, len(b.tokens))
	s.classes.Classify(b.classes, vectors, len(b.tokens), &b.vec)
	for i, c := range b.classes {
		if b.sents[i] != 0 && !s.overwrite {
			continue
		}
		b.sents[i] = -1
		if c == 1 {
			b.sents[i] = 1
		}
	}
}

// parser sets heads, labels and sentence starts.
type parser struct {
	source
	model  *transition.Parser
	labels []name
}

func (p *parser) apply(b *batch) {
	n := len(b.tokens)
	in := transition.Batch{Vectors: p.vectors(b), Lens: b.lens, Space: b.space, Sents: b.sents}
	b.tree.Heads, b.tree.Labels, b.tree.Sents = grown(b.tree.Heads, n), grown(b.tree.Labels, n), grown(b.tree.Sents, n)
	p.model.Parse(&in, &b.tree, &b.trans)
	copy(b.heads, b.tree.Heads)
	copy(b.sents, b.tree.Sents)
	for i, l := range b.tree.Labels {
		b.dep[i] = p.labels[l]
	}
}

// recognizer finds named entities.
type recognizer struct {
	source
	model *transition.Recognizer
}

func (r *recognizer) apply(b *batch) {
	in := transition.Batch{Vectors: r.vectors(b), Lens: b.lens, Space: b.space, Sents: b.sents}
	b.ents = r.model.Recognize(b.ents[:0], &in, &b.trans)
	b.entLabels = r.model.Labels
}
