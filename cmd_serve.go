package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/server"
)

// serving is what the flags of serve say.
type serving struct {
	addr, admin string
	noTokens    bool
	documents   string
	quiet       bool
	options     server.Options
}

func newServeCommand(a *app) *cobra.Command {
	var s serving
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Answer over GraphQL, with GraphiQL and a first page for people",
		Long: `Serve answers over HTTP from the store: GraphQL at /graphql (queries, mutations, subscriptions), GraphiQL at /graphiql,
the schema at /schema.graphql, /livez and /readyz for health checks, /metrics for Prometheus.

On a loopback address nobody needs a token. On any other it asks for one (demarche token add) and does not start while
there is none, unless --no-tokens says outright that whoever reaches the address may do everything.

Each request is logged on standard error. An interrupt lets running queries finish, ends subscriptions, and stops.`,
		Example: `  demarche serve
  demarche serve --addr :8080 --store neo4j://localhost
  demarche serve --origin https://dashboard.example --rate 1000`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), s) },
	}
	addr := os.Getenv("DEMARCHE_ADDR")
	if addr == "" {
		addr = "localhost:8080"
	}
	f := cmd.Flags()
	f.StringVar(&s.addr, "addr", addr, "`HOST:PORT` to listen on, port 0 for any (DEMARCHE_ADDR)")
	f.StringVar(&s.admin, "admin", "", "`HOST:PORT` for profiles of the program (/debug/pprof) and metrics, without tokens; none by default")
	f.BoolVar(&s.noTokens, "no-tokens", os.Getenv("DEMARCHE_NO_TOKENS") != "", "let whoever reaches the address do everything (DEMARCHE_NO_TOKENS)")
	f.StringSliceVar(&s.options.Origins, "origin", nil, "another `SITE` whose pages may ask from a browser, as https://dash.example; may be repeated")
	f.StringVar(&s.documents, "documents", "", "take only the queries of this `FILE`, a JSON object from SHA-256 to query")
	f.BoolVar(&s.options.NoIntrospection, "no-introspection", false, "do not tell the schema to clients")
	f.IntVar(&s.options.Limits.Cost, "max-cost", 0, "cost of one query, 0 is 100,000, -1 no limit")
	f.DurationVar(&s.options.Limits.Time, "timeout", 0, "time of one query, 0 is 10 s, -1s no limit")
	f.IntVar(&s.options.Limits.Rate, "rate", 0, "cost a second that one client may use up, 0 is no limit")
	f.BoolVar(&s.quiet, "quiet", false, "log only what goes wrong")
	a.storeFlag(cmd)
	a.readerFlags(cmd)
	return cmd
}

func (a *app) serve(ctx context.Context, s serving) error {
	o := s.options
	if s.documents != "" {
		b, err := os.ReadFile(s.documents)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(b, &o.Documents); err != nil {
			return fmt.Errorf("%s: not a JSON object from SHA-256 to query: %w", s.documents, err)
		}
	}
	store, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	listener, err := net.Listen("tcp", s.addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	if o.Access, err = access(ctx, store, listener.Addr(), s.noTokens); err != nil {
		return err
	}
	in, err := a.newIngester(store)
	if err != nil {
		return err
	}
	level := slog.LevelInfo
	if s.quiet {
		level = slog.LevelWarn
	}
	o.Ingester, o.Version, o.Log = in, version(), slog.New(slog.NewTextHandler(a.errs, &slog.HandlerOptions{Level: level}))

	handler := server.New(store, o)
	srv := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(o.Log.Handler(), slog.LevelWarn)}
	failed := make(chan error, 2)
	go func() { failed <- srv.Serve(listener) }()
	if s.admin != "" {
		admin := &http.Server{Addr: s.admin, Handler: adminHandler(handler), ReadHeaderTimeout: 10 * time.Second}
		defer admin.Close()
		go func() { failed <- admin.ListenAndServe() }()
	}
	a.greet(listener.Addr(), o.Access)

	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	handler.Close()
	stop, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	if err := srv.Shutdown(stop); err != nil {
		return fmt.Errorf("stopped with queries unanswered: %w", err)
	}
	fmt.Fprintln(a.out, "Stopped.")
	return nil
}

// access tells whom a server at an address may answer. It fails where tokens are needed and there are none.
func access(ctx context.Context, store graph.Store, addr net.Addr, noTokens bool) (server.Access, error) {
	if noTokens {
		return server.Anyone, nil
	}
	if tcp, ok := addr.(*net.TCPAddr); ok && tcp.IP.IsLoopback() {
		return server.Loopback, nil
	}
	tokens, err := store.Tokens(ctx)
	if err != nil {
		return 0, err
	}
	for _, t := range tokens {
		if t.Revoked.IsZero() {
			return server.Tokens, nil
		}
	}
	return 0, fmt.Errorf("%s can be reached from other machines and the store has no token: make one with demarche token add, "+
		"listen on localhost, or say --no-tokens", addr)
}

// greet tells where to look.
func (a *app) greet(addr net.Addr, access server.Access) {
	host, port, _ := net.SplitHostPort(addr.String())
	if ip := net.ParseIP(host); ip == nil || ip.IsLoopback() || ip.IsUnspecified() {
		host = "localhost"
	}
	url := "http://" + net.JoinHostPort(host, port)
	fmt.Fprintf(a.out, `Demarche answers at %s/ – GraphiQL is at %[1]s/graphiql, Ctrl-C stops it. For example:

  curl -s %[1]s/graphql -H 'Content-Type: application/json' \
    -d '{"query": "{ contacts(first: 3) { nodes { summary status medium date { start } } } }"}'
`, url)
	if access == server.Tokens {
		fmt.Fprintln(a.out, "\nIt asks for a token: add -H 'Authorization: Bearer dem_…'.")
	}
}

// adminHandler is for operators only: profiles of the running program, and the metrics.
func adminHandler(s *server.Server) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	mux.Handle("GET /metrics", s.Metrics)
	return mux
}
