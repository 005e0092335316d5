package kb

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unsafe"

	"github.com/klauspost/compress/zstd"
)

//go:embed data/kb.tsv.zst
var asset []byte

// Default gives the knowledge base that is embedded in the program.
var Default = sync.OnceValue(func() *KB {
	k, err := Read(asset)
	if err != nil {
		panic(err) // a test reads the asset
	}
	return k
})

// The asset is text, compressed: one line a record, fields parted by tabs, the first
// telling its kind.
//
//	E  id kind name aliases qid iso3 country partof class gender family      an entity; its number is its place from 0
//	S  text                                                                   a source; numbered likewise
//	T  person for at role title since until asof slack slack confidence source  a term; person and for by number
//	R  role                                                                   a role of postings; numbered likewise
//	N  skeleton form*     form = text "=" posting ("," posting)*              names; see index
//
// An empty text is equal to the skeleton; a text ending in "^" is one in capitals. A posting is entity, via, confidence
// in hundredths, and role, joined by ":".
const assetHead = "# Made by `go run ./ingest/kb/build` from ingest/kb/source and ingest/kb/data; DO NOT EDIT. Read by ingest/kb/asset.go.\n"

// Write writes the knowledge base in the form of the embedded file.
func (k *KB) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	b.WriteString(assetHead)
	for i := range k.entities {
		e := &k.entities[i]
		line(b, "E", e.ID, string(e.Kind), e.Name, strings.Join(e.Aliases, "|"), e.QID, e.ISO3, e.Country, e.PartOf, e.Class, e.Gender, e.Family)
	}
	sources := map[string]int{}
	for i := range k.terms {
		sources[k.terms[i].Source] = 0
	}
	for i, s := range slices.Sorted(maps.Keys(sources)) {
		sources[s] = i
		line(b, "S", s)
	}
	for i := range k.terms {
		t := &k.terms[i]
		line(b, "T", strconv.Itoa(int(k.byID[t.Person])), strconv.Itoa(int(k.byID[t.For])), t.At, t.Role, t.Title, t.Since, t.Until, t.AsOf,
			strconv.Itoa(t.SinceSlack), strconv.Itoa(t.UntilSlack), strconv.FormatFloat(t.Confidence, 'f', -1, 32), strconv.Itoa(sources[t.Source]))
	}
	for _, r := range k.index.roles {
		line(b, "R", r)
	}
	for _, key := range slices.Sorted(maps.Keys(k.index.more)) {
		fields := []string{"N", key}
		for _, f := range k.index.more[key] {
			text := f.text
			if text == key {
				text = ""
			}
			if f.capitals {
				text += "^"
			}
			var posts []string
			for _, p := range f.posts {
				s := fmt.Sprintf("%d:%d:%d", p.entity, p.via, int(p.confidence*100+0.5))
				if p.role != 0 {
					s += ":" + strconv.Itoa(int(p.role))
				}
				posts = append(posts, s)
			}
			fields = append(fields, text+"="+strings.Join(posts, ","))
		}
		line(b, fields...)
	}
	return b.Flush()
}

func line(b *bufio.Writer, fields ...string) {
	for i, f := range fields {
		if i > 0 {
			b.WriteByte('\t')
		}
		b.WriteString(f)
	}
	b.WriteByte('\n')
}

// Read reads the embedded file: what Write wrote, compressed by zstd.
func Read(compressed []byte) (*KB, error) {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("kb: %w", err)
	}
	defer d.Close()
	text, err := d.DecodeAll(compressed, nil)
	if err != nil {
		return nil, fmt.Errorf("kb: %w", err)
	}
	return read(unsafe.String(unsafe.SliceData(text), len(text))) // text is never written to again
}

