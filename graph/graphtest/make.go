package graphtest

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/demarche/demarche/graph"
)

// The cast of the cases: countries by ISO code, people by their country.
var cast = map[string]graph.Actor{}

var offices []graph.Office

func init() {
	country := func(code, name string, aliases ...string) {
		cast[name] = graph.Actor{ID: graph.ActorID("country:" + code), Kind: graph.Country, Name: name, Aliases: aliases}
	}
	country("UKR", "Ukraine", "Україна")
	country("CHN", "China", "Beijing", "PRC")
	country("RUS", "Russia", "Kremlin", "Moscow")
	country("USA", "United States", "US", "Washington")
	country("FRA", "France")
	country("DEU", "Germany")
	country("TUR", "Turkey", "Türkiye")
	person := func(code, name, title, since, until string, aliases ...string) {
		id := graph.ActorID("person:" + code + ":" + strings.ReplaceAll(graph.FoldText(name), " ", "-"))
		cast[name] = graph.Actor{ID: id, Kind: graph.Person, Name: name, Aliases: aliases, Country: graph.ActorID("country:" + code)}
		offices = append(offices, graph.Office{Person: id, For: graph.ActorID("country:" + code), Title: title,
			Role: strings.ReplaceAll(graph.FoldText(title), " ", "_"), Since: graph.Day(since), Until: graph.Day(until)})
	}
	person("UKR", "Dmytro Kuleba", "Foreign minister", "2020-03-04", "2024-09-05")
	person("UKR", "Volodymyr Zelenskyy", "President", "2019-05-20", "", "Volodimir Zelensky", "Zelensky")
	person("UKR", "Andriy Yermak", "Head of the presidential office", "2020-02-11", "")
	person("CHN", "Qin Gang", "Foreign minister", "2022-12-30", "2023-07-25")
	person("CHN", "Xi Jinping", "President", "2013-03-14", "")
	person("RUS", "Sergey Lavrov", "Foreign minister", "2004-03-09", "", "Sergei Lavrov")
	person("RUS", "Vladimir Putin", "President", "2012-05-07", "")
	person("USA", "Joe Biden", "President", "2021-01-20", "2025-01-20")
	person("FRA", "Emmanuel Macron", "President", "2017-05-14", "")
	person("DEU", "Jörg Kukies", "Finance minister", "2024-11-07", "2025-05-06")
	cast["NATO"] = graph.Actor{ID: "organisation:nato", Kind: graph.Organisation, Name: "NATO", Aliases: []string{"North Atlantic Treaty Organization"}}
	cast["Turkish foreign ministry"] = graph.Actor{ID: "organisation:TUR:foreign-ministry", Kind: graph.Organisation,
		Name: "Turkish foreign ministry", Country: "country:TUR", PartOf: "country:TUR"}
}

// ID gives the id of one of the cast.
func ID(name string) graph.ActorID {
	a, ok := cast[strings.TrimSpace(name)]
	if !ok {
		panic("graphtest: no " + name + " in the cast")
	}
	return a.ID
}

// Builder writes an article and what it says, so that evidence stands in the text.
type Builder struct {
	r      graph.Reports
	text   strings.Builder
	runes  int
	actors map[string]bool
}

// Article begins an article at an address, published at noon of a day ("" for unknown) by an outlet.
func Article(url, day, outlet string) *Builder {
	b := &Builder{actors: map[string]bool{}}
	b.r.Article = graph.Article{URL: "https://news.example/" + url, Outlet: outlet, Title: "Report " + url, Language: "en"}
	if day != "" {
		b.r.Article.Published = graph.Day(day).Time().Add(12 * time.Hour)
	}
	return b
}

// Issuer makes the article a read-out.
func (b *Builder) Issuer(name string) *Builder {
	b.cast(name)
	b.r.Article.Issuer = ID(name)
	return b
}

// Say adds words to the text and nothing to the reports.
func (b *Builder) Say(words string) *Builder {
	b.sentence(words)
	return b
}

// Title gives the title.
func (b *Builder) Title(t string) *Builder {
	b.r.Article.Title = t
	return b
}

