package graphtest

import (
	"errors"
	"fmt"

	"github.com/demarche/demarche/graph"
)

var listing = []row{
	{"order of contacts", "Contacts come newest first, unknown dates last, then by ID", contactOrder},
	{"other orders", "Page.Order orders contacts and statements; unknown days come last in each; an unknown order is ErrBadFilter", otherOrders},
	{"pages", "Pages forward and backward never overlap and miss nothing; Total is of the whole list", pages},
	{"pages stay right", "A page after a cursor is right while articles arrive", pagesStay},
	{"bad cursors", "A cursor altered, or of another method or filter, is ErrBadCursor", badCursors},
	{"bad pages", "A page that cannot be meant is ErrBadFilter", badPages},
	{"lists of several", "ContactsOf and SpokeWith answer each actor in its order with its own page", listsOfSeveral},
}

// many puts contacts of one pair on n days, and one without.
func (t *tester) many(n int) {
	t.Helper()
	b := Article("many", "", "Many")
	for i := range n {
		b.Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, fmt.Sprintf("2023-%02d-%02d", 1+i/28, 1+i%28))
	}
	b.Contact("Joe Biden|Xi Jinping", graph.Possible, graph.Unspecified, "")
	t.put(b)
}

func contactOrder(t *tester) {
	t.put(Article("a", "", "A").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-15").
		Contact("Joe Biden|Vladimir Putin", graph.Actual, graph.Phone, "").
		Contact("Joe Biden|Emmanuel Macron", graph.Actual, graph.Phone, "/2023-03-16").
		Contact("Joe Biden|Sergey Lavrov", graph.Actual, graph.Phone, "2023-03-01/2023-03-31").
		Contact("Joe Biden|Qin Gang", graph.Actual, graph.Phone, "2023-03-15"))
	cs := t.contacts(graph.ContactFilter{})
	var days []graph.Day
	for _, c := range cs {
		days = append(days, c.Date.SortDay())
	}
	same(t, "days", days, []graph.Day{"2023-03-16", "2023-03-15", "2023-03-15", "2023-03-01", ""})
	if cs[1].ID > cs[2].ID {
		t.Errorf("of one day %s comes before %s", cs[1].ID, cs[2].ID)
	}
}

