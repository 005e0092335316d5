package kb

import (
	"bytes"
	"hash/maphash"
	"strings"
)

// index finds postings by the skeleton of a name. Under one skeleton there are one or more forms, the names as folded.
// Most of them stay text until they are asked for; see asset.go for how a line reads.
type index struct {
	lines   lines
	more    map[string][]form // of a knowledge base that New made, or of an overlay
	longest map[string]uint8  // by the first word of a skeleton: the most words of a key that begins with it
	roles   []string          // of postings, the empty one first
}

// form is one folded spelling and what it stands for.
type form struct {
	text     string
	capitals bool // only stands for these if written in capitals
	posts    []posting
}

type posting struct {
	entity     int32
	via        uint8
	role       uint8
	confidence float32
}

var vias = [...]string{ViaName, ViaAlias, ViaFamily, ViaDemonym, ViaMetonym}

// posts are the postings of a form: read already, or a text to read.
type posts struct {
	read []posting
	text string
}

func (p posts) all(yield func(posting) bool) {
	for _, x := range p.read {
		if !yield(x) {
			return
		}
	}
	for rest := p.text; rest != ""; {
		var x posting
		if x, rest, _ = readPosting(rest); !yield(x) {
			return
		}
	}
}

// each calls do with the forms under a skeleton.
func (x *index) each(key []byte, do func(text string, capitals bool, p posts)) {
	for _, f := range x.more[string(key)] {
		do(f.text, f.capitals, posts{read: f.posts})
	}
	line, ok := x.lines.find(key)
	if !ok {
		return
	}
	for rest := line[len(key)+1:]; rest != ""; {
		var s string
		s, rest, _ = strings.Cut(rest, "\t")
		name, list, _ := strings.Cut(s, "=")
		name, capitals := strings.CutSuffix(name, "^")
		if name == "" {
			name = line[:len(key)]
		}
		do(name, capitals, posts{text: list})
	}
}

// longestFrom gives the most words of a key that begins as a folded name does; 0 if none does.
func (x *index) longestFrom(folded []byte) int {
	var buf [48]byte
	first := skeleton(buf[:0], folded)
	if i := bytes.IndexByte(first, ' '); i >= 0 {
		first = first[:i]
	}
	return int(x.longest[string(first)])
}

func (x *index) count(key string) {
	first, rest, _ := strings.Cut(key, " ")
	n := uint8(1)
	if rest != "" {
		n += uint8(strings.Count(rest, " ")) + 1
	}
	if n > x.longest[first] {
		x.longest[first] = n
	}
}

// lines is a hash table of the lines of a text by their first field, with linear probing. It has no pointers, so that the
// garbage collector has nothing to look through.
type lines struct {
	seed  maphash.Seed
	text  string
	table []uint32 // where in text a line begins; of a length that is a power of two; 0 is free
}

func newLines(text string, n int) lines {
	size := 1
	for size < 2*(n+1) {
		size *= 2
	}
	return lines{maphash.MakeSeed(), text, make([]uint32, size)}
}

// add adds the line at a place in the text, not its beginning, whose key is its first n bytes.
func (t *lines) add(at, n int) {
	mask := uint64(len(t.table) - 1)
	for h := maphash.String(t.seed, t.text[at:at+n]); ; h++ {
		if s := &t.table[h&mask]; *s == 0 {
			*s = uint32(at)
			return
		}
	}
}

func (t *lines) find(key []byte) (line string, ok bool) {
	if len(t.table) == 0 {
		return "", false
	}
	mask := uint64(len(t.table) - 1)
	for h := maphash.Bytes(t.seed, key); ; h++ {
		at := t.table[h&mask]
		if at == 0 {
			return "", false
		}
		s := t.text[at:]
		if len(s) > len(key) && s[len(key)] == '\t' && s[:len(key)] == string(key) {
			line, _, _ = strings.Cut(s, "\n")
			return line, true
		}
	}
}
