package nlp

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sync"

	"github.com/demarche/demarche/ingest/nlp/tensor"
	"github.com/demarche/demarche/ingest/nlp/thinc"
	"github.com/demarche/demarche/ingest/nlp/tok2vec"
	"github.com/demarche/demarche/ingest/nlp/tokenize"
	"github.com/demarche/demarche/ingest/nlp/transition"
	"github.com/demarche/demarche/ingest/nlp/vocab"
)

// Load reads a pipeline folder as spaCy v3 saves it (nlp.to_disk, or the folder inside of a pipeline package). Components
// in the list "disabled" of its config.cfg are left out. It fails, and names it, on a component, layer or
// setting that it cannot run the way spaCy does.
//
// Known are tok2vec, tagger, morphologizer, senter, parser, attribute_ruler, lemmatizer (modes lookup and rule) and ner.
func Load(fsys fs.FS) (*Pipeline, error) {
	return LoadKernel(fsys, tensor.Auto)
}

// LoadKernel is Load with the arithmetic of a given kernel, for tests.
func LoadKernel(fsys fs.FS, k tensor.Kernel) (*Pipeline, error) {
	l := loader{fsys: fsys, kernel: k, names: newNames()}
	p, err := l.load()
	if err != nil {
		return nil, fmt.Errorf("nlp: load pipeline: %w", err)
	}
	return p, nil
}

type loader struct {
	fsys    fs.FS
	kernel  tensor.Kernel
	config  config
	names   *names
	lang    string
	vectors *tok2vec.Vectors
	shared  *encoder // the component tok2vec, once it is read
}

func (l *loader) load() (*Pipeline, error) {
	var err error
	if l.config, err = openConfig(l.fsys); err != nil {
		return nil, err
	}
	if l.lang, err = l.config.str("nlp", "lang"); err != nil {
		return nil, err
	}
	order, err := l.config.components()
	if err != nil {
		return nil, err
	}
	norms, err := readNorms(l.fsys)
	if err != nil {
		return nil, err
	}
	if l.vectors, err = readVectors(l.fsys); err != nil {
		return nil, err
	}
	rules, err := readRules(l.fsys)
	if err != nil {
		return nil, err
	}
	p := &Pipeline{Lang: l.lang, names: l.names,
		batches: &sync.Pool{New: func() any { return new(batch) }}, docs: &sync.Pool{New: func() any { return new(Doc) }}}
	if p.tokenizer, err = tokenize.New(rules, vocab.New(norms)); err != nil {
		return nil, err
	}
	for _, name := range order {
		c, err := l.component(name)
		if err != nil {
			return nil, fmt.Errorf("component %q: %w", name, err)
		}
		p.components = append(p.components, c)
		if s, ok := c.(interface{ listens() bool }); ok && s.listens() {
			p.shared = len(p.components)
		}
	}
	p.Name, err = l.metaName()
	return p, err
}

func (l *loader) metaName() (string, error) {
	var meta struct {
		Name string `json:"name"`
	}
	data, err := fs.ReadFile(l.fsys, "meta.json")
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err == nil {
		err = json.Unmarshal(data, &meta)
	}
	if err != nil {
		return "", fmt.Errorf("meta.json: %w", err)
	}
	return meta.Name, nil
}

func (l *loader) component(name string) (component, error) {
	section := "components." + name
	factory, err := l.config.str(section, "factory")
	if err != nil {
		return nil, err
	}
	switch factory {
	case "tok2vec":
		e, err := l.encoder(name)
		if err != nil {
			return nil, err
		}
		l.shared = e
		return &sharedEncoder{e}, nil
	case "tagger":
		return l.tagger(name)
	case "morphologizer":
		return l.morphologizer(name)
	case "senter":
		return l.senter(name)
	case "parser":
		return l.parser(name)
	case "ner":
		return l.recognizer(name)
	case "attribute_ruler":
		data, err := fs.ReadFile(l.fsys, path.Join(name, "patterns"))
		if err != nil {
			return nil, err
		}
		return newRuler(data, l.names)
	case "lemmatizer":
		return l.lemmatizer(name)
	}
	return nil, fmt.Errorf("factory %q is not supported", factory)
}

func (l *loader) model(name string) (*thinc.Model, error) {
	data, err := fs.ReadFile(l.fsys, path.Join(name, "model"))
	if err != nil {
		return nil, err
	}
	return thinc.Read(data)
}

func (l *loader) encoder(name string) (*encoder, error) {
	m, err := l.model(name)
	if err != nil {
		return nil, err
	}
	return l.encoderOf(m)
}

func (l *loader) encoderOf(m *thinc.Model) (*encoder, error) {
	t, err := tok2vec.New(m, l.vectors, l.kernel)
	if err != nil {
		return nil, err
	}
	e := &encoder{model: t}
	for _, a := range t.Attrs {
		attr, err := vocab.ParseAttr(a)
		if err != nil {
			return nil, err
		}
		e.attrs = append(e.attrs, attr)
	}
	return e, nil
}

// source gives the vectors, of the given width, that a component's model works on.
func (l *loader) source(m *thinc.Model, width int) (source, error) {
	from, own := l.shared, source{}
	if tok2vec.In(m) {
		var err error
		if from, err = l.encoderOf(m); err != nil {
			return source{}, err
		}
		own.own = from
	}
	if from == nil {
		return source{}, errors.New("it listens to a tok2vec, of which there is none before it")
	}
	if from.model.Width != width {
		return source{}, fmt.Errorf("its tok2vec gives vectors of %d numbers, not %d", from.model.Width, width)
	}
	return own, nil
}

