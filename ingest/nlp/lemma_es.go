package nlp

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/demarche/demarche/ingest/nlp/lookup"
	"github.com/demarche/demarche/ingest/nlp/vocab"
)

// spanishLemmas is the mode rule of Spanish: exceptions, else rules that the morphology picks, whose results are
// preferred where they are known lemmas. Verbs give up the pronouns that hang on them ("dámelo" is "dar yo él").
type spanishLemmas struct {
	byPos  posTables
	groups map[string][]ruleGroup // by part of speech
	rules  map[string][]string    // by name of the rules: endings, old and new in turn
}

// ruleGroup are the rules for words that have all of the features.
type ruleGroup struct {
	name     string
	features []string
}

// namedRules are the rules that the program asks for by name.
var namedRules = []string{"accents", "adverbs", "det", "det_and_pron_fixed", "det_and_pron_general", "num", "pron", "voc_alt_1", "voc_alt_2"}

func newSpanishLemmas(tables lookup.Dict) (lemmaRules, error) {
	byPos, err1 := readPosTables(tables)
	rules, err2 := tables.Dict("lemma_rules")
	groups, err3 := tables.Dict("lemma_rules_groups")
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	l := &spanishLemmas{byPos: byPos, groups: map[string][]ruleGroup{}, rules: map[string][]string{}}
	wanted := slices.Clone(namedRules)
	for _, pos := range universalTags {
		list, ok := groups.Get(lookup.Key(vocab.ID(strings.ToLower(pos))))
		if !ok {
			continue
		}
		parts := strings.Split(list, lookup.Sep)
		for i := 0; i+1 < len(parts); i += 2 {
			g := ruleGroup{name: parts[i]}
			if parts[i+1] != "" {
				g.features = strings.Split(parts[i+1], lookup.InnerSep)
			}
			l.groups[pos] = append(l.groups[pos], g)
			wanted = append(wanted, g.name)
		}
	}
	for _, name := range wanted {
		if list, ok := rules.Get(lookup.Key(vocab.ID(name))); ok {
			l.rules[name] = strings.Split(list, lookup.Sep)
		}
	}
	return l, nil
}

func (l *spanishLemmas) lemma(w *vocab.Lexeme, pos, morph string, starts bool) string {
	switch pos {
	case "", "EOL", "SPACE":
		return w.Lower
	case "PROPN":
		return w.Text
	case "ADP", "CCONJ", "INTJ", "PART", "PUNCT", "SCONJ", "SYM", "X":
		if starts {
			return w.Lower
		}
		return w.Text
	}
	if lemma, ok := l.exception(pos, w.Lower); ok {
		return lemma
	}
	features := listFeatures(morph)
	switch pos {
	case "ADJ", "NOUN":
		return l.nominal(w.Lower, pos, features)
	case "ADV":
		lemma, _ := l.fixed(w.Lower, "adverbs")
		return lemma
	case "DET", "PRON":
		return l.pronoun(w.Lower, pos, l.index(pos))
	case "NUM":
		return l.number(w.Lower)
	case "VERB", "AUX":
		if slices.Contains(features, "PronType=Prs") {
			return l.verbWithPronouns(w.Lower, features)
		}
		return l.verb(w.Lower, l.group("VERB", features))
	}
	return w.Lower
}

func (l *spanishLemmas) exception(pos, word string) (string, bool) {
	if t := l.byPos[pos]; t != nil {
		if list, ok := t.exc.Get(word); ok {
			lemma, _, _ := strings.Cut(list, lookup.Sep)
			return lemma, true
		}
	}
	return "", false
}

func (l *spanishLemmas) index(pos string) lookup.Dict {
	if t := l.byPos[pos]; t != nil {
		return t.index
	}
	return lookup.Dict{}
}

// group gives the name of the first rules all of whose features the word has.
func (l *spanishLemmas) group(pos string, features []string) string {
	for _, g := range l.groups[pos] {
		if !slices.ContainsFunc(g.features, func(f string) bool { return !slices.Contains(features, f) }) {
			return g.name
		}
	}
	return ""
}

// endings gives the forms that rules make of a word by its ending; unchanged ones only where they are asked for.
func (l *spanishLemmas) endings(word, rules string, unchanged bool) []string {
	var forms []string
	for old, new := range pairs(l.rules[rules]) {
		form := word
		if stem, ok := strings.CutSuffix(word, old); ok {
			form = stem + new
		}
		if form != word || unchanged {
			forms = append(forms, form)
		}
	}
	return forms
}

// firstKnown gives the first form that is a known lemma, else the first, else the word.
func firstKnown(forms []string, index lookup.Dict, word string) string {
	if i := slices.IndexFunc(forms, index.Has); i >= 0 {
		return forms[i]
	}
	if len(forms) > 0 {
		return forms[0]
	}
	return word
}

