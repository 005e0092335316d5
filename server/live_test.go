package server_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/sqlitestore"
	"github.com/demarche/demarche/server"
)

// message is one of graphql-transport-ws.
type message struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// socket is a client of graphql-transport-ws.
type socket struct {
	t    *testing.T
	conn *websocket.Conn
}

func dial(t *testing.T, ts *httptest.Server, init string) *socket {
	t.Helper()
	conn, _, err := websocket.Dial(t.Context(), ts.URL+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	s := &socket{t, conn}
	s.send(message{Type: "connection_init", Payload: json.RawMessage(init)})
	return s
}

func (s *socket) send(m message) {
	s.t.Helper()
	if err := wsjson.Write(s.t.Context(), s.conn, m); err != nil {
		s.t.Fatal(err)
	}
}

// next gives the next message that is not a ping.
func (s *socket) next() message {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 10*time.Second)
	defer cancel()
	for {
		var m message
		if err := wsjson.Read(ctx, s.conn, &m); err != nil {
			s.t.Fatal(err)
		}
		if m.Type != "ping" && m.Type != "pong" {
			return m
		}
	}
}

// listen waits for the next message of a subscription however long it takes, and answers pings meanwhile. It gives
// none where the connection ends.
func (s *socket) listen() <-chan message {
	heard := make(chan message, 1)
	go func() {
		defer close(heard)
		for {
			var m message
			if err := wsjson.Read(s.t.Context(), s.conn, &m); err != nil {
				return
			}
			switch m.Type {
			case "ping":
				if err := wsjson.Write(s.t.Context(), s.conn, message{Type: "pong"}); err != nil {
					return
				}
			case "pong":
			default:
				heard <- m
				return
			}
		}
	}()
	return heard
}

func (s *socket) subscribe(id, query string) {
	s.t.Helper()
	b, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		s.t.Fatal(err)
	}
	s.send(message{ID: id, Type: "subscribe", Payload: b})
}

// more is an article with one contact that the fixture does not have.
func more(t *testing.T, url, day string) *graph.Reports {
	return newText(t, url, "Wire", day, "Kuleba met Xi, a source said.").
		contact(graph.Actual, graph.InPerson, "kuleba", "xi", day, day, "Beijing", "", "Kuleba met Xi, a source said").r.Complete()
}

func put(t *testing.T, s graph.Store, r ...*graph.Reports) {
	t.Helper()
	if err := s.Put(t.Context(), r...); err != nil {
		t.Fatal(err)
	}
}

func TestSubscriptionByWebSocket(t *testing.T) {
	s := filled(t)
	ts := serve(t, s, server.Options{})
	ws := dial(t, ts, "{}")
	if m := ws.next(); m.Type != "connection_ack" {
		t.Fatalf("got %+v, want the acknowledgement", m)
	}
	ws.subscribe("china", `subscription { contactsChanged(filter: {onBehalfOf: ["Q148"], media: IN_PERSON}) { cursor gone id contact { summary date { start } } } }`)
	ws.subscribe("russia", `subscription { contactsChanged(filter: {onBehalfOf: ["Q159"]}) { cursor } }`)
	waitFor(t, ts, "demarche_subscriptions 2")
	// The store is written to past the server, as another process would.
	put(t, s, more(t, "https://wire.example/11", "2023-05-09"))
	m := ws.next()
	if m.ID != "china" || m.Type != "next" || !strings.Contains(string(m.Payload), `"summary":"Xi Jinping – Dmytro Kuleba","date":{"start":"2023-05-09"}`) {
		t.Fatalf("got %+v %s", m, m.Payload)
	}
	var told struct {
		Data struct{ ContactsChanged struct{ Cursor, ID string } }
	}
	if err := json.Unmarshal(m.Payload, &told); err != nil {
		t.Fatal(err)
	}
	cursor := told.Data.ContactsChanged.Cursor

	// A client that comes back later goes on where it was.
	ws.send(message{ID: "china", Type: "complete"})
	put(t, s, more(t, "https://wire.example/12", "2023-05-20"))
	ws.subscribe("again", `subscription { contactsChanged(filter: {onBehalfOf: ["Q148"]}, after: "`+cursor+`") { contact { date { start } } } }`)
	for m = ws.next(); m.ID != "again"; m = ws.next() {
	}
	if !strings.Contains(string(m.Payload), "2023-05-20") {
		t.Errorf("after the cursor came %s", m.Payload)
	}

	// A contact whose articles are removed is told as gone.
	if err := s.Remove(t.Context(), graph.NewArticleID("https://wire.example/12", "", "")); err != nil {
		t.Fatal(err)
	}
	for m = ws.next(); m.ID == "china"; m = ws.next() { // the end of the first may be told late
	}
	if m.ID != "again" && m.ID != "russia" {
		t.Errorf("after the removal came %+v %s", m, m.Payload)
	}
	ws.subscribe("bad", `subscription { contactsChanged(after: "nonsense") { id } }`)
	for m = ws.next(); m.ID != "bad"; m = ws.next() {
	}
	if m.Type == "complete" || !strings.Contains(string(m.Payload), "BAD_CURSOR") {
		t.Errorf("a bad cursor: %+v %s", m, m.Payload)
	}
}

