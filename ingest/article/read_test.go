package article

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// readAll reads sources and gives a line an item: name, title and text, or the error.
func readAll(t *testing.T, o Options, sources ...string) []string {
	t.Helper()
	var got []string
	for item := range Read(context.Background(), sources, o) {
		switch {
		case item.Err != nil:
			got = append(got, "error: "+item.Err.Error())
		default:
			a := item.Article
			s := item.Doc + ": "
			if !a.Published.IsZero() {
				s += a.Published.Format(time.DateOnly) + " "
			}
			if a.Title != "" {
				s += "[" + a.Title + "] "
			}
			if a.Outlet != "" {
				s += "(" + a.Outlet + ") "
			}
			got = append(got, s+a.Text)
		}
	}
	return got
}

// tree writes files under a new folder and makes it the current one, so that names in errors are short.
func tree(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, content := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

const webpage = `<!DOCTYPE html><html lang="en"><head><title>Ministers meet - The Ledger</title>
<meta property="og:site_name" content="The Ledger"><link rel="canonical" href="https://ledger.example/a">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Ministers meet","datePublished":"2023-03-16T08:00:00Z"}]}</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Ministers meet</h1>
<p>The two foreign ministers met in Vienna on Thursday and spoke for three hours about the borders of the region, their offices said.</p>
<p>They agreed to speak again before the summit of heads of government in May, according to a statement that both sides released.</p></article>
<footer>© The Ledger</footer></body></html>`

const rss = `<?xml version="1.0"?><rss version="2.0"><channel><title>The Ledger</title><item><title>Ministers meet</title><link>https://ledger.example/a</link>
<guid>a1</guid><pubDate>Thu, 16 Mar 2023 08:00:00 GMT</pubDate><description>&lt;p&gt;They met.&lt;/p&gt;&lt;p&gt;They parted.&lt;/p&gt;</description></item>
<item><title>Bad day</title><pubDate>the other day</pubDate><description>x</description></item></channel></rss>`

func TestRead(t *testing.T) {
	for _, tt := range []struct {
		name    string
		files   map[string]string
		sources []string
		stdin   string
		want    []string
	}{
		{"a text without a head", map[string]string{"a.txt": "They met.\n\nThey parted.\n"}, []string{"a.txt"}, "", []string{"a.txt: They met.\n\nThey parted.\n"}},
		{"a text with a head", map[string]string{"a.txt": "Title: Talks: the end\r\nDate: 2023-03-16\r\nOutlet: The Ledger\r\n\r\nThey met."}, []string{"a.txt"}, "", []string{"a.txt: 2023-03-16 [Talks: the end] (The Ledger) They met."}},
		{"what looks like a head but is not", map[string]string{"a.txt": "Title: x\nNote: they met.\n"}, []string{"a.txt"}, "", []string{"a.txt: Title: x\nNote: they met.\n"}},
		{"UTF-16", map[string]string{"a.txt": "\xff\xfeh\x00i\x00"}, []string{"a.txt"}, "", []string{"a.txt: hi"}},
		{"JSON Lines", map[string]string{"a.jsonl": `{"doc":"x1","title":"T","text":"One.","published":"2023-03-16","url":null}` + "\n\n" + `{"id":7,"text":"Two."}` + "\n" + `{"text":"Three."}`}, []string{"a.jsonl"}, "",
			[]string{"x1: 2023-03-16 [T] One.", "7: Two.", "a.jsonl:4: Three."}},
		{"JSON, pretty", map[string]string{"a.json": "{\n \"text\": \"One.\"\n}\n{\"text\":\"Two.\"}"}, []string{"a.json"}, "", []string{"a.json: article 1: One.", "a.json: article 2: Two."}},
		{"JSON, an array", map[string]string{"a.json": "[{\"text\": \"One.\"},\n{\"doc\":\"b\",\"text\":\"Two.\"}]"}, []string{"a.json"}, "", []string{"a.json: article 1: One.", "b: Two."}},
		{"a folder, hidden and other files left out", map[string]string{"d/b.txt": "B.", "d/a/z.txt": "Z.", "d/.x.txt": "X.", "d/.git/y.txt": "Y.", "d/notes.docx": "N."}, []string{"d"}, "", []string{"a/z.txt: Z.", "b.txt: B."}},
		{"standard input, text", nil, []string{"-"}, "They met.", []string{"standard input: They met."}},
		{"standard input, JSON Lines", nil, []string{"-"}, `{"text":"One."}` + "\n" + `{"text":"Two."}`, []string{"standard input:1: One.", "standard input:2: Two."}},
		{"a web page", map[string]string{"a.html": webpage}, []string{"a.html"}, "", []string{"a.html: 2023-03-16 [Ministers meet] (The Ledger) The two foreign ministers met in Vienna on Thursday and spoke for three hours about the borders of the region, their offices said.\n\nThey agreed to speak again before the summit of heads of government in May, according to a statement that both sides released."}},
		{"a feed", map[string]string{"a.xml": rss}, []string{"a.xml"}, "", []string{"a1: 2023-03-16 [Ministers meet] (The Ledger) They met.\n\nThey parted.", `error: a.xml: entry 2: published: "the other day" is not a date`}},

		{"an empty file", map[string]string{"a.txt": " \n"}, []string{"a.txt"}, "", []string{"error: a.txt: empty"}},
		{"nothing on standard input", nil, []string{"-"}, "", []string{"error: standard input: empty"}},
		{"a missing file", nil, []string{"a.txt"}, "", []string{"error: a.txt: no such file or directory"}},
		{"a folder without articles", map[string]string{"d/notes.docx": "N."}, []string{"d"}, "", []string{"error: d: no articles in this folder (their names end in .atom, .htm, .html, .json, .jsonl, .ndjson, .rss, .tar, .text, .tgz, .txt, .xhtml, .xml, .zip)"}},
		{"binary", map[string]string{"a.txt": "\x7fELF\x00\x01"}, []string{"a.txt"}, "", []string{"error: a.txt: binary, not text"}},
		{"invalid UTF-8", map[string]string{"a.txt": "They met\xff.", "a.jsonl": "{\"text\":\"a\"}\n{\"text\":\"\xc3\"}\n{\"text\":\"c\"}"}, []string{"a.txt", "a.jsonl"}, "",
			[]string{"error: a.txt: invalid UTF-8 at byte 8 (0xff)", "a.jsonl:1: a", "error: a.jsonl:2: invalid UTF-8 at byte 9 (0xc3)", "a.jsonl:3: c"}},
		{"JSON without text", map[string]string{"a.jsonl": `{"title":"T"}` + "\n" + `{"text":" "}`}, []string{"a.jsonl"}, "", []string{`error: a.jsonl:1: "text" is missing`, `error: a.jsonl:2: "text" is empty`}},
		{"JSON of other types", map[string]string{"a.jsonl": `{"text":7}` + "\n[]\n{\"text\":\n{\"text\":\"x\"}"}, []string{"a.jsonl"}, "",
			[]string{`error: a.jsonl:1: "text" is a number, not a string`, "error: a.jsonl:2: a JSON array, not an object", "error: a.jsonl:3: not JSON: unexpected end of JSON input", "a.jsonl:4: x"}},
		{"a bad date", map[string]string{"a.txt": "Date: 2023-02-30\n\nThey met.", "a.jsonl": `{"text":"x","published":"soon"}`}, []string{"a.txt", "a.jsonl"}, "",
			[]string{`error: a.txt: line Date: "2023-02-30" is not a date (2006-01-02 or 2006-01-02T15:04:05Z)`, `error: a.jsonl:1: "published": "soon" is not a date (2006-01-02 or 2006-01-02T15:04:05Z)`}},
		{"a damaged archive", map[string]string{"a.zip": "PK\x03\x04zzzz", "a.gz": "\x1f\x8bzz"}, []string{"a.zip", "a.gz"}, "",
			[]string{"error: a.zip: damaged zip: zip: not a valid zip file", "error: a.gz: damaged gzip: unexpected EOF"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tree(t, tt.files)
			got := readAll(t, Options{Stdin: strings.NewReader(tt.stdin)}, tt.sources...)
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("Read(%q) (-want +got):\n%s", tt.sources, d)
			}
		})
	}
}

