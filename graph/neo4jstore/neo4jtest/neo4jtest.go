// Package neo4jtest starts real Neo4j Community servers for tests, with the launcher in testdata/neo4j: no Docker, no
// installation, only Java 17 and Maven. Where these are missing, tests skip and say what to run; where CI is set, they
// fail.
package neo4jtest

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/demarche/demarche/internal/part"
)

// startTimeout bounds a server's start, the launcher's first build from Maven Central included.
const startTimeout = 5 * time.Minute

// Options says what server to start; the zero value is one without authentication on a free port.
type Options struct {
	Data     string   // folder that outlives the server; default: a temporary one, removed at the end
	Port     int      // of Bolt; 0 is a free one
	Password string   // of the user neo4j; empty asks for none
	HTTP     bool     // serve Neo4j Browser as well
	Heap     string   // of Java, "1g" where empty
	Settings []string // of neo4j.conf, "key=value"
}

// Server is a running Neo4j. PID is that of its process.
type Server struct {
	URL     string // bolt://127.0.0.1:PORT
	Browser string // where Neo4j Browser is, if asked for
	PID     int

	cmd   *exec.Cmd
	stdin io.Closer
	done  chan struct{} // closed when the process has ended
}

// replanSeldom: graphs of tests come and go, and plans made for one are good for all.
const replanSeldom = "dbms.cypher.min_replan_interval=1h"

var (
	sharedOnce sync.Once
	shared     *Server
	sharedErr  error
	sharedUse  sync.Mutex // held by the test that uses the shared server
	sharedUser atomic.Pointer[testing.TB]
)

// URL gives an empty database for the test alone, at the server that all tests of the binary share: the one that
// NEO4J_URL names, whose contents are removed, else one started here, which ends with the test binary. Another test
// that asks for it waits until t has ended; the same test may ask again, and finds the database emptied again.
func URL(t testing.TB) string {
	t.Helper()
	if user := sharedUser.Load(); user == nil || *user != t {
		sharedUse.Lock()
		sharedUser.Store(&t)
		t.Cleanup(func() {
			sharedUser.Store(nil)
			sharedUse.Unlock()
		})
	}
	url := os.Getenv("NEO4J_URL")
	if url == "" {
		sharedOnce.Do(func() { shared, sharedErr = Launch(Options{Settings: []string{replanSeldom}}) })
		if sharedErr != nil {
			part.Missing(t, fmt.Sprintf("Neo4j to test with (%v)", sharedErr), remedy)
		}
		url = shared.URL
	}
	Clear(t, url)
	return url
}

// Start starts a server of the test's own and stops it when the test ends.
func Start(t testing.TB, o Options) *Server {
	t.Helper()
	s, err := Launch(o)
	if err != nil {
		part.Missing(t, fmt.Sprintf("Neo4j to test with (%v)", err), remedy)
	}
	t.Cleanup(s.Kill)
	return s
}

// remedy is what brings a Neo4j.
const remedy = "install Java 17 and Maven and run testdata/neo4j/run.sh, or set NEO4J_URL to a server whose data may be removed"

// Launch starts a server that the caller stops, for programs that are no tests. It fails where Java 17 or Maven is missing,
// and outside the module's folders.
func Launch(o Options) (*Server, error) {
	for _, tool := range []string{"java", "mvn"} {
		if _, err := exec.LookPath(tool); err != nil {
			return nil, err
		}
	}
	script, err := findLauncher()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(script, o.args()...)
	cmd.Env = os.Environ()
	if o.Heap != "" {
		cmd.Env = append(cmd.Env, "HEAP="+o.Heap)
	}
	var log bytes.Buffer
	cmd.Stderr = &log
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &Server{PID: cmd.Process.Pid, cmd: cmd, stdin: stdin, done: make(chan struct{})}
	ready := make(chan bool, 1)
	go func() {
		lines := bufio.NewScanner(stdout)
		for lines.Scan() {
			key, value, _ := strings.Cut(lines.Text(), " ")
			switch key {
			case "BOLT":
				s.URL = value
			case "HTTP":
				s.Browser = value
			case "READY":
				ready <- true
			}
		}
		cmd.Wait() // how it ended does not matter: a server that never was ready is reported below
		close(s.done)
	}()
	select {
	case <-ready:
		return s, nil
	case <-s.done:
		return nil, fmt.Errorf("the Neo4j launcher ended: %s", strings.TrimSpace(log.String()))
	case <-time.After(startTimeout):
		s.Kill()
		return nil, fmt.Errorf("the Neo4j launcher was not ready after %v", startTimeout)
	}
}

func (o Options) args() []string {
	args := []string{"--bolt", strconv.Itoa(o.Port)}
	if o.Data != "" {
		args = append(args, "--data", o.Data)
	}
	if o.Password != "" {
		args = append(args, "--password", o.Password)
	}
	if o.HTTP {
		args = append(args, "--http", "0")
	}
	for _, s := range o.Settings {
		args = append(args, "--set", s)
	}
	return args
}

// Stop ends the server in good order and waits until it has.
func (s *Server) Stop() {
	s.stdin.Close()
	<-s.done
}

// Kill ends the server at once, as a power cut would.
func (s *Server) Kill() {
	s.cmd.Process.Kill()
	s.stdin.Close()
	<-s.done
}

// Clear removes all data from the database at a URL; constraints and indexes stay.
func Clear(t testing.TB, url string) {
	t.Helper()
	if err := Wipe(context.Background(), url); err != nil {
		t.Fatal(err)
	}
}

// Wipe is Clear for programs that are no tests.
func Wipe(ctx context.Context, url string) error {
	driver, err := neo4j.NewDriverWithContext(url, neo4j.NoAuth())
	if err != nil {
		return err
	}
	defer driver.Close(ctx)
	session := driver.NewSession(ctx, neo4j.SessionConfig{})
	defer session.Close(ctx)
	result, err := session.Run(ctx, "MATCH (n) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS", nil)
	if err != nil {
		return err
	}
	_, err = result.Consume(ctx)
	return err
}

// FreePort gives a port that nobody listens on, for a server that is to come back at the same address.
func FreePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// findLauncher looks for the launcher in the module that the test belongs to.
func findLauncher() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		script := filepath.Join(dir, "testdata", "neo4j", "run.sh")
		if _, err := os.Stat(script); err == nil {
			return script, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", fmt.Errorf("testdata/neo4j/run.sh is in no folder above the test's")
		}
		dir = parent
	}
}
