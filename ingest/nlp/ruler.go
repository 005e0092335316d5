package nlp

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vmihailenco/msgpack/v5"

	"github.com/demarche/demarche/ingest/nlp/vocab"
)

// ruler is spaCy's attribute ruler: where a pattern matches, a token of the match is given attributes. All patterns are
// matched before any attribute is set, and of two rules for one token the later in the file wins.
type ruler struct {
	names *names
	rules []rule

	// Rules by what their first token asks for, so that a token meets few of them: by its lower-cased text, else by its
	// tag, else all.
	byLower map[uint64][]int32
	byTag   map[name][]int32
	others  []int32
}

// rule is one pattern and what it assigns. Rules are in the order of the file, the patterns of one entry side by side.
type rule struct {
	tokens [][]condition
	target int // token of the match that is assigned to
	set    []assignment
}

type assignment struct {
	field field
	value name
}

// rulerEntry is an element of the file attribute_ruler/patterns.
type rulerEntry struct {
	Patterns [][]map[string]any `msgpack:"patterns"`
	Attrs    map[string]any     `msgpack:"attrs"`
	Index    int                `msgpack:"index"`
}

func newRuler(data []byte, n *names) (*ruler, error) {
	var entries []rulerEntry
	if err := msgpack.Unmarshal(data, &entries); err != nil {
		return nil, fmt.Errorf("patterns: %w", err)
	}
	r := &ruler{names: n, byLower: map[uint64][]int32{}, byTag: map[name][]int32{}}
	for i, e := range entries {
		set, err := parseAssignments(e.Attrs, n)
		if err != nil {
			return nil, fmt.Errorf("patterns: entry %d: %w", i, err)
		}
		for _, p := range e.Patterns {
			ru := rule{set: set, target: e.Index}
			if ru.target < 0 {
				ru.target += len(p)
			}
			if len(p) == 0 || ru.target < 0 || ru.target >= len(p) {
				return nil, fmt.Errorf("patterns: entry %d: index %d of a pattern of %d tokens", i, e.Index, len(p))
			}
			for _, token := range p {
				conds, err := parseTokenPattern(token, n)
				if err != nil {
					return nil, fmt.Errorf("patterns: entry %d: %w", i, err)
				}
				ru.tokens = append(ru.tokens, conds)
			}
			r.add(ru)
		}
	}
	return r, nil
}

func parseAssignments(attrs map[string]any, n *names) ([]assignment, error) {
	var set []assignment
	for key, value := range attrs {
		f, ok := fieldNames[strings.ToUpper(key)]
		s, isString := value.(string)
		if !ok || !isString {
			return nil, fmt.Errorf("attribute %s=%v cannot be set", key, value)
		}
		if f == fieldMorph {
			s = normalMorph(s)
		}
		set = append(set, assignment{f, n.add(s)})
	}
	slices.SortFunc(set, func(a, b assignment) int { return int(a.field) - int(b.field) })
	return set, nil
}

func (r *ruler) add(ru rule) {
	id := int32(len(r.rules))
	r.rules = append(r.rules, ru)
	for _, c := range ru.tokens[0] {
		if c.field == fieldLexical && c.attr == vocab.Lower && c.re == nil && !c.not {
			for _, v := range c.in {
				r.byLower[v] = append(r.byLower[v], id)
			}
			return
		}
	}
	for _, c := range ru.tokens[0] {
		if c.field == fieldTag && c.re == nil && !c.not {
			for _, v := range c.in {
				r.byTag[name(v)] = append(r.byTag[name(v)], id)
			}
			return
		}
	}
	r.others = append(r.others, id)
}

// apply runs the rules over each document of the batch.
func (r *ruler) apply(b *batch) {
	start := 0
	for _, n := range b.lens {
		r.applyTo(b, start, start+n)
		start += n
	}
}

func (r *ruler) applyTo(b *batch, start, end int) {
	// Matches as rule<<32 | token, so that sorting brings them into the order of the rules.
	b.matches = b.matches[:0]
	for i := start; i < end; i++ {
		for _, list := range [...][]int32{r.byLower[b.tokens[i].Lex.Attr(vocab.Lower)], r.byTag[b.tag[i]], r.others} {
			for _, id := range list {
				if ru := &r.rules[id]; r.matches(ru, b, i, end) {
					b.matches = append(b.matches, int64(id)<<32|int64(i+ru.target))
				}
			}
		}
	}
	slices.Sort(b.matches)
	for _, m := range b.matches {
		i := int(m & (1<<32 - 1))
		for _, a := range r.rules[m>>32].set {
			switch a.field {
			case fieldTag:
				b.tag[i] = a.value
			case fieldPos:
				b.pos[i] = a.value
			case fieldMorph:
				b.morph[i] = a.value
			case fieldDep:
				b.dep[i] = a.value
			case fieldLemma:
				b.lemma[i] = r.names.list[a.value]
			}
		}
	}
}

func (r *ruler) matches(ru *rule, b *batch, i, end int) bool {
	if i+len(ru.tokens) > end {
		return false
	}
	for k, conds := range ru.tokens {
		for j := range conds {
			if !conds[j].holds(b, i+k, r.names) {
				return false
			}
		}
	}
	return true
}
