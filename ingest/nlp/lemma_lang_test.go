package nlp

import (
	"testing"

	"github.com/demarche/demarche/ingest/nlp/lookup"
	"github.com/demarche/demarche/ingest/nlp/vocab"
)

func TestSpanishLemmas(t *testing.T) {
	l, err := newSpanishLemmas(lemmaDict(t, map[string]map[string]string{
		"lemma_rules": {
			"noun_plur": "es\x00\x00s\x00", "verb_pres": "as\x00ar\x00a\x00ar", "verb_imp": "d\x00r", "adverbs": "muy\x00mucho",
			"accents": "á\x00a\x00ó\x00o\x00í\x00i", "det_and_pron_fixed": "las\x00él", "det_and_pron_general": "as\x00o\x00a\x00o",
			"voc_alt_1": "i\x00e", "voc_alt_2": "ue\x00o", "num": "dos\x00dos",
		},
		"lemma_rules_groups": {
			"noun": "noun_plur\x00Number=Plur",
			"verb": "verb_pres\x00Tense=Pres\x01VerbForm=Fin\x00verb_imp\x00Mood=Imp",
		},
		"lemma_index": {"noun": set("joven", "canal"), "verb": set("contar", "hablar", "pedar"), "pron": set("otro")},
		"lemma_exc":   {"verb": string(lookup.Build(map[string]string{"di": "decir"})), "pron": string(lookup.Build(map[string]string{"me": "yo"}))},
	}))
	if err != nil {
		t.Fatal(err)
	}
	v := vocab.New(nil)
	for _, c := range []struct{ word, pos, morph, want string }{
		{"Canales", "NOUN", "Number=Plur", "canal"},
		{"jóvenes", "NOUN", "Gender=Masc|Number=Plur", "joven"}, // the accent goes with the plural
		{"Canal", "NOUN", "Number=Sing", "canal"},
		{"hablas", "VERB", "Tense=Pres|VerbForm=Fin", "hablar"},
		{"cuenta", "VERB", "Tense=Pres|VerbForm=Fin", "contar"}, // ue is o
		{"pida", "AUX", "Tense=Pres|VerbForm=Fin", "pedar"},     // i is e
		{"zzz", "VERB", "Tense=Pres|VerbForm=Fin", "zzz"},
		{"dímelas", "VERB", "PronType=Prs", "decir yo él"},
		{"dimelas", "VERB", "PronType=Int,Prs", "decir yo él"},
		{"Di", "VERB", "Mood=Imp", "decir"},
		{"muy", "ADV", "", "mucho"},
		{"otras", "PRON", "", "otro"},
		{"1.234,5", "NUM", "", "1234.5"},
		{"1.23", "NUM", "", "1.23"},
		{"Lima", "PROPN", "", "Lima"},
		{"De", "ADP", "", "De"},
		{" ", "SPACE", "", " "},
	} {
		if got := l.lemma(v.Get(c.word), c.pos, c.morph, false); got != c.want {
			t.Errorf("%s %s %s: %q, want %q", c.word, c.pos, c.morph, got, c.want)
		}
	}
	if got := l.lemma(v.Get("De"), "ADP", "", true); got != "de" {
		t.Errorf("at the start of a sentence De is %q", got)
	}
}

func TestFrenchLemmas(t *testing.T) {
	l, err := newFrenchLemmas(lemmaDict(t, map[string]map[string]string{
		"lemma_rules":  {"noun": "aux\x00al\x00s\x00"},
		"lemma_index":  {"noun": set("cheval", "bras")},
		"lemma_exc":    {"noun": string(lookup.Build(map[string]string{"yeux": "œil"}))},
		"lemma_lookup": {"étaient": "être", "le": "le", "suis": "être"},
	}))
	if err != nil {
		t.Fatal(err)
	}
	v := vocab.New(nil)
	for _, c := range []struct{ word, pos, want string }{
		{"Chevaux", "NOUN", "cheval"},
		{"bras", "NOUN", "bras"},
		{"yeux", "NOUN", "œil"},
		{"accords", "NOUN", "accord"}, // out of vocabulary
		{"Lac", "NOUN", "lac"},
		{"Étaient", "AUX", "être"},
		{"Paris", "PROPN", "Paris"},
		{"\n", "SPACE", "\n"},
	} {
		if got := l.lemma(v.Get(c.word), c.pos, "", false); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.word, c.pos, got, c.want)
		}
	}
}
