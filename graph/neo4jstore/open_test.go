package neo4jstore

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/graphtest"
	"github.com/demarche/demarche/graph/neo4jstore/neo4jtest"
)

// open gives an empty store, for t alone, and closes it at the end.
func open(t testing.TB) *Store {
	t.Helper()
	s, err := Open(t.Context(), neo4jtest.URL(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestOpenRefusals(t *testing.T) {
	for _, c := range []struct{ name, url, want string }{
		{"another scheme", "http://127.0.0.1:7687", "scheme http is not supported"},
		{"nonsense", "::", "missing protocol scheme"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Open(t.Context(), c.url, Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Open(%q) = %v, want an error with %q", c.url, err, c.want)
			}
		})
	}
}

func TestOpenNobodyThere(t *testing.T) {
	for _, scheme := range []string{"bolt", "neo4j"} {
		u := scheme + "://sesame:open@127.0.0.1:" + strconv.Itoa(neo4jtest.FreePort(t))
		began := time.Now()
		_, err := Open(t.Context(), u, Options{})
		if !errors.Is(err, graph.ErrUnavailable) {
			t.Errorf("Open(%q) = %v, want graph.ErrUnavailable", u, err)
			continue
		}
		if strings.Contains(err.Error(), "open@") || !strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("error %q: want the address without the password", err)
		}
		if d := time.Since(began); d > 5*time.Second {
			t.Errorf("it took %v to learn that nobody is there", d)
		}
	}
}

func TestRoutingScheme(t *testing.T) {
	u := strings.Replace(neo4jtest.URL(t), "bolt://", "neo4j://", 1)
	s, err := Open(t.Context(), u, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Ping(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestContextEndsWork(t *testing.T) {
	s := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Ping(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Ping with a cancelled context = %v, want context.Canceled", err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	began := time.Now()
	_, err := read(ctx, s, "count far", func(tx *tx) (struct{}, error) {
		return struct{}{}, tx.run("UNWIND range(1, 1000000000) AS i RETURN sum(i)", nil)
	})
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 5*time.Second {
		t.Errorf("a long query past its deadline = %v after %v, want context.DeadlineExceeded soon", err, time.Since(began))
	}
}

// TestServer starts servers of its own: with a password, and one that goes away and comes back.
func TestServer(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Neo4j twice")
	}
	o := neo4jtest.Options{Data: t.TempDir(), Port: neo4jtest.FreePort(t), Password: "open-sesame"}
	server := neo4jtest.Start(t, o)
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}

	for _, c := range []struct {
		name string
		user *url.Userinfo
		o    Options
	}{
		{"no login", nil, Options{}},
		{"wrong password", nil, Options{User: "neo4j", Password: "close-sesame"}},
		{"wrong password in the URL", url.UserPassword("neo4j", "close-sesame"), Options{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := *u
			u.User = c.user
			_, err := Open(t.Context(), u.String(), c.o)
			if err == nil || !strings.Contains(err.Error(), "refuses the login") || strings.Contains(err.Error(), "close-sesame") {
				t.Errorf("Open = %v, want a refused login that does not show the password", err)
			}
		})
	}
	u.User = url.UserPassword("neo4j", "open-sesame")
	if _, err := Open(t.Context(), u.String(), Options{Database: "elsewhere"}); err == nil || !strings.Contains(err.Error(), `no database "elsewhere"`) {
		t.Errorf("Open of a missing database = %v", err)
	}
	s, err := Open(t.Context(), u.String(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()

	if err := s.Put(t.Context(), graphtest.Random(3, 10)...); err != nil {
		t.Fatal(err)
	}
	before, err := s.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}

	server.Kill()
	began := time.Now()
	if err := s.Put(t.Context(), graphtest.Random(4, 1)...); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("Put into a server that is gone = %v, want graph.ErrUnavailable", err)
	}
	if err := s.Ping(t.Context()); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("Ping of a server that is gone = %v, want graph.ErrUnavailable", err)
	}
	t.Logf("learned that the server is gone in %v", time.Since(began))
	neo4jtest.Start(t, o)
	if err := s.Ping(t.Context()); err != nil {
		t.Errorf("Ping of a server that came back = %v", err)
	}
	after, err := s.Stats(t.Context())
	if err != nil || *after != *before {
		t.Errorf("after the server was killed and came back there are %+v, before %+v (%v)", after, before, err)
	}
	if v, err := s.Verify(t.Context()); err != nil || len(v.Faults) > 0 {
		t.Errorf("the graph that came back: %v, %q", err, v.Faults)
	}
}
