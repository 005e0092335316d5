package graphtest

import (
	"errors"
	"time"

	"github.com/demarche/demarche/graph"
)

var correcting = []row{
	{"reject a report", "A rejected report no longer counts, also when its article is ingested again", rejectReport},
	{"confirm a report", "A confirmed report makes its contact certain", confirmReport},
	{"merge actors", "Actors merged are one, their old ids answer by the one, and undoing parts them again", mergeActors},
	{"keep apart", "What is kept apart cannot be merged, nor the other way round", keepApart},
	{"merge contacts", "Contacts merged by an analyst are one, whatever their dates", mergeContacts},
	{"split a contact", "Reports split off are a contact of their own", splitContact},
	{"set date and medium", "A corrected date or medium holds against the text's", setDateAndMedium},
	{"bad corrections", "A correction that cannot be meant is ErrBadFilter, of something unknown ErrNotFound", badCorrections},
	{"audit trail", "Corrections are listed newest first with who took them back", auditTrail},
}

var when = time.Date(2023, 4, 1, 10, 0, 0, 0, time.UTC)

func (t *tester) correct(c graph.Correction) *graph.Correction {
	t.Helper()
	c.Author, c.Time, c.Reason = "ana", when, "read it again"
	got, err := t.s.Correct(t.ctx, c)
	must(t, got, err)
	if got.ID == 0 || got.Author != "ana" || !got.Time.Equal(when) {
		t.Fatalf("correction is %+v", got)
	}
	return got
}

func (t *tester) undo(c *graph.Correction) {
	t.Helper()
	got, err := t.s.Undo(t.ctx, c.ID, graph.Undoing{Author: "bo", Time: when.Add(time.Hour), Reason: "was right"})
	if must(t, got, err).Undone == nil || got.Undone.Author != "bo" {
		t.Fatalf("undone correction is %+v", got)
	}
}

func rejectReport(t *tester) {
	b := func() *Builder {
		return Article("b", "2023-03-17", "B").Contact("Dmytro Kuleba|Qin Gang", graph.Actual, graph.Phone, "2023-03-16")
	}
	t.put(seed(), b())
	before := t.contacts(graph.ContactFilter{})
	phone := t.contacts(graph.ContactFilter{Media: []graph.Medium{graph.Phone}})[0]
	id := b().Reports().Contacts[0].ID
	c := t.correct(graph.Correction{Op: graph.RejectReport, Reports: []graph.ReportID{id}})
	ask := func() int {
		return len(t.contacts(graph.ContactFilter{Media: []graph.Medium{graph.Phone}})[0].Reports)
	}
	same(t, "reports left", ask(), 1)
	t.put(b())
	same(t, "reports left when put again", ask(), 1)
	in, err := t.s.ReportContacts(t.ctx, []graph.ReportID{id})
	same(t, "its contact", must(t, in, err), []graph.ContactID{""})
	all := t.correct(graph.Correction{Op: graph.RejectReport, Contacts: []graph.ContactID{phone.ID}})
	same(t, "its reports", len(all.Reports), 1)
	same(t, "contacts by phone", len(t.contacts(graph.ContactFilter{Media: []graph.Medium{graph.Phone}})), 0)
	t.undo(all)
	t.undo(c)
	same(t, "contacts when undone", t.contacts(graph.ContactFilter{}), before)
}

func confirmReport(t *tester) {
	t.put(Article("b", "2023-03-17", "B").Contact("Dmytro Kuleba|Qin Gang", graph.Actual, graph.Phone, "2023-03-16"))
	c := t.correct(graph.Correction{Op: graph.ConfirmReport, Contacts: []graph.ContactID{t.one().ID}})
	same(t, "confidence", t.one().Confidence, 1.0)
	same(t, "confirmed", t.one().Confirmed, true)
	t.undo(c)
	same(t, "confidence when undone", t.one().Confidence, 0.8)
}

