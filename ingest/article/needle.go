package article

import (
	"cmp"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// needles are sets of strings: a text that a regular expression matches holds a string of each set. Finding out that it
// does not is far cheaper than running the expression. Without sets nothing is known.
//
// This is the prefilter of RE2 (Cox 2012, https://swtch.com/~rsc/regexp/regexp4.html) in small.
type needles [][]needle

// needle is a string without regard to case, but for capitals that the expression demands: "AP" is not in "happen".
type needle struct {
	text     string // as caseless gives it
	capitals string // the same with the capitals that are demanded; empty where none are
}

func (n needle) String() string { return cmp.Or(n.capitals, n.text) }

// needlesOf finds the needles of an expression, the rarest first by a guess.
func needlesOf(re *regexp.Regexp) needles {
	tree, err := syntax.Parse(re.String(), syntax.Perl)
	if err != nil {
		panic(err) // it compiled
	}
	all := parts(tree)
	slices.SortStableFunc(all, func(a, b []string) int { return shortest(b) - shortest(a) })
	sets := make(needles, len(all))
	for i, set := range all {
		for _, s := range set {
			n := needle{text: caseless(s)}
			if n.text != s {
				n.capitals = s
			}
			sets[i] = append(sets[i], n)
		}
	}
	return sets
}

// haystack is a text in which needles are looked for.
type haystack struct {
	text  string     // caseless
	as    string     // as it was, byte for byte beside text; empty where their bytes differ in number
	grams [64]uint64 // a bit for each three bytes of the text, by their hash
}

func newHaystack(text string) *haystack {
	h := &haystack{text: caseless(text)}
	if len(h.text) == len(text) && utf8.ValidString(text) { // caseless only ever shortens a character
		h.as = text
	}
	for i := range len(h.text) - 2 {
		g := gram(h.text[i:])
		h.grams[g/64] |= 1 << (g % 64)
	}
	return h
}

// gram hashes the first three bytes of s.
func gram(s string) uint32 {
	return (uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16) * 0x9e3779b1 >> 20
}

func (h *haystack) has(n needle) bool {
	if len(n.text) >= 3 {
		if g := gram(n.text); h.grams[g/64]&(1<<(g%64)) == 0 {
			return false
		}
	}
	for from := 0; ; {
		i := strings.Index(h.text[from:], n.text)
		if i < 0 {
			return false
		}
		if h.as == "" || n.capitalsIn(h.as[from+i:]) {
			return true
		}
		from += i + 1
	}
}

// capitalsIn tells whether a text that begins with n but for case has the capitals that are demanded.
func (n needle) capitalsIn(text string) bool {
	for i := range len(n.capitals) {
		if c := n.capitals[i]; c != n.text[i] && c != text[i] {
			return false
		}
	}
	return true
}

// in reports whether a text holds a string of each set.
func (n needles) in(h *haystack) bool {
	for _, set := range n {
		if !slices.ContainsFunc(set, h.has) {
			return false
		}
	}
	return true
}

// parts gives the sets of an expression. Neighbours that match few strings make one set.
func parts(re *syntax.Regexp) [][]string {
	subs := re.Sub
	if re.Op != syntax.OpConcat {
		subs = []*syntax.Regexp{re}
	}
	var sets [][]string
	run := []string{""}
	end := func() {
		if shortest(run) > 0 {
			sets = append(sets, run)
		}
		run = []string{""}
	}
	for _, sub := range subs {
		some := few(sub)
		if some == nil {
			end()
			sets = append(sets, inner(sub)...)
			continue
		}
		if len(run)*len(some) > most {
			end()
		}
		run = product(run, some)
	}
	end()
	return sets
}

// inner gives the sets of an expression that matches many strings.
func inner(re *syntax.Regexp) [][]string {
	switch re.Op {
	case syntax.OpConcat:
		return parts(re)
	case syntax.OpCapture, syntax.OpPlus:
		return parts(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return parts(re.Sub[0])
		}
	case syntax.OpAlternate:
		return alternatives(re)
	}
	return nil
}

// alternatives gives one set that has the best of each alternative's.
func alternatives(re *syntax.Regexp) [][]string {
	var all []string
	for _, sub := range re.Sub {
		sets := parts(sub)
		if len(sets) == 0 {
			return nil
		}
		all = append(all, slices.MaxFunc(sets, func(a, b []string) int { return shortest(a) - shortest(b) })...)
	}
	return [][]string{all}
}

// most bounds the strings of a product.
const most = 48

// few gives all strings that an expression matches, where they are few; else nil.
func few(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return []string{""}
	case syntax.OpLiteral:
		if s := string(re.Rune); re.Flags&syntax.FoldCase == 0 && isASCII(s) {
			return []string{s}
		}
		return []string{caseless(string(re.Rune))}
	case syntax.OpCharClass:
		return ofClass(re.Rune)
	case syntax.OpCapture:
		return few(re.Sub[0])
	case syntax.OpQuest:
		if some := few(re.Sub[0]); some != nil {
			return append(some, "")
		}
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			some := few(sub)
			if some == nil || len(all)+len(some) > most {
				return nil
			}
			all = append(all, some...)
		}
		return all
	case syntax.OpConcat:
		all := []string{""}
		for _, sub := range re.Sub {
			some := few(sub)
			if some == nil || len(all)*len(some) > most {
				return nil
			}
			all = product(all, some)
		}
		return all
	}
	return nil
}

// ofClass gives the characters of a small class, by the bounds of its ranges.
func ofClass(bounds []rune) []string {
	const small = 12
	var all []string
	for i := 0; i < len(bounds); i += 2 {
		for r := bounds[i]; r <= bounds[i+1]; r++ {
			if len(all) == small {
				return nil
			}
			if c := caseless(string(r)); !slices.Contains(all, c) {
				all = append(all, c)
			}
		}
	}
	return all
}

func product(a, b []string) []string {
	all := make([]string, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			all = append(all, x+y)
		}
	}
	return all
}

func shortest(set []string) int {
	least := len(set[0])
	for _, s := range set {
		least = min(least, len(s))
	}
	return least
}

// caseless gives a text in which letters that regular expressions take for the same are the same.
func caseless(s string) string {
	return strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII {
			first := r
			for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
				first = min(first, f)
			}
			r = first
		}
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, s)
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}
