package neo4jstore

import (
	"context"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/demarche/demarche/graph"
)

// faced gives, in Cypher, the direct participants of the contact n on other sides than those on which the owner, of,
// took part, itself or by another.
const faced = `[j IN range(0, size(n.actors)-1) WHERE any(i IN range(0, size(n.actors)-1)
  WHERE n.sides[i] <> n.sides[j] AND (n.actors[i] = of OR n.onBehalfOf[i] = of)) | n.actors[j]]`

// SpokeWith is graph.Store.SpokeWith.
func (s *Store) SpokeWith(ctx context.Context, actors []graph.ActorID, f graph.ContactFilter, p graph.Page) ([]*graph.Slice[*graph.Counterpart], error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	scope := graph.NewCursorScope("spoke with", f)
	w, err := newWindow(p, scope)
	if err != nil {
		return nil, err
	}
	f.Statuses = nil
	whole := reflect.ValueOf(f).IsZero()
	f.Statuses = []graph.Status{graph.Actual}
	return read(ctx, s, "list whom actors spoke with", func(t *tx) ([]*graph.Slice[*graph.Counterpart], error) {
		c := newClause(t)
		owners := c.resolved(actors)
		text := query("spoke_with_all")
		c.params["of"] = plain(unique(owners))
		if !whole {
			c.contactFilter(&f)
			l := &listing{clause: c, branches: c.tookPart(f.Since, f.Until), of: owners, grouped: true}
			text = l.allQuery() + "UNWIND " + faced + " AS other\nWITH of, other, n.id AS contact, " + sortDay + " AS day\n"
		}
		c.params["limit"], c.params["backward"] = w.size+1, w.backward
		c.params["count"], c.params["from"] = nil, nil
		if n, id, ok := strings.Cut(w.from, keySep); ok {
			rank, _ := strconv.ParseInt(n, 10, 64) // written by counterpartKey: the cursor's check has seen to it
			c.params["count"], c.params["from"] = maxCount-rank, id
		}
		result, err := t.rows(strings.Replace(query("spoke_with_page"), "$CONTACTS", text, 1), c.params)
		if err != nil {
			return nil, err
		}
		var ids []string
		for _, r := range result {
			for _, row := range r.Values[2].([]any) {
				ids = append(ids, row.([]any)[0].(string))
			}
		}
		named, err := byID(t, "Actor", unique(ids), props.actor)
		if err != nil {
			return nil, err
		}
		pages := map[string]*graph.Slice[*graph.Counterpart]{}
		for _, r := range result {
			var places []place[*graph.Counterpart]
			for _, row := range r.Values[2].([]any) {
				v := row.([]any)
				k := &graph.Counterpart{Actor: named[v[0].(string)], Count: int(v[1].(int64)), First: dayOf(v[2]), Last: dayOf(v[3])}
				places = append(places, place[*graph.Counterpart]{counterpartKey(k.Count, v[0].(string)), k})
			}
			slice := cut(places, w, scope)
			if !p.NoTotal {
				slice.Total = int(r.Values[1].(int64))
			}
			pages[r.Values[0].(string)] = slice
		}
		out := make([]*graph.Slice[*graph.Counterpart], len(owners))
		for i, of := range owners {
			if out[i] = pages[of]; out[i] == nil {
				out[i] = cut[*graph.Counterpart](nil, w, scope)
				if !p.NoTotal {
					out[i].Total = 0
				}
			}
		}
		return out, nil
	})
}

const maxCount = 99_999_999

// counterpartKey gives the place of a counterpart in the list.
func counterpartKey(count int, id string) string {
	return fmt.Sprintf("%08d", maxCount-count) + keySep + id
}
