package graphtest

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
)

// Series implements graph.Store.
func (m *Model) Series(ctx context.Context, f graph.ContactFilter, step graph.Granularity) ([]*graph.Bucket, error) {
	if err := cmp.Or(ctx.Err(), f.Check(), graph.CheckStep(step, false)); err != nil {
		return nil, err
	}
	by := map[graph.Day]*graph.Bucket{}
	for _, c := range m.matching(f) {
		d := c.Date.SortDay().Step(step)
		if d == "" {
			continue
		}
		if by[d] == nil {
			by[d] = &graph.Bucket{Start: d, ByStatus: map[graph.Status]int{}}
		}
		by[d].Count++
		by[d].ByStatus[c.Status]++
	}
	return sortedBy(by, cmp.Compare[graph.Day]), nil
}

func sortedBy[K comparable, V any](m map[K]V, compare func(a, b K) int) []V {
	out := []V{}
	for _, k := range slices.SortedFunc(maps.Keys(m), compare) {
		out = append(out, m[k])
	}
	return out
}

// country gives the country that a participant stands for, empty where none is known.
func (m *Model) country(p graph.Participant) graph.ActorID {
	for _, id := range []graph.ActorID{p.OnBehalfOf, p.Actor} {
		a := m.actors[id]
		switch {
		case a == nil:
		case a.Kind == graph.Country:
			return id
		case a.Country != "":
			return m.rules.Actor(a.Country)
		}
	}
	return ""
}

