package graphtest

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/demarche/demarche/graph"
)

// Large is a generated graph with the shape of real diplomacy: few actors are in very many contacts and most in few
// (Zipf), everybody is in one, people act for one of 200 countries, contacts spread over ten years with most on a known
// day and some of a month or a year, a fifth of them not actual, and articles report about five each. It is the same for
// the same size, and holds nothing in memory but its actors.
type Large struct {
	Contacts int
	actors   []graph.Actor
	country  map[graph.ActorID]*graph.Actor
	first    graph.Day
}

// The years of a large graph.
const (
	largeDays    = 3650
	largePerText = 5
)

// NewLarge gives a graph of about that many contacts with a tenth as many actors, 500 at least.
func NewLarge(contacts int) *Large {
	g := &Large{Contacts: contacts, first: "2015-01-01"}
	for i := range 200 {
		g.actors = append(g.actors, graph.Actor{ID: graph.ActorID(fmt.Sprintf("country:%03d", i)), Kind: graph.Country, Name: word(i) + "land"})
	}
	for i := range max(300, contacts/10-200) {
		rng := rand.New(rand.NewPCG(uint64(i), 11))
		country := g.actors[skewed(rng, 200)].ID
		name := strings.ToUpper(word(i * 7)[:1]) + word(i * 7)[1:] + " " + strings.ToUpper(word(i*13 + 5)[:1]) + word(i*13 + 5)[1:] + fmt.Sprint(" ", i)
		g.actors = append(g.actors, graph.Actor{ID: graph.ActorID(fmt.Sprintf("person:%06d", i)), Kind: graph.Person, Name: name, Country: country})
	}
	g.country = map[graph.ActorID]*graph.Actor{}
	for i := range g.actors[:200] {
		g.country[g.actors[i].ID] = &g.actors[i]
	}
	return g
}

// skewed draws a number below n, the small ones far more often: about as 1/(k+n/200).
func skewed(rng *rand.Rand, n int) int {
	z := rand.NewZipf(rng, 1.07, float64(n)/200+1, uint64(n-1))
	return int(z.Uint64())
}

// word gives the n-th word of a made-up language.
func word(n int) string {
	const c, v = "bdfgklmnprstvz", "aeiou"
	var b strings.Builder
	for k := 0; k < 3; k++ {
		b.WriteByte(c[n%len(c)])
		n /= len(c)
		b.WriteByte(v[n%len(v)])
		n = n/len(v) + 1 + k
	}
	return b.String()
}

// Person draws a person as contacts do: those in many contacts often.
func (g *Large) Person(rng *rand.Rand) graph.ActorID {
	return g.actors[200+skewed(rng, len(g.actors)-200)].ID
}

// Country draws a country as contacts do.
func (g *Large) Country(rng *rand.Rand) graph.ActorID { return g.actors[skewed(rng, 200)].ID }

// Days draws a stretch of up to a year.
func (g *Large) Days(rng *rand.Rand) (since, until graph.Day) {
	since = g.first.Add(rng.IntN(largeDays - 30))
	return since, since.Add(30 + rng.IntN(335))
}

// Articles gives the articles of the graph, in order.
func (g *Large) Articles() iter.Seq[*graph.Reports] {
	return func(yield func(*graph.Reports) bool) {
		for i := range (g.Contacts + largePerText - 1) / largePerText {
			if !yield(g.Article(i)) {
				return
			}
		}
	}
}

// Article gives the i-th article.
func (g *Large) Article(i int) *graph.Reports {
	rng := rand.New(rand.NewPCG(uint64(i), 5))
	published := g.first.Add(i * largeDays * largePerText / g.Contacts)
	r := &graph.Reports{Article: graph.Article{URL: fmt.Sprintf("https://news.example/%d", i), Title: "Talks of " + word(i) + " and " + word(i/3),
		Outlet: "Outlet " + fmt.Sprint(skewed(rng, 300)), Language: "en", Published: published.Time().Add(time.Duration(rng.IntN(24)) * time.Hour)}}
	w := &largeWriter{g: g, r: r, rng: rng, named: map[graph.ActorID]bool{}}
	for k := range min(largePerText, g.Contacts-i*largePerText) {
		in := map[graph.ActorID]bool{}
		var first *graph.Actor
		if people := g.actors[200:]; k == 0 && i < len(people) {
			first = w.take(&people[i], in) // everybody is somewhere
		} else {
			first = w.person(in)
		}
		w.contact(published, first, in)
	}
	if rng.IntN(3) == 0 {
		w.statement(published)
	}
	r.Article.Text = w.text.String()
	return r.Complete()
}

