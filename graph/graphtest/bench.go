package graphtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/demarche/demarche/graph"
)

// Bench measures a store that holds g: the latency of the questions that a dashboard asks, with 32 clients at a time.
// Each reports p50-ms, p99-ms and requests/s.
func Bench(b *testing.B, s graph.Store, g *Large) {
	for _, q := range Questions(s, g) {
		b.Run(q.Name, func(b *testing.B) { BenchClients(b, 32, q.Ask) })
	}
}

// BenchPut measures ingest into an empty store: articles of a large graph, in portions of n, in articles/s.
func BenchPut(b *testing.B, s graph.Store, g *Large, n int) {
	ctx := context.Background()
	b.ReportAllocs()
	var portion []*graph.Reports
	for i := range b.N {
		b.StopTimer()
		portion = append(portion, g.Article(i))
		b.StartTimer()
		if len(portion) == n || i == b.N-1 {
			if err := s.Put(ctx, portion...); err != nil {
				b.Fatal(err)
			}
			portion = portion[:0]
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

// Question is one that the benchmark asks, each time with another actor or period.
type Question struct {
	Name string
	Ask  func(context.Context, *rand.Rand) error
}

// Questions gives those of the benchmark, for a store that holds g.
func Questions(s graph.Store, g *Large) []Question {
	page := graph.Page{First: 20, NoTotal: true}
	return []Question{
		{"1-who-with-whom-between-two-days", func(ctx context.Context, rng *rand.Rand) error {
			since, until := g.Days(rng)
			f := graph.ContactFilter{Who: []graph.ActorID{g.Person(rng)}, Since: since, Until: until, Statuses: []graph.Status{graph.Actual}}
			cs, err := s.FindContacts(ctx, f, page)
			if err != nil {
				return err
			}
			var ids []graph.ContactID
			var actors []graph.ActorID
			for _, c := range cs.Items {
				ids = append(ids, c.ID)
				for _, p := range c.Participants {
					actors = append(actors, p.Actor)
				}
			}
			if _, err = s.ContactReports(ctx, ids); err != nil {
				return err
			}
			slices.Sort(actors)
			_, err = s.Actors(ctx, slices.Compact(actors))
			return err
		}},
		{"2-whom-did-x-speak-with", func(ctx context.Context, rng *rand.Rand) error {
			_, err := s.SpokeWith(ctx, []graph.ActorID{g.Person(rng)}, graph.ContactFilter{}, page)
			return err
		}},
		{"2-of-a-country", func(ctx context.Context, rng *rand.Rand) error {
			_, err := s.SpokeWith(ctx, []graph.ActorID{g.Country(rng)}, graph.ContactFilter{}, page)
			return err
		}},
		{"2-within-a-period", func(ctx context.Context, rng *rand.Rand) error {
			since, until := g.Days(rng)
			_, err := s.SpokeWith(ctx, []graph.ActorID{g.Person(rng)}, graph.ContactFilter{Since: since, Until: until}, page)
			return err
		}},
		{"3-matrix-by-month", func(ctx context.Context, rng *rand.Rand) error {
			since, until := g.Days(rng)
			_, err := s.Matrix(ctx, graph.ContactFilter{Since: since, Until: until}, graph.ByMonth)
			return err
		}},
		{"4-timeline-of-two-countries", func(ctx context.Context, rng *rand.Rand) error {
			_, err := s.Timeline(ctx, g.Country(rng), g.Country(rng), graph.ContactFilter{}, page)
			return err
		}},
		{"5-paths", func(ctx context.Context, rng *rand.Rand) error {
			_, err := s.Paths(ctx, g.Person(rng), g.Person(rng), graph.ContactFilter{}, 5)
			return err
		}},
		{"9-search", func(ctx context.Context, rng *rand.Rand) error {
			_, err := s.Search(ctx, word(rng.IntN(5000))+" "+word(rng.IntN(5000)), nil, page)
			return err
		}},
	}
}

// BenchClients has clients ask b.N times in all and reports requests a second and the median and 99th percentile of the
// time of one; each client draws from random numbers of its own, the same in every run.
func BenchClients(b *testing.B, clients int, ask func(context.Context, *rand.Rand) error) {
	var mu sync.Mutex
	var all []time.Duration
	var left atomic.Int64
	left.Store(int64(b.N))
	var wg sync.WaitGroup
	b.ResetTimer()
	for c := range clients {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(uint64(c), uint64(b.N)))
			var mine []time.Duration
			for left.Add(-1) >= 0 {
				start := time.Now()
				if err := ask(context.Background(), rng); err != nil {
					b.Error(err)
					return
				}
				mine = append(mine, time.Since(start))
			}
			mu.Lock()
			all = append(all, mine...)
			mu.Unlock()
		})
	}
	wg.Wait()
	b.StopTimer()
	if len(all) == 0 {
		return
	}
	slices.Sort(all)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(all[len(all)/2]), "p50-ms")
	b.ReportMetric(ms(all[len(all)*99/100]), "p99-ms")
	b.ReportMetric(float64(len(all))/b.Elapsed().Seconds(), "requests/s")
}

// Title says what a benchmark ran on.
func (g *Large) Title() string { return fmt.Sprintf("contacts=%d", g.Contacts) }
