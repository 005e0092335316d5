package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// startServer runs `demarche serve` with arguments and gives its URL. stop ends it as an interrupt does and gives its
// exit status.
func startServer(t *testing.T, args ...string) (url string, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	code := make(chan int, 1)
	var errs strings.Builder
	go func() {
		code <- run(ctx, append([]string{"serve", "--quiet"}, args...), strings.NewReader(""), in, &errs)
		in.Close()
	}()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if m := regexp.MustCompile(`http://localhost:\d+`).FindString(lines.Text()); m != "" {
			url = m
			break
		}
	}
	go io.Copy(io.Discard, out)
	if url == "" {
		cancel()
		t.Fatalf("serve %v: status %d, %s", args, <-code, errs.String())
	}
	return url, func() int {
		cancel()
		return <-code
	}
}

// query asks a server and gives the answer as text.
func query(t *testing.T, url, query string, variables map[string]any) string {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post(url+"/graphql", "application/json", strings.NewReader(string(body)))
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

// TestServe takes an article over GraphQL into a server and asks for what it says; then the server stops in peace.
func TestServe(t *testing.T) {
	url, stop := startServer(t, "--addr", "127.0.0.1:0", "--store", "sqlite:"+t.TempDir()+"/g.db")
	answer := query(t, url, `mutation ($in: IngestArticleInput!) { ingestArticle(input: $in) { article { outlet contactReports { status contact { summary date { start } } } } } }`,
		map[string]any{"in": map[string]any{"title": "Kuleba and Qin speak", "outlet": "Test", "published": time.Date(2023, 3, 16, 12, 0, 0, 0, time.UTC),
			"text": "Ukrainian Foreign Minister Dmytro Kuleba spoke by phone with Chinese Foreign Minister Qin Gang on Thursday, March 16, 2023."}})
	if !strings.Contains(answer, "Kuleba") || !strings.Contains(answer, "Qin Gang") || !strings.Contains(answer, "2023-03-16") {
		t.Errorf("the mutation gave %s", answer)
	}
	if answer := query(t, url, `{ contacts { totalCount } }`, nil); !strings.Contains(answer, `"totalCount":1`) {
		t.Errorf("the query gave %s", answer)
	}
	for _, text := range []string{"", "  "} {
		answer := query(t, url, `mutation ($in: IngestArticleInput!) { ingestArticle(input: $in) { article { id } } }`, map[string]any{"in": map[string]any{"text": text}})
		if !strings.Contains(answer, "BAD_USER_INPUT") {
			t.Errorf("an article of %q gave %s", text, answer)
		}
	}
	if code := stop(); code != exitOK {
		t.Errorf("stopped with status %d", code)
	}
}

func TestServeRefusesOpenAddressWithoutTokens(t *testing.T) {
	store := "sqlite:" + t.TempDir() + "/g.db"
	code, _, errs := demarche(t, "serve", "--addr", "0.0.0.0:0", "--store", store)
	if code != exitFailed || !strings.Contains(errs, "demarche token add") {
		t.Errorf("status %d, %s", code, errs)
	}
	code, secret, errs := demarche(t, "token", "add", "reader", "--store", store)
	if code != exitOK || !strings.HasPrefix(secret, "dem_") {
		t.Fatalf("token add: status %d, %s%s", code, secret, errs)
	}
	url, stop := startServer(t, "--addr", "0.0.0.0:0", "--store", store)
	defer stop()
	if answer := query(t, url, "{ stats { contacts } }", nil); !strings.Contains(answer, "UNAUTHORIZED") {
		t.Errorf("without the token: %s", answer)
	}
	r, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/graphql", strings.NewReader(`{"query":"{ stats { contacts } }"}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+strings.TrimSpace(secret))
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("with the token: %s", resp.Status)
	}
}
