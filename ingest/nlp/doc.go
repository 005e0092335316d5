// Package nlp runs spaCy v3 CPU pipelines natively: text in, tokens, tags, a dependency tree, lemmas and named
// entities out, the same as spaCy's own. It knows nothing of diplomacy.
//
// Load reads a pipeline folder as spaCy saves it; package english has one embedded. A Pipeline takes texts in batches
// through its components, each of which writes a column of the batch and reads those of the components before it:
//
//	tokenize               text → tokens, each pointing to its word type (vocab)
//	tok2vec                word types → a vector for each token, many documents in one matrix product (tensor)
//	tagger, morphologizer  vectors → tags, parts of speech, morphology
//	parser, senter         vectors → heads and labels (transition), sentence starts
//	attribute_ruler        tags, words, labels → parts of speech, morphology, some lemmas
//	lemmatizer             words, parts of speech, morphology → lemmas, by tables (lookup)
//	ner                    vectors → entities
//
// The measure of right is spaCy itself: see testdata/spacy and `make parity`.
package nlp

// Doc is a parsed text.
type Doc struct {
	Text   string
	Tokens []Token
	Sents  []Span // sentences in order, covering all tokens
	Ents   []Span // named entities in order, never overlapping; Label set

	// Vectors holds the shared tok2vec output, row-major [len(Tokens), Width]; nil unless the pipeline was asked to
	// keep it.
	Vectors []float32
	Width   int
}

// Token is one token. White-space tokens are tokens too, as in spaCy.
type Token struct {
	Start, End int    // byte offsets into Doc.Text, half-open (spaCy's idx counts code points)
	Text       string // Doc.Text[Start:End]
	Norm       string // spaCy's norm: lower-case, with exceptions ("n't" is "not")
	Lemma      string
	Tag        string // fine-grained part of speech (Penn Treebank in English)
	Pos        string // universal part of speech
	Morph      string // spaCy's string form, "Number=Sing|Person=3"; empty where none
	Dep        string // dependency label; "ROOT" at the root of a sentence
	Head       int    // index into Doc.Tokens; its own index at the root of a sentence
	SentStart  bool
}

// Span is a stretch of tokens, half-open, indices into Doc.Tokens.
type Span struct {
	Start, End int
	Label      string
}

// SpanText gives the text from the first to the last token of s.
func (d *Doc) SpanText(s Span) string {
	if s.Start >= s.End {
		return ""
	}
	return d.Text[d.Tokens[s.Start].Start:d.Tokens[s.End-1].End]
}
