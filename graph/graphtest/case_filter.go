package graphtest

import (
	"errors"
	"math"

	"github.com/demarche/demarche/graph"
)

var filtering = []row{
	{"filters of contacts", "Each field of ContactFilter narrows, fields by and, values by or", contactFilters},
	{"filters of statements", "Each field of StatementFilter narrows", statementFilters},
	{"filters of actors", "Names match by the beginnings of words, blind to case and accents", actorFilters},
	{"filters of articles", "Outlets, days of publication, mentions and text narrow", articleFilters},
	{"who spoke with whom", "SpokeWith counts actual contacts of an actor, or of those who act for it, most frequent first", spokeWith},
	{"bad filters", "A filter that cannot be meant is ErrBadFilter and names the field", badFilters},
}

func (t *tester) variety() {
	t.Helper()
	t.put(
		Article("a", "2023-03-16", "Infobae").Contact("Dmytro Kuleba|Qin Gang", graph.Actual, graph.Phone, "2023-03-16").About("", "territorial integrity"),
		Article("b", "2023-03-17", "Reuters").Contact("Dmytro Kuleba|Qin Gang", graph.Actual, graph.Phone, "2023-03-16").
			Contact("Emmanuel Macron|Xi Jinping", graph.Planned, graph.InPerson, "2023-04-01/2023-04-30").About("Paris, Élysée", "trade").Sure(0.4),
		Article("c", "2023-03-18", "TASS").Contact("Vladimir Putin|Xi Jinping+Qin Gang", graph.Actual, graph.InPerson, "2023-03-20").About("Moscow", "Ukraine", "oil").
			Contact("Sergey Lavrov|Joe Biden", graph.Denied, graph.Unspecified, "").
			Contact("Volodymyr Zelenskyy|Xi Jinping", graph.Possible, graph.Video, ""))
}

