package nlp

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/vmihailenco/msgpack/v5"

	"github.com/demarche/demarche/ingest/nlp/lookup"
	"github.com/demarche/demarche/ingest/nlp/tokenize"
	"github.com/demarche/demarche/ingest/nlp/vocab"
)

// readNorms gives the table lexeme_norm of the vocabulary.
func readNorms(fsys fs.FS) (vocab.Norms, error) {
	tables, err := readTables(fsys, "vocab")
	if err != nil {
		return nil, err
	}
	d, err := tables.Dict("lexeme_norm")
	return norms{d}, err
}

type norms struct{ lookup.Dict }

func (n norms) Norm(id uint64) (string, bool) { return n.Get(lookup.Key(id)) }

// TablesFile is the name under which a folder may hold, in place of spaCy's lookups.bin, the same tables laid out to be
// searched where they lie.
const TablesFile = "lookups.tables"

// readTables reads the word tables of a folder; none is an empty table.
func readTables(fsys fs.FS, dir string) (lookup.Dict, error) {
	data, err := fs.ReadFile(fsys, path.Join(dir, TablesFile))
	if errors.Is(err, fs.ErrNotExist) {
		if data, err = fs.ReadFile(fsys, path.Join(dir, "lookups.bin")); err == nil && len(data) > 0 {
			data, err = lookup.FromMsgpack(data)
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return lookup.Dict{}, nil
	}
	if err != nil {
		return lookup.Dict{}, fmt.Errorf("%s: %w", dir, err)
	}
	return lookup.Open(data)
}

// readRules reads the file tokenizer.
func readRules(fsys fs.FS) (*tokenize.Rules, error) {
	data, err := fs.ReadFile(fsys, "tokenizer")
	if err != nil {
		return nil, err
	}
	var file struct {
		Prefix     *string                       `msgpack:"prefix_search"`
		Suffix     *string                       `msgpack:"suffix_search"`
		Infix      *string                       `msgpack:"infix_finditer"`
		TokenMatch *string                       `msgpack:"token_match"`
		URLMatch   *string                       `msgpack:"url_match"`
		Exceptions map[string][]map[int64]string `msgpack:"exceptions"`
		Faster     *bool                         `msgpack:"faster_heuristics"`
	}
	if err := msgpack.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("tokenizer: %w", err)
	}
	str := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	r := &tokenize.Rules{
		Prefix: str(file.Prefix), Suffix: str(file.Suffix), Infix: str(file.Infix),
		TokenMatch: str(file.TokenMatch), URLMatch: str(file.URLMatch),
		FasterHeuristics: file.Faster == nil || *file.Faster,
		Exceptions:       make(map[string][]tokenize.Piece, len(file.Exceptions)),
	}
	const orth, norm = 65, 67 // spaCy's numbers of these attributes
	for chunk, specs := range file.Exceptions {
		pieces := make([]tokenize.Piece, len(specs))
		for i, spec := range specs {
			for attr := range spec {
				if attr != orth && attr != norm {
					return nil, fmt.Errorf("tokenizer: exception %q sets attribute %d", chunk, attr)
				}
			}
			pieces[i] = tokenize.Piece{Orth: spec[orth], Norm: spec[norm]}
		}
		r.Exceptions[chunk] = pieces
	}
	return r, nil
}
