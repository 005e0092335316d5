package server_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/demarche/demarche/graph"
)

// The actors of the fixture, by short names.
var fixtureActors = map[string]graph.Actor{
	"CHN":      {ID: "Q148", Kind: graph.Country, Name: "China", QID: "Q148", Aliases: []string{"PRC"}},
	"UKR":      {ID: "Q212", Kind: graph.Country, Name: "Ukraine", QID: "Q212"},
	"RUS":      {ID: "Q159", Kind: graph.Country, Name: "Russia", QID: "Q159"},
	"USA":      {ID: "Q30", Kind: graph.Country, Name: "United States", QID: "Q30"},
	"NATO":     {ID: "Q7184", Kind: graph.Organisation, Name: "NATO", QID: "Q7184"},
	"kuleba":   {ID: "Q19858083", Kind: graph.Person, Name: "Dmytro Kuleba", QID: "Q19858083", Country: "Q212", Gender: "male", Aliases: []string{"Dmitry Kuleba"}},
	"qin":      {ID: "Q10873138", Kind: graph.Person, Name: "Qin Gang", QID: "Q10873138", Country: "Q148", Gender: "male"},
	"zelensky": {ID: "Q3874799", Kind: graph.Person, Name: "Volodymyr Zelenskyy", QID: "Q3874799", Country: "Q212", Gender: "male", Aliases: []string{"Volodimir Zelensky"}},
	"xi":       {ID: "Q15031", Kind: graph.Person, Name: "Xi Jinping", QID: "Q15031", Country: "Q148", Gender: "male"},
	"putin":    {ID: "Q7747", Kind: graph.Person, Name: "Vladimir Putin", QID: "Q7747", Country: "Q159", Gender: "male"},
	"lavrov":   {ID: "Q58122", Kind: graph.Person, Name: "Sergey Lavrov", QID: "Q58122", Country: "Q159", Gender: "male"},
	"borg":     {ID: "person:SWE:jorgen-borg", Kind: graph.Person, Name: "Jörgen Borg", Role: "envoy"},
}

var fixtureOffices = []graph.Office{
	{Person: "Q19858083", For: "Q212", Role: "foreign_minister", Title: "Minister of Foreign Affairs", Since: "2020-03-04", Until: "2024-09-05"},
	{Person: "Q10873138", For: "Q148", Role: "foreign_minister", Title: "Minister of Foreign Affairs", Since: "2022-12-30", Until: "2023-07-25"},
	{Person: "Q3874799", For: "Q212", Role: "head_of_state", Title: "President of Ukraine", Since: "2019-05-20"},
	{Person: "Q15031", For: "Q148", Role: "head_of_state", Title: "President of China", Since: "2013-03-14"},
	{Person: "Q7747", For: "Q159", Role: "head_of_state", Title: "President of Russia", Since: "2012-05-07"},
	{Person: "Q58122", For: "Q159", Role: "foreign_minister", Title: "Minister of Foreign Affairs", Since: "2004-03-09"},
}

// text builds what one article says; quotes are looked up in its text.
type text struct {
	t *testing.T
	r *graph.Reports
}

func newText(t *testing.T, url, outlet, day, body string) *text {
	published, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	return &text{t, &graph.Reports{Article: graph.Article{URL: url, Outlet: outlet, Language: "en", Published: published,
		Title: strings.SplitN(body, ".", 2)[0], Text: body}}}
}

// actor names an actor of the fixture and takes it, its country and its offices in.
func (x *text) actor(short string) graph.ActorID {
	a, ok := fixtureActors[short]
	if !ok {
		x.t.Fatalf("the fixture has no actor %q", short)
	}
	x.take(a.ID)
	return a.ID
}

func (x *text) take(id graph.ActorID) {
	for _, have := range x.r.Actors {
		if have.ID == id {
			return
		}
	}
	for _, a := range fixtureActors {
		if a.ID == id {
			x.r.Actors = append(x.r.Actors, a)
			if a.Country != "" {
				x.take(a.Country)
			}
		}
	}
	for _, o := range fixtureOffices {
		if o.Person == id {
			x.r.Offices = append(x.r.Offices, o)
			x.take(o.For)
		}
	}
}

