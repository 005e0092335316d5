package ingest

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/demarche/demarche/graph"
)

// Record is what one article says, in the printed form: one JSON object an article. Offsets count Unicode code points.
type Record struct {
	Doc        string            `json:"doc"`
	Article    RecordArticle     `json:"article"`
	Entities   []RecordEntity    `json:"entities"`
	Contacts   []RecordContact   `json:"contacts"`
	Statements []RecordStatement `json:"statements"`
}

// RecordArticle is the article of a Record, without its text.
type RecordArticle struct {
	ID        graph.ArticleID `json:"id"`
	URL       string          `json:"url"`
	Title     string          `json:"title"`
	Outlet    string          `json:"outlet"`
	Published *string         `json:"published"` // a day, or a time where one is known; null where neither is
	Language  string          `json:"language"`
}

// RecordEntity is an actor with the places that name it.
type RecordEntity struct {
	ID       graph.ActorID   `json:"id"`
	Type     graph.ActorKind `json:"type"`
	Name     string          `json:"name"`
	Aliases  []string        `json:"aliases"`
	QID      string          `json:"qid,omitempty"`
	Country  graph.ActorID   `json:"country,omitempty"`
	Role     string          `json:"role,omitempty"`
	Mentions []RecordSpan    `json:"mentions"`
}

// RecordSpan is a stretch of the article's text, or of its title where Field says so.
type RecordSpan struct {
	Field string `json:"field,omitempty"` // "title", or empty for the text
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	Rule  string `json:"rule,omitempty"` // of evidence
}

// RecordDate is an interval of days; an open end is left out.
type RecordDate struct {
	Start    graph.Day `json:"start,omitempty"`
	End      graph.Day `json:"end,omitempty"`
	Inferred bool      `json:"inferred,omitempty"` // no words give it: it is the read-out's own day
}

// RecordContact is a contact as one article reports it.
type RecordContact struct {
	ID           graph.ReportID                  `json:"id"`
	Participants []graph.ActorID                 `json:"participants"`
	Sides        [][]graph.ActorID               `json:"sides"`
	OnBehalfOf   map[graph.ActorID]graph.ActorID `json:"on_behalf_of"`
	Status       graph.Status                    `json:"status"`
	Medium       graph.Medium                    `json:"medium"`
	Date         *RecordDate                     `json:"date"` // null where unknown
	Place        string                          `json:"place"`
	Topics       []string                        `json:"topics"`
	Confidence   float64                         `json:"confidence"`
	Evidence     []RecordSpan                    `json:"evidence"`
}

// RecordStatement is a statement as one article reports it.
type RecordStatement struct {
	ID         graph.ReportID      `json:"id"`
	Kind       graph.StatementKind `json:"kind"`
	Speaker    graph.ActorID       `json:"speaker"`
	OnBehalfOf graph.ActorID       `json:"on_behalf_of,omitempty"`
	Addressees []graph.ActorID     `json:"addressees"`
	About      string              `json:"about"`
	Concerns   []graph.ActorID     `json:"concerns"`
	Date       *RecordDate         `json:"date"`
	Confidence float64             `json:"confidence"`
	Evidence   []RecordSpan        `json:"evidence"`
}

// NewRecord gives the printed form of reports under the name of their input.
func NewRecord(doc string, r *graph.Reports) *Record {
	out := &Record{Doc: doc, Article: RecordArticle{
		ID: r.Article.ID, URL: r.Article.URL, Title: r.Article.Title, Outlet: r.Article.Outlet,
		Published: published(r.Article.Published), Language: r.Article.Language,
	}}
	mentions := make(map[graph.ActorID][]RecordSpan, len(r.Actors))
	for _, m := range r.Mentions {
		mentions[m.Actor] = append(mentions[m.Actor], RecordSpan{Field: field(m.InTitle), Start: m.Start, End: m.End, Text: m.Text})
	}
	out.Entities = make([]RecordEntity, 0, len(r.Actors))
	for _, a := range r.Actors {
		out.Entities = append(out.Entities, RecordEntity{
			ID: a.ID, Type: a.Kind, Name: a.Name, Aliases: list(a.Aliases), QID: a.QID, Country: a.Country, Role: a.Role,
			Mentions: list(mentions[a.ID]),
		})
	}
	slices.SortFunc(out.Entities, func(a, b RecordEntity) int { return strings.Compare(string(a.ID), string(b.ID)) })
	out.Contacts = make([]RecordContact, 0, len(r.Contacts))
	for i := range r.Contacts {
		out.Contacts = append(out.Contacts, recordContact(&r.Contacts[i]))
	}
	out.Statements = make([]RecordStatement, 0, len(r.Statements))
	for _, s := range r.Statements {
		rs := RecordStatement{
			ID: s.ID, Kind: s.Kind, Speaker: s.Speaker, OnBehalfOf: s.OnBehalfOf, Addressees: list(s.Addressees), About: s.About,
			Concerns: []graph.ActorID{}, Date: date(s.Date, false), Confidence: hundredths(s.Confidence), Evidence: evidence(s.Evidence),
		}
		for _, c := range s.Concerns {
			rs.Concerns = append(rs.Concerns, c.Actor)
		}
		out.Statements = append(out.Statements, rs)
	}
	return out
}

func recordContact(c *graph.ContactReport) RecordContact {
	rc := RecordContact{
		ID: c.ID, Participants: []graph.ActorID{}, Sides: [][]graph.ActorID{}, OnBehalfOf: map[graph.ActorID]graph.ActorID{},
		Status: c.Status, Medium: c.Medium, Date: date(c.Date, c.DateInferred), Place: c.Place, Topics: list(c.Topics), Confidence: hundredths(c.Confidence),
		Evidence: evidence(c.Evidence),
	}
	parts := slices.Clone(c.Participants)
	slices.SortStableFunc(parts, func(a, b graph.Participant) int { return a.Side - b.Side })
	for i, p := range parts {
		rc.Participants = append(rc.Participants, p.Actor)
		if i == 0 || p.Side != parts[i-1].Side {
			rc.Sides = append(rc.Sides, nil)
		}
		last := &rc.Sides[len(rc.Sides)-1]
		*last = append(*last, p.Actor)
		if p.OnBehalfOf != "" {
			rc.OnBehalfOf[p.Actor] = p.OnBehalfOf
		}
	}
	return rc
}

func evidence(es []graph.Evidence) []RecordSpan {
	out := make([]RecordSpan, 0, len(es))
	for _, e := range es {
		out = append(out, RecordSpan{Field: field(e.InTitle), Start: e.Start, End: e.End, Text: e.Quote, Rule: e.Rule})
	}
	return out
}

func field(inTitle bool) string {
	if inTitle {
		return "title"
	}
	return ""
}

func date(i graph.Interval, inferred bool) *RecordDate {
	if !i.Known() {
		return nil
	}
	return &RecordDate{i.Start, i.End, inferred}
}

// hundredths rounds a confidence to what it is good for.
func hundredths(confidence float64) float64 { return math.Round(confidence*100) / 100 }

// published gives a time as it was given: a day alone where it is midnight in UTC.
func published(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.Format(time.RFC3339)
	if t.Equal(t.UTC().Truncate(24*time.Hour)) && t.Location() == time.UTC {
		s = t.Format(time.DateOnly)
	}
	return &s
}

// list gives a slice that prints as [] where it is empty.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