func TestSubscriptionByServerSentEvents(t *testing.T) {
	s := filled(t)
	ts := serve(t, s, server.Options{})
	body := `{"query":"subscription { contactsChanged { contact { summary } } }"}`
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, ts.URL+"/graphql", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "text/event-stream")
	resp, err := ts.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if got := resp.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Errorf("Content-Type is %q", got)
	}
	events := bufio.NewScanner(resp.Body)
	events.Scan() // the comment that opens the stream is sent before the subscription begins
	waitFor(t, ts, "demarche_subscriptions 1")
	put(t, s, more(t, "https://wire.example/11", "2023-05-09"))
	for events.Scan() {
		if strings.HasPrefix(events.Text(), "data:") {
			if !strings.Contains(events.Text(), "Xi Jinping – Dmytro Kuleba") {
				t.Errorf("got %s", events.Text())
			}
			return
		}
	}
	t.Errorf("the stream ended: %v", events.Err())
}

// TestFeedIsBounded shows that a subscriber learns that the feed no longer goes back to where it was: at once where it
// comes back too late, and in the midst of a subscription where it falls behind, over either transport.
func TestFeedIsBounded(t *testing.T) {
	lite, err := sqlitestore.Open(":memory:", sqlitestore.Options{Feed: 3})
	if err != nil {
		t.Fatal(err)
	}
	defer lite.Close()
	s := &slowFeed{Store: lite, ask: make(chan struct{}, 1)}
	ts := serve(t, s, server.Options{})
	put(t, s, more(t, "https://wire.example/0", "2023-05-09"))
	start, err := s.Latest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ws := dial(t, ts, "{}")
	ws.next()
	ws.subscribe("slow", `subscription { contactsChanged { gone } }`)
	waitFor(t, ts, "demarche_subscriptions 1")
	for i := range 6 {
		put(t, s, more(t, "https://wire.example/"+strconv.Itoa(i+1), string(graph.Day("2023-06-01").Add(40*i))))
	}
	close(s.ask)
	if m := ws.next(); !strings.Contains(string(m.Payload), "CURSOR_EXPIRED") {
		t.Errorf("a subscriber that fell behind got %+v %s", m, m.Payload)
	}
	if m := ws.next(); m.Type != "complete" {
		t.Errorf("then %+v %s", m, m.Payload)
	}
	query := `subscription { contactsChanged(after: "` + start + `") { id } }`
	ws.subscribe("late", query)
	if m := ws.next(); m.ID != "late" || !strings.Contains(string(m.Payload), "CURSOR_EXPIRED") {
		t.Errorf("a subscriber that came late got %+v %s", m, m.Payload)
	}
	_, events := ask(t, ts, query, nil, "Accept", "text/event-stream")
	if !strings.Contains(events, "CURSOR_EXPIRED") {
		t.Errorf("a subscriber by events that came late got %s", events)
	}
}

