package view

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/demarche/demarche/graph"
)

// cohort is all objects of one type that stand at one place of a query: the participants of all contacts of a page,
// not those of one contact. The first of them that is asked for a field has it loaded for all, and what comes back
// is a cohort again. So the number of store calls is that of the query's places and does not grow with the rows;
// and, other than with a loader that collects keys for a millisecond, it is the same on a busy machine.
//
//	contacts ─► [c1 c2 c3] ─► participants ─► [p1 p2 | p3 p4 | p5 p6] ─► actor ─► one call for six actors
type cohort[T any] struct {
	store graph.Store
	all   []*T
	mu    sync.Mutex
	loads map[string]*load
}

type load struct {
	once    sync.Once
	answers any // []R, one for each member
	err     error
}

// member is one object's place in its cohort.
type member[T any] struct {
	cohort *cohort[T]
	at     int
}

func (m member[T]) store() graph.Store { return m.cohort.store }

// show gives the view of each object, all in one cohort; nil is in no cohort and stays nil.
func show[T, V any](s graph.Store, in []*T, view func(*T, member[T]) V) []V {
	c := &cohort[T]{store: s, all: make([]*T, 0, len(in)), loads: map[string]*load{}}
	out := make([]V, len(in))
	for i, v := range in {
		if v != nil {
			out[i] = view(v, member[T]{c, len(c.all)})
			c.all = append(c.all, v)
		}
	}
	return out
}

// showLists is show for several lists, whose objects are one cohort.
func showLists[T, V any](s graph.Store, lists [][]*T, view func(*T, member[T]) V) [][]V {
	return regroup(show(s, flat(lists), view), lists)
}

// share gives m's part of what fetch gives for all members of its cohort, one answer a member. fetch is called once
// for each key, with the context of whoever came first; key names the field and its arguments.
func share[T, R any](ctx context.Context, m member[T], key string, fetch func(ctx context.Context, all []*T) ([]R, error)) (R, error) {
	c := m.cohort
	c.mu.Lock()
	l := c.loads[key]
	if l == nil {
		l = &load{}
		c.loads[key] = l
	}
	c.mu.Unlock()
	l.once.Do(func() {
		answers, err := fetch(ctx, c.all)
		if err == nil && len(answers) != len(c.all) {
			err = fmt.Errorf("view: %s: %d answers for %d members", key, len(answers), len(c.all))
		}
		l.answers, l.err = answers, err
	})
	if l.err != nil {
		var none R
		return none, l.err
	}
	return l.answers.([]R)[m.at], nil
}

// shown gives the views of m's part of what pick finds in each member; those of all members are one cohort.
func shown[T, U, V any](ctx context.Context, m member[T], key string, pick func(*T) []*U, view func(*U, member[U]) V) ([]V, error) {
	return share(ctx, m, key, func(_ context.Context, all []*T) ([][]V, error) {
		return showLists(m.store(), each(all, pick), view), nil
	})
}

// keyOf names a field with its arguments.
func keyOf(field string, args ...any) string {
	b, err := json.Marshal(args)
	if err != nil {
		panic(err) // the arguments are plain structs of strings and numbers
	}
	return field + string(b)
}

// flat joins lists, regroup cuts what became of their items into lists of the same lengths.
func flat[T any](lists [][]T) []T {
	var out []T
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

func regroup[T, U any](items []T, like [][]U) [][]T {
	out := make([][]T, len(like))
	for i, l := range like {
		out[i], items = items[:len(l):len(l)], items[len(l):]
	}
	return out
}

// each applies f to every element.
func each[T, U any](in []T, f func(T) U) []U {
	out := make([]U, len(in))
	for i, v := range in {
		out[i] = f(v)
	}
	return out
}

// pointers gives the address of each element.
func pointers[T any](in []T) []*T {
	out := make([]*T, len(in))
	for i := range in {
		out[i] = &in[i]
	}
	return out
}

// distinct leaves out repeats and keeps the order.
func distinct[T comparable](in []T) []T {
	seen := make(map[T]bool, len(in))
	var out []T
	for _, v := range in {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}
