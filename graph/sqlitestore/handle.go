package sqlitestore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"sync/atomic"
	"time"

	"github.com/demarche/demarche/graph"
)

// handle is a fixed number of connections that read. Who waits for one gets it in turn: database/sql's own pool serves any
// of those who wait, so that under load a few would wait many times as long as most.
type handle struct {
	db     *sql.DB
	free   chan *reader
	closed atomic.Bool
}

// reader is a connection, opened when it is first used, with the statements prepared on it.
type reader struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

// maxStatements bounds the statements kept prepared: filters make new ones without end.
const maxStatements = 500

func newHandle(db *sql.DB, readers int) *handle {
	h := &handle{db: db, free: make(chan *reader, readers)}
	for range readers {
		h.free <- new(reader)
	}
	return h
}

// querier is a handle, or a transaction on the writing one.
type querier interface {
	rows(ctx context.Context, query string, args []any) (*sql.Rows, func(), error)
}

// rows runs a query; the function that it gives is to be called when its rows have been closed.
func (h *handle) rows(ctx context.Context, query string, args []any) (*sql.Rows, func(), error) {
	var r *reader
	select {
	case r = <-h.free:
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
	rows, done, err := r.rows(ctx, h.db, query, args)
	if err != nil {
		if errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) {
			r.close()
		}
		h.release(r)
		return nil, nil, err
	}
	return rows, func() { done(); h.release(r) }, nil
}

func (h *handle) release(r *reader) {
	if h.closed.Load() {
		r.close()
	}
	h.free <- r
}

// close closes the connections, those in use when they are given back.
func (h *handle) close() error {
	h.closed.Store(true)
	for range cap(h.free) {
		select {
		case r := <-h.free:
			r.close()
			h.free <- r
		default:
		}
	}
	return h.db.Close()
}

func (r *reader) rows(ctx context.Context, db *sql.DB, query string, args []any) (*sql.Rows, func(), error) {
	if r.conn == nil {
		conn, err := db.Conn(ctx)
		if err != nil {
			return nil, nil, err
		}
		r.conn, r.stmts = conn, map[string]*sql.Stmt{}
	}
	st, kept := r.stmts[query]
	if !kept {
		var err error
		if st, err = r.conn.PrepareContext(ctx, query); err != nil {
			return nil, nil, err
		}
		if kept = len(r.stmts) < maxStatements; kept {
			r.stmts[query] = st
		}
	}
	done := func() {}
	if !kept {
		done = func() { st.Close() }
	}
	rows, err := st.QueryContext(ctx, args...)
	if err != nil {
		done()
	}
	return rows, done, err
}

func (r *reader) close() {
	if r.conn != nil {
		r.conn.Close()
		r.conn, r.stmts = nil, nil
	}
}

// pen is the one connection that writes, with the statements prepared on it.
type pen struct {
	db    *sql.DB
	conn  *sql.Conn
	stmts map[string]*sql.Stmt

	inForce      []*graph.Correction // as of rulesVersion
	rules        *graph.Rules
	rulesVersion int64
	actors       map[graph.ActorID]int64 // numbers known; they never change
	feed         int                     // changes kept
}

// writing is a transaction.
type writing struct {
	*pen
	ctx    context.Context
	minted map[graph.ActorID]int64 // numbers given in this transaction
	texts  map[textKey]string      // to be written at its end
}

// write runs f in a transaction, which is taken back where f fails.
func (p *pen) write(ctx context.Context, f func(*writing) error) error {
	w := &writing{p, ctx, map[graph.ActorID]int64{}, map[textKey]string{}}
	if err := w.begin(); err != nil {
		return cancelledOr(ctx, err)
	}
	err := f(w)
	if err == nil {
		err = w.writeTexts()
	}
	if err == nil {
		err = w.exec("commit")
	}
	if err != nil {
		p.rules = nil // what was read may have been taken back
		back := &writing{pen: p, ctx: context.WithoutCancel(ctx)}
		if undo := back.exec("rollback"); undo != nil {
			err = errors.Join(err, undo)
		}
	}
	if err == nil {
		maps.Copy(p.actors, w.minted)
	}
	return cancelledOr(ctx, err)
}

