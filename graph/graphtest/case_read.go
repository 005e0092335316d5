package graphtest

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/demarche/demarche/graph"
)

var reading = []row{
	{"empty store", "A store with nothing in it answers every list with an empty one and every id with nil", emptyStore},
	{"reads back", "ArticleReports gives everything as it was put", readsBack},
	{"unknown ids", "An unknown id gives nil, or an empty list, at its place", unknownIDs},
	{"put again", "Storing the same reports again changes nothing", putAgain},
	{"put anew", "Put replaces what the store had from that article", putAnew},
	{"remove", "Remove takes out an article and all that rests on it alone; unknown ids are ignored", remove},
	{"bad reports", "Put fails on the first article that cannot be stored; those before it are in", badReports},
	{"actors joined", "An actor is what all articles together say of it", actorsJoined},
	{"offices", "Offices of a person, or those held for a country, by Since", officesCase},
	{"reports of contacts", "ContactReports gives the reports that a contact was merged from, ReportContacts the way back", reportsOf},
	{"statements and matters", "A statement knows its matter; a claim and its denial share it", statementsAndMatters},
	{"concurrent puts", "Every method is safe for concurrent use; the graph does not depend on the order", concurrentPuts},
	{"cancelled", "Every method stops when its context does", cancelled},
}

// seed is an article like the one that the project began with.
func seed() *Builder {
	return Article("seed", "2023-03-16", "Infobae").Title("Ukraine discussed “territorial integrity” with China").
		Contact("Dmytro Kuleba|Qin Gang", graph.Actual, graph.Phone, "2023-03-16").About("", "territorial integrity").
		Contact("Volodymyr Zelenskyy|Xi Jinping", graph.Planned, graph.Unspecified, "").
		Contact("Sergey Lavrov|Qin Gang", graph.Actual, graph.InPerson, "").
		Statement(graph.CalledFor, "Qin Gang", "Ukraine+Russia", "resume peace talks", "Ukraine+Russia", "2023-03-16").
		Statement(graph.Denial, "China", "", "sending arms to Russia", "China+Russia", "2023-02-01/2023-02-28").
		Statement(graph.Claimed, "United States", "", "sending arms to Russia", "China+Russia", "2023-02-01/2023-02-28").
		Mention("Volodymyr Zelenskyy").Mention("NATO")
}

func emptyStore(t *tester) {
	same(t, "stats", *must1(t, t.s.Stats), graph.Stats{})
	same(t, "contacts", t.contacts(graph.ContactFilter{}), []*graph.Contact(nil))
	same(t, "statements", t.statements(graph.StatementFilter{}), []*graph.Statement(nil))
	a, err := t.s.FindActors(t.ctx, graph.ActorFilter{}, graph.Page{})
	same(t, "actors", must(t, a, err).Total, 0)
	h, err := t.s.Search(t.ctx, "anything", nil, graph.Page{})
	same(t, "search", must(t, h, err).Total, 0)
	p, err := t.s.Paths(t.ctx, "x", "y", graph.ContactFilter{}, 3)
	same(t, "paths", len(must(t, p, err)), 0)
	if err := t.s.Ping(t.ctx); err != nil {
		t.Error(err)
	}
}

func must1[T any](t *tester, ask func(context.Context) (T, error)) T {
	t.Helper()
	v, err := ask(t.ctx)
	return must(t, v, err)
}

