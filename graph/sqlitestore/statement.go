package sqlitestore

import (
	"database/sql"

	"github.com/demarche/demarche/graph"
)

// deriveStatements writes the statements that changed, with the rows derived from them and their matters.
func (w *writing) deriveStatements(ch *graph.StatementChanges) error {
	matters := map[int64]bool{}
	clear := func(n int64) error {
		m, err := askOne(w.ctx, w, "select matter from statement where id = ?", []any{n}, scanInt)
		if err != nil {
			return err
		}
		matters[m] = true
		if err := w.exec("delete from voice where statement = ?", n); err != nil {
			return err
		}
		return w.exec("delete from statement where id = ?", n)
	}
	for _, id := range ch.Gone {
		n, _ := graph.IDNumber(id)
		if err := clear(n); err != nil {
			return err
		}
		w.setText("statement_text", n, "")
	}
	for _, s := range ch.Put {
		n, _ := graph.IDNumber(s.ID)
		if err := clear(n); err != nil {
			return err
		}
		m, _ := graph.IDNumber(s.Matter.ID)
		matters[m] = true
		if err := w.insertStatement(n, m, s); err != nil {
			return err
		}
	}
	delete(matters, 0)
	for m := range matters {
		if err := w.refreshMatter(m); err != nil {
			return err
		}
	}
	return nil
}

func (w *writing) insertStatement(n, matter int64, s *graph.Statement) error {
	since, until := span(s.Date)
	ord := ordOf(s.Date)
	if err := w.exec("insert into statement (id, ord, since, until, kind, matter, sources, confidence, data) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		n, ord, since, until, string(s.Kind), matter, s.Sources, s.Confidence, encodeStatement(s)); err != nil {
		return err
	}
	voices := map[int][]graph.ActorID{1: {s.Speaker}, 2: s.Addressees}
	if s.OnBehalfOf != "" {
		voices[1] = append(voices[1], s.OnBehalfOf)
	}
	for _, c := range s.Matter.Concerns {
		voices[3] = append(voices[3], c.Actor)
	}
	for role, ids := range voices {
		for _, id := range ids {
			a, err := w.number(id)
			if err != nil {
				return err
			}
			if err := w.exec("insert or ignore into voice (actor, role, ord, statement) values (?, ?, ?, ?)", a, role, ord, n); err != nil {
				return err
			}
		}
	}
	return w.eventText("statement_text", n, statementReport, "")
}

// refreshMatter words a matter by the plainest of the statements about it; without any it goes.
func (w *writing) refreshMatter(m int64) error {
	stored, err := ask(w.ctx, w, "select data from statement where matter = ?", []any{m}, func(r *sql.Rows) (*graph.Matter, error) {
		var data []byte
		if err := r.Scan(&data); err != nil {
			return nil, err
		}
		s, err := decodeStatement(data)
		return &s.Matter, err
	})
	if err != nil {
		return err
	}
	if len(stored) == 0 {
		w.setText("matter_text", m, "")
		return w.exec("delete from matter where id = ?", m)
	}
	best := stored[0]
	for _, k := range stored[1:] {
		if graph.PlainerMatter(k, best) {
			best = k
		}
	}
	if err := w.exec("insert or replace into matter (id, about, concerns) values (?, ?, ?)", m, best.About, list(best.Concerns)); err != nil {
		return err
	}
	w.setText("matter_text", m, graph.FoldText(best.About))
	return nil
}
