package sqlitestore

import (
	"context"
	"maps"
	"slices"

	"github.com/demarche/demarche/graph"
)

// Paths implements graph.Store. It searches from both ends, the smaller front first, until they meet.
func (s *Store) Paths(ctx context.Context, from, to graph.ActorID, f graph.ContactFilter, limit int) ([]*graph.Path, error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	out, err := s.paths(ctx, from, to, f, limit)
	return out, s.wrap("paths", err)
}

// front is one side of the search: how far each actor reached is from its end.
type front struct {
	dist map[int64]int
	edge []int64 // the actors reached last
	deep int
}

func newFront(n int64) *front { return &front{map[int64]int{n: 0}, []int64{n}, 0} }

func (s *Store) paths(ctx context.Context, from, to graph.ActorID, f graph.ContactFilter, limit int) ([]*graph.Path, error) {
	ns, err := resolve(ctx, s.reader, []graph.ActorID{from, to})
	if err != nil || ns[0] == 0 || ns[1] == 0 || ns[0] == ns[1] || limit <= 0 {
		return []*graph.Path{}, err
	}
	f.Statuses = nil
	narrow, err := contactClause(ctx, s.reader, &f)
	if err != nil {
		return nil, err
	}
	a, b := newFront(ns[0]), newFront(ns[1])
	for {
		if a.deep+b.deep == graph.MaxPathSteps || len(a.edge) == 0 || len(b.edge) == 0 {
			return []*graph.Path{}, nil
		}
		near, far := a, b
		if len(b.edge) < len(a.edge) {
			near, far = b, a
		}
		met, err := s.step(ctx, near, far, &f, narrow)
		if err != nil {
			return nil, err
		}
		if met {
			break
		}
	}
	return s.chains(ctx, ns[0], ns[1], a, b, &f, narrow, limit)
}

// step moves a front on by one contact and tells whether it met the other.
func (s *Store) step(ctx context.Context, near, far *front, f *graph.ContactFilter, narrow *clause) (bool, error) {
	edges, err := s.neighbours(ctx, near.edge, f, narrow)
	if err != nil {
		return false, err
	}
	near.deep++
	near.edge = nil
	met := false
	for _, e := range edges {
		if _, ok := near.dist[e[1]]; !ok {
			near.dist[e[1]] = near.deep
			near.edge = append(near.edge, e[1])
			if _, ok := far.dist[e[1]]; ok {
				met = true
			}
		}
	}
	return met, nil
}

// neighbours gives the pairs (a, b) of actors themselves, a among those given, with an actual contact that the condition
// admits.
func (s *Store) neighbours(ctx context.Context, of []int64, f *graph.ContactFilter, narrow *clause) ([]intPair, error) {
	if len(narrow.sql) == 0 {
		return ask(ctx, s.reader, "select c.a, c.b from json_each(?) j cross join counterpart c on c.a = j.value where c.direct > 0", []any{list(of)}, scanPair)
	}
	from, args, err := s.meetings(ctx, *f, "t.a in (select value from json_each(?)) and t.flags & 6 = 6 and t.flags & 8", list(of))
	if err != nil {
		return nil, err
	}
	return ask(ctx, s.reader, "select distinct a, b from ("+from+")", args, scanPair)
}

// chains walks the shortest ways from a to b in the order of the actors' ids.
func (s *Store) chains(ctx context.Context, a, b int64, fromA, fromB *front, f *graph.ContactFilter, narrow *clause, limit int) ([]*graph.Path, error) {
	// Actors on a shortest way, by steps from a. Those in the middle are known from both ends; toward b, the
	// distances from b lead, and toward a, those from a.
	total := fromA.deep + fromB.deep
	layers := make([]map[int64]bool, total+1)
	for i := range layers {
		layers[i] = map[int64]bool{}
	}
	for n, d := range fromA.dist {
		if e, ok := fromB.dist[n]; ok && d+e == total {
			layers[d][n] = true
		}
	}
	middle := fromA.deep
	for i := middle; i > 0; i-- { // back to a
		edges, err := s.neighbours(ctx, slices.Sorted(maps.Keys(layers[i])), f, narrow)
		if err != nil {
			return nil, err
		}
		for _, e := range edges {
			if d, ok := fromA.dist[e[1]]; ok && d == i-1 {
				layers[i-1][e[1]] = true
			}
		}
	}
	next := map[int64][]int64{} // on to b
	for i := range total {
		edges, err := s.neighbours(ctx, slices.Sorted(maps.Keys(layers[i])), f, narrow)
		if err != nil {
			return nil, err
		}
		for _, e := range edges {
			if d, ok := fromB.dist[e[1]]; layers[i+1][e[1]] || i+1 > middle && ok && d == total-i-1 {
				layers[i+1][e[1]] = true
				next[e[0]] = append(next[e[0]], e[1])
			}
		}
	}
	var ns []int64
	for _, l := range layers {
		ns = slices.AppendSeq(ns, maps.Keys(l))
	}
	ids, err := actorIDs(ctx, s.reader, ns)
	if err != nil {
		return nil, err
	}
	var ways [][]int64
	var walk func(way []int64)
	walk = func(way []int64) {
		at := way[len(way)-1]
		if len(ways) == limit || len(way) == total+1 {
			if at == b && len(ways) < limit {
				ways = append(ways, slices.Clone(way))
			}
			return
		}
		to := distinct(next[at])
		slices.SortFunc(to, func(x, y int64) int { return compareIDs(ids[x], ids[y]) })
		for _, n := range to {
			walk(append(way, n))
		}
	}
	walk([]int64{a})
	return s.links(ctx, ways, ids, narrow)
}

func compareIDs(a, b graph.ActorID) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// links names the contacts of each step.
func (s *Store) links(ctx context.Context, ways [][]int64, ids map[int64]graph.ActorID, narrow *clause) ([]*graph.Path, error) {
	known := map[intPair]graph.Link{}
	out := make([]*graph.Path, 0, len(ways))
	for _, way := range ways {
		p := &graph.Path{}
		for i, n := range way {
			p.Actors = append(p.Actors, ids[n])
			if i == 0 {
				continue
			}
			pair := intPair{way[i-1], n}
			l, ok := known[pair]
			if !ok {
				var err error
				if l, err = s.link(ctx, pair, narrow); err != nil {
					return nil, err
				}
				l.A, l.B = ids[pair[0]], ids[pair[1]]
				known[pair] = l
			}
			p.Links = append(p.Links, l)
		}
		out = append(out, p)
	}
	return out, nil
}

func (s *Store) link(ctx context.Context, pair intPair, narrow *clause) (l graph.Link, err error) {
	table, cond, args := "meet t", "true", []any{pair[0], pair[1]}
	if len(narrow.sql) > 0 {
		table, cond, args = "meet t cross join contact c on c.id = t.contact", narrow.where(), append(args, narrow.args...)
	}
	where := " from " + table + " where t.a = ? and t.b = ? and t.flags & 12 = 12 and " + cond
	n, err := askOne(ctx, s.reader, "select count(*)"+where, args, scanInt)
	if err != nil {
		return l, err
	}
	l.Count = int(n)
	found, err := ask(ctx, s.reader, "select t.contact"+where+" order by t.ord, t.contact limit 10", args, scanInt)
	for _, c := range found {
		l.Contacts = append(l.Contacts, graph.ContactIDOf(c))
	}
	return l, err
}
