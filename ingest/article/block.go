package article

import (
	"strings"
	"unicode/utf8"

	"github.com/demarche/demarche/graph"
)

// Kind tells what a block of an article is.
type Kind string

// The kinds of block.
const (
	Title       Kind = "title"       // the article's own title field
	Headline    Kind = "headline"    // a headline or a heading that stands in the text
	Body        Kind = "body"        // running text
	Caption     Kind = "caption"     // what stands under a picture
	Byline      Kind = "byline"      // who wrote it, when it was printed
	Credit      Kind = "credit"      // whose picture, whose report it is
	Boilerplate Kind = "boilerplate" // links to other articles, adverts, subscriptions, copyright
	List        Kind = "list"        // rows of a table, items of a list that are no sentences
)

// Block is one paragraph of an article.
type Block struct {
	Kind    Kind
	InTitle bool // offsets count the article's title, not its text

	Start, End int // bytes of Article.Text (Article.Title if InTitle), half-open, without white space at the ends
	Prose      int // byte where the running text begins: behind a dateline, a speaker's label, a bullet, "File photo:"; else Start

	Speaker   string   // whose words these are, as a transcript labels it: "MS. PSAKI", "Q"; carried on to unlabelled paragraphs
	Dateline  Dateline // of the first running text, or wherever one stands
	Archive   bool     // of a caption: the picture is older than the article ("File photo")
	Duplicate bool     // the same words stand in an earlier block of the same kind
}

// Dateline is where and when a report was written, as its head says.
type Dateline struct {
	Place string    // "GENEVA" as printed, empty where none is given
	Day   graph.Day // empty where none is given or its year is not known
}

// Of gives the text that the block's offsets count.
func (b Block) Of(a *graph.Article) string {
	if b.InTitle {
		return a.Title
	}
	return a.Text
}

// Text gives the words of the block as they stand in the article.
func (b Block) Text(a *graph.Article) string { return b.Of(a)[b.Start:b.End] }

// Segment divides an article into its blocks, in order, the title first. Every character that is not white space
// lies in exactly one block. It takes time linear in the length of the article.
func Segment(a *graph.Article) []Block {
	var blocks []Block
	if s, e := trim(a.Title, 0, len(a.Title)); s < e {
		blocks = append(blocks, Block{Kind: Title, InTitle: true, Start: s, End: e, Prose: s})
	}
	first := len(blocks)
	for _, p := range paragraphs(a.Text) {
		blocks = append(blocks, Block{Kind: Body, Start: p.start, End: p.end, Prose: p.start})
	}
	classify(a, blocks, first)
	blocks = splitCaptions(a.Text, blocks)
	markSpeakers(a.Text, blocks[first:])
	markDatelines(a, blocks[first:])
	markDuplicates(a, blocks)
	return blocks
}

// classify tells what each block from first on is.
func classify(a *graph.Article, blocks []Block, first int) {
	links := false // inside a list of links to other articles
	for i := first; i < len(blocks); i++ {
		b := &blocks[i]
		raw := b.Text(a)
		text := strings.TrimFunc(plain(raw), isBlank)
		kind, opens := shapes().match(text)
		switch {
		case opens:
			b.Kind, links = kind, true
			continue
		case kind != "":
			b.Kind = kind
			b.Archive = kind == Caption && archivePicture.MatchString(head(text, shapeWindow))
			continue
		case links && !isProse(text):
			b.Kind = Boilerplate
			continue
		}
		links = false
		switch {
		case text == "" || isRow(raw):
			b.Kind = List
		case bullet.MatchString(raw):
			b.Prose = b.Start + len(bullet.FindString(raw))
			if !isProse(text) {
				b.Kind = List
			}
		case i == first && isHeading(text, maxHeadline), isHeading(text, maxHeading) && i+1 < len(blocks):
			b.Kind = Headline
		}
	}
}

// splitCaptions parts captions from what stands before and after them: "File photo:" and the photographer, who becomes
// a block of its own.
func splitCaptions(text string, blocks []Block) []Block {
	var out []Block
	for _, b := range blocks {
		if b.Kind != Caption {
			out = append(out, b)
			continue
		}
		if m := captionLabel.FindString(head(text[b.Start:b.End], shapeWindow)); m != "" && b.Start+len(m) < b.End {
			b.Prose = b.Start + len(m)
		}
		last := tail(text[b.Prose:b.End], shapeWindow)
		at := captionCredit.FindStringIndex(last)
		if at == nil {
			out = append(out, b)
			continue
		}
		credit := Block{Kind: Credit, End: b.End}
		credit.Start, _ = trim(text, b.End-len(last)+at[0], b.End)
		credit.Prose = credit.Start
		if _, b.End = trim(text, b.Start, credit.Start); b.Prose < b.End {
			out = append(out, b)
		} else {
			credit.Start, credit.Prose = b.Start, b.Start
		}
		out = append(out, credit)
	}
	return out
}

