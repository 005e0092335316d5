package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/demarche/demarche/graph"
)

func scanCorrection(rows *sql.Rows) (*graph.Correction, error) {
	var data []byte
	if err := rows.Scan(&data); err != nil {
		return nil, err
	}
	c := new(graph.Correction)
	return c, json.Unmarshal(data, c)
}

// Correct implements graph.Store.
func (s *Store) Correct(ctx context.Context, c graph.Correction) (*graph.Correction, error) {
	var out *graph.Correction
	err := s.change(ctx, func(w *writing) (err error) {
		out, err = w.correct(c)
		return err
	})
	if err != nil {
		return nil, s.wrap("correct", err)
	}
	return out, nil
}

func (w *writing) correct(c graph.Correction) (*graph.Correction, error) {
	reports := slices.Clone(c.Reports)
	contacts, err := contactsByID(w.ctx, w, c.Contacts)
	if err != nil {
		return nil, err
	}
	for i, k := range contacts {
		if k == nil {
			return nil, fmt.Errorf("contact %s: %w", c.Contacts[i], graph.ErrNotFound)
		}
		reports = append(reports, k.Reports...)
	}
	statements, err := statementsByID(w.ctx, w, c.Statements)
	if err != nil {
		return nil, err
	}
	for i, k := range statements {
		if k == nil {
			return nil, fmt.Errorf("statement %s: %w", c.Statements[i], graph.ErrNotFound)
		}
		reports = append(reports, k.Reports...)
	}
	slices.Sort(reports)
	c.Reports, c.Contacts, c.Statements, c.Undone = slices.Compact(reports), nil, nil, nil
	c.Time = c.Time.UTC().Truncate(time.Millisecond)
	if err := c.Check(w.inForce); err != nil {
		return nil, err
	}
	last, err := askOne(w.ctx, w, "select coalesce(max(id), 0) from correction", nil, scanInt)
	if err != nil {
		return nil, err
	}
	c.ID = graph.CorrectionID(last + 1)
	data, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	if err := w.exec("insert into correction (id, undone, data) values (?, 0, ?)", int64(c.ID), data); err != nil {
		return nil, err
	}
	return &c, w.rule(&c, append(slices.Clone(w.inForce), &c))
}

// Undo implements graph.Store.
func (s *Store) Undo(ctx context.Context, id graph.CorrectionID, u graph.Undoing) (*graph.Correction, error) {
	var out *graph.Correction
	err := s.change(ctx, func(w *writing) (err error) {
		out, err = w.undo(id, u)
		return err
	})
	if err != nil {
		return nil, s.wrap("undo", err)
	}
	return out, nil
}

func (w *writing) undo(id graph.CorrectionID, u graph.Undoing) (*graph.Correction, error) {
	c, err := askOne(w.ctx, w, "select data from correction where id = ?", []any{int64(id)}, scanCorrection)
	switch {
	case err != nil:
		return nil, err
	case c == nil:
		return nil, fmt.Errorf("correction %d: %w", id, graph.ErrNotFound)
	case c.Undone != nil:
		return nil, fmt.Errorf("correction %d is undone already: %w", id, graph.ErrConflict)
	}
	u.Time = u.Time.UTC().Truncate(time.Millisecond)
	c.Undone = &u
	data, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	if err := w.exec("update correction set undone = 1, data = ? where id = ?", data, int64(id)); err != nil {
		return nil, err
	}
	return c, w.rule(c, slices.DeleteFunc(slices.Clone(w.inForce), func(o *graph.Correction) bool { return o.ID == id }))
}

// rule puts corrections in force and files anew the articles that c touches.
func (w *writing) rule(c *graph.Correction, inForce []*graph.Correction) error {
	// What stands now, under the old rules.
	articles, err := ask(w.ctx, w, "select distinct article from named_report where report in (select value from json_each(?))", []any{list(numbers(c.Reports))}, scanInt)
	if err != nil {
		return err
	}
	if len(c.Reports) > 0 {
		known, err := askOne(w.ctx, w, "select count(*) from named_report where report in (select value from json_each(?))", []any{list(numbers(c.Reports))}, scanInt)
		if err != nil {
			return err
		}
		if c.Undone == nil && int(known) < len(c.Reports) {
			return fmt.Errorf("one of reports %v: %w", c.Reports, graph.ErrNotFound)
		}
	}
	moved, err := w.moveActors(c, inForce)
	if err != nil {
		return err
	}
	if len(moved) > 0 {
		named, err := ask(w.ctx, w, "select distinct article from cast_member where actor in (select value from json_each(?))", []any{list(moved)}, scanInt)
		if err != nil {
			return err
		}
		articles = distinct(append(articles, named...))
	}
	drop, err := w.filedOf(articles)
	if err != nil {
		return err
	}
	if err := w.exec("update meta set value = value + 1 where key = 'rules'"); err != nil {
		return err
	}
	w.inForce, w.rules = inForce, graph.NewRules(inForce)
	w.rulesVersion++
	for _, n := range moved {
		if err := w.refreshActor(n); err != nil {
			return err
		}
	}
	var put []*graph.Filed
	for _, id := range articles {
		reports, err := w.storedReports(id)
		if err != nil {
			return err
		}
		source, err := w.sourceOf(id)
		if err != nil {
			return err
		}
		put = append(put, w.file(reports, source)...)
	}
	return w.refile(put, drop)
}

