package main

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/demarche/demarche/graph/sqlitestore"
	"github.com/demarche/demarche/server"
)

func TestReady(t *testing.T) {
	store, err := sqlitestore.Open(":memory:", sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := server.New(store, server.Options{})
	ts := httptest.NewServer(s)
	defer ts.Close()
	defer s.Close()
	if code, out, errs := demarche(t, "ready", ts.URL); code != exitOK || out != "ready\n" {
		t.Errorf("a server that is ready: status %d, %s%s", code, out, errs)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := demarche(t, "ready", ts.URL+"/"); code != exitFailed || !strings.Contains(errs, "the store does not answer") {
		t.Errorf("a server whose store is closed: status %d, %s", code, errs)
	}
	if code, _, errs := demarche(t, "ready", "http://127.0.0.1:1"); code != exitFailed || !strings.Contains(errs, "connection refused") {
		t.Errorf("no server: status %d, %s", code, errs)
	}
}
