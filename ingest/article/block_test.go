package article

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/graph"
)

// TestShapes runs the examples and counter-examples of shapes.rules.
func TestShapes(t *testing.T) {
	for _, r := range shapes() {
		if len(r.yes) == 0 {
			t.Errorf("%s %s: a rule without an example", r.kind, r.re)
		}
		for _, text := range r.yes {
			if kind, _ := (shapeRules{r}).match(text); kind != r.kind {
				t.Errorf("%s %s: does not take %q", r.kind, r.re, text)
			}
			if kind, _ := shapes().match(text); kind != r.kind {
				t.Errorf("%q: an earlier rule makes it %s, want %s", text, kind, r.kind)
			}
		}
		for _, text := range r.no {
			if kind, _ := shapes().match(text); kind != "" {
				t.Errorf("%q: is taken as %s, want running text", text, kind)
			}
		}
	}
}

func TestShapesErrors(t *testing.T) {
	for _, tt := range []struct{ file, want string }{
		{"yes too early", "shapes.rules:1: an example before the first rule"},
		{"\ncaption inside x", `shapes.rules:2: "inside" is not begins, ends, whole or opens`},
		{"caption begins (", "shapes.rules:1: error parsing regexp"},
	} {
		if _, err := parseShapes(tt.file); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("parseShapes(%q): error %v, want %s", tt.file, err, tt.want)
		}
	}
}

// line draws a block in one line: kind, flags, prose.
func line(a *graph.Article, b Block) string {
	s := string(b.Kind)
	if b.Duplicate {
		s += " again"
	}
	if b.Archive {
		s += " archive"
	}
	if b.Speaker != "" {
		s += " by " + b.Speaker
	}
	if b.Dateline != (Dateline{}) {
		s += " at " + b.Dateline.Place + " " + string(b.Dateline.Day)
	}
	return s + ": " + plain(b.Of(a)[b.Prose:b.End])
}

func TestSegment(t *testing.T) {
	published := time.Date(2023, 3, 16, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name, title, text string
		want              []string
	}{
		{"a report with its furniture", "", `Ministers speak of borders

File photo: The foreign minister in Paris (AP/Jane Roe)
Archive photo of the foreign minister in Paris (AP/Jane Roe) (Jane Roe/)

The two ministers spoke on Thursday.

(With information from AFP and AP)

Keep reading:

Poland announced that it will send warplanes: it is the first to do so

Investigators name the guilty`, []string{
			"headline: Ministers speak of borders",
			"caption archive: The foreign minister in Paris",
			"credit: (AP/Jane Roe)",
			"caption again archive: Archive photo of the foreign minister in Paris",
			"credit: (AP/Jane Roe) (Jane Roe/)",
			"body: The two ministers spoke on Thursday.",
			"credit: (With information from AFP and AP)",
			"boilerplate: Keep reading:",
			"boilerplate: Poland announced that it will send warplanes: it is the first to do so",
			"boilerplate: Investigators name the guilty",
		}},
		{"running text ends a list of links", "", "Leaders meet\nRelated:\nA first link\nThe two presidents met in Vienna on Friday, their offices said.", []string{
			"headline: Leaders meet", "boilerplate: Related:", "boilerplate: A first link",
			"body: The two presidents met in Vienna on Friday, their offices said.",
		}},
		{"a headline that repeats the title", "Leaders meet", "Leaders meet\nBy Ann Field\nVIENNA, March 14 (Reuters) - They met.", []string{
			"title: Leaders meet", "headline again: Leaders meet", "byline: By Ann Field", "body at VIENNA 2023-03-14: They met.",
		}},
		{"a transcript with names", "", "President of Russia Vladimir Putin: Colleagues, good afternoon.\n\nYou have the floor.\n\nHead of the Republic Sergei Melikov: Thank you.\n\nVladimir Putin: Go on.", []string{
			"body by President of Russia Vladimir Putin: Colleagues, good afternoon.", "body by President of Russia Vladimir Putin: You have the floor.",
			"body by Head of the Republic Sergei Melikov: Thank you.", "body by Vladimir Putin: Go on.",
		}},
		{"a press conference", "", "Reuters: Will the two leaders meet?\n\nMao Ning: I have nothing to offer.\n\nThe Paper: Any comment on the visit?\n\nMao Ning: We welcome it.", []string{
			"body by Q: Will the two leaders meet?", "body by Mao Ning: I have nothing to offer.", "body by Q: Any comment on the visit?", "body by Mao Ning: We welcome it.",
		}},
		{"headings with a colon", "", "Trade: The two sides talked for hours.\n\nRight Now: The ministers are at lunch, their aides said.", []string{
			"body: Trade: The two sides talked for hours.", "body: Right Now: The ministers are at lunch, their aides said.",
		}},
		{"a transcript", "", "Q    Have you talked to him?\n\nTHE PRESIDENT:  In all probability.\n\nThank you.\n\nMS. PSAKI: No.", []string{
			"body by Q: Have you talked to him?", "body by THE PRESIDENT: In all probability.", "body by THE PRESIDENT: Thank you.", "body by MS. PSAKI: No.",
		}},
		{"wrapped lines are one paragraph", "", "The President spoke today with the Prime Minister of Japan and thanked\nhim for his leadership. The two leaders discussed the situation in the\nregion.\n\nThey agreed to speak again before the summit in May, the White House\nsaid.", []string{
			"body: The President spoke today with the Prime Minister of Japan and thanked him for his leadership. The two leaders discussed the situation in the region.",
			"body: They agreed to speak again before the summit in May, the White House said.",
		}},
		{"a day of its own dates the text", "", "Tuesday, March 7, 2023\n\nThe envoys met.", []string{"byline at  2023-03-07: Tuesday, March 7, 2023", "body at  2023-03-07: The envoys met."}},
		{"lists and tables", "", "The envoy met:\n- Ann Field, Ministry of Trade\n- The minister told the envoy that talks would go on.\nName | Office | Since\n***\nThey parted.", []string{
			"body: The envoy met:", "list: Ann Field, Ministry of Trade", "body: The minister told the envoy that talks would go on.",
			"list: Name | Office | Since", "list:    ", "body: They parted.",
		}},
		{"captions", "", "The ministers at lunch (REUTERS)\n\nFILE - In this Jan. 5, 2020, file photo, Li meets Roe. (AP Photo/Jane Roe)\n\nLi in Rome in 2018. Image: Kremlin.\n\nLi greets Roe (R). Photo: AFP\n\nLi and Roe talk /AFP", []string{
			"caption: The ministers at lunch", "credit: (REUTERS)", "caption archive: In this Jan. 5, 2020, file photo, Li meets Roe.", "credit: (AP Photo/Jane Roe)",
			"caption: Li in Rome in 2018.", "credit: Image: Kremlin.", "caption: Li greets Roe (R).", "credit: Photo: AFP", "caption: Li and Roe talk", "credit: /AFP",
		}},
		{"mark-up", "", `<p>Mr&nbsp;Li <b>met</b> Mr Roe.</p><p>They spoke.</p>`, []string{"body:    Mr      Li    met     Mr Roe.    ", "body:    They spoke.    "}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := &graph.Article{Title: tt.title, Text: tt.text, Published: published}
			var got []string
			for _, b := range Segment(a) {
				got = append(got, line(a, b))
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("Segment (-want +got):\n%s", d)
			}
		})
	}
}

