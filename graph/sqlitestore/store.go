// Package sqlitestore keeps the graph in one SQLite file, with no server: graph.Store on modernc.org/sqlite.
//
// One connection writes, several read beside it (WAL), and other processes may do the same on the same file. An article
// is one transaction: its text and reports, and every contact and statement that graph.RemergeContacts and
// RemergeStatements find touched, with the rows derived from them (part, meet, counterpart, …) that make the questions
// of the Store ranges of an index. Killed at any point, the file holds whole articles.
package sqlitestore

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/demarche/demarche/graph"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Options of a store; the zero value works.
type Options struct {
	Readers int // connections that read at a time; 0 is one for each core, two at least
	CacheMB int // page cache of each connection; 0 is 32
	Feed    int // changes that the feed keeps; 0 is graph.FeedLength
}

// Store is a graph.Store in a SQLite file. It is safe for concurrent use.
type Store struct {
	path   string
	reader *handle
	writer *pen
	turn   chan struct{} // one writer at a time, so that they queue here and not on the file's lock
}

var _ graph.Store = (*Store)(nil)

// Open opens the file at path, made where there is none, and brings its schema up to date. ":memory:" is a store that
// lives as long as it is open. A file that cannot be opened or written, or that a later version wrote, is an error
// that names it.
func Open(path string, o Options) (*Store, error) {
	if o.Readers == 0 {
		o.Readers = max(2, runtime.GOMAXPROCS(0))
	}
	if o.CacheMB == 0 {
		o.CacheMB = 32
	}
	s := &Store{path: path, turn: make(chan struct{}, 1)}
	if err := s.open(o); err != nil {
		s.Close()
		return nil, fmt.Errorf("sqlitestore: %s: %w", path, err)
	}
	return s, nil
}

func (s *Store) open(o Options) error {
	pragmas := []string{"busy_timeout(20000)", "synchronous(normal)", "temp_store(memory)", fmt.Sprintf("cache_size(-%d)", o.CacheMB<<10)}
	name := "file:" + (&url.URL{Path: s.path}).EscapedPath() + "?"
	if s.path == ":memory:" {
		name = fmt.Sprintf("file:/demarche%d?vfs=memdb&", memories.Add(1))
	} else {
		if err := writable(s.path); err != nil {
			return err
		}
		// A checkpoint every 32 MiB, not every 4: pages that many articles touch are then copied once.
		pragmas = append(pragmas, "journal_mode(wal)", "wal_autocheckpoint(8192)", "journal_size_limit(67108864)")
	}
	db, err := sql.Open("sqlite", name+url.Values{"_pragma": pragmas}.Encode())
	if err != nil {
		return err
	}
	s.writer = &pen{db: db, stmts: map[string]*sql.Stmt{}, actors: map[graph.ActorID]int64{}, feed: cmp.Or(o.Feed, graph.FeedLength)}
	ctx := context.Background()
	if s.writer.conn, err = db.Conn(ctx); err != nil {
		return plainError(err)
	}
	if err := migrate(ctx, s.writer); err != nil {
		return plainError(err)
	}
	if s.path != ":memory:" { // there a commit waits as well
		if _, err := s.writer.conn.ExecContext(ctx, fmt.Sprintf("pragma busy_timeout = %d", glance.Milliseconds())); err != nil {
			return err
		}
	}
	db, err = sql.Open("sqlite", name+url.Values{"_pragma": append(pragmas, "query_only(1)")}.Encode())
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(o.Readers)
	db.SetMaxIdleConns(o.Readers)
	s.reader = newHandle(db, o.Readers)
	return nil
}

// memories numbers the stores in memory: each is of its own.
var memories atomic.Int64

// writable tells in plain words why a file cannot be written; SQLite's own are "unable to open database file (14)".
func writable(path string) error {
	if i, err := os.Stat(path); err == nil && i.IsDir() {
		return errors.New("is a folder, not a file")
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return fmt.Errorf("its folder cannot be used: %w", errors.Unwrap(err))
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return fmt.Errorf("cannot be written: %w", errors.Unwrap(err))
	}
	return f.Close()
}

// migrate applies the migrations that the file has not seen, in the order of their names. PRAGMA user_version is
// the number of the last one.
func migrate(ctx context.Context, p *pen) error {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	slices.Sort(names)
	return p.write(ctx, func(w *writing) error {
		have, err := askOne(ctx, w, "pragma user_version", nil, scanInt)
		if err != nil {
			return err
		}
		if have > int64(len(names)) {
			return fmt.Errorf("was written by a later version (schema %d, this one knows %d)", have, len(names))
		}
		if have == 0 {
			tables, err := askOne(ctx, w, "select count(*) from sqlite_schema", nil, scanInt)
			if err != nil {
				return err
			}
			if tables > 0 {
				return errors.New("is a SQLite file of something else")
			}
		}
		for i, name := range names[have:] {
			text, err := migrations.ReadFile(name)
			if err != nil {
				return err
			}
			if _, err := p.conn.ExecContext(ctx, string(text)); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			if _, err := p.conn.ExecContext(ctx, fmt.Sprintf("pragma user_version = %d", int(have)+i+1)); err != nil {
				return err
			}
		}
		return nil
	})
}

// plainError says what SQLite's words for the commonest mistakes mean.
func plainError(err error) error {
	if err != nil && strings.Contains(err.Error(), "file is not a database") {
		return errors.New("is not a SQLite file")
	}
	return err
}

// Ping implements graph.Store.
func (s *Store) Ping(ctx context.Context) error {
	_, err := ask(ctx, s.reader, "select value from meta where key = 'rules'", nil, scanInt)
	return s.wrap("ping", err)
}

// Close implements graph.Store. If no other process has the file open, it is whole without its -wal and -shm files.
func (s *Store) Close() error {
	var errs []error
	if s.reader != nil {
		errs = append(errs, s.reader.close())
	}
	if s.writer != nil {
		for _, st := range s.writer.stmts { // a connection with open statements leaves all that was written in the -wal file
			errs = append(errs, st.Close())
		}
		if s.writer.conn != nil {
			errs = append(errs, s.writer.conn.Close())
		}
		errs = append(errs, s.writer.db.Close())
	}
	return errors.Join(errs...)
}
