package nlp

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/ingest/nlp/lookup"
	"github.com/demarche/demarche/ingest/nlp/pystr"
	"github.com/demarche/demarche/ingest/nlp/vocab"
)

// generalLemmas is the mode rule of languages without a program of their own, and of English.
type generalLemmas struct {
	byPos    posTables
	baseForm func(pos, morph string) bool // where the lemma is the word itself, in lower case; nil is never
}

func newGeneralLemmas(tables lookup.Dict, baseForm func(pos, morph string) bool) (lemmaRules, error) {
	byPos, err := readPosTables(tables)
	return generalLemmas{byPos, baseForm}, err
}

func (l generalLemmas) lemma(w *vocab.Lexeme, pos, morph string, _ bool) string {
	if pos == "" || pos == "EOL" || pos == "SPACE" || l.baseForm != nil && l.baseForm(pos, morph) {
		return w.Lower
	}
	t := l.byPos[pos]
	if t == nil {
		if pos == "PROPN" {
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
