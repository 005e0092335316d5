package extract

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/demarche/demarche/graph"
)

// timeWord is a piece of a token: tokens are cut at hyphens and dashes, which spaCy does not do between digits
// ("3–5", "2023-03-16", "mid-March").
type timeWord struct {
	tok  int
	text string // lower case
	num  int    // value of a number or an ordinal in digits, else -1
	ord  bool   // an ordinal in digits, "5th"

	begins bool // an expression of time may begin here; see timeBegins
}

// timeParser reads expressions of time from words, counting from ref.
type timeParser struct {
	*Syntax
	ref   Ref
	words []timeWord
	dated []bool // tokens inside an entity that the model takes for a date
}

func newTimeParser(s *Syntax, ref Ref) *timeParser {
	p := &timeParser{Syntax: s, ref: ref, words: make([]timeWord, 0, len(s.Tokens)+len(s.Tokens)/8),
		dated: make([]bool, len(s.Tokens))}
	for i := range s.Tokens {
		if s.Tokens[i].Pos == "SPACE" {
			continue
		}
		rest := s.lower[i]
		cuts := "-–—/"
		if c := rest[0]; c >= '0' && c <= '9' && strings.Count(rest, ".") == 2 {
			cuts = "." // "16.03.2023"
		}
		for rest != "" {
			cut := strings.IndexAny(rest, cuts)
			switch {
			case cut < 0:
				p.words = append(p.words, newTimeWord(i, rest))
				rest = ""
			case cut > 0:
				p.words = append(p.words, newTimeWord(i, rest[:cut]))
				rest = rest[cut:]
			default:
				dash, after := cutRune(rest)
				if dash == "–" || dash == "—" {
					dash = "-"
				}
				p.words = append(p.words, timeWord{tok: i, text: dash, num: -1})
				rest = after
			}
		}
	}
	for _, e := range s.Ents {
		if e.Label == "DATE" {
			for i := e.Start; i < e.End; i++ {
				p.dated[i] = true
			}
		}
	}
	return p
}

func cutRune(s string) (first, rest string) {
	for i := range s {
		if i > 0 {
			return s[:i], s[i:]
		}
	}
	return s, ""
}

func newTimeWord(tok int, text string) timeWord {
	w := timeWord{tok: tok, text: text, num: -1, begins: timeBegins[text]}
	if c := text[0]; c != '+' && (c < '0' || c > '9') {
		return w
	}
	w.begins = true
	digits := strings.TrimRightFunc(text, unicode.IsLetter)
	if n, err := strconv.Atoi(digits); err == nil && n >= 0 && len(digits) <= 4 {
		switch strings.TrimLeft(text, digits) {
		case "":
			w.num = n
		case "st", "nd", "rd", "th":
			w.num, w.ord = n, true
		}
	}
	return w
}

// text gives word i, empty outside of the paragraph.
func (p *timeParser) text(i int) string {
	if i < 0 || i >= len(p.words) {
		return ""
	}
	return p.words[i].text
}

func (p *timeParser) is(i int, options ...string) bool {
	t := p.text(i)
	if t == "" {
		return false
	}
	for _, o := range options {
		if t == o {
			return true
		}
	}
	return false
}

func (p *timeParser) num(i int) int {
	if i < 0 || i >= len(p.words) {
		return -1
	}
	return p.words[i].num
}

// year gives the year that word i is, or 0.
func (p *timeParser) year(i int) int {
	if n := p.num(i); n >= 1900 && n < 2100 && !p.words[i].ord && len(p.words[i].text) == 4 {
		return n
	}
	return 0
}

// monthDay gives the day of a month that word i is, or 0.
func (p *timeParser) monthDay(i int) int {
	if n := p.num(i); n >= 1 && n <= 31 {
		return n
	}
	return 0
}

// tag and pos are those of the token that holds word i, empty outside of the paragraph.
func (p *timeParser) tag(i int) string {
	if i < 0 || i >= len(p.words) {
		return ""
	}
	return p.Tokens[p.words[i].tok].Tag
}

func (p *timeParser) pos(i int) string {
	if i < 0 || i >= len(p.words) {
		return ""
	}
	return p.Tokens[p.words[i].tok].Pos
}

func (p *timeParser) capital(i int) bool {
	if i < 0 || i >= len(p.words) {
		return false
	}
	for _, r := range p.Tokens[p.words[i].tok].Text {
		return unicode.IsUpper(r)
	}
	return false
}

var monthNames = func() map[string]time.Month {
	m := map[string]time.Month{"sept": time.September}
	for i := time.January; i <= time.December; i++ {
		name := strings.ToLower(i.String())
		m[name] = i
		m[name[:3]] = i
	}
	return m
}()

// month gives the month that word i names, or 0. "May", "March" and "Mar" must look like names.
func (p *timeParser) month(i int) time.Month {
	m := monthNames[strings.TrimSuffix(p.text(i), ".")]
	if m == 0 || !p.capital(i) {
		return 0
	}
	if (m == time.May || m == time.March) && (p.tag(i) == "MD" || strings.HasPrefix(p.tag(i), "VB")) && p.monthDay(i+1) == 0 &&
		p.monthDay(i-1) == 0 {
		return 0
	}
	return m
}

