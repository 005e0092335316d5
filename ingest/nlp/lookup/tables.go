package lookup

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/vmihailenco/msgpack/v5"
)

// Sep stands between the strings of a list that is a value.
const Sep = "\x00"

// InnerSep stands between the strings of a list within a list that is a value.
const InnerSep = "\x01"

// FromMsgpack lays out the file lookups.bin that spaCy saves: a Dict of its tables by name, each a Dict by Key of the
// word; where a value is a map, a Dict again; where it is a list, the strings joined by Sep. The lists of lemma_index are
// Dicts too, as they are only asked whether they have a word.
//
//	lexeme_norm         word → norm
//	lemma_lookup        word → lemmas
//	lemma_index         part of speech → word → ""
//	lemma_exc           part of speech → word → lemmas
//	lemma_rules         part of speech or name of the rules → endings, old and new in turn
//	lemma_rules_groups  part of speech → name of rules and features for which they hold, in turn; features joined by InnerSep
func FromMsgpack(data []byte) ([]byte, error) {
	dec := msgpack.NewDecoder(bytes.NewReader(data))
	dec.SetMapDecoder(decodeMap)
	root, err := dec.DecodeInterfaceLoose()
	if err != nil {
		return nil, fmt.Errorf("lookup: %w", err)
	}
	tables, ok := root.(map[any]any)
	if !ok {
		return nil, fmt.Errorf("lookup: %T is not a map of tables", root)
	}
	out := make(map[string]string, len(tables))
	for name, t := range tables {
		entries, ok := t.(map[any]any)
		if !ok {
			return nil, fmt.Errorf("lookup: table %v is %T, not a map", name, t)
		}
		laid, err := layMap(entries, name == "lemma_index")
		if err != nil {
			return nil, fmt.Errorf("lookup: table %v: %w", name, err)
		}
		out[fmt.Sprint(name)] = laid
	}
	return Build(out), nil
}

// decodeMap reads a map with numbers as int64 or uint64, whatever their size in the file.
func decodeMap(d *msgpack.Decoder) (any, error) {
	n, err := d.DecodeMapLen()
	if err != nil || n < 0 {
		return nil, err
	}
	m := make(map[any]any)
	for range n {
		k, err := d.DecodeInterfaceLoose()
		if err != nil {
			return nil, err
		}
		switch k.(type) {
		case string, int64, uint64:
		default:
			return nil, fmt.Errorf("key %v is %T", k, k)
		}
		if m[k], err = d.DecodeInterfaceLoose(); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func layMap(m map[any]any, sets bool) (string, error) {
	out := make(map[string]string, len(m))
	for k, v := range m {
		key, err := keyOf(k)
		if err != nil {
			return "", err
		}
		switch v := v.(type) {
		case string:
			out[key] = v
		case map[any]any:
			out[key], err = layLists(v)
		case []any:
			if len(v) == 0 {
				continue
			}
			out[key], err = layList(v, sets)
		default:
			err = fmt.Errorf("value %v is %T", v, v)
		}
		if err != nil {
			return "", err
		}
	}
	return string(Build(out)), nil
}

// layLists lays out a map from words to a word or a list of words.
func layLists(m map[any]any) (string, error) {
	out := make(map[string]string, len(m))
	for k, v := range m {
		key, ok := k.(string)
		if !ok {
			return "", fmt.Errorf("key %v is %T, not a string", k, k)
		}
		switch v := v.(type) {
		case string:
			out[key] = v
		case []any:
			words, err := flatten(v)
			if err != nil {
				return "", err
			}
			out[key] = strings.Join(words, Sep)
		default:
			return "", fmt.Errorf("value %v is %T", v, v)
		}
	}
	return string(Build(out)), nil
}

// layList lays out a list, as a set or in order.
func layList(l []any, set bool) (string, error) {
	words, err := flatten(l)
	if err != nil || !set {
		return strings.Join(words, Sep), err
	}
	m := make(map[string]string, len(words))
	for _, w := range words {
		m[w] = ""
	}
	return string(Build(m)), nil
}

// flatten gives the strings of a list and of lists in it; what these hold in lists again is joined by InnerSep.
func flatten(l []any) ([]string, error) {
	var words []string
	for _, v := range l {
		switch v := v.(type) {
		case string:
			words = append(words, v)
		case []any:
			for _, w := range v {
				if inner, ok := w.([]any); ok {
					joined, err := flatten(inner)
					if err != nil {
						return nil, err
					}
					w = strings.Join(joined, InnerSep)
				}
				word, ok := w.(string)
				if !ok {
					return nil, fmt.Errorf("list holds %T", w)
				}
				words = append(words, word)
			}
		default:
			return nil, fmt.Errorf("list holds %T", v)
		}
	}
	return words, nil
}

func keyOf(k any) (string, error) {
	switch k := k.(type) {
	case uint64:
		return Key(k), nil
	case int64:
		return Key(uint64(k)), nil
	}
	return "", fmt.Errorf("key %v is %T, not a hash", k, k)
}

// Key gives the key of a word in a table by the word's number in spaCy's StringStore.
func Key(id uint64) string {
	var b [8]byte
	for i := range b {
		b[i] = byte(id >> (56 - 8*i))
	}
	return string(b[:])
}
