package nlp

import (
	"testing"

	"github.com/demarche/demarche/ingest/nlp/lookup"
	"github.com/demarche/demarche/ingest/nlp/vocab"
)

func lemmaDict(t *testing.T, tables map[string]map[string]string) lookup.Dict {
	t.Helper()
	flat := map[string]string{}
	for name, entries := range tables {
		byKey := map[string]string{}
		for word, v := range entries {
			byKey[lookup.Key(vocab.ID(word))] = v
		}
		flat[name] = string(lookup.Build(byKey))
	}
	d, err := lookup.Open(lookup.Build(flat))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func set(words ...string) string {
	m := map[string]string{}
	for _, w := range words {
		m[w] = ""
	}
	return string(lookup.Build(m))
}

func TestRuleLemmas(t *testing.T) {
	n := newNames()
	l, err := newLemmatizer("en", "rule", false, lemmaDict(t, map[string]map[string]string{
		"lemma_rules": {"noun": "s\x00\x00ies\x00y\x00ves\x00f", "verb": "ed\x00e\x00ed\x00\x00ing\x00"},
		"lemma_index": {"noun": set("city", "leaf", "axe"), "verb": set("walk", "bake")},
		"lemma_exc":   {"noun": string(lookup.Build(map[string]string{"axes": "ax\x00axis"})), "verb": string(lookup.Build(map[string]string{"went": "go"}))},
	}), n)
	if err != nil {
		t.Fatal(err)
	}
	v := vocab.New(nil)
	for _, c := range []struct{ word, pos, morph, want string }{
		{"Cities", "NOUN", "Number=Plur", "city"},
		{"Leaves", "NOUN", "Number=Plur", "leaf"},
		{"axes", "NOUN", "Number=Plur", "axis"},    // the last exception stands first
		{"1990s", "NOUN", "Number=Plur", "1990"},   // no word at all: taken though not in the index
		{"Drones", "NOUN", "Number=Plur", "drone"}, // out of vocabulary
		{"Baked", "VERB", "Tense=Past", "bake"},    // in the index, though another rule comes after
		{"walked", "VERB", "Tense=Past", "walk"},
		{"went", "VERB", "Tense=Past", "go"},
		{"Sheep", "NOUN", "Number=Plur", "Sheep"},   // no rule: as it is
		{"Cities", "NOUN", "Number=Sing", "cities"}, // base form by its morphology
		{"Kyiv", "PROPN", "Number=Sing", "Kyiv"},
		{"The", "DET", "", "the"},
		{"\n", "SPACE", "", "\n"},
		{"Odd", "", "", "odd"},
	} {
		if got := l.rules.lemma(v.Get(c.word), c.pos, c.morph, false); got != c.want {
			t.Errorf("%s %s %s: %q, want %q", c.word, c.pos, c.morph, got, c.want)
		}
	}
}

func TestLookupLemmas(t *testing.T) {
	n := newNames()
	l, err := newLemmatizer("xx", "lookup", false, lemmaDict(t, map[string]map[string]string{"lemma_lookup": {"went": "go"}}), n)
	if err != nil {
		t.Fatal(err)
	}
	v := vocab.New(nil)
	for word, want := range map[string]string{"went": "go", "Went": "Went"} {
		if got := l.rules.lemma(v.Get(word), "", "", false); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}

// Lemmas that a rule has set stay, unless told otherwise.
func TestLemmaOverwrite(t *testing.T) {
	for _, overwrite := range []bool{false, true} {
		n := newNames()
		l, err := newLemmatizer("xx", "lookup", overwrite, lemmaDict(t, map[string]map[string]string{"lemma_lookup": {"went": "go"}}), n)
		if err != nil {
			t.Fatal(err)
		}
		b := tagged(n, "went/VBD")
		b.lemma[0] = "leave"
		if l.apply(b); (b.lemma[0] == "go") != overwrite {
			t.Errorf("overwrite %v gives %q", overwrite, b.lemma[0])
		}
	}
}

func TestLemmatizerErrors(t *testing.T) {
	none := lookup.Dict{}
	for _, c := range []struct{ lang, mode string }{{"en", "rule"}, {"xx", "lookup"}, {"en", "pymorphy3"}, {"uk", "rule"}, {"es", "rule"}, {"fr", "rule"}} {
		if _, err := newLemmatizer(c.lang, c.mode, false, none, newNames()); err == nil {
			t.Errorf("%s, mode %s, without tables is taken", c.lang, c.mode)
		}
	}
}
