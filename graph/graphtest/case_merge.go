package graphtest

import (
	"fmt"
	"strings"

	"github.com/demarche/demarche/graph"
)

var merging = []row{
	{"fifty papers, one call", "Reports of one day, one pair and one medium are one contact", fiftyPapers},
	{"two days, two calls", "Two calls of a pair on two days stay two", twoDays},
	{"planned, then actual", "What was planned for a day and took place on it is one actual contact that was planned", plannedThenActual},
	{"media", "An unspecified medium joins the one that is named; phone and in person stay apart", mediaCase},
	{"a month and a day", "A vague date joins the only day that it may mean; of two, none", monthAndDay},
	{"no date", "An undated report joins the only contact of the days before its publication", noDate},
	{"delegations", "More participants of the same two sides are the same contact; a summit of many is not", delegations},
	{"a country is not its minister", "A country and the person who acts for it are different participants", countryAndMinister},
	{"disputed", "An actual and a denied contact of one day both stay, and know each other", disputed},
	{"cancelled plan", "A planned contact that is denied is contradicted, not disputed", cancelledPlan},
	{"reprints", "Copies of one text, and what credits one agency, are one source", reprints},
	{"read-outs", "ReadOuts counts the sides that report the contact themselves", readOutsCase},
	{"best of all reports", "Place by majority, topics together, confidence grows with independent sources", bestOfAll},
	{"inferred dates", "A date is inferred where no report states it; a correction states it", inferredDates},
	{"statements alike", "Statements of one speaker, kind and day about alike matters are one", statementsAlike},
	{"ids stay", "A contact keeps its id when further reports of it arrive", idsStay},
}

func fiftyPapers(t *tester) {
	for i := range 50 {
		t.put(Article(fmt.Sprint("paper", i), "2023-03-16", fmt.Sprint("Paper ", i)).
			Contact("Dmytro Kuleba|Qin Gang", graph.Actual, graph.Phone, "2023-03-16"))
	}
	c := t.one()
	same(t, "reports and sources", []int{len(c.Reports), c.Sources}, []int{50, 50})
	same(t, "confidence", c.Confidence, 0.99)
}

func twoDays(t *tester) {
	t.put(Article("a", "2023-03-16", "A").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-15").
		Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-16"),
		Article("b", "2023-03-16", "B").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-15"))
	var days []graph.Day
	for _, c := range t.contacts(graph.ContactFilter{}) {
		days = append(days, c.Date.Start)
	}
	same(t, "days, newest first", days, []graph.Day{"2023-03-16", "2023-03-15"})
}

func plannedThenActual(t *tester) {
	t.put(Article("a", "2023-03-14", "A").Contact("Joe Biden|Xi Jinping", graph.Planned, graph.Unspecified, "2023-03-16"))
	before := t.one()
	same(t, "status before", before.Status, graph.Planned)
	t.put(Article("b", "2023-03-17", "B").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-16"))
	c := t.one()
	same(t, "status", c.Status, graph.Actual)
	same(t, "was", c.Was, []graph.Status{graph.Actual, graph.Planned})
	same(t, "id", c.ID, before.ID)
	same(t, "found by what it was", len(t.contacts(graph.ContactFilter{Was: []graph.Status{graph.Planned}})), 1)
}

func mediaCase(t *tester) {
	t.put(Article("a", "2023-03-16", "A").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-16"),
		Article("b", "2023-03-16", "B").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Unspecified, "2023-03-16"))
	same(t, "medium", t.one().Medium, graph.Phone)
	t.put(Article("c", "2023-03-16", "C").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.InPerson, "2023-03-16"))
	media := map[graph.Medium]bool{}
	for _, c := range t.contacts(graph.ContactFilter{}) {
		media[c.Medium] = true
	}
	same(t, "media", media, map[graph.Medium]bool{graph.Phone: true, graph.InPerson: true, graph.Unspecified: true})
}

