package sqlitestore

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/demarche/demarche/graph"
)

// away are the codes of SQLite for a file that does not answer now: another process holds it, the disk is full or
// fails, it was moved, cut off or overwritten.
var away = []int{sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL,
	sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}

// code gives SQLite's code of an error, without what it adds in the higher bits; 0 for any other error.
func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

// wrap says what was being done and where. What callers branch on stays: the store's errors and the context's. A file
// that does not answer is graph.ErrUnavailable.
func (s *Store) wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	if slices.Contains(away, code(err)) {
		return fmt.Errorf("sqlitestore: %s: %s: %w (%w)", s.path, doing, graph.ErrUnavailable, err)
	}
	return fmt.Errorf("sqlitestore: %s: %s: %w", s.path, doing, err)
}

// A writer waits so long for another process's transaction to end. SQLite itself waits a glance at a time, since it
// does not see a context end.
const (
	patience = 20 * time.Second
	glance   = 50 * time.Millisecond
)

// begin opens the transaction, when it is this writer's turn.
func (w *writing) begin() error {
	for began := time.Now(); ; {
		err := w.exec("begin immediate")
		if code(err) != sqlite3.SQLITE_BUSY || w.ctx.Err() != nil || time.Since(began) > patience {
			return err
		}
	}
}
