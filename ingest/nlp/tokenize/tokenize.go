// Package tokenize splits text into tokens the way spaCy's Tokenizer does, with the rules of any pipeline.
//
// The text is cut at white space into chunks. From a chunk, prefixes and suffixes are taken one by one until an
// exception ("don't"), a URL or nothing more is left; the rest is split at infixes. A second pass over all tokens finds
// exceptions that affixes had cut apart. The tokens of a chunk depend on the chunk alone, so they are kept: language
// repeats itself.
package tokenize

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/demarche/demarche/ingest/nlp/pyre"
	"github.com/demarche/demarche/ingest/nlp/pystr"
	"github.com/demarche/demarche/ingest/nlp/vocab"
)

// Token is a token of a text.
type Token struct {
	Lex   *vocab.Lexeme
	Start int  // byte offset; the token ends at Start+Lex.Size
	Space bool // a single space follows that belongs to no token
}

// Tokenizer splits text. It is safe for concurrent use.
type Tokenizer struct {
	vocab   *vocab.Vocab
	affixes *affixes
	special special
	phrases phrases
	chunks  *vocab.Cache[string, chunk]
}

// chunk is what a stretch between white space is split into. Its slice is shared and never changed.
type chunk []*vocab.Lexeme

const (
	keptChunks   = 1 << 15 // different chunks whose tokens are kept
	longestChunk = 256     // bytes; longer ones hardly come again, and are not kept
)

// New makes a tokenizer. It fails where a pattern is not understood or an exception does not spell its chunk.
func New(r *Rules, v *vocab.Vocab) (*Tokenizer, error) {
	a, err := compileAffixes(r)
	if err != nil {
		return nil, err
	}
	s, err := makeSpecial(r, v)
	if err != nil {
		return nil, err
	}
	t := &Tokenizer{vocab: v, affixes: a, special: s, chunks: vocab.NewCache[string, chunk](keptChunks)}
	t.addPhrases(r.FasterHeuristics)
	return t, nil
}

// Tokenize appends the tokens of text to dst. They are in order, do not overlap, and none is empty; what lies between
// them is a single space each. It fails for no text; a byte of invalid UTF-8 counts as U+FFFD.
func (t *Tokenizer) Tokenize(dst []Token, text string) []Token {
	first := len(dst)
	dst = t.split(dst, text, t.chunk)
	if t.phrases.next == nil {
		return dst
	}
	return t.joinPhrases(dst, first, text)
}

// split cuts text into chunks of white space and of anything else, and appends the tokens that each is split into. A
// single space between chunks belongs to the token before it.
func (t *Tokenizer) split(dst []Token, text string, tokens func(string) chunk) []Token {
	push := func(start, end int) {
		for _, l := range tokens(text[start:end]) {
			dst = append(dst, Token{Lex: l, Start: start})
			start += l.Size
		}
	}
	start := 0
	inSpace := false
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		space := pystr.IsSpaceRune(r)
		if i == 0 {
			inSpace = space
		}
		if space != inSpace {
			push(start, i)
			start = i
			if r == ' ' {
				dst[len(dst)-1].Space = true
				start++
			}
			inSpace = space
		}
		i += size
	}
	if start < len(text) {
		push(start, len(text))
	}
	return dst
}

// chunk gives the tokens of a chunk.
func (t *Tokenizer) chunk(s string) chunk {
	if len(s) > longestChunk {
		return t.splitChunk(s)
	}
	if c, ok := t.chunks.Get(s); ok {
		return c
	}
	return t.chunks.Put(strings.Clone(s), t.splitChunk(s))
}

func (t *Tokenizer) splitChunk(s string) chunk {
	if words := t.special.get(s); words != nil {
		return words
	}
	return t.splitAffixes(s, t.special.get)
}

// splitAffixes takes prefixes and suffixes from s and splits the rest; special gives the tokens of an exception.
func (t *Tokenizer) splitAffixes(s string, special func(string) []*vocab.Lexeme) chunk {
	var out, suffixes chunk
	for s != "" {
		if t.matches(t.affixes.tokenMatch, s) || special(s) != nil {
			break
		}
		pre := t.affixes.prefixLen(s)
		if pre > 0 && pre < len(s) && special(s[pre:]) != nil {
			out = append(out, t.vocab.Get(s[:pre]))
			s = s[pre:]
			break
		}
		suf := t.affixes.suffixLen(s[pre:])
		if suf > 0 && suf < len(s) && special(s[:len(s)-suf]) != nil {
			suffixes = append(suffixes, t.vocab.Get(s[len(s)-suf:]))
			s = s[:len(s)-suf]
			break
		}
		if pre == 0 && suf == 0 {
			break
		}
		if pre > 0 {
			out = append(out, t.vocab.Get(s[:pre]))
		}
		if suf > 0 {
			suffixes = append(suffixes, t.vocab.Get(s[len(s)-suf:]))
		}
		s = s[pre : len(s)-suf]
	}
	if s != "" {
		out = t.splitInfixes(out, s, special)
	}
	slices.Reverse(suffixes)
	return append(out, suffixes...)
}

