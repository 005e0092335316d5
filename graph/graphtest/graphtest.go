// Package graphtest is the contract of graph.Store as one test suite and one set of benchmarks, run by every store.
//
// Run checks a store against named rules, and on random graphs against Model, the plainest implementation of the
// contract. Equal holds two stores against each other. Bench measures a store on a generated graph.
package graphtest

import (
	"context"
	"flag"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/demarche/demarche/graph"
)

var seeds = flag.Uint64("graphtest.seeds", 4, "random graphs on which a store is held against the model")

// Run checks the store that open returns, empty and private to t, against each rule of graph.Store.
func Run(t *testing.T, open func(testing.TB) graph.Store) {
	for _, group := range [][]row{reading, merging, listing, filtering, answering, correcting, living} {
		for _, c := range group {
			t.Run(c.name, func(t *testing.T) {
				s := open(t)
				t.Cleanup(func() {
					if t.Failed() {
						t.Logf("rule: %s", c.rule)
					}
				})
				c.test(&tester{t, s, context.Background()})
			})
		}
	}
	t.Run("random graphs", func(t *testing.T) {
		for seed := range *seeds {
			Equal(t, NewModel(), open(t), seed)
		}
	})
}

// row is a case: the fact it shows, the rule that it defends, and the test.
type row struct {
	name, rule string
	test       func(*tester)
}

// tester asks a store and fails the test where it should not have failed.
type tester struct {
	*testing.T
	s   graph.Store
	ctx context.Context
}

func (t *tester) put(bs ...*Builder) {
	t.Helper()
	for _, b := range bs {
		if err := t.s.Put(t.ctx, b.Reports()); err != nil {
			t.Fatalf("put %s: %v", b.r.Article.URL, err)
		}
	}
}

// must gives the answer of a question that may not fail.
func must[T any](t *tester, v T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// same compares answers; an empty list and none are the same.
func same(t *tester, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func (t *tester) contacts(f graph.ContactFilter) []*graph.Contact {
	t.Helper()
	s, err := t.s.FindContacts(t.ctx, f, graph.Page{First: graph.MaxPage})
	got := must(t, s, err)
	if got.Total != len(got.Items) {
		t.Errorf("Total is %d of %d items", got.Total, len(got.Items))
	}
	return got.Items
}

func (t *tester) statements(f graph.StatementFilter) []*graph.Statement {
	t.Helper()
	s, err := t.s.FindStatements(t.ctx, f, graph.Page{First: graph.MaxPage})
	return must(t, s, err).Items
}

// one gives the only contact there is.
func (t *tester) one() *graph.Contact {
	t.Helper()
	cs := t.contacts(graph.ContactFilter{})
	if len(cs) != 1 {
		for _, c := range cs {
			t.Logf("%+v", *c)
		}
		t.Fatalf("%d contacts, want 1", len(cs))
	}
	return cs[0]
}

// names writes a contact's sides as the builder reads them, in the order of their names.
func names(c *graph.Contact) string {
	by := map[int][]string{}
	for _, p := range c.Participants {
		by[p.Side] = append(by[p.Side], nameOf(p.Actor))
	}
	var sides []string
	for _, s := range by {
		sides = append(sides, strings.Join(sorted(s), "+"))
	}
	return strings.Join(sorted(sides), "|")
}

func sidesOf(cs []*graph.Contact) []string {
	var out []string
	for _, c := range cs {
		out = append(out, names(c))
	}
	return out
}

func ids[T any, ID ~string](items []T, id func(T) ID) []ID {
	out := make([]ID, len(items))
	for i, x := range items {
		out[i] = id(x)
	}
	return out
}

func contactID(c *graph.Contact) graph.ContactID { return c.ID }

func sorted[T ~string](s []T) []T {
	s = slices.Clone(s)
	slices.Sort(s)
	return s
}