func readsBack(t *tester) {
	want := seed().Reports()
	t.put(seed(), Article("other", "2023-03-17", "Other").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-17"))
	got, err := t.s.ArticleReports(t.ctx, []graph.ArticleID{"article:0000000000000000", want.Article.ID})
	same(t, "reports", must(t, got, err), []*graph.Reports{nil, want})
	as, err := t.s.Articles(t.ctx, []graph.ArticleID{want.Article.ID})
	same(t, "article", must(t, as, err), []*graph.Article{&want.Article})
}

func unknownIDs(t *tester) {
	t.put(seed())
	known := t.contacts(graph.ContactFilter{})[0].ID
	c, err := t.s.Contacts(t.ctx, []graph.ContactID{"nonsense", known, "contact:0000000000000000"})
	same(t, "contacts", len(must(t, c, err)), 3)
	if c[0] != nil || c[1] == nil || c[2] != nil {
		t.Errorf("contacts are %v", c)
	}
	a, err := t.s.Actors(t.ctx, []graph.ActorID{"nobody", ID("China")})
	if must(t, a, err); a[0] != nil || a[1] == nil {
		t.Errorf("actors are %v", a)
	}
	r, err := t.s.ContactReports(t.ctx, []graph.ContactID{"nonsense"})
	same(t, "reports", len(must(t, r, err)[0]), 0)
	of, err := t.s.ContactsOf(t.ctx, []graph.ActorID{"nobody", ID("Qin Gang")}, graph.ContactFilter{}, graph.Page{})
	must(t, of, err)
	same(t, "contacts of", []int{len(of[0].Items), len(of[1].Items)}, []int{0, 2})
	w, err := t.s.SpokeWith(t.ctx, []graph.ActorID{"nobody"}, graph.ContactFilter{}, graph.Page{})
	same(t, "spoke with", len(must(t, w, err)[0].Items), 0)
	st, err := t.s.Statements(t.ctx, []graph.StatementID{"statement:0000000000000000", "x"})
	same(t, "statements", must(t, st, err), []*graph.Statement{nil, nil})
	m, err := t.s.Matters(t.ctx, []graph.MatterID{"matter:0000000000000000"})
	same(t, "matters", must(t, m, err), []*graph.Matter{nil})
	o, err := t.s.Offices(t.ctx, []graph.ActorID{"nobody"})
	same(t, "offices", len(must(t, o, err)[0]), 0)
	rc, err := t.s.ReportContacts(t.ctx, []graph.ReportID{"report:0000000000000000"})
	same(t, "report contacts", must(t, rc, err), []graph.ContactID{""})
}

func putAgain(t *tester) {
	t.put(seed())
	before, stats := t.contacts(graph.ContactFilter{}), *must1(t, t.s.Stats)
	feed := must1(t, t.s.Latest)
	t.put(seed(), seed())
	same(t, "contacts", t.contacts(graph.ContactFilter{}), before)
	same(t, "stats", *must1(t, t.s.Stats), stats)
	changes, err := t.s.Changes(t.ctx, feed, 10)
	same(t, "changes", len(must(t, changes, err)), 0)
}

func putAnew(t *tester) {
	t.put(seed())
	t.put(Article("seed", "2023-03-16", "Infobae").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-15"))
	same(t, "contacts", sidesOf(t.contacts(graph.ContactFilter{})), []string{"Joe Biden|Xi Jinping"})
	same(t, "statements", len(t.statements(graph.StatementFilter{})), 0)
	same(t, "stats", *must1(t, t.s.Stats), graph.Stats{Articles: 1, Actors: 4, Contacts: 1})
}

func remove(t *tester) {
	other := Article("other", "2023-03-16", "Other").Contact("Dmytro Kuleba|Qin Gang", graph.Actual, graph.Phone, "2023-03-16")
	t.put(seed(), other)
	if err := t.s.Remove(t.ctx, seed().Reports().Article.ID, "article:0000000000000000", "nonsense"); err != nil {
		t.Fatal(err)
	}
	same(t, "reports left", len(t.one().Reports), 1)
	same(t, "stats", *must1(t, t.s.Stats), graph.Stats{Articles: 1, Actors: 4, Contacts: 1})
	found, err := t.s.Search(t.ctx, "peace", nil, graph.Page{})
	same(t, "search", must(t, found, err).Total, 0)
	if err := t.s.Remove(t.ctx, other.Reports().Article.ID); err != nil {
		t.Fatal(err)
	}
	same(t, "stats", *must1(t, t.s.Stats), graph.Stats{})
}

func badReports(t *tester) {
	bad := seed().Reports()
	bad.Contacts[0].Evidence[0].Quote = "words that are not there"
	fine := Article("fine", "2023-03-17", "Fine").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-17")
	if err := t.s.Put(t.ctx, fine.Reports(), bad); !errors.Is(err, graph.ErrBadReports) {
		t.Errorf("put gives %v, want ErrBadReports", err)
	}
	same(t, "contacts", names(t.one()), "Joe Biden|Xi Jinping")
}

func actorsJoined(t *tester) {
	a, b := seed().Reports(), Article("b", "2023-03-17", "B").Mention("Volodymyr Zelenskyy").Reports()
	for i := range b.Actors {
		if b.Actors[i].ID == ID("Volodymyr Zelenskyy") {
			b.Actors[i].Name, b.Actors[i].Aliases, b.Actors[i].Gender = "Zelenskyy", []string{"Volodymyr"}, "male"
		}
	}
	for _, order := range [][]*graph.Reports{{a, b}, {b, a, b}} {
		if err := t.s.Put(t.ctx, order...); err != nil {
			t.Fatal(err)
		}
		got, err := t.s.Actors(t.ctx, []graph.ActorID{ID("Volodymyr Zelenskyy")})
		same(t, "actor", must(t, got, err)[0], &graph.Actor{ID: ID("Volodymyr Zelenskyy"), Kind: graph.Person, Name: "Volodymyr Zelenskyy",
			Aliases: []string{"Volodimir Zelensky", "Volodymyr", "Zelensky", "Zelenskyy"}, Country: "country:UKR", Gender: "male"})
	}
	if err := t.s.Remove(t.ctx, a.Article.ID); err != nil {
		t.Fatal(err)
	}
	got, err := t.s.Actors(t.ctx, []graph.ActorID{ID("Volodymyr Zelenskyy")})
	same(t, "actor after removal", must(t, got, err)[0].Name, "Zelenskyy")
}

func officesCase(t *tester) {
	t.put(seed())
	got, err := t.s.Offices(t.ctx, []graph.ActorID{ID("Qin Gang"), ID("China"), ID("NATO")})
	must(t, got, err)
	same(t, "office of a person", len(got[0]), 1)
	same(t, "its title", got[0][0].Title, "Foreign minister")
	same(t, "offices for a country", ids(got[1], func(o *graph.Office) graph.ActorID { return o.Person }),
		[]graph.ActorID{ID("Xi Jinping"), ID("Qin Gang")})
	same(t, "none", len(got[2]), 0)
}

func reportsOf(t *tester) {
	t.put(seed(), Article("b", "2023-03-16", "B").Contact("Dmytro Kuleba|Qin Gang", graph.Actual, graph.Unspecified, "2023-03-16"))
	c := t.contacts(graph.ContactFilter{Media: []graph.Medium{graph.Phone}})[0]
	got, err := t.s.ContactReports(t.ctx, []graph.ContactID{c.ID})
	must(t, got, err)
	same(t, "reports", ids(got[0], func(r *graph.ContactReport) graph.ReportID { return r.ID }), c.Reports)
	same(t, "number", len(got[0]), 2)
	for _, r := range got[0] {
		if len(r.Evidence) != 1 || r.Evidence[0].Article != r.Article || r.Evidence[0].Quote == "" {
			t.Errorf("report %+v lacks its evidence", r)
		}
	}
	back, err := t.s.ReportContacts(t.ctx, append([]graph.ReportID{"x"}, c.Reports...))
	same(t, "way back", must(t, back, err), []graph.ContactID{"", c.ID, c.ID})
	st := t.statements(graph.StatementFilter{Kinds: []graph.StatementKind{graph.CalledFor}})[0]
	sr, err := t.s.StatementReports(t.ctx, []graph.StatementID{st.ID})
	same(t, "statement reports", len(must(t, sr, err)[0]), 1)
	sback, err := t.s.ReportStatements(t.ctx, []graph.ReportID{st.Reports[0], c.Reports[0]})
	same(t, "way back", must(t, sback, err), []graph.StatementID{st.ID, ""})
}

func statementsAndMatters(t *tester) {
	t.put(seed())
	of, err := t.s.StatementsOf(t.ctx, []graph.ActorID{ID("China"), ID("United States"), ID("Qin Gang")}, graph.StatementFilter{}, graph.Page{})
	must(t, of, err)
	same(t, "of China, by its minister too", len(of[0].Items), 2)
	same(t, "of the United States", len(of[1].Items), 1)
	same(t, "of the minister", len(of[2].Items), 1)
	claim := of[1].Items[0]
	about, err := t.s.StatementsAbout(t.ctx, []graph.MatterID{claim.Matter.ID, "matter:0000000000000000"}, graph.StatementFilter{}, graph.Page{})
	must(t, about, err)
	kinds := map[graph.StatementKind]bool{}
	for _, s := range about[0].Items {
		kinds[s.Kind] = true
	}
	same(t, "kinds of statement about the claim", kinds, map[graph.StatementKind]bool{graph.Claimed: true, graph.Denial: true})
	same(t, "about nothing", len(about[1].Items), 0)
	m, err := t.s.Matters(t.ctx, []graph.MatterID{claim.Matter.ID})
	same(t, "matter", must(t, m, err)[0], &claim.Matter)
	same(t, "words", claim.Matter.About, "sending arms to Russia")
}

func concurrentPuts(t *tester) {
	var wg sync.WaitGroup
	errs := make(chan error, 24)
	for i := range 24 {
		wg.Go(func() {
			b := Article(fmt.Sprint("p", i%12), "2023-03-16", fmt.Sprint("Outlet ", i%12)).
				Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-16").
				Contact("Joe Biden|Emmanuel Macron", graph.Actual, graph.InPerson, fmt.Sprintf("2023-03-%02d", 1+i%12))
			errs <- t.s.Put(t.ctx, b.Reports())
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	same(t, "stats", *must1(t, t.s.Stats), graph.Stats{Articles: 12, Actors: 6, Contacts: 13})
	call := t.contacts(graph.ContactFilter{With: []graph.ActorID{ID("Xi Jinping")}, Who: []graph.ActorID{ID("Joe Biden")}})
	same(t, "reports of the call", len(call[0].Reports), 12)
}

func cancelled(t *tester) {
	t.put(seed())
	ctx, cancel := context.WithCancel(t.ctx)
	cancel()
	if err := t.s.Put(ctx, Article("b", "", "").Mention("NATO").Reports()); !errors.Is(err, context.Canceled) {
		t.Errorf("Put gives %v", err)
	}
	if _, err := t.s.FindContacts(ctx, graph.ContactFilter{}, graph.Page{}); !errors.Is(err, context.Canceled) {
		t.Errorf("FindContacts gives %v", err)
	}
	if _, err := t.s.Search(ctx, "peace", nil, graph.Page{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Search gives %v", err)
	}
	same(t, "stats", must1(t, t.s.Stats).Articles, 1)
}
