package article

import (
	"bufio"
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed shapes.rules
var shapesFile string

// shape is one rule of shapes.rules: how a paragraph of a kind begins, ends or reads.
type shape struct {
	kind    Kind
	opens   bool // the paragraphs after it are links until prose comes again
	whole   bool // the pattern must be all of a paragraph
	ends    bool // the pattern is looked for at the end
	re      *regexp.Regexp
	needles needles // without one of these there is no match
	yes, no []string
}

type shapeRules []shape

// shapes gives the rules of shapes.rules. The file is part of the program, so a mistake in it is a bug.
var shapes = sync.OnceValue(func() shapeRules {
	rules, err := parseShapes(shapesFile)
	if err != nil {
		panic(err)
	}
	return rules
})

// Windows of a paragraph that the rules look at.
const (
	shapeWindow = 160 // bytes at its beginning or end
	shapeWhole  = 320 // bytes of a paragraph that a rule for the whole may match
)

// parseShapes reads rules in the form that the head of shapes.rules describes; errors name the line.
func parseShapes(file string) (shapeRules, error) {
	var rules shapeRules
	sc := bufio.NewScanner(strings.NewReader(file))
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		word, rest, _ := strings.Cut(line, " ")
		rest = strings.TrimSpace(rest)
		if word == "yes" || word == "no" {
			if len(rules) == 0 {
				return nil, fmt.Errorf("shapes.rules:%d: an example before the first rule", n)
			}
			last := &rules[len(rules)-1]
			if word == "yes" {
				last.yes = append(last.yes, rest)
			} else {
				last.no = append(last.no, rest)
			}
			continue
		}
		where, pattern, _ := strings.Cut(rest, " ")
		r := shape{kind: Kind(word)}
		pattern = "(?:" + strings.TrimSpace(pattern) + ")"
		switch where {
		case "begins":
			pattern = `^[“"'‘*_(\[]*` + pattern
		case "ends":
			r.ends, pattern = true, pattern+`[.)\]*_”"]*$`
		case "whole", "opens":
			r.whole, r.opens, pattern = true, where == "opens", `^[(\[*_#>►»\s]*`+pattern+`[:.)\]*_\s]*$`
		default:
			return nil, fmt.Errorf("shapes.rules:%d: %q is not begins, ends, whole or opens", n, where)
		}
		re, err := regexp.Compile("(?i)" + pattern)
		if err != nil {
			return nil, fmt.Errorf("shapes.rules:%d: %w", n, err)
		}
		r.re, r.needles = re, needlesOf(re)
		rules = append(rules, r)
	}
	return rules, sc.Err()
}

// match gives the kind of the first rule that a paragraph fits, and whether it opens a list of links.
func (rules shapeRules) match(text string) (kind Kind, opens bool) {
	first, last := head(text, shapeWindow), tail(text, shapeWindow)
	inFirst, inLast := newHaystack(first), newHaystack(last)
	inAll := inFirst
	if len(text) > shapeWindow && len(text) <= shapeWhole {
		inAll = newHaystack(text)
	}
	for i := range rules {
		r := &rules[i]
		in, hay := first, inFirst
		switch {
		case r.whole && len(text) > shapeWhole:
			continue
		case r.whole:
			in, hay = text, inAll
		case r.ends:
			in, hay = last, inLast
		}
		if r.needles.in(hay) && r.re.MatchString(in) {
			return r.kind, r.opens
		}
	}
	return "", false
}

const pictureAgencies = `AP|AFP|REUTERS|Reuters|EPA|EFE|Getty|Xinhua|TASS|Sputnik|Kyodo|Yonhap|ANSA|DPA|dpa|PTI|ANI|Anadolu|AA|Pool|Handout|Bloomberg|NurPhoto|UPI|PA|SIPA|Shutterstock|Ukrinform|AAP`