// splitInfixes appends the tokens of s, which has no affix.
func (t *Tokenizer) splitInfixes(out chunk, s string, special func(string) []*vocab.Lexeme) chunk {
	if words := special(s); words != nil {
		return append(out, words...)
	}
	if t.matches(t.affixes.tokenMatch, s) || t.matches(t.affixes.urlMatch, s) || t.affixes.infix == nil {
		return append(out, t.vocab.Get(s))
	}
	start := 0
	for at := 0; at <= len(s); {
		from, to, ok := t.affixes.infix.Find(s, at)
		if !ok {
			break
		}
		if at = to; from == to {
			_, size := utf8.DecodeRuneInString(s[to:])
			at += max(size, 1)
		}
		if from == 0 {
			continue
		}
		if from > start {
			out = append(out, t.vocab.Get(s[start:from]))
		}
		if to > from {
			out = append(out, t.vocab.Get(s[from:to]))
		}
		start = to
	}
	if start < len(s) {
		out = append(out, t.vocab.Get(s[start:]))
	}
	return out
}

func (t *Tokenizer) matches(re *pyre.Regexp, s string) bool {
	return re != nil && re.MatchPrefix(s) >= 0
}

// phrases is a trie of exceptions by the tokens into which the affix rules alone cut them.
type phrases struct {
	next map[uint64]*phrases
	end  bool // an exception ends here
}

// addPhrases fills the trie. With spaCy's faster heuristics, only exceptions that an affix rule touches or that hold a
// space are looked for.
func (t *Tokenizer) addPhrases(faster bool) {
	none := func(string) []*vocab.Lexeme { return nil }
	for s := range t.special.words {
		if faster && t.affixes.prefixLen(s) == 0 && !t.affixes.hasInfix(s) && t.affixes.suffixLen(s) == 0 && !strings.Contains(s, " ") {
			continue
		}
		node := &t.phrases
		for _, tok := range t.split(nil, s, func(c string) chunk { return t.splitAffixes(c, none) }) {
			if node.next == nil {
				node.next = make(map[uint64]*phrases)
			}
			child := node.next[tok.Lex.Orth()]
			if child == nil {
				child = &phrases{}
				node.next[tok.Lex.Orth()] = child
			}
			node = child
		}
		node.end = true
	}
}

// match is a stretch of tokens, half-open, that spells an exception token by token.
type match struct{ start, end int }

// joinPhrases replaces stretches of dst[first:] that together spell an exception by its tokens. Of stretches that
// overlap, the longest wins, then the first.
func (t *Tokenizer) joinPhrases(dst []Token, first int, text string) []Token {
	var found []match
	for i := first; i < len(dst); i++ {
		node := &t.phrases
		for j := i; j < len(dst); j++ {
			if node = node.next[dst[j].Lex.Orth()]; node == nil {
				break
			}
			if node.end {
				found = append(found, match{i - first, j + 1 - first})
			}
		}
	}
	if len(found) == 0 {
		return dst
	}
	old := slices.Clone(dst[first:])
	out := dst[:first]
	at := 0
	for _, m := range longest(found) {
		// The trie does not see spaces; "a. m." is not the exception "a.m.".
		last := old[m.end-1]
		spelt := text[old[m.start].Start : last.Start+last.Lex.Size]
		words := t.special.get(spelt)
		if words == nil {
			continue
		}
		out = append(out, old[at:m.start]...)
		start := old[m.start].Start
		for _, w := range words {
			out = append(out, Token{Lex: w, Start: start})
			start += w.Size
		}
		out[len(out)-1].Space = last.Space
		at = m.end
	}
	return append(out, old[at:]...)
}

// longest drops stretches whose ends lie in a longer one, or in an equal one before it; the rest come in order.
func longest(found []match) []match {
	sort.SliceStable(found, func(i, j int) bool {
		return found[i].end-found[i].start > found[j].end-found[j].start
	})
	taken := make(map[int]bool)
	kept := found[:0]
	for _, m := range found {
		if !taken[m.start] && !taken[m.end-1] {
			kept = append(kept, m)
		}
		for i := m.start; i < m.end; i++ {
			taken[i] = true
		}
	}
	slices.SortFunc(kept, func(a, b match) int { return a.start - b.start })
	return kept
}
