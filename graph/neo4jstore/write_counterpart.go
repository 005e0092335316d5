package neo4jstore

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"github.com/demarche/demarche/graph"
)

// facing is an actor that took part in a contact, itself or by another, and a direct participant of another side.
type facing struct{ actor, other graph.ActorID }

// facings gives the pairs that face each other in a contact, each once; none where it is not actual.
func facings(c *graph.Contact) []facing {
	if c.Status != graph.Actual {
		return nil
	}
	var out []facing
	for _, a := range c.Participants {
		for _, b := range c.Participants {
			if a.Side == b.Side {
				continue
			}
			out = append(out, facing{a.Actor, b.Actor})
			if a.OnBehalfOf != "" {
				out = append(out, facing{a.OnBehalfOf, b.Actor})
			}
		}
	}
	slices.SortFunc(out, compareFacings)
	return slices.Compact(out)
}

func compareFacings(x, y facing) int {
	return cmp.Or(cmp.Compare(x.actor, y.actor), cmp.Compare(x.other, y.other))
}

// tallies gathers what contacts that come and go change in whom actors spoke with: by pair, the days of contacts that
// came and of those that went.
type tallies map[facing]*dayChange

type dayChange struct{ came, went []int64 }

// unknownDay is before all days, which are numbers from 1970-01-01.
const unknownDay = -1_000_000

func dayNumber(d graph.Day) int64 {
	if d == "" {
		return unknownDay
	}
	return d.Time().Unix() / 86400
}

func (t tallies) of(f facing) *dayChange {
	d := t[f]
	if d == nil {
		d = new(dayChange)
		t[f] = d
	}
	return d
}

// replace takes a contact for another; either may be nil.
func (t tallies) replace(old, new *graph.Contact) {
	if old != nil {
		for _, f := range facings(old) {
			d := t.of(f)
			d.went = append(d.went, dayNumber(old.Date.SortDay()))
		}
	}
	if new != nil {
		for _, f := range facings(new) {
			d := t.of(f)
			d.came = append(d.came, dayNumber(new.Date.SortDay()))
		}
	}
}

// settle gives the sorted days of a pair's contacts after the change of had, the days before it. A day may come several
// times.
func (d *dayChange) settle(had []int64) []int64 {
	days := slices.Concat(had, d.came)
	slices.Sort(days)
	for _, day := range d.went {
		if i, ok := slices.BinarySearch(days, day); ok {
			days = slices.Delete(days, i, i+1)
		}
	}
	return days
}

// counterpartProps gives the node of a pair whose contacts are of these days, sorted. What the list shows and is ordered by
// stands beside the days, so that a page does not read them.
func counterpartProps(f facing, days []int64) props {
	all := make([]any, len(days))
	for i, d := range days {
		all[i] = d
	}
	p := props{"actor": string(f.actor), "other": string(f.other), "count": int64(len(days)), "key": counterpartKey(len(days), string(f.other)), "days": all}
	if n := len(days); n > 0 && days[n-1] != unknownDay {
		first, _ := slices.BinarySearch(days, unknownDay+1)
		p["first"], p["last"] = dbtype.Date(time.Unix(days[first]*86400, 0).UTC()), dbtype.Date(time.Unix(days[n-1]*86400, 0).UTC())
	}
	return p
}

// writeTallies brings the nodes of the pairs up to date and empties w.tallies.
func (w *writer) writeTallies() error {
	pairs := slices.SortedFunc(maps.Keys(w.tallies), compareFacings)
	pairs = slices.DeleteFunc(pairs, func(f facing) bool {
		d := w.tallies[f]
		slices.Sort(d.came)
		slices.Sort(d.went)
		return slices.Equal(d.came, d.went)
	})
	if len(pairs) == 0 {
		clear(w.tallies)
		return nil
	}
	had := map[facing][]int64{}
	if !w.fresh {
		rows := make([]any, len(pairs))
		for i, f := range pairs {
			rows[i] = map[string]any{"actor": string(f.actor), "other": string(f.other)}
		}
		result, err := w.t.rows(query("counterpart_days"), map[string]any{"rows": rows})
		if err != nil {
			return err
		}
		for _, r := range result {
			var days []int64
			for _, d := range r.Values[2].([]any) {
				days = append(days, d.(int64))
			}
			had[facing{graph.ActorID(r.Values[0].(string)), graph.ActorID(r.Values[1].(string))}] = days
		}
	}
	var put, gone []any
	for _, f := range pairs {
		p := map[string]any(counterpartProps(f, w.tallies[f].settle(had[f])))
		switch {
		case p["count"].(int64) > 0:
			put = append(put, p)
		case had[f] != nil:
			gone = append(gone, p)
		}
	}
	clear(w.tallies)
	if err := w.rows("delete_counterparts", gone); err != nil {
		return err
	}
	return w.rows("put_counterparts", put)
}
