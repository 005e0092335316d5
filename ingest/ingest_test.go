package ingest

import (
	"context"
	"errors"
	"iter"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/sqlitestore"
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/extract"
	"github.com/demarche/demarche/ingest/kb"
	"github.com/demarche/demarche/ingest/nlp/english"
)

func newIngester(t testing.TB) *Ingester {
	t.Helper()
	p, err := english.Load()
	if err != nil {
		t.Fatal(err)
	}
	return &Ingester{Pipeline: p, Extractor: extract.New(kb.Default())}
}

func articles(sources ...string) iter.Seq[article.Item] {
	return article.Read(context.Background(), sources, article.Options{})
}

// TestEach checks that results come in the order of the input, the same whatever the number of workers.
func TestEach(t *testing.T) {
	g := newIngester(t)
	var want []*graph.Reports
	for _, workers := range []int{1, 2, 9} {
		g.Workers = workers
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(workers))
		var got []*graph.Reports
		err := g.Each(context.Background(), articles("../testdata/articles"), func(r Result) error {
			if r.Err != nil {
				return r.Err
			}
			got = append(got, r.Reports)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		if d := cmp.Diff(want, got); d != "" || len(got) == 0 {
			t.Errorf("%d workers give %d results (-one worker +these):\n%s", workers, len(got), d)
		}
	}
}

// A source that gives an article only when the one before has been worked on is not waited for.
func TestEachOfASlowSource(t *testing.T) {
	g := newIngester(t)
	done := make(chan string)
	var got []string
	source := func(yield func(article.Item) bool) {
		for _, doc := range []string{"a", "b", "c"} {
			if !yield(article.Item{Doc: doc, Article: graph.Article{Text: "Joe Biden met Xi Jinping.", Language: "en"}}) {
				return
			}
			got = append(got, <-done)
		}
	}
	err := g.Each(context.Background(), source, func(r Result) error {
		done <- r.Doc
		return r.Err
	})
	if d := cmp.Diff([]string{"a", "b", "c"}, got); err != nil || d != "" {
		t.Errorf("%v, %s", err, d)
	}
}

func TestLanguage(t *testing.T) {
	g := newIngester(t)
	const english = "The two foreign ministers met in Vienna on Thursday and spoke about the borders of the region, their offices said."
	const spanish = "El ministro de Exteriores de Ucrania habló por teléfono el jueves con su homólogo chino sobre la integridad territorial."
	for _, tt := range []struct {
		name, declared, text string
		want, refused        string
	}{
		{"declared and true", "en", english, "en", ""},
		{"a region is no other language", "en-GB", english, "en", ""},
		{"not declared", "", english, "en", ""},
		{"the text outweighs what is declared", "es", english, "en", ""},
		{"another language", "", spanish, "", "in Spanish, which the English pipeline does not read"},
		{"another language under a false name", "en", spanish, "", "in Spanish"},
		{"too short to tell, declared", "fr", "Macron – Scholz", "", "in French"},
		{"too short to tell", "", "Macron – Scholz", "en", ""},
	} {
		a := &graph.Article{Text: tt.text, Language: tt.declared}
		_, err := g.Extract(a)
		var le *LanguageError
		switch {
		case tt.refused == "" && (err != nil || a.Language != tt.want):
			t.Errorf("%s: language %q, error %v; want %q", tt.name, a.Language, err, tt.want)
		case tt.refused != "" && (!errors.As(err, &le) || !strings.Contains(err.Error(), tt.refused) || !errors.Is(err, graph.ErrBadReports)):
			t.Errorf("%s: error %v, want %q", tt.name, err, tt.refused)
		}
	}
}

// TestNoise reads what is no news: nothing panics, and nobody speaks with anybody.
func TestNoise(t *testing.T) {
	g := newIngester(t)
	for name, text := range map[string]string{
		"one word":        "Putin",
		"punctuation":     "??? !!! ... --- ,,, ((( ))) \"\" ''",
		"a table":         "Name | Office | Since\nField | Trade | 2019\nHall | Defence | 2020\nRoe | Bank | 2021",
		"markup":          "<div><script>var x = 1;</script><p>&nbsp;&amp;</p></div>",
		"control signs":   "\x01\x02\x03\u200b\u202e\ufffd",
		"emoji":           "🇺🇦🤝🇨🇳 👍🏽👍🏽 #peace @someone https://t.example/x",
		"a long word":     strings.Repeat("putin", 20_000),
		"a long sentence": strings.Repeat("and the table and the chair ", 4_000),
		"blank":           " \n\t\u00a0",
		"nested quotes":   strings.Repeat("“‘", 2_000) + strings.Repeat("’”", 2_000),
	} {
		r, err := g.Extract(&graph.Article{Text: text})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := r.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(r.Contacts) > 0 {
			t.Errorf("%s: contacts %+v", name, r.Contacts)
		}
	}
}

// FuzzExtract checks that no text makes the way from text to reports panic or give reports that a store would refuse.
func FuzzExtract(f *testing.F) {
	g := newIngester(f)
	f.Add("Lavrov meets Kuleba", "ANTALYA, Turkey (AP) — Sergei Lavrov met Dmytro Kuleba on Thursday.\n\nFile photo: Lavrov (AP/Roe)")
	f.Add("", "Q Did he call?\n\nMS. PSAKI: “He called Xi,” she said. He denied <b>it</b> &amp; left.")
	f.Fuzz(func(t *testing.T, title, text string) {
		if len(text) > 2_000 || !utf8.ValidString(title) || !utf8.ValidString(text) {
			t.Skip("readers refuse it")
		}
		r, err := g.Extract(&graph.Article{Title: title, Text: text})
		if err != nil {
			return
		}
		if err := r.Check(); err != nil {
			t.Fatal(err)
		}
	})
}

func openStore(t testing.TB) graph.Store {
	t.Helper()
	s, err := sqlitestore.Open(":memory:", sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestRun puts articles into a store, leaves out what cannot be taken, and counts both.
func TestRun(t *testing.T) {
	g := newIngester(t)
	g.Store = openStore(t)
	bad := []article.Item{
		{Doc: "broken", Err: errors.New("broken: empty")},
		{Doc: "spanish", Source: "spanish", Article: graph.Article{ID: "article:0000000000000001", Text: "El ministro de Exteriores de Ucrania habló por teléfono el jueves con su homólogo chino sobre la paz."}},
	}
	items := func(yield func(article.Item) bool) {
		for _, b := range bad {
			if !yield(b) {
				return
			}
		}
		for item := range articles("../testdata/articles") {
			if !yield(item) {
				return
			}
		}
	}
	seen := 0
	s, err := g.Run(t.Context(), items, func(Result) { seen++ })
	if err != nil {
		t.Fatal(err)
	}
	stats, err := g.Store.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if s.Articles != 15 || stats.Articles != 15 || seen != 17 || s.Contacts == 0 {
		t.Errorf("summary %+v, the store has %+v, %d results seen", s, stats, seen)
	}
	if len(s.Failed) != 2 || s.Failed[0].Err != bad[0].Err || !strings.HasPrefix(s.Failed[1].Err.Error(), "spanish: in Spanish") {
		t.Errorf("failed: %+v", s.Failed)
	}
}

// TestRunInterrupted checks that what was read before an interrupt is in the store.
func TestRunInterrupted(t *testing.T) {
	g := newIngester(t)
	g.Store = openStore(t)
	ctx, cancel := context.WithCancel(t.Context())
	seen := 0
	s, err := g.Run(ctx, articles("../testdata/articles"), func(Result) {
		if seen++; seen == 5 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || s.Articles != seen || seen < 5 || seen == 15 {
		t.Errorf("error %v, %d articles taken, %d seen", err, s.Articles, seen)
	}
}

// TestRunStoreGone ends where the store takes nothing any more.
func TestRunStoreGone(t *testing.T) {
	g := newIngester(t)
	g.Store = openStore(t)
	if err := g.Store.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := g.Run(t.Context(), articles("../testdata/articles"), nil)
	if err == nil || s.Articles != 0 {
		t.Errorf("error %v, summary %+v", err, s)
	}
}

// TestIngest gives an article without an id one, and stores it.
func TestIngest(t *testing.T) {
	g := newIngester(t)
	g.Store = openStore(t)
	r, err := g.Ingest(t.Context(), graph.Article{Text: "German Foreign Minister Annalena Baerbock met U.S. Secretary of State Antony Blinken in Vienna on Thursday."})
	if err != nil || len(r.Contacts) != 1 {
		t.Fatalf("reports %+v, error %v", r, err)
	}
	back, err := g.Store.ArticleReports(t.Context(), []graph.ArticleID{r.Article.ID})
	if err != nil || back[0] == nil || len(back[0].Contacts) != 1 {
		t.Errorf("the store has %+v, error %v", back, err)
	}
}
