package article

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed"
)

// format is the form of a file.
type format string

const (
	unknown   format = ""
	plainText format = "text"
	webPage   format = "html"
	feed      format = "feed"
	jsonLines format = "jsonl"
	jsonAny   format = "json" // an object, several, or an array of them
	zipped    format = "zip"
	tarball   format = "tar"
)

var formats = map[string]format{
	".txt": plainText, ".text": plainText,
	".html": webPage, ".htm": webPage, ".xhtml": webPage,
	".xml": feed, ".rss": feed, ".atom": feed,
	".jsonl": jsonLines, ".ndjson": jsonLines, ".json": jsonAny,
	".zip": zipped, ".tar": tarball, ".tgz": tarball,
}

// endings lists the names' endings that are read.
func endings() []string {
	var out []string
	for e := range formats {
		out = append(out, e)
	}
	slices.Sort(out)
	return out
}

// formatOf gives the format that a name's ending tells, behind the ending .gz too.
func formatOf(name string) format {
	return formats[strings.ToLower(filepath.Ext(strings.TrimSuffix(name, ".gz")))]
}

const (
	sniffed = 4 << 10 // bytes that sniff looks at
	bom     = "\ufeff"
)

// sniff tells a format by the first bytes of a file; named is what its name says.
func sniff(first []byte, named format) format {
	if bytes.HasPrefix(first, []byte("PK\x03\x04")) {
		return zipped
	}
	if len(first) > 262 && string(first[257:262]) == "ustar" {
		return tarball
	}
	start := bytes.TrimLeft(bytes.TrimPrefix(first, []byte(bom)), " \t\r\n")
	switch {
	case len(start) == 0:
		return named
	case start[0] == '{':
		line, _, _ := bytes.Cut(start, []byte("\n"))
		if line = bytes.TrimSpace(line); len(line) > 1 && (line[len(line)-1] == '}' || len(line) > sniffed/2) {
			return jsonLines
		}
		return jsonAny
	case start[0] == '[' && (named == jsonAny || bytes.HasPrefix(bytes.TrimLeft(start[1:], " \t\r\n"), []byte("{"))):
		return jsonAny
	case named != unknown:
		return named
	case start[0] != '<':
		return plainText
	}
	if gofeed.DetectFeedType(bytes.NewReader(start)) != gofeed.FeedTypeUnknown {
		return feed
	}
	lower := bytes.ToLower(start)
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<article", "<?xml", "<!--"} {
		if bytes.HasPrefix(lower, []byte(tag)) {
			return webPage
		}
	}
	return plainText
}

// isBinary tells whether the first bytes of a file are no text: zero bytes that are not UTF-16.
func isBinary(first []byte) bool {
	return bytes.IndexByte(first, 0) >= 0 && !bytes.HasPrefix(first, []byte("\xff\xfe")) && !bytes.HasPrefix(first, []byte("\xfe\xff"))
}