func mergeActors(t *tester) {
	t.put(Article("a", "2023-03-16", "A").Contact("Dmytro Kuleba|Qin Gang", graph.Actual, graph.Phone, "2023-03-16").Mention("Dmytro Kuleba"),
		Article("b", "2023-03-16", "B").Contact("Andriy Yermak|Qin Gang", graph.Actual, graph.Phone, "2023-03-16"))
	before, stats := t.contacts(graph.ContactFilter{}), *must1(t, t.s.Stats)
	c := t.correct(graph.Correction{Op: graph.MergeActors, Actors: []graph.ActorID{ID("Andriy Yermak"), ID("Dmytro Kuleba")}})
	same(t, "sides", names(t.one()), "Andriy Yermak|Qin Gang")
	same(t, "reports", len(t.one().Reports), 2)
	got, err := t.s.Actors(t.ctx, []graph.ActorID{ID("Dmytro Kuleba")})
	must(t, got, err)
	same(t, "old id", got[0].ID, ID("Andriy Yermak"))
	same(t, "old name", got[0].Aliases, []string{"Dmytro Kuleba"})
	same(t, "actors", must1(t, t.s.Stats).Actors, stats.Actors-1)
	same(t, "by the old id", len(t.contacts(graph.ContactFilter{Who: []graph.ActorID{ID("Dmytro Kuleba")}})), 1)
	as, err := t.s.FindArticles(t.ctx, graph.ArticleFilter{Mentions: []graph.ActorID{ID("Andriy Yermak")}}, graph.Page{})
	same(t, "articles that mention it", must(t, as, err).Total, 1)
	of, err := t.s.Offices(t.ctx, []graph.ActorID{ID("Andriy Yermak")})
	same(t, "offices", len(must(t, of, err)[0]), 2)
	w, err := t.s.SpokeWith(t.ctx, []graph.ActorID{ID("Qin Gang"), ID("Dmytro Kuleba")}, graph.ContactFilter{}, graph.Page{})
	must(t, w, err)
	same(t, "counterparts", []graph.ActorID{w[0].Items[0].Actor.ID, w[1].Items[0].Actor.ID}, []graph.ActorID{ID("Andriy Yermak"), ID("Qin Gang")})
	t.put(Article("c", "2023-03-16", "C").Contact("Dmytro Kuleba|Qin Gang", graph.Actual, graph.Phone, "2023-03-16"))
	same(t, "reports of a later article too", len(t.one().Reports), 3)
	if err := t.s.Remove(t.ctx, graph.NewArticleID("https://news.example/c", "", "")); err != nil {
		t.Fatal(err)
	}
	t.undo(c)
	same(t, "contacts when undone", t.contacts(graph.ContactFilter{}), before)
	same(t, "stats when undone", *must1(t, t.s.Stats), stats)
}

func keepApart(t *tester) {
	t.put(seed())
	a, b, c := ID("Dmytro Kuleba"), ID("Volodymyr Zelenskyy"), ID("Qin Gang")
	apart := t.correct(graph.Correction{Op: graph.KeepApart, Actors: []graph.ActorID{a, b}})
	bad := graph.Correction{Op: graph.MergeActors, Actors: []graph.ActorID{a, b}, Author: "ana", Time: when}
	if _, err := t.s.Correct(t.ctx, bad); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("merging what is kept apart gives %v", err)
	}
	joined := t.correct(graph.Correction{Op: graph.MergeActors, Actors: []graph.ActorID{c, a}})
	bad.Actors = []graph.ActorID{b, c}
	if _, err := t.s.Correct(t.ctx, bad); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("merging what is kept apart, by a third, gives %v", err)
	}
	t.undo(joined)
	t.undo(apart)
	t.correct(graph.Correction{Op: graph.MergeActors, Actors: []graph.ActorID{a, b}})
}

