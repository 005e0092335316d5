package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/kb"
	"github.com/demarche/demarche/ingest/nlp/english"
)

// said gives the statements that a text of one day makes, each as "kind speaker > addressees: about".
func said(t testing.TB, text string) []string {
	t.Helper()
	p, err := english.Load()
	if err != nil {
		t.Fatal(err)
	}
	a := &graph.Article{Text: text, Language: "en", Outlet: "Wire", Published: time.Date(2022, 6, 16, 9, 0, 0, 0, time.UTC)}
	in := Input{Article: a}
	for _, b := range article.Segment(a) {
		clean, at := Prose(b, a)
		in.Blocks = append(in.Blocks, Block{Block: b, At: at, Doc: p.Parse(clean)})
	}
	r := New(kb.Default()).Extract(in)
	if err := r.Complete().Check(); err != nil {
		t.Errorf("%q: %v", text, err)
	}
	names := map[graph.ActorID]string{}
	for _, x := range r.Actors {
		names[x.ID] = x.Name
	}
	var out []string
	for _, s := range r.Statements {
		line := fmt.Sprintf("%s %s", s.Kind, names[s.Speaker])
		for i, to := range s.Addressees {
			line += map[bool]string{true: " > ", false: ", "}[i == 0] + names[to]
		}
		out = append(out, line+": "+s.About)
	}
	return out
}

// TestStatementRules runs the examples and counter-examples of each rule; every rule has both.
func TestStatementRules(t *testing.T) {
	for _, rule := range speechActs.rules {
		yes, no := 0, 0
		for _, e := range rule.examples {
			got := said(t, e.text)
			if e.speaker == "" {
				no++
				for _, s := range got {
					if strings.HasPrefix(s, string(rule.kind)+" ") {
						t.Errorf("data/statement.rules:%d: %s\n got %s\nwant nothing %s", e.line, e.text, s, rule.kind)
					}
				}
				continue
			}
			yes++
			if !slices.ContainsFunc(got, func(s string) bool { return matches(s, string(rule.kind), e.speaker, "", e.about) }) {
				t.Errorf("data/statement.rules:%d: %s\n got %q\nwant %s %s: %s", e.line, e.text, got, rule.kind, e.speaker, e.about)
			}
		}
		if yes == 0 || no == 0 {
			t.Errorf("data/statement.rules:%d: rule %s: %d examples and %d counter-examples, want both", rule.line, rule.name, yes, no)
		}
	}
}

// matches tells whether a statement written by said is the one wanted; an empty want of addressees is any, and the
// matter must hold the words wanted.
func matches(s, kind, speaker, to, about string) bool {
	head, matter, _ := strings.Cut(s, ": ")
	who, addressees, _ := strings.Cut(head, " > ")
	return who == kind+" "+speaker && (to == "" || to == addressees) && strings.Contains(matter, about)
}

// TestStatementCases runs data/statement.cases.
func TestStatementCases(t *testing.T) {
	n := 0
	for c := range StatementCases() {
		n++
		got := said(t, c.Text)
		for _, kind := range c.None {
			if k := slices.IndexFunc(got, func(s string) bool { return strings.HasPrefix(s, string(kind)+" ") }); k >= 0 {
				t.Errorf("data/statement.cases:%d: %s\n got %s\nwant no %s", c.Line, c.Text, got[k], kind)
			}
		}
		for _, w := range c.Said {
			if !slices.ContainsFunc(got, func(s string) bool { return matches(s, string(w.Kind), w.Speaker, w.To, w.About) }) {
				t.Errorf("data/statement.cases:%d: %s\n got %q\nwant %+v", c.Line, c.Text, got, w)
			}
		}
	}
	if n < 60 {
		t.Errorf("only %d cases", n)
	}
}