// Matrix implements graph.Store.
func (m *Model) Matrix(ctx context.Context, f graph.ContactFilter, step graph.Granularity) ([]*graph.Cell, error) {
	if err := cmp.Or(ctx.Err(), f.Check(), graph.CheckStep(step, true)); err != nil {
		return nil, err
	}
	if len(f.Statuses) == 0 {
		f.Statuses = []graph.Status{graph.Actual}
	}
	type key struct {
		start graph.Day
		a, b  graph.ActorID
	}
	by := map[key]*graph.Cell{}
	for _, c := range m.matching(f) {
		day := c.Date.SortDay()
		start := graph.Day("")
		if step != "" {
			if start = day.Step(step); start == "" {
				continue
			}
		}
		pairs := map[[2]graph.ActorID]bool{}
		for _, p := range c.Participants {
			for _, q := range c.Participants {
				if a, b := m.country(p), m.country(q); p.Side != q.Side && a != "" && a < b {
					pairs[[2]graph.ActorID{a, b}] = true
				}
			}
		}
		for ab := range pairs {
			k := key{start, ab[0], ab[1]}
			if by[k] == nil {
				by[k] = &graph.Cell{A: k.a, B: k.b, Start: start}
			}
			by[k].Count++
			if day != "" && (by[k].First == "" || day < by[k].First) {
				by[k].First = day
			}
			by[k].Last = max(by[k].Last, day)
		}
	}
	return sortedBy(by, func(x, y key) int {
		return cmp.Or(cmp.Compare(x.start, y.start), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	}), nil
}

// Timeline implements graph.Store.
func (m *Model) Timeline(ctx context.Context, a, b graph.ActorID, f graph.ContactFilter, p graph.Page) (*graph.Slice[*graph.Moment], error) {
	if err := cmp.Or(ctx.Err(), f.Check()); err != nil {
		return nil, err
	}
	a, b = m.rules.Actor(a), m.rules.Actor(b)
	var found []*graph.Moment
	of := graph.ContactFilter{Who: []graph.ActorID{a}, With: []graph.ActorID{b}, And: []graph.ContactFilter{f}}
	for _, c := range m.matching(of) {
		found = append(found, &graph.Moment{Contact: c})
	}
	for _, s := range m.statements {
		to := slices.Clone(s.Addressees)
		for _, c := range s.Matter.Concerns {
			to = append(to, c.Actor)
		}
		says := func(x, y graph.ActorID) bool {
			return (s.Speaker == x || s.OnBehalfOf == x) && slices.Contains(to, y)
		}
		if days(f.Since, f.Until, s.Date) && (says(a, b) || says(b, a)) {
			found = append(found, &graph.Moment{Statement: s})
		}
	}
	return list(graph.NewCursorScope("timeline", min(a, b), max(a, b), f), found, p, func(x *graph.Moment) []string {
		if x.Contact != nil {
			return contactKeys(x.Contact)
		}
		return statementKeys(x.Statement)
	})
}

func (m *Model) pair(a, b graph.ActorID, on graph.Day, match func(*graph.Contact) bool) *graph.Pair {
	k := &graph.Pair{A: min(a, b), B: max(a, b)}
	known := map[graph.Day]bool{}
	for _, c := range m.contacts {
		d := c.Date.SortDay()
		if c.Status != graph.Actual || d > on || !match(c) {
			continue
		}
		k.Count++
		if d != "" {
			known[d] = true
		}
	}
	ds := slices.Sorted(maps.Keys(known))
	k.Days, k.Rhythm = len(ds), graph.Rhythm(ds)
	if len(ds) > 0 {
		k.First, k.Last = ds[0], ds[len(ds)-1]
		k.Silence = k.Last.Until(on)
	}
	return k
}

// Pairs implements graph.Store.
func (m *Model) Pairs(ctx context.Context, pairs [][2]graph.ActorID, on graph.Day) ([]*graph.Pair, error) {
	out := make([]*graph.Pair, len(pairs))
	for i, ab := range pairs {
		f := graph.ContactFilter{Who: ab[:1], With: ab[1:]}
		out[i] = m.pair(ab[0], ab[1], on, func(c *graph.Contact) bool { return m.contact(&f, c) })
	}
	return out, ctx.Err()
}

// Silent implements graph.Store.
func (m *Model) Silent(ctx context.Context, on graph.Day, least int, who []graph.ActorID, p graph.Page) (*graph.Slice[*graph.Pair], error) {
	pairs := map[[2]graph.ActorID]bool{}
	for _, c := range m.contacts {
		for _, x := range c.Participants {
			for _, y := range c.Participants {
				if x.Side != y.Side && x.Actor < y.Actor {
					pairs[[2]graph.ActorID{x.Actor, y.Actor}] = true
				}
			}
		}
	}
	of := func(a graph.ActorID) bool {
		return slices.ContainsFunc(who, func(w graph.ActorID) bool { return m.rules.Actor(w) == a || m.actors[a].Country == w })
	}
	var found []*graph.Pair
	for ab := range pairs {
		if len(who) > 0 && !of(ab[0]) && !of(ab[1]) {
			continue
		}
		k := m.pair(ab[0], ab[1], on, func(c *graph.Contact) bool { return direct(c, ab[0])[ab[1]] })
		if k.Days >= max(least, 3) && k.Silence > k.Rhythm {
			found = append(found, k)
		}
	}
	return list(graph.NewCursorScope("silent", on, least, who), found, p, func(k *graph.Pair) []string {
		return []string{fmt.Sprintf("%020d", math.MaxInt64-graph.SilenceRatio(k.Silence, k.Rhythm)), string(k.A), string(k.B)}
	})
}

// direct gives the direct participants that face a direct participant.
func direct(c *graph.Contact, a graph.ActorID) map[graph.ActorID]bool {
	out := map[graph.ActorID]bool{}
	for _, p := range c.Participants {
		for _, q := range c.Participants {
			if p.Actor == a && p.Side != q.Side {
				out[q.Actor] = true
			}
		}
	}
	return out
}

// Paths implements graph.Store.
func (m *Model) Paths(ctx context.Context, from, to graph.ActorID, f graph.ContactFilter, limit int) ([]*graph.Path, error) {
	if err := cmp.Or(ctx.Err(), f.Check()); err != nil {
		return nil, err
	}
	from, to = m.rules.Actor(from), m.rules.Actor(to)
	f.Statuses = []graph.Status{graph.Actual}
	edges := map[graph.ActorID]map[graph.ActorID][]*graph.Contact{}
	for _, c := range m.matching(f) {
		for _, p := range c.Participants {
			for o := range direct(c, p.Actor) {
				if edges[p.Actor] == nil {
					edges[p.Actor] = map[graph.ActorID][]*graph.Contact{}
				}
				edges[p.Actor][o] = append(edges[p.Actor][o], c)
			}
		}
	}
	paths := [][]graph.ActorID{{from}}
	seen := map[graph.ActorID]bool{from: true}
	for range graph.MaxPathSteps {
		var next [][]graph.ActorID
		reached := map[graph.ActorID]bool{}
		for _, path := range paths {
			for o := range edges[path[len(path)-1]] {
				if !seen[o] {
					reached[o] = true
					next = append(next, append(slices.Clone(path), o))
				}
			}
		}
		maps.Copy(seen, reached)
		if paths = next; reached[to] {
			break
		}
	}
	out := []*graph.Path{}
	if from == to || !seen[to] {
		return out, nil
	}
	slices.SortFunc(paths, slices.Compare)
	for _, path := range paths {
		if path[len(path)-1] != to || len(out) == limit {
			continue
		}
		k := &graph.Path{Actors: path}
		for i, a := range path[:len(path)-1] {
			cs := edges[a][path[i+1]]
			slices.SortFunc(cs, func(x, y *graph.Contact) int { return slices.Compare(contactKeys(x), contactKeys(y)) })
			l := graph.Link{A: a, B: path[i+1], Count: len(cs)}
			for _, c := range cs[:min(len(cs), graph.MaxLinkContacts)] {
				l.Contacts = append(l.Contacts, c.ID)
			}
			k.Links = append(k.Links, l)
		}
		out = append(out, k)
	}
	return out, nil
}

// Search implements graph.Store.
func (m *Model) Search(ctx context.Context, text string, kinds []graph.HitKind, p graph.Page) (*graph.Slice[*graph.Hit], error) {
	query, err := graph.CheckSearch(text, kinds)
	if err := cmp.Or(ctx.Err(), err); err != nil {
		return nil, err
	}
	var found []*graph.Hit
	try := func(kind graph.HitKind, id, show string, texts ...string) {
		if !in(kinds, kind) {
			return
		}
		best := 0.0
		all := strings.Fields(strings.Join(texts, " "))
		for i, q := range query {
			last := i == len(query)-1
			if !slices.ContainsFunc(all, func(w string) bool { return w == q || last && strings.HasPrefix(w, q) }) {
				return
			}
		}
		for _, t := range texts {
			best = max(best, graph.Score(kind, query, t))
		}
		found = append(found, &graph.Hit{Kind: kind, ID: id, Text: show, Score: best})
	}
	for id, a := range m.actors {
		try(graph.HitActor, string(id), a.Name, a.Names()...)
	}
	for id, c := range m.contacts {
		rs, _ := m.ContactReports(ctx, []graph.ContactID{id})
		try(graph.HitContact, string(id), rs[0][0].Evidence[0].Quote, graph.ContactText(c, rs[0]))
	}
	for id, s := range m.statements {
		rs, _ := m.StatementReports(ctx, []graph.StatementID{id})
		try(graph.HitStatement, string(id), s.Quote, graph.StatementText(rs[0]))
	}
	for id, k := range m.matters {
		try(graph.HitMatter, string(id), k.About, graph.FoldText(k.About))
	}
	for id, r := range m.reports {
		try(graph.HitArticle, string(id), r.Article.Title, graph.FoldText(r.Article.Title, r.Article.Text))
	}
	return list(graph.NewCursorScope("search", query, kinds), found, p, func(h *graph.Hit) []string {
		return []string{fmt.Sprintf("%020d", math.MaxInt64-int64(math.Round(h.Score*1e6))), string(h.Kind), h.ID}
	})
}
