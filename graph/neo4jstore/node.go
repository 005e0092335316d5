package neo4jstore

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/demarche/demarche/graph"
)

// What the nodes hold. A node can be read by itself: a contact's participants stand in parallel lists beside the
// TOOK_PART relationships, so that a page of contacts is one read of its nodes. The properties key and words are the
// store's own, for the order of lists and for full text.

func actorProps(a *graph.Actor) props {
	p := props{"id": string(a.ID), "kind": string(a.Kind), "name": a.Name, "key": actorKey(a)}
	p.put("aliases", plain(a.Aliases))
	p.put("qid", a.QID)
	p.put("country", string(a.Country))
	p.put("gender", a.Gender)
	p.put("role", a.Role)
	p.put("partOf", string(a.PartOf))
	p["words"] = wordsOf(append([]string{a.Name}, a.Aliases...)...)
	return p
}

func (p props) actor() *graph.Actor {
	return &graph.Actor{ID: graph.ActorID(p.str("id")), Kind: graph.ActorKind(p.str("kind")), Name: p.str("name"),
		Aliases: list[string](p["aliases"]), QID: p.str("qid"), Country: graph.ActorID(p.str("country")),
		Gender: p.str("gender"), Role: p.str("role"), PartOf: graph.ActorID(p.str("partOf"))}
}

// actorLabel gives the label of a kind: Person, Country or Organisation.
func actorLabel(k graph.ActorKind) string { return capital(string(k)) }

// articleProps gives an article's properties: with what it says, as it was put, the actors whom it names and mentions,
// and what merging knows of it as a source.
func articleProps(r *graph.Reports, said string, mentioned []graph.ActorID) props {
	a := &r.Article
	source := graph.SourceOf(a)
	p := props{"id": string(a.ID), "key": articleKey(a.Published, a.ID), "words": wordsOf(a.Title, a.Text), "said": said,
		"sourceKey": source.Key}
	p.put("url", a.URL)
	p.put("title", a.Title)
	p.put("outlet", a.Outlet)
	p.put("language", a.Language)
	p.put("published", a.Published)
	p.put("text", a.Text)
	p.put("hash", a.Hash)
	p.put("issuer", string(a.Issuer))
	actors := make([]any, len(r.Actors))
	for i, k := range r.Actors {
		actors[i] = string(k.ID)
	}
	p.put("actors", actors)
	p["mentioned"] = plain(mentioned)
	if b := source.Print.Bytes(); b != nil {
		p["print"] = b
	}
	return p
}

func (p props) article() *graph.Article {
	return &graph.Article{ID: graph.ArticleID(p.str("id")), URL: p.str("url"), Title: p.str("title"), Outlet: p.str("outlet"),
		Language: p.str("language"), Published: p.time("published"), Text: p.str("text"), Hash: p.str("hash"),
		Issuer: graph.ActorID(p.str("issuer"))}
}

// wideSpan is the length in days up to which a contact's interval is found by looking that much further back from
// the beginning of a period; what is longer, or open at an end, is marked wide and looked for by that mark.
const wideSpan = 31

func wide(i graph.Interval) bool {
	return i.Known() && (i.Start == "" || i.End == "" || i.Start.Add(wideSpan) < i.End)
}

// contactProps gives a contact's properties; nations are the countries that its participants stand for.
func contactProps(c *graph.Contact, reports []*graph.Filed, nations []graph.ActorID) props {
	said := make([]*graph.ContactReport, len(reports))
	for i, r := range reports {
		said[i] = r.Contact
	}
	p := props{"id": string(c.ID), "status": string(c.Status), "medium": string(c.Medium), "confidence": c.Confidence,
		"sources": int64(c.Sources), "readOuts": int64(c.ReadOuts), "disputed": c.Disputed, "confirmed": c.Confirmed,
		"key": eventKey(c.Date, string(c.ID)), "caption": contactCaption(c), "words": " " + graph.ContactText(c, said) + " ",
		"reports": plain(c.Reports), "nations": plain(nations)}
	p.orderKeys(c.Date, string(c.ID), c.Sources, c.Confidence)
	p.articles(reports)
	n := len(c.Participants)
	actors, behalf, roles, sides := make([]any, n), make([]any, n), make([]any, n), make([]any, n)
	for i, k := range c.Participants {
		actors[i], behalf[i], roles[i], sides[i] = string(k.Actor), string(k.OnBehalfOf), k.Role, int64(k.Side)
	}
	p["actors"], p["onBehalfOf"], p["roles"], p["sides"] = actors, behalf, roles, sides
	p.put("start", date(c.Date.Start))
	p.put("end", date(c.Date.End))
	p.put("dateInferred", c.DateInferred)
	p.put("wide", wide(c.Date))
	p.put("place", c.Place)
	p.put("placeFolded", graph.Fold(c.Place))
	p.put("topics", plain(c.Topics))
	p.put("was", plain(c.Was))
	p.put("against", plain(c.Against))
	if len(said) > 0 && len(said[0].Evidence) > 0 {
		p.put("quote", said[0].Evidence[0].Quote)
	}
	return p
}

