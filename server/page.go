package server

import (
	"context"
	"embed"
	"html/template"
	"io/fs"
	"net/http"
	"time"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/server/gql"
	"github.com/demarche/demarche/server/web"
)

//go:embed page
var pageFiles embed.FS

var firstPage = template.Must(template.ParseFS(pageFiles, "page/index.html"))

// example is the query that the first page shows and opens in GraphiQL.
const example = `# Who spoke with whom last, and who says so
{
  contacts(first: 5, filter: { statuses: ACTUAL }) {
    totalCount
    nodes {
      summary
      medium
      date { start end }
      evidence { quote article { outlet url } }
    }
  }
}
`

// pages adds the pages for people.
func pages(mux *http.ServeMux, store graph.Store, o Options) {
	d := &doorman{access: o.Access, store: store, keep: o.Tick}
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		data := struct {
			Stats   *graph.Stats // nil where the store does not answer or the page is not for everybody
			Down    bool
			Tokens  bool
			Example string
			Version string
		}{Tokens: o.Access == Tokens, Example: example, Version: o.Version}
		if c, err := d.admit(ctx, bearer(r.Header.Get("Authorization"))); err == nil && c.May(graph.ScopeRead) {
			stats, err := store.Stats(gql.WithCaller(ctx, c))
			if err != nil {
				o.Log.ErrorContext(ctx, "the store does not answer", "error", err)
			}
			data.Stats, data.Down = stats, err != nil
		}
		pageHeaders(w)
		if err := firstPage.Execute(w, data); err != nil {
			o.Log.WarnContext(ctx, "the first page broke off", "error", err)
		}
	})
	for _, name := range []string{"page.css", "icon.svg"} {
		mux.HandleFunc("GET /"+name, func(w http.ResponseWriter, r *http.Request) {
			http.ServeFileFS(w, r, pageFiles, "page/"+name)
		})
	}
	mux.Handle("GET /graphiql", graphiql())
	mux.Handle("GET /graphiql/", http.StripPrefix("/graphiql", assets()))
}

// pageHeaders keeps a page to itself: nothing from elsewhere, in no frame.
func pageHeaders(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
}

// graphiql serves the explorer, or tells how to build it.
func graphiql() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, err := fs.ReadFile(web.Dist(), "index.html")
		if err != nil {
			page, err = pageFiles.ReadFile("page/unbuilt.html")
			if err != nil {
				panic(err) // it is embedded
			}
			w.Header().Set("Cache-Control", "no-store")
		}
		pageHeaders(w)
		_, _ = w.Write(page)
	})
}

// assets serves what the bundler made; its names hold hashes, so that browsers may keep them.
func assets() http.Handler {
	files := http.FileServerFS(web.Dist())
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		files.ServeHTTP(w, r)
	})
}
