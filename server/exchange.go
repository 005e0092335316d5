package server

import (
	"bufio"
	"context"
	"crypto/rand"
	"log/slog"
	"math"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"sync"
	"time"

	"github.com/demarche/demarche/server/gql"
)

// exchange is one request and its answer, as far as the parts of the server that see neither need to know.
type exchange struct {
	id        string // of the request, in the log and in X-Request-Id
	method    string // of HTTP
	address   string // of the client, without its port
	headers   http.Header
	operation string // for log and metrics; empty where it was no GraphQL

	mu     sync.Mutex
	status int // that the answer is to have; 0 leaves it as it is
	logged []error
}

type exchangeKey struct{}

// exchangeOf gives the exchange of a request's context; an empty one outside requests.
func exchangeOf(ctx context.Context) *exchange {
	if x, ok := ctx.Value(exchangeKey{}).(*exchange); ok {
		return x
	}
	return &exchange{id: "none", headers: http.Header{}}
}

// header sets a header of the answer; it has no effect once the answer has begun.
func (x *exchange) header(name, value string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.headers.Set(name, value)
}

func (x *exchange) setStatus(code int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.status = code
}

// retryAfter makes the answer a 429 and gives the seconds that it tells to wait.
func (x *exchange) retryAfter(wait time.Duration) int {
	seconds := int(math.Ceil(wait.Seconds()))
	x.header("Retry-After", strconv.Itoa(seconds))
	x.setStatus(http.StatusTooManyRequests)
	return seconds
}

// client names who is to pay: the token, else the address.
func (x *exchange) client(ctx context.Context) string {
	if c := gql.CallerOf(ctx); c.Name != "" {
		return "token " + c.Name
	}
	return x.address
}

// firstTime tells whether the error was not logged yet: one failed call of the store fails many fields.
func (x *exchange) firstTime(err error) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, l := range x.logged {
		if l.Error() == err.Error() {
			return false
		}
	}
	x.logged = append(x.logged, err)
	return true
}

var requestID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// withExchange gives each request its id and logs its answer.
func withExchange(o Options, m *metrics, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		x := &exchange{id: r.Header.Get("X-Request-Id"), method: r.Method, headers: w.Header()}
		if !requestID.MatchString(x.id) {
			x.id = rand.Text()
		}
		x.address, _, _ = net.SplitHostPort(r.RemoteAddr)
		w.Header().Set("X-Request-Id", x.id)
		a := &answer{ResponseWriter: w, x: x, patience: o.Limits.Patience}
		next.ServeHTTP(a, r.WithContext(context.WithValue(r.Context(), exchangeKey{}, x)))
		took := time.Since(began)
		m.answered(x.operation, a.code(), took)
		o.Log.LogAttrs(r.Context(), level(a.code()), "answered", slog.String("request", x.id), slog.String("method", r.Method),
			slog.String("path", r.URL.Path), slog.String("operation", x.operation), slog.Int("status", a.code()),
			slog.Int64("bytes", a.bytes), slog.Duration("took", took))
	})
}

func level(code int) slog.Level {
	if code >= 500 {
		return slog.LevelError
	}
	return slog.LevelInfo
}

// answer is the ResponseWriter of an exchange: it can change the status that a transport of gqlgen chose, and gives
// up clients that do not read.
type answer struct {
	http.ResponseWriter
	x        *exchange
	patience time.Duration
	sent     int
	bytes    int64
}

func (a *answer) code() int {
	if a.sent == 0 {
		return http.StatusOK
	}
	return a.sent
}

// WriteHeader implements http.ResponseWriter.
func (a *answer) WriteHeader(code int) {
	if a.sent != 0 {
		return
	}
	a.x.mu.Lock()
	if a.x.status != 0 {
		code = a.x.status
	}
	a.x.mu.Unlock()
	a.sent = code
	a.ResponseWriter.WriteHeader(code)
}

// Write implements http.ResponseWriter.
func (a *answer) Write(b []byte) (int, error) {
	if a.sent == 0 {
		a.WriteHeader(http.StatusOK)
	}
	_ = http.NewResponseController(a.ResponseWriter).SetWriteDeadline(time.Now().Add(a.patience)) // best effort: a recorder has none
	n, err := a.ResponseWriter.Write(b)
	a.bytes += int64(n)
	return n, err
}

// Unwrap serves http.ResponseController.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// Flush implements http.Flusher, which server-sent events need.
func (a *answer) Flush() { _ = http.NewResponseController(a.ResponseWriter).Flush() }

// Hijack implements http.Hijacker, which WebSockets need; writes to the connection get the same patience.
func (a *answer) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(a.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	a.sent = http.StatusSwitchingProtocols
	patient := &patientConn{conn, a.patience}
	return patient, bufio.NewReadWriter(rw.Reader, bufio.NewWriter(patient)), nil
}

// patientConn gives each write a deadline of its own.
type patientConn struct {
	net.Conn
	patience time.Duration
}

// Write implements net.Conn.
func (c *patientConn) Write(b []byte) (int, error) {
	if err := c.SetWriteDeadline(time.Now().Add(c.patience)); err != nil {
		return 0, err
	}
	return c.Conn.Write(b)
}