func TestReadArchives(t *testing.T) {
	var z, tb, gz bytes.Buffer
	zw := zip.NewWriter(&z)
	gw := gzip.NewWriter(&tb)
	tw := tar.NewWriter(gw)
	for _, e := range []struct{ name, content string }{{"in/a.txt", "One."}, {"b.jsonl", `{"text":"Two."}`}, {"c.png", "\x89PNG"}} {
		w, err := zw.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, e.content)
		if err := tw.WriteHeader(&tar.Header{Name: e.name, Typeflag: tar.TypeReg, Mode: 0o666, Size: int64(len(e.content))}); err != nil {
			t.Fatal(err)
		}
		io.WriteString(tw, e.content)
	}
	zw.Close()
	tw.Close()
	gw.Close()
	w := gzip.NewWriter(&gz)
	io.WriteString(w, `{"text":"Packed."}`)
	w.Close()
	tree(t, map[string]string{"a.zip": z.String(), "a.tar.gz": tb.String(), "a.tgz": tb.String(), "a.jsonl.gz": gz.String()})

	want := []string{"in/a.txt: One.", "b.jsonl:1: Two."}
	for _, name := range []string{"a.zip", "a.tar.gz", "a.tgz"} {
		if d := cmp.Diff(want, readAll(t, Options{}, name)); d != "" {
			t.Errorf("Read(%q) (-want +got):\n%s", name, d)
		}
	}
	if d := cmp.Diff(want, readAll(t, Options{Stdin: &z}, "-")); d != "" {
		t.Errorf("Read of a zip from standard input (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"a.jsonl.gz:1: Packed."}, readAll(t, Options{}, "a.jsonl.gz")); d != "" {
		t.Errorf("Read(a.jsonl.gz) (-want +got):\n%s", d)
	}
}

