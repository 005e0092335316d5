// Package pyre runs the regular expressions of Python's re in which spaCy pipelines keep their affix rules: with
// look-behind, and with Unicode classes of hundreds of ranges that come again many times in one pattern.
//
// Understood are literals, classes, ., ^, $, |, groups, look-around, greedy and lazy repeats, \w \d \s \b and their
// opposites, and the flags u and i at the start. Anything else is an error, as a rule half understood would split words wrongly.
package pyre

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Compiler compiles patterns that share their character classes. The zero value is ready.
type Compiler struct {
	classes map[string]*class
}

// Compile reads a pattern. An error names the byte at which it is not understood.
func (c *Compiler) Compile(pattern string) (*Regexp, error) {
	n, err := c.parse(pattern)
	if err != nil {
		return nil, err
	}
	return compile(n), nil
}

// CompileSuffix reads a pattern that is to be found at the end of texts.
func (c *Compiler) CompileSuffix(pattern string) (*Suffix, error) {
	n, err := c.parse(pattern)
	if err != nil {
		return nil, err
	}
	return compileSuffix(n), nil
}

type nodeOp uint8

const (
	nodeClass  nodeOp = iota // one character of class
	nodeBegin                // ^
	nodeEnd                  // $: at the end, or before a line feed that ends the text
	nodeBound                // \b, neg for \B
	nodeCat                  // subs in a row
	nodeAlt                  // the first of subs that leads to a match
	nodeRepeat               // subs[0] min to max times, max -1 without end
	nodeLook                 // subs[0] ahead, or behind; neg where it must not match
)

type node struct {
	op          nodeOp
	class       *class
	subs        []*node
	min, max    int
	lazy        bool
	neg, behind bool
}

type parser struct {
	src     string
	at      int
	fold    bool              // upper and lower case are the same
	classes map[string]*class // by source, as patterns repeat theirs
}

func (c *Compiler) parse(src string) (*node, error) {
	if c.classes == nil {
		c.classes = make(map[string]*class)
	}
	p := &parser{src: src, classes: c.classes}
	p.flags()
	n, err := p.alternatives()
	if err == nil && p.at < len(src) {
		err = p.errorf("unmatched )")
	}
	if err == nil && n.size() > mostCode {
		err = p.errorf("repeats of repeats make too large a program")
	}
	if err != nil {
		return nil, err
	}
	return n, nil
}

func (p *parser) errorf(format string, args ...any) error {
	return fmt.Errorf("pyre: pattern, byte %d: %s", p.at, fmt.Sprintf(format, args...))
}

func (p *parser) accept(s string) bool {
	if strings.HasPrefix(p.src[p.at:], s) {
		p.at += len(s)
		return true
	}
	return false
}

// flags reads what stands at the start of a pattern for all of it.
func (p *parser) flags() {
	end := strings.IndexByte(p.src, ')')
	if !strings.HasPrefix(p.src, "(?") || end < 0 || strings.Trim(p.src[2:end], "iu") != "" {
		return
	}
	p.fold = strings.Contains(p.src[2:end], "i")
	p.at = end + 1
}

// newClass makes a class under the flags.
func (p *parser) newClass(neg bool, ranges []runeRange, preds []predicate) *class {
	if p.fold {
		for _, r := range slices.Clone(ranges) {
			for c := r.lo; c <= r.hi; c++ {
				for f := unicode.SimpleFold(c); f != c; f = unicode.SimpleFold(f) {
					ranges = append(ranges, runeRange{f, f})
				}
			}
		}
	}
	return newClass(neg, ranges, preds)
}

// key tells classes of one source but other flags apart.
func (p *parser) key(src string) string {
	if p.fold {
		return "i" + src
	}
	return src
}

func (p *parser) alternatives() (*node, error) {
	var alts []*node
	for {
		n, err := p.sequence()
		if err != nil {
			return nil, err
		}
		alts = append(alts, n)
		if !p.accept("|") {
			break
		}
	}
	if len(alts) == 1 {
		return alts[0], nil
	}
	return &node{op: nodeAlt, subs: alts}, nil
}

func (p *parser) sequence() (*node, error) {
	cat := &node{op: nodeCat}
	for p.at < len(p.src) && p.src[p.at] != '|' && p.src[p.at] != ')' {
		n, err := p.atom()
		if err != nil {
			return nil, err
		}
		if n, err = p.repeats(n); err != nil {
			return nil, err
		}
		cat.subs = append(cat.subs, n)
	}
	if len(cat.subs) == 1 {
		return cat.subs[0], nil
	}
	return cat, nil
}