func mergeContacts(t *tester) {
	t.put(Article("a", "2023-03-16", "A").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-15"),
		Article("b", "2023-03-16", "B").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-16"))
	before := t.contacts(graph.ContactFilter{})
	c := t.correct(graph.Correction{Op: graph.MergeContacts, Contacts: ids(before, contactID)})
	same(t, "reports", len(t.one().Reports), 2)
	t.put(Article("c", "2023-03-16", "C").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-15"))
	same(t, "reports with a later one", len(t.one().Reports), 3)
	same(t, "day", t.one().Date.Start, graph.Day("2023-03-15"))
	if err := t.s.Remove(t.ctx, graph.NewArticleID("https://news.example/c", "", "")); err != nil {
		t.Fatal(err)
	}
	t.undo(c)
	same(t, "contacts when undone", t.contacts(graph.ContactFilter{}), before)
}

func splitContact(t *tester) {
	b := Article("b", "2023-03-16", "B").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-16")
	t.put(Article("a", "2023-03-16", "A").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-16"), b)
	before := t.one()
	c := t.correct(graph.Correction{Op: graph.SplitContact, Reports: []graph.ReportID{b.Reports().Contacts[0].ID}})
	same(t, "contacts", len(t.contacts(graph.ContactFilter{})), 2)
	t.put(Article("c", "2023-03-16", "C").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-16"))
	same(t, "contacts with a later report", len(t.contacts(graph.ContactFilter{})), 2)
	if err := t.s.Remove(t.ctx, graph.NewArticleID("https://news.example/c", "", "")); err != nil {
		t.Fatal(err)
	}
	t.undo(c)
	same(t, "contact when undone", t.one(), before)
}

func setDateAndMedium(t *tester) {
	b := func() *Builder {
		return Article("b", "2023-03-16", "B").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Unspecified, "")
	}
	t.put(b())
	before := t.one()
	d := t.correct(graph.Correction{Op: graph.SetDate, Contacts: []graph.ContactID{before.ID}, Date: graph.Interval{Start: "2023-03-15", End: "2023-03-15"}})
	m := t.correct(graph.Correction{Op: graph.SetMedium, Contacts: []graph.ContactID{t.one().ID}, Medium: graph.Video})
	t.put(b())
	c := t.one()
	same(t, "date and medium", []any{c.Date.Start, c.Medium}, []any{graph.Day("2023-03-15"), graph.Video})
	rs, err := t.s.ContactReports(t.ctx, []graph.ContactID{c.ID})
	same(t, "the report as corrected", must(t, rs, err)[0][0].Medium, graph.Video)
	as, err := t.s.ArticleReports(t.ctx, []graph.ArticleID{b().Reports().Article.ID})
	same(t, "the report as put", must(t, as, err)[0].Contacts[0].Medium, graph.Unspecified)
	t.undo(d)
	t.undo(m)
	same(t, "contact when undone", t.one(), before)
}

func badCorrections(t *tester) {
	t.put(seed())
	id := t.contacts(graph.ContactFilter{})[0].Reports[0]
	for what, c := range map[string]struct {
		c    graph.Correction
		want error
	}{
		"unknown op":       {graph.Correction{Op: "burn", Reports: []graph.ReportID{id}}, graph.ErrBadFilter},
		"no author":        {graph.Correction{Op: graph.RejectReport, Reports: []graph.ReportID{id}, Author: "-"}, graph.ErrBadFilter},
		"no reports":       {graph.Correction{Op: graph.RejectReport}, graph.ErrBadFilter},
		"one actor":        {graph.Correction{Op: graph.MergeActors, Actors: []graph.ActorID{ID("China")}}, graph.ErrBadFilter},
		"no medium":        {graph.Correction{Op: graph.SetMedium, Reports: []graph.ReportID{id}}, graph.ErrBadFilter},
		"unknown report":   {graph.Correction{Op: graph.RejectReport, Reports: []graph.ReportID{"report:0000000000000000"}}, graph.ErrNotFound},
		"unknown contact":  {graph.Correction{Op: graph.RejectReport, Contacts: []graph.ContactID{"contact:0000000000000000"}}, graph.ErrNotFound},
		"unknown actor":    {graph.Correction{Op: graph.MergeActors, Actors: []graph.ActorID{ID("China"), "nobody"}}, graph.ErrNotFound},
		"a date backwards": {graph.Correction{Op: graph.SetDate, Reports: []graph.ReportID{id}, Date: graph.Interval{Start: "2023-03-16", End: "2023-03-15"}}, graph.ErrBadFilter},
	} {
		k := c.c
		if k.Author == "" {
			k.Author = "ana"
		} else {
			k.Author = ""
		}
		k.Time = when
		if _, err := t.s.Correct(t.ctx, k); !errors.Is(err, c.want) {
			t.Errorf("%s: error is %v, want %v", what, err, c.want)
		}
	}
	if _, err := t.s.Undo(t.ctx, 77, graph.Undoing{Author: "ana", Time: when}); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("undoing nothing gives %v", err)
	}
}

func auditTrail(t *tester) {
	t.put(seed())
	cs := t.contacts(graph.ContactFilter{})
	first := t.correct(graph.Correction{Op: graph.ConfirmReport, Contacts: []graph.ContactID{cs[0].ID}})
	second := t.correct(graph.Correction{Op: graph.KeepApart, Actors: []graph.ActorID{ID("China"), ID("Russia")}})
	t.undo(first)
	if _, err := t.s.Undo(t.ctx, first.ID, graph.Undoing{Author: "bo", Time: when}); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("undoing twice gives %v", err)
	}
	ask := func(f graph.CorrectionFilter, p graph.Page) []graph.CorrectionID {
		s, err := t.s.Corrections(t.ctx, f, p)
		return ids1(must(t, s, err).Items)
	}
	same(t, "all", ask(graph.CorrectionFilter{}, graph.Page{}), []graph.CorrectionID{second.ID, first.ID})
	same(t, "first page", ask(graph.CorrectionFilter{}, graph.Page{First: 1}), []graph.CorrectionID{second.ID})
	same(t, "in force", ask(graph.CorrectionFilter{InForce: true}, graph.Page{}), []graph.CorrectionID{second.ID})
	same(t, "by op", ask(graph.CorrectionFilter{Ops: []graph.Op{graph.ConfirmReport}}, graph.Page{}), []graph.CorrectionID{first.ID})
	same(t, "by author", ask(graph.CorrectionFilter{Authors: []string{"nobody"}}, graph.Page{}), []graph.CorrectionID{})
	same(t, "by actor", ask(graph.CorrectionFilter{Actors: []graph.ActorID{ID("Russia")}}, graph.Page{}), []graph.CorrectionID{second.ID})
	same(t, "by report", ask(graph.CorrectionFilter{Reports: cs[0].Reports}, graph.Page{}), []graph.CorrectionID{first.ID})
	s, err := t.s.Corrections(t.ctx, graph.CorrectionFilter{Ops: []graph.Op{graph.ConfirmReport}}, graph.Page{})
	got := must(t, s, err).Items[0]
	same(t, "entry", got, &graph.Correction{ID: first.ID, Op: graph.ConfirmReport, Author: "ana", Time: when, Reason: "read it again",
		Reports: cs[0].Reports, Undone: &graph.Undoing{Author: "bo", Time: when.Add(time.Hour), Reason: "was right"}})
}

func ids1(cs []*graph.Correction) []graph.CorrectionID {
	out := make([]graph.CorrectionID, len(cs))
	for i, c := range cs {
		out[i] = c.ID
	}
	return out
}
