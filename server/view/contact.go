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
	member[graph.Contact]
}

// IsNode marks nodes.
func (*Contact) IsNode() {}

// IsEvent marks events.
func (*Contact) IsEvent() {}

// IsMoment marks what stands on a timeline.
func (*Contact) IsMoment() {}

// Contacts shows contacts as one cohort; nil stays nil.
func Contacts(s graph.Store, in []*graph.Contact) []*Contact {
	return show(s, in, func(c *graph.Contact, m member[graph.Contact]) *Contact { return &Contact{c, m} })
}

func contactsOf(s graph.Store) func([]*graph.Contact) []*Contact {
	return func(in []*graph.Contact) []*Contact { return Contacts(s, in) }
}

// ContactConnection is a page of contacts.
type ContactConnection = Connection[*Contact]

// ContactEdge is a contact in a list.
type ContactEdge = Edge[*Contact]

// FindContacts lists contacts.
func FindContacts(ctx context.Context, s graph.Store, filter *graph.ContactFilter, p Paging) (*ContactConnection, error) {
	return find(ctx, filter, p, s.FindContacts, contactsOf(s))
}

// contactLists gives the contacts of several lists of ids as one cohort; unknown ids are left out.
func contactLists(ctx context.Context, s graph.Store, lists [][]graph.ContactID) ([][]*Contact, error) {
	ids := flat(lists)
	if len(ids) == 0 {
		return make([][]*Contact, len(lists)), nil
	}
	found, err := s.Contacts(ctx, ids)
	if err != nil {
		return nil, err
	}
	return each(regroup(Contacts(s, found), lists), func(l []*Contact) []*Contact {
		return slices.DeleteFunc(l, func(c *Contact) bool { return c == nil })
	}), nil
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
	return relatedList(ctx, c.member, "actors", func(m *graph.Contact) []graph.ActorID {
		return distinct(each(m.Participants, func(p graph.Participant) graph.ActorID { return p.Actor }))
	})
}

// Participants are those who took part, by side.
func (c *Contact) Participants(ctx context.Context) ([]*Participant, error) {
	return shown(ctx, c.member, "participants", func(m *graph.Contact) []*part { return partsOf(m.Participants, m.Date) }, newParticipant)
}

// Against are the contacts that say the opposite.
func (c *Contact) Against(ctx context.Context) ([]*Contact, error) {
	return share(ctx, c.member, "against", func(ctx context.Context, all []*graph.Contact) ([][]*Contact, error) {
		return contactLists(ctx, c.store(), each(all, func(m *graph.Contact) []graph.ContactID { return m.Against }))
	})
}

// Reports are what each article says of the contact.
func (c *Contact) Reports(ctx context.Context) ([]*ContactReport, error) {
	return share(ctx, c.member, "reports", func(ctx context.Context, all []*graph.Contact) ([][]*ContactReport, error) {
		found, err := c.store().ContactReports(ctx, each(all, func(m *graph.Contact) graph.ContactID { return m.ID }))
		if err != nil {
			return nil, err
		}
		return showLists(c.store(), found, newContactReport), nil
	})
}

// Evidence is every passage that reports the contact.
func (c *Contact) Evidence(ctx context.Context) ([]*Evidence, error) {
	return evidenceOf(ctx, c.Reports)
}