// nominal is for adjectives and nouns. A plural in n or s may have lost its accent: "jóvenes" is of "joven".
func (l *spanishLemmas) nominal(word, pos string, features []string) string {
	forms := l.endings(word, l.group(pos, features), false)
	if slices.Contains(features, "Number=Plur") {
		for _, f := range forms[:len(forms):len(forms)] {
			if strings.HasSuffix(f, "n") || strings.HasSuffix(f, "s") {
				for old, new := range pairs(l.rules["accents"]) {
					forms = append(forms, strings.ReplaceAll(f, old, new))
				}
			}
		}
	}
	return firstKnown(forms, l.index(pos), word)
}

// fixed gives what the first rules that have the whole word make of it.
func (l *spanishLemmas) fixed(word string, rules ...string) (string, bool) {
	for _, name := range rules {
		for old, new := range pairs(l.rules[name]) {
			if word == old {
				return new, true
			}
		}
	}
	return word, false
}

// pronoun is for determiners and pronouns.
func (l *spanishLemmas) pronoun(word, pos string, index lookup.Dict) string {
	if lemma, ok := l.fixed(word, strings.ToLower(pos), "det_and_pron_fixed"); ok {
		return lemma
	}
	forms := append(l.endings(word, "det_and_pron_general", pos == "DET"), word)
	return firstKnown(forms, index, word)
}

var thousands = regexp.MustCompile(`\.[0-9]{3}$`)

// number turns "1.234,5" into "1234.5".
func (l *spanishLemmas) number(word string) string {
	if lemma, ok := l.fixed(word, "num"); ok {
		return lemma
	}
	if whole, _, _ := strings.Cut(word, ","); thousands.MatchString(whole) {
		word = strings.ReplaceAll(word, ".", "")
	}
	return strings.ReplaceAll(word, ",", ".")
}

// verb tries the endings of a group; where no form is known, other vowels in the stem: "cuenta" is of "contar".
func (l *spanishLemmas) verb(word, group string) string {
	forms, index := l.endings(word, group, false), l.index("VERB")
	if slices.ContainsFunc(forms, index.Has) {
		return firstKnown(forms, index, word)
	}
	for _, form := range forms {
		for old, new := range pairs(l.rules["voc_alt_1"]) {
			for i := range form {
				if strings.HasPrefix(form[i:], old) {
					if alt := form[:i] + new + form[i+len(old):]; index.Has(alt) {
						return alt
					}
				}
			}
		}
		for old, new := range pairs(l.rules["voc_alt_2"]) {
			if alt := strings.Replace(form, old, new, 1); alt != form && index.Has(alt) {
				return alt
			}
		}
	}
	return firstKnown(forms, index, word)
}

var hangingPronoun = regexp.MustCompile(`(?s)^.*?([mts]e|l[aeo]s?|n?os)$`)

// verbWithPronouns takes up to four pronouns from the end of a verb and gives the lemmas of all.
func (l *spanishLemmas) verbWithPronouns(word string, features []string) string {
	var pronouns []string
	for m := hangingPronoun.FindStringSubmatch(word); m != nil && len(pronouns) <= 3; m = hangingPronoun.FindStringSubmatch(word) {
		word = strings.TrimSuffix(word, m[1])
		pronouns = append(pronouns, m[1])
	}
	for old, new := range pairs(l.rules["accents"]) {
		word = strings.ReplaceAll(word, old, new)
	}
	verb, ok := l.exception("VERB", word)
	if !ok {
		verb = l.verb(word, l.group("VERB", features))
	}
	slices.Reverse(pronouns)
	for i, p := range pronouns {
		lemma, ok := l.exception("PRON", p)
		if !ok {
			lemma = l.pronoun(p, "PRON", l.index("VERB"))
		}
		pronouns[i] = lemma
	}
	return verb + " " + strings.Join(pronouns, " ")
}

// pairs walks over a list of old and new in turn.
func pairs(list []string) func(yield func(old, new string) bool) {
	return func(yield func(old, new string) bool) {
		for i := 0; i+1 < len(list); i += 2 {
			if !yield(list[i], list[i+1]) {
				return
			}
		}
	}
}

// listFeatures splits a morphology into single features; of several values of a field each is one.
func listFeatures(morph string) []string {
	var list []string
	for f := range strings.SplitSeq(morph, "|") {
		field, values, ok := strings.Cut(f, "=")
		if !ok {
			continue
		}
		for v := range strings.SplitSeq(values, ",") {
			list = append(list, field+"="+v)
		}
	}
	return list
}
