package clients

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/demarche/demarche/graph/neo4jstore/neo4jtest"
	"github.com/demarche/demarche/internal/part"
)

// TestClients runs the matrix of clients over both stores.
func TestClients(t *testing.T) {
	program := filepath.Join(t.TempDir(), "demarche")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, "..").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Run("SQLite", func(t *testing.T) { matrix(t, program, "sqlite:"+filepath.Join(t.TempDir(), "a.db")) })
	t.Run("Neo4j", func(t *testing.T) { matrix(t, program, neo4jtest.URL(t)) })
}

func matrix(t *testing.T, program, store string) {
	c := &running{t: t, program: program, store: store}
	c.run(program, "ingest", "../testdata/articles")
	c.serve()
	t.Run("TypeScript", c.typeScript)
	t.Run("graphql-ws", c.subscription)
	t.Run("Python", c.python)
	t.Run("GraphiQL", c.graphiQL)
}

// running is a program that serves a store.
type running struct {
	t              *testing.T
	program, store string
	url            string
}

func (c *running) command(name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(c.t.Context(), name, args...)
	cmd.Env = append(os.Environ(), "DEMARCHE_STORE="+c.store, "DEMARCHE_URL="+c.url)
	return cmd
}

// run carries out a command and gives what it printed.
func (c *running) run(name string, args ...string) string {
	c.t.Helper()
	out, err := c.command(name, args...).CombinedOutput()
	if err != nil {
		c.t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

func (c *running) serve() {
	cmd := c.command(c.program, "serve", "--quiet", "--addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		if err := cmd.Wait(); err != nil && c.t.Context().Err() == nil {
			c.t.Errorf("the server ended with %v", err)
		}
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if c.url = regexp.MustCompile(`http://localhost:\d+`).FindString(lines.Text()); c.url != "" {
			go func() {
				for lines.Scan() {
				}
			}()
			return
		}
	}
	c.t.Fatal("the server did not say where it is")
}

// complete is the last line of the clients that walk all pages: as many seen as there are.
var complete = regexp.MustCompile(`(?m)^(\d+) of (\d+)$`)

func (c *running) walked(t *testing.T, out string) {
	t.Helper()
	m := complete.FindStringSubmatch(out)
	if m == nil || m[1] != m[2] || m[1] == "0" || !strings.Contains(out, "Kuleba") {
		t.Errorf("the walk over all pages printed:\n%s", out)
	}
}

func (c *running) node(t *testing.T) func(args ...string) string {
	if _, err := os.Stat("node/node_modules/.package-lock.json"); err != nil {
		part.Missing(t, "client for Node", "run: make clients")
	}
	return func(args ...string) string {
		t.Helper()
		cmd := c.command(args[0], args[1:]...)
		cmd.Dir = "node"
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
		return string(out)
	}
}

func (c *running) typeScript(t *testing.T) {
	do := c.node(t)
	do("npm", "run", "generate")
	do("npm", "run", "build")
	c.walked(t, do("node", "out/src/query.js"))
}

// subscription listens by graphql-ws while another process ingests.
func (c *running) subscription(t *testing.T) {
	do := c.node(t)
	do("npm", "run", "build")
	cmd := c.command("node", "out/src/subscribe.js")
	cmd.Dir = "node"
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "connected" {
		t.Fatalf("the client said %q", lines.Text())
	}
	article := filepath.Join(t.TempDir(), "new.txt")
	text := "Title: Macron and Scholz meet\nDate: 2024-05-28\n\nFrench President Emmanuel Macron met German Chancellor Olaf Scholz in Meseberg on Tuesday.\n"
	if err := os.WriteFile(article, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for began := time.Now(); !strings.Contains(c.metrics(t), "demarche_subscriptions 1"); { // connected; the subscription follows
		if time.Since(began) > time.Minute {
			t.Fatal("the subscription did not begin")
		}
	}
	c.run(c.program, "ingest", article)
	if !lines.Scan() || !strings.Contains(lines.Text(), "Macron") {
		t.Errorf("the subscription told %q", lines.Text())
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}

func (c *running) metrics(t *testing.T) string {
	resp, err := http.Get(c.url + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func (c *running) python(t *testing.T) {
	python, err := filepath.Abs("../.cache/clients/bin/python")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(python); err != nil {
		part.Missing(t, "Python with gql", "run: make clients")
	}
	c.walked(t, c.run(python, "python/query.py"))
}

func (c *running) graphiQL(t *testing.T) {
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		part.Missing(t, "Chromium", "run: apt-get install chromium")
	}
	if _, err := os.Stat("../server/web/dist/index.html"); err != nil {
		part.Missing(t, "GraphiQL in this build", "run: make web")
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()))...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	defer func() { _ = chromedp.Cancel(ctx) }()
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	limited, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	err = chromedp.Do(limited, chromedp.Navigate(c.url+"/graphiql?query="+url.QueryEscape(`{ actors(filter: {name: "kuleba"}) { nodes { name } } }`)),
		chromedp.WaitVisible(".graphiql-execute-button"),
		chromedp.Poll[chromedp.Void](`document.querySelector('.graphiql-query-editor .view-lines')?.innerText.includes('kuleba')`),
		chromedp.Click(".graphiql-execute-button"),
		chromedp.Poll[chromedp.Void](`document.querySelector('.graphiql-response .view-lines')?.innerText.includes('Dmytro')`))
	if err != nil {
		t.Error(err)
	}
}
