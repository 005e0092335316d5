package pyre

import (
	"math"
	"sync"
	"unicode/utf8"

	"github.com/demarche/demarche/ingest/nlp/pystr"
)

// Regexp is a compiled pattern, safe for concurrent use. It is run by backtracking with Python's preference: the first alternative, the longest
// repeat. Once a run takes more steps than a harmless one would, it starts again and remembers each place where it
// failed, so that time stays linear in the text for any pattern.
type Regexp struct {
	code     []inst
	anchored bool // matches at the start of the text only
	first    *union
}

type instOp uint8

const (
	opMatch instOp = iota
	opClass
	opSplit // try x, then y
	opJump
	opBegin
	opEnd
	opBound
	opLook // the code from the next instruction to its opMatch; go on at x
)

type inst struct {
	op     instOp
	neg    bool
	behind int32 // characters to step back before a look-behind
	x, y   int32
	class  *class
}

// union is a union of classes, such as the characters with which a match can start.
type union struct {
	classes []*class
	ascii   [2]uint64
}

func (f *union) index() {
	for _, c := range f.classes {
		f.ascii[0] |= c.ascii[0]
		f.ascii[1] |= c.ascii[1]
	}
}

func (f *union) has(r rune) bool {
	if r < utf8.RuneSelf {
		return f.ascii[r/64]&(1<<(r%64)) != 0
	}
	for _, c := range f.classes {
		if c.has(r) {
			return true
		}
	}
	return false
}

func compile(n *node) *Regexp {
	p := &Regexp{}
	p.emit(n)
	p.code = append(p.code, inst{op: opMatch})
	p.anchored = n.anchored()
	if lo, _ := n.width(); lo > 0 {
		f := &union{}
		n.addFirst(f)
		f.index()
		p.first = f
	}
	return p
}

func (p *Regexp) emit(n *node) {
	switch n.op {
	case nodeClass:
		p.code = append(p.code, inst{op: opClass, class: n.class})
	case nodeBegin:
		p.code = append(p.code, inst{op: opBegin})
	case nodeEnd:
		p.code = append(p.code, inst{op: opEnd})
	case nodeBound:
		p.code = append(p.code, inst{op: opBound, neg: n.neg})
	case nodeCat:
		for _, s := range n.subs {
			p.emit(s)
		}
	case nodeAlt:
		var ends []int
		for i, s := range n.subs {
			if i == len(n.subs)-1 {
				p.emit(s)
				break
			}
			split := p.place(inst{op: opSplit})
			p.emit(s)
			ends = append(ends, p.place(inst{op: opJump}))
			p.code[split].x, p.code[split].y = int32(split+1), int32(len(p.code))
		}
		for _, e := range ends {
			p.code[e].x = int32(len(p.code))
		}
	case nodeRepeat:
		p.emitRepeat(n)
	case nodeLook:
		look := inst{op: opLook, neg: n.neg, behind: -1}
		if n.behind {
			w, _ := n.subs[0].width()
			look.behind = int32(w)
		}
		at := p.place(look)
		p.emit(n.subs[0])
		p.place(inst{op: opMatch})
		p.code[at].x = int32(len(p.code))
	}
}

func (p *Regexp) emitRepeat(n *node) {
	for range n.min {
		p.emit(n.subs[0])
	}
	if n.max < 0 {
		split := p.place(inst{op: opSplit})
		p.emit(n.subs[0])
		p.place(inst{op: opJump, x: int32(split)})
		p.setSplit(split, n.lazy)
		return
	}
	var splits []int
	for range n.max - n.min {
		splits = append(splits, p.place(inst{op: opSplit}))
		p.emit(n.subs[0])
	}
	for _, s := range splits {
		p.setSplit(s, n.lazy)
	}
}

func (p *Regexp) place(i inst) int {
	p.code = append(p.code, i)
	return len(p.code) - 1
}

// setSplit lets the split go on inside the repeat or, past it, here; a lazy one prefers the latter.
func (p *Regexp) setSplit(at int, lazy bool) {
	p.code[at].x, p.code[at].y = int32(at+1), int32(len(p.code))
	if lazy {
		p.code[at].x, p.code[at].y = p.code[at].y, p.code[at].x
	}
}

// anchored tells whether every match starts with ^.
func (n *node) anchored() bool {
	switch n.op {
	case nodeBegin:
		return true
	case nodeCat:
		return len(n.subs) > 0 && n.subs[0].anchored()
	case nodeAlt:
		for _, s := range n.subs {
			if !s.anchored() {
				return false
			}
		}
		return true
	}
	return false
}

