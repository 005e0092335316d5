package extract

import (
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/nlp"
)

// Clean makes a stretch of a source fit for parsing: runs of white space become one space, and mark-up left in the
// text (tags, backslash escapes) goes. at[i] is the byte offset in source of byte i of clean; it has one entry more
// than clean has bytes, for the end.
func Clean(source string, start, end int) (clean string, at []int) {
	var b strings.Builder
	b.Grow(end - start)
	at = make([]int, 0, end-start+1)
	put := func(s string, from int) {
		b.WriteString(s)
		for range len(s) {
			at = append(at, from)
		}
	}
	for i := start; i < end; {
		if c := source[i]; c > ' ' && c < utf8.RuneSelf && c != '<' && c != '\\' { // as it stands
			b.WriteByte(c)
			at = append(at, i)
			i++
			continue
		}
		if n := markup(source[i:end]); n > 0 {
			i += n
			continue
		}
		if s, n := escaped(source[i:end]); n > 0 {
			put(s, i)
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(source[i:end])
		if unicode.IsSpace(r) || r == 0 {
			if b.Len() > 0 && at[len(at)-1] >= 0 && !strings.HasSuffix(b.String()[max(0, b.Len()-1):], " ") {
				put(" ", i)
			}
			i += n
			continue
		}
		put(source[i:i+n], i)
		for k := 1; k < n; k++ { // the inner bytes of a rune stand at their own places
			at[len(at)-n+k] = i + k
		}
		i += n
	}
	clean = b.String()
	if strings.HasSuffix(clean, " ") {
		clean, at = clean[:len(clean)-1], at[:len(at)-1]
	}
	last := start
	if n := len(at); n > 0 {
		_, size := utf8.DecodeRuneInString(source[at[n-1]:])
		last = at[n-1] + 1
		if r := at[n-1]; utf8.RuneStart(source[r]) {
			last = r + size
		}
	}
	return clean, append(at, last)
}

// Prose gives the words of a block as they are parsed, with the offset in the article of each byte; see Clean. A text
// in capitals is written as others are. In headlines the words that headlines leave out are put in where the parser would stumble without them:
//
//	Biden, Xi to hold call     Biden and Xi are to hold call
//	Blinken to visit China     Blinken is to visit China
//	Putin, Xi discuss gas      Putin and Xi discuss gas
//	Rubio in Oslo for talks    Rubio is in Oslo for talks
func Prose(b article.Block, a *graph.Article) (clean string, at []int) {
	clean, at = Clean(b.Of(a), b.Prose, b.End)
	if capitals(clean) || headline(b.Kind) && titled(clean) {
		clean = recased(clean)
	}
	if !headline(b.Kind) {
		return begunOnce(placeless(clean, at))
	}
	put := func(from, to int, s string) { // s in place of clean[from:to]
		clean = clean[:from] + s + clean[to:]
		at = slices.Concat(at[:from], slices.Repeat([]int{at[from]}, len(s)), at[to:])
	}
	if m := headlinePlan.FindStringSubmatchIndex(clean); m != nil {
		verb := " is"
		if m[4] >= 0 || m[6] >= 0 {
			verb = " are"
		}
		put(m[8], m[8], verb)
		if m[4] >= 0 {
			put(m[4], m[5], " and ")
		}
	} else if m := headlinePair.FindStringSubmatchIndex(clean); m != nil && !strings.HasPrefix(clean, "In ") && !strings.HasPrefix(clean, "At ") {
		put(m[2], m[3], " and ")
	} else if m := headlinePlace.FindStringSubmatchIndex(clean); m != nil && whoIs(clean[:m[2]]) {
		verb := " is"
		if who := clean[:m[2]]; strings.HasSuffix(who, "s") || strings.ContainsAny(who, ",&") || strings.Contains(who, " and ") {
			verb = " are"
		}
		put(m[2], m[2], verb)
	}
	return clean, at
}

// whoIs tells whether the words of a headline before a place name people, and no verb.
func whoIs(s string) bool {
	last := s[strings.LastIndexByte(s, ' ')+1:]
	return capital(last) || nouns[last]&(aPerson|people|aBody) != 0
}

func headline(k article.Kind) bool { return k == article.Title || k == article.Headline }

// begunOnce leaves out the false starts of transcripts, "and — and the minister": the parser takes the second for a
// clause of its own.
func begunOnce(clean string, at []int) (string, []int) {
	const dash = " — "
	for from := 0; ; {
		k := strings.Index(clean[from:], dash)
		if k < 0 {
			return clean, at
		}
		k += from
		begin := strings.LastIndexByte(clean[:k], ' ') + 1
		word, rest := clean[begin:k], clean[k+len(dash):]
		if len(rest) > len(word) && word != "" && strings.EqualFold(rest[:len(word)], word) && rest[len(word)] == ' ' {
			clean = clean[:begin] + rest
			at = slices.Concat(at[:begin], at[k+len(dash):])
			from = begin
			continue
		}
		from = k + len(dash)
	}
}

// placeless leaves out where in a picture somebody stands, ", left,": the parser takes it for a clause.
func placeless(clean string, at []int) (string, []int) {
	if !slices.ContainsFunc(pictured, func(word string) bool { return strings.Contains(clean, word) }) {
		return clean, at
	}
	var b strings.Builder
	var to []int
	from := 0
	for _, m := range wherePictured.FindAllStringIndex(clean, -1) {
		b.WriteString(clean[from:m[0]])
		to = append(to, at[from:m[0]]...)
		from = m[1]
	}
	b.WriteString(clean[from:])
	return b.String(), append(to, at[from:]...)
}

// wherePictured matches where in a picture somebody stands.
var wherePictured = regexp.MustCompile(`,? \((?:L|R|C|left|right|cent(?:er|re))\),?|, (?:(?:(?:second|third|far|front) (?:from )?)?(?:left|right)|cent(?:er|re))(?:,|$)`)

// pictured are words one of which stands in what wherePictured matches.
var pictured = []string{" (", "left", "right", "cent"}

// headlinePlan matches a headline that begins with one name or two and a plan: the comma is group 2, the "talks" that
// may be theirs group 3, the blank before "to" group 4.
var headlinePlan = regexp.MustCompile(`^((?:\p{Lu}[\p{L}.'’-]*)(?: \p{Lu}[\p{L}.'’-]*){0,3})(?:(, | and )(?:\p{Lu}[\p{L}.'’-]*)(?: \p{Lu}[\p{L}.'’-]*){0,3})?( talks)?( )to \p{Ll}{3,}`)

// headlinePair matches a headline that begins with two names and their verb: "Putin, Erdogan discuss grain".
var headlinePair = regexp.MustCompile(`^\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,3}(, )\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,3} \p{Ll}{2,}(?:s|[^s, ]) `)

// headlinePlace matches a headline without a verb that says where somebody is, and what for: the blank before "in" is
// group 1.
var headlinePlace = regexp.MustCompile(`^\p{Lu}[\p{L}.'’-]*(?:,? [\p{L}.'’-]+){0,4}?( )(?:back )?(?:in|at) \p{Lu}[\p{L}.-]*(?: \p{Lu}[\p{L}.-]*){0,2} (?:for|to|talks|summit|meeting)\b`)

// markup gives the length of a tag at the beginning of s, 0 if there is none.
func markup(s string) int {
	if len(s) < 3 || s[0] != '<' || !(s[1] == '/' || s[1] >= 'a' && s[1] <= 'z') {
		return 0
	}
	if n := strings.IndexByte(s[:min(len(s), 200)], '>'); n > 0 {
		return n + 1
	}
	return 0
}

// escaped reads a backslash escape at the beginning of s, "\_" or "\u2019", and gives what it stands for.
func escaped(s string) (string, int) {
	if len(s) < 2 || s[0] != '\\' {
		return "", 0
	}
	if s[1] == 'u' && len(s) >= 6 {
		if v, err := strconv.ParseUint(s[2:6], 16, 32); err == nil {
			return string(rune(v)), 6
		}
	}
	if strings.IndexByte("_*#-[]().!`", s[1]) >= 0 {
		if s[1] == '_' {
			return " ", 2
		}
		return s[1:2], 2
	}
	return "", 1
}

// text is an article as the rules see it: all blocks in one nlp.Doc, with the tree ready for walking.
type text struct {
	*Syntax
	blocks  []Block
	first   []int   // index of each block's first token; len(blocks)+1 entries
	offset  []int   // byte offset in Doc.Text of each block's text
	blockOf []int32 // by token
}

func newText(blocks []Block) *text {
	n, size := 0, 0
	for _, b := range blocks {
		n += len(b.Doc.Tokens)
		size += len(b.Doc.Text) + 1
	}
	doc := &nlp.Doc{Tokens: takeTokens(n)}
	t := &text{blocks: blocks, blockOf: make([]int32, 0, n)}
	var all strings.Builder
	all.Grow(size)
	for bi, b := range blocks {
		base, at := len(doc.Tokens), all.Len()
		t.first, t.offset = append(t.first, base), append(t.offset, at)
		for _, k := range b.Doc.Tokens {
			k.Start, k.End, k.Head = k.Start+at, k.End+at, k.Head+base
			doc.Tokens = append(doc.Tokens, k)
			t.blockOf = append(t.blockOf, int32(bi))
		}
		mendParticles(doc.Tokens[base:], base)
		mendDays(doc.Tokens[base:], base)
		mendUndone(doc.Tokens[base:], base)
		for _, s := range b.Doc.Sents {
			if headline(b.Kind) || !anyFinite(b.Doc.Tokens[s.Start:s.End]) {
				mendHeadline(doc.Tokens, base+s.Start, base+s.End)
			}
		}
		for _, s := range b.Doc.Sents {
			doc.Sents = append(doc.Sents, nlp.Span{Start: s.Start + base, End: s.End + base})
		}
		for _, e := range b.Doc.Ents {
			doc.Ents = append(doc.Ents, nlp.Span{Start: e.Start + base, End: e.End + base, Label: e.Label})
		}
		all.WriteString(b.Doc.Text)
		all.WriteByte('\n')
	}
	t.first = append(t.first, len(doc.Tokens))
	doc.Text = all.String()
	t.Syntax = NewSyntax(doc)
	return t
}

// tokenRoom is memory for the tokens of articles, which are most of what one takes.
var tokenRoom sync.Pool

func takeTokens(n int) []nlp.Token {
	if room, ok := tokenRoom.Get().(*[]nlp.Token); ok && cap(*room) >= n {
		return (*room)[:0]
	}
	return make([]nlp.Token, 0, n)
}

// release gives the tokens' memory back; nothing may ask t for them any more. What refers to their strings stays as it is.
func (t *text) release() {
	clear(t.Tokens)
	room := t.Tokens[:0]
	t.Tokens = nil
	tokenRoom.Put(&room)
}

func (t *text) isNoun(i int) bool {
	p := t.Tokens[i].Pos
	return p == "NOUN" || p == "PROPN"
}

// words gives the surface of tokens from to before to, joined as the text has them.
func (t *text) words(from, to int) string {
	return t.SpanText(nlp.Span{Start: from, End: to})
}

// place tells where a stretch of tokens stands in the article.
func (t *text) place(from, to int) (inTitle bool, start, end int) {
	bi := int(t.blockOf[from])
	b := &t.blocks[bi]
	s := t.Tokens[from].Start - t.offset[bi]
	e := t.Tokens[to-1].End - t.offset[bi]
	end = b.At[e]
	if e > 0 { // the end is behind the last byte, not before what Clean left out
		end = b.At[e-1] + 1
	}
	return b.InTitle, b.At[s], end
}

// runeIndex turns byte offsets of a text into code points in constant time for long texts.
type runeIndex struct {
	s     string
	marks []int // code points before each stride-th byte
}

const runeStride = 512

func newRuneIndex(s string) *runeIndex {
	x := &runeIndex{s: s, marks: make([]int, 0, len(s)/runeStride+1)}
	n := 0
	for i := 0; i < len(s); i++ {
		if i%runeStride == 0 {
			x.marks = append(x.marks, n)
		}
		if utf8.RuneStart(s[i]) {
			n++
		}
	}
	return x
}

// at gives the number of code points before byte b.
func (x *runeIndex) at(b int) int {
	if b <= 0 || len(x.marks) == 0 {
		return 0
	}
	b = min(b, len(x.s))
	k := min(b/runeStride, len(x.marks)-1)
	n := x.marks[k]
	for i := k * runeStride; i < b; i++ {
		if utf8.RuneStart(x.s[i]) {
			n++
		}
	}
	return n
}

// entityLabel gives the named-entity label over token i, empty if none.
func (t *text) entityLabel(i int) string {
	k := sort.Search(len(t.Ents), func(k int) bool { return t.Ents[k].End > i })
	if k < len(t.Ents) && t.Ents[k].Start <= i {
		return t.Ents[k].Label
	}
	return ""
}
