package server_test

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/demarche/demarche/internal/part"
	"github.com/demarche/demarche/server"
	"github.com/demarche/demarche/server/web"
)

// browser is a tab of a headless Chromium that notes what goes wrong in it.
type browser struct {
	context.Context
	t          *testing.T
	mu         sync.Mutex
	complaints []string // errors on the console and uncaught exceptions
}

func newBrowser(t *testing.T) *browser {
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		part.Missing(t, "Chromium", "install the package chromium")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WindowSize(1280, 900), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.UserDataDir(t.TempDir()))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // starts it
		t.Fatal(err)
	}
	t.Cleanup(func() { // waits for the process, so that its folder can go
		if err := chromedp.Cancel(ctx); err != nil {
			t.Error(err)
		}
	})
	b := &browser{Context: ctx, t: t}
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.Type == "error" || m.IsException() {
				b.mu.Lock()
				b.complaints = append(b.complaints, m.String())
				b.mu.Unlock()
			}
		}
	}()
	return b
}

// do runs actions, and fails where one takes too long.
func (b *browser) do(name string, actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b, time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.t.Errorf("%s: %v", name, err)
	}
}

// get gives the value of an action.
func get[T any](b *browser, a chromedp.Action[T]) T {
	b.t.Helper()
	v, err := chromedp.Run(b, a)
	if err != nil {
		b.t.Error(err)
	}
	return v
}

// done takes a picture into the folder that SCREENSHOTS names, if any, and fails where the page complained or asked
// another machine for something.
func (b *browser) done(name string) {
	b.t.Helper()
	if dir := os.Getenv("SCREENSHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".png"), get(b, chromedp.CaptureScreenshot()), 0o644); err != nil {
			b.t.Error(err)
		}
	}
	for _, r := range get(b, chromedp.Evaluate[[]string](`performance.getEntriesByType('resource').map(e => e.name)`)) {
		if u, err := url.Parse(r); err != nil || u.Scheme != "data" && u.Scheme != "blob" && u.Hostname() != "127.0.0.1" {
			b.t.Errorf("%s: the page asked for %s", name, r)
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range b.complaints {
		b.t.Errorf("%s: console: %s", name, c)
	}
}

func TestFirstPageInBrowser(t *testing.T) {
	ts := serve(t, filled(t), server.Options{Version: "test"})
	b := newBrowser(t)
	b.do("open", chromedp.Navigate(ts.URL))
	text := get(b, chromedp.Text("main"))
	for _, want := range []string{"Who spoke with whom", "10\narticles read", "GraphiQL", "contacts(first: 5"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
	link := get(b, chromedp.AttributeValue("a.button", "href")).Value
	if u, err := url.Parse(link); err != nil || !strings.Contains(u.Query().Get("query"), "\n  contacts(first: 5") {
		t.Errorf("the link to GraphiQL is %q", link)
	}
	b.done("first-page")
}

func TestGraphiQLInBrowser(t *testing.T) {
	if f, err := web.Dist().Open("index.html"); err != nil {
		part.Missing(t, "GraphiQL in this build", "run: make web")
	} else {
		f.Close()
	}
	ts := serve(t, filled(t), server.Options{})
	b := newBrowser(t)
	b.do("query",
		chromedp.Navigate(ts.URL+"/graphiql?query="+url.QueryEscape("{ contacts(first: 2) { totalCount nodes { summary } } }")),
		chromedp.WaitVisible(".graphiql-execute-button"),
		chromedp.Poll[chromedp.Void](`document.querySelector('.graphiql-query-editor .view-lines')?.innerText.includes('totalCount')`),
		chromedp.Click(".graphiql-execute-button"),
		chromedp.Poll[chromedp.Void](`document.querySelector('.graphiql-response .view-lines')?.innerText.includes('summary')`),
	)
	if answer := get(b, chromedp.Text(".graphiql-response")); !strings.Contains(answer, "Xi") {
		t.Errorf("the answer window has:\n%s", answer)
	}
	b.done("graphiql")
	b.do("documentation", chromedp.Click(`button[aria-label="Show Documentation Explorer"]`),
		chromedp.WaitVisible(".graphiql-doc-explorer"),
		chromedp.Poll[chromedp.Void](`document.querySelector('.graphiql-doc-explorer')?.innerText.includes('Mutation')`))
	b.done("graphiql-docs")
}
