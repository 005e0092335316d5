package nlp

import (
	"errors"
	"slices"
	"strings"

	"github.com/demarche/demarche/ingest/nlp/lookup"
	"github.com/demarche/demarche/ingest/nlp/pystr"
	"github.com/demarche/demarche/ingest/nlp/vocab"
)

// frenchLemmas is the mode rule of French: known lemmas, then exceptions, then rules, then a table of forms.
type frenchLemmas struct {
	byPos posTables
	forms lemmaLookup
}

// frenchRulePos are the parts of speech to which rules apply; others are looked up.
var frenchRulePos = []string{"NOUN", "VERB", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "PRON", "PUNCT", "SCONJ"}

func newFrenchLemmas(tables lookup.Dict) (lemmaRules, error) {
	byPos, err1 := readPosTables(tables)
	forms, err2 := tables.Dict("lemma_lookup")
	return frenchLemmas{byPos, lemmaLookup{forms}}, errors.Join(err1, err2)
}

func (l frenchLemmas) lemma(w *vocab.Lexeme, pos, _ string, _ bool) string {
	switch {
	case pos == "" || pos == "EOL" || pos == "SPACE":
		return w.Lower
	case !slices.Contains(frenchRulePos, pos):
		return l.forms.find(w.Text)
	}
	t := l.byPos[pos]
	if t == nil {
		return l.forms.find(w.Lower)
	}
	if t.index.Has(w.Lower) {
		return w.Lower
	}
	if list, ok := t.exc.Get(w.Lower); ok {
		lemma, _, _ := strings.Cut(list, lookup.Sep)
		return lemma
	}
	unknown := ""
	for i := 0; i+1 < len(t.rules); i += 2 {
		stem, ok := strings.CutSuffix(w.Lower, t.rules[i])
		if !ok {
			continue
		}
		form := stem + t.rules[i+1]
		if form != "" && (t.index.Has(form) || !pystr.IsAlpha(form)) {
			return form
		}
		if unknown == "" {
			unknown = form
		}
	}
	if unknown != "" {
		return unknown
	}
	return l.forms.find(w.Lower)
}
