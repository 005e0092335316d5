package article

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/demarche/demarche/graph"
)

// record is an article as JSON: only text is required.
type record struct {
	Doc       json.RawMessage `json:"doc"` // a string or a number
	ID        json.RawMessage `json:"id"`
	Title     string          `json:"title"`
	Text      *string         `json:"text"`
	Published string          `json:"published"`
	URL       string          `json:"url"`
	Outlet    string          `json:"outlet"`
	Language  string          `json:"language"`
}

// jsonLines reads one object a line.
func (r *reader) jsonLines(f file, in *bufio.Reader) bool {
	before := r.items
	for n := 1; ; n++ {
		line, err := readLine(in, r.options.MaxBytes)
		if err == io.EOF {
			return r.items > before || r.fail(f.name, errors.New("empty"))
		}
		at := f.at("%s:%d", n)
		if err == errLongLine {
			if !r.fail(at.name, r.tooLong("line")) {
				return false
			}
			continue
		}
		if err != nil {
			return r.fail(at.name, plainReason(err))
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte(bom))
		}
		if len(bytes.TrimSpace(line)) > 0 && !r.jsonObject(at, line) {
			return false
		}
	}
}

// jsonValues reads an object, several objects one after the other, or an array of objects.
func (r *reader) jsonValues(f file, in *bufio.Reader) bool {
	if first, _ := in.Peek(len(bom)); string(first) == bom {
		in.Discard(len(bom))
	}
	limited := &meter{in: in, most: r.options.MaxBytes}
	dec := json.NewDecoder(limited)
	if skipBlanks(in) == '[' {
		dec.Token()
	}
	for n := 1; ; n++ {
		at := f.at("%s: article %d", n)
		var raw json.RawMessage
		limited.read = 0
		if !dec.More() {
			if _, err := dec.Token(); err == nil || err == io.EOF {
				if n == 1 {
					return r.fail(f.name, errors.New("no articles in it"))
				}
				return true
			}
		}
		err := dec.Decode(&raw)
		switch {
		case errors.Is(err, errLongLine):
			return r.fail(at.name, r.tooLong("JSON value"))
		case err != nil:
			return r.fail(at.name, notJSON(err))
		}
		if !r.jsonObject(at, raw) {
			return false
		}
	}
}

func (r *reader) jsonObject(f file, data []byte) bool {
	item, err := decode(data)
	item.Source = f.name
	if item.Doc == "" {
		item.Doc = f.doc
	}
	if err != nil {
		item.Err = fmt.Errorf("%s: %w", f.name, err)
	}
	return r.give(item)
}

// decode reads an article from a JSON object.
func decode(data []byte) (Item, error) {
	if !utf8.Valid(data) {
		return Item{}, invalidUTF8(data)
	}
	var rec record
	err := json.Unmarshal(data, &rec)
	item := Item{Doc: name(rec.Doc)}
	if item.Doc == "" {
		item.Doc = name(rec.ID)
	}
	if err != nil {
		return item, notJSON(err)
	}
	switch {
	case rec.Text == nil:
		return item, errors.New(`"text" is missing`)
	case strings.TrimSpace(*rec.Text) == "":
		return item, errors.New(`"text" is empty`)
	}
	item.Article = graph.Article{Title: rec.Title, Text: *rec.Text, URL: rec.URL, Outlet: rec.Outlet, Language: rec.Language}
	if item.Article.Published, err = ParseTime(rec.Published); err != nil {
		return item, fmt.Errorf(`"published": %w`, err)
	}
	Identify(&item.Article)
	return item, nil
}

// name gives a JSON string or number as text.
func name(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	if _, err := strconv.ParseFloat(string(raw), 64); err == nil {
		return string(raw)
	}
	return ""
}

// notJSON words what encoding/json says for a reader.
func notJSON(err error) error {
	var te *json.UnmarshalTypeError
	switch {
	case errors.As(err, &te) && te.Field != "":
		return fmt.Errorf("%q is a %s, not a string", te.Field, te.Value)
	case errors.As(err, &te):
		return fmt.Errorf("a JSON %s, not an object", te.Value)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("not JSON: it ends too early")
	}
	return fmt.Errorf("not JSON: %w", err)
}

// invalidUTF8 tells where the first byte is that is not UTF-8.
func invalidUTF8(data []byte) error {
	at := 0
	for at < len(data) {
		c, n := utf8.DecodeRune(data[at:])
		if c == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	return fmt.Errorf("invalid UTF-8 at byte %d (0x%02x)", at, data[at])
}

var errLongLine = errors.New("too long")

// readLine gives the next line without its end, errLongLine for one over the limit, which is then passed over without
// being kept, and io.EOF after the last.
func readLine(in *bufio.Reader, most int) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := in.ReadSlice('\n')
		if !long && len(line)+len(part) > most {
			line, long = nil, true
		}
		switch {
		case long:
		case line == nil && err == nil:
			return bytes.TrimRight(part, "\r\n"), nil
		default:
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case long && (err == nil || err == io.EOF):
			return nil, errLongLine
		case err == io.EOF && len(line) == 0:
			return nil, io.EOF
		case err != nil && err != io.EOF:
			return nil, err
		}
		return bytes.TrimRight(line, "\r\n"), nil
	}
}

// meter fails once more than most bytes were read since read was last set to nought.
type meter struct {
	in         io.Reader
	read, most int
}

func (m *meter) Read(p []byte) (int, error) {
	if m.read > m.most {
		return 0, errLongLine
	}
	n, err := m.in.Read(p)
	m.read += n
	return n, err
}

// skipBlanks gives the next byte that is no white space, without taking it.
func skipBlanks(in *bufio.Reader) byte {
	for {
		c, err := in.ReadByte()
		if err != nil {
			return 0
		}
		if !strings.ContainsRune(" \t\r\n", rune(c)) {
			in.UnreadByte()
			return c
		}
	}
}

// at gives the part of a file that a number tells.
func (f file) at(form string, n int) file {
	return file{name: fmt.Sprintf(form, f.name, n), doc: fmt.Sprintf(form, f.doc, n)}
}
