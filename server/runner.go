package server

import (
	"context"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/server/gql"
	"github.com/demarche/demarche/server/view"
)

// runner lets operations run: only those that the caller may, only so many at one time, and only for so long.
type runner struct {
	limits  Limits
	metrics *metrics
	slots   chan struct{} // of queries and mutations
	streams chan struct{} // of subscriptions
}

func newRunner(l Limits, m *metrics) *runner {
	return &runner{l, m, make(chan struct{}, min(l.InFlight, 1<<16)), make(chan struct{}, min(l.Streams, 1<<16))}
}

// ExtensionName implements graphql.HandlerExtension.
func (*runner) ExtensionName() string { return "Runner" }

// Validate implements graphql.HandlerExtension.
func (*runner) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext implements graphql.OperationContextMutator: what the caller may not do, it does not begin.
func (*runner) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	x := exchangeOf(ctx)
	if op.Operation.Operation == ast.Mutation { // its fields name their scopes
		if x.method == http.MethodGet {
			x.setStatus(http.StatusMethodNotAllowed)
			return coded(view.BadRequest, "a mutation comes by POST")
		}
		return nil
	}
	if err := gql.Need(ctx, graph.ScopeRead); err != nil {
		x.setStatus(http.StatusForbidden)
		return coded(view.Forbidden, "%s", err)
	}
	return nil
}

// InterceptOperation implements graphql.OperationInterceptor.
func (r *runner) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	if graphql.GetOperationContext(ctx).Operation.Operation == ast.Subscription {
		return r.stream(ctx, next)
	}
	if !take(ctx, r.slots, time.Second) {
		x := exchangeOf(ctx)
		x.header("Retry-After", "1")
		x.setStatus(http.StatusServiceUnavailable)
		return refused(coded(view.Overloaded, "too many queries at one time: come back in 1 s"))
	}
	ctx, cancel := context.WithTimeout(ctx, r.limits.Time)
	run := next(ctx)
	return func(ctx context.Context) *graphql.Response {
		defer func() {
			cancel()
			<-r.slots
		}()
		if resp := run(ctx); resp != nil {
			return resp
		}
		code, message := tell(context.DeadlineExceeded) // gqlgen gives nothing when the time was up before it began
		return &graphql.Response{Errors: gqlerror.List{coded(code, "%s", message)}}
	}
}

// stream lets a subscription run until its context ends.
func (r *runner) stream(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	if !take(ctx, r.streams, 0) {
		return refused(coded(view.Overloaded, "too many subscriptions at one time"))
	}
	run := next(ctx)
	r.metrics.streams.Inc() // when it has begun: changes from now on are told
	context.AfterFunc(ctx, func() {
		r.metrics.streams.Dec()
		<-r.streams
	})
	return run
}

func refused(err *gqlerror.Error) graphql.ResponseHandler {
	return graphql.OneShot(&graphql.Response{Errors: gqlerror.List{err}})
}

// take waits for a place, at most so long.
func take(ctx context.Context, places chan<- struct{}, wait time.Duration) bool {
	select {
	case places <- struct{}{}:
		return true
	default:
	}
	if wait == 0 {
		return false
	}
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case places <- struct{}{}:
		return true
	case <-t.C:
	case <-ctx.Done():
	}
	return false
}
