// Package gql is the executable schema: what gqlgen makes of schema/*.graphqls, and the resolvers of its root fields.
// All other fields are methods of the types in package view.
package gql

import (
	"context"
	"time"

	"github.com/demarche/demarche/graph"
)

// Resolver answers the root fields.
type Resolver struct {
	Store    graph.Store
	Ingester Ingester // nil where the server takes no articles
	Feed     *Feed
	Now      func() time.Time
}

// Ingester reads an article and stores what it says. An article that cannot be read is an error with
// errors.Is(err, graph.ErrBadReports) or a *view.Error.
type Ingester interface {
	Ingest(ctx context.Context, a graph.Article) (*graph.Reports, error)
}

// today gives the day asked for, or the present one.
func (r *Resolver) today(on *graph.Day) graph.Day {
	if on != nil && *on != "" {
		return *on
	}
	return graph.DayOf(r.Now().UTC())
}
