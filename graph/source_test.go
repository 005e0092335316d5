package graph

import (
	"strings"
	"testing"
	"time"
)

const wire = `BEIJING (Reuters) – The foreign ministers of the two countries spoke by telephone on Thursday about the war, trade and the
return of prisoners, both ministries said. The call lasted about forty minutes. It was the first since a meeting on the edge
of a conference in the south last year, at which the two had agreed to keep a channel open. Neither side said when they might
speak again, but an official who knew of the plans said that a visit was being prepared for the summer.`

const other = `The minister telephoned his colleague on Thursday, his spokeswoman told reporters in the capital. She said he had raised the
question of prisoners and asked for answers within days. Asked whether a visit was planned, she said that nothing had been
decided, and that the two would be in touch. Opposition members called the conversation late and of little use to anybody.`

func TestSign(t *testing.T) {
	cut := wire[:len(wire)*6/10]
	edited := strings.ReplaceAll(wire, "about forty minutes", "less than an hour")
	shout := strings.ToUpper(strings.ReplaceAll(wire, ",", " –"))
	for _, c := range []struct {
		name string
		a, b string
		like bool
	}{
		{"itself", wire, wire, true}, {"cut short", wire, cut, true}, {"edited", wire, edited, true},
		{"case and punctuation", wire, shout, true}, {"another text on the same call", wire, other, false}, {"too short to tell", "Two words", "Two words", false},
	} {
		if got := Sign(c.a).Like(Sign(c.b)); got != c.like {
			t.Errorf("%s: like is %v at %.2f", c.name, got, Sign(c.a).Likeness(Sign(c.b)))
		}
	}
	if s := Sign(wire); SignatureOf(s.Bytes()).Likeness(s) != 1 {
		t.Error("a stored signature reads back as another")
	}
}

func TestSourceKeys(t *testing.T) {
	for _, c := range []struct {
		a    Article
		want string
	}{
		{Article{Outlet: "The Guardian"}, "the guardian"},
		{Article{Outlet: "Reuters"}, "reuters"},
		{Article{Outlet: "www.reuters.com"}, "reuters"},
		{Article{Outlet: "Associated Press"}, "ap"},
		{Article{Outlet: "Paper", Text: wire}, "reuters"},
		{Article{Outlet: "Paper", Text: "MOSCOW, March 16. /TASS/. They spoke."}, "tass"},
		{Article{Outlet: "Paper", Text: "They spoke.\n© 2023 AFP"}, "afp"},
		{Article{Outlet: "Paper", Text: "They spoke (again) in Geneva."}, "paper"},
		{Article{URL: "https://www.news.example/1"}, "news example"},
		{Article{ID: "article:1"}, "article:1"},
	} {
		if got := SourceOf(&c.a).Key; got != c.want {
			t.Errorf("source of %.40q, %.40q is %q, want %q", c.a.Outlet, c.a.Text, got, c.want)
		}
	}
	late := time.Date(2023, 3, 16, 23, 0, 0, 0, time.FixedZone("", -5*3600))
	if got := SourceOf(&Article{Published: late}).Published; got != "2023-03-17" {
		t.Errorf("published on %s, want the day in UTC", got)
	}
}

func TestIndependent(t *testing.T) {
	s := func(key, text string) Source { return Source{Key: key, Print: Sign(text)} }
	_, n := independent([]Source{s("a", wire), s("b", wire[:len(wire)*7/10]), s("c", other), s("c", ""), s("d", ""), s("e", "")})
	if n != 4 {
		t.Errorf("%d sources, want a and b as one, c, d and e", n)
	}
}

func BenchmarkSign(b *testing.B) {
	text := strings.Repeat(wire+other, 4)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Sign(text)
	}
}