// moveActors brings actor.into_n to the new rules and gives the actors that stand for others, or are stood for, now or
// before.
func (w *writing) moveActors(c *graph.Correction, inForce []*graph.Correction) ([]int64, error) {
	if len(c.Actors) == 0 {
		return nil, nil
	}
	for _, id := range c.Actors {
		known, err := askOne(w.ctx, w, "select count(*) from actor a where a.id = ? and exists (select 1 from variant v where v.actor = a.n)", []any{string(id)}, scanInt)
		if err != nil {
			return nil, err
		}
		if known == 0 && c.Undone == nil {
			return nil, fmt.Errorf("actor %s: %w", id, graph.ErrNotFound)
		}
	}
	if c.Op != graph.MergeActors {
		return nil, nil
	}
	before, after := w.rules.Into(), graph.NewRules(inForce).Into()
	var moved []int64
	note := func(id graph.ActorID) error {
		n, err := w.number(id)
		moved = append(moved, n)
		return err
	}
	for _, into := range []map[graph.ActorID]graph.ActorID{before, after} {
		for a := range into {
			if before[a] == after[a] {
				continue
			}
			n, err := w.number(a)
			if err != nil {
				return nil, err
			}
			var to any
			if t, ok := after[a]; ok {
				if to, err = w.number(t); err != nil {
					return nil, err
				}
			}
			if err := w.exec("update actor set into_n = ? where n = ?", to, n); err != nil {
				return nil, err
			}
			for _, id := range []graph.ActorID{a, before[a], after[a]} {
				if id != "" {
					if err := note(id); err != nil {
						return nil, err
					}
				}
			}
		}
	}
	return distinct(moved), nil
}

// sourceOf gives the source that a stored article is.
func (w *writing) sourceOf(article int64) (graph.Source, error) {
	return askOne(w.ctx, w, "select outlet, source, print, issuer, day from article where id = ?", []any{article}, func(rows *sql.Rows) (graph.Source, error) {
		s := graph.Source{Article: graph.ArticleIDOf(article)}
		var print []byte
		var day sql.NullInt64
		if err := rows.Scan(&s.Outlet, &s.Key, &print, &s.Issuer, &day); err != nil {
			return s, err
		}
		s.Print = graph.SignatureOf(print)
		if day.Valid {
			s.Published = dayOf(day.Int64)
		}
		return s, nil
	})
}

// Corrections implements graph.Store.
func (s *Store) Corrections(ctx context.Context, f graph.CorrectionFilter, p graph.Page) (*graph.Slice[*graph.Correction], error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	scope := graph.NewCursorScope("corrections", f)
	size, keys, backward, err := p.Window(scope, 1)
	if err != nil {
		return nil, err
	}
	c := new(clause)
	if f.InForce {
		c.and("undone = 0")
	}
	if len(f.Ops) > 0 {
		c.and(in("data ->> '$.Op'"), list(f.Ops))
	}
	if len(f.Authors) > 0 {
		c.and(in("data ->> '$.Author'"), list(f.Authors))
	}
	if len(f.Actors) > 0 {
		c.and("exists (select 1 from json_each(data, '$.Actors') x where "+in("x.value")+")", list(f.Actors))
	}
	if len(f.Reports) > 0 {
		c.and("exists (select 1 from json_each(data, '$.Reports') x where "+in("x.value")+")", list(f.Reports))
	}
	total, err := askOne(ctx, s.reader, "select count(*) from correction where "+c.where(), c.args, scanInt)
	if err != nil {
		return nil, s.wrap("corrections", err)
	}
	op, order := "<", "desc"
	if backward {
		op, order = ">", "asc"
	}
	if keys != nil {
		id, err := strconv.ParseInt(keys[0], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%w: %v", graph.ErrBadCursor, err)
		}
		c.and("id "+op+" ?", id)
	}
	rows, err := ask(ctx, s.reader, fmt.Sprintf("select data from correction where %s order by id %s limit %d", c.where(), order, size+1), c.args, scanCorrection)
	if err != nil {
		return nil, s.wrap("corrections", err)
	}
	out := graph.Cut(rows, size, backward, keys != nil, func(c *graph.Correction) string { return scope.Cursor(strconv.FormatInt(int64(c.ID), 10)) })
	out.Total = int(total)
	if p.NoTotal {
		out.Total = -1
	}
	return out, nil
}