func (p *parser) atom() (*node, error) {
	r, size := utf8.DecodeRuneInString(p.src[p.at:])
	switch r {
	case '(':
		return p.group()
	case '[':
		c, err := p.bracket()
		return &node{op: nodeClass, class: c}, err
	case '\\':
		return p.escape()
	}
	p.at += size
	switch r {
	case '^':
		return &node{op: nodeBegin}, nil
	case '$':
		return &node{op: nodeEnd}, nil
	case '.':
		return &node{op: nodeClass, class: newClass(true, []runeRange{{'\n', '\n'}}, nil)}, nil
	case '*', '+', '?':
		p.at -= size
		return nil, p.errorf("nothing to repeat")
	}
	return &node{op: nodeClass, class: p.single(r)}, nil
}

// group reads from "(" to its ")".
func (p *parser) group() (*node, error) {
	start := p.at
	n := &node{op: nodeLook}
	switch {
	case p.accept("(?:"):
		n = nil
	case p.accept("(?="):
	case p.accept("(?!"):
		n.neg = true
	case p.accept("(?<="):
		n.behind = true
	case p.accept("(?<!"):
		n.behind, n.neg = true, true
	case p.accept("(?"):
		p.at = start
		return nil, p.errorf("a group that starts %.4q is not supported", p.src[start:])
	default:
		p.accept("(")
		n = nil
	}
	sub, err := p.alternatives()
	if err != nil {
		return nil, err
	}
	if !p.accept(")") {
		p.at = start
		return nil, p.errorf("missing )")
	}
	if n == nil {
		return sub, nil
	}
	n.subs = []*node{sub}
	if n.behind {
		if lo, hi := sub.width(); lo != hi {
			p.at = start
			return nil, p.errorf("look-behind requires a fixed width")
		}
	}
	return n, nil
}

func (p *parser) repeats(n *node) (*node, error) {
	lo, hi := 1, 1
	switch {
	case p.accept("*"):
		lo, hi = 0, -1
	case p.accept("+"):
		hi = -1
	case p.accept("?"):
		lo = 0
	default:
		// "{" that is no repeat stands for itself, as in Python.
		end := strings.IndexByte(p.src[p.at:], '}')
		if !strings.HasPrefix(p.src[p.at:], "{") || end < 0 {
			return n, nil
		}
		var ok bool
		if lo, hi, ok = parseBounds(p.src[p.at+1 : p.at+end]); !ok {
			return n, nil
		}
		if max(lo, hi) > 1000 {
			return nil, p.errorf("more than 1000 repeats")
		}
		p.at += end + 1
	}
	rep := &node{op: nodeRepeat, subs: []*node{n}, min: lo, max: hi, lazy: p.accept("?")}
	if p.at < len(p.src) && strings.IndexByte("*+?", p.src[p.at]) >= 0 {
		return nil, p.errorf("multiple repeat")
	}
	return rep, nil
}

func parseBounds(s string) (lo, hi int, ok bool) {
	a, b, two := strings.Cut(s, ",")
	var err error
	if a != "" {
		if lo, err = strconv.Atoi(a); err != nil {
			return 0, 0, false
		}
	} else if !two {
		return 0, 0, false
	}
	switch {
	case !two:
		return lo, lo, true
	case b == "":
		return lo, -1, true
	}
	hi, err = strconv.Atoi(b)
	return lo, hi, err == nil && hi >= lo
}

// escape reads a backslash and what it means outside of a class.
func (p *parser) escape() (*node, error) {
	switch {
	case p.accept(`\b`):
		return &node{op: nodeBound}, nil
	case p.accept(`\B`):
		return &node{op: nodeBound, neg: true}, nil
	}
	r, set, err := p.escapedRune()
	if err != nil {
		return nil, err
	}
	if set != nil {
		return &node{op: nodeClass, class: set}, nil
	}
	return &node{op: nodeClass, class: p.single(r)}, nil
}

