package graphtest

import (
	"slices"

	"github.com/demarche/demarche/graph"
)

var answering = []row{
	{"series", "Series counts contacts by day, month or year of their beginning, empty steps left out", series},
	{"matrix", "Matrix counts contacts by pair of countries for which people acted", matrix},
	{"timeline", "Timeline joins the contacts of a pair and what one said to or about the other", timeline},
	{"pairs", "Pairs sums up the contacts of a pair as of a day", pairs},
	{"silent pairs", "Silent lists pairs whose silence is longer than their rhythm", silent},
	{"paths", "Paths gives the shortest chains of actual contacts with the contacts that form them", paths},
	{"search", "Search finds names, contacts, statements, matters and articles, blind to case and accents, names first", search},
}

func series(t *tester) {
	t.variety()
	got, err := t.s.Series(t.ctx, graph.ContactFilter{}, graph.ByMonth)
	same(t, "months", must(t, got, err), []*graph.Bucket{
		{Start: "2023-03-01", Count: 2, ByStatus: map[graph.Status]int{graph.Actual: 2}},
		{Start: "2023-04-01", Count: 1, ByStatus: map[graph.Status]int{graph.Planned: 1}}})
	got, err = t.s.Series(t.ctx, graph.ContactFilter{Who: []graph.ActorID{ID("Qin Gang")}}, graph.ByDay)
	same(t, "days", must(t, got, err), []*graph.Bucket{
		{Start: "2023-03-16", Count: 1, ByStatus: map[graph.Status]int{graph.Actual: 1}},
		{Start: "2023-03-20", Count: 1, ByStatus: map[graph.Status]int{graph.Actual: 1}}})
	got, err = t.s.Series(t.ctx, graph.ContactFilter{}, graph.ByYear)
	same(t, "year", must(t, got, err)[0].Count, 3)
}

func matrix(t *tester) {
	t.variety()
	t.put(Article("e", "2023-05-02", "E").Contact("Turkish foreign ministry+Turkey|Vladimir Putin", graph.Actual, graph.Unspecified, "2023-05-01").
		Contact("NATO|Vladimir Putin", graph.Actual, graph.Unspecified, "2023-05-01").Contact("Dmytro Kuleba|Volodymyr Zelenskyy", graph.Actual, graph.InPerson, "2023-05-01").
		Contact("Qin Gang|Andriy Yermak", graph.Actual, graph.Phone, "2023-04-30"))
	got, err := t.s.Matrix(t.ctx, graph.ContactFilter{}, "")
	same(t, "whole", must(t, got, err), []*graph.Cell{
		{A: "country:CHN", B: "country:RUS", Count: 1, First: "2023-03-20", Last: "2023-03-20"},
		{A: "country:CHN", B: "country:UKR", Count: 2, First: "2023-03-16", Last: "2023-04-30"},
		{A: "country:RUS", B: "country:TUR", Count: 1, First: "2023-05-01", Last: "2023-05-01"}})
	got, err = t.s.Matrix(t.ctx, graph.ContactFilter{Until: "2023-04-30"}, graph.ByMonth)
	same(t, "months", must(t, got, err), []*graph.Cell{
		{A: "country:CHN", B: "country:RUS", Start: "2023-03-01", Count: 1, First: "2023-03-20", Last: "2023-03-20"},
		{A: "country:CHN", B: "country:UKR", Start: "2023-03-01", Count: 1, First: "2023-03-16", Last: "2023-03-16"},
		{A: "country:CHN", B: "country:UKR", Start: "2023-04-01", Count: 1, First: "2023-04-30", Last: "2023-04-30"}})
	got, err = t.s.Matrix(t.ctx, graph.ContactFilter{Statuses: []graph.Status{graph.Planned}}, "")
	same(t, "planned", must(t, got, err), []*graph.Cell{{A: "country:CHN", B: "country:FRA", Count: 1, First: "2023-04-01", Last: "2023-04-01"}})
}

