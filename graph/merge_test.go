package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// shelf is an Index in memory: the least that a store must do to keep merged contacts up to date.
type shelf struct {
	reports  map[ReportID]*Filed
	contacts map[ContactID]*Contact
	states   map[StatementID]*Statement
}

func newShelf() *shelf {
	return &shelf{map[ReportID]*Filed{}, map[ContactID]*Contact{}, map[StatementID]*Statement{}}
}

// again gives a report as it would be read anew.
func again(r *Filed) *Filed {
	c := *r
	c.f = nil
	return &c
}

func (s *shelf) Near(_ context.Context, blocks []Block) ([]*Filed, error) {
	var out []*Filed
	for _, r := range s.reports {
		if slices.ContainsFunc(r.Blocks(), func(x Block) bool {
			return slices.ContainsFunc(blocks, func(b Block) bool {
				return x.Key == b.Key && x.Denied == b.Denied && x.From <= b.Until && b.From <= x.Until
			})
		}) {
			out = append(out, again(r))
		}
	}
	return out, nil
}

func (s *shelf) Held(_ context.Context, events []string) ([]*Filed, error) {
	var out []*Filed
	for _, r := range s.reports {
		if r.Event != "" && slices.Contains(events, r.Event) {
			out = append(out, again(r))
		}
	}
	return out, nil
}

func (s *shelf) Contacts(_ context.Context, ids []ContactID) ([]*Contact, error) {
	out := make([]*Contact, len(ids))
	for i, id := range ids {
		out[i] = s.contacts[id]
	}
	return out, nil
}

// swap puts reports in and takes others out.
func (s *shelf) swap(t interface{ Fatal(...any) }, put, drop []*Filed) {
	var cp, cd, sp, sd []*Filed
	split := func(rs []*Filed) (c, st []*Filed) {
		for _, r := range rs {
			if r.Contact != nil {
				c = append(c, r)
			} else {
				st = append(st, r)
			}
		}
		return
	}
	cp, sp = split(put)
	cd, sd = split(drop)
	cc, err := RemergeContacts(context.Background(), s, cp, cd)
	if err != nil {
		t.Fatal(err)
	}
	sc, err := RemergeStatements(context.Background(), s, sp, sd)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range drop {
		delete(s.reports, r.ID())
	}
	for _, r := range put {
		s.reports[r.ID()] = again(r)
	}
	for r, e := range cc.Held {
		s.reports[r].Event = string(e)
	}
	for r, e := range sc.Held {
		s.reports[r].Event = string(e)
	}
	for _, id := range cc.Gone {
		delete(s.contacts, id)
	}
	for _, c := range cc.Put {
		s.contacts[c.ID] = c
	}
	for _, id := range sc.Gone {
		delete(s.states, id)
	}
	for _, c := range sc.Put {
		s.states[c.ID] = c
	}
}

func (s *shelf) dump() string {
	b, _ := json.MarshalIndent(struct {
		C map[ContactID]*Contact
		S map[StatementID]*Statement
	}{s.contacts, s.states}, "", " ")
	return string(b)
}

func mergedDump(rs []*Filed) string {
	w := newShelf()
	fresh := make([]*Filed, len(rs))
	for i, r := range rs {
		fresh[i] = again(r)
		fresh[i].Event = ""
	}
	cs, ss := Merge(fresh)
	for _, c := range cs {
		w.contacts[c.ID] = c
	}
	for _, c := range ss {
		w.states[c.ID] = c
	}
	return w.dump()
}

