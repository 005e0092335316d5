package pyre

import "unicode/utf8"

// Suffix finds the leftmost match of a pattern whose alternatives all end in $, without a look at every position of
// a long text: it asks which alternatives can end with the last character, and how far back they reach.
type Suffix struct {
	whole *Regexp // for a pattern of another form
	alts  []suffixAlt
}

type suffixAlt struct {
	*Regexp
	last     *union // characters it can end with
	alphabet *union // all characters it can consist of
	reach    int    // the most characters it takes; -1 without end
}

func compileSuffix(n *node) *Suffix {
	alts := []*node{n}
	if n.op == nodeAlt {
		alts = n.subs
	}
	s := &Suffix{}
	for _, alt := range alts {
		lo, hi := alt.width()
		if alt.op != nodeCat || len(alt.subs) == 0 || alt.subs[len(alt.subs)-1].op != nodeEnd || lo == 0 {
			return &Suffix{whole: compile(n)}
		}
		sa := suffixAlt{Regexp: compile(alt), last: &union{}, alphabet: &union{}, reach: hi}
		alt.reversed().addFirst(sa.last)
		alt.addAll(sa.alphabet)
		sa.last.index()
		sa.alphabet.index()
		s.alts = append(s.alts, sa)
	}
	return s
}

// reversed gives n with every sequence turned round, so that its first characters are n's last.
func (n *node) reversed() *node {
	r := *n
	r.subs = make([]*node, len(n.subs))
	for i, s := range n.subs {
		to := i
		if n.op == nodeCat {
			to = len(n.subs) - 1 - i
		}
		r.subs[to] = s.reversed()
	}
	return &r
}

// addAll adds every class that takes a character of the match.
func (n *node) addAll(f *union) {
	if n.op == nodeClass {
		f.classes = append(f.classes, n.class)
	}
	if n.op != nodeLook {
		for _, s := range n.subs {
			s.addAll(f)
		}
	}
}

// Length gives the number of bytes at the end of s that the pattern takes, 0 where it does not match.
func (p *Suffix) Length(s string) int {
	if s == "" {
		return 0
	}
	if p.whole != nil {
		from, to, _ := p.whole.Find(s, 0)
		return to - from
	}
	end := s
	if s[len(s)-1] == '\n' {
		end = s[:len(s)-1] // $ also stands before a last line feed
	}
	return max(p.ending(s, s), p.ending(s, end))
}

// ending gives the length of the longest match in s that ends where end, a part of s from its start, ends.
func (p *Suffix) ending(s, end string) int {
	last, _ := utf8.DecodeLastRuneInString(end)
	leftmost := len(end)
	for i := range p.alts {
		alt := &p.alts[i]
		if end == "" || !alt.last.has(last) {
			continue
		}
		// Positions from which this alternative could reach the end, walked from the right.
		from := len(end)
		for n := 0; from > 0 && n != alt.reach; n++ {
			r, size := utf8.DecodeLastRuneInString(end[:from])
			if !alt.alphabet.has(r) {
				break
			}
			from -= size
		}
		if at, _, ok := alt.Find(s, from); ok {
			leftmost = min(leftmost, at)
		}
	}
	return len(end) - leftmost
}
