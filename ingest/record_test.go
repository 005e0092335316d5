package ingest

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/demarche/demarche/graph"
)

func TestNewRecord(t *testing.T) {
	r := &graph.Reports{
		Article: graph.Article{ID: "article:1", Title: "Li meets Roe", Outlet: "The Ledger", Language: "en", Published: time.Date(2023, 3, 16, 0, 0, 0, 0, time.UTC)},
		Actors: []graph.Actor{
			{ID: "Q2", Kind: graph.Person, Name: "Jane Roe", QID: "Q2", Country: "Q20"},
			{ID: "Q1", Kind: graph.Person, Name: "Li Ren", Aliases: []string{"Li"}},
		},
		Mentions: []graph.Mention{{Actor: "Q1", InTitle: true, Start: 0, End: 2, Text: "Li"}, {Actor: "Q1", Start: 4, End: 6, Text: "Li"}},
		Contacts: []graph.ContactReport{{
			ID: "report:1", Participants: []graph.Participant{{Actor: "Q1", Side: 1, OnBehalfOf: "Q10"}, {Actor: "Q2", Side: 0}, {Actor: "Q3", Side: 1}},
			Status: graph.Actual, Medium: graph.Phone, Date: graph.Interval{Start: "2023-03-16"}, Topics: []string{"borders"}, Confidence: 0.9,
			Evidence: []graph.Evidence{{InTitle: true, Start: 0, End: 12, Quote: "Li meets Roe", Rule: "meet"}},
		}},
		Statements: []graph.StatementReport{{ID: "report:2", Kind: graph.CalledFor, Speaker: "Q2", About: "talks", Concerns: []graph.Concern{{Actor: "Q1", Role: "agent"}}}},
	}
	got, err := json.Marshal(NewRecord("x", r))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"doc":"x","article":{"id":"article:1","url":"","title":"Li meets Roe","outlet":"The Ledger","published":"2023-03-16","language":"en"},` +
		`"entities":[{"id":"Q1","type":"person","name":"Li Ren","aliases":["Li"],"mentions":[{"field":"title","start":0,"end":2,"text":"Li"},{"start":4,"end":6,"text":"Li"}]},` +
		`{"id":"Q2","type":"person","name":"Jane Roe","aliases":[],"qid":"Q2","country":"Q20","mentions":[]}],` +
		`"contacts":[{"id":"report:1","participants":["Q2","Q1","Q3"],"sides":[["Q2"],["Q1","Q3"]],"on_behalf_of":{"Q1":"Q10"},"status":"actual","medium":"phone",` +
		`"date":{"start":"2023-03-16"},"place":"","topics":["borders"],"confidence":0.9,"evidence":[{"field":"title","start":0,"end":12,"text":"Li meets Roe","rule":"meet"}]}],` +
		`"statements":[{"id":"report:2","kind":"called_for","speaker":"Q2","addressees":[],"about":"talks","concerns":["Q1"],"date":null,"confidence":0,"evidence":[]}]}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestPublished(t *testing.T) {
	for _, tt := range []struct {
		t    time.Time
		want string
	}{
		{time.Date(2023, 3, 16, 0, 0, 0, 0, time.UTC), "2023-03-16"},
		{time.Date(2023, 3, 16, 8, 30, 0, 0, time.UTC), "2023-03-16T08:30:00Z"},
		{time.Date(2023, 3, 16, 0, 0, 0, 0, time.FixedZone("", 3600)), "2023-03-16T00:00:00+01:00"},
	} {
		if got := published(tt.t); got == nil || *got != tt.want {
			t.Errorf("published(%v) = %v, want %s", tt.t, got, tt.want)
		}
	}
	if got := published(time.Time{}); got != nil {
		t.Errorf("published(zero) = %q, want null", *got)
	}
}
