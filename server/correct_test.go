package server_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/server"
)

// corrected is what corrections may change.
const corrected = `{ contacts { totalCount nodes { id summary status medium date { start end } confidence confirmed sources reports { id contact { id } } } }
	actors { nodes { id name aliases } } statements { nodes { id quote confirmed date { start } speaker { name } } }
	corrections(filter: {inForce: true}) { totalCount } }`

// TestCorrectionsOutliveIngest enters every kind of correction over GraphQL and has the articles that it is about
// ingested again: as they were, with other words around the facts, and after they had been removed. The correction holds
// each time. Undone, it leaves no trace, and ingesting again does not bring it back.
func TestCorrectionsOutliveIngest(t *testing.T) {
	eachStore(t, func(t *testing.T, s graph.Store) {
		desk := newDesk(t, s)
		before := desk.see()
		kuleba, lavrov := desk.find("Qin Gang – Dmytro Kuleba", "ACTUAL"), desk.find("Sergey Lavrov – Jörgen Borg", "ACTUAL")
		putin := desk.all("Sergey Lavrov – Vladimir Putin")
		for _, c := range []struct{ name, mutation string }{
			{"reject a report", fmt.Sprintf(`rejectReports(reports: [%q]`, kuleba.Reports[0].ID)},
			{"reject a contact", fmt.Sprintf(`rejectReports(contacts: [%q]`, lavrov.ID)},
			{"reject a statement", fmt.Sprintf(`rejectReports(statements: [%q]`, desk.statements()[0])},
			{"confirm a contact", fmt.Sprintf(`confirmReports(contacts: [%q]`, lavrov.ID)},
			{"merge actors", `mergeActors(into: "Q58122", actors: ["Q7747"]`},
			{"merge into one without a Wikidata item", `mergeActors(into: "person:SWE:jorgen-borg", actors: ["Q15031"]`},
			{"merge contacts", fmt.Sprintf(`mergeContacts(contacts: [%q, %q]`, putin[0].ID, putin[1].ID)},
			{"split a contact", fmt.Sprintf(`splitContact(reports: [%q]`, kuleba.Reports[0].ID)},
			{"set a date", fmt.Sprintf(`setDate(contacts: [%q], start: "2023-04-12", end: "2023-04-12"`, lavrov.ID)},
			{"set a date that nobody knows", fmt.Sprintf(`setDate(reports: [%q]`, lavrov.Reports[0].ID)},
			{"set a medium", fmt.Sprintf(`setMedium(contacts: [%q], medium: VIDEO`, kuleba.ID)},
		} {
			t.Run(c.name, func(t *testing.T) {
				desk := desk.of(t)
				correction := desk.correct(c.mutation)
				after := desk.see()
				if after == before {
					t.Fatal("the correction changes nothing")
				}
				for how, again := range desk.ways() {
					again()
					if d := cmp.Diff(after, desk.see()); d != "" {
						t.Errorf("%s (-corrected +ingested):\n%s", how, d)
					}
				}
				desk.undo(correction)
				if d := cmp.Diff(before, desk.see()); d != "" {
					t.Errorf("undone (-before +after):\n%s", d)
				}
				desk.ways()["removed and ingested"]()
				if d := cmp.Diff(before, desk.see()); d != "" {
					t.Errorf("undone and ingested again (-before +after):\n%s", d)
				}
			})
		}
		t.Run("keep actors apart", func(t *testing.T) {
			desk := desk.of(t)
			const merge = `mutation { mergeActors(into: "Q58122", actors: ["Q7747"], reason: "alike", author: "bob") { correction { id } } }`
			correction := desk.correct(`keepActorsApart(actors: ["Q58122", "Q7747"]`)
			for how, again := range desk.ways() {
				again()
				if _, answer := ask(t, desk.ts, merge, nil); codeOf(t, answer) != "CONFLICT" {
					t.Errorf("%s, then merged: %s", how, answer)
				}
			}
			desk.undo(correction)
			if _, answer := ask(t, desk.ts, merge, nil); codeOf(t, answer) != "" {
				t.Errorf("undone, then merged: %s", answer)
			}
		})
	})
}

// desk is an analyst's: a server that ingests the articles of the fixture when they are sent.
type desk struct {
	t  *testing.T
	s  graph.Store
	ts *httptest.Server
	by map[string]*graph.Reports // what the articles say, by URL
}