var (
	archivePicture = regexp.MustCompile(`(?i)^\W*(archive|file|library)\s+(photo|photograph|picture|image|footage)|^\W*FILE\b|\bfile\s+(photo|picture|image)|^\W*archive\b`)
	captionLabel   = regexp.MustCompile(`(?i)^\W*(?:(?:archive|file|library|handout)\s+(?:photo|photograph|picture|image|footage)|photo|image|picture|caption|image caption|photo caption|file|archive)\s*[:|–—-]\s*`)
	captionCredit  = regexp.MustCompile(`(?:\s*\([^()]*(?:/|` + pictureAgencies + `)[^()]*\)(?:\s*\([^()]*\))?|\s*[/|]\s?(?:` + pictureAgencies + `)[ \w]*|\s+(?i:via getty images|getty images)|\s+AP Photo/.*|\s+(?i:(?:image|photo|picture)s?(?: credits?)?)\s*:.*|\s+\[(?i:photo|file)[^\]]*\]|\s+(?i:photo(?:graph)? by) .*)[.\s]*$`)
	bullet         = regexp.MustCompile(`^(?:[-–—*•▪●◦‣·►]\s+|\(?\d{1,2}[.)]\s+)`)
	blockTag       = regexp.MustCompile(`(?i)<(?:/(?:p|div|h[1-6]|li|ul|ol|table|tr|td|blockquote|figure|figcaption|section|article)|br\s*/?|hr\s*/?)>`)
	ruler          = regexp.MustCompile(`^[\s\\#*_=~·•.-]+$`)
	columns        = regexp.MustCompile(`\t|\s\|\s|\S {3,}\S`)
)

// isProse tells whether a paragraph reads as running text: it ends as a sentence does and has the words of one.
func isProse(text string) bool {
	return len(text) > shapeWhole || endsSentence(text) && wordsIn(text, minSentence) >= minSentence
}

const minSentence = 6 // words

// isRow tells whether a paragraph is a row of a table or a ruler.
func isRow(text string) bool {
	if len(text) <= shapeWindow && ruler.MatchString(text) {
		return true
	}
	parted := strings.ContainsAny(text, "\t|") || strings.Contains(text, "   ") // as all columns are
	return len(text) <= shapeWhole && parted && len(columns.FindAllStringIndex(text, 3)) >= 2 && !endsSentence(text)
}

// isHeading tells whether a paragraph of at most the given number of words has the shape of a headline: no end of
// a sentence.
func isHeading(text string, words int) bool {
	if len(text) > shapeWhole || endsSentence(text) || wordsIn(text, words+1) > words {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, `“"'‘`))
	return !strings.ContainsRune(",;:—–-", last) && !unicode.IsLower(r)
}

// endsSentence tells whether a text ends with the mark of a sentence, in quotation marks or not.
func endsSentence(text string) bool {
	text = strings.TrimRight(text, "”\"'’)]*_ \u00a0")
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?…", last)
}

// wordsIn counts words, up to a limit.
func wordsIn(text string, limit int) int {
	n := 0
	for range strings.FieldsSeq(text) {
		if n++; n >= limit {
			break
		}
	}
	return n
}

// head gives the beginning of a text, at most n bytes, whole characters.
func head(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// tail gives the end of a text, at most n bytes, whole characters.
func tail(text string, n int) string {
	if len(text) <= n {
		return text
	}
	at := len(text) - n
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return text[at:]
}

// trim narrows a stretch of text to what lies between white space.
func trim(text string, start, end int) (int, int) {
	s := strings.TrimLeftFunc(text[start:end], isBlank)
	start = end - len(s)
	return start, start + len(strings.TrimRightFunc(s, isBlank))
}

// isBlank tells white space, and the marks without width that web pages leave in a text.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' || r == '\u200e' || r == '\u200f' || r == '\u00ad'
}

// folded gives the letters and digits of a text in lower case, words parted by one blank.
func folded(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

var captionFiller = regexp.MustCompile(`^(?:(?:archive|file|library) (?:photo|picture|image)|photo|caption|image caption)(?: of)?\b|\b(?:the|a|an)\b`)

// captionKey gives what tells captions apart: their words without the kind of picture and without articles.
func captionKey(key string) string {
	return strings.Join(strings.Fields(captionFiller.ReplaceAllString(key, "")), " ")
}

// sameWords tells whether nine in ten words of the shorter text stand in the longer, which is at most half as long
// again.
func sameWords(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 4 || len(y)*2 > len(x)*3 {
		return false
	}
	in := make(map[string]bool, len(y))
	for _, w := range y {
		in[w] = true
	}
	n := 0
	for _, w := range x {
		if in[w] {
			n++
		}
	}
	return n*10 >= len(x)*9
}