func (l *loader) classifier(name string) (source, *tok2vec.Classifier, error) {
	m, err := l.model(name)
	if err != nil {
		return source{}, nil, err
	}
	c, err := tok2vec.NewClassifier(m, l.kernel)
	if err != nil {
		return source{}, nil, err
	}
	src, err := l.source(m, c.Width)
	return src, c, err
}

func (l *loader) cfg(name string, to any) error {
	data, err := fs.ReadFile(l.fsys, path.Join(name, "cfg"))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, to); err != nil {
		return fmt.Errorf("cfg: %w", err)
	}
	return nil
}

func (l *loader) tagger(name string) (component, error) {
	var cfg struct {
		Labels    []string `json:"labels"`
		Overwrite bool     `json:"overwrite"`
	}
	if err := l.cfg(name, &cfg); err != nil {
		return nil, err
	}
	src, classes, err := l.classifier(name)
	if err != nil {
		return nil, err
	}
	if classes.Classes != len(cfg.Labels) {
		return nil, fmt.Errorf("%d labels for a model of %d classes", len(cfg.Labels), classes.Classes)
	}
	return &tagger{source: src, classes: classes, tag: l.names.addAll(cfg.Labels), overwrite: cfg.Overwrite}, nil
}

func (l *loader) morphologizer(name string) (component, error) {
	var cfg struct {
		Morph     json.RawMessage `json:"labels_morph"`
		Pos       map[string]int  `json:"labels_pos"`
		Overwrite bool            `json:"overwrite"`
		Extend    bool            `json:"extend"`
	}
	if err := l.cfg(name, &cfg); err != nil {
		return nil, err
	}
	if cfg.Extend {
		return nil, errors.New("the setting extend is not supported")
	}
	labels, morphs, err := orderedStrings(cfg.Morph)
	if err != nil {
		return nil, fmt.Errorf("cfg: labels_morph: %w", err)
	}
	src, classes, err := l.classifier(name)
	if err != nil {
		return nil, err
	}
	if classes.Classes != len(labels) {
		return nil, fmt.Errorf("%d labels for a model of %d classes", len(labels), classes.Classes)
	}
	t := &tagger{source: src, classes: classes, overwrite: cfg.Overwrite}
	for i, label := range labels {
		pos, ok := vocab.Symbol(uint64(cfg.Pos[label]))
		if !ok {
			return nil, fmt.Errorf("cfg: part of speech %d of %q is not known", cfg.Pos[label], label)
		}
		t.pos = append(t.pos, l.names.add(pos))
		t.morph = append(t.morph, l.names.add(normalMorph(morphs[i])))
	}
	return t, nil
}

// orderedStrings reads a JSON object of strings in the order of the file, which is that of the model's classes.
func orderedStrings(data []byte) (keys, values []string, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, nil, errors.New("not an object")
	}
	for d.More() {
		k, err := d.Token()
		if err != nil {
			return nil, nil, err
		}
		v, err := d.Token()
		if err != nil {
			return nil, nil, err
		}
		value, ok := v.(string)
		if !ok {
			return nil, nil, fmt.Errorf("%v is not a string", v)
		}
		keys, values = append(keys, k.(string)), append(values, value)
	}
	return keys, values, nil
}

func (l *loader) senter(name string) (component, error) {
	var cfg struct {
		Overwrite bool `json:"overwrite"`
	}
	if err := l.cfg(name, &cfg); err != nil {
		return nil, err
	}
	src, classes, err := l.classifier(name)
	if err != nil {
		return nil, err
	}
	if classes.Classes != 2 {
		return nil, fmt.Errorf("a model of %d classes, not of two", classes.Classes)
	}
	return &senter{src, classes, cfg.Overwrite}, nil
}

func (l *loader) parser(name string) (component, error) {
	m, moves, cfg, err := l.transition(name)
	if err != nil {
		return nil, err
	}
	model, err := transition.NewParser(m, moves, cfg, l.kernel)
	if err != nil {
		return nil, err
	}
	src, err := l.source(m, model.Width)
	if err != nil {
		return nil, err
	}
	return &parser{src, model, l.names.addAll(model.Labels)}, nil
}

func (l *loader) recognizer(name string) (component, error) {
	m, moves, cfg, err := l.transition(name)
	if err != nil {
		return nil, err
	}
	model, err := transition.NewRecognizer(m, moves, cfg, l.kernel)
	if err != nil {
		return nil, err
	}
	src, err := l.source(m, model.Width)
	if err != nil {
		return nil, err
	}
	return &recognizer{src, model}, nil
}

func (l *loader) transition(name string) (m *thinc.Model, moves, cfg []byte, err error) {
	if m, err = l.model(name); err != nil {
		return nil, nil, nil, err
	}
	if moves, err = fs.ReadFile(l.fsys, path.Join(name, "moves")); err != nil {
		return nil, nil, nil, err
	}
	cfg, err = fs.ReadFile(l.fsys, path.Join(name, "cfg"))
	return m, moves, cfg, err
}

func (l *loader) lemmatizer(name string) (component, error) {
	section := "components." + name
	mode, overwrite := "lookup", false
	if err := errors.Join(l.config.read(section, "mode", &mode), l.config.read(section, "overwrite", &overwrite)); err != nil {
		return nil, err
	}
	tables, err := readTables(l.fsys, path.Join(name, "lookups"))
	if err != nil {
		return nil, err
	}
	return newLemmatizer(l.lang, mode, overwrite, tables, l.names)
}
