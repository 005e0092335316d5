package graphtest

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/demarche/demarche/graph"
)

// Equal fills two empty stores with the same random articles and corrections, each in an order of its own with repeats
// and removals on the way, and compares the answers to many questions.
func Equal(t *testing.T, a, b graph.Store, seed uint64) {
	t.Helper()
	ctx := context.Background()
	articles := Random(seed, 30)
	for i, s := range []graph.Store{a, b} {
		if err := fill(ctx, s, articles, rand.New(rand.NewPCG(seed, uint64(i)))); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
	compare(t, fmt.Sprintf("seed %d", seed), a, b, seed)
	// Corrections bear the same ids in both: the same order.
	rng := rand.New(rand.NewPCG(seed, 99))
	for i := range 6 {
		c := randomCorrection(ctx, a, rng)
		c.Author, c.Time = "ana", when
		_, err1 := a.Correct(ctx, c)
		_, err2 := b.Correct(ctx, c)
		if (err1 == nil) != (err2 == nil) {
			t.Fatalf("seed %d: correction %d %+v: %v and %v", seed, i, c, err1, err2)
		}
	}
	again := articles[rng.IntN(len(articles))]
	for _, s := range []graph.Store{a, b} {
		if err := s.Put(ctx, again); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Undo(ctx, 1, graph.Undoing{Author: "bo", Time: when}); err != nil {
			t.Fatal(err)
		}
	}
	compare(t, fmt.Sprintf("seed %d, corrected", seed), a, b, seed)
}

func fill(ctx context.Context, s graph.Store, articles []*graph.Reports, rng *rand.Rand) error {
	for round := range 2 {
		for _, i := range rng.Perm(len(articles)) {
			if round == 0 && rng.IntN(4) == 0 {
				continue // comes with the second round
			}
			if rng.IntN(8) == 0 {
				if err := s.Remove(ctx, articles[i].Article.ID); err != nil {
					return err
				}
			}
			if err := s.Put(ctx, articles[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// compare asks both stores the same and fails on the first answers that differ.
func compare(t *testing.T, at string, a, b graph.Store, seed uint64) {
	t.Helper()
	x, err := answers(a, seed)
	if err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	y, err := answers(b, seed)
	if err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	differ(t, at, x, y)
}

// differ fails on the first answers that differ.
func differ(t *testing.T, at string, x, y map[string]any) {
	t.Helper()
	for _, q := range slices.Sorted(maps.Keys(x)) {
		if reflect.DeepEqual(x[q], y[q]) {
			continue // Diff takes its time
		}
		if d := cmp.Diff(x[q], y[q], cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("%s: %s (-first store +second):\n%s", at, q, d)
		}
	}
}

// Random gives n articles of a small cast on few days, so that their reports meet in every way.
func Random(seed uint64, n int) []*graph.Reports {
	rng := rand.New(rand.NewPCG(seed, 7))
	people := slices.Sorted(maps.Keys(cast))
	pick := func(k int) []string {
		out := make([]string, k)
		for i, j := range rng.Perm(len(people))[:k] {
			out[i] = people[j]
		}
		return out
	}
	one := func(xs ...string) string { return xs[rng.IntN(len(xs))] }
	day := func() graph.Day { return graph.Day("2023-03-01").Add(rng.IntN(20)) }
	date := func() string {
		switch rng.IntN(6) {
		case 0:
			return ""
		case 1:
			return "2023-03-01/2023-03-31"
		case 2:
			d := day()
			return string(d) + "/" + string(d.Add(3))
		case 3:
			return one("2023-03-10/", "/2023-03-10", "2023-01-01/2023-12-31")
		}
		return string(day())
	}
	out := make([]*graph.Reports, n)
	for i := range out {
		published := ""
		if rng.IntN(10) > 0 {
			published = string(day())
		}
		b := Article(fmt.Sprint("random", i), published, one("Reuters", "Paper A", "Paper B", "Élan", "")).Title(one("Talks", "A call", "Élysée", "Summit "+fmt.Sprint(i)))
		if rng.IntN(5) == 0 {
			b.Issuer(one("China", "Ukraine", "United States"))
		}
		if rng.IntN(4) == 0 {
			b.Say(longText)
		}
		if rng.IntN(6) == 0 {
			b.Say("LONDON (Reuters) – ")
		}
		for range rng.IntN(4) {
			p := pick(2 + rng.IntN(3))
			if rng.IntN(2) == 0 {
				p = []string{one("Qin Gang", "Xi Jinping", "Joe Biden"), one("Dmytro Kuleba", "Vladimir Putin", "Ukraine")}
			}
			sides := p[0]
			for k, n := range p[1:] {
				sides += map[bool]string{true: "|", false: "+"}[k == 0 || rng.IntN(2) == 0] + n
			}
			b.Contact(sides, graph.Statuses[rng.IntN(4)], graph.Media[rng.IntN(len(graph.Media))], date()).
				About(one("", "", "Kyiv", "Élysée", "élysée"), one("trade", "Peace", "territorial integrity"), one("trade", "peace", "gas")).
				Sure(float64(1+rng.IntN(9)) / 10)
			if rng.IntN(4) == 0 {
				b.Inferred()
			}
		}
		for range rng.IntN(3) {
			p := pick(4)
			b.Statement(graph.StatementKinds[rng.IntN(3)], one("China", "Qin Gang", "United States"), one("", "Ukraine", "Russia+Ukraine", p[0]),
				one("resume peace talks", "resuming the peace talks", "peace talks", "sending arms", "sending arms to Russia"), one("", "Russia", p[1]), date())
		}
		for range rng.IntN(3) {
			b.Mention(pick(1)[0])
		}
		out[i] = b.Reports()
	}
	return out
}

func randomCorrection(ctx context.Context, s graph.Store, rng *rand.Rand) graph.Correction {
	cs, err := s.FindContacts(ctx, graph.ContactFilter{}, graph.Page{First: graph.MaxPage})
	if err != nil || len(cs.Items) < 2 {
		return graph.Correction{Op: graph.KeepApart, Actors: []graph.ActorID{ID("China"), ID("Russia")}}
	}
	x, y := cs.Items[rng.IntN(len(cs.Items))], cs.Items[rng.IntN(len(cs.Items))]
	switch op := graph.Ops[rng.IntN(len(graph.Ops))]; op {
	case graph.MergeActors, graph.KeepApart:
		return graph.Correction{Op: op, Actors: []graph.ActorID{x.Participants[0].Actor, y.Participants[len(y.Participants)-1].Actor}}
	case graph.MergeContacts:
		return graph.Correction{Op: op, Contacts: []graph.ContactID{x.ID, y.ID}}
	case graph.SplitContact:
		return graph.Correction{Op: op, Reports: x.Reports[:1]}
	default:
		return graph.Correction{Op: op, Contacts: []graph.ContactID{x.ID}, Medium: graph.Phone, Date: graph.Interval{Start: "2023-03-05", End: "2023-03-05"}}
	}
}

// Same compares the answers of two stores that hold the same already, all but the feed of changes: that depends on the
// way there.
func Same(t *testing.T, a, b graph.Store) {
	t.Helper()
	x, err := answers(a, 1)
	if err != nil {
		t.Fatal(err)
	}
	y, err := answers(b, 1)
	if err != nil {
		t.Fatal(err)
	}
	delete(x, "feed")
	delete(y, "feed")
	differ(t, "the same articles", x, y)
}