func TestDateline(t *testing.T) {
	published := time.Date(2023, 1, 2, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		text  string
		place string
		day   graph.Day
		rest  string
	}{
		{"GENEVA, Dec 30 (Reuters) - The envoys met.", "GENEVA", "2022-12-30", "The envoys met."},
		{"KYIV, Ukraine (AP) — The envoys met.", "KYIV, Ukraine", "", "The envoys met."},
		{"BOSTON — A man pleaded guilty.", "BOSTON", "", "A man pleaded guilty."},
		{"Moscow, 12 May. /TASS/. The envoys met.", "Moscow", "2022-05-12", "The envoys met."},
		{"November 17, Brisbane, Australia - The team met.", "Brisbane, Australia", "2022-11-17", "The team met."},
		{"NEW DELHI: The envoys met.", "NEW DELHI", "", "The envoys met."},
		{"WASHINGTON/BEIJING, March 3, 2021 (AFP) – The envoys met.", "WASHINGTON/BEIJING", "2021-03-03", "The envoys met."},
		{"(CNN) The envoys met.", "", "", "The envoys met."},
		{"The envoys – all three of them – met.", "", "", "The envoys – all three of them – met."},
		{"Today, we mark 100 days – no more.", "", "", "Today, we mark 100 days – no more."},
		{"Mr. Li met Mr. Roe (Reuters) on Friday.", "", "", "Mr. Li met Mr. Roe (Reuters) on Friday."},
		{"The World Health Organization (WHO) declared an emergency.", "", "", "The World Health Organization (WHO) declared an emergency."},
		{"The Federal Council (FC) — an advisory body — met.", "", "", "The Federal Council (FC) — an advisory body — met."},
		{"LIMA, Peru (Andina) – The envoys met.", "LIMA, Peru", "", "The envoys met."},
		{"", "", "", ""},
	} {
		d, n := readDateline(tt.text, published, true)
		if d.Place != tt.place || d.Day != tt.day || tt.text[n:] != tt.rest {
			t.Errorf("readDateline(%q) = %q on %q, then %q; want %q on %q, then %q", tt.text, d.Place, d.Day, tt.text[n:], tt.place, tt.day, tt.rest)
		}
	}
}

// FuzzSegment checks what Segment promises of any text: blocks in order, inside the text, together all of it but white
// space, and plain text as long as what it stands for.
func FuzzSegment(f *testing.F) {
	f.Add("Title", "GENEVA (AP) — They met.\n\nKeep reading:\nA link\r\n\tx | y | z")
	f.Add("", "Q\u00a0 Why?\nMR. ROE: <p>No &amp; never</p>\u2028- item\xff")
	f.Fuzz(func(t *testing.T, title, text string) {
		a := &graph.Article{Title: title, Text: text, Published: time.Date(2023, 1, 2, 0, 0, 0, 0, time.UTC)}
		at, inTitle := 0, true
		for _, b := range Segment(a) {
			if inTitle && !b.InTitle {
				at, inTitle = 0, false
			}
			of := b.Of(a)
			if b.Start < at || b.Start >= b.End || b.End > len(of) || b.Prose < b.Start || b.Prose > b.End {
				t.Fatalf("block %+v after byte %d of %d", b, at, len(of))
			}
			if left := strings.TrimFunc(of[at:b.Start], isBlank); left != "" {
				t.Fatalf("%q lies in no block", left)
			}
			if p := plain(of[b.Prose:b.End]); len(p) != b.End-b.Prose {
				t.Fatalf("plain text %q of %d bytes for %d", p, len(p), b.End-b.Prose)
			}
			at = b.End
		}
		if inTitle {
			at = 0
		}
		if left := strings.TrimFunc(text[at:], isBlank); left != "" {
			t.Fatalf("%q lies in no block", left)
		}
	})
}