func contactFilters(t *tester) {
	t.variety()
	id := func(names ...string) (out []graph.ActorID) {
		for _, n := range names {
			out = append(out, ID(n))
		}
		return
	}
	kuleba, macron, putin, denied, wish := "Dmytro Kuleba|Qin Gang", "Emmanuel Macron|Xi Jinping", "Qin Gang+Xi Jinping|Vladimir Putin",
		"Joe Biden|Sergey Lavrov", "Volodymyr Zelenskyy|Xi Jinping"
	article := graph.NewArticleID("https://news.example/b", "", "")
	first := t.contacts(graph.ContactFilter{})[0].ID
	for _, c := range []struct {
		name string
		f    graph.ContactFilter
		want []string
	}{
		{"all", graph.ContactFilter{}, []string{macron, putin, kuleba, denied, wish}},
		{"who, a person", graph.ContactFilter{Who: id("Qin Gang")}, []string{putin, kuleba}},
		{"who, for a country", graph.ContactFilter{Who: id("Ukraine")}, []string{kuleba, wish}},
		{"who, either", graph.ContactFilter{Who: id("Joe Biden", "Dmytro Kuleba")}, []string{kuleba, denied}},
		{"who, unknown", graph.ContactFilter{Who: []graph.ActorID{"nobody"}}, nil},
		{"with", graph.ContactFilter{Who: id("Xi Jinping"), With: id("Vladimir Putin")}, []string{putin}},
		{"with, on the same side", graph.ContactFilter{Who: id("Xi Jinping"), With: id("Qin Gang")}, nil},
		{"with, for countries", graph.ContactFilter{Who: id("China"), With: id("Ukraine", "France")}, []string{macron, kuleba, wish}},
		{"on behalf of", graph.ContactFilter{OnBehalfOf: id("Russia")}, []string{putin, denied}},
		{"status", graph.ContactFilter{Statuses: []graph.Status{graph.Planned, graph.Denied}}, []string{macron, denied}},
		{"medium", graph.ContactFilter{Media: []graph.Medium{graph.InPerson}}, []string{macron, putin}},
		{"since", graph.ContactFilter{Since: "2023-03-17"}, []string{macron, putin}},
		{"until, an interval that overlaps", graph.ContactFilter{Since: "2023-03-18", Until: "2023-04-01"}, []string{macron, putin}},
		{"one day", graph.ContactFilter{Since: "2023-03-16", Until: "2023-03-16"}, []string{kuleba}},
		{"place, folded", graph.ContactFilter{Place: "elysee"}, []string{macron}},
		{"place, of no letters", graph.ContactFilter{Place: "%"}, nil},
		{"text in topics", graph.ContactFilter{Text: "Territorial INTEGRITY"}, []string{kuleba}},
		{"text in quotes", graph.ContactFilter{Text: "putin"}, []string{putin}},
		{"text, whole words", graph.ContactFilter{Text: "territ"}, nil},
		{"outlet", graph.ContactFilter{Outlets: []string{"Infobae", "none"}}, []string{kuleba}},
		{"sources", graph.ContactFilter{MinSources: 2}, []string{kuleba}},
		{"confidence", graph.ContactFilter{MinConfidence: 0.81}, []string{kuleba}},
		{"article", graph.ContactFilter{Articles: []graph.ArticleID{article}}, []string{macron, kuleba}},
		{"ids", graph.ContactFilter{IDs: []graph.ContactID{first, "nonsense"}}, []string{macron}},
		{"and", graph.ContactFilter{Who: id("China"), And: []graph.ContactFilter{{Media: []graph.Medium{graph.Phone}}}}, []string{kuleba}},
		{"or", graph.ContactFilter{Or: []graph.ContactFilter{{Media: []graph.Medium{graph.Phone}}, {Place: "moscow"}}}, []string{putin, kuleba}},
		{"not", graph.ContactFilter{Not: &graph.ContactFilter{Who: id("China")}}, []string{denied}},
		{"not, of unknown dates", graph.ContactFilter{Not: &graph.ContactFilter{Since: "2023-01-01"}}, []string{denied, wish}},
		{"nested", graph.ContactFilter{Not: &graph.ContactFilter{Or: []graph.ContactFilter{{Statuses: []graph.Status{graph.Denied}},
			{And: []graph.ContactFilter{{Who: id("China")}, {Since: "2023-01-01"}}}}}}, []string{wish}},
	} {
		got := sidesOf(t.contacts(c.f))
		// denied and wish have no date: their order is that of their ids.
		if n := len(got); n >= 2 && got[n-1] == denied && got[n-2] == wish {
			got[n-1], got[n-2] = wish, denied
		}
		same(t, c.name, got, c.want)
	}
}

func statementFilters(t *tester) {
	t.put(seed(), Article("b", "2023-03-17", "Reuters").
		Statement(graph.Warned, "NATO", "Russia", "consequences of escalation", "Russia", "2023-03-17"))
	id := ID
	peace, denial, claim, warning := "resume peace talks", "sending arms to Russia", "sending arms to Russia", "consequences of escalation"
	for _, c := range []struct {
		name string
		f    graph.StatementFilter
		want []string
	}{
		{"all", graph.StatementFilter{}, []string{warning, peace, denial, claim}},
		{"kinds", graph.StatementFilter{Kinds: []graph.StatementKind{graph.Denial, graph.Warned}}, []string{warning, denial}},
		{"speaker", graph.StatementFilter{Speakers: []graph.ActorID{id("NATO")}}, []string{warning}},
		{"speaker, for a country", graph.StatementFilter{Speakers: []graph.ActorID{id("China")}}, []string{peace, denial}},
		{"addressee", graph.StatementFilter{Addressees: []graph.ActorID{id("Russia")}}, []string{warning, peace}},
		{"concerns", graph.StatementFilter{Concerns: []graph.ActorID{id("China")}}, []string{denial, claim}},
		{"days", graph.StatementFilter{Since: "2023-02-20", Until: "2023-03-16"}, []string{peace, denial, claim}},
		{"text", graph.StatementFilter{Text: "Peace"}, []string{peace}},
		{"text, two words", graph.StatementFilter{Text: "arms resume"}, nil},
		{"outlet", graph.StatementFilter{Outlets: []string{"Reuters"}}, []string{warning}},
		{"confidence", graph.StatementFilter{MinConfidence: 0.8}, nil},
		{"sources", graph.StatementFilter{MinSources: 2}, nil},
		{"article", graph.StatementFilter{Articles: []graph.ArticleID{seed().Reports().Article.ID}}, []string{peace, denial, claim}},
		{"matter", graph.StatementFilter{Matters: []graph.MatterID{graph.NewMatterID(peace, []graph.Concern{{Actor: id("Ukraine")}, {Actor: id("Russia")}})}}, []string{peace}},
	} {
		var got []string
		for _, s := range t.statements(c.f) {
			got = append(got, s.Matter.About)
		}
		same(t, c.name, got, c.want)
	}
}

