package sqlitestore

import (
	"database/sql"
	"slices"

	"github.com/demarche/demarche/graph"
)

// nations writes the pairs of countries of a contact.
func (w *writing) nations(c *graph.Contact) error {
	n, _ := graph.IDNumber(c.ID)
	if err := w.exec("delete from nation where contact = ?", n); err != nil {
		return err
	}
	return w.insertNations(n, c, w.country)
}

func (w *writing) insertNations(n int64, c *graph.Contact, country func(graph.Participant) (graph.ActorID, error)) error {
	countries := make([]graph.ActorID, len(c.Participants))
	for i, p := range c.Participants {
		var err error
		if countries[i], err = country(p); err != nil {
			return err
		}
	}
	for i, p := range c.Participants {
		for j, q := range c.Participants {
			if p.Side == q.Side || countries[i] == "" || countries[i] >= countries[j] {
				continue
			}
			a, err := w.number(countries[i])
			if err != nil {
				return err
			}
			b, err := w.number(countries[j])
			if err != nil {
				return err
			}
			if err := w.exec("insert or ignore into nation (a, b, status, wide, ord, contact) values (?, ?, ?, ?, ?, ?)",
				a, b, slices.Index(graph.Statuses, c.Status), wideOf(c.Date), ordOf(c.Date), n); err != nil {
				return err
			}
		}
	}
	return nil
}

// country gives the country that a participant stands for, empty where none is known.
func (w *writing) country(p graph.Participant) (graph.ActorID, error) {
	for _, id := range []graph.ActorID{p.OnBehalfOf, p.Actor} {
		if id == "" {
			continue
		}
		type row struct{ kind, country string }
		a, err := askOne(w.ctx, w, "select kind, country from actor where id = ? and live", []any{string(id)}, func(r *sql.Rows) (a row, err error) {
			return a, r.Scan(&a.kind, &a.country)
		})
		switch {
		case err != nil:
			return "", err
		case a.kind == string(graph.Country):
			return id, nil
		case a.country != "":
			return w.rules.Actor(graph.ActorID(a.country)), nil
		}
	}
	return "", nil
}