// slowFeed is a store that gives subscribers changes only once ask is closed.
type slowFeed struct {
	graph.Store
	ask chan struct{}
}

func (s *slowFeed) Changes(ctx context.Context, after string, limit int) ([]*graph.Change, error) {
	if limit > 1 { // not the look at a cursor when a subscription begins
		select {
		case <-s.ask:
		case <-ctx.Done():
		}
	}
	return s.Store.Changes(ctx, after, limit)
}

// waitFor waits until the metrics have a line.
func waitFor(t *testing.T, ts *httptest.Server, line string) {
	t.Helper()
	for range 500 {
		if _, m := send(t, ts, http.MethodGet, "/metrics", ""); strings.Contains(m, line+"\n") {
			return
		}
	}
	t.Fatalf("the metrics never had %q", line)
}

// TestCloseEndsSubscriptions shows that a graceful stop need not wait for subscribers.
func TestCloseEndsSubscriptions(t *testing.T) {
	h := server.New(filled(t), server.Options{Tick: 5 * time.Millisecond})
	ts := httptest.NewServer(h)
	defer ts.Close()
	ws := dial(t, ts, "{}")
	ws.next()
	ws.subscribe("1", `subscription { contactsChanged { id } }`)
	waitFor(t, ts, "demarche_subscriptions 1")
	h.Close()
	if m := ws.next(); m.Type != "complete" {
		t.Errorf("got %+v, want the end", m)
	}
}

func TestSocketNeedsToken(t *testing.T) {
	s := filled(t)
	secret, hash := server.NewSecret()
	if err := s.AddToken(t.Context(), graph.Token{Name: "reader", Hash: hash, Scopes: []graph.Scope{graph.ScopeRead}, Created: now()}); err != nil {
		t.Fatal(err)
	}
	ts := serve(t, s, server.Options{Access: server.Tokens})
	if m := dial(t, ts, `{"Authorization": "Bearer `+secret+`"}`).next(); m.Type != "connection_ack" {
		t.Errorf("with a token: %+v %s", m, m.Payload)
	}
	ws := dial(t, ts, "{}")
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	var m message
	if err := wsjson.Read(ctx, ws.conn, &m); err == nil && m.Type == "connection_ack" {
		t.Errorf("without a token: %+v", m)
	}
}

// TestClientThatNeverReads shows that a subscriber that does not read neither stops the others nor the server: its
// connection is given up, and nothing piles up for it.
func TestClientThatNeverReads(t *testing.T) {
	s := filled(t)
	ts := serve(t, s, server.Options{Limits: server.Limits{Patience: 100 * time.Millisecond}})
	conn, err := net.Dial("tcp", ts.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetReadBuffer(1)
	}
	// Each change is told with the article's text many times over, so that the buffers between the two are full soon.
	query := `subscription { contactsChanged { contact { reports {`
	for i := range 40 {
		query += " a" + string(rune('a'+i%26)) + string(rune('a'+i/26)) + ": article { text }"
	}
	query += ` } } } }`
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.WriteString(conn, "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\nContent-Length: "+
		strconv.Itoa(len(body))+"\r\n\r\n"+string(body))
	if err != nil {
		t.Fatal(err)
	}
	waitFor(t, ts, "demarche_subscriptions 1")
	ws := dial(t, ts, "{}")
	ws.next()
	ws.subscribe("other", `subscription { contactsChanged { contact { date { start } } } }`)
	waitFor(t, ts, "demarche_subscriptions 2")
	for i := range 30 {
		r := more(t, "https://wire.example/long", string(graph.Day("2024-01-01").Add(i*40)))
		r.Article.Text += strings.Repeat(" And more of it.", 10_000)
		r.Article.URL += strconv.Itoa(i)
		r.Article.ID = ""
		put(t, s, r.Complete())
		for m := ws.next(); m.Type != "next"; m = ws.next() {
		}
	}
	waitFor(t, ts, "demarche_subscriptions 1")
}
