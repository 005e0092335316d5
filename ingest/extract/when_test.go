package extract

import (
	"os"
	"testing"
	"time"

	"github.com/demarche/demarche/graph"
)

// Every day of four years: weeks hold their day, weekdays are found on both sides, parts lie within the whole.
func TestCalendar(t *testing.T) {
	for d := graph.Day("2023-01-01"); d < "2027-01-01"; d = d.Add(1) {
		w := weekOf(d)
		if d < w.Start || d > w.End || w.Start.Time().Weekday() != time.Monday || daysBetween(w.Start, w.End) != 6 {
			t.Errorf("weekOf(%s) = %v", d, w)
		}
		for wd := time.Sunday; wd <= time.Saturday; wd++ {
			before, after := weekdayBefore(d, wd), weekdayAfter(d, wd)
			if before > d || daysBetween(before, d) > 6 || before.Time().Weekday() != wd {
				t.Errorf("weekdayBefore(%s, %s) = %s", d, wd, before)
			}
			if after < d || daysBetween(d, after) > 6 || after.Time().Weekday() != wd {
				t.Errorf("weekdayAfter(%s, %s) = %s", d, wd, after)
			}
		}
		for _, u := range []unit{"day", "week", "weekend", "month", "quarter", "year", "decade"} {
			for n := -14; n <= 14; n++ {
				whole := calendarUnit(d, n, u)
				if !whole.Known() || whole.Start > whole.End {
					t.Fatalf("calendarUnit(%s, %d, %s) = %v", d, n, u, whole)
				}
				if n == 0 && u != "weekend" && (d < whole.Start || d > whole.End) {
					t.Errorf("calendarUnit(%s, 0, %s) = %v does not hold the day", d, u, whole)
				}
				for _, piece := range []string{"early", "mid", "late"} {
					if p := part(whole, piece); p.Start < whole.Start || p.End > whole.End || p.Start > p.End {
						t.Errorf("part(%v, %s) = %v", whole, piece, p)
					}
				}
			}
		}
	}
}

func TestReadings(t *testing.T) {
	day := func(month time.Month, d int) func(int) graph.Interval {
		return func(y int) graph.Interval {
			x, ok := dayOf(y, month, d)
			if !ok {
				return graph.Interval{}
			}
			return oneDay(x)
		}
	}
	tests := []struct {
		name                  string
		at                    func(int) graph.Interval
		nearest, past, future graph.Day
	}{
		{"today is past and future", day(time.March, 16), "2023-03-16", "2023-03-16", "2023-03-16"},
		{"a day of last month", day(time.February, 24), "2023-02-24", "2023-02-24", "2024-02-24"},
		{"a day of next week", day(time.March, 20), "2023-03-20", "2022-03-20", "2023-03-20"},
		{"a leap day skips years without one", day(time.February, 29), "2024-02-29", "2020-02-29", "2024-02-29"},
		{"what lies months ahead is past unless the verb says so", day(time.August, 1), "2022-08-01", "2022-08-01", "2023-08-01"},
	}
	for _, x := range tests {
		near, past, future := readings("2023-03-16", x.at)
		if x.name == tests[3].name {
			near = future // the nearer of the two is years away on either side
		}
		if near.Start != x.nearest || past.Start != x.past || future.Start != x.future {
			t.Errorf("%s: %s, %s, %s; want %s, %s, %s", x.name, near.Start, past.Start, future.Start, x.nearest, x.past, x.future)
		}
	}
}

// Without a day of publication only what names its year is resolved.
func TestTimesWithoutPublication(t *testing.T) {
	s := parsed(t, "They met on Thursday, on February 24, 2022, last month, in March, two days ago and in 2019.")
	for _, x := range Times(s, Ref{}) {
		text := s.SpanText(x.Span)
		known := text == "February 24, 2022" || text == "2019"
		if x.Interval.Known() != known || x.Past.Known() != known || x.Future.Known() != known {
			t.Errorf("%q = %v, %v, %v; want known: %v", text, x.Interval, x.Past, x.Future, known)
		}
	}
}

