package nlp

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/vmihailenco/msgpack/v5"

	"github.com/demarche/demarche/ingest/nlp/thinc"
)

func TestConfig(t *testing.T) {
	c, err := readConfig([]byte("# comment\n[nlp]\nlang = \"en\"\npipeline = [\"a\",\n  \"b\",\"c\"]\ndisabled = [\"b\"]\n\n[a.b]\nx = ${nlp:lang}\ny = ${a.b.x}\nz = ${a.b.z}\nnone = null\n"))
	if err != nil {
		t.Fatal(err)
	}
	names, err := c.components()
	if err != nil || strings.Join(names, " ") != "a c" {
		t.Errorf("components %q, %v", names, err)
	}
	for key, want := range map[string]string{"x": "en", "y": "en", "none": "", "missing": "", "z": ""} {
		if got, err := c.str("a.b", key); err != nil || got != want {
			t.Errorf("%s: %q, %v, want %q", key, got, err, want)
		}
	}
	if _, err := readConfig([]byte("[a]\nx = 1\nnonsense\n")); err == nil || !strings.Contains(err.Error(), ":3:") {
		t.Errorf("a line that is no setting: %v", err)
	}
}

// pipelineFolder is a pipeline that tokenises only, with other files set or, where nil, taken away.
func pipelineFolder(t *testing.T, config string, files map[string][]byte) fstest.MapFS {
	t.Helper()
	tok, err := msgpack.Marshal(map[string]any{
		"prefix_search": `^\(`, "suffix_search": nil, "infix_finditer": nil, "token_match": nil, "url_match": nil,
		"exceptions": map[string]any{"dont": []map[int]string{{65: "do"}, {65: "nt", 67: "not"}}}, "faster_heuristics": true,
	})
	if err != nil {
		t.Fatal(err)
	}
	m := fstest.MapFS{"config.cfg": {Data: []byte(config)}, "tokenizer": {Data: tok}}
	for name, data := range files {
		if data == nil {
			delete(m, name)
		} else {
			m[name] = &fstest.MapFile{Data: data}
		}
	}
	return m
}

const bare = "[nlp]\nlang = \"xx\"\npipeline = []\n"

func TestLoadBarePipeline(t *testing.T) {
	p, err := Load(pipelineFolder(t, bare, map[string][]byte{"meta.json": []byte(`{"name":"bare"}`)}))
	if err != nil {
		t.Fatal(err)
	}
	d := p.Parse("(dont  go")
	var got []string
	for _, tok := range d.Tokens {
		got = append(got, tok.Norm)
	}
	if p.Name != "bare" || strings.Join(got, "|") != "(|do|not| |go" {
		t.Errorf("%s gives %q", p.Name, got)
	}
	if len(d.Sents) != 1 || d.Sents[0].End != 5 || d.Tokens[4].Head != 4 {
		t.Errorf("without a parser: %+v", d)
	}
}

// A pipeline that cannot be run as spaCy does is refused, and the message says what it is.
func TestLoadErrors(t *testing.T) {
	with := func(component string) string {
		return "[nlp]\nlang = \"en\"\npipeline = [\"part\"]\n[components.part]\nfactory = \"" + component + "\"\n"
	}
	empty := map[string][]byte{"part/cfg": []byte("{}"), "part/model": {0x80}, "part/moves": {0x80}, "part/patterns": {0xc1}}
	for _, c := range []struct {
		name, config string
		files        map[string][]byte
		want         string
	}{
		{"no folder", bare, map[string][]byte{"config.cfg": nil}, "config.cfg"},
		{"no tokenizer", bare, map[string][]byte{"tokenizer": nil}, "tokenizer"},
		{"broken tokenizer", bare, map[string][]byte{"tokenizer": {0xc1}}, "tokenizer"},
		{"broken config", "x = 1", nil, "config.cfg:1"},
		{"broken list", "[nlp]\npipeline = 3\n", nil, "pipeline"},
		{"broken tables", bare, map[string][]byte{"vocab/lookups.bin": {0xc1}}, "vocab"},
		{"broken vectors", bare, map[string][]byte{"vocab/vectors": []byte("no")}, "vocab/vectors"},
		{"unknown factory", with("textcat"), nil, `component "part": factory "textcat"`},
		{"tagger without files", with("tagger"), nil, "part/cfg"},
		{"tagger", with("tagger"), empty, `component "part"`},
		{"tok2vec", with("tok2vec"), empty, `component "part"`},
		{"parser", with("parser"), empty, `component "part"`},
		{"ner", with("ner"), empty, `component "part"`},
		{"senter", with("senter"), empty, `component "part"`},
		{"morphologizer", with("morphologizer"), empty, `component "part"`},
		{"attribute_ruler", with("attribute_ruler"), empty, "patterns"},
		{"lemmatizer", with("lemmatizer"), nil, `component "part"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Load(pipelineFolder(t, c.config, c.files)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

// A component that listens to a shared tok2vec is refused where that is missing or disabled.
func TestListenerWithoutSource(t *testing.T) {
	l := loader{}
	if _, err := l.source(&thinc.Model{}, 96); err == nil || !strings.Contains(err.Error(), "listens") {
		t.Errorf("error %v", err)
	}
}