func actorFilters(t *tester) {
	t.put(seed(), Article("b", "2023-03-17", "B").Mention("Jörg Kukies").Mention("Turkish foreign ministry").Mention("Turkey"))
	for _, c := range []struct {
		name string
		f    graph.ActorFilter
		want []string
	}{
		{"folded", graph.ActorFilter{Name: "jorg"}, []string{"Jörg Kukies"}},
		{"accents asked for", graph.ActorFilter{Name: "JÖRG kük"}, []string{"Jörg Kukies"}},
		{"beginning of a word", graph.ActorFilter{Name: "zel"}, []string{"Volodymyr Zelenskyy"}},
		{"alias", graph.ActorFilter{Name: "Volodimir"}, []string{"Volodymyr Zelenskyy"}},
		{"alias in another script", graph.ActorFilter{Name: "УКРАЇНА"}, []string{"Ukraine"}},
		{"not within a word", graph.ActorFilter{Name: "elensky"}, nil},
		{"two words", graph.ActorFilter{Name: "xi jin"}, []string{"Xi Jinping"}},
		{"kinds, by name", graph.ActorFilter{Kinds: []graph.ActorKind{graph.Organisation}}, []string{"NATO", "Turkish foreign ministry"}},
		{"country", graph.ActorFilter{Countries: []graph.ActorID{"country:UKR"}}, []string{"Dmytro Kuleba", "Volodymyr Zelenskyy"}},
		{"kind and name", graph.ActorFilter{Kinds: []graph.ActorKind{graph.Country}, Name: "turk"}, []string{"Turkey"}},
	} {
		s, err := t.s.FindActors(t.ctx, c.f, graph.Page{})
		must(t, s, err)
		same(t, c.name, ids(s.Items, func(a *graph.Actor) string { return a.Name }), c.want)
		same(t, c.name+": total", s.Total, len(c.want))
	}
}

func articleFilters(t *tester) {
	t.put(seed(), Article("b", "2023-03-17", "Reuters").Title("Élysée: talks").Mention("NATO"), Article("c", "", "Reuters").Say("Nothing happened."))
	for _, c := range []struct {
		name string
		f    graph.ArticleFilter
		want []string
	}{
		{"all, newest first, undated last", graph.ArticleFilter{}, []string{"Élysée: talks", "Ukraine discussed “territorial integrity” with China", "Report c"}},
		{"outlet", graph.ArticleFilter{Outlets: []string{"Reuters"}}, []string{"Élysée: talks", "Report c"}},
		{"since", graph.ArticleFilter{Since: "2023-03-17"}, []string{"Élysée: talks"}},
		{"until, inclusive", graph.ArticleFilter{Until: "2023-03-16"}, []string{"Ukraine discussed “territorial integrity” with China"}},
		{"mentions", graph.ArticleFilter{Mentions: []graph.ActorID{ID("NATO")}}, []string{"Élysée: talks", "Ukraine discussed “territorial integrity” with China"}},
		{"mentions all", graph.ArticleFilter{Mentions: []graph.ActorID{ID("NATO"), ID("Volodymyr Zelenskyy")}}, []string{"Ukraine discussed “territorial integrity” with China"}},
		{"text in the title", graph.ArticleFilter{Text: "elysee"}, []string{"Élysée: talks"}},
		{"text", graph.ArticleFilter{Text: "nothing HAPPENED"}, []string{"Report c"}},
	} {
		s, err := t.s.FindArticles(t.ctx, c.f, graph.Page{})
		must(t, s, err)
		same(t, c.name, ids(s.Items, func(a *graph.Article) string { return a.Title }), c.want)
	}
}