func (b *Builder) cast(names ...string) {
	for _, n := range names {
		n = strings.TrimSpace(n)
		if n == "" || b.actors[n] {
			continue
		}
		b.actors[n] = true
		ID(n)
		b.r.Actors = append(b.r.Actors, cast[n])
		for _, o := range offices {
			if o.Person == cast[n].ID {
				b.cast(nameOf(o.For))
				b.r.Offices = append(b.r.Offices, o)
			}
		}
	}
}

func nameOf(id graph.ActorID) string {
	for n, a := range cast {
		if a.ID == id {
			return n
		}
	}
	panic("graphtest: no " + string(id) + " in the cast")
}

func (b *Builder) sentence(words string) graph.Evidence {
	if b.runes > 0 {
		b.text.WriteByte(' ')
		b.runes++
	}
	e := graph.Evidence{Sentence: words, Start: b.runes, Quote: words, Rule: "graphtest", Confidence: 0.8}
	b.text.WriteString(words)
	b.runes += utf8.RuneCountInString(words)
	e.End = b.runes
	return e
}

// interval reads "", "2023-03-16" or "2023-03-01/2023-03-31"; an end may be missing.
func interval(s string) graph.Interval {
	start, end, ok := strings.Cut(s, "/")
	if !ok {
		end = start
	}
	return graph.Interval{Start: graph.Day(start), End: graph.Day(end)}
}

// Contact adds a contact: sides are parted by "|" and their people by "+". People act for their countries.
func (b *Builder) Contact(sides string, status graph.Status, medium graph.Medium, date string) *Builder {
	c := graph.ContactReport{Status: status, Medium: medium, Date: interval(date), Confidence: 0.8}
	for i, side := range strings.Split(sides, "|") {
		for _, n := range strings.Split(side, "+") {
			n = strings.TrimSpace(n)
			b.cast(n)
			p := graph.Participant{Actor: ID(n), Side: i}
			if cast[n].Kind == graph.Person {
				p.OnBehalfOf = cast[n].Country
			}
			c.Participants = append(c.Participants, p)
		}
	}
	c.Evidence = []graph.Evidence{b.sentence(fmt.Sprintf("%s %s %s %s.", sides, status, medium, date))}
	b.r.Contacts = append(b.r.Contacts, c)
	return b
}

// About gives the last contact its place and topics.
func (b *Builder) About(place string, topics ...string) *Builder {
	c := &b.r.Contacts[len(b.r.Contacts)-1]
	c.Place, c.Topics = place, topics
	return b
}

// Inferred marks the last contact's date as one that no words give.
func (b *Builder) Inferred() *Builder {
	b.r.Contacts[len(b.r.Contacts)-1].DateInferred = true
	return b
}

// Sure gives the last contact its confidence.
func (b *Builder) Sure(confidence float64) *Builder {
	b.r.Contacts[len(b.r.Contacts)-1].Confidence = confidence
	return b
}

// Statement adds a statement; addressees and the actors concerned are parted by "+".
func (b *Builder) Statement(kind graph.StatementKind, speaker, addressees, about, concerns, date string) *Builder {
	b.cast(speaker)
	s := graph.StatementReport{Kind: kind, Speaker: ID(speaker), About: about, Date: interval(date), Confidence: 0.7}
	if c := cast[speaker]; c.Kind == graph.Person {
		s.OnBehalfOf = c.Country
	}
	for _, n := range strings.Split(addressees, "+") {
		if n != "" {
			b.cast(n)
			s.Addressees = append(s.Addressees, ID(n))
		}
	}
	for _, n := range strings.Split(concerns, "+") {
		if n != "" {
			b.cast(n)
			s.Concerns = append(s.Concerns, graph.Concern{Actor: ID(n), Role: "agent"})
		}
	}
	s.Evidence = []graph.Evidence{b.sentence(fmt.Sprintf("%s %s %s: %s.", speaker, kind, addressees, about))}
	b.r.Statements = append(b.r.Statements, s)
	return b
}

// Mention adds a sentence that names an actor.
func (b *Builder) Mention(name string) *Builder {
	b.cast(name)
	e := b.sentence(name)
	b.r.Mentions = append(b.r.Mentions, graph.Mention{Actor: ID(name), Start: e.Start, End: e.End, Text: name})
	return b
}

// Reports gives the article and what it says.
func (b *Builder) Reports() *graph.Reports {
	b.r.Article.Text = b.text.String()
	r := b.r
	return r.Complete()
}
