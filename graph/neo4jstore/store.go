package neo4jstore

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"

	"github.com/demarche/demarche/graph"
)

// Options says how to log in, where the URL does not, and which database to use; the zero value logs in without
// authentication, uses the server's default database and keeps a feed of the usual length.
type Options struct {
	User     string
	Password string
	Database string
	Feed     int // changes that the feed keeps; 0 is graph.FeedLength
}

// Store is a graph.Store in Neo4j.
type Store struct {
	driver    neo4j.DriverWithContext
	database  string
	target    string // the URL without its password, for messages
	bookmarks neo4j.BookmarkManager
	feed      int // changes kept
	merged    merged
}

var _ graph.Store = (*Store)(nil)

// Open connects to the server at a neo4j:// or bolt:// URL (or their +s and +ssc forms) and makes the constraints
// and indexes that are missing. It fails with graph.ErrUnavailable where nobody answers, and names what is wrong
// where the server refuses the login or is too old.
func Open(ctx context.Context, target string, o Options) (*Store, error) {
	u, err := url.Parse(target)
	if err != nil {
		return nil, fmt.Errorf("neo4jstore: %w", err)
	}
	if u.User != nil {
		o.User = u.User.Username()
		o.Password, _ = u.User.Password()
	}
	u.User = nil
	auth := neo4j.NoAuth()
	if o.User != "" {
		auth = neo4j.BasicAuth(o.User, o.Password, "")
	}
	driver, err := neo4j.NewDriverWithContext(u.String(), auth, configure)
	if err != nil {
		return nil, fmt.Errorf("neo4jstore: %s: %w", u, err)
	}
	s := &Store{driver: driver, database: o.Database, target: u.String(), feed: cmp.Or(o.Feed, graph.FeedLength),
		bookmarks: neo4j.NewBookmarkManager(neo4j.BookmarkManagerConfig{})}
	if err := s.prepare(ctx); err != nil {
		driver.Close(ctx)
		return nil, err
	}
	return s, nil
}

// configure leaves retrying to attempt, which tells a server that is gone from one that is busy.
func configure(c *config.Config) {
	c.MaxTransactionRetryTime = time.Nanosecond
	c.SocketConnectTimeout = 5 * time.Second
	c.ConnectionAcquisitionTimeout = 30 * time.Second
	c.FetchSize = neo4j.FetchAll
	c.TelemetryDisabled = true
	c.NotificationsMinSeverity = notifications.DisabledLevel
	c.UserAgent = "demarche"
}

// Close ends the connections.
func (s *Store) Close() error { return s.driver.Close(context.Background()) }

// Ping tells whether the server answers.
func (s *Store) Ping(ctx context.Context) error {
	_, err := read(ctx, s, "ping", func(tx *tx) (struct{}, error) {
		_, err := tx.rows("RETURN 1", nil)
		return struct{}{}, err
	})
	return err
}

// tx is what queries run in: a transaction that writes, whose methods fail as it does, or a session that reads.
type tx struct {
	ctx context.Context
	runner
	store *Store
	err   error  // what went wrong in asking for merged actors: the next query says so
	each  *Store // of Load: each query is a transaction of its own, in portions
}

// runner is a transaction or a reading session.
type runner interface {
	Run(ctx context.Context, cypher string, params map[string]any) (neo4j.ResultWithContext, error)
}

// reading runs each query as a transaction of its own, one round trip instead of three. Neo4j's transactions see what
// others commit meanwhile, so that one around several reads would keep nothing still.
type reading struct{ neo4j.SessionWithContext }

func (r reading) Run(ctx context.Context, cypher string, params map[string]any) (neo4j.ResultWithContext, error) {
	return r.SessionWithContext.Run(ctx, cypher, params, limits(ctx)...)
}

// limits has the server end a transaction when ctx would.
func limits(ctx context.Context) []func(*neo4j.TransactionConfig) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return nil
	}
	return []func(*neo4j.TransactionConfig){neo4j.WithTxTimeout(max(time.Until(deadline), time.Millisecond))}
}

// actor gives the actor that id stands for: itself, or the one it was merged into.
func (t *tx) actor(id graph.ActorID) graph.ActorID {
	into, err := t.store.merged.get(t)
	if err != nil {
		t.err = err
	}
	if to, ok := into[id]; ok {
		return to
	}
	return id
}

// rows runs a query and gives all its records.
func (t *tx) rows(cypher string, params map[string]any) ([]*neo4j.Record, error) {
	if t.err != nil {
		return nil, t.err
	}
	if t.each != nil {
		return t.portions(cypher, params)
	}
	result, err := t.Run(t.ctx, cypher, params)
	if err != nil {
		return nil, err
	}
	return result.Collect(t.ctx)
}

// run runs a query for its effect.
func (t *tx) run(cypher string, params map[string]any) error {
	if t.each != nil {
		_, err := t.portions(cypher, params)
		return err
	}
	result, err := t.Run(t.ctx, cypher, params)
	if err != nil {
		return err
	}
	_, err = result.Consume(t.ctx)
	return err
}

// read carries out work whose queries only read, write work in one transaction; both again if need be. doing says what
// for, in an error.
func read[T any](ctx context.Context, s *Store, doing string, work func(*tx) (T, error)) (T, error) {
	return attempt(ctx, s, doing, neo4j.AccessModeRead, work)
}

func write[T any](ctx context.Context, s *Store, doing string, work func(*tx) (T, error)) (T, error) {
	return attempt(ctx, s, doing, neo4j.AccessModeWrite, work)
}

// A server that is gone is tried again at once and only a few times: the pool may hold connections from before a
// restart. One that asks for patience, as after a lock that could not be had, gets it, up to busyTime.
const (
	goneTries = 3
	busyTime  = 30 * time.Second
	busyPause = 20 * time.Millisecond // doubled each time
)

func attempt[T any](ctx context.Context, s *Store, doing string, mode neo4j.AccessMode, work func(*tx) (T, error)) (T, error) {
	var out T
	began := time.Now()
	for try := 1; ; try++ {
		err := s.once(ctx, mode, func(r runner) (err error) {
			out, err = work(&tx{ctx: ctx, runner: r, store: s})
			return err
		})
		if err == nil {
			return out, nil
		}
		switch f := classify(err); {
		case ctx.Err() != nil:
			return out, fmt.Errorf("neo4jstore: %s: %w", doing, ctx.Err())
		case !f.retryable, f.gone && try == goneTries, time.Since(began) > busyTime:
			return out, s.explain(doing, f)
		case f.gone:
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(busyPause << min(try, 6)):
		}
	}
}

// once opens a session and gives it, or its one transaction that writes, to work.
func (s *Store) once(ctx context.Context, mode neo4j.AccessMode, work func(runner) error) (err error) {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: mode, DatabaseName: s.database, BookmarkManager: s.bookmarks})
	defer func() {
		if e := session.Close(ctx); err == nil {
			err = e
		}
	}()
	if mode == neo4j.AccessModeRead {
		return work(reading{session})
	}
	_, err = session.ExecuteWrite(ctx, func(m neo4j.ManagedTransaction) (any, error) { return nil, work(m) }, limits(ctx)...)
	return err
}
