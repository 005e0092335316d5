package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/demarche/demarche/server/gql"
	"github.com/demarche/demarche/server/view"
)

// withBody lets through what can be a GraphQL request. It asks for a content type that a form of another site cannot
// send, and reads the body, so that what is too large or no JSON is told with its own status.
func withBody(l Limits, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.Method {
		case http.MethodGet:
			if r.Header.Get("Upgrade") == "" && !r.URL.Query().Has("query") && !r.URL.Query().Has("extensions") {
				if strings.Contains(r.Header.Get("Accept"), "text/html") {
					http.Redirect(w, r, "/graphiql", http.StatusSeeOther)
					return
				}
				refuse(w, http.StatusBadRequest, view.BadRequest, "send a query: POST {\"query\": \"{ stats { contacts } }\"}")
				return
			}
			next.ServeHTTP(w, r)
			return
		case http.MethodPost:
		default:
			w.Header().Set("Allow", "GET, POST")
			refuse(w, http.StatusMethodNotAllowed, view.BadRequest, "queries come by POST or GET")
			return
		}
		if t, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || t != "application/json" {
			refuse(w, http.StatusUnsupportedMediaType, view.BadRequest, "the Content-Type of a query is application/json")
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, l.Body))
		var large *http.MaxBytesError
		switch {
		case errors.As(err, &large):
			refuse(w, http.StatusRequestEntityTooLarge, view.TooLarge, "the request is too large")
			return
		case err != nil:
			refuse(w, http.StatusBadRequest, view.BadRequest, "the request broke off")
			return
		}
		if err := json.Unmarshal(body, new(struct {
			Query         *string
			OperationName *string
			Variables     map[string]json.RawMessage
			Extensions    map[string]json.RawMessage
		})); err != nil {
			refuse(w, http.StatusBadRequest, view.BadRequest, "the request is not GraphQL in JSON: "+err.Error())
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
	})
}

// refuse answers with an error in the form of GraphQL.
func refuse(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(graphql.Response{Errors: gqlerror.List{coded(code, "%s", message)}})
}

// plain answers with a line of text.
func plain(w http.ResponseWriter, status int, line string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, line+"\n")
}

// SchemaText gives the schema as one document, sorted, with its descriptions.
func SchemaText(s *ast.Schema) string {
	var b bytes.Buffer
	formatter.NewFormatter(&b, formatter.WithIndent("  ")).FormatSchema(s)
	return b.String()
}

func schemaText(s *ast.Schema) http.Handler {
	text := SchemaText(s)
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, text)
	})
}

// acceptOptions lets WebSockets in from the server's own pages and those of the sites on the list.
func acceptOptions(o Options) websocket.AcceptOptions {
	return websocket.AcceptOptions{OriginPatterns: o.Origins}
}

// admitSocket asks for the token of a WebSocket that had none in its headers.
func (d *doorman) admitSocket(ctx context.Context, p transport.InitPayload) (context.Context, *transport.InitPayload, error) {
	if c := gql.CallerOf(ctx); len(c.Scopes) > 0 {
		return ctx, nil, nil
	}
	c, err := d.admit(ctx, bearer(p.Authorization()))
	if err != nil {
		var known *view.Error
		if !errors.As(err, &known) {
			err = errors.New("the tokens cannot be read now")
		}
		return ctx, nil, err
	}
	return gql.WithCaller(ctx, c), nil, nil
}