func otherOrders(t *tester) {
	t.put(Article("a", "", "A").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-15").
		Contact("Joe Biden|Vladimir Putin", graph.Actual, graph.Phone, "").
		Contact("Joe Biden|Emmanuel Macron", graph.Actual, graph.Phone, "2023-03-16").
		Statement(graph.CalledFor, "Qin Gang", "", "peace", "", "").
		Statement(graph.CalledFor, "Qin Gang", "", "trade", "", "2023-03-02").
		Statement(graph.CalledFor, "Qin Gang", "", "ceasefire", "", "2023-03-01"),
		Article("b", "", "B").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-15").
			Contact("Joe Biden|Vladimir Putin", graph.Actual, graph.Phone, "").
			Statement(graph.CalledFor, "Qin Gang", "", "peace", "", ""),
		Article("c", "", "C").Contact("Joe Biden|Vladimir Putin", graph.Actual, graph.Phone, ""))
	const putin, xi, macron = "Joe Biden|Vladimir Putin", "Joe Biden|Xi Jinping", "Emmanuel Macron|Joe Biden"
	who := []graph.ActorID{ID("Joe Biden")}
	for _, c := range []struct {
		by   graph.Order
		want []string
	}{
		{graph.NewestFirst, []string{macron, xi, putin}},
		{graph.OldestFirst, []string{xi, macron, putin}},
		{graph.MostSources, []string{putin, xi, macron}},
		{graph.SurestFirst, []string{putin, xi, macron}}, // each source makes it surer
	} {
		for what, f := range map[string]graph.ContactFilter{"all": {}, "of one": {Who: who}} {
			s, err := t.s.FindContacts(t.ctx, f, graph.Page{Order: c.by})
			same(t, what+" "+string(c.by), sidesOf(must(t, s, err).Items), c.want)
		}
		of, err := t.s.ContactsOf(t.ctx, who, graph.ContactFilter{}, graph.Page{First: 2, Order: c.by})
		same(t, "the first two "+string(c.by), sidesOf(must(t, of, err)[0].Items), c.want[:2])
		rest, err := t.s.ContactsOf(t.ctx, who, graph.ContactFilter{}, graph.Page{First: 2, Order: c.by, After: of[0].Cursors[1]})
		same(t, "the last "+string(c.by), sidesOf(must(t, rest, err)[0].Items), c.want[2:])
		for _, other := range graph.Orders {
			if other == c.by {
				continue
			}
			if _, err := t.s.ContactsOf(t.ctx, who, graph.ContactFilter{}, graph.Page{Order: other, After: of[0].Cursors[1]}); !errors.Is(err, graph.ErrBadCursor) {
				t.Errorf("a cursor of %q in %q gives %v", c.by, other, err)
			}
		}
	}
	for by, want := range map[graph.Order][]string{graph.OldestFirst: {"ceasefire", "trade", "peace"}, graph.MostSources: {"peace", "trade", "ceasefire"}} {
		s, err := t.s.FindStatements(t.ctx, graph.StatementFilter{}, graph.Page{Order: by})
		about := func(s *graph.Statement) string { return s.Matter.About }
		same(t, "statements "+string(by), ids(must(t, s, err).Items, about), want)
		of, err := t.s.StatementsOf(t.ctx, []graph.ActorID{ID("Qin Gang")}, graph.StatementFilter{}, graph.Page{Order: by})
		same(t, "statements of one "+string(by), ids(must(t, of, err)[0].Items, about), want)
	}
	if _, err := t.s.FindContacts(t.ctx, graph.ContactFilter{}, graph.Page{Order: "loudest"}); !errors.Is(err, graph.ErrBadFilter) {
		t.Errorf("an unknown order gives %v", err)
	}
	if _, err := t.s.FindActors(t.ctx, graph.ActorFilter{}, graph.Page{Order: graph.OldestFirst}); !errors.Is(err, graph.ErrBadFilter) {
		t.Errorf("an order of a list with one gives %v", err)
	}
}

func pages(t *tester) {
	t.many(23)
	all := ids(t.contacts(graph.ContactFilter{}), contactID)
	for _, size := range []int{1, 7, 8, 24, 50} {
		var got []graph.ContactID
		p := graph.Page{First: size}
		for {
			s, err := t.s.FindContacts(t.ctx, graph.ContactFilter{}, p)
			must(t, s, err)
			if s.Total != 24 || len(s.Cursors) != len(s.Items) || s.HasPrevious != (p.After != "") {
				t.Fatalf("page %+v is %+v", p, s)
			}
			got = append(got, ids(s.Items, contactID)...)
			if !s.HasNext {
				break
			}
			p.After = s.Cursors[len(s.Cursors)-1]
		}
		same(t, fmt.Sprint("forward by ", size), got, all)
		got = nil
		p = graph.Page{Last: size}
		for {
			s, err := t.s.FindContacts(t.ctx, graph.ContactFilter{}, p)
			must(t, s, err)
			got = append(ids(s.Items, contactID), got...)
			if s.HasNext != (p.Before != "") {
				t.Fatalf("page %+v has HasNext %v", p, s.HasNext)
			}
			if !s.HasPrevious {
				break
			}
			p.Before = s.Cursors[0]
		}
		same(t, fmt.Sprint("backward by ", size), got, all)
	}
	s, err := t.s.FindContacts(t.ctx, graph.ContactFilter{}, graph.Page{NoTotal: true})
	same(t, "total not asked for", must(t, s, err).Total, -1)
	same(t, "default page", len(s.Items), 24)
}

