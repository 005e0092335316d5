package neo4jstore

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"github.com/demarche/demarche/graph"
)

// node gives the properties of a node in a record.
func node(v any) props { return v.(neo4j.Node).Props }

// props are the properties of a node or a relationship. A property that is absent reads as the zero value, and a
// zero value is written as absent (null) by put.
type props map[string]any

func (p props) str(k string) string    { s, _ := p[k].(string); return s }
func (p props) num(k string) int       { n, _ := p[k].(int64); return int(n) }
func (p props) float(k string) float64 { f, _ := p[k].(float64); return f }
func (p props) yes(k string) bool      { b, _ := p[k].(bool); return b }

func (p props) day(k string) graph.Day {
	d, ok := p[k].(dbtype.Date)
	if !ok {
		return ""
	}
	return graph.DayOf(d.Time())
}

func (p props) time(k string) time.Time {
	t, ok := p[k].(time.Time)
	if !ok {
		return time.Time{}
	}
	return t.UTC()
}

func (p props) days(start, end string) graph.Interval {
	return graph.Interval{Start: p.day(start), End: p.day(end)}
}

// list gives a list of strings as typed values, nil where it is empty.
func list[T ~string](v any) []T {
	l, _ := v.([]any)
	if len(l) == 0 {
		return nil
	}
	out := make([]T, len(l))
	for i, e := range l {
		s, _ := e.(string)
		out[i] = T(s)
	}
	return out
}

// plain gives typed strings as a parameter's list.
func plain[T ~string](vs []T) []any {
	out := make([]any, len(vs))
	for i, v := range vs {
		out[i] = string(v)
	}
	return out
}

// put sets a property unless the value is the zero value of its kind.
func (p props) put(k string, v any) {
	switch v := v.(type) {
	case string:
		if v == "" {
			return
		}
	case []any:
		if len(v) == 0 {
			return
		}
	case bool:
		if !v {
			return
		}
	case time.Time:
		if v.IsZero() {
			return
		}
	case nil:
		return
	}
	p[k] = v
}

// date gives a day as Neo4j's own type, nil where it is unknown.
func date(d graph.Day) any {
	if d == "" {
		return nil
	}
	return dbtype.Date(d.Time())
}

// keySep parts the pieces of a key; it orders before whatever ids and folded names hold.
const keySep = "\t"

// newest turns a day or a time in ISO form into a key that orders the newest first and the unknown last.
func newest(iso string) string {
	if iso == "" {
		return "~"
	}
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return '0' + '9' - r
		}
		return r
	}, iso)
}

// eventKey gives the place of a contact or a statement in the order of lists.
func eventKey(i graph.Interval, id string) string {
	d := i.Start
	if d == "" {
		d = i.End
	}
	return newest(string(d)) + keySep + id
}

// keyOf names the property by which an order ranks contacts and statements.
func keyOf(by graph.Order) string {
	if by == graph.NewestFirst {
		return "key"
	}
	return string(by) + "Key"
}

// orderKeys sets the places of a contact or a statement in the orders other than NewestFirst, whose key it has.
func (p props) orderKeys(i graph.Interval, id string, sources int, confidence float64) {
	falling := func(n int) string { return fmt.Sprintf("%08d", 10_000_000-n) + keySep + p.str("key") }
	p[keyOf(graph.OldestFirst)] = cmp.Or(string(i.SortDay()), "~") + keySep + id
	p[keyOf(graph.MostSources)] = falling(sources)
	p[keyOf(graph.SurestFirst)] = falling(int(math.Round(confidence * 1e6)))
}

// articleKey gives the place of an article in the order of lists.
func articleKey(published time.Time, id graph.ArticleID) string {
	iso := ""
	if !published.IsZero() {
		iso = published.UTC().Format("2006-01-02T15:04:05.000")
	}
	return newest(iso) + keySep + string(id)
}

// actorKey gives the place of an actor in the order of lists.
func actorKey(a *graph.Actor) string { return graph.FoldText(a.Name) + keySep + string(a.ID) }

// wordsOf folds texts for the full-text index and for word queries: a blank before and after each word.
func wordsOf(texts ...string) string { return " " + graph.FoldText(texts...) + " " }
