package sqlitestore

import (
	"database/sql"
	"strings"

	"github.com/demarche/demarche/graph"
)

// number gives the number of an actor, a new one where it has none. An actor keeps its number for good.
func (w *writing) number(id graph.ActorID) (int64, error) {
	if n, ok := w.actors[id]; ok {
		return n, nil
	}
	if n, ok := w.minted[id]; ok {
		return n, nil
	}
	n, err := askOne(w.ctx, w, "select n from actor where id = ?", []any{string(id)}, scanInt)
	if err != nil {
		return 0, err
	}
	if n == 0 {
		if n, err = askOne(w.ctx, w, "insert into actor (id, live, kind, country, folded, data) values (?, 0, '', '', '', '') returning n",
			[]any{string(id)}, scanInt); err != nil {
			return 0, err
		}
	}
	w.minted[id] = n
	return n, nil
}

// swapActors replaces what an article says of actors and their offices, and whom it names.
func (w *writing) swapActors(article int64, old, next *graph.Reports) error {
	touched := map[int64]bool{}
	for _, step := range []struct {
		r  *graph.Reports
		by int
	}{{old, -1}, {next, +1}} {
		if step.r == nil {
			continue
		}
		for _, a := range step.r.Actors {
			n, err := w.number(a.ID)
			if err != nil {
				return err
			}
			changed, err := w.count("variant", "actor, data", step.by, n, encodeActor(&a))
			if err != nil {
				return err
			}
			if changed {
				touched[n] = true
			}
		}
		for _, o := range step.r.Offices {
			person, err := w.number(o.Person)
			if err != nil {
				return err
			}
			body, err := w.number(o.For)
			if err != nil {
				return err
			}
			if _, err := w.count("office", "person, body, since, title, role, until", step.by,
				person, body, string(o.Since), o.Title, o.Role, string(o.Until)); err != nil {
				return err
			}
		}
	}
	if old != nil {
		if err := w.exec("delete from cast_member where article = ?", article); err != nil {
			return err
		}
	}
	if next != nil {
		mentioned := map[graph.ActorID]bool{}
		for _, m := range next.Mentions {
			mentioned[m.Actor] = true
		}
		for _, a := range next.Actors {
			n, err := w.number(a.ID)
			if err != nil {
				return err
			}
			if err := w.exec("insert into cast_member (actor, article, mentioned) values (?, ?, ?)", n, article, mentioned[a.ID]); err != nil {
				return err
			}
		}
	}
	for n := range touched {
		if err := w.refreshActor(n); err != nil {
			return err
		}
	}
	return nil
}

// count adds to the times that a row is said, and tells whether the row came or went.
func (w *writing) count(table, key string, by int, values ...any) (changed bool, err error) {
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")
	times, err := askOne(w.ctx, w, "insert into "+table+" ("+key+", times) values ("+marks+", ?) on conflict ("+key+
		") do update set times = times + excluded.times returning times", append(values, by), scanInt)
	if err != nil || times > 0 {
		return times == 1 && by > 0, err
	}
	return true, w.exec("delete from "+table+" where ("+key+") = ("+marks+")", values...)
}

// refreshActor makes an actor anew from what articles say of it and of those merged into it.
func (w *writing) refreshActor(n int64) error {
	into, err := askOne(w.ctx, w, "select coalesce(into_n, n) from actor where n = ?", []any{n}, scanInt)
	if err != nil {
		return err
	}
	if into != n {
		if err := w.exec("update actor set live = 0 where n = ?", n); err != nil {
			return err
		}
		w.setText("actor_text", n, "")
		n = into
	}
	type said struct {
		own   bool
		actor graph.Actor
	}
	all, err := ask(w.ctx, w, "select a.n = ?1, v.data from actor a join variant v on v.actor = a.n where a.n = ?1 or a.into_n = ?1",
		[]any{n}, func(rows *sql.Rows) (s said, err error) {
			var data []byte
			if err := rows.Scan(&s.own, &data); err != nil {
				return s, err
			}
			a, err := decodeActor(data)
			s.actor = *a
			return s, err
		})
	if err != nil {
		return err
	}
	var own, merged []graph.Actor
	for _, s := range all {
		if s.own {
			own = append(own, s.actor)
		} else {
			merged = append(merged, s.actor)
		}
	}
	type row struct{ id, kind, country string }
	before, err := askOne(w.ctx, w, "select id, kind, country from actor where n = ?", []any{n}, func(rows *sql.Rows) (r row, err error) {
		return r, rows.Scan(&r.id, &r.kind, &r.country)
	})
	if err != nil {
		return err
	}
	w.setText("actor_text", n, "")
	a := graph.JoinActors(graph.ActorID(before.id), own, merged)
	if a == nil {
		a = &graph.Actor{}
		if err := w.exec("update actor set live = 0, kind = '', country = '', folded = '', data = '' where n = ?", n); err != nil {
			return err
		}
	} else {
		if err := w.exec("update actor set live = 1, kind = ?, country = ?, folded = ?, data = ? where n = ?",
			string(a.Kind), string(a.Country), graph.FoldText(a.Name), encodeActor(a), n); err != nil {
			return err
		}
		w.setText("actor_text", n, strings.Join(a.Names(), " "))
	}
	if string(a.Kind) != before.kind || string(a.Country) != before.country {
		return w.renation(n)
	}
	return nil
}

// renation derives the pairs of countries of an actor's contacts anew: its own country has changed.
func (w *writing) renation(n int64) error {
	ids, err := ask(w.ctx, w, "select contact from part where actor = ?", []any{n}, scanInt)
	if err != nil || len(ids) == 0 {
		return err
	}
	contacts := make([]graph.ContactID, len(ids))
	for i, id := range ids {
		contacts[i] = graph.ContactIDOf(id)
	}
	cs, err := contactsByID(w.ctx, w, contacts)
	if err != nil {
		return err
	}
	for i, c := range cs {
		if c != nil {
			if err := w.nations(ids[i], c); err != nil {
				return err
			}
		}
	}
	return nil
}
