// Package server is Demarche over HTTP: GraphQL with its explorer, a first page for people, and what operators need.
//
//	/                 what is here, in plain words
//	/graphql          queries, mutations, subscriptions (POST, GET, WebSocket, server-sent events)
//	/graphiql         GraphiQL, served from the binary
//	/schema.graphql   the schema
//	/livez /readyz    for health checks
//	/metrics          for Prometheus
package server

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/rs/cors"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/server/gql"
	"github.com/demarche/demarche/server/meter"
	"github.com/demarche/demarche/server/view"
)

// Server answers over HTTP from a store.
type Server struct {
	http.Handler
	Metrics http.Handler // /metrics alone, without asking for a token
	feed    *gql.Feed
}

// New makes a server of the store. The store stays the caller's to close, after the server.
func New(store graph.Store, opts Options) *Server {
	o := opts.withDefaults()
	m := newMetrics()
	store = meter.Store{Store: store, Observe: m.called}
	feed := gql.NewFeed(store, o.Tick, o.Log)
	d := &doorman{access: o.Access, store: store, keep: o.Tick}
	schema := gql.NewExecutableSchema(gql.Config{
		Resolvers:  &gql.Resolver{Store: store, Ingester: counted(o.Ingester, m), Feed: feed, Now: o.Now},
		Directives: gql.DirectiveRoot{Needs: gql.Needs},
	})

	mux := http.NewServeMux()
	mux.Handle("/graphql", withCORS(o, withCaller(d, withBody(o.Limits, engine(costed{schema}, o, m, d)))))
	if !o.NoIntrospection {
		mux.Handle("GET /schema.graphql", schemaText(schema.Schema()))
	}
	mux.Handle("GET /metrics", withCaller(d, m.handler()))
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "alive") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		if err := store.Ping(ctx); err != nil {
			o.Log.ErrorContext(ctx, "the store does not answer", "error", err)
			plain(w, http.StatusServiceUnavailable, "the store does not answer")
			return
		}
		plain(w, http.StatusOK, "ready")
	})
	pages(mux, store, o)
	return &Server{withExchange(o, m, withAccess(o, mux)), m.handler(), feed}
}

// Close ends the subscriptions, so that a graceful stop need not wait for them.
func (s *Server) Close() { s.feed.Close() }

// maxErrors bounds the errors of one answer.
const maxErrors = 20

// engine is GraphQL itself.
func engine(schema graphql.ExecutableSchema, o Options, m *metrics, d *doorman) http.Handler {
	h := handler.New(schema)
	h.AddTransport(transport.Websocket{
		Implementation:   transport.CoderWebsocketImplementation{AcceptOptions: acceptOptions(o)},
		InitFunc:         d.admitSocket,
		InitTimeout:      o.Limits.Patience,
		PingPongInterval: 20 * time.Second,
		PayloadReadLimit: &o.Limits.Body,
	})
	h.AddTransport(transport.Options{})
	h.AddTransport(transport.SSE{KeepAlivePingInterval: 20 * time.Second})
	h.AddTransport(transport.POST{})
	h.AddTransport(transport.GET{})
	h.SetQueryCache(lru.New[*ast.QueryDocument](1000))
	h.SetParserTokenLimit(o.Limits.Tokens)
	h.SetErrorPresenter(presenter(o.Log))
	h.SetRecoverFunc(recovered(o.Log))
	if o.Documents != nil {
		h.Use(trusted(o.Documents))
	} else {
		h.Use(extension.AutomaticPersistedQuery{Cache: lru.New[string](1000)})
	}
	h.Use(newGuard(o.Limits))
	h.SetDisableSuggestion(o.NoIntrospection)
	if !o.NoIntrospection {
		h.Use(extension.Introspection{})
	}
	h.Use(&meterCost{limits: o.Limits, accounts: newAccounts(o.Limits, o.Now)})
	h.Use(newRunner(o.Limits, m))
	h.AroundResponses(func(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
		resp := next(ctx)
		if resp != nil {
			if len(resp.Errors) > maxErrors { // one failed call of the store fails a field of every row
				resp.Errors = resp.Errors[:maxErrors]
			}
			for _, e := range resp.Errors {
				code, _ := e.Extensions["code"].(string)
				m.errors.WithLabelValues(code).Inc()
			}
		}
		return resp
	})
	return h
}

// counted counts what becomes of articles.
func counted(in gql.Ingester, m *metrics) gql.Ingester {
	if in == nil {
		return nil
	}
	return ingesterFunc(func(ctx context.Context, a graph.Article) (*graph.Reports, error) {
		said, err := in.Ingest(ctx, a)
		outcome := "taken"
		if err != nil {
			outcome = "failed"
			if code, _ := tell(err); code != "" {
				outcome = "refused"
			}
		}
		m.articles.WithLabelValues(outcome).Inc()
		return said, err
	})
}

type ingesterFunc func(context.Context, graph.Article) (*graph.Reports, error)

func (f ingesterFunc) Ingest(ctx context.Context, a graph.Article) (*graph.Reports, error) {
	return f(ctx, a)
}

// withCORS lets the pages of the sites on the list ask from a browser.
func withCORS(o Options, next http.Handler) http.Handler {
	if len(o.Origins) == 0 {
		return next
	}
	return cors.New(cors.Options{
		AllowedOrigins: o.Origins,
		AllowedMethods: []string{http.MethodGet, http.MethodPost},
		AllowedHeaders: []string{"Authorization", "Content-Type", "X-Request-Id"},
		ExposedHeaders: []string{"X-Request-Id", "Query-Cost", "Query-Cost-Limit", "RateLimit", "RateLimit-Policy", "Retry-After"},
		MaxAge:         600,
	}).Handler(next)
}

// withCaller asks for the token. A WebSocket without one in its headers sends it in its first message instead.
func withCaller(d *doorman, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		secret := bearer(r.Header.Get("Authorization"))
		if secret == "" && r.Header.Get("Upgrade") != "" {
			next.ServeHTTP(w, r)
			return
		}
		c, err := d.admit(r.Context(), secret)
		var known *view.Error
		switch {
		case err == nil:
			next.ServeHTTP(w, r.WithContext(gql.WithCaller(r.Context(), c)))
		case errors.As(err, &known):
			w.Header().Set("WWW-Authenticate", `Bearer realm="demarche"`)
			refuse(w, http.StatusUnauthorized, known.Code, known.Message)
		default:
			refuse(w, http.StatusServiceUnavailable, view.Internal, "the tokens cannot be read now")
		}
	})
}
