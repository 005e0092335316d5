package graphtest

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
)

// in tells whether v is one of vs; none asked for admits all.
func in[T comparable](vs []T, v T) bool { return len(vs) == 0 || slices.Contains(vs, v) }

// meets tells whether two lists share a value.
func meets[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(v T) bool { return slices.Contains(b, v) })
}

// hasWords tells whether each word of the query is a word of the folded text.
func hasWords(folded, query string) bool {
	words := strings.Fields(folded)
	for _, q := range graph.Words(query) {
		if !slices.Contains(words, q) {
			return false
		}
	}
	return true
}

func (m *Model) matching(f graph.ContactFilter) []*graph.Contact {
	var out []*graph.Contact
	for _, c := range m.contacts {
		if m.contact(&f, c) {
			out = append(out, c)
		}
	}
	return out
}

func (m *Model) resolve(ids []graph.ActorID) []graph.ActorID {
	out := make([]graph.ActorID, len(ids))
	for i, id := range ids {
		out[i] = m.rules.Actor(id)
	}
	return out
}

// days tells whether an interval overlaps the days asked for.
func days(since, until graph.Day, d graph.Interval) bool {
	if since == "" && until == "" {
		return true
	}
	return d.Known() && d.Overlaps(graph.Interval{Start: since, End: until})
}

// contact tells whether a filter admits a contact.
func (m *Model) contact(f *graph.ContactFilter, c *graph.Contact) bool {
	who, with, behalf := m.resolve(f.Who), m.resolve(f.With), m.resolve(f.OnBehalfOf)
	is := func(p graph.Participant, ids []graph.ActorID) bool {
		return slices.Contains(ids, p.Actor) || p.OnBehalfOf != "" && slices.Contains(ids, p.OnBehalfOf)
	}
	if len(who) > 0 && !slices.ContainsFunc(c.Participants, func(p graph.Participant) bool { return is(p, who) }) {
		return false
	}
	if len(with) > 0 && !slices.ContainsFunc(c.Participants, func(p graph.Participant) bool {
		return is(p, who) && slices.ContainsFunc(c.Participants, func(q graph.Participant) bool { return q.Side != p.Side && is(q, with) })
	}) {
		return false
	}
	if len(behalf) > 0 && !slices.ContainsFunc(c.Participants, func(p graph.Participant) bool {
		return p.OnBehalfOf != "" && slices.Contains(behalf, p.OnBehalfOf)
	}) {
		return false
	}
	reports := make([]*graph.ContactReport, len(c.Reports))
	var outlets []string
	var articles []graph.ArticleID
	for i, r := range c.Reports {
		reports[i] = m.filed[r].Contact
		outlets = append(outlets, m.filed[r].Source.Outlet)
		articles = append(articles, m.filed[r].Source.Article)
	}
	switch {
	case !in(f.Statuses, c.Status), !in(f.Media, c.Medium), !days(f.Since, f.Until, c.Date),
		f.Place != "" && !strings.Contains(graph.Fold(c.Place), graph.Fold(f.Place)),
		f.Text != "" && !hasWords(graph.ContactText(c, reports), f.Text),
		len(f.Outlets) > 0 && !meets(f.Outlets, outlets),
		c.Sources < f.MinSources, c.ReadOuts < f.MinReadOuts, c.Confidence < f.MinConfidence,
		f.Disputed != nil && *f.Disputed != c.Disputed,
		len(f.Was) > 0 && !meets(f.Was, c.Was),
		f.Contradicted != nil && *f.Contradicted != (len(c.Against) > 0),
		len(f.Articles) > 0 && !meets(f.Articles, articles), !in(f.IDs, c.ID):
		return false
	}
	for i := range f.And {
		if !m.contact(&f.And[i], c) {
			return false
		}
	}
	if len(f.Or) > 0 && !slices.ContainsFunc(f.Or, func(o graph.ContactFilter) bool { return m.contact(&o, c) }) {
		return false
	}
	return f.Not == nil || !m.contact(f.Not, c)
}

// statement tells whether a filter admits a statement.
func (m *Model) statement(f *graph.StatementFilter, s *graph.Statement) bool {
	speakers := m.resolve(f.Speakers)
	var concerned []graph.ActorID
	for _, c := range s.Matter.Concerns {
		concerned = append(concerned, c.Actor)
	}
	reports := make([]*graph.StatementReport, len(s.Reports))
	var outlets []string
	var articles []graph.ArticleID
	for i, r := range s.Reports {
		reports[i] = m.filed[r].Statement
		outlets = append(outlets, m.filed[r].Source.Outlet)
		articles = append(articles, m.filed[r].Source.Article)
	}
	return in(f.Kinds, s.Kind) &&
		(len(speakers) == 0 || slices.Contains(speakers, s.Speaker) || s.OnBehalfOf != "" && slices.Contains(speakers, s.OnBehalfOf)) &&
		(len(f.Addressees) == 0 || meets(m.resolve(f.Addressees), s.Addressees)) &&
		(len(f.Concerns) == 0 || meets(m.resolve(f.Concerns), concerned)) &&
		days(f.Since, f.Until, s.Date) && (f.Text == "" || hasWords(graph.StatementText(reports), f.Text)) &&
		(len(f.Outlets) == 0 || meets(f.Outlets, outlets)) && s.Sources >= f.MinSources && s.Confidence >= f.MinConfidence &&
		(len(f.Articles) == 0 || meets(f.Articles, articles)) && in(f.Matters, s.Matter.ID)
}