// addFirst adds the classes of the characters with which n can start, and tells whether n can be empty.
func (n *node) addFirst(f *union) bool {
	switch n.op {
	case nodeClass:
		f.classes = append(f.classes, n.class)
		return false
	case nodeCat:
		for _, s := range n.subs {
			if !s.addFirst(f) {
				return false
			}
		}
		return true
	case nodeAlt:
		empty := false
		for _, s := range n.subs {
			empty = s.addFirst(f) || empty
		}
		return empty
	case nodeRepeat:
		return n.subs[0].addFirst(f) || n.min == 0
	}
	return true
}

// MatchPrefix is re.match: it gives the end of the match at the start of s, or -1.
func (p *Regexp) MatchPrefix(s string) int {
	m := machines.Get().(*machine)
	end := m.run(p.code, s, 0)
	machines.Put(m)
	return end
}

// Find is re.search: it gives the leftmost match at or after byte start of s; ok is false where there is none.
func (p *Regexp) Find(s string, start int) (from, to int, ok bool) {
	m := machines.Get().(*machine)
	defer machines.Put(m)
	for i := start; i <= len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if p.first == nil || (i < len(s) && p.first.has(r)) {
			if end := m.run(p.code, s, i); end >= 0 {
				return i, end, true
			}
		}
		if p.anchored {
			break
		}
		i += max(size, 1)
	}
	return 0, 0, false
}

// machine is the state of a run.
type machine struct {
	stack []thread
	steps int
	memo  []uint64 // bit pc*(len(s)+1)+pos: tried and failed
}

type thread struct{ pc, pos int32 }

var machines = sync.Pool{New: func() any { return new(machine) }}

func (m *machine) run(code []inst, s string, start int) int {
	m.stack, m.steps, m.memo = m.stack[:0], 1000+16*(len(s)-start), nil
	end, ok := m.step(code, s, 0, start)
	if !ok {
		m.stack, m.memo = m.stack[:0], make([]uint64, (len(code)*(len(s)+1)+63)/64)
		end, _ = m.step(code, s, 0, start)
		m.memo = nil
	}
	return end
}

// step runs from pc at pos of s to a match and gives its end, or -1. It gives ok false if it ran out of steps, which it
// cannot with a memo.
func (m *machine) step(code []inst, s string, pc, pos int) (end int, ok bool) {
	base := len(m.stack)
	for {
		if m.memo == nil {
			if m.steps--; m.steps < 0 {
				return -1, false
			}
		}
		in := &code[pc]
		alive := true
		switch in.op {
		case opMatch:
			m.stack = m.stack[:base]
			return pos, true
		case opClass:
			if alive = pos < len(s); alive {
				r, size := rune(s[pos]), 1
				if r >= utf8.RuneSelf {
					r, size = utf8.DecodeRuneInString(s[pos:])
				}
				alive = in.class.has(r)
				pos += size
			}
			pc++
		case opSplit:
			if m.memo != nil {
				bit := pc*(len(s)+1) + pos
				if m.memo[bit/64]&(1<<(bit%64)) != 0 {
					alive = false
					break
				}
				m.memo[bit/64] |= 1 << (bit % 64)
			}
			m.stack = append(m.stack, thread{in.y, int32(pos)})
			pc = int(in.x)
		case opJump:
			pc = int(in.x)
		case opBegin:
			alive = pos == 0
			pc++
		case opEnd:
			alive = pos == len(s) || (pos == len(s)-1 && s[pos] == '\n')
			pc++
		case opBound:
			alive = atBoundary(s, pos) != in.neg
			pc++
		case opLook:
			from, there := pos, true
			for i := int32(0); i < in.behind && there; i++ {
				_, size := utf8.DecodeLastRuneInString(s[:from])
				from -= size
				there = size > 0
			}
			found := false
			if there {
				e, ok := m.look(code, s, pc+1, from)
				if !ok {
					return -1, false
				}
				found = e >= 0
			}
			alive = found != in.neg
			pc = int(in.x)
		}
		if alive {
			continue
		}
		if len(m.stack) == base {
			return -1, true
		}
		t := m.stack[len(m.stack)-1]
		m.stack = m.stack[:len(m.stack)-1]
		pc, pos = int(t.pc), int(t.pos)
	}
}

// look runs a look-around. It has no part in the memo of the run around it, where a second visit means failure; those of
// affix rules are short enough to do without.
func (m *machine) look(code []inst, s string, pc, pos int) (end int, ok bool) {
	if m.memo == nil {
		return m.step(code, s, pc, pos)
	}
	inner := machine{steps: math.MaxInt}
	return inner.step(code, s, pc, pos)
}

func atBoundary(s string, pos int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:pos])
	after, _ := utf8.DecodeRuneInString(s[pos:])
	return (pos > 0 && pystr.IsWordRune(before)) != (pos < len(s) && pystr.IsWordRune(after))
}
