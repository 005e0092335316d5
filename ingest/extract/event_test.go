package extract

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/nlp/english"
)

// parsed gives a text as the rules see it.
func parsed(t testing.TB, text string) *Syntax {
	t.Helper()
	p, err := english.Load()
	if err != nil {
		t.Fatal(err)
	}
	return NewSyntax(p.Parse(text))
}

func tokenOf(s *Syntax, word string) int {
	for i, tok := range s.Tokens {
		if tok.Text == word {
			return i
		}
	}
	return -1
}

// TestFactualityRules runs the examples and counter-examples of every rule.
func TestFactualityRules(t *testing.T) {
	rules, err := parseFactRules(factualityData)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		yes, no := 0, 0
		for _, x := range r.examples {
			if x.counter {
				no++
			} else {
				yes++
			}
			s := parsed(t, x.text)
			at := tokenOf(s, x.word)
			if at < 0 {
				t.Errorf("factuality.rules:%d: no word %q", x.line, x.word)
				continue
			}
			f := Factuality(s, at)
			if f.Status != x.status {
				t.Errorf("factuality.rules:%d: %s\n%s is %s, want %s (%s)", x.line, x.text, x.word, f.Status, x.status, f.Reason)
			}
		}
		if yes == 0 || no == 0 {
			t.Errorf("rule %q: %d examples and %d counter-examples, want both", r.name, yes, no)
		}
	}
}

// TestEventCases runs testdata/event.cases.
func TestEventCases(t *testing.T) {
	data, err := os.ReadFile("testdata/event.cases")
	if err != nil {
		t.Fatal(err)
	}
	var published graph.Day
	cases := 0
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		kind, rest, _ := strings.Cut(line, " ")
		rest = strings.TrimSpace(rest)
		if kind == "published" {
			if published, err = graph.ParseDay(rest); err != nil {
				t.Fatalf("event.cases:%d: %v", n+1, err)
			}
			continue
		}
		text, want, ok := strings.Cut(rest, " =>")
		if !ok {
			t.Fatalf("event.cases:%d: want \"sentence => answer\"", n+1)
		}
		s := parsed(t, text)
		want = strings.TrimSpace(want)
		word, answer, _ := strings.Cut(want, " ")
		at := tokenOf(s, word)
		if at < 0 && kind != "when" {
			t.Errorf("event.cases:%d: no word %q", n+1, word)
			continue
		}
		times := Times(s, Ref{Published: published})
		got, why := "", ""
		switch kind {
		case "fact":
			f := Factuality(s, at)
			got, why = string(f.Status), f.Reason
		case "when":
			got, answer = writeTimes(s, times), want
		case "event":
			f := Factuality(s, at)
			i, reason := EventTime(s, at, times, f.Tense)
			got, why = writeInterval(i), reason
		case "medium":
			m, reason := Medium(s, at)
			got, why = string(m), reason
		case "place":
			got, _ = Place(s, at)
		case "topics":
			got = strings.Join(Topics(s, at), "; ")
		default:
			t.Fatalf("event.cases:%d: unknown kind %q", n+1, kind)
		}
		cases++
		if got != answer {
			t.Errorf("event.cases:%d: %s\n %s\n  got %q\n want %q (%s)", n+1, kind, text, got, answer, why)
		}
	}
	if cases == 0 {
		t.Error("event.cases has no case")
	}
}

func writeInterval(i graph.Interval) string {
	switch {
	case !i.Known():
		return "?"
	case i.Start == i.End:
		return string(i.Start)
	}
	return fmt.Sprintf("%s..%s", i.Start, i.End)
}

func writeTimes(s *Syntax, times []Time) string {
	var list []string
	for _, x := range times {
		out := s.SpanText(x.Span) + " = " + writeInterval(x.Interval)
		if x.Past != x.Interval {
			out += " past " + writeInterval(x.Past)
		}
		if x.Future != x.Interval {
			out += " future " + writeInterval(x.Future)
		}
		if x.Role != TimeWhen {
			out += " " + string(x.Role)
		}
		list = append(list, out)
	}
	return strings.Join(list, "; ")
}