// weekday gives the weekday that word i names.
func (p *timeParser) weekday(i int) (day time.Weekday, plural, ok bool) {
	if !p.capital(i) {
		return 0, false, false
	}
	name := strings.TrimSuffix(p.text(i), ".")
	for d := time.Sunday; d <= time.Saturday; d++ {
		full := strings.ToLower(d.String())
		switch name {
		case full:
			return d, false, true
		case full + "s":
			return d, true, true
		case full[:3]:
			if d != time.Saturday && d != time.Sunday || strings.HasSuffix(p.text(i), ".") {
				return d, false, true
			}
		case "tues", "thur", "thurs":
			if full[:3] == name[:3] {
				return d, false, true
			}
		}
	}
	return 0, false, false
}

var smallNumbers = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
	"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a": 1, "an": 1, "dozen": 12, "fifteen": 15, "twenty": 20, "thirty": 30}

// count reads how many: "two", "a few", "several", "the past three" without its first words. It gives the least and
// the most that are meant, and the word after.
func (p *timeParser) count(i int) (least, most, end int) {
	if p.is(i, "about", "around", "nearly", "almost", "roughly", "some", "over", "under", "only", "just") {
		if l, m, e := p.count(i + 1); e > 0 {
			return max(0, l-l/5), m + m/5, e
		}
	}
	switch {
	case p.is(i, "a") && p.is(i+1, "few"), p.is(i, "a") && p.is(i+1, "couple") && !p.is(i+2, "of"):
		if p.is(i+1, "couple") {
			return 2, 2, i + 2
		}
		return 2, 5, i + 2
	case p.is(i, "a") && p.is(i+1, "couple"):
		return 2, 2, i + 3
	case p.is(i, "few"):
		return 2, 5, i + 1
	case p.is(i, "several", "some"):
		return 2, 7, i + 1
	case p.is(i, "many"):
		return 5, 30, i + 1
	}
	if n, ok := smallNumbers[p.text(i)]; ok {
		return n, n, i + 1
	}
	if n := p.num(i); n >= 0 && !p.words[i].ord {
		return n, n, i + 1
	}
	return 0, 0, 0
}

// unit is a measure of time.
type unit string

var units = map[string]unit{"second": "second", "minute": "minute", "min": "minute", "hour": "hour", "day": "day", "night": "day",
	"week": "week", "weekend": "weekend", "fortnight": "fortnight", "month": "month", "quarter": "quarter", "year": "year",
	"decade": "decade", "century": "century"}

// unit gives the unit that word i names and whether it is a plural.
func (p *timeParser) unit(i int) (u unit, plural bool) {
	t := p.text(i)
	if u, ok := units[t]; ok {
		return u, false
	}
	if t == "centuries" {
		return "century", true
	}
	if u, ok := units[strings.TrimSuffix(t, "s")]; ok {
		return u, true
	}
	return "", false
}

// shift gives the stretch that lies between least and most units after d; negative counts lie before. A week is
// known to the half-week, a month to the month: "three weeks ago" is no exact day.
func shift(d graph.Day, least, most int, u unit) graph.Interval {
	if d == "" {
		return graph.Interval{}
	}
	if least > most {
		least, most = most, least
	}
	t := d.Time()
	at := func(n int) graph.Interval {
		switch u {
		case "second", "minute":
			return oneDay(d)
		case "hour":
			switch {
			case n < -6:
				return graph.Interval{Start: d.Add(n/24 - 1), End: d.Add((n + 12) / 24)}
			case n > 6:
				return graph.Interval{Start: d.Add((n - 12) / 24), End: d.Add(n/24 + 1)}
			}
			return oneDay(d)
		case "day":
			return oneDay(d.Add(n))
		case "week":
			return graph.Interval{Start: d.Add(7*n - 3), End: d.Add(7*n + 3)}
		case "fortnight":
			return graph.Interval{Start: d.Add(14*n - 3), End: d.Add(14*n + 3)}
		case "weekend":
			return weekendOf(d.Add(7 * n))
		case "month":
			return monthOf(t.Year(), t.Month()+time.Month(n))
		case "quarter":
			return months(t.Year(), t.Month()+time.Month(3*n), 3)
		case "year":
			return yearOf(t.Year() + n)
		case "decade":
			return graph.Interval{Start: yearOf(t.Year() + 10*n - 3).Start, End: yearOf(t.Year() + 10*n + 3).End}
		}
		return graph.Interval{}
	}
	return graph.Interval{Start: at(least).Start, End: at(most).End}
}

// calendarUnit gives the whole week, month, year … that lies n after that of d.
func calendarUnit(d graph.Day, n int, u unit) graph.Interval {
	if d == "" {
		return graph.Interval{}
	}
	t := d.Time()
	switch u {
	case "day":
		return oneDay(d.Add(n))
	case "week", "fortnight":
		return weekOf(d.Add(7 * n))
	case "weekend":
		return weekendOf(d.Add(7 * n))
	case "month":
		return monthOf(t.Year(), t.Month()+time.Month(n))
	case "quarter":
		return quarterOf(t.Year(), (int(t.Month())+2)/3+n) // a quarter outside of 1 to 4 runs over into other years
	case "year":
		return yearOf(t.Year() + n)
	case "decade":
		return decadeOf(t.Year()/10*10 + 10*n)
	}
	return graph.Interval{}
}