func (w *writing) prepare(query string) (*sql.Stmt, error) {
	st, ok := w.stmts[query]
	if !ok {
		var err error
		if st, err = w.conn.PrepareContext(w.ctx, query); err != nil {
			return nil, fmt.Errorf("%w in %q", err, query)
		}
		w.stmts[query] = st
	}
	return st, nil
}

func (w *writing) rows(ctx context.Context, query string, args []any) (*sql.Rows, func(), error) {
	st, err := w.prepare(query)
	if err != nil {
		return nil, nil, err
	}
	rows, err := st.QueryContext(ctx, args...)
	return rows, func() {}, err
}

func (w *writing) exec(query string, args ...any) error {
	st, err := w.prepare(query)
	if err != nil {
		return err
	}
	if _, err := st.ExecContext(w.ctx, args...); err != nil {
		return fmt.Errorf("%w in %q", err, query)
	}
	return nil
}

// ask gives the rows of an answer, each read by scan. It has read them all before it returns.
func ask[T any](ctx context.Context, q querier, query string, args []any, scan func(*sql.Rows) (T, error)) ([]T, error) {
	rows, done, err := q.rows(ctx, query, args)
	if err != nil {
		return nil, cancelledOr(ctx, err)
	}
	defer done()
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, cancelledOr(ctx, rows.Err())
}

// cancelledOr gives the context's error for SQLite's "interrupted".
func cancelledOr(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil && !errors.Is(err, ctx.Err()) {
		return fmt.Errorf("%w (%v)", ctx.Err(), err)
	}
	return err
}

// askOne gives the only row, or the zero value where there is none.
func askOne[T any](ctx context.Context, q querier, query string, args []any, scan func(*sql.Rows) (T, error)) (v T, err error) {
	vs, err := ask(ctx, q, query, args, scan)
	if len(vs) > 0 {
		v = vs[0]
	}
	return v, err
}

func scanInt(r *sql.Rows) (n int64, err error) { return n, r.Scan(&n) }

func scanText(r *sql.Rows) (s string, err error) { return s, r.Scan(&s) }

type intPair [2]int64

func scanPair(r *sql.Rows) (p intPair, err error) { return p, r.Scan(&p[0], &p[1]) }

// list writes values as the JSON list that json_each takes.
func list[T any](vs []T) string {
	if vs == nil {
		return "[]"
	}
	b, err := json.Marshal(vs)
	if err != nil {
		panic("sqlitestore: " + err.Error()) // numbers and strings only
	}
	return string(b)
}

// Days are numbers from 1970-01-01.

const (
	noDay  = 9_999_999
	ordTop = 4_000_000 // day 0 has this ord
)

func dayNumber(d graph.Day) int64 { return d.Time().Unix() / 86400 }

func dayOf(n int64) graph.Day { return graph.DayOf(time.Unix(n*86400, 0).UTC()) }

// ordOf gives the place of an interval in lists newest first.
func ordOf(i graph.Interval) int64 {
	if d := i.SortDay(); d != "" {
		return ordTop - dayNumber(d)
	}
	return noDay
}

// dayOfOrd is the way back, empty for unknown.
func dayOfOrd(ord int64) graph.Day {
	if ord == noDay {
		return ""
	}
	return dayOf(ordTop - ord)
}

// span gives the columns since and until of an interval.
func span(i graph.Interval) (since, until int64) {
	if !i.Known() {
		return noDay, -noDay
	}
	since, until = -noDay, noDay
	if i.Start != "" {
		since = dayNumber(i.Start)
	}
	if i.End != "" {
		until = dayNumber(i.End)
	}
	return since, until
}

// The column wide: how far from its place in the list a contact may be looked for.
const (
	exact   = 0 // a day, or unknown
	broad   = 1 // up to farDays longer than a day
	endless = 2 // longer, or without an end
	widths  = 3
)

func wideOf(i graph.Interval) int64 {
	switch {
	case !i.Known() || i.Start == i.End:
		return exact
	case i.Start == "" || i.End == "" || dayNumber(i.End)-dayNumber(i.Start) > farDays:
		return endless
	}
	return broad
}

// numbers gives the numbers in ids; those of another form are left out.
func numbers[ID ~string](ids []ID) []int64 {
	out := make([]int64, 0, len(ids))
	for _, id := range ids {
		if n, ok := graph.IDNumber(id); ok {
			out = append(out, n)
		}
	}
	return out
}