func timeline(t *tester) {
	t.put(seed())
	ask := func(f graph.ContactFilter, p graph.Page) *graph.Slice[*graph.Moment] {
		s, err := t.s.Timeline(t.ctx, ID("Ukraine"), ID("China"), f, p)
		return must(t, s, err)
	}
	s := ask(graph.ContactFilter{}, graph.Page{})
	var got []string
	for _, m := range s.Items {
		if m.Contact != nil {
			got = append(got, names(m.Contact))
		} else {
			got = append(got, m.Statement.Matter.About)
		}
	}
	same(t, "moments", got, []string{"Dmytro Kuleba|Qin Gang", "resume peace talks", "Volodymyr Zelenskyy|Xi Jinping"})
	same(t, "total", s.Total, 3)
	next := ask(graph.ContactFilter{}, graph.Page{First: 1, After: s.Cursors[0]})
	same(t, "second page", next.Items[0].Statement != nil && next.HasNext && next.HasPrevious, true)
	last := ask(graph.ContactFilter{}, graph.Page{Last: 1})
	same(t, "last page", last.Items[0].Contact != nil && last.Items[0].Contact.Status == graph.Planned, true)
	same(t, "narrowed", len(ask(graph.ContactFilter{Statuses: []graph.Status{graph.Actual}, Since: "2023-03-16"}, graph.Page{}).Items), 2)
	swapped, err := t.s.Timeline(t.ctx, ID("China"), ID("Ukraine"), graph.ContactFilter{}, graph.Page{First: 1, After: s.Cursors[0]})
	same(t, "either way round", must(t, swapped, err), next)
}

func (t *tester) rhythm() {
	t.Helper()
	t.put(Article("r", "2023-07-01", "R").
		Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-01-01").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-01-11").
		Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-01-31").Contact("Joe Biden|Xi Jinping", graph.Planned, graph.Phone, "2023-02-05").
		Contact("Vladimir Putin|Xi Jinping", graph.Actual, graph.Phone, "2023-01-01").Contact("Vladimir Putin|Xi Jinping", graph.Actual, graph.Phone, "2023-01-02").
		Contact("Vladimir Putin|Xi Jinping", graph.Actual, graph.Phone, "2023-01-03").
		Contact("Emmanuel Macron|Xi Jinping", graph.Actual, graph.Phone, "2023-01-01").Contact("Emmanuel Macron|Xi Jinping", graph.Actual, graph.Phone, "2023-01-02"))
}

func pairs(t *tester) {
	t.rhythm()
	got, err := t.s.Pairs(t.ctx, [][2]graph.ActorID{{ID("United States"), ID("China")}, {ID("Xi Jinping"), ID("Joe Biden")}, {ID("NATO"), ID("China")}}, "2023-02-20")
	same(t, "pairs", must(t, got, err), []*graph.Pair{
		{A: "country:CHN", B: "country:USA", Count: 3, Days: 3, First: "2023-01-01", Last: "2023-01-31", Rhythm: 10, Silence: 20},
		{A: ID("Xi Jinping"), B: ID("Joe Biden"), Count: 3, Days: 3, First: "2023-01-01", Last: "2023-01-31", Rhythm: 10, Silence: 20},
		{A: "country:CHN", B: "organisation:nato"}})
	got, err = t.s.Pairs(t.ctx, [][2]graph.ActorID{{ID("United States"), ID("China")}}, "2023-01-11")
	same(t, "as of a day", must(t, got, err)[0], &graph.Pair{A: "country:CHN", B: "country:USA", Count: 2, Days: 2, First: "2023-01-01", Last: "2023-01-11"})
}

func silent(t *tester) {
	t.rhythm()
	s, err := t.s.Silent(t.ctx, "2023-02-20", 3, nil, graph.Page{})
	same(t, "pairs", must(t, s, err).Items, []*graph.Pair{
		{A: ID("Xi Jinping"), B: ID("Vladimir Putin"), Count: 3, Days: 3, First: "2023-01-01", Last: "2023-01-03", Rhythm: 1, Silence: 48},
		{A: ID("Xi Jinping"), B: ID("Joe Biden"), Count: 3, Days: 3, First: "2023-01-01", Last: "2023-01-31", Rhythm: 10, Silence: 20}})
	s, err = t.s.Silent(t.ctx, "2023-02-20", 3, nil, graph.Page{First: 1, After: s.Cursors[0]})
	same(t, "second page", []int{len(must(t, s, err).Items), s.Total}, []int{1, 2})
	s, err = t.s.Silent(t.ctx, "2023-02-05", 3, nil, graph.Page{})
	same(t, "pairs earlier", len(must(t, s, err).Items), 1)
	s, err = t.s.Silent(t.ctx, "2023-02-20", 4, nil, graph.Page{})
	same(t, "pairs of four days", len(must(t, s, err).Items), 0)
	for who, n := range map[graph.ActorID]int{ID("Joe Biden"): 1, ID("Xi Jinping"): 2, ID("Russia"): 1, ID("China"): 2, ID("Ukraine"): 0, "nobody": 0} {
		s, err = t.s.Silent(t.ctx, "2023-02-20", 3, []graph.ActorID{who}, graph.Page{})
		same(t, "pairs of "+string(who), must(t, s, err).Total, n)
	}
}