func pagesStay(t *tester) {
	t.many(20)
	all := ids(t.contacts(graph.ContactFilter{}), contactID)
	s, err := t.s.FindContacts(t.ctx, graph.ContactFilter{}, graph.Page{First: 5})
	must(t, s, err)
	t.put(Article("late", "", "Late").Contact("Joe Biden|Emmanuel Macron", graph.Actual, graph.Phone, "2023-12-31").
		Contact("Joe Biden|Emmanuel Macron", graph.Actual, graph.Phone, "2022-01-01"))
	next, err := t.s.FindContacts(t.ctx, graph.ContactFilter{}, graph.Page{First: 5, After: s.Cursors[4]})
	same(t, "second page", ids(must(t, next, err).Items, contactID), all[5:10])
	if err := t.s.Remove(t.ctx, graph.NewArticleID("https://news.example/many", "", "")); err != nil {
		t.Fatal(err)
	}
	gone, err := t.s.FindContacts(t.ctx, graph.ContactFilter{}, graph.Page{First: 5, After: s.Cursors[4]})
	same(t, "page after an item that is gone", sidesOf(must(t, gone, err).Items), []string{"Emmanuel Macron|Joe Biden"})
}

func badCursors(t *tester) {
	t.many(3)
	f := graph.ContactFilter{Who: []graph.ActorID{ID("Joe Biden")}}
	s, err := t.s.FindContacts(t.ctx, f, graph.Page{First: 1})
	cursor := must(t, s, err).Cursors[0]
	altered := []byte(cursor)
	altered[len(altered)/2] ^= 3
	for what, ask := range map[string]func() error{
		"altered": func() error {
			_, err := t.s.FindContacts(t.ctx, f, graph.Page{First: 1, After: string(altered)})
			return err
		},
		"nonsense": func() error {
			_, err := t.s.FindContacts(t.ctx, f, graph.Page{Last: 1, Before: "żółć"})
			return err
		},
		"other filter": func() error {
			_, err := t.s.FindContacts(t.ctx, graph.ContactFilter{}, graph.Page{First: 1, After: cursor})
			return err
		},
		"other method": func() error {
			_, err := t.s.FindStatements(t.ctx, graph.StatementFilter{}, graph.Page{First: 1, After: cursor})
			return err
		},
		"list of another": func() error {
			_, err := t.s.SpokeWith(t.ctx, []graph.ActorID{ID("Joe Biden")}, f, graph.Page{First: 1, After: cursor})
			return err
		},
		"changes": func() error { _, err := t.s.Changes(t.ctx, "nonsense", 1); return err },
	} {
		if err := ask(); !errors.Is(err, graph.ErrBadCursor) {
			t.Errorf("%s: error is %v", what, err)
		}
	}
}

func badPages(t *tester) {
	for _, p := range []graph.Page{{First: -1}, {Last: -1}, {First: graph.MaxPage + 1}, {First: 1, Last: 1}, {First: 1, Before: "x"}, {Last: 1, After: "x"}} {
		if _, err := t.s.FindActors(t.ctx, graph.ActorFilter{}, p); !errors.Is(err, graph.ErrBadFilter) {
			t.Errorf("%+v: error is %v", p, err)
		}
	}
}

func listsOfSeveral(t *tester) {
	t.many(5)
	t.put(seed())
	who := []graph.ActorID{ID("Qin Gang"), ID("Joe Biden"), ID("NATO"), ID("Joe Biden")}
	of, err := t.s.ContactsOf(t.ctx, who, graph.ContactFilter{}, graph.Page{First: 2})
	must(t, of, err)
	var got [][2]int
	for _, s := range of {
		got = append(got, [2]int{len(s.Items), s.Total})
	}
	same(t, "items and totals", got, [][2]int{{2, 2}, {2, 6}, {0, 0}, {2, 6}})
	next, err := t.s.ContactsOf(t.ctx, who[1:2], graph.ContactFilter{}, graph.Page{First: 9, After: of[1].Cursors[1]})
	same(t, "the rest", len(must(t, next, err)[0].Items), 4)
	w, err := t.s.SpokeWith(t.ctx, who, graph.ContactFilter{}, graph.Page{})
	must(t, w, err)
	same(t, "counterparts of the first", ids(w[0].Items, func(c *graph.Counterpart) graph.ActorID { return c.Actor.ID }),
		sorted([]graph.ActorID{ID("Sergey Lavrov"), ID("Dmytro Kuleba")}))
	same(t, "counterpart of the second", *w[1].Items[0], graph.Counterpart{Actor: w[1].Items[0].Actor, Count: 5, First: "2023-01-01", Last: "2023-01-05"})
}
