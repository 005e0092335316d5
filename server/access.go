package server

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/server/gql"
	"github.com/demarche/demarche/server/view"
)

// NewSecret makes the secret of a token and the hash that a store keeps of it. A secret has 130 random bits, so that
// a plain SHA-256 keeps it.
func NewSecret() (secret, hash string) {
	secret = "dem_" + rand.Text()
	return secret, hashSecret(secret)
}

func hashSecret(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// doorman tells who sends a request and what it may do.
type doorman struct {
	access Access
	store  graph.Store
	keep   time.Duration // how long a list of tokens is good for: so soon a revoked one is refused

	mu     sync.Mutex
	tokens map[string]*graph.Token // by hash, those in force
	until  time.Time
}

var everything = []graph.Scope{graph.ScopeRead, graph.ScopeIngest, graph.ScopeCorrect, graph.ScopeAdmin}

// admit gives the caller of a secret, which is empty where none was sent.
func (d *doorman) admit(ctx context.Context, secret string) (gql.Caller, error) {
	if secret == "" {
		if d.access == Tokens {
			return gql.Caller{}, &view.Error{Code: view.Unauthorized, Message: `send a token: "Authorization: Bearer dem_…"`}
		}
		return gql.Caller{Scopes: everything}, nil
	}
	tokens, err := d.inForce(ctx)
	if err != nil {
		return gql.Caller{}, err
	}
	t := tokens[hashSecret(secret)]
	if t == nil {
		return gql.Caller{}, &view.Error{Code: view.Unauthorized, Message: "the token is unknown or revoked"}
	}
	return gql.Caller{Name: t.Name, Scopes: t.Scopes}, nil
}

// inForce gives the tokens in force, at most d.keep old.
func (d *doorman) inForce(ctx context.Context) (map[string]*graph.Token, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if now := time.Now(); now.After(d.until) {
		all, err := d.store.Tokens(ctx)
		if err != nil {
			return nil, err
		}
		d.tokens = map[string]*graph.Token{}
		for _, t := range all {
			if t.Revoked.IsZero() {
				d.tokens[t.Hash] = t
			}
		}
		d.until = now.Add(d.keep)
	}
	return d.tokens, nil
}

// bearer gives the secret of an Authorization header, empty where there is none.
func bearer(header string) string {
	scheme, secret, ok := strings.Cut(header, " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(secret)
}

// forSelf tells whether a Host header is a name for this very machine, so that no page of another site got here by
// pointing its own name at a loopback address.
func forSelf(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.ToLower(strings.Trim(host, "[]"))
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// withAccess refuses requests that come by a foreign name, and those that a browser sends for a page of another site
// that is not on the list: such a page could not read the answer, but its user's machine would do the work.
func withAccess(o Options, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if o.Access == Loopback && !forSelf(r.Host) {
			refuse(w, http.StatusForbidden, view.Forbidden, "this server answers by loopback names such as localhost only")
			return
		}
		if foreign(r, o.Origins) {
			refuse(w, http.StatusForbidden, view.Forbidden, "pages of other sites may not ask here; the server's list of origins can allow them")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// foreign tells whether a browser sends the request for a page of another site that is not allowed. Programs send
// neither header.
func foreign(r *http.Request, allowed []string) bool {
	origin := r.Header.Get("Origin")
	for _, a := range allowed {
		if a == origin {
			return false
		}
	}
	if origin != "" {
		_, host, ok := strings.Cut(origin, "://")
		return !ok || host != r.Host
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return false
	}
	return r.Header.Get("Sec-Fetch-Mode") != "navigate" // following a link to the first page is fine
}
