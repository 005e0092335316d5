package neo4jstore

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
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
		list := &spokeWith{t: t, c: c, w: w, count: !p.NoTotal, places: map[string][]place[*graph.Counterpart]{}, totals: map[string]int{}}
		c.params["of"], c.params["limit"] = plain(unique(owners)), w.size+1
		if err := list.read(whole, &f, owners); err != nil {
			return nil, err
		}
		out := make([]*graph.Slice[*graph.Counterpart], len(owners))
		for i, of := range owners {
			out[i] = cut(list.places[of], w, scope)
			if !p.NoTotal {
				out[i].Total = list.totals[of]
			}
		}
		return out, nil
	})
}

// spokeWith reads a page of the counterparts of each owner.
type spokeWith struct {
	t      *tx
	c      *clause
	w      window
	count  bool // the totals as well
	places map[string][]place[*graph.Counterpart]
	totals map[string]int
}

func (l *spokeWith) read(whole bool, f *graph.ContactFilter, owners []string) error {
	if whole {
		return l.summed()
	}
	return l.counted(f, owners)
}

// summed reads the sums that are kept of each pair, in their order.
func (l *spokeWith) summed() error {
	text := query("counterparts")
	l.c.params["from"] = l.w.from
	if l.w.backward {
		text = strings.NewReplacer("k.key > $from", "k.key < $from", "k.actor, k.key LIMIT", "k.actor DESC, k.key DESC LIMIT").Replace(text)
		l.c.params["from"] = cmp.Or(l.w.from, lastKey)
	}
	result, err := l.t.rows(text, l.c.params)
	if err != nil {
		return err
	}
	for _, r := range result {
		of := r.Values[0].(string)
		l.places[of] = append(l.places[of], place[*graph.Counterpart]{r.Values[1].(string), &graph.Counterpart{Actor: node(r.Values[5]).actor(),
			Count: int(r.Values[2].(int64)), First: dayOf(r.Values[3]), Last: dayOf(r.Values[4])}})
	}
	for _, ps := range l.places {
		slices.SortFunc(ps, func(a, b place[*graph.Counterpart]) int {
			if l.w.backward {
				a, b = b, a
			}
			return cmp.Compare(a.key, b.key)
		})
	}
	if !l.count {
		return nil
	}
	result, err = l.t.rows("UNWIND $of AS of MATCH (k:Counterpart) WHERE k.actor = of AND k.key > '' RETURN of, count(k)", l.c.params)
	for _, r := range result {
		l.totals[r.Values[0].(string)] = int(r.Values[1].(int64))
	}
	return err
}

// counted counts the contacts that a filter admits.
func (l *spokeWith) counted(f *graph.ContactFilter, owners []string) error {
	l.c.contactFilter(f)
	all := &listing{clause: l.c, branches: l.c.tookPart(f.Since, f.Until), of: owners, grouped: true}
	text := all.allQuery() + "UNWIND " + faced + " AS other\nWITH of, other, n.id AS contact, " + sortDay + " AS day\n"
	l.c.params["backward"], l.c.params["count"], l.c.params["from"] = l.w.backward, nil, nil
	if n, id, ok := strings.Cut(l.w.from, keySep); ok {
		rank, _ := strconv.ParseInt(n, 10, 64) // written by counterpartKey: the cursor's check has seen to it
		l.c.params["count"], l.c.params["from"] = maxCount-rank, id
	}
	result, err := l.t.rows(strings.Replace(query("spoke_with_page"), "$CONTACTS", text, 1), l.c.params)
	if err != nil {
		return err
	}
	var ids []string
	for _, r := range result {
		for _, row := range r.Values[2].([]any) {
			ids = append(ids, row.([]any)[0].(string))
		}
	}
	named, err := byID(l.t, "Actor", unique(ids), props.actor)
	if err != nil {
		return err
	}
	for _, r := range result {
		of := r.Values[0].(string)
		l.totals[of] = int(r.Values[1].(int64))
		for _, row := range r.Values[2].([]any) {
			v := row.([]any)
			k := &graph.Counterpart{Actor: named[v[0].(string)], Count: int(v[1].(int64)), First: dayOf(v[2]), Last: dayOf(v[3])}
			l.places[of] = append(l.places[of], place[*graph.Counterpart]{counterpartKey(k.Count, v[0].(string)), k})
		}
	}
	return nil
}

const maxCount = 99_999_999

// counterpartKey gives the place of a counterpart in the list.
func counterpartKey(count int, id string) string {
	return fmt.Sprintf("%08d", maxCount-count) + keySep + id
}