func (x *text) evidence(quote string) []graph.Evidence {
	at := strings.Index(x.r.Article.Text, quote)
	if at < 0 {
		x.t.Fatalf("%q is not in %q", quote, x.r.Article.Text)
	}
	start := utf8.RuneCountInString(x.r.Article.Text[:at])
	return []graph.Evidence{{Sentence: quote + ".", Start: start, End: start + utf8.RuneCountInString(quote), Quote: quote, Rule: "fixture", Confidence: .9}}
}

// contact adds a contact of a with b, each for its own country.
func (x *text) contact(status graph.Status, medium graph.Medium, a, b, start, end, place, topic, quote string) *text {
	k := graph.ContactReport{Status: status, Medium: medium, Date: graph.Interval{Start: graph.Day(start), End: graph.Day(end)},
		Place: place, Confidence: .9, Evidence: x.evidence(quote)}
	if topic != "" {
		k.Topics = []string{topic}
	}
	for side, short := range []string{a, b} {
		p := graph.Participant{Actor: x.actor(short), Side: side}
		if who := fixtureActors[short]; who.Kind == graph.Person {
			p.OnBehalfOf = who.Country
		}
		k.Participants = append(k.Participants, p)
	}
	x.r.Contacts = append(x.r.Contacts, k)
	return x
}

// statement adds a statement by a speaker for its own country.
func (x *text) statement(kind graph.StatementKind, speaker, addressee, about, concern, day, quote string) *text {
	s := graph.StatementReport{Kind: kind, Speaker: x.actor(speaker), About: about, Confidence: .8, Evidence: x.evidence(quote),
		Date: graph.Interval{Start: graph.Day(day), End: graph.Day(day)}}
	if who := fixtureActors[speaker]; who.Kind == graph.Person {
		s.OnBehalfOf = who.Country
	}
	if addressee != "" {
		s.Addressees = []graph.ActorID{x.actor(addressee)}
	}
	if concern != "" {
		s.Concerns = []graph.Concern{{Actor: x.actor(concern), Role: "agent"}}
	}
	x.r.Statements = append(x.r.Statements, s)
	return x
}

func (x *text) mention(short, words string) *text {
	e := x.evidence(words)[0]
	x.r.Mentions = append(x.r.Mentions, graph.Mention{Actor: x.actor(short), Start: e.Start, End: e.End, Text: words})
	return x
}

func (x *text) dateInferred() *text {
	x.r.Contacts[len(x.r.Contacts)-1].DateInferred = true
	return x
}

func (x *text) issuedBy(short string) *text {
	x.r.Article.Issuer = x.actor(short)
	return x
}

