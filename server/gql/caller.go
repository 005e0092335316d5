package gql

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/server/view"
)

// Caller is who sent a request and what it may do.
type Caller struct {
	Name   string // of the token; empty without one
	Scopes []graph.Scope
}

// May tells whether the caller has the scope; ADMIN is everything.
func (c Caller) May(s graph.Scope) bool {
	return slices.Contains(c.Scopes, s) || slices.Contains(c.Scopes, graph.ScopeAdmin)
}

type callerKey struct{}

// WithCaller gives a context of a request by c.
func WithCaller(ctx context.Context, c Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

// CallerOf gives the caller of a request; nobody without one.
func CallerOf(ctx context.Context) Caller {
	c, _ := ctx.Value(callerKey{}).(Caller)
	return c
}

// Need fails unless the caller has the scope.
func Need(ctx context.Context, s graph.Scope) error {
	if CallerOf(ctx).May(s) {
		return nil
	}
	return &view.Error{Code: view.Forbidden, Message: fmt.Sprintf("this needs a token of the scope %q", s)}
}

// Needs is the schema's directive of that name.
func Needs(ctx context.Context, _ any, next graphql.Resolver, s graph.Scope) (any, error) {
	if err := Need(ctx, s); err != nil {
		return nil, err
	}
	return next(ctx)
}

// author names who enters a correction: the token's name, or without a token the one given.
func author(ctx context.Context, given *string) (string, error) {
	if c := CallerOf(ctx); c.Name != "" {
		return c.Name, nil
	}
	if given == nil || strings.TrimSpace(*given) == "" {
		return "", view.BadInput("a request without a token has to name the author of the correction")
	}
	return *given, nil
}
