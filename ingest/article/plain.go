package article

import (
	"html"
	"regexp"
	"strings"
)

// markup is what is not words in a text that was taken from a web page or a wiki: tags, comments, entities, emphasis.
var markup = regexp.MustCompile(`(?s:<!--.*?-->)|</?[a-zA-Z][^<>]{0,500}>|&(?:[a-zA-Z]{2,8}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});|\*\*+|__+|\\[\[\]#*_]|\[\[|\]\]|\{\{|\}\}|[\n\r\t]`)

// plain gives a text of the same length in which mark-up and single line breaks are blanks and entities are the
// characters that they stand for.
func plain(text string) string {
	if !strings.ContainsAny(text, "<&*_\\[]{}\n\r\t") {
		return text
	}
	return markup.ReplaceAllStringFunc(text, func(m string) string {
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
	})
}
