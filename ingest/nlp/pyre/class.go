package pyre

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/demarche/demarche/ingest/nlp/pystr"
)

// class is a set of characters: the ranges and predicates, or where neg is set all others.
type class struct {
	neg    bool
	ranges []runeRange // sorted, none touching the next
	preds  []predicate
	ascii  [2]uint64 // members below 128, neg applied
}

type runeRange struct{ lo, hi rune }

// predicate is one of Python's \w, \d, \s, or its opposite.
type predicate struct {
	kind byte
	neg  bool
}

func (p predicate) has(r rune) bool {
	switch p.kind {
	case 'w':
		return pystr.IsWordRune(r) != p.neg
	case 'd':
		return unicode.IsDigit(r) != p.neg
	}
	return pystr.IsSpaceRune(r) != p.neg
}

func newClass(neg bool, ranges []runeRange, preds []predicate) *class {
	c := &class{neg: neg, preds: preds}
	slices.SortFunc(ranges, func(a, b runeRange) int { return int(a.lo - b.lo) })
	for _, r := range ranges {
		if n := len(c.ranges); n > 0 && r.lo <= c.ranges[n-1].hi+1 {
			c.ranges[n-1].hi = max(c.ranges[n-1].hi, r.hi)
		} else {
			c.ranges = append(c.ranges, r)
		}
	}
	for r := rune(0); r < utf8.RuneSelf; r++ {
		if c.search(r) {
			c.ascii[r/64] |= 1 << (r % 64)
		}
	}
	return c
}

func (c *class) has(r rune) bool {
	if r < utf8.RuneSelf {
		return c.ascii[r/64]&(1<<(r%64)) != 0
	}
	return c.search(r)
}

func (c *class) search(r rune) bool {
	lo, hi := 0, len(c.ranges)
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if c.ranges[mid].hi < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(c.ranges) && c.ranges[lo].lo <= r {
		return !c.neg
	}
	for _, p := range c.preds {
		if p.has(r) {
			return !c.neg
		}
	}
	return c.neg
}
