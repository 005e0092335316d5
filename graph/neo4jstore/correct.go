package neo4jstore

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/demarche/demarche/graph"
)

// Corrections stand as nodes of their own: as JSON, with what lists narrow by as properties.

func correctionProps(c *graph.Correction) (props, error) {
	data, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	p := props{"id": int64(c.ID), "op": string(c.Op), "author": c.Author, "time": c.Time, "data": string(data)}
	p.put("reason", c.Reason)
	p.put("actors", plain(c.Actors))
	p.put("reports", plain(c.Reports))
	p.put("undone", c.Undone != nil)
	return p, nil
}

func (p props) correction() (*graph.Correction, error) {
	var c graph.Correction
	if err := json.Unmarshal([]byte(p.str("data")), &c); err != nil {
		return nil, fmt.Errorf("correction %d: %w", p.num("id"), err)
	}
	return &c, nil
}

// corrections reads the whole audit trail, oldest first.
func corrections(t *tx) ([]*graph.Correction, error) {
	result, err := t.rows("MATCH (c:Correction) RETURN c ORDER BY c.id", nil)
	if err != nil {
		return nil, err
	}
	out := make([]*graph.Correction, len(result))
	for i, r := range result {
		if out[i], err = node(r.Values[0]).correction(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Correct is graph.Store.Correct.
func (s *Store) Correct(ctx context.Context, c graph.Correction) (*graph.Correction, error) {
	defer s.merged.forget()
	return write(ctx, s, "correct", func(t *tx) (*graph.Correction, error) {
		w, err := s.begin(t)
		if err != nil {
			return nil, err
		}
		c := c // the transaction may be tried again
		if c.Reports, err = meant(t, &c); err != nil {
			return nil, err
		}
		if err := c.Check(w.corrections); err != nil {
			return nil, err
		}
		for label, ids := range map[string][]string{"Report": names(c.Reports), "ActorReport": names(c.Actors)} {
			if err := known(t, label, ids); err != nil {
				return nil, err
			}
		}
		c.Contacts, c.Statements, c.Undone = nil, nil, nil
		c.ID = 1
		if n := len(w.corrections); n > 0 {
			c.ID = w.corrections[n-1].ID + 1
		}
		c.Time = c.Time.UTC().Truncate(time.Millisecond)
		return &c, w.enforce(&c, append(slices.Clone(w.corrections), &c))
	})
}

// meant gives the reports of a correction, those of the contacts and statements that it names among them.
func meant(t *tx, c *graph.Correction) ([]graph.ReportID, error) {
	reports := slices.Clone(c.Reports)
	for label, ids := range map[string][]string{"Contact": names(c.Contacts), "Statement": names(c.Statements)} {
		found, err := byID(t, label, unique(ids), func(p props) []graph.ReportID { return list[graph.ReportID](p["reports"]) })
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			rs, ok := found[id]
			if !ok {
				return nil, fmt.Errorf("%s %.80q: %w", label, id, graph.ErrNotFound)
			}
			reports = append(reports, rs...)
		}
	}
	return unique(reports), nil
}

// known refuses ids of which the store holds nothing.
func known(t *tx, label string, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	key := "id"
	if label == "ActorReport" {
		key = "actor"
	}
	result, err := t.rows("UNWIND $ids AS id OPTIONAL MATCH (n:"+label+" {"+key+": id}) WITH id, count(n) AS n WHERE n = 0 RETURN id",
		map[string]any{"ids": ids})
	if err != nil {
		return err
	}
	if len(result) > 0 {
		return fmt.Errorf("%.80q: %w", result[0].Values[0], graph.ErrNotFound)
	}
	return nil
}

// Undo is graph.Store.Undo.
func (s *Store) Undo(ctx context.Context, id graph.CorrectionID, u graph.Undoing) (*graph.Correction, error) {
	defer s.merged.forget()
	return write(ctx, s, "undo correction", func(t *tx) (*graph.Correction, error) {
		w, err := s.begin(t)
		if err != nil {
			return nil, err
		}
		all := slices.Clone(w.corrections)
		i := slices.IndexFunc(all, func(c *graph.Correction) bool { return c.ID == id })
		if i < 0 {
			return nil, fmt.Errorf("correction %d: %w", id, graph.ErrNotFound)
		}
		c := *all[i]
		if c.Undone != nil {
			return nil, fmt.Errorf("correction %d is undone already: %w", id, graph.ErrConflict)
		}
		u := u
		u.Time = u.Time.UTC().Truncate(time.Millisecond)
		c.Undone, all[i] = &u, &c
		return &c, w.enforce(&c, all)
	})
}

// enforce keeps a correction and brings the graph to what follows from all of them.
func (w *writer) enforce(c *graph.Correction, all []*graph.Correction) error {
	p, err := correctionProps(c)
	if err != nil {
		return err
	}
	rules := graph.NewRules(all)
	var merged any
	if into := rules.Into(); len(into) > 0 {
		b, err := json.Marshal(into)
		if err != nil {
			return err
		}
		merged = string(b)
	}
	if err := w.t.run(query("put_correction"), map[string]any{"id": int64(c.ID), "props": map[string]any(p), "merged": merged}); err != nil {
		return err
	}
	articles, err := w.affected(c, rules)
	if err != nil || len(articles) == 0 {
		return err
	}
	said, err := said(w.t, articles)
	if err != nil {
		return err
	}
	var changes []change
	for _, id := range articles {
		if s, ok := said[id]; ok {
			changes = append(changes, change{old: s.reports, new: s.reports, said: s.text})
		}
	}
	if err := w.apply(changes, rules); err != nil {
		return err
	}
	return w.moveNationals(c)
}

// affected gives the articles whose reports another set of rules may change.
func (w *writer) affected(c *graph.Correction, rules *graph.Rules) ([]graph.ArticleID, error) {
	var actors []string
	before, after := w.rules.Into(), rules.Into()
	for _, m := range []map[graph.ActorID]graph.ActorID{before, after} {
		for a := range m {
			if before[a] != after[a] {
				actors = append(actors, string(a))
			}
		}
	}
	result, err := w.t.rows(query("articles_affected"), map[string]any{"reports": plain(c.Reports), "actors": unique(actors)})
	if err != nil {
		return nil, err
	}
	out := make([]graph.ArticleID, len(result))
	for i, r := range result {
		out[i] = graph.ArticleID(r.Values[0].(string))
	}
	return out, nil
}

// moveNationals writes anew for which countries the people of a merged country acted.
func (w *writer) moveNationals(c *graph.Correction) error {
	if c.Op != graph.MergeActors {
		return nil
	}
	result, err := w.t.rows("MATCH (a:Actor) WHERE a.country IN $ids RETURN a.id", map[string]any{"ids": plain(c.Actors)})
	if err != nil {
		return err
	}
	ids := make([]string, len(result))
	for i, r := range result {
		ids[i] = r.Values[0].(string)
	}
	return w.moveContacts(ids)
}

// Corrections is graph.Store.Corrections.
func (s *Store) Corrections(ctx context.Context, f graph.CorrectionFilter, p graph.Page) (*graph.Slice[*graph.Correction], error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	scope := graph.NewCursorScope("corrections", f)
	w, err := newWindow(p, scope)
	if err != nil {
		return nil, err
	}
	return read(ctx, s, "list corrections", func(t *tx) (*graph.Slice[*graph.Correction], error) {
		all, err := corrections(t)
		if err != nil {
			return nil, err
		}
		var places []place[*graph.Correction]
		for _, c := range all {
			if among(f.Ops, []graph.Op{c.Op}) && among(f.Authors, []string{c.Author}) && among(f.Actors, c.Actors) && among(f.Reports, c.Reports) &&
				(!f.InForce || c.Undone == nil) {
				places = append(places, place[*graph.Correction]{fmt.Sprintf("%012d", 999_999_999_999-c.ID), c})
			}
		}
		return page(places, w, scope, p), nil
	})
}

// among tells whether one of vs is asked for; none asked for admits all.
func among[T comparable](asked, vs []T) bool {
	return len(asked) == 0 || slices.ContainsFunc(vs, func(v T) bool { return slices.Contains(asked, v) })
}
