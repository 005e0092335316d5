package transition

// Kinds of moves of the arc-eager system (Nivre 2008, https://aclanthology.org/J08-4003; non-monotonic as in Honnibal
// and Johnson 2015, https://aclanthology.org/D15-1162), numbered as in the moves file.
//
//	shift   the buffer's first token goes onto the stack
//	reduce  the stack's top is done; without a head it goes back to the buffer
//	left    the stack's top becomes a child of the buffer's first token and is done, whatever head it had
//	right   the buffer's first token becomes a child of the stack's top and goes onto the stack
//	split   a sentence starts at the buffer's second token
const (
	shift = iota
	reduce
	left
	right
	split
	arcEagerKinds
)

// arcState is a state of the arc-eager system over one document of n tokens.
type arcState struct {
	n      int32
	stack  []int32
	back   []int32 // tokens that went back to the buffer: its first tokens, the last foremost
	next   int32   // first token of the buffer never read
	sents  []int8  // given bounds, or nil
	starts []bool  // sentence starts found
	stuck  []bool  // tokens that went back and must not be shifted again

	heads  []int32 // -1: none
	labels []int32 // of the arc to the head

	// Children by head, the latest first: lefts[h] is the latest left child of h, and older[c] the child before c on
	// the same side of the same head; -1 ends the list.
	lefts, rights, older []int32
}

func (s *arcState) begin(n int, sents []int8) {
	s.n, s.next, s.sents = int32(n), 0, sents
	s.stack, s.back = s.stack[:0], s.back[:0]
	s.starts, s.stuck = reset(s.starts, n, false), reset(s.stuck, n, false)
	s.heads, s.labels = reset(s.heads, n, -1), reset(s.labels, n, -1)
	s.lefts, s.rights, s.older = reset(s.lefts, n, -1), reset(s.rights, n, -1), reset(s.older, n, -1)
}

// reset gives a slice of n elements of value v, in x's memory where it is large enough.
func reset[T any](x []T, n int, v T) []T {
	if cap(x) < n {
		x = make([]T, n, n+n/2)
	}
	x = x[:n]
	for i := range x {
		x[i] = v
	}
	return x
}

func (s *arcState) final() bool { return len(s.stack) == 0 && s.bufferLen() == 0 }

func (s *arcState) bufferLen() int { return int(s.n-s.next) + len(s.back) }

// top gives the i-th token of the stack from the top; -1 where there is none.
func (s *arcState) top(i int) int32 {
	if i >= len(s.stack) {
		return -1
	}
	return s.stack[len(s.stack)-1-i]
}

// buffer gives the i-th token of the buffer; -1 where there is none.
func (s *arcState) buffer(i int) int32 {
	if i < len(s.back) {
		return s.back[len(s.back)-1-i]
	}
	if b := s.next + int32(i-len(s.back)); b < s.n {
		return b
	}
	return -1
}

// left gives the i-th latest left child of a token, counted from 1; -1 where there is none or no token.
func (s *arcState) left(token int32, i int) int32 { return s.child(s.lefts, token, i) }

// right gives the i-th latest right child likewise.
func (s *arcState) right(token int32, i int) int32 { return s.child(s.rights, token, i) }

func (s *arcState) child(latest []int32, token int32, i int) int32 {
	if token < 0 {
		return -1
	}
	c := latest[token]
	for ; i > 1 && c >= 0; i-- {
		c = s.older[c]
	}
	return c
}

func (s *arcState) startsSentence(token int32) bool {
	return token >= 0 && (s.starts[token] || s.sents != nil && s.sents[token] == 1)
}

func (s *arcState) cannotStart(token int32) bool {
	return token >= 0 && s.sents != nil && s.sents[token] == -1
}

// valid tells which kinds of moves can be made.
func (s *arcState) valid() (v [arcEagerKinds]bool) {
	depth, length := len(s.stack), s.bufferLen()
	b0 := s.buffer(0)
	bound := s.startsSentence(b0)
	v[shift] = depth == 0 || length >= 2 && !bound && !s.stuck[b0]
	v[reduce] = depth > 0 && (length == 0 || depth > 1 || !s.cannotStart(b0))
	v[left] = depth > 0 && length > 0 && !bound
	v[right] = v[left]
	if length >= 2 {
		b1 := s.buffer(1)
		v[split] = b1 == b0+1 && !s.startsSentence(b1) && !s.cannotStart(b1)
	}
	return v
}

// do makes a move.
func (s *arcState) do(kind int, label int32) {
	switch kind {
	case shift:
		s.push()
	case reduce:
		s0 := s.top(0)
		s.pop()
		if s.heads[s0] < 0 && len(s.stack) > 0 {
			s.stuck[s0] = true
			s.back = append(s.back, s0)
		}
	case left:
		b0, s0 := s.buffer(0), s.top(0)
		s.attach(b0, s0, label)
		s.stuck[b0] = false
		s.pop()
	case right:
		s.attach(s.top(0), s.buffer(0), label)
		s.push()
	case split:
		s.starts[s.buffer(1)] = true
	}
}

// stop ends a parse that no move can go on with.
func (s *arcState) stop() {
	s.stack, s.back, s.next = s.stack[:0], s.back[:0], s.n
}

func (s *arcState) push() {
	b0 := s.buffer(0)
	if n := len(s.back); n > 0 {
		s.back = s.back[:n-1]
	} else {
		s.next++
	}
	s.stack = append(s.stack, b0)
}

func (s *arcState) pop() { s.stack = s.stack[:len(s.stack)-1] }

// attach gives child a head in place of the one it may have. A head that can be replaced is always the token below the
// child on the stack, and the child its latest: whatever came after it has been popped, or is the child's own.
func (s *arcState) attach(head, child, label int32) {
	if old := s.heads[child]; old >= 0 {
		latest := s.rights
		if old > child {
			latest = s.lefts
		}
		if latest[old] == child {
			latest[old] = s.older[child]
		}
	}
	latest := s.rights
	if head > child {
		latest = s.lefts
	}
	s.older[child] = latest[head]
	latest[head] = child
	s.heads[child], s.labels[child] = head, label
}

// tokens writes the tokens whose vectors make up the state, as many as ids has places, -1 for missing ones.
func (s *arcState) tokens(ids []int32) {
	b0, s0, s1 := s.buffer(0), s.top(0), s.top(1)
	switch len(ids) {
	case 1:
		ids[0] = b0
	case 2:
		ids[0], ids[1] = b0, s0
	case 8:
		ids[0], ids[1] = b0, s.buffer(1)
		ids[2], ids[3], ids[4] = s0, s1, s.top(2)
		ids[5], ids[6], ids[7] = s.left(b0, 1), s.left(s0, 1), s.right(s0, 1)
	case 13:
		ids[0], ids[1] = b0, s.buffer(1)
		ids[2], ids[3], ids[4] = s0, s1, s.top(2)
		ids[5], ids[6] = s.left(s0, 1), s.right(s0, 1) // spaCy has no place for s0's second left child
		ids[7], ids[8] = s.left(b0, 1), s.right(s0, 2)
		ids[9], ids[10] = s.left(s1, 1), s.left(s1, 2)
		ids[11], ids[12] = s.right(s1, 1), s.right(s1, 2)
	default: // spaCy knows no such parser and scores what the places held before
		for i := range ids {
			ids[i] = -1
		}
	}
}
