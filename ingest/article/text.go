package article

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"github.com/demarche/demarche/graph"
)

// text reads a plain text. It may begin with lines that say what it is, ended by an empty line:
//
//	Title: Ministers speak of borders
//	Date: 2023-03-16
//	Outlet: The Daily Ledger
//	URL: https://ledger.example/2023/03/16/borders
//	Language: en
//
// Each line is optional; without any the whole file is the text.
func (r *reader) text(f file, data []byte) bool {
	a, err := parseText(data)
	if err != nil {
		return r.fail(f.name, err)
	}
	Identify(&a)
	return r.give(Item{Doc: f.doc, Source: f.name, Article: a})
}

func parseText(data []byte) (graph.Article, error) {
	var a graph.Article
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		if utf, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data); err == nil {
			data = utf
		}
	}
	data = bytes.TrimPrefix(data, []byte(bom))
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return a, fmt.Errorf("binary, not text (a zero byte at %d)", i)
	}
	if !utf8.Valid(data) {
		return a, invalidUTF8(data)
	}
	body, err := readHeader(string(data), &a)
	if err != nil {
		return a, err
	}
	if strings.TrimSpace(body) == "" {
		return a, errors.New("empty")
	}
	a.Text = body
	return a, nil
}

// readHeader takes the lines at the head of a text that say what it is, and gives the rest. Lines that are not all of
// this form are part of the text.
func readHeader(text string, a *graph.Article) (string, error) {
	var h graph.Article
	var date string
	rest := text
	for n := 0; ; n++ {
		line, after, _ := strings.Cut(rest, "\n")
		line = strings.TrimSuffix(line, "\r")
		if strings.TrimSpace(line) == "" && n > 0 {
			rest = after
			break
		}
		key, value, found := strings.Cut(line, ":")
		if !found {
			return text, nil
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "title":
			h.Title = value
		case "date", "published":
			date = value
		case "outlet":
			h.Outlet = value
		case "url":
			h.URL = value
		case "language":
			h.Language = value
		default:
			return text, nil
		}
		if rest = after; rest == "" {
			break
		}
	}
	var err error
	if h.Published, err = ParseTime(date); err != nil {
		return "", fmt.Errorf("line Date: %w", err)
	}
	*a = h
	return strings.TrimLeft(rest, "\r\n"), nil
}
