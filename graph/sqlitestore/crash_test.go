package sqlitestore

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/graphtest"
)

// childPath, in the environment, makes this test binary the other process of a test: it puts articles into the store
// at that path and says so, one line an article, until it is killed or through.
const childPath = "SQLITESTORE_TEST_CHILD"

func TestMain(m *testing.M) {
	if path := os.Getenv(childPath); path != "" {
		if err := child(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func child(path string) error {
	s, err := Open(path, Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	for i, r := range graphtest.Random(3, 40) {
		if err := s.Put(context.Background(), r); err != nil {
			return err
		}
		fmt.Println("put", i)
	}
	return nil
}

// start runs the other process and gives its lines.
func start(t *testing.T, path string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childPath+"="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

// Killed at any point of an ingest and started again, a store holds the same graph as one left undisturbed.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	for _, after := range []int{0, 3, 11, 25} {
		cmd, lines := start(t, path)
		for range after {
			lines.Scan()
		}
		cmd.Process.Kill()
		cmd.Wait()
		s, err := Open(path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		stats, err := s.Stats(t.Context())
		if err != nil || stats.Articles < after {
			t.Errorf("killed after %d articles: %+v, %v", after, stats, err)
		}
		if bad, err := askOne(t.Context(), s.reader, "pragma integrity_check", nil, scanText); err != nil || bad != "ok" {
			t.Errorf("integrity: %s, %v", bad, err)
		}
		s.Close()
	}
	cmd, lines := start(t, path)
	for lines.Scan() {
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	graphtest.Same(t, openFilled(t, graphtest.Random(3, 40)), s)
}

// A store that was closed is one file, which can be copied as it is.
func TestClosedStoreIsOneFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), graphtest.Random(3, 5)...); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(files) != 1 {
		t.Errorf("after closing there are the files %v, %v", files, err)
	}
}

// Two processes may write one file, and a reader sees what the other has done.
func TestTwoProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	cmd, lines := start(t, path)
	articles := graphtest.Random(3, 40)
	for i := len(articles) - 1; i >= 0; i-- {
		if err := s.Put(t.Context(), articles[i]); err != nil {
			t.Fatal(err)
		}
	}
	for lines.Scan() {
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	graphtest.Same(t, openFilled(t, articles), s)
}

func TestOpenTellsWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	later := filepath.Join(dir, "later.db")
	s, err := Open(later, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.writer.conn.ExecContext(t.Context(), "pragma user_version = 99"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	other := filepath.Join(dir, "other.db")
	if s, err = Open(other, Options{}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.writer.conn.ExecContext(t.Context(), "pragma user_version = 0"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	for _, c := range []struct{ path, want string }{
		{dir, "is a folder"},
		{filepath.Join(dir, "no", "such.db"), "its folder cannot be used"},
		{write("text.db", strings.Repeat("this is a letter, not a database. ", 100)), "is not a SQLite file"},
		{later, "was written by a later version"},
		{other, "is a SQLite file of something else"},
	} {
		_, err := Open(c.path, Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.path) {
			t.Errorf("Open(%s) gives %v, want the path and %q", c.path, err, c.want)
		}
	}
}

// A context that ends while a question is under way ends the question.
func TestCancelledQuestion(t *testing.T) {
	s := openMemory(t).(*Store)
	ctx, cancel := context.WithCancel(t.Context())
	rows := 0
	_, err := ask(ctx, s.reader, "with recursive n (i) as (select 1 union all select i + 1 from n) select i from n", nil, func(*sql.Rows) (int, error) {
		if rows++; rows == 1000 {
			cancel()
		}
		return 0, nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	if _, err := s.FindContacts(t.Context(), graph.ContactFilter{}, graph.Page{}); err != nil {
		t.Errorf("the next question fails: %v", err)
	}
}
