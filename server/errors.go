package server

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/server/view"
)

// coded makes an error with a code.
func coded(code, format string, args ...any) *gqlerror.Error {
	err := gqlerror.Errorf(format, args...)
	err.Extensions = map[string]any{"code": code}
	return err
}

// presenter turns errors into what a client may read: those it can do something about keep their words and get a code;
// all others are logged with the request's id and shown as an internal error of that id.
func presenter(log *slog.Logger) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		shown := gqlerror.WrapPath(graphql.GetPath(ctx), err)
		code, message := tell(err)
		if code == "" {
			var protocol *gqlerror.Error
			if errors.As(err, &protocol) && protocol.Err == nil && protocol.Message != "must not be null" {
				if protocol.Extensions["code"] == nil { // what gqlgen says of a request
					return withCode(protocol, view.BadRequest)
				}
				return protocol
			}
			if innermost(err, nil) == "introspection disabled" { // gqlgen has no other mark for it
				return withCode(gqlerror.Errorf("introspection is switched off"), view.Forbidden)
			}
			code = view.Internal
			x := exchangeOf(ctx)
			message = "internal error; the log has it under request " + x.id
			if errors.Is(err, graph.ErrUnavailable) {
				code, message = view.Unavailable, "the store does not answer now; try again"
			}
			if x.firstTime(err) {
				log.ErrorContext(ctx, "internal error", "request", x.id, "path", shown.Path.String(), "error", err)
			}
		}
		return withCode(&gqlerror.Error{Message: message, Path: shown.Path, Locations: shown.Locations}, code)
	}
}

func withCode(err *gqlerror.Error, code string) *gqlerror.Error {
	if err.Extensions == nil {
		err.Extensions = map[string]any{}
	}
	err.Extensions["code"] = code
	return err
}

// tell gives the code and the words for an error that a client may read; an empty code for any other.
func tell(err error) (code, message string) {
	var own *view.Error
	var filter *graph.FilterError
	switch {
	case errors.As(err, &own):
		return own.Code, own.Message
	case errors.As(err, &filter):
		return view.BadFilter, filter.Error()
	case errors.Is(err, graph.ErrBadCursor):
		return view.BadCursor, "the cursor is altered or of another query"
	case errors.Is(err, graph.ErrExpired):
		return view.Expired, "the feed of changes no longer goes back to the cursor: read the list anew and subscribe without it"
	case errors.Is(err, graph.ErrNotFound):
		return view.NotFound, innermost(err, graph.ErrNotFound)
	case errors.Is(err, graph.ErrBadFilter):
		return view.BadFilter, innermost(err, graph.ErrBadFilter)
	case errors.Is(err, graph.ErrBadReports):
		return view.BadValue, innermost(err, graph.ErrBadReports)
	case errors.Is(err, graph.ErrConflict):
		return view.Conflict, innermost(err, graph.ErrConflict)
	case errors.Is(err, context.DeadlineExceeded):
		return view.Timeout, "the query took too long and was stopped: ask for less"
	case errors.Is(err, context.Canceled):
		return view.Cancelled, "the request was cancelled"
	}
	return "", ""
}

// innermost gives the words of the layer that met the sentinel: what the stores add on their way out is for the log.
func innermost(err, sentinel error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil || inner == sentinel {
			return strings.TrimPrefix(err.Error(), "graph: ")
		}
		err = inner
	}
}

// recovered turns a panic into an internal error; the stack goes to the log.
func recovered(log *slog.Logger) graphql.RecoverFunc {
	return func(ctx context.Context, p any) error {
		log.ErrorContext(ctx, "panic", "request", exchangeOf(ctx).id, "panic", p, "stack", string(debug.Stack()))
		return errors.New("panic")
	}
}