// TestReadLongLine reads a line of 50 MB between two articles: it is refused by name, not kept, and the rest is read.
func TestReadLongLine(t *testing.T) {
	long := io.LimitReader(endless('a'), 50<<20)
	in := io.MultiReader(strings.NewReader(`{"text":"One."}`+"\n"+`{"text":"`), long, strings.NewReader(`"}`+"\n"+`{"text":"Three."}`))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := readAll(t, Options{Stdin: in, MaxBytes: 4 << 20}, "-")
	runtime.ReadMemStats(&after)
	want := []string{"standard input:1: One.", "error: standard input:2: a line of more than 4 MB", "standard input:3: Three."}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("Read (-want +got):\n%s", d)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 32<<20 {
		t.Errorf("Read allocated %d MB for a line over 4 MB", grown>>20)
	}
	in = io.MultiReader(strings.NewReader(`[{"text":"`), io.LimitReader(endless('a'), 50<<20), strings.NewReader(`"}]`))
	if d := cmp.Diff([]string{"error: standard input: article 1: a JSON value of more than 4 MB"}, readAll(t, Options{Stdin: in, MaxBytes: 4 << 20}, "-")); d != "" {
		t.Errorf("Read of a long value (-want +got):\n%s", d)
	}
}

type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

// TestReadStops checks that no more is read than is asked for.
func TestReadStops(t *testing.T) {
	tree(t, map[string]string{"a.txt": "One.", "b.txt": "Two."})
	n := 0
	for range Read(context.Background(), []string{"a.txt", "b.txt", "missing"}, Options{}) {
		n++
		break
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for range Read(ctx, []string{"a.txt", "b.txt"}, Options{}) {
		n++
		cancel()
	}
	if n != 2 {
		t.Errorf("read %d articles, want 2", n)
	}
}

func TestIdentify(t *testing.T) {
	id := func(line string) string {
		item, err := decode([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		return string(item.Article.ID)
	}
	same := [][2]string{
		{`{"text":"a","url":"https://ledger.example/a/?utm_source=x#top"}`, `{"text":"b","url":"http://ledger.example/a"}`},
		{`{"text":"a","published":"2023-03-16"}`, `{"doc":"x","text":"a","published":"2023-03-16T00:00:00Z"}`},
	}
	for _, s := range same {
		if id(s[0]) != id(s[1]) {
			t.Errorf("%s and %s are two articles", s[0], s[1])
		}
	}
	for _, s := range [][2]string{
		{`{"text":"a","url":"https://ledger.example/?id=1"}`, `{"text":"a","url":"https://ledger.example/?id=2"}`},
		{`{"text":"a","outlet":"x"}`, `{"text":"a","outlet":"y"}`},
	} {
		if id(s[0]) == id(s[1]) {
			t.Errorf("%s and %s are one article", s[0], s[1])
		}
	}
}

// FuzzRead checks that no input whatever makes a reader panic, and that what is taken has text and an id.
func FuzzRead(f *testing.F) {
	f.Add(webpage)
	f.Add(rss)
	f.Add("Title: x\n\ny")
	f.Add(`[{"text":"x"}]`)
	f.Add("{\"text\":\"x\"}\n{\"doc\":1,\"text\":\"\\ud800\"}")
	f.Fuzz(func(t *testing.T, in string) {
		for item := range Read(context.Background(), []string{"-"}, Options{Stdin: strings.NewReader(in), MaxBytes: 1 << 16}) {
			if item.Err == nil && (strings.TrimSpace(item.Article.Text) == "" || item.Article.ID == "" || item.Article.Hash == "") {
				t.Fatalf("taken: %+v", item)
			}
		}
	})
}