// escapedRune reads a backslash and what follows: a character, or a class such as \w.
func (p *parser) escapedRune() (rune, *class, error) {
	p.at++
	if p.at >= len(p.src) {
		return 0, nil, p.errorf("trailing backslash")
	}
	r, size := utf8.DecodeRuneInString(p.src[p.at:])
	p.at += size
	hex := func(digits int) (rune, *class, error) {
		if p.at+digits > len(p.src) {
			return 0, nil, p.errorf("incomplete escape")
		}
		v, err := strconv.ParseUint(p.src[p.at:p.at+digits], 16, 32)
		if err != nil {
			return 0, nil, p.errorf("bad escape")
		}
		p.at += digits
		return rune(v), nil, nil
	}
	switch r {
	case 'w', 'd', 's':
		return 0, newClass(false, nil, []predicate{{kind: byte(r)}}), nil
	case 'W', 'D', 'S':
		return 0, newClass(false, nil, []predicate{{kind: byte(r) | 0x20, neg: true}}), nil
	case 'n':
		return '\n', nil, nil
	case 't':
		return '\t', nil, nil
	case 'r':
		return '\r', nil, nil
	case 'f':
		return '\f', nil, nil
	case 'v':
		return '\v', nil, nil
	case 'x':
		return hex(2)
	case 'u':
		return hex(4)
	case 'U':
		return hex(8)
	}
	if r < utf8.RuneSelf && (r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9') {
		return 0, nil, p.errorf(`escape \%c is not supported`, r)
	}
	return r, nil, nil
}

func (p *parser) single(r rune) *class {
	key := p.key(string(r))
	c, ok := p.classes[key]
	if !ok {
		c = p.newClass(false, []runeRange{{r, r}}, nil)
		p.classes[key] = c
	}
	return c
}

// bracket reads from "[" to its "]".
func (p *parser) bracket() (*class, error) {
	start := p.at
	p.at++
	neg := p.accept("^")
	var ranges []runeRange
	var preds []predicate
	for first := true; ; first = false {
		if p.at >= len(p.src) {
			p.at = start
			return nil, p.errorf("missing ]")
		}
		if p.src[p.at] == ']' && !first {
			p.at++
			break
		}
		lo, set, err := p.member()
		if err != nil {
			return nil, err
		}
		if set != nil {
			preds = append(preds, set.preds...)
			continue
		}
		hi := lo
		if rest := p.src[p.at:]; len(rest) > 1 && rest[0] == '-' && rest[1] != ']' {
			p.at++
			if hi, set, err = p.member(); err != nil {
				return nil, err
			}
			if set != nil || hi < lo {
				return nil, p.errorf("bad range")
			}
		}
		ranges = append(ranges, runeRange{lo, hi})
	}
	key := p.key(p.src[start:p.at])
	c, ok := p.classes[key]
	if !ok {
		c = p.newClass(neg, ranges, preds)
		p.classes[key] = c
	}
	return c, nil
}

func (p *parser) member() (rune, *class, error) {
	if p.src[p.at] == '\\' {
		if p.accept(`\b`) {
			return '\b', nil, nil
		}
		return p.escapedRune()
	}
	r, size := utf8.DecodeRuneInString(p.src[p.at:])
	p.at += size
	return r, nil, nil
}

// mostCode bounds the instructions of a program; the largest of spaCy's patterns takes some hundreds.
const mostCode = 1 << 16

// size gives about the number of instructions that n compiles to, or any number above mostCode.
func (n *node) size() int {
	total := 1
	for _, s := range n.subs {
		total += s.size() + 1
	}
	if n.op == nodeRepeat {
		total *= max(n.min, n.max, 1)
	}
	return min(total, mostCode+1)
}

// width gives the least and the most characters that n takes; the most is -1 where it has no end.
func (n *node) width() (lo, hi int) {
	switch n.op {
	case nodeClass:
		return 1, 1
	case nodeCat:
		for _, s := range n.subs {
			a, b := s.width()
			lo += a
			if b < 0 || hi < 0 {
				hi = -1
			} else {
				hi += b
			}
		}
	case nodeAlt:
		lo, hi = n.subs[0].width()
		for _, s := range n.subs[1:] {
			a, b := s.width()
			lo = min(lo, a)
			if b < 0 || hi < 0 {
				hi = -1
			} else {
				hi = max(hi, b)
			}
		}
	case nodeRepeat:
		a, b := n.subs[0].width()
		lo = a * n.min
		if n.max < 0 && b != 0 || b < 0 {
			hi = -1
		} else {
			hi = b * n.max
		}
	}
	return lo, hi
}