// read reads what Write wrote. Strings of the knowledge base share text's memory.
func read(text string) (*KB, error) {
	k := &KB{}
	k.entities = make([]Entity, 0, countOf(text, 'E'))
	k.terms = make([]Term, 0, countOf(text, 'T'))
	names := countOf(text, 'N')
	k.index.lines = newLines(text, names)
	k.index.longest = make(map[string]uint8, names/2)
	var sources []string
	var f [16]string
	for at, next, number := 0, 0, 1; at < len(text); at, number = next, number+1 {
		next = len(text)
		l := text[at:]
		if i := strings.IndexByte(l, '\n'); i >= 0 {
			l, next = l[:i], at+i+1
		}
		if l == "" || l[0] == '#' {
			continue
		}
		if l[0] == 'N' {
			if len(l) < 4 {
				return nil, fmt.Errorf("kb: line %d: a name without readings", number)
			}
			i := strings.IndexByte(l[2:], '\t')
			if i <= 0 {
				return nil, fmt.Errorf("kb: line %d: a name without readings", number)
			}
			k.index.lines.add(at+2, i)
			k.index.count(l[2 : 2+i])
			continue
		}
		c := 0
		for rest, ok := l, true; ok && c < len(f); c++ {
			f[c], rest, ok = strings.Cut(rest, "\t")
		}
		switch {
		case f[0] == "E" && c == 12:
			e := Entity{ID: f[1], Kind: Kind(f[2]), Name: f[3], QID: f[5], ISO3: f[6], Country: f[7], PartOf: f[8], Class: f[9], Gender: f[10], Family: f[11]}
			if f[4] != "" {
				e.Aliases = strings.Split(f[4], "|")
			}
			k.entities = append(k.entities, e)
		case f[0] == "S" && c == 2:
			sources = append(sources, f[1])
		case f[0] == "T" && c == 13:
			person, office, source := atoi(f[1]), atoi(f[2]), atoi(f[12])
			if person >= len(k.entities) || office >= len(k.entities) || source >= len(sources) {
				return nil, fmt.Errorf("kb: line %d: a term of an unknown entity or source", number)
			}
			confidence, err := strconv.ParseFloat(f[11], 64)
			if err != nil {
				return nil, fmt.Errorf("kb: line %d: confidence: %w", number, err)
			}
			k.terms = append(k.terms, Term{Person: k.entities[person].ID, For: k.entities[office].ID, At: f[3], Role: f[4], Title: f[5], Since: f[6],
				Until: f[7], AsOf: f[8], SinceSlack: atoi(f[9]), UntilSlack: atoi(f[10]), Confidence: confidence, Source: sources[source]})
		case f[0] == "R" && c == 2:
			k.index.roles = append(k.index.roles, f[1])
		default:
			return nil, fmt.Errorf("kb: line %d: unknown record %q with %d fields", number, f[0], c)
		}
	}
	k.link()
	return k, nil
}

// countOf gives about how many lines are of a kind: those from the first of them to where the next kind begins, as Write
// has them together.
func countOf(text string, kind byte) int {
	i := strings.Index(text, "\n"+string(kind)+"\t")
	if i < 0 {
		return 0
	}
	kinds := "ESTRN"
	rest := text[i:]
	for _, next := range kinds[strings.IndexByte(kinds, kind)+1:] {
		if j := strings.Index(rest, "\n"+string(next)+"\t"); j >= 0 {
			rest = rest[:j]
			break
		}
	}
	return strings.Count(rest, "\n")
}

func readPosting(s string) (p posting, rest string, ok bool) {
	var field [4]int
	i, n := 0, 0
	for ; i < len(s) && s[i] != ','; i++ {
		if s[i] == ':' {
			if n++; n == len(field) {
				return p, "", false
			}
			continue
		}
		if s[i] < '0' || s[i] > '9' {
			return p, "", false
		}
		field[n] = field[n]*10 + int(s[i]-'0')
	}
	if i < len(s) {
		rest = s[i+1:]
	}
	return posting{int32(field[0]), uint8(field[1]), uint8(field[3]), float32(field[2]) / 100}, rest, n >= 2
}

func atoi(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 1 << 30
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}
