package server

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/demarche/demarche/server/view"
)

// guard refuses queries whose mere validation would cost too much, before they are validated: too long, too deep, or
// small ones that fragments blow up. What it has let through once it does not look at again.
type guard struct {
	limits Limits
	seen   graphql.Cache[struct{}]
}

func newGuard(l Limits) *guard { return &guard{l, lru.New[struct{}](1000)} }

// ExtensionName implements graphql.HandlerExtension.
func (*guard) ExtensionName() string { return "Guard" }

// Validate implements graphql.HandlerExtension.
func (*guard) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters implements graphql.OperationParameterMutator.
func (g *guard) MutateOperationParameters(ctx context.Context, p *graphql.RawParams) *gqlerror.Error {
	if len(p.Query) > g.limits.Query {
		return coded(view.TooLarge, "the query has %d bytes, more than %d; send texts as variables", len(p.Query), g.limits.Query)
	}
	if _, ok := g.seen.Get(ctx, p.Query); ok {
		return nil
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: p.Query}, g.limits.Tokens)
	if err != nil {
		return nil // told by the executor, which parses again
	}
	if err := g.check(doc); err != nil {
		return err
	}
	g.seen.Add(ctx, p.Query, struct{}{})
	return nil
}

// size is what a selection comes to when all its fragments are put in their places.
type size struct {
	fields, depth int
	worst         int            // how often the most repeated field of a selection below stands in it
	keys          map[string]int // how often each field stands in the selection itself
}

// maxFields bounds the fields of a query after its fragments are put in their places.
const maxFields = 5_000

// maxRepeats bounds how often one selection may name the same field: validation compares each with each.
const maxRepeats = 50

func (g *guard) check(doc *ast.QueryDocument) *gqlerror.Error {
	known := map[string]size{} // by fragment
	for _, op := range doc.Operations {
		s := measure(op.SelectionSet, doc.Fragments, known, map[string]bool{})
		if s.fields > maxFields {
			return coded(view.TooComplex, "the query has more than %d fields, fragments counted where they are used", maxFields)
		}
		if s.worst > maxRepeats {
			return coded(view.TooComplex, "a field stands more than %d times in one selection", maxRepeats)
		}
		if s.depth > g.limits.Depth {
			return coded(view.TooDeep, "the query is %d fields deep, more than %d", s.depth, g.limits.Depth)
		}
	}
	return nil
}

// endless is where counting ends.
const endless = 1 << 30

func measure(set ast.SelectionSet, fragments ast.FragmentDefinitionList, known map[string]size, open map[string]bool) size {
	s := size{keys: map[string]int{}}
	for _, sel := range set {
		var part size
		switch sel := sel.(type) {
		case *ast.Field:
			if sel.Name == "__schema" || sel.Name == "__type" {
				s.fields++ // what introspection may ask is bounded by its own rule
				continue
			}
			part = measure(sel.SelectionSet, fragments, known, open)
			part = size{fields: part.fields + 1, depth: part.depth + 1, worst: part.worst, keys: map[string]int{sel.Alias: 1}}
		case *ast.InlineFragment:
			part = measure(sel.SelectionSet, fragments, known, open)
		case *ast.FragmentSpread:
			part = measureFragment(sel.Name, fragments, known, open)
		}
		s.fields = min(s.fields+part.fields, endless)
		s.depth = max(s.depth, min(part.depth, endless))
		s.worst = max(s.worst, part.worst)
		for k, n := range part.keys {
			s.keys[k] = min(s.keys[k]+n, endless)
			s.worst = max(s.worst, s.keys[k])
		}
	}
	return s
}

func measureFragment(name string, fragments ast.FragmentDefinitionList, known map[string]size, open map[string]bool) size {
	if s, ok := known[name]; ok {
		return s
	}
	if open[name] {
		return size{} // a cycle: validation names it, and it ends there
	}
	f := fragments.ForName(name)
	if f == nil {
		return size{}
	}
	open[name] = true
	s := measure(f.SelectionSet, fragments, known, open)
	delete(open, name)
	known[name] = s
	return s
}