// largeWriter writes one article of a large graph.
type largeWriter struct {
	g     *Large
	r     *graph.Reports
	rng   *rand.Rand
	text  strings.Builder
	runes int
	named map[graph.ActorID]bool
}

func (w *largeWriter) name(a *graph.Actor) {
	if !w.named[a.ID] {
		w.named[a.ID] = true
		w.r.Actors = append(w.r.Actors, *a)
	}
}

// person draws one who is not yet in the contact.
func (w *largeWriter) person(in map[graph.ActorID]bool) *graph.Actor {
	for {
		if a := &w.g.actors[200+skewed(w.rng, len(w.g.actors)-200)]; !in[a.ID] {
			return w.take(a, in)
		}
	}
}

// take puts a person into the contact.
func (w *largeWriter) take(a *graph.Actor, in map[graph.ActorID]bool) *graph.Actor {
	in[a.ID] = true
	w.name(a)
	w.name(w.g.country[a.Country])
	return a
}

func (w *largeWriter) sentence(head string) graph.Evidence {
	var b strings.Builder
	b.WriteString(head)
	for range 14 {
		b.WriteByte(' ')
		b.WriteString(word(w.rng.IntN(5000)))
	}
	b.WriteByte('.')
	s := b.String()
	e := graph.Evidence{Sentence: s, Start: w.runes, Quote: s, Rule: "large", Confidence: 0.8}
	w.text.WriteString(s + "\n")
	w.runes += utf8.RuneCountInString(s) + 1
	e.End = w.runes - 1
	return e
}

func (w *largeWriter) contact(published graph.Day, a *graph.Actor, in map[graph.ActorID]bool) {
	rng := w.rng
	c := graph.ContactReport{Confidence: 0.5 + float64(rng.IntN(50))/100}
	head := ""
	for i := range 2 + max(0, rng.IntN(12)-9) {
		if i > 0 {
			a = w.person(in)
		}
		c.Participants = append(c.Participants, graph.Participant{Actor: a.ID, Side: i % 2, OnBehalfOf: a.Country})
		head += a.Name + " "
	}
	switch n := rng.IntN(100); {
	case n < 80:
		c.Status = graph.Actual
	case n < 92:
		c.Status = graph.Planned
	case n < 97:
		c.Status = graph.Possible
	default:
		c.Status = graph.Denied
	}
	c.Medium = graph.Media[[]int{0, 0, 0, 1, 1, 1, 1, 2, 3, 4, 5, 5, 5}[rng.IntN(13)]]
	day := published.Add(-rng.IntN(3))
	switch n := rng.IntN(100); {
	case n < 88:
		c.Date = graph.Interval{Start: day, End: day}
	case n < 93:
		month := day.Step(graph.ByMonth)
		c.Date = graph.Interval{Start: month, End: graph.DayOf(month.Time().AddDate(0, 1, -1))}
	case n < 95:
		c.Date = graph.Interval{Start: day.Add(-6), End: day}
	case n < 96:
		year := day.Step(graph.ByYear)
		c.Date = graph.Interval{Start: year, End: graph.DayOf(year.Time().AddDate(1, 0, -1))}
	}
	if rng.IntN(3) == 0 {
		c.Place = strings.ToUpper(word(rng.IntN(400))[:1]) + word(rng.IntN(400))[1:]
	}
	c.Topics = []string{word(rng.IntN(300)) + " " + word(rng.IntN(300))}
	c.Evidence = []graph.Evidence{w.sentence(head + string(c.Status))}
	w.r.Contacts = append(w.r.Contacts, c)
}

func (w *largeWriter) statement(published graph.Day) {
	in := map[graph.ActorID]bool{}
	a, b := w.person(in), w.person(in)
	s := graph.StatementReport{Kind: graph.StatementKinds[w.rng.IntN(len(graph.StatementKinds))], Speaker: a.ID, OnBehalfOf: a.Country, Addressees: []graph.ActorID{b.ID},
		About: word(w.rng.IntN(400)) + " " + word(w.rng.IntN(400)), Date: graph.Interval{Start: published, End: published}, Confidence: 0.7}
	s.Evidence = []graph.Evidence{w.sentence(a.Name + " " + string(s.Kind))}
	w.r.Statements = append(w.r.Statements, s)
}
