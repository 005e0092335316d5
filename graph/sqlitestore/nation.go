package sqlitestore

import (
	"database/sql"
	"slices"

	"github.com/demarche/demarche/graph"
)

// nationRow is a pair of countries on opposite sides of a contact, a's id before b's, with what the contact is filed under.
type nationRow struct{ a, b, status, wide, ord int64 }

// nations brings the pairs of countries of a contact up to date, and the sums of their months; nil takes them out.
func (w *writing) nations(n int64, c *graph.Contact) error {
	had, err := ask(w.ctx, w, "select a, b, status, wide, ord from nation where contact = ?", []any{n}, func(r *sql.Rows) (x nationRow, err error) {
		return x, r.Scan(&x.a, &x.b, &x.status, &x.wide, &x.ord)
	})
	if err != nil {
		return err
	}
	var has []nationRow
	if c != nil {
		if has, err = w.nationRows(c, w.country); err != nil {
			return err
		}
	}
	for _, r := range had {
		if slices.Contains(has, r) {
			continue
		}
		if err := w.exec("delete from nation where contact = ? and a = ? and b = ?", n, r.a, r.b); err != nil {
			return err
		}
		if err := w.leaveMonth(r); err != nil {
			return err
		}
	}
	for _, r := range has {
		if slices.Contains(had, r) {
			continue
		}
		if err := w.insertNation(n, r); err != nil {
			return err
		}
		if err := w.exec(`insert into monthly (status, month, a, b, times, newest, oldest) values (?, ?, ?, ?, 1, ?5, ?5) on conflict do update
			set times = times + 1, newest = min(newest, ?5), oldest = max(oldest, ?5)`, r.status, monthOf(r.ord), r.a, r.b, r.ord); err != nil {
			return err
		}
	}
	return nil
}

func (w *writing) insertNation(n int64, r nationRow) error {
	return w.exec("insert into nation (a, b, status, wide, ord, contact) values (?, ?, ?, ?, ?, ?)", r.a, r.b, r.status, r.wide, r.ord, n)
}

// leaveMonth takes a pair of countries that nation no longer has out of its month, which is summed anew where it was the
// first or the last of it.
func (w *writing) leaveMonth(r nationRow) error {
	month := monthOf(r.ord)
	type sums struct{ times, newest, oldest int64 }
	s, err := askOne(w.ctx, w, "update monthly set times = times - 1 where status = ? and month = ? and a = ? and b = ? returning times, newest, oldest",
		[]any{r.status, month, r.a, r.b}, func(r *sql.Rows) (s sums, err error) { return s, r.Scan(&s.times, &s.newest, &s.oldest) })
	switch {
	case err != nil:
		return err
	case s.times == 0:
		return w.exec("delete from monthly where status = ? and month = ? and a = ? and b = ?", r.status, month, r.a, r.b)
	case r.ord != s.newest && r.ord != s.oldest || s.newest == s.oldest:
		return nil
	}
	end := ordTop - dayNumber(dayOfOrd(month).Add(31).Step(graph.ByMonth)) + 1
	return w.exec(`update monthly set (newest, oldest) = (select min(ord), max(ord) from nation where status = ?1 and wide in (0, 1, 2)
		and ord between ?5 and ?2 and a = ?3 and b = ?4) where status = ?1 and month = ?2 and a = ?3 and b = ?4`, r.status, month, r.a, r.b, end)
}

// monthOf gives the ord of the first day of an ord's month, noDay of the unknown.
func monthOf(ord int64) int64 {
	if ord == noDay {
		return noDay
	}
	return ordTop - dayNumber(dayOfOrd(ord).Step(graph.ByMonth))
}

// nationRows gives the pairs of countries of a contact, each once.
func (w *writing) nationRows(c *graph.Contact, country func(graph.Participant) (graph.ActorID, error)) ([]nationRow, error) {
	countries := make([]graph.ActorID, len(c.Participants))
	for i, p := range c.Participants {
		var err error
		if countries[i], err = country(p); err != nil {
			return nil, err
		}
	}
	var out []nationRow
	for i, p := range c.Participants {
		for j, q := range c.Participants {
			if p.Side == q.Side || countries[i] == "" || countries[i] >= countries[j] {
				continue
			}
			a, err := w.number(countries[i])
			if err != nil {
				return nil, err
			}
			b, err := w.number(countries[j])
			if err != nil {
				return nil, err
			}
			if r := (nationRow{a, b, int64(slices.Index(graph.Statuses, c.Status)), wideOf(c.Date), ordOf(c.Date)}); !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	return out, nil
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
