package score

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/demarche/demarche/graph"
)

// Sheet gathers the scores of a set of texts: all together, by half and by genre, with what went wrong.
type Sheet struct {
	all    Score
	halves [2]Score
	genres map[string]*Score
	misses []Miss
	hidden func(odd bool) bool // whether the misses of a half stay unread
}

// NewSheet gives an empty sheet. It keeps no misses of the texts of a half that is hidden: one that nobody reads shows
// whether what was learned from the other holds elsewhere.
func NewSheet(hidden func(odd bool) bool) *Sheet {
	return &Sheet{genres: map[string]*Score{}, hidden: hidden}
}

// Add scores one text; r is nil where it gave nothing. The first text belongs to the even half, the next to the odd.
func (s *Sheet) Add(g *Gold, r *graph.Reports) {
	one, misses := Text(g, r)
	odd := s.all.Texts%2 == 1
	s.halves[s.all.Texts%2].Add(one)
	s.all.Add(one)
	genre := cmp.Or(g.Genre, "other")
	if s.genres[genre] == nil {
		s.genres[genre] = &Score{}
	}
	s.genres[genre].Add(one)
	if !s.hidden(odd) {
		s.misses = append(s.misses, misses...)
	}
}

// Print writes the scores as tables, and the first so many misses with their quotes.
func (s *Sheet) Print(w io.Writer, show int) {
	fmt.Fprintf(w, "%d texts\n\n", s.all.Texts)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tw, "relation\tright\tfound\tgold\tprecision\trecall\tF1\teven\todd\t")
	for _, row := range []struct {
		name string
		of   func(*Score) Count
	}{
		{"spoke_with, actual", func(s *Score) Count { return s.Actual }},
		{"spoke_with, with status", func(s *Score) Count { return s.SpokeWith }},
		{"spoke_with, any status", func(s *Score) Count { return s.Pairs }},
		{"called_for", func(s *Score) Count { return s.CalledFor }},
		{"denied", func(s *Score) Count { return s.Denied }},
	} {
		c := row.of(&s.all)
		fmt.Fprintf(tw, "%s\t%d\t%d\t%d\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t\n", row.name, c.Right, c.Found, c.Gold, c.Precision(), c.Recall(), c.F1(),
			row.of(&s.halves[0]).F1(), row.of(&s.halves[1]).F1())
	}
	tw.Flush()

	fmt.Fprintln(w)
	tw = tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, row := range []struct {
		name string
		r    Ratio
	}{
		{"medium right where stated", s.all.Medium}, {"date right where stated", s.all.Date},
		{"no contact where none is", s.all.Quiet}, {"planned etc. as actual", s.all.FalseActual},
	} {
		fmt.Fprintf(tw, "%s\t%.3f\t%d of %d\t\n", row.name, row.r.Value(), row.r.N, row.r.Of)
	}
	tw.Flush()

	fmt.Fprintln(w, "\nF1 by genre")
	tw = tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tw, "genre\ttexts\tactual\twith status\tcalled_for\tdenied\t")
	names := make([]string, 0, len(s.genres))
	for n := range s.genres {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		g := s.genres[n]
		fmt.Fprintf(tw, "%s\t%d\t%s\t%s\t%s\t%s\t\n", n, g.Texts, ofGold(g.Actual), ofGold(g.SpokeWith), ofGold(g.CalledFor), ofGold(g.Denied))
	}
	tw.Flush()

	fmt.Fprintln(w, "\nfacts right, by confidence")
	tw = tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	for i, r := range s.all.Calibration {
		if r.Of > 0 {
			fmt.Fprintf(tw, "%.1f–%.1f\t%.2f\t%d of %d\t\n", float64(i)/Bins, float64(i+1)/Bins, r.Value(), r.N, r.Of)
		}
	}
	tw.Flush()
	for i, m := range s.misses {
		if i == show {
			break
		}
		if i == 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s\n    %s\n", m, strings.Join(strings.Fields(m.Quote), " "))
	}
}

// PrintMisses writes what was missed and what was found in excess, text by text, in names only.
func (s *Sheet) PrintMisses(w io.Writer) {
	fmt.Fprintln(w, "\nmisses and extras")
	for _, m := range s.misses {
		fmt.Fprintln(w, m)
	}
}

func (m Miss) String() string {
	how := "missed"
	if m.Extra {
		how = "extra "
	}
	s := m.Doc + "  " + how + "  " + m.Relation
	if m.Relation != "spoke_with" {
		return s + "  " + m.A
	}
	return s + "  " + m.Status + "  " + m.A + " – " + m.B
}

// ofGold shows F1 with the number of gold entries; a dash where there is nothing to find and nothing was found.
func ofGold(c Count) string {
	if c.Gold == 0 && c.Found == 0 {
		return "–"
	}
	return fmt.Sprintf("%.3f of %d", c.F1(), c.Gold)
}

// ReadGenres reads the genre of each text: from JSON Lines with doc and genre, or from a table parted by tabs whose
// first line names the columns id and genre.
func ReadGenres(r io.Reader) (map[string]string, error) {
	out := map[string]string{}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 64<<20)
	id, genre := -1, -1
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if strings.HasPrefix(line, "{") {
			var rec struct{ Doc, Genre string }
			if err := json.Unmarshal([]byte(line), &rec); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			out[rec.Doc] = rec.Genre
			continue
		}
		fields := strings.Split(line, "\t")
		if n == 1 {
			id, genre = slices.Index(fields, "id"), slices.Index(fields, "genre")
			if id < 0 || genre < 0 {
				return nil, fmt.Errorf("line 1: no columns id and genre")
			}
			continue
		}
		if len(fields) <= max(id, genre) {
			return nil, fmt.Errorf("line %d: too few columns", n)
		}
		out[fields[id]] = fields[genre]
	}
	return out, sc.Err()
}
