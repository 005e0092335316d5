package nlp

import (
	"fmt"
	"slices"
	"strings"

	"github.com/demarche/demarche/ingest/nlp/pyre"
	"github.com/demarche/demarche/ingest/nlp/vocab"
)

// condition asks one attribute of a token, as a key of a token pattern of spaCy's Matcher does.
type condition struct {
	field field
	attr  vocab.Attr // of fieldLexical
	in    []uint64   // the value is one of these, sorted
	not   bool       // it is none of these
	re    *pyre.Regexp
}

// field says where the value of a condition or an assignment lies.
type field uint8

const (
	fieldLexical field = iota
	fieldTag
	fieldPos
	fieldMorph
	fieldDep
	fieldLemma
)

var fieldNames = map[string]field{
	"TAG": fieldTag, "POS": fieldPos, "MORPH": fieldMorph, "DEP": fieldDep, "LEMMA": fieldLemma,
}

// parseTokenPattern reads the conditions on one token.
func parseTokenPattern(pattern map[string]any, n *names) ([]condition, error) {
	var conds []condition
	for key, value := range pattern {
		upper := strings.ToUpper(key)
		if upper == "OP" {
			if value == "1" {
				continue
			}
			return nil, fmt.Errorf("operator %v of a pattern is not supported", value)
		}
		c := condition{}
		if f, ok := fieldNames[upper]; ok {
			c.field = f
		} else {
			a, err := vocab.ParseAttr(upper)
			if err != nil || a == vocab.Spacy {
				return nil, fmt.Errorf("attribute %q of a pattern is not supported", key)
			}
			c.attr = a
		}
		switch v := value.(type) {
		case map[string]any:
			for op, arg := range v {
				each := c
				if err := each.setPredicate(op, arg, n); err != nil {
					return nil, err
				}
				conds = append(conds, each)
			}
		default:
			if err := c.add(v, n); err != nil {
				return nil, err
			}
			conds = append(conds, c)
		}
	}
	for i := range conds {
		slices.Sort(conds[i].in)
	}
	// The order of a map is random; that of the conditions must not be.
	slices.SortFunc(conds, func(a, b condition) int {
		if a.field != b.field {
			return int(a.field) - int(b.field)
		}
		return int(a.attr) - int(b.attr)
	})
	return conds, nil
}

func (c *condition) setPredicate(op string, arg any, n *names) error {
	switch op {
	case "IN", "NOT_IN":
		list, ok := arg.([]any)
		if !ok {
			return fmt.Errorf("%s takes a list, not %T", op, arg)
		}
		c.not = op == "NOT_IN"
		for _, v := range list {
			if err := c.add(v, n); err != nil {
				return err
			}
		}
	case "REGEX":
		pattern, ok := arg.(string)
		if !ok {
			return fmt.Errorf("REGEX takes a string, not %T", arg)
		}
		var err error
		c.re, err = new(pyre.Compiler).Compile(pattern)
		return err
	default:
		return fmt.Errorf("predicate %q of a pattern is not supported", op)
	}
	return nil
}

// add takes one more value that the condition is true for.
func (c *condition) add(v any, n *names) error {
	switch v := v.(type) {
	case string:
		switch c.field {
		case fieldLexical:
			c.in = append(c.in, vocab.ID(v))
		case fieldMorph:
			c.in = append(c.in, uint64(n.add(normalMorph(v))))
		default:
			c.in = append(c.in, uint64(n.add(v)))
		}
		return nil
	case bool:
		if c.field == fieldLexical && c.attr.IsFlag() {
			c.in = append(c.in, 0)
			if v {
				c.in[len(c.in)-1] = 1
			}
			return nil
		}
	}
	return fmt.Errorf("value %v of a pattern is not supported", v)
}

// holds tells whether the condition is true of token i.
func (c *condition) holds(b *batch, i int, n *names) bool {
	if c.re != nil {
		_, _, ok := c.re.Find(c.text(b, i, n), 0)
		return ok
	}
	var v uint64
	switch c.field {
	case fieldLexical:
		v = b.tokens[i].Lex.Attr(c.attr)
	case fieldTag:
		v = uint64(b.tag[i])
	case fieldPos:
		v = uint64(b.pos[i])
	case fieldMorph:
		v = uint64(b.morph[i])
	case fieldDep:
		v = uint64(b.dep[i])
	case fieldLemma:
		id, ok := n.ids[b.lemma[i]]
		return ok && slices.Contains(c.in, uint64(id)) != c.not || !ok && c.not
	}
	if len(c.in) == 1 {
		return (c.in[0] == v) != c.not
	}
	_, found := slices.BinarySearch(c.in, v)
	return found != c.not
}

func (c *condition) text(b *batch, i int, n *names) string {
	switch c.field {
	case fieldTag:
		return n.list[b.tag[i]]
	case fieldPos:
		return n.list[b.pos[i]]
	case fieldMorph:
		return n.list[b.morph[i]]
	case fieldDep:
		return n.list[b.dep[i]]
	case fieldLemma:
		return b.lemma[i]
	}
	l := b.tokens[i].Lex
	switch c.attr {
	case vocab.Lower:
		return l.Lower
	case vocab.Norm:
		return l.Norm
	case vocab.ShapeAttr:
		return vocab.Shape(l.Text)
	}
	return l.Text
}