func newDesk(t *testing.T, s graph.Store) *desk {
	d := &desk{t: t, s: s, by: map[string]*graph.Reports{}}
	all := fixture(t)
	for _, r := range append(all[:2:2], all[7:]...) {
		d.by[r.Article.URL] = r
	}
	d.ts = serve(t, s, server.Options{Ingester: d, Limits: server.Limits{Time: time.Minute}})
	d.ingest("")
	return d
}

// of is the desk in a part of the test.
func (d *desk) of(t *testing.T) *desk {
	k := *d
	k.t = t
	return &k
}

// Ingest makes the desk a server.Ingester: it finds in an article what the fixture says of its URL.
func (d *desk) Ingest(ctx context.Context, a graph.Article) (*graph.Reports, error) {
	r := *d.by[a.URL]
	r.Article.Text, r.Article.Hash = a.Text, ""
	said := r.Complete()
	return said, d.s.Put(ctx, said)
}

// ingest sends all articles, with words after their text.
func (d *desk) ingest(words string) {
	d.t.Helper()
	for url, r := range d.by {
		_, answer := ask(d.t, d.ts, `mutation ($in: IngestArticleInput!) { ingestArticle(input: $in) { article { id } } }`,
			map[string]any{"in": map[string]any{"url": url, "text": r.Article.Text + words}})
		if codeOf(d.t, answer) != "" {
			d.t.Fatal(answer)
		}
	}
}

// ways are those of ingesting the articles again.
func (d *desk) ways() map[string]func() {
	return map[string]func(){
		"ingested as they were":        func() { d.ingest("") },
		"ingested with another ending": func() { d.ingest(" More follows.") },
		"removed and ingested": func() {
			var ids []graph.ArticleID
			for _, r := range d.by {
				ids = append(ids, r.Article.ID)
			}
			if err := d.s.Remove(d.t.Context(), ids...); err != nil {
				d.t.Fatal(err)
			}
			d.ingest("")
		},
	}
}

func (d *desk) see() string {
	d.t.Helper()
	_, answer := ask(d.t, d.ts, corrected, nil)
	if codeOf(d.t, answer) != "" {
		d.t.Fatal(answer)
	}
	return tidy(d.t, answer)
}

// correct enters a correction, given without its reason and author, and gives its id.
func (d *desk) correct(mutation string) string {
	d.t.Helper()
	_, answer := ask(d.t, d.ts, "mutation { done: "+mutation+`, reason: "the desk knows", author: "ann") { correction { id } } }`, nil)
	var a struct {
		Data struct {
			Done struct{ Correction struct{ ID string } }
		}
	}
	if err := json.Unmarshal([]byte(answer), &a); err != nil || codeOf(d.t, answer) != "" {
		d.t.Fatalf("%v in %s", err, answer)
	}
	return a.Data.Done.Correction.ID
}

func (d *desk) undo(id string) {
	d.t.Helper()
	_, answer := ask(d.t, d.ts, `mutation ($id: ID!) { undoCorrection(id: $id, reason: "it did not", author: "bob") { correction { id } } }`, map[string]any{"id": id})
	if codeOf(d.t, answer) != "" {
		d.t.Fatal(answer)
	}
}

// deskContact is a contact as the desk sees it.
type deskContact struct {
	ID, Summary, Status string
	Reports             []struct{ ID string }
}

// all gives the contacts of a summary.
func (d *desk) all(summary string) []deskContact {
	d.t.Helper()
	_, answer := ask(d.t, d.ts, `{ contacts { nodes { id summary status reports { id } } } }`, nil)
	var a struct {
		Data struct{ Contacts struct{ Nodes []deskContact } }
	}
	if err := json.Unmarshal([]byte(answer), &a); err != nil {
		d.t.Fatal(err)
	}
	var out []deskContact
	for _, c := range a.Data.Contacts.Nodes {
		if c.Summary == summary {
			out = append(out, c)
		}
	}
	return out
}

// find gives the contact of a summary and a status.
func (d *desk) find(summary, status string) deskContact {
	d.t.Helper()
	for _, c := range d.all(summary) {
		if c.Status == status {
			return c
		}
	}
	d.t.Fatalf("no contact %s that is %s", summary, status)
	return deskContact{}
}

func (d *desk) statements() (ids []string) {
	d.t.Helper()
	_, answer := ask(d.t, d.ts, `{ statements { nodes { id } } }`, nil)
	var a struct {
		Data struct {
			Statements struct{ Nodes []struct{ ID string } }
		}
	}
	if err := json.Unmarshal([]byte(answer), &a); err != nil {
		d.t.Fatal(err)
	}
	for _, n := range a.Data.Statements.Nodes {
		ids = append(ids, n.ID)
	}
	return ids
}
