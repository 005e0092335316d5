package neo4jstore

import (
	"cmp"
	"context"
	"slices"

	"github.com/demarche/demarche/graph"
)

// Paths is graph.Store.Paths.
func (s *Store) Paths(ctx context.Context, from, to graph.ActorID, f graph.ContactFilter, limit int) ([]*graph.Path, error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	f.Statuses = nil // SPOKE_WITH is of actual contacts only
	return read(ctx, s, "find paths", func(t *tx) ([]*graph.Path, error) {
		x := &pathfinder{t: t, f: &f, next: map[graph.ActorID][]graph.ActorID{}}
		from, to := t.actor(from), t.actor(to)
		if from == to {
			return []*graph.Path{}, t.err
		}
		chains, err := x.shortest(from, to, limit)
		if err != nil {
			return nil, err
		}
		out := make([]*graph.Path, len(chains))
		for i, chain := range chains {
			out[i] = &graph.Path{Actors: chain}
			for k := range chain[1:] {
				link, err := x.link(chain[k], chain[k+1])
				if err != nil {
					return nil, err
				}
				out[i].Links = append(out[i].Links, *link)
			}
		}
		return out, nil
	})
}

// pathfinder looks for chains of contacts, from both ends at once.
type pathfinder struct {
	t    *tx
	f    *graph.ContactFilter
	next map[graph.ActorID][]graph.ActorID // neighbours of those asked for, sorted
}

// shortest gives the first chains, in the order of their ids, of those of the fewest steps.
func (x *pathfinder) shortest(from, to graph.ActorID, limit int) ([][]graph.ActorID, error) {
	type side struct {
		depth    map[graph.ActorID]int
		frontier []graph.ActorID
		steps    int
	}
	a := &side{depth: map[graph.ActorID]int{from: 0}, frontier: []graph.ActorID{from}}
	b := &side{depth: map[graph.ActorID]int{to: 0}, frontier: []graph.ActorID{to}}
	for met := false; !met; {
		s, o := a, b
		if len(b.frontier) < len(a.frontier) {
			s, o = b, a
		}
		if len(s.frontier) == 0 || a.steps+b.steps == graph.MaxPathSteps {
			return nil, nil
		}
		if err := x.neighbours(s.frontier); err != nil {
			return nil, err
		}
		s.steps++
		var reached []graph.ActorID
		for _, id := range s.frontier {
			for _, n := range x.next[id] {
				if _, seen := s.depth[n]; !seen {
					s.depth[n] = s.steps
					reached = append(reached, n)
					_, m := o.depth[n]
					met = met || m
				}
			}
		}
		s.frontier = reached
	}
	// Those in the middle tell of their neighbours too, so that each step can be walked from its beginning.
	total := a.steps + b.steps
	var middle []graph.ActorID
	for id, d := range a.depth {
		if e, ok := b.depth[id]; ok && d+e == total {
			middle = append(middle, id)
		}
	}
	if err := x.neighbours(middle); err != nil {
		return nil, err
	}
	// left gives how many steps it is from id to the end, along a shortest chain only.
	good := map[graph.ActorID]int{}
	for _, id := range middle {
		good[id] = b.depth[id]
	}
	back := slices.Clone(middle)
	for d := a.steps - 1; d >= 0; d-- {
		var prev []graph.ActorID
		for _, id := range back {
			for _, n := range x.next[id] {
				if e, ok := a.depth[n]; ok && e == d && a.depth[id] == d+1 {
					if _, seen := good[n]; !seen {
						good[n] = total - d
						prev = append(prev, n)
					}
				}
			}
		}
		back = prev
	}
	ahead := slices.Clone(middle)
	for len(ahead) > 0 {
		var more []graph.ActorID
		for _, id := range ahead {
			for _, n := range x.next[id] {
				if e, ok := b.depth[n]; ok && e == good[id]-1 {
					if _, seen := good[n]; !seen {
						good[n] = e
						more = append(more, n)
					}
				}
			}
		}
		ahead = more
	}
	var out [][]graph.ActorID
	var walk func(chain []graph.ActorID)
	walk = func(chain []graph.ActorID) {
		id := chain[len(chain)-1]
		if id == to {
			out = append(out, slices.Clone(chain))
			return
		}
		for _, n := range x.next[id] {
			if d, ok := good[n]; ok && d == good[id]-1 && len(out) < limit {
				walk(append(chain, n))
			}
		}
	}
	walk([]graph.ActorID{from})
	return out, nil
}

// neighbours learns with whom actors had contact.
func (x *pathfinder) neighbours(ids []graph.ActorID) error {
	var unknown []string
	for _, id := range ids {
		if _, ok := x.next[id]; !ok {
			unknown = append(unknown, string(id))
			x.next[id] = nil
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	c := newClause(x.t)
	c.params["ids"] = unknown
	c.contactFilter(x.f)
	match := ""
	if c.where != "" {
		match = "MATCH (n:Contact {id: r.contact}) WHERE " + c.where + "\n"
	}
	result, err := x.t.rows("UNWIND $ids AS id\nMATCH (:Actor {id: id})-[r:SPOKE_WITH]-(o)\n"+match+"RETURN id, collect(DISTINCT o.id)", c.params)
	if err != nil {
		return err
	}
	for _, r := range result {
		ns := list[graph.ActorID](r.Values[1])
		slices.Sort(ns)
		x.next[graph.ActorID(r.Values[0].(string))] = ns
	}
	return nil
}

// link gives the contacts that join two neighbours.
func (x *pathfinder) link(a, b graph.ActorID) (*graph.Link, error) {
	c := newClause(x.t)
	c.params["a"], c.params["b"], c.params["limit"] = string(a), string(b), graph.MaxLinkContacts
	c.contactFilter(x.f)
	result, err := x.t.rows("MATCH (:Actor {id: $a})-[r:SPOKE_WITH]-(:Actor {id: $b})\nMATCH (n:Contact {id: r.contact}) WHERE "+cmp.Or(c.where, "true")+
		"\nWITH n.id AS id, n.key AS key ORDER BY key\nRETURN count(*), collect(id)[0..$limit]", c.params)
	if err != nil {
		return nil, err
	}
	return &graph.Link{A: a, B: b, Count: int(result[0].Values[0].(int64)), Contacts: list[graph.ContactID](result[0].Values[1])}, nil
}
