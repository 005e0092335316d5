package score

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
)

// Count is how many of what was found are right, of how many in the gold records.
type Count struct{ Right, Found, Gold int }

// Precision is the share of what was found that is right.
func (c Count) Precision() float64 { return share(c.Right, c.Found) }

// Recall is the share of what should have been found that was.
func (c Count) Recall() float64 { return share(c.Right, c.Gold) }

// F1 is the harmonic mean of precision and recall.
func (c Count) F1() float64 {
	p, r := c.Precision(), c.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func (c *Count) add(right, found, gold int) {
	c.Right += right
	c.Found += found
	c.Gold += gold
}

// Ratio is how many of how many.
type Ratio struct{ N, Of int }

// Value is the ratio as a number, 0 of nothing.
func (r Ratio) Value() float64 { return share(r.N, r.Of) }

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// Bins divide confidence from 0 to 1 into tenths.
const Bins = 10

// Score is how well a number of texts were read.
type Score struct {
	Texts     int
	SpokeWith Count // pairs with their status
	Pairs     Count // pairs, whatever the status
	Actual    Count // pairs in actual contact
	CalledFor Count
	Denied    Count

	Medium      Ratio // right, of the pairs that are right and whose medium is given
	Date        Ratio // likewise
	Quiet       Ratio // texts without a contact in which none was found
	FalseActual Ratio // planned, possible or denied contacts taken for actual, of all found actual

	Calibration [Bins]Ratio // facts that are right, by confidence
}

// Add adds another score's counts.
func (s *Score) Add(o *Score) {
	s.Texts += o.Texts
	for _, c := range []struct{ to, from *Count }{{&s.SpokeWith, &o.SpokeWith}, {&s.Pairs, &o.Pairs}, {&s.Actual, &o.Actual}, {&s.CalledFor, &o.CalledFor}, {&s.Denied, &o.Denied}} {
		c.to.add(c.from.Right, c.from.Found, c.from.Gold)
	}
	for _, r := range []struct{ to, from *Ratio }{{&s.Medium, &o.Medium}, {&s.Date, &o.Date}, {&s.Quiet, &o.Quiet}, {&s.FalseActual, &o.FalseActual}} {
		r.to.N += r.from.N
		r.to.Of += r.from.Of
	}
	for i := range s.Calibration {
		s.Calibration[i].N += o.Calibration[i].N
		s.Calibration[i].Of += o.Calibration[i].Of
	}
}

// Miss is a gold entry that was not found, or a fact that no gold entry answers.
type Miss struct {
	Doc      string
	Extra    bool   // found but not in the gold record; else in it but not found
	Relation string // "spoke_with", "called_for", "denied"
	A, B     string // the two actors; of a statement the speaker and nothing
	Status   string // of a contact
	Quote    string // the words that prove it, as the gold record or the evidence has them
}

// pair is two actors of opposite sides of a contact.
type pair struct {
	a, b    []string // names
	contact *graph.ContactReport
}

// namesOf gives all names of each actor of a text.
func namesOf(r *graph.Reports) map[graph.ActorID][]string {
	names := make(map[graph.ActorID][]string, len(r.Actors))
	for _, a := range r.Actors {
		names[a.ID] = append([]string{a.Name}, a.Aliases...)
	}
	return names
}

// Text scores what was read in one text. r may be nil where the text gave nothing.
func Text(g *Gold, r *graph.Reports) (*Score, []Miss) {
	if r == nil {
		r = &graph.Reports{}
	}
	names := namesOf(r)
	s := &Score{Texts: 1}
	misses := s.contacts(g, foundPairs(r, names))
	misses = append(misses, s.statements(&s.CalledFor, "called_for", g.Doc, g.CalledFor, r, names)...)
	misses = append(misses, s.statements(&s.Denied, "denied", g.Doc, g.Denied, r, names)...)
	return s, misses
}

// foundPairs gives the pairs of opposite sides of all contacts, those alike in actors, status and date once.
func foundPairs(r *graph.Reports, names map[graph.ActorID][]string) []pair {
	type key struct {
		a, b   graph.ActorID
		status graph.Status
		date   graph.Interval
	}
	seen := map[key]bool{}
	var out []pair
	for i := range r.Contacts {
		c := &r.Contacts[i]
		parts := slices.Clone(c.Participants)
		slices.SortStableFunc(parts, func(x, y graph.Participant) int { return x.Side - y.Side })
		for j, x := range parts {
			for _, y := range parts[j+1:] {
				if x.Side == y.Side {
					continue
				}
				k := key{min(x.Actor, y.Actor), max(x.Actor, y.Actor), c.Status, c.Date}
				if !seen[k] {
					seen[k] = true
					out = append(out, pair{names[x.Actor], names[y.Actor], c})
				}
			}
		}
	}
	return out
}

func (p pair) both(g *Spoke) bool {
	return Same(g.A, p.a) && Same(g.B, p.b) || Same(g.A, p.b) && Same(g.B, p.a)
}

func (p pair) strict(g *Spoke) bool { return p.both(g) && g.Status == string(p.contact.Status) }

func (p pair) dated(g *Spoke) bool {
	return g.Date != "" && strings.HasPrefix(string(p.contact.Date.Start), g.Date) && p.strict(g)
}

func (s *Score) contacts(g *Gold, found []pair) []Miss {
	gold := g.SpokeWith
	// Dated matches first, so that two contacts of one pair find their own partners.
	hits := match(all(len(gold)), all(len(found)), func(i, j int) bool { return found[j].dated(&gold[i]) })
	leftGold, leftFound := left(len(gold), len(found), hits)
	hits = append(hits, match(leftGold, leftFound, func(i, j int) bool { return found[j].strict(&gold[i]) })...)
	both := func(i, j int) bool { return found[j].both(&gold[i]) }
	s.SpokeWith.add(len(hits), len(found), len(gold))
	s.Pairs.add(len(match(all(len(gold)), all(len(found)), both)), len(found), len(gold))

	actualGold := where(len(gold), func(i int) bool { return gold[i].Status == string(graph.Actual) })
	otherGold := where(len(gold), func(i int) bool { return gold[i].Status != string(graph.Actual) })
	actualFound := where(len(found), func(j int) bool { return found[j].contact.Status == graph.Actual })
	s.Actual.add(len(match(actualGold, actualFound, both)), len(actualFound), len(actualGold))
	s.FalseActual.Of += len(actualFound)
	for _, j := range actualFound {
		fits := func(i int) bool { return both(i, j) }
		if !slices.ContainsFunc(actualGold, fits) && slices.ContainsFunc(otherGold, fits) {
			s.FalseActual.N++
		}
	}
	if len(gold) == 0 {
		s.Quiet.Of++
		if len(found) == 0 {
			s.Quiet.N++
		}
	}
	for _, h := range hits {
		x, c := gold[h[0]], found[h[1]].contact
		if x.Medium != "" && x.Medium != string(graph.Unspecified) {
			s.Medium.count(x.Medium == string(c.Medium))
		}
		if x.Date != "" {
			s.Date.count(strings.HasPrefix(string(c.Date.Start), x.Date))
		}
	}

	leftGold, leftFound = left(len(gold), len(found), hits)
	var misses []Miss
	for _, i := range leftGold {
		x := gold[i]
		misses = append(misses, Miss{g.Doc, false, "spoke_with", best(x.A), best(x.B), x.Status, x.Quote})
	}
	for j, p := range found {
		right := !slices.Contains(leftFound, j)
		s.calibrate(p.contact.Confidence, right)
		if !right {
			misses = append(misses, Miss{g.Doc, true, "spoke_with", best(p.a), best(p.b), string(p.contact.Status), quote(p.contact.Evidence)})
		}
	}
	return misses
}

// statements scores one kind of statement.
func (s *Score) statements(count *Count, kind, doc string, gold []Said, r *graph.Reports, names map[graph.ActorID][]string) []Miss {
	var found []*graph.StatementReport
	for i := range r.Statements {
		if string(r.Statements[i].Kind) == kind {
			found = append(found, &r.Statements[i])
		}
	}
	hits := match(all(len(gold)), all(len(found)), func(i, j int) bool {
		x, f := gold[i], found[j]
		text := f.About
		for _, e := range f.Evidence {
			text += " " + e.Quote
		}
		return Same(x.By, names[f.Speaker]) && (Overlap(x.Quote, text) || Overlap(x.What, text))
	})
	count.add(len(hits), len(found), len(gold))
	leftGold, leftFound := left(len(gold), len(found), hits)
	var misses []Miss
	for _, i := range leftGold {
		misses = append(misses, Miss{doc, false, kind, best(gold[i].By), "", "", gold[i].Quote})
	}
	for j, f := range found {
		right := !slices.Contains(leftFound, j)
		s.calibrate(f.Confidence, right)
		if !right {
			misses = append(misses, Miss{doc, true, kind, best(names[f.Speaker]), "", "", quote(f.Evidence)})
		}
	}
	return misses
}

func (s *Score) calibrate(confidence float64, right bool) {
	s.Calibration[min(max(int(confidence*Bins), 0), Bins-1)].count(right)
}

func (r *Ratio) count(right bool) {
	r.Of++
	if right {
		r.N++
	}
}

// match pairs gold entries with what was found, each at most once, in order: the first that agrees is taken.
func match(gold, found []int, agree func(i, j int) bool) [][2]int {
	free := slices.Clone(found)
	var out [][2]int
	for _, i := range gold {
		for k, j := range free {
			if agree(i, j) {
				out = append(out, [2]int{i, j})
				free = slices.Delete(free, k, k+1)
				break
			}
		}
	}
	return out
}

func all(n int) []int { return where(n, func(int) bool { return true }) }

func where(n int, ok func(int) bool) []int {
	var out []int
	for i := range n {
		if ok(i) {
			out = append(out, i)
		}
	}
	return out
}

// left gives the gold entries and the found ones that are in no hit.
func left(gold, found int, hits [][2]int) (g, f []int) {
	in := func(side int) func(int) bool {
		return func(i int) bool {
			return !slices.ContainsFunc(hits, func(h [2]int) bool { return h[side] == i })
		}
	}
	return where(gold, in(0)), where(found, in(1))
}

func best(names []string) string {
	if len(names) == 0 {
		return "?"
	}
	return names[0]
}

func quote(es []graph.Evidence) string {
	if len(es) == 0 {
		return ""
	}
	return es[0].Quote
}
