package view

import (
	"context"
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
)

// Contact is an event in which actors communicate directly.
type Contact struct {
	*graph.Contact
	cohort *cohort[*graph.Contact]
	at     int
}

// IsNode marks nodes.
func (*Contact) IsNode() {}

// IsEvent marks events.
func (*Contact) IsEvent() {}

// Contacts shows contacts as one cohort; nil stays nil.
func Contacts(s graph.Store, in []*graph.Contact) []*Contact {
	var known []*graph.Contact
	for _, c := range in {
		if c != nil {
			known = append(known, c)
		}
	}
	co := newCohort(s, known)
	out := make([]*Contact, len(in))
	at := 0
	for i, c := range in {
		if c != nil {
			out[i] = &Contact{c, co, at}
			at++
		}
	}
	return out
}

// ContactConnection is a page of contacts.
type ContactConnection struct{ Connection[*Contact] }

// ContactEdge is a contact in a list.
type ContactEdge = Edge[*Contact]

// contactConnections shows one page for each of several lists; all contacts on them are one cohort.
func contactConnections(s graph.Store, pages []*graph.Slice[*graph.Contact], countOnly bool) []*ContactConnection {
	var flat []*graph.Contact
	for i, p := range pages {
		pages[i] = trim(p, countOnly)
		flat = append(flat, pages[i].Items...)
	}
	views := Contacts(s, flat)
	return each(pages, func(p *graph.Slice[*graph.Contact]) *ContactConnection {
		mine := views[:len(p.Items)]
		views = views[len(p.Items):]
		return &ContactConnection{connect(p, mine)}
	})
}

// contactLists gives the contacts of several lists of ids as one cohort; unknown ids are left out.
func contactLists(ctx context.Context, s graph.Store, lists [][]graph.ContactID) ([][]*Contact, error) {
	var flat []graph.ContactID
	for _, l := range lists {
		flat = append(flat, l...)
	}
	out := make([][]*Contact, len(lists))
	if len(flat) == 0 {
		return out, nil
	}
	found, err := s.Contacts(ctx, flat)
	if err != nil {
		return nil, err
	}
	for i, l := range regroup(Contacts(s, found), lists) {
		out[i] = slices.DeleteFunc(l, func(c *Contact) bool { return c == nil })
	}
	return out, nil
}

// FindContacts lists contacts, newest first.
func FindContacts(ctx context.Context, s graph.Store, filter *graph.ContactFilter, first *int, after *string, last *int, before *string) (*ContactConnection, error) {
	p, countOnly, err := page(ctx, first, after, last, before)
	if err != nil {
		return nil, err
	}
	found, err := s.FindContacts(ctx, orAll(filter), p)
	if err != nil {
		return nil, err
	}
	return contactConnections(s, []*graph.Slice[*graph.Contact]{found}, countOnly)[0], nil
}

// Summary names the sides in one line.
func (c *Contact) Summary(ctx context.Context) (string, error) {
	participants, err := c.Participants(ctx)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for i, p := range participants {
		a, err := p.Actor(ctx)
		if err != nil || a == nil {
			return "", err
		}
		if i > 0 && p.Side != participants[i-1].Side {
			b.WriteString(" – ")
		} else if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(a.about().Name)
	}
	return b.String(), nil
}

// Actors are the participants, once each.
func (c *Contact) Actors(ctx context.Context) ([]Actor, error) {
	return relatedList(ctx, c.cohort, c.at, "actors", func(m *graph.Contact) []graph.ActorID {
		return distinct(each(m.Participants, func(p graph.Participant) graph.ActorID { return p.Actor }))
	})
}

// Participants are those who took part, by side.
func (c *Contact) Participants(ctx context.Context) ([]*Participant, error) {
	return share(ctx, c.cohort, c.at, "participants", func(_ context.Context, members []*graph.Contact) ([][]*Participant, error) {
		return participants(c.cohort.store, members, func(m *graph.Contact) ([]graph.Participant, graph.Interval) {
			return m.Participants, m.Date
		}), nil
	})
}

// Against are the contacts that say the opposite.
func (c *Contact) Against(ctx context.Context) ([]*Contact, error) {
	return share(ctx, c.cohort, c.at, "against", func(ctx context.Context, members []*graph.Contact) ([][]*Contact, error) {
		return contactLists(ctx, c.cohort.store, each(members, func(m *graph.Contact) []graph.ContactID { return m.Against }))
	})
}

// Reports are what each article says of the contact.
func (c *Contact) Reports(ctx context.Context) ([]*ContactReport, error) {
	return share(ctx, c.cohort, c.at, "reports", func(ctx context.Context, members []*graph.Contact) ([][]*ContactReport, error) {
		found, err := c.cohort.store.ContactReports(ctx, each(members, func(m *graph.Contact) graph.ContactID { return m.ID }))
		if err != nil {
			return nil, err
		}
		return contactReports(c.cohort.store, found), nil
	})
}

// Evidence is every passage that reports the contact.
func (c *Contact) Evidence(ctx context.Context) ([]*Evidence, error) {
	reports, err := c.Reports(ctx)
	if err != nil {
		return nil, err
	}
	var out []*Evidence
	for _, r := range reports {
		e, err := r.Evidence(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, e...)
	}
	return out, nil
}

// distinct leaves out repeats and keeps the order.
func distinct(ids []graph.ActorID) []graph.ActorID {
	var out []graph.ActorID
	for _, id := range ids {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}
