package sqlitestore

import (
	"reflect"
	"slices"

	"github.com/demarche/demarche/graph"
)

// Bits of part.flags and meet.flags.
const (
	itself    = 1 // part: the actor itself; meet: a itself
	byAnother = 2 // part: another acted for the actor
	otherSelf = 2 // meet: b itself
	actually  = 4 // the contact is actual
	bothSelf  = 8 // meet: a and b both themselves in the same pair of participants

	sums        = itself | byAnother | actually | bothSelf // what counterpart looks at
	statusShift = 4                                        // index into graph.Statuses
	mediumShift = 6                                        // index into graph.Media
)

// face is a place of a contact in part (b is 0) or meet.
type face struct{ a, b int64 }

// faces gives the rows of part and meet that a contact makes, with their flags.
func (w *writing) faces(c *graph.Contact) (map[face]int64, error) {
	out := map[face]int64{}
	common := int64(slices.Index(graph.Statuses, c.Status))<<statusShift | int64(slices.Index(graph.Media, c.Medium))<<mediumShift
	if c.Status == graph.Actual {
		common |= actually
	}
	selves := make([]int64, len(c.Participants))
	behalf := make([]int64, len(c.Participants)) // 0 for nobody
	for i, p := range c.Participants {
		var err error
		if selves[i], err = w.number(p.Actor); err != nil {
			return nil, err
		}
		if p.OnBehalfOf != "" {
			if behalf[i], err = w.number(p.OnBehalfOf); err != nil {
				return nil, err
			}
		}
	}
	for i, p := range c.Participants {
		out[face{selves[i], 0}] |= itself | common
		if behalf[i] != 0 {
			out[face{behalf[i], 0}] |= byAnother | common
		}
		for j, q := range c.Participants {
			if p.Side == q.Side {
				continue
			}
			out[face{selves[i], selves[j]}] |= itself | otherSelf | bothSelf | common
			if behalf[i] != 0 {
				out[face{behalf[i], selves[j]}] |= otherSelf | common
			}
			if behalf[j] != 0 {
				out[face{selves[i], behalf[j]}] |= itself | common
				if behalf[i] != 0 {
					out[face{behalf[i], behalf[j]}] |= common
				}
			}
		}
	}
	return out, nil
}

// deriveContacts writes the contacts that changed, with the rows derived from them and the feed.
func (w *writing) deriveContacts(ch *graph.ContactChanges) error {
	ids := slices.Clone(ch.Gone)
	for _, c := range ch.Put {
		ids = append(ids, c.ID)
	}
	olds, err := contactsByID(w.ctx, w, ids)
	if err != nil {
		return err
	}
	for i, id := range ch.Gone {
		if olds[i] == nil {
			continue
		}
		if err := w.writeContact(id, olds[i], nil); err != nil {
			return err
		}
	}
	for i, c := range ch.Put {
		if err := w.writeContact(c.ID, olds[len(ch.Gone)+i], c); err != nil {
			return err
		}
	}
	return w.trimFeed()
}

// writeContact replaces a contact; one of the two may be nil. The same contact again writes its full text alone, which
// a report's words may have changed.
func (w *writing) writeContact(id graph.ContactID, old, c *graph.Contact) error {
	n, _ := graph.IDNumber(id)
	if old != nil && c != nil && reflect.DeepEqual(normal(old), normal(c)) {
		return w.contactText(n, c)
	}
	if err := w.exec("insert into change (contact, gone) values (?, ?)", n, c == nil); err != nil {
		return err
	}
	if err := w.writeFaces(n, old, c); err != nil {
		return err
	}
	if err := w.writeDaily(old, c); err != nil {
		return err
	}
	if c == nil {
		if err := w.exec("delete from contact where id = ?", n); err != nil {
			return err
		}
		if err := w.nations(n, nil); err != nil {
			return err
		}
		w.setText("contact_text", n, "")
		return nil
	}
	if err := w.insertContact(n, c); err != nil {
		return err
	}
	if err := w.nations(n, c); err != nil {
		return err
	}
	return w.contactText(n, c)
}

func (w *writing) insertContact(n int64, c *graph.Contact) error {
	since, until := span(c.Date)
	was := 0
	for _, s := range c.Was {
		was |= 1 << slices.Index(graph.Statuses, s)
	}
	return w.exec(`insert or replace into contact (id, wide, ord, since, until, status, medium, was, sources, readouts, confidence, disputed,
		contradicted, place, data) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		n, wideOf(c.Date), ordOf(c.Date), since, until, slices.Index(graph.Statuses, c.Status), slices.Index(graph.Media, c.Medium), was,
		c.Sources, c.ReadOuts, c.Confidence, c.Disputed, len(c.Against) > 0, graph.Fold(c.Place), encodeContact(c))
}

// normal makes no list and an empty one equal.
func normal(c *graph.Contact) graph.Contact {
	k := *c
	k.Topics, k.Against, k.Reports, k.Was = append([]string{}, c.Topics...), append([]graph.ContactID{}, c.Against...),
		append([]graph.ReportID{}, c.Reports...), append([]graph.Status{}, c.Was...)
	return k
}

// contactText writes a contact's full text: what graph.ContactText gives, joined of words folded before.
func (w *writing) contactText(n int64, c *graph.Contact) error {
	return w.eventText("contact_text", n, contactReport, contactHead(c))
}

// writeDaily counts a contact on its day, and the old one no longer.
func (w *writing) writeDaily(old, c *graph.Contact) error {
	for _, step := range []struct {
		c  *graph.Contact
		by int
	}{{old, -1}, {c, +1}} {
		if step.c == nil {
			continue
		}
		if _, err := w.count("daily", "wide, ord, status", step.by, wideOf(step.c.Date), ordOf(step.c.Date), slices.Index(graph.Statuses, step.c.Status)); err != nil {
			return err
		}
	}
	return nil
}