func paths(t *tester) {
	t.put(Article("p", "2023-03-20", "P").
		Contact("Dmytro Kuleba|Qin Gang", graph.Actual, graph.Phone, "2023-03-16").Contact("Dmytro Kuleba|Qin Gang", graph.Actual, graph.Phone, "2023-03-17").
		Contact("Qin Gang|Sergey Lavrov", graph.Actual, graph.InPerson, "2023-03-18").
		Contact("Dmytro Kuleba|Emmanuel Macron", graph.Actual, graph.Phone, "2023-03-01").Contact("Emmanuel Macron|Sergey Lavrov", graph.Actual, graph.Phone, "2023-03-02").
		Contact("Sergey Lavrov|Joe Biden", graph.Denied, graph.Phone, "2023-03-02"))
	ask := func(to string, f graph.ContactFilter, limit int) (out [][]graph.ActorID, first *graph.Path) {
		ps, err := t.s.Paths(t.ctx, ID("Dmytro Kuleba"), ID(to), f, limit)
		for _, p := range must(t, ps, err) {
			out = append(out, p.Actors)
			first = ps[0]
		}
		return
	}
	chain := func(names ...string) (out []graph.ActorID) {
		for _, n := range names {
			out = append(out, ID(n))
		}
		return
	}
	byQin, byMacron := chain("Dmytro Kuleba", "Qin Gang", "Sergey Lavrov"), chain("Dmytro Kuleba", "Emmanuel Macron", "Sergey Lavrov")
	got, first := ask("Sergey Lavrov", graph.ContactFilter{}, 5)
	same(t, "both", got, [][]graph.ActorID{byQin, byMacron})
	same(t, "contacts of the first step", []int{first.Links[0].Count, len(first.Links[0].Contacts), len(first.Links)}, []int{2, 2, 2})
	newest, err := t.s.Contacts(t.ctx, first.Links[0].Contacts)
	same(t, "newest first", must(t, newest, err)[0].Date.Start, graph.Day("2023-03-17"))
	got, _ = ask("Sergey Lavrov", graph.ContactFilter{}, 1)
	same(t, "at most one", got, [][]graph.ActorID{byQin})
	got, _ = ask("Sergey Lavrov", graph.ContactFilter{Until: "2023-03-10"}, 5)
	same(t, "in a period", got, [][]graph.ActorID{byMacron})
	got, _ = ask("Joe Biden", graph.ContactFilter{}, 5)
	same(t, "denied contacts join nobody", got, [][]graph.ActorID(nil))
	got, _ = ask("Dmytro Kuleba", graph.ContactFilter{}, 5)
	same(t, "to oneself", got, [][]graph.ActorID(nil))
}

func search(t *tester) {
	t.put(seed(), Article("b", "2023-03-17", "B").Title("What Kuleba said").Mention("Jörg Kukies"))
	ask := func(text string, kinds ...graph.HitKind) (out []string) {
		s, err := t.s.Search(t.ctx, text, kinds, graph.Page{})
		for _, h := range must(t, s, err).Items {
			out = append(out, string(h.Kind)+": "+h.Text)
		}
		if s.Total != len(out) {
			t.Errorf("%s: total %d of %d", text, s.Total, len(out))
		}
		return
	}
	same(t, "a name first", ask("KULEBA")[0], "actor: Dmytro Kuleba")
	same(t, "an article", slices.Contains(ask("kuleba"), "article: What Kuleba said"), true)
	same(t, "accents", ask("jorg", graph.HitActor), []string{"actor: Jörg Kukies"})
	same(t, "beginning of the last word", ask("xi jin", graph.HitActor), []string{"actor: Xi Jinping"})
	same(t, "not of the first", ask("x jinping", graph.HitActor), []string(nil))
	same(t, "matter", ask("peace talks", graph.HitMatter), []string{"matter: resume peace talks"})
	same(t, "statement", len(ask("peace talks", graph.HitStatement)), 1)
	same(t, "contact by topic", len(ask("territorial", graph.HitContact)), 1)
	same(t, "nothing", ask("zzz"), []string(nil))
	s, err := t.s.Search(t.ctx, "china", nil, graph.Page{First: 1})
	must(t, s, err)
	next, err := t.s.Search(t.ctx, "china", nil, graph.Page{First: 100, After: s.Cursors[0]})
	same(t, "pages", len(must(t, next, err).Items), s.Total-1)
}