// fixture is a small graph with something of everything: reprints, read-outs of both sides, a dispute, a plan that
// came about, a denial and what it denies.
func fixture(t *testing.T) []*graph.Reports {
	texts := []*text{
		newText(t, "https://daily.example/1", "The Daily", "2023-03-16",
			"Kuleba spoke with Qin by phone on Thursday about territorial integrity. Qin urged Ukraine to resume peace talks. Xi plans to speak with Zelensky.").
			contact(graph.Actual, graph.Phone, "kuleba", "qin", "2023-03-16", "2023-03-16", "", "territorial integrity", "Kuleba spoke with Qin by phone on Thursday").
			statement(graph.CalledFor, "qin", "UKR", "resume peace talks", "UKR", "2023-03-16", "Qin urged Ukraine to resume peace talks").
			contact(graph.Planned, graph.Unspecified, "xi", "zelensky", "", "", "", "", "Xi plans to speak with Zelensky").
			mention("kuleba", "Kuleba").mention("qin", "Qin"),
		newText(t, "https://post.example/2", "Morning Post", "2023-03-17",
			"The two ministers talked by phone on March 16. Washington says China considers sending arms to Russia. Beijing denies sending arms to Russia.").
			contact(graph.Actual, graph.Phone, "kuleba", "qin", "2023-03-16", "2023-03-16", "", "peace", "The two ministers talked by phone on March 16").
			statement(graph.Claimed, "USA", "", "sending arms to Russia", "CHN", "2023-02-19", "Washington says China considers sending arms to Russia").
			statement(graph.Denial, "CHN", "", "sending arms to Russia", "CHN", "2023-02-20", "Beijing denies sending arms to Russia"),
		newText(t, "https://mfa.ukraine.example/3", "MFA of Ukraine", "2023-03-16",
			"Minister Kuleba held a telephone conversation with Minister Qin.").
			contact(graph.Actual, graph.Phone, "kuleba", "qin", "2023-03-16", "2023-03-16", "", "territorial integrity", "held a telephone conversation with Minister Qin").issuedBy("UKR"),
		newText(t, "https://mfa.china.example/4", "MFA of China", "2023-03-16",
			"Foreign Minister Qin Gang had a phone call with his Ukrainian counterpart.").
			contact(graph.Actual, graph.Phone, "kuleba", "qin", "2023-03-16", "2023-03-16", "", "peace", "had a phone call with his Ukrainian counterpart").dateInferred().issuedBy("CHN"),
		newText(t, "https://daily.example/5", "The Daily", "2023-03-22",
			"Xi met Putin in Moscow from Monday to Wednesday. They spoke about Ukraine.").
			contact(graph.Actual, graph.InPerson, "xi", "putin", "2023-03-20", "2023-03-22", "Moscow", "Ukraine", "Xi met Putin in Moscow from Monday to Wednesday"),
		newText(t, "https://daily.example/6", "The Daily", "2023-03-02",
			"Lavrov and Qin met in New Delhi.").
			contact(graph.Actual, graph.InPerson, "lavrov", "qin", "2023-03-02", "2023-03-02", "New Delhi", "", "Lavrov and Qin met in New Delhi"),
		newText(t, "https://post.example/7", "Morning Post", "2023-04-26",
			"Xi called Zelensky on Wednesday for the first time since the invasion.").
			contact(graph.Actual, graph.Phone, "xi", "zelensky", "2023-04-26", "2023-04-26", "", "the invasion", "Xi called Zelensky on Wednesday"),
		newText(t, "https://post.example/8", "Morning Post", "2023-05-02",
			"Putin and Lavrov have nothing to hide. Lavrov met Jörgen Borg in April, a source said.").
			contact(graph.Actual, graph.InPerson, "lavrov", "borg", "2023-04-01", "2023-04-30", "", "café talks", "Lavrov met Jörgen Borg in April, a source said"),
		newText(t, "https://daily.example/9", "The Daily", "2023-05-03",
			"Moscow denied that Lavrov met Borg in April.").
			contact(graph.Denied, graph.InPerson, "lavrov", "borg", "2023-04-01", "2023-04-30", "", "", "Moscow denied that Lavrov met Borg in April"),
		newText(t, "https://wire.example/10", "Wire", "2023-01-20",
			"Lavrov saw Putin on January 5, on January 12 and on January 19.").
			contact(graph.Actual, graph.InPerson, "lavrov", "putin", "2023-01-05", "2023-01-05", "", "", "Lavrov saw Putin on January 5").
			contact(graph.Actual, graph.InPerson, "lavrov", "putin", "2023-01-12", "2023-01-12", "", "", "on January 12").
			contact(graph.Actual, graph.InPerson, "lavrov", "putin", "2023-01-19", "2023-01-19", "", "", "on January 19"),
	}
	out := make([]*graph.Reports, len(texts))
	for i, x := range texts {
		out[i] = x.r.Complete()
		if err := out[i].Check(); err != nil {
			t.Fatal(err)
		}
	}
	return out
}