func spokeWith(t *tester) {
	t.variety()
	t.put(Article("d", "2023-03-22", "D").Contact("Xi Jinping|Vladimir Putin", graph.Actual, graph.InPerson, "2023-03-21").
		Contact("Xi Jinping|Vladimir Putin", graph.Actual, graph.Unspecified, ""))
	type row struct {
		Name        string
		Count       int
		First, Last graph.Day
	}
	ask := func(f graph.ContactFilter, who string) (out []row) {
		w, err := t.s.SpokeWith(t.ctx, []graph.ActorID{ID(who)}, f, graph.Page{})
		for _, c := range must(t, w, err)[0].Items {
			out = append(out, row{c.Actor.Name, c.Count, c.First, c.Last})
		}
		return
	}
	same(t, "China", ask(graph.ContactFilter{}, "China"), []row{{"Vladimir Putin", 3, "2023-03-20", "2023-03-21"}, {"Dmytro Kuleba", 1, "2023-03-16", "2023-03-16"}})
	same(t, "Xi Jinping", ask(graph.ContactFilter{}, "Xi Jinping"), []row{{"Vladimir Putin", 3, "2023-03-20", "2023-03-21"}})
	same(t, "within days", ask(graph.ContactFilter{Until: "2023-03-20"}, "China"), []row{{"Vladimir Putin", 1, "2023-03-20", "2023-03-20"}, {"Dmytro Kuleba", 1, "2023-03-16", "2023-03-16"}}[:2])
	same(t, "by phone", ask(graph.ContactFilter{Media: []graph.Medium{graph.Phone}}, "China"), []row{{"Dmytro Kuleba", 1, "2023-03-16", "2023-03-16"}})
	same(t, "statuses are ignored", ask(graph.ContactFilter{Statuses: []graph.Status{graph.Denied}}, "Xi Jinping"), []row{{"Vladimir Putin", 3, "2023-03-20", "2023-03-21"}})
	same(t, "only denied", ask(graph.ContactFilter{}, "Sergey Lavrov"), []row(nil))
}

func badFilters(t *tester) {
	deep := graph.ContactFilter{}
	for range 20 {
		deep = graph.ContactFilter{Not: &graph.ContactFilter{And: []graph.ContactFilter{deep}}}
	}
	for field, f := range map[string]graph.ContactFilter{
		"statuses": {Statuses: []graph.Status{"done"}}, "media": {Media: []graph.Medium{"smoke"}}, "since": {Since: "16 March"},
		"until": {Since: "2023-03-16", Until: "2023-03-15"}, "minConfidence": {MinConfidence: math.NaN()}, "minSources": {MinSources: -1},
		"text": {Text: "!!"}, "with": {With: []graph.ActorID{"x"}}, "and[0].or[0].since": {And: []graph.ContactFilter{{Or: []graph.ContactFilter{{Since: "x"}}}}},
		"not.and[0].not.and[0].not.and[0].not.and[0].not": deep,
	} {
		_, err := t.s.FindContacts(t.ctx, f, graph.Page{})
		var bad *graph.FilterError
		if !errors.Is(err, graph.ErrBadFilter) || !errors.As(err, &bad) || bad.Field != field {
			t.Errorf("%s: error is %v", field, err)
		}
	}
	if _, err := t.s.Series(t.ctx, graph.ContactFilter{}, "fortnight"); !errors.Is(err, graph.ErrBadFilter) {
		t.Errorf("step: error is %v", err)
	}
	if _, err := t.s.Search(t.ctx, " ", nil, graph.Page{}); !errors.Is(err, graph.ErrBadFilter) {
		t.Errorf("search: error is %v", err)
	}
}
