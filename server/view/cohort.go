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
	store   graph.Store
	members []T
	mu      sync.Mutex
	loads   map[string]*load
}

type load struct {
	once    sync.Once
	answers any // []R, one for each member
	err     error
}

func newCohort[T any](s graph.Store, members []T) *cohort[T] {
	return &cohort[T]{store: s, members: members, loads: map[string]*load{}}
}

// share gives member i's part of what fetch gives for all members of c, one answer a member. fetch is called once
// for each key, with the context of whoever came first; key names the field and its arguments.
func share[T, R any](ctx context.Context, c *cohort[T], i int, key string,
	fetch func(ctx context.Context, members []T) ([]R, error),
) (R, error) {
	c.mu.Lock()
	l := c.loads[key]
	if l == nil {
		l = &load{}
		c.loads[key] = l
	}
	c.mu.Unlock()
	l.once.Do(func() {
		answers, err := fetch(ctx, c.members)
		if err == nil && len(answers) != len(c.members) {
			err = fmt.Errorf("view: %s: %d answers for %d members", key, len(answers), len(c.members))
		}
		l.answers, l.err = answers, err
	})
	if l.err != nil {
		var none R
		return none, l.err
	}
	return l.answers.([]R)[i], nil
}

// keyOf names a field with its arguments.
func keyOf(field string, args ...any) string {
	b, err := json.Marshal(args)
	if err != nil {
		panic(err) // the arguments are plain structs of strings and numbers
	}
	return field + string(b)
}

// regroup cuts flat into stretches of the lengths of like.
func regroup[T, U any](flat []T, like [][]U) [][]T {
	out := make([][]T, len(like))
	for i, l := range like {
		out[i], flat = flat[:len(l):len(l)], flat[len(l):]
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