// articles sets the articles that reports stand in, and their outlets.
func (p props) articles(reports []*graph.Filed) {
	var articles, outlets []string
	for _, r := range reports {
		articles, outlets = append(articles, string(r.Source.Article)), append(outlets, r.Source.Outlet)
	}
	p["articles"], p["outlets"] = plain(unique(articles)), plain(unique(outlets))
}

func (p props) contact() *graph.Contact {
	c := &graph.Contact{ID: graph.ContactID(p.str("id")), Status: graph.Status(p.str("status")), Medium: graph.Medium(p.str("medium")),
		Date: p.days("start", "end"), DateInferred: p.yes("dateInferred"), Place: p.str("place"), Topics: list[string](p["topics"]), Confidence: p.float("confidence"),
		Reports: list[graph.ReportID](p["reports"]), Sources: p.num("sources"), ReadOuts: p.num("readOuts"),
		Was: list[graph.Status](p["was"]), Against: list[graph.ContactID](p["against"]), Disputed: p.yes("disputed"),
		Confirmed: p.yes("confirmed")}
	actors, behalf := list[graph.ActorID](p["actors"]), list[graph.ActorID](p["onBehalfOf"])
	roles := list[string](p["roles"])
	sides, _ := p["sides"].([]any)
	c.Participants = make([]graph.Participant, len(actors))
	for i, a := range actors {
		side, _ := sides[i].(int64)
		c.Participants[i] = graph.Participant{Actor: a, Side: int(side), Role: roles[i], OnBehalfOf: behalf[i]}
	}
	return c
}

// contactCaption is what Neo4j Browser writes on a contact: "phone 2023-03-16", "planned in person".
func contactCaption(c *graph.Contact) string {
	var parts []string
	if c.Status != graph.Actual {
		parts = append(parts, string(c.Status))
	}
	if c.Medium == graph.Unspecified {
		parts = append(parts, "contact")
	} else {
		parts = append(parts, strings.ReplaceAll(string(c.Medium), "_", " "))
	}
	switch i := c.Date; i.Granularity() {
	case graph.ByDay:
		parts = append(parts, string(i.Start))
	case graph.ByMonth:
		parts = append(parts, string(i.Start[:7]))
	case graph.ByYear:
		parts = append(parts, string(i.Start[:4]))
	case graph.ByRange:
		parts = append(parts, string(i.Start)+"…"+string(i.End))
	}
	return strings.Join(parts, " ")
}

func matterProps(m *graph.Matter) props {
	p := props{"id": string(m.ID), "about": m.About, "words": wordsOf(m.About)}
	p.concerns(m.Concerns)
	return p
}

// concerns sets the actors in a matter and their roles, as parallel lists.
func (p props) concerns(cs []graph.Concern) {
	actors, roles := make([]any, len(cs)), make([]any, len(cs))
	for i, c := range cs {
		actors[i], roles[i] = string(c.Actor), c.Role
	}
	p["concerns"], p["roles"] = actors, roles
}

func (p props) matter() *graph.Matter {
	m := &graph.Matter{ID: graph.MatterID(p.str("id")), About: p.str("about")}
	roles := list[string](p["roles"])
	for i, a := range list[graph.ActorID](p["concerns"]) {
		m.Concerns = append(m.Concerns, graph.Concern{Actor: a, Role: roles[i]})
	}
	return m
}

// statementProps gives a statement's properties: the matter as its own reports word it among them.
func statementProps(s *graph.Statement, reports []*graph.Filed) props {
	said := make([]*graph.StatementReport, len(reports))
	for i, r := range reports {
		said[i] = r.Statement
	}
	p := props{"id": string(s.ID), "kind": string(s.Kind), "speaker": string(s.Speaker), "matter": string(s.Matter.ID),
		"about": s.Matter.About, "confidence": s.Confidence, "sources": int64(s.Sources), "confirmed": s.Confirmed,
		"key": eventKey(s.Date, string(s.ID)), "caption": strings.ReplaceAll(string(s.Kind), "_", " "),
		"words": " " + graph.StatementText(said) + " ", "reports": plain(s.Reports)}
	p.orderKeys(s.Date, string(s.ID), s.Sources, s.Confidence)
	p.articles(reports)
	p.concerns(s.Matter.Concerns)
	p.put("onBehalfOf", string(s.OnBehalfOf))
	p.put("addressees", plain(s.Addressees))
	p.put("start", date(s.Date.Start))
	p.put("end", date(s.Date.End))
	p.put("quote", s.Quote)
	return p
}

// statement gives the statement of a node; m is its matter.
func (p props) statement(m *graph.Matter) *graph.Statement {
	s := &graph.Statement{ID: graph.StatementID(p.str("id")), Kind: graph.StatementKind(p.str("kind")),
		Speaker: graph.ActorID(p.str("speaker")), OnBehalfOf: graph.ActorID(p.str("onBehalfOf")),
		Addressees: list[graph.ActorID](p["addressees"]), Date: p.days("start", "end"), Quote: p.str("quote"),
		Confidence: p.float("confidence"), Reports: list[graph.ReportID](p["reports"]), Sources: p.num("sources"),
		Confirmed: p.yes("confirmed")}
	if m != nil {
		s.Matter = *m
	}
	return s
}

// speechAct gives the type of the relationship from a speaker to a matter: CALLED_FOR for called_for.
func speechAct(k graph.StatementKind) string { return strings.ToUpper(string(k)) }

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