// markDuplicates marks the blocks whose words an earlier block already has: a caption printed twice, a headline
// that repeats the title.
func markDuplicates(a *graph.Article, blocks []Block) {
	seen := make(map[string]bool, len(blocks))
	var captions []string
	for i := range blocks {
		b := &blocks[i]
		if b.Kind == Boilerplate || b.End-b.Start > maxDuplicate {
			continue
		}
		key := folded(b.Text(a))
		if b.Kind == Caption {
			key = captionKey(key)
			for _, c := range captions {
				b.Duplicate = b.Duplicate || strings.HasPrefix(c, key) || strings.HasPrefix(key, c) || sameWords(c, key)
			}
			if len(captions) < maxCaptions {
				captions = append(captions, key)
			}
			continue
		}
		b.Duplicate = seen[key]
		seen[key] = true
	}
}

// Limits that keep the time linear and the shapes honest.
const (
	maxHeadline  = 30      // words of a headline that opens a text
	maxHeading   = 9       // words of a heading inside a text
	maxDuplicate = 4 << 10 // bytes of a block that is compared with others
	maxCaptions  = 64      // captions that are compared with each other
)

type stretch struct{ start, end int }

// paragraphs gives the stretches of text between line breaks. Where a text is wrapped at a fixed width, only the
// breaks that the width does not explain count.
func paragraphs(text string) []stretch {
	lines := splitLines(text)
	width := wrapWidth(text, lines)
	var out []stretch
	for i, l := range lines {
		if l.start == l.end {
			continue
		}
		if width > 0 && i > 0 && len(out) > 0 && lines[i-1].end > lines[i-1].start && wrapped(text, lines[i-1], l, width) {
			out[len(out)-1].end = l.end
			continue
		}
		out = append(out, l)
	}
	return out
}

// splitLines gives each line, and each part of it between the tags of paragraphs, without white space at the ends;
// blank lines are empty stretches.
func splitLines(text string) []stretch {
	var out []stretch
	for at := 0; at <= len(text); {
		end, next := at+lineEnd(text[at:]), len(text)+1
		if end < len(text) {
			_, size := utf8.DecodeRuneInString(text[end:])
			next = end + size
			if strings.HasPrefix(text[end:], "\r\n") {
				next = end + 2
			}
		}
		out = appendParts(out, text, at, end)
		at = next
	}
	return out
}

// lineEnd gives the index of the first line break in s, its length where there is none.
func lineEnd(s string) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\n', '\r':
			return i
		case 0xc2:
			if strings.HasPrefix(s[i:], "\u0085") {
				return i
			}
		case 0xe2:
			if strings.HasPrefix(s[i:], "\u2028") || strings.HasPrefix(s[i:], "\u2029") {
				return i
			}
		}
	}
	return len(s)
}

// appendParts adds the parts of one line between the tags that end a paragraph in HTML.
func appendParts(out []stretch, text string, start, end int) []stretch {
	if strings.IndexByte(text[start:end], '<') >= 0 {
		for _, m := range blockTag.FindAllStringIndex(text[start:end], -1) {
			if at := start + m[1]; at < end {
				s, e := trim(text, start, at)
				out = append(out, stretch{s, e})
				start = at
			}
		}
	}
	s, e := trim(text, start, end)
	return append(out, stretch{s, e})
}

// wrapWidth gives the width at which a text is wrapped, in characters; 0 where it is not.
func wrapWidth(text string, lines []stretch) int {
	width := 0
	for _, l := range lines {
		n := utf8.RuneCountInString(text[l.start:l.end])
		if n > maxWrap {
			return 0
		}
		width = max(width, n)
	}
	if width < minWrap {
		return 0
	}
	explained, breaks := 0, 0
	for i := 1; i < len(lines); i++ {
		if lines[i-1].start < lines[i-1].end && lines[i].start < lines[i].end {
			breaks++
			if wrapped(text, lines[i-1], lines[i], width) {
				explained++
			}
		}
	}
	if breaks < 2 || explained*2 < breaks {
		return 0
	}
	return width
}

// The widths at which texts are wrapped.
const minWrap, maxWrap = 40, 100

// wrapped tells whether the width explains the break between two lines: the next word had no room, and the next line
// begins nothing of its own.
func wrapped(text string, line, next stretch, width int) bool {
	word := text[next.start:next.end]
	if bullet.MatchString(word) || speakerLabel.MatchString(word) {
		return false
	}
	if i := strings.IndexAny(word, " \t\u00a0"); i >= 0 {
		word = word[:i]
	}
	const slack = 3
	return utf8.RuneCountInString(text[line.start:line.end])+1+utf8.RuneCountInString(word) > width-slack
}
