package nlp

import (
	"errors"
	"fmt"
	"strings"

	"github.com/demarche/demarche/ingest/nlp/lookup"
	"github.com/demarche/demarche/ingest/nlp/vocab"
)

// lemmatizer is spaCy's Lemmatizer in its modes "rule" and "lookup".
type lemmatizer struct {
	names     *names
	overwrite bool
	rules     lemmaRules
	cache     *vocab.Cache[lemmaKey, string]
}

// lemmaRules find the lemma of a word by its part of speech, its morphology, and whether it starts a sentence.
type lemmaRules interface {
	lemma(w *vocab.Lexeme, pos, morph string, starts bool) string
}

type lemmaKey struct {
	orth       uint64
	pos, morph name
	starts     bool
}

// keptLemmas is the number of lemmas that are kept.
const keptLemmas = 1 << 16

// ownRules are the languages whose mode rule in spaCy is a program of its own, which is not written here.
var ownRules = map[string]bool{"bn": true, "ca": true, "el": true, "it": true, "nl": true, "pl": true, "ru": true, "uk": true}

func newLemmatizer(lang, mode string, overwrite bool, tables lookup.Dict, n *names) (*lemmatizer, error) {
	l := &lemmatizer{names: n, overwrite: overwrite, cache: vocab.NewCache[lemmaKey, string](keptLemmas)}
	var err error
	switch {
	case mode == "lookup":
		l.rules, err = newLemmaLookup(tables)
	case mode != "rule" || ownRules[lang]:
		return nil, fmt.Errorf("mode %q of language %q is not supported", mode, lang)
	case !tables.Has("lemma_rules"):
		return nil, errors.New("mode rule has no table lemma_rules")
	case lang == "es":
		l.rules, err = newSpanishLemmas(tables)
	case lang == "fr":
		l.rules, err = newFrenchLemmas(tables)
	case lang == "en":
		l.rules, err = newGeneralLemmas(tables, englishBaseForm)
	default:
		l.rules, err = newGeneralLemmas(tables, nil)
	}
	return l, err
}

func (l *lemmatizer) apply(b *batch) {
	for i := range b.tokens {
		if b.lemma[i] != "" && !l.overwrite {
			continue
		}
		w := b.tokens[i].Lex
		key := lemmaKey{w.Orth(), b.pos[i], b.morph[i], b.sents[i] == 1}
		lemma, ok := l.cache.Get(key)
		if !ok {
			lemma = l.rules.lemma(w, l.names.list[key.pos], l.names.list[key.morph], key.starts)
			if w.Size <= longestLemma {
				lemma = l.cache.Put(key, lemma)
			}
		}
		b.lemma[i] = lemma
	}
}

// longestLemma is the size of a word, in bytes, above which its lemma is not kept.
const longestLemma = 256

// posTables are the tables of a lemmatizer that are kept by part of speech.
type posTables map[string]*lemmaTables

type lemmaTables struct {
	index lookup.Dict // known lemmas
	exc   lookup.Dict // lemmas of irregular forms
	rules []string    // endings, old and new in turn
}

// universalTags are the parts of speech that have tables.
var universalTags = []string{
	"ADJ", "ADP", "ADV", "AUX", "CCONJ", "CONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
	"SYM", "VERB", "X",
}

// readPosTables reads lemma_index, lemma_exc and lemma_rules, and leaves out parts of speech that are in none.
func readPosTables(tables lookup.Dict) (posTables, error) {
	index, err1 := tables.Dict("lemma_index")
	exc, err2 := tables.Dict("lemma_exc")
	rules, err3 := tables.Dict("lemma_rules")
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	byPos := make(posTables)
	for _, pos := range universalTags {
		key := lookup.Key(vocab.ID(strings.ToLower(pos)))
		t := &lemmaTables{}
		t.index, err1 = index.Dict(key)
		t.exc, err2 = exc.Dict(key)
		if err := errors.Join(err1, err2); err != nil {
			return nil, err
		}
		list, hasRules := rules.Get(key)
		if hasRules {
			t.rules = strings.Split(list, lookup.Sep)
		}
		if t.index.Len() > 0 || t.exc.Len() > 0 || hasRules {
			byPos[pos] = t
		}
	}
	return byPos, nil
}

// lemmaLookup is the mode lookup: the lemma is that of a table, or the word.
type lemmaLookup struct{ table lookup.Dict }

func newLemmaLookup(tables lookup.Dict) (lemmaRules, error) {
	if !tables.Has("lemma_lookup") {
		return nil, errors.New("mode lookup has no table lemma_lookup")
	}
	d, err := tables.Dict("lemma_lookup")
	return lemmaLookup{d}, err
}

func (l lemmaLookup) lemma(w *vocab.Lexeme, _, _ string, _ bool) string {
	return l.find(w.Text)
}

func (l lemmaLookup) find(word string) string {
	list, ok := l.table.Get(lookup.Key(vocab.ID(word)))
	if !ok {
		return word
	}
	lemma, _, _ := strings.Cut(list, lookup.Sep)
	return lemma
}
