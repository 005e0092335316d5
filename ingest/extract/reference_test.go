package extract

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/kb"
	"github.com/demarche/demarche/ingest/nlp/english"
)

// readText gives a text with its mentions resolved.
func readText(t testing.TB, text, outlet string, published graph.Day) *resolver {
	t.Helper()
	p, err := english.Load()
	if err != nil {
		t.Fatal(err)
	}
	a := &graph.Article{Text: text, Outlet: outlet, Language: "en"}
	if published != "" {
		a.Published = published.Time()
	}
	var blocks []Block
	for _, b := range article.Segment(a) {
		if Readable(b) {
			clean, at := Prose(b, a)
			blocks = append(blocks, Block{Block: b, At: at, Doc: p.Parse(clean)})
		}
	}
	return resolve(findMentions(newText(blocks), kb.Default()), a)
}

// TestReferenceCases runs testdata/reference.cases.
func TestReferenceCases(t *testing.T) {
	data, err := os.ReadFile("testdata/reference.cases")
	if err != nil {
		t.Fatal(err)
	}
	var published graph.Day
	outlet, cases := "Reuters", 0
	var r *resolver
	for n, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		word, rest, _ := strings.Cut(line, " ")
		rest = strings.TrimSpace(rest)
		switch word {
		case "published":
			published = ""
			if rest != "never" {
				if published, err = graph.ParseDay(rest); err != nil {
					t.Fatalf("reference.cases:%d: %v", n+1, err)
				}
			}
			continue
		case "outlet":
			outlet = rest
			continue
		case "text":
			r = readText(t, rest, outlet, published)
			continue
		}
		mention, want, ok := strings.Cut(line, " = ")
		if !ok || r == nil {
			t.Fatalf("reference.cases:%d: want a mention, \" = \" and actors", n+1)
		}
		cases++
		if got := actorsAt(r, mention); got != strings.TrimSpace(want) {
			t.Errorf("reference.cases:%d: %q is %s, want %s\n%s", n+1, mention, got, want, r.Text)
		}
	}
	if cases == 0 {
		t.Fatal("reference.cases holds no cases")
	}
}

// actorsAt names what a stretch of the text stands for; "he#2" is the second "he".
func actorsAt(r *resolver, stretch string) string {
	stretch, number, _ := strings.Cut(stretch, "#")
	nth := 1
	if number != "" {
		nth, _ = strconv.Atoi(number)
	}
	for i := range r.Tokens {
		ends := false
		for k := r.Sent(i).Start; k <= i; k++ {
			ends = ends || r.words(k, i+1) == stretch
		}
		if !ends {
			continue
		}
		if nth--; nth > 0 {
			continue
		}
		m := r.cover[i]
		if m == nil {
			return "-"
		}
		var names []string
		if m.entity >= 0 && len(m.members) == 0 {
			names = append(names, r.entities[m.entity].name)
		}
		for _, e := range m.members {
			names = append(names, r.entities[e].name)
		}
		if len(names) == 0 {
			return "-"
		}
		return strings.Join(names, " + ")
	}
	return "not in the text"
}