// drawReport gives a report of few actors and few days, so that much collides.
func drawReport(t *rapid.T, n int) *Filed {
	actors := []ActorID{"a", "b", "c", "d", "e"}
	day := func() Day { return Day("2023-03-01").Add(rapid.IntRange(0, 12).Draw(t, "day")) }
	var date Interval
	switch rapid.IntRange(0, 9).Draw(t, "date") {
	case 0, 1, 2, 3:
		d := day()
		date = Interval{d, d}
	case 4, 5:
		d := day()
		date = Interval{d, d.Add(rapid.IntRange(1, 6).Draw(t, "span"))}
	case 6:
		date = Interval{Start: day()}
	case 7:
		date = Interval{End: day()}
	}
	source := Source{Article: ArticleIDOf(int64(n)), Key: fmt.Sprint("outlet", n%7), Issuer: rapid.SampledFrom([]ActorID{"", "a", "b"}).Draw(t, "issuer")}
	if rapid.IntRange(0, 9).Draw(t, "dated") > 0 {
		source.Published = day()
	}
	f := &Filed{Source: source, Confirmed: rapid.IntRange(0, 19).Draw(t, "confirmed") == 0}
	if rapid.IntRange(0, 12).Draw(t, "linked") == 0 {
		f.Links = []CorrectionID{CorrectionID(rapid.IntRange(1, 2).Draw(t, "link"))}
	} else if rapid.IntRange(0, 20).Draw(t, "split") == 0 {
		f.Apart = 9
	}
	confidence := float64(rapid.IntRange(1, 10).Draw(t, "confidence")) / 10
	if rapid.IntRange(0, 3).Draw(t, "sort") == 0 {
		f.Statement = &StatementReport{Article: source.Article, Kind: rapid.SampledFrom([]StatementKind{CalledFor, Denial}).Draw(t, "kind"),
			Speaker: rapid.SampledFrom(actors[:2]).Draw(t, "speaker"), About: rapid.SampledFrom([]string{"peace talks", "resume peace talks",
				"sending arms", "sending arms to Russia", "a truce"}).Draw(t, "about"), Date: date, Confidence: confidence,
			Addressees: rapid.SampledFrom([][]ActorID{nil, {"c"}, {"d"}, {"c", "d"}}).Draw(t, "to"), Evidence: []Evidence{{Quote: fmt.Sprint("q", n)}}}
		f.Statement.ID = f.Statement.reportID(n)
		return f
	}
	k := rapid.IntRange(2, 4).Draw(t, "people")
	who := rapid.Permutation(actors).Draw(t, "who")[:k]
	c := &ContactReport{Article: source.Article, Status: rapid.SampledFrom(Statuses).Draw(t, "status"),
		Medium: rapid.SampledFrom([]Medium{Unspecified, Unspecified, Phone, InPerson, Video}).Draw(t, "medium"), Date: date, Confidence: confidence,
		Place:  rapid.SampledFrom([]string{"", "Kyiv", "kyiv", "Paris"}).Draw(t, "place"),
		Topics: rapid.SampledFrom([][]string{nil, {"peace"}, {"Peace", "trade"}}).Draw(t, "topics")}
	two := rapid.Bool().Draw(t, "two sides")
	for i, a := range who {
		side := i
		if two {
			side = i % 2
		}
		c.Participants = append(c.Participants, Participant{Actor: a, Side: side})
	}
	slices.SortFunc(c.Participants, compareParticipants)
	c.ID = c.reportID(n)
	f.Contact = c
	return f
}

// The graph is a function of the set of reports: any order, in any portions, with repeats, changes and removals on the
// way, gives what merging the set at once gives.
func TestMergeIsAFunctionOfTheSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "reports")
		rs := make([]*Filed, n)
		for i := range rs {
			rs[i] = drawReport(t, i)
		}
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 1))
		s := newShelf()
		for range 3 {
			order := rng.Perm(n)
			for len(order) > 0 {
				k := min(len(order), 1+rng.IntN(3))
				var put, drop []*Filed
				for _, i := range order[:k] {
					if old := s.reports[rs[i].ID()]; old != nil {
						drop = append(drop, again(old))
						if rng.IntN(3) == 0 {
							continue // taken out
						}
					}
					r := again(rs[i])
					r.Event = ""
					put = append(put, r)
				}
				s.swap(t, put, drop)
				order = order[k:]
			}
			var have []*Filed
			for _, r := range s.reports {
				have = append(have, r)
			}
			rng.Shuffle(len(have), func(i, j int) { have[i], have[j] = have[j], have[i] })
			if got, want := s.dump(), mergedDump(have); got != want {
				t.Fatalf("step by step:\n%s\nat once:\n%s", got, want)
			}
		}
	})
}

// BenchmarkMerge merges a month of reports on forty pairs at once, in reports/s.
func BenchmarkMerge(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	reports := make([]*Filed, 5000)
	for i := range reports {
		pair := rng.IntN(40)
		day := Day("2023-03-01").Add(rng.IntN(30))
		c := &ContactReport{Status: Actual, Medium: Media[rng.IntN(len(Media))], Date: Interval{day, day}, Confidence: 0.8,
			Participants: []Participant{{Actor: ActorID(fmt.Sprint("a", pair)), Side: 0}, {Actor: ActorID(fmt.Sprint("b", pair)), Side: 1}}}
		if i%5 == 0 {
			c.Date = Interval{}
		}
		c.ID = c.reportID(i)
		reports[i] = &Filed{Contact: c, Source: Source{Article: ArticleIDOf(int64(i)), Published: day, Key: fmt.Sprint("outlet ", i%50)}}
	}
	for b.Loop() {
		fresh := make([]*Filed, len(reports))
		for i, r := range reports {
			fresh[i] = again(r)
		}
		Merge(fresh)
	}
	b.ReportMetric(float64(len(reports)*b.N)/b.Elapsed().Seconds(), "reports/s")
}
