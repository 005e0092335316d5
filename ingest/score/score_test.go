package score

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/graph"
)

func TestNormal(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"President Recep Tayyip Erdoğan", "recep tayyip erdogan"},
		{"The Prime Minister", "prime minister"},
		{"the President", "president"},
		{"Ukraine’s Foreign Minister", "ukraine foreign minister"},
		{"Xi Jinping", "xi jinping"},
		{"Roh Moo-hyun", "roh moo hyun"},
		{"", ""},
	} {
		if got := Normal(tt.in); got != tt.want {
			t.Errorf("Normal(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestOverlap(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"resume peace talks", "called on both to resume their talks", true},
		{"resume peace talks", "talks", true},
		{"resume peace talks", "sending arms", false},
		{"", "talks", false},
	} {
		if got := Overlap(tt.a, tt.b); got != tt.want {
			t.Errorf("Overlap(%q, %q) = %v", tt.a, tt.b, got)
		}
	}
}

// reports builds what was found from lines: "status day A / B C" (a slash parts the sides) and "kind speaker: about".
func reports(lines ...string) *graph.Reports {
	r := &graph.Reports{}
	seen := map[string]bool{}
	actor := func(name string) graph.ActorID {
		if !seen[name] {
			seen[name] = true
			r.Actors = append(r.Actors, graph.Actor{ID: graph.ActorID(name), Name: name, Aliases: []string{"President " + name}})
		}
		return graph.ActorID(name)
	}
	for _, l := range lines {
		if head, about, ok := strings.Cut(l, ": "); ok {
			f := strings.Fields(head)
			r.Statements = append(r.Statements, graph.StatementReport{Kind: graph.StatementKind(f[0]), Speaker: actor(f[1]), About: about, Confidence: 0.9})
			continue
		}
		f := strings.Fields(l)
		c := graph.ContactReport{Status: graph.Status(f[0]), Medium: graph.Phone, Confidence: 0.95}
		if f[1] != "-" {
			c.Date = graph.Interval{Start: graph.Day(f[1]), End: graph.Day(f[1])}
		}
		side := 0
		for _, n := range f[2:] {
			if n == "/" {
				side++
				continue
			}
			c.Participants = append(c.Participants, graph.Participant{Actor: actor(n), Side: side})
		}
		r.Contacts = append(r.Contacts, c)
	}
	return r
}

func TestText(t *testing.T) {
	gold := &Gold{Doc: "x", SpokeWith: []Spoke{
		{A: []string{"Li"}, B: []string{"Roe"}, Status: "actual", Medium: "phone", Date: "2023-03"},
		{A: []string{"Li"}, B: []string{"Roe"}, Status: "actual", Medium: "in_person", Date: "2023-05-01"},
		{A: []string{"Field", "the envoy"}, B: []string{"Roe"}, Status: "planned"},
	}, CalledFor: []Said{{By: []string{"Li"}, What: "a ceasefire now"}}}
	for _, tt := range []struct {
		name   string
		found  *graph.Reports
		want   Score
		misses []string
	}{
		{"nothing found", nil, Score{SpokeWith: Count{0, 0, 3}, Pairs: Count{0, 0, 3}, Actual: Count{0, 0, 2}, CalledFor: Count{0, 0, 1}},
			[]string{"missed spoke_with Li Roe actual", "missed spoke_with Li Roe actual", "missed spoke_with Field Roe planned", "missed called_for Li"}},
		{"dates find their own partners", reports("actual 2023-05-01 Roe / Li", "actual 2023-03-16 Li / Roe", "called_for Li: ceasefire"),
			Score{SpokeWith: Count{2, 2, 3}, Pairs: Count{2, 2, 3}, Actual: Count{2, 2, 2}, CalledFor: Count{1, 1, 1}, Medium: Ratio{1, 2}, Date: Ratio{2, 2}, FalseActual: Ratio{0, 2}},
			[]string{"missed spoke_with Field Roe planned"}},
		{"planned taken for actual", reports("actual - Field / Roe"),
			Score{SpokeWith: Count{0, 1, 3}, Pairs: Count{1, 1, 3}, Actual: Count{0, 1, 2}, CalledFor: Count{0, 0, 1}, FalseActual: Ratio{1, 1}},
			[]string{"missed spoke_with Li Roe actual", "missed spoke_with Li Roe actual", "missed spoke_with Field Roe planned", "extra spoke_with Field Roe actual", "missed called_for Li"}},
		{"sides are crossed, repeats count once", reports("planned - Field Li / Roe", "planned - Roe / Field"),
			Score{SpokeWith: Count{1, 2, 3}, Pairs: Count{2, 2, 3}, Actual: Count{0, 0, 2}, CalledFor: Count{0, 0, 1}},
			[]string{"missed spoke_with Li Roe actual", "missed spoke_with Li Roe actual", "extra spoke_with Li Roe planned", "missed called_for Li"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, misses := Text(gold, tt.found)
			tt.want.Texts = 1
			s.Calibration = [Bins]Ratio{}
			if d := cmp.Diff(&tt.want, s); d != "" {
				t.Errorf("score (-want +got):\n%s", d)
			}
			var got []string
			for _, m := range misses {
				how := "missed"
				if m.Extra {
					how = "extra"
				}
				got = append(got, strings.Join(strings.Fields(strings.Join([]string{how, m.Relation, m.A, m.B, m.Status}, " ")), " "))
			}
			if d := cmp.Diff(tt.misses, got); d != "" {
				t.Errorf("misses (-want +got):\n%s", d)
			}
		})
	}
}

func TestQuiet(t *testing.T) {
	var s Score
	for _, r := range []*graph.Reports{nil, reports("possible - Li / Roe"), reports("denied Li: arms")} {
		one, _ := Text(&Gold{}, r)
		s.Add(one)
	}
	if s.Quiet != (Ratio{2, 3}) || s.Texts != 3 || s.Denied != (Count{0, 1, 0}) {
		t.Errorf("score %+v", s)
	}
	if s.Calibration[9] != (Ratio{0, 2}) {
		t.Errorf("calibration %v", s.Calibration)
	}
}
