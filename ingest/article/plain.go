package article

import (
	"html"
	"strings"
)

// plain gives a text of the same length in which mark-up and single line breaks are blanks and entities are the
// characters that they stand for.
func plain(text string) string {
	var b strings.Builder
	comments := true // one may end in what is still to be read
	for rest := text; rest != ""; {
		at := strings.IndexAny(rest, markupBegins)
		if at < 0 {
			if b.Len() == 0 {
				return text
			}
			at = len(rest)
		}
		b.WriteString(rest[:at])
		if rest = rest[at:]; rest == "" {
			break
		}
		n := 0
		if strings.HasPrefix(rest, "<!--") {
			if comments {
				n = comment(rest)
			}
			comments = n > 0
		} else {
			n = markupLen(rest)
		}
		if n == 0 {
			b.WriteByte(rest[0])
			rest = rest[1:]
			continue
		}
		b.WriteString(blanked(rest[:n]))
		rest = rest[n:]
	}
	return b.String()
}

// markupBegins are the characters with which markup begins.
const markupBegins = "<&*_\\[]{}\n\r\t"

// comment gives the length of an HTML comment at the beginning of s, 0 where it does not end.
func comment(s string) int {
	const begin, end = "<!--", "-->"
	if n := strings.Index(s[len(begin):], end); n >= 0 {
		return len(begin) + n + len(end)
	}
	return 0
}

// markupLen gives the length of what stands at the beginning of s and is not words in a text that was taken from a web page or
// a wiki: tags, entities, emphasis, line breaks. It is 0 where words begin. Comments are left out.
func markupLen(s string) int {
	switch c := s[0]; c {
	case '\n', '\r', '\t':
		return 1
	case '<':
		return tagLen(s)
	case '&':
		return entityLen(s)
	case '*', '_':
		if n := len(s) - len(strings.TrimLeft(s, s[:1])); n > 1 {
			return n
		}
	case '\\':
		if len(s) > 1 && strings.IndexByte("[]#*_", s[1]) >= 0 {
			return 2
		}
	default: // a bracket or a brace
		if len(s) > 1 && s[1] == c {
			return 2
		}
	}
	return 0
}

// tagLen gives the length of a tag: "<", perhaps "/", a letter, and at most 500 characters to the next ">".
func tagLen(s string) int {
	at := 1
	if strings.HasPrefix(s, "</") {
		at = 2
	}
	if at >= len(s) || !isLetter(s[at]) {
		return 0
	}
	const limit = 500
	at++
	n := 0
	for i, r := range s[at:] {
		switch {
		case r == '>':
			return at + i + 1
		case r == '<' || n == limit:
			return 0
		}
		n++
	}
	return 0
}

// entityLen gives the length of an entity: "&amp;", "&#39;", "&#x2019;".
func entityLen(s string) int {
	at, least, most := 1, 2, 8
	in := isLetter
	switch {
	case strings.HasPrefix(s, "&#x"), strings.HasPrefix(s, "&#X"):
		at, least, most = 3, 1, 6
		in = func(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }
	case strings.HasPrefix(s, "&#"):
		at, least, most = 2, 1, 7
		in = isDigit
	}
	n := 0
	for at+n < len(s) && n < most && in(s[at+n]) {
		n++
	}
	if n < least || at+n >= len(s) || s[at+n] != ';' {
		return 0
	}
	return at + n + 1
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// blanked gives what stands for markup, in the same length.
func blanked(m string) string {
	if m[0] == '&' {
		c := html.UnescapeString(m)
		if c == m || len(c) > len(m) {
			return m
		}
		if c == "\u00a0" {
			c = " "
		}
		return c + strings.Repeat(" ", len(m)-len(c))
	}
	if m[0] == '\\' {
		return " " + m[1:]
	}
	return strings.Repeat(" ", len(m))
}
