package nlp

import (
	"fmt"
	"slices"
	"strings"

	"github.com/demarche/demarche/ingest/nlp/lookup"
	"github.com/demarche/demarche/ingest/nlp/pystr"
	"github.com/demarche/demarche/ingest/nlp/vocab"
)

// lemmatizer is spaCy's Lemmatizer in its modes "rule" and "lookup".
type lemmatizer struct {
	names     *names
	overwrite bool
	lookup    lookup.Dict // word → lemma, in mode lookup
	byPos     map[name]*lemmaTables
	baseForm  func(pos, morph string) bool // where the lemma is the word itself, in lower case
	cache     *vocab.Cache[lemmaKey, string]
}

type lemmaTables struct {
	index lookup.Dict // known lemmas
	exc   lookup.Dict // lemmas of irregular forms
	rules []string    // endings, old and new in turn
}

type lemmaKey struct {
	orth       uint64
	pos, morph name
}

// keptLemmas is the number of word, part of speech and morphology whose lemma is kept.
const keptLemmas = 1 << 16

// parts of speech for which lemma tables are asked; others have none.
var universalTags = []string{
	"ADJ", "ADP", "ADV", "AUX", "CCONJ", "CONJ", "DET", "EOL", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
	"SCONJ", "SPACE", "SYM", "VERB", "X",
}

func newLemmatizer(lang, mode string, overwrite bool, tables lookup.Dict, n *names) (*lemmatizer, error) {
	l := &lemmatizer{names: n, overwrite: overwrite, cache: vocab.NewCache[lemmaKey, string](keptLemmas)}
	switch {
	case mode == "lookup":
		var err error
		if !tables.Has("lemma_lookup") {
			return nil, fmt.Errorf("mode lookup has no table lemma_lookup")
		}
		l.lookup, err = tables.Dict("lemma_lookup")
		return l, err
	case mode != "rule":
		return nil, fmt.Errorf("mode %q is not supported", mode)
	case lang == "en":
		l.baseForm = englishBaseForm
	case slices.Contains(ownRules, lang):
		return nil, fmt.Errorf("mode rule of language %q is not supported", lang)
	}
	if !tables.Has("lemma_rules") {
		return nil, fmt.Errorf("mode rule has no table lemma_rules")
	}
	return l, l.readRules(tables)
}

// ownRules are the languages whose mode rule in spaCy is a program of its own.
var ownRules = []string{"es", "it", "pl", "ca", "fr", "nl", "ru", "uk", "bn", "el", "hu", "ro"}

func (l *lemmatizer) readRules(tables lookup.Dict) error {
	index, err := tables.Dict("lemma_index")
	if err != nil {
		return err
	}
	exc, err := tables.Dict("lemma_exc")
	if err != nil {
		return err
	}
	rules, err := tables.Dict("lemma_rules")
	if err != nil {
		return err
	}
	l.byPos = make(map[name]*lemmaTables)
	for _, pos := range universalTags {
		key := lookup.Key(vocab.ID(strings.ToLower(pos)))
		var t lemmaTables
		if t.index, err = index.Dict(key); err != nil {
			return err
		}
		if t.exc, err = exc.Dict(key); err != nil {
			return err
		}
		list, hasRules := rules.Get(key)
		if hasRules {
			t.rules = strings.Split(list, lookup.Sep)
		}
		if t.index.Len() > 0 || t.exc.Len() > 0 || hasRules {
			l.byPos[l.names.add(pos)] = &t
		}
	}
	return nil
}

func (l *lemmatizer) apply(b *batch) {
	for i := range b.tokens {
		if b.lemma[i] == "" || l.overwrite {
			b.lemma[i] = l.lemma(b.tokens[i].Lex, b.pos[i], b.morph[i])
		}
	}
}

func (l *lemmatizer) lemma(w *vocab.Lexeme, pos, morph name) string {
	key := lemmaKey{w.Orth(), pos, morph}
	if s, ok := l.cache.Get(key); ok {
		return s
	}
	return l.cache.Put(key, l.find(w, pos, morph))
}

func (l *lemmatizer) find(w *vocab.Lexeme, pos, morph name) string {
	if l.byPos == nil {
		if s, ok := l.lookup.Get(lookup.Key(w.Orth())); ok {
			return s
		}
		return w.Text
	}
	upos := l.names.list[pos]
	if upos == "" || upos == "EOL" || upos == "SPACE" {
		return w.Lower
	}
	if l.baseForm != nil && l.baseForm(upos, l.names.list[morph]) {
		return w.Lower
	}
	t := l.byPos[pos]
	if t == nil {
		if upos == "PROPN" {
			return w.Text
		}
		return w.Lower
	}
	return t.lemma(w)
}

// lemma is rule_lemmatize of spaCy, which makes a list of forms of which the first counts: exceptions before forms made by
// rules that are in the index, the last found first; then forms that are no words at all ("1980s"); then any other
// form; then the word itself.
func (t *lemmaTables) lemma(w *vocab.Lexeme) string {
	var forms, unknown []string
	for i := 0; i+1 < len(t.rules); i += 2 {
		stem, ok := strings.CutSuffix(w.Lower, t.rules[i])
		if !ok {
			continue
		}
		form := stem + t.rules[i+1]
		switch {
		case form == "":
		case t.index.Has(form):
			forms = slices.Insert(forms, 0, form)
		case !pystr.IsAlpha(form):
			forms = append(forms, form)
		default:
			unknown = append(unknown, form)
		}
	}
	if list, ok := t.exc.Get(w.Lower); ok {
		for form := range strings.SplitSeq(list, lookup.Sep) {
			if !slices.Contains(forms, form) {
				forms = slices.Insert(forms, 0, form)
			}
		}
	}
	switch {
	case len(forms) > 0:
		return forms[0]
	case len(unknown) > 0:
		return unknown[0]
	}
	return w.Text
}

// englishBaseForm tells whether a word is uninflected, by spaCy's English rules.
func englishBaseForm(pos, morph string) bool {
	verbForm := feature(morph, "VerbForm")
	switch {
	case pos == "NOUN" && feature(morph, "Number") == "Sing":
		return true
	case pos == "VERB" && verbForm == "Fin" && feature(morph, "Tense") == "Pres" && feature(morph, "Number") == "":
		return true
	}
	return verbForm == "Inf" || verbForm == "None" || feature(morph, "Degree") == "Pos"
}