func monthAndDay(t *tester) {
	t.put(Article("a", "2023-04-16", "A").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-01/2023-03-31"))
	same(t, "granularity alone", t.one().Date.Granularity(), graph.ByMonth)
	t.put(Article("b", "2023-03-16", "B").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-16"))
	same(t, "day", t.one().Date, graph.Interval{Start: "2023-03-16", End: "2023-03-16"})
	t.put(Article("c", "2023-03-16", "C").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-14"))
	same(t, "contacts where the month may mean two", len(t.contacts(graph.ContactFilter{})), 3)
	if err := t.s.Remove(t.ctx, graph.NewArticleID("https://news.example/c", "", "")); err != nil {
		t.Fatal(err)
	}
	same(t, "reports when one is gone again", len(t.one().Reports), 2)
}

func noDate(t *tester) {
	t.put(Article("a", "2023-03-17", "A").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Unspecified, ""),
		Article("b", "2023-03-17", "B").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Unspecified, ""))
	same(t, "reports", len(t.one().Reports), 2)
	same(t, "date", t.one().Date, graph.Interval{})
	t.put(Article("c", "2023-03-16", "C").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-16"))
	same(t, "reports", len(t.one().Reports), 3)
	same(t, "day", t.one().Date.Start, graph.Day("2023-03-16"))
	t.put(Article("d", "2023-08-17", "D").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Unspecified, ""))
	same(t, "contacts with one of five months later", len(t.contacts(graph.ContactFilter{})), 2)
	t.put(Article("e", "2023-03-16", "E").Contact("Joe Biden|Xi Jinping", graph.Possible, graph.Unspecified, ""))
	same(t, "a wish is no contact", len(t.contacts(graph.ContactFilter{Statuses: []graph.Status{graph.Actual}})), 2)
}

func delegations(t *tester) {
	t.put(Article("a", "2023-03-16", "A").Contact("Volodymyr Zelenskyy|Xi Jinping", graph.Actual, graph.InPerson, "2023-03-16"),
		Article("b", "2023-03-16", "B").Contact("Xi Jinping+Qin Gang|Volodymyr Zelenskyy+Andriy Yermak", graph.Actual, graph.InPerson, "2023-03-16"))
	same(t, "participants", names(t.one()), "Andriy Yermak+Volodymyr Zelenskyy|Qin Gang+Xi Jinping")
	t.put(Article("c", "2023-03-16", "C").Contact("Volodymyr Zelenskyy|Xi Jinping|Emmanuel Macron", graph.Actual, graph.InPerson, "2023-03-16"))
	same(t, "contacts with the summit", len(t.contacts(graph.ContactFilter{})), 2)
	t.put(Article("d", "2023-03-16", "D").Contact("Volodymyr Zelenskyy|Emmanuel Macron", graph.Actual, graph.InPerson, "2023-03-16"))
	same(t, "contacts with a meeting at its edge", len(t.contacts(graph.ContactFilter{})), 3)
}

func countryAndMinister(t *tester) {
	t.put(Article("a", "2023-03-16", "A").Contact("Ukraine|China", graph.Actual, graph.Unspecified, "2023-03-16"),
		Article("b", "2023-03-16", "B").Contact("Dmytro Kuleba|Qin Gang", graph.Actual, graph.Unspecified, "2023-03-16"))
	same(t, "contacts", len(t.contacts(graph.ContactFilter{})), 2)
	same(t, "contacts of Ukraine", len(t.contacts(graph.ContactFilter{Who: []graph.ActorID{ID("Ukraine")}})), 2)
}

func disputed(t *tester) {
	t.put(Article("a", "2023-03-16", "A").Contact("Joe Biden|Vladimir Putin", graph.Actual, graph.Phone, "2023-03-16"))
	same(t, "disputed before", t.one().Disputed, false)
	t.put(Article("b", "2023-03-17", "B").Contact("Joe Biden|Vladimir Putin", graph.Denied, graph.Unspecified, ""))
	yes, no := true, false
	cs := t.contacts(graph.ContactFilter{Disputed: &yes})
	if len(cs) != 2 {
		t.Fatalf("%d disputed contacts, want 2", len(cs))
	}
	same(t, "the one faces the other", cs[0].Against, []graph.ContactID{cs[1].ID})
	same(t, "the other faces the one", cs[1].Against, []graph.ContactID{cs[0].ID})
	same(t, "undisputed", len(t.contacts(graph.ContactFilter{Disputed: &no})), 0)
	if err := t.s.Remove(t.ctx, graph.NewArticleID("https://news.example/b", "", "")); err != nil {
		t.Fatal(err)
	}
	c := t.one()
	same(t, "disputed when the denial is gone", c.Disputed || len(c.Against) > 0, false)
}

func cancelledPlan(t *tester) {
	t.put(Article("a", "2023-03-14", "A").Contact("Joe Biden|Vladimir Putin", graph.Planned, graph.InPerson, "2023-03-20"),
		Article("b", "2023-03-18", "B").Contact("Joe Biden|Vladimir Putin", graph.Denied, graph.InPerson, "2023-03-20"))
	yes := true
	cs := t.contacts(graph.ContactFilter{Contradicted: &yes, Statuses: []graph.Status{graph.Planned}})
	same(t, "contradicted plans", len(cs), 1)
	same(t, "disputed", cs[0].Disputed, false)
}

var longText = strings.Repeat("The two presidents spoke for about an hour and agreed to stay in touch, their offices said in read-outs that differ in tone. ", 1) +
	"Neither side gave details of what was said on trade, on the island or on the war, and aides declined to answer questions from those who waited outside."

func reprints(t *tester) {
	for i, text := range []string{longText, longText, "Update: " + longText, "LONDON (Reuters) – They spoke.", "PARIS (Reuters) – Quite another text."} {
		t.put(Article(fmt.Sprint("paper", i), "2023-03-16", fmt.Sprint("Paper ", i)).Say(text).
			Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-16"))
	}
	c := t.one()
	same(t, "sources of five reports", []int{c.Sources, len(c.Reports)}, []int{2, 5})
	same(t, "with two sources at least", len(t.contacts(graph.ContactFilter{MinSources: 2})), 1)
	same(t, "with three sources at least", len(t.contacts(graph.ContactFilter{MinSources: 3})), 0)
}

func readOutsCase(t *tester) {
	t.put(Article("a", "2023-03-16", "White House").Issuer("United States").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-16"),
		Article("b", "2023-03-16", "Press").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-16"))
	same(t, "read-outs", t.one().ReadOuts, 1)
	t.put(Article("c", "2023-03-16", "MFA").Issuer("China").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-16"))
	same(t, "read-outs", t.one().ReadOuts, 2)
	same(t, "by both sides", len(t.contacts(graph.ContactFilter{MinReadOuts: 2})), 1)
}

func bestOfAll(t *tester) {
	t.put(Article("a", "2023-03-16", "A").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.InPerson, "2023-03-16").About("Bali", "trade").Sure(0.6),
		Article("b", "2023-03-16", "B").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.InPerson, "2023-03-16").About("bali", "Taiwan", "Trade").Sure(0.5),
		Article("c", "2023-03-16", "C").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.InPerson, "2023-03-16").About("Jakarta").Sure(0.5))
	c := t.one()
	same(t, "place", c.Place, "Bali")
	same(t, "topics", c.Topics, []string{"Taiwan", "Trade"})
	same(t, "confidence", c.Confidence, 0.9)
}

func inferredDates(t *tester) {
	t.put(Article("a", "2023-03-16", "A").Contact("Dmytro Kuleba|Qin Gang", graph.Actual, graph.Phone, "2023-03-16").Inferred())
	c := t.one()
	same(t, "inferred by the only report", c.DateInferred, true)
	k, err := t.s.Correct(t.ctx, graph.Correction{Op: graph.SetDate, Author: "ann", Time: when, Reason: "told so", Contacts: []graph.ContactID{c.ID},
		Date: graph.Interval{Start: "2023-03-16", End: "2023-03-16"}})
	must(t, k, err)
	same(t, "inferred once an analyst has stated it", t.one().DateInferred, false)
	k, err = t.s.Undo(t.ctx, k.ID, graph.Undoing{Author: "ann", Time: when})
	must(t, k, err)
	same(t, "inferred after the undoing", t.one().DateInferred, true)
	t.put(Article("b", "2023-03-16", "B").Contact("Dmytro Kuleba|Qin Gang", graph.Actual, graph.Phone, "2023-03-16"))
	same(t, "inferred beside a report that states it", t.one().DateInferred, false)
	rs, err := t.s.ContactReports(t.ctx, []graph.ContactID{t.one().ID})
	n := 0
	for _, r := range must(t, rs, err)[0] {
		if r.DateInferred {
			n++
		}
	}
	same(t, "reports that infer it", n, 1)
}

func statementsAlike(t *tester) {
	t.put(Article("a", "2023-03-16", "A").Statement(graph.CalledFor, "Qin Gang", "Ukraine+Russia", "resume peace talks", "", "2023-03-16"),
		Article("b", "2023-03-16", "B").Statement(graph.CalledFor, "Qin Gang", "Ukraine", "the resuming of peace talks", "", "2023-03-16"),
		Article("c", "2023-03-17", "C").Statement(graph.CalledFor, "Qin Gang", "", "peace talks resume", "", ""),
		Article("d", "2023-03-16", "D").Statement(graph.CalledFor, "Qin Gang", "United States", "lift sanctions", "", "2023-03-16"))
	got := map[string]int{}
	for _, s := range t.statements(graph.StatementFilter{}) {
		got[s.Matter.About] = len(s.Reports)
	}
	same(t, "reports by matter", got, map[string]int{"lift sanctions": 1, "peace talks resume": 3})
}

func idsStay(t *tester) {
	t.put(Article("a", "2023-03-16", "A").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Unspecified, "2023-03-16"))
	id := t.one().ID
	for i, b := range []*Builder{
		Article("b", "2023-03-16", "B").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Phone, "2023-03-16"),
		Article("c", "2023-03-17", "C").Contact("Joe Biden|Xi Jinping", graph.Actual, graph.Unspecified, ""),
		Article("d", "2023-03-14", "D").Contact("Joe Biden|Xi Jinping", graph.Planned, graph.Unspecified, "2023-03-16"),
		Article("e", "2023-03-17", "E").Contact("Joe Biden|Xi Jinping+Qin Gang", graph.Actual, graph.Phone, "2023-03-16"),
	} {
		t.put(b)
		if c := t.one(); c.ID != id || len(c.Reports) != i+2 {
			t.Errorf("after report %d the contact is %+v, its id was %s", i+2, c, id)
		}
	}
}