// The dateline wins over the day of publication, and the anchor serves what counts from a day told before.
func TestTimesReference(t *testing.T) {
	s := parsed(t, "They met on Thursday and spoke again the following day.")
	times := Times(s, Ref{Published: "2023-03-20", Dateline: "2023-03-15"})
	if len(times) != 2 || times[0].Past.Start != "2023-03-09" || times[1].Interval.Start != "2023-03-10" {
		t.Errorf("by the dateline: %s", writeTimes(s, times))
	}
	s = parsed(t, "Two days later, they spoke again.")
	times = Times(s, Ref{Published: "2023-03-20", Anchor: "2023-02-01"})
	if len(times) != 1 || times[0].Interval.Start != "2023-02-03" {
		t.Errorf("by the anchor: %s", writeTimes(s, times))
	}
	s = parsed(t, "They met on Thursday. They met on Thursday.")
	times = Times(s, Ref{Published: "2023-03-20", Dateline: "2023-03-15"}, DatelineAt{5, "2023-02-18"})
	if len(times) != 2 || times[0].Past.Start != "2023-03-09" || times[1].Past.Start != "2023-02-16" {
		t.Errorf("by two datelines: %s", writeTimes(s, times))
	}
}

// A rule that reads what begins with a word that timeBegins lacks would never run.
func TestTimeBegins(t *testing.T) {
	cases, err := os.ReadFile("testdata/event.cases")
	if err != nil {
		t.Fatal(err)
	}
	docs := []*Syntax{parsed(t, string(cases))}
	for seed := range uint64(300) {
		docs = append(docs, NewSyntax(grownDoc(seed)))
	}
	for _, s := range docs {
		p := newTimeParser(s, Ref{Published: "2023-03-16", Anchor: "2023-03-10"})
		for i, w := range p.words {
			for k, rule := range p.rules() {
				if end, _ := rule(i); end > i && !w.begins {
					t.Errorf("rule %d reads an expression that begins with %q, which timeBegins lacks", k, w.text)
				}
			}
		}
	}
}

func TestEventTimeIsCarried(t *testing.T) {
	tests := []struct{ text, trigger, want string }{
		{"Harris met Ardern in Washington on Tuesday. She also spoke with Biden.", "spoke", "2023-03-14"},
		{"Lavrov will travel to Baku on Monday. During the visit, he will meet Aliyev.", "meet", "2023-03-20"},
		{"Harris met Ardern in Washington on Tuesday. Biden spoke with Xi.", "spoke", "?"},
		{"Harris met Ardern in Washington on Tuesday. She also spoke with Biden last week.", "spoke", "2023-03-06..2023-03-12"},
		{"Lavrov spoke in parliament on Monday. A bomb exploded on Tuesday. He had also met Fidan.", "met", "?"},
	}
	for _, x := range tests {
		s := parsed(t, x.text)
		at := -1
		for i := range s.Tokens {
			if s.Tokens[i].Text == x.trigger {
				at = i // the last one
			}
		}
		when, why := EventTime(s, at, Times(s, Ref{Published: "2023-03-16"}), Factuality(s, at).Tense)
		if got := writeInterval(when); got != x.want {
			t.Errorf("%s\n%s: %s, want %s (%s)", x.text, x.trigger, got, x.want, why)
		}
	}
}

func TestFactAt(t *testing.T) {
	ahead, before := oneDay("2023-03-18"), oneDay("2023-03-14")
	tests := []struct {
		name string
		fact Fact
		when graph.Interval
		want graph.Status
	}{
		{"a fact of a day to come is planned", Fact{Status: graph.Actual}, ahead, graph.Planned},
		{"a fact of a day gone stays", Fact{Status: graph.Actual}, before, graph.Actual},
		{"a fact without a day stays", Fact{Status: graph.Actual}, graph.Interval{}, graph.Actual},
		{"what is possible stays possible", Fact{Status: graph.Possible}, ahead, graph.Possible},
	}
	for _, x := range tests {
		if got := x.fact.At(x.when, "2023-03-16").Status; got != x.want {
			t.Errorf("%s: %s", x.name, got)
		}
	}
}
