package neo4jstore

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/demarche/demarche/graph"
)

// byID reads the nodes of a label with these ids.
func byID[T any](t *tx, label string, ids []string, item func(props) T) (map[string]T, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	result, err := t.rows("UNWIND $ids AS id MATCH (n:"+label+" {id: id}) RETURN id, n", map[string]any{"ids": ids})
	if err != nil {
		return nil, err
	}
	out := make(map[string]T, len(result))
	for _, r := range result {
		out[r.Values[0].(string)] = item(r.Values[1].(neo4j.Node).Props)
	}
	return out, nil
}

// lookup answers ids in their order.
func lookup[ID ~string, T any](ctx context.Context, s *Store, what, label string, wanted []ID, item func(props) *T) ([]*T, error) {
	if len(wanted) == 0 {
		return nil, nil
	}
	return read(ctx, s, what, func(t *tx) ([]*T, error) {
		found, err := byID(t, label, unique(names(wanted)), item)
		if err != nil {
			return nil, err
		}
		out := make([]*T, len(wanted))
		for i, id := range wanted {
			out[i] = found[string(id)]
		}
		return out, nil
	})
}

// Articles is graph.Store.Articles.
func (s *Store) Articles(ctx context.Context, ids []graph.ArticleID) ([]*graph.Article, error) {
	return lookup(ctx, s, "read articles", "Article", ids, props.article)
}

// Contacts is graph.Store.Contacts.
func (s *Store) Contacts(ctx context.Context, ids []graph.ContactID) ([]*graph.Contact, error) {
	return lookup(ctx, s, "read contacts", "Contact", ids, props.contact)
}

// Matters is graph.Store.Matters.
func (s *Store) Matters(ctx context.Context, ids []graph.MatterID) ([]*graph.Matter, error) {
	return lookup(ctx, s, "read matters", "Matter", ids, props.matter)
}

// Statements is graph.Store.Statements.
func (s *Store) Statements(ctx context.Context, ids []graph.StatementID) ([]*graph.Statement, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return read(ctx, s, "read statements", func(t *tx) ([]*graph.Statement, error) {
		found, err := byID(t, "Statement", unique(names(ids)), func(p props) props { return p })
		if err != nil {
			return nil, err
		}
		var nodes []props
		for _, id := range unique(names(ids)) {
			if n, ok := found[id]; ok {
				nodes = append(nodes, n)
			}
		}
		read, err := withMatters(t, nodes)
		if err != nil {
			return nil, err
		}
		by := make(map[graph.StatementID]*graph.Statement, len(read))
		for _, s := range read {
			by[s.ID] = s
		}
		out := make([]*graph.Statement, len(ids))
		for i, id := range ids {
			out[i] = by[id]
		}
		return out, nil
	})
}

// Actors is graph.Store.Actors.
func (s *Store) Actors(ctx context.Context, ids []graph.ActorID) ([]*graph.Actor, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return read(ctx, s, "read actors", func(t *tx) ([]*graph.Actor, error) {
		now := make([]string, len(ids))
		for i, id := range ids {
			now[i] = string(t.actor(id))
		}
		found, err := byID(t, "Actor", unique(now), props.actor)
		if err != nil {
			return nil, err
		}
		out := make([]*graph.Actor, len(ids))
		for i, id := range now {
			out[i] = found[id]
		}
		return out, nil
	})
}

// ContactReports is graph.Store.ContactReports.
func (s *Store) ContactReports(ctx context.Context, ids []graph.ContactID) ([][]*graph.ContactReport, error) {
	return eventReports[graph.ContactReport](ctx, s, names(ids))
}

// StatementReports is graph.Store.StatementReports.
func (s *Store) StatementReports(ctx context.Context, ids []graph.StatementID) ([][]*graph.StatementReport, error) {
	return eventReports[graph.StatementReport](ctx, s, names(ids))
}

// eventReports reads the reports that hold each event, by their ids.
func eventReports[T any](ctx context.Context, s *Store, ids []string) ([][]*T, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return read(ctx, s, "read reports", func(t *tx) ([][]*T, error) {
		result, err := t.rows("UNWIND $ids AS id MATCH (r:Report {event: id}) RETURN id, r.data ORDER BY r.id", map[string]any{"ids": unique(ids)})
		if err != nil {
			return nil, err
		}
		by := map[string][]*T{}
		for _, r := range result {
			var report T
			if err := json.Unmarshal([]byte(r.Values[1].(string)), &report); err != nil {
				return nil, err
			}
			id := r.Values[0].(string)
			by[id] = append(by[id], &report)
		}
		out := make([][]*T, len(ids))
		for i, id := range ids {
			out[i] = by[id]
		}
		return out, nil
	})
}

// ArticleReports is graph.Store.ArticleReports.
func (s *Store) ArticleReports(ctx context.Context, ids []graph.ArticleID) ([]*graph.Reports, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return read(ctx, s, "read what articles say", func(t *tx) ([]*graph.Reports, error) {
		found, err := said(t, unique(ids))
		if err != nil {
			return nil, err
		}
		out := make([]*graph.Reports, len(ids))
		for i, id := range ids {
			out[i] = found[id].reports
		}
		return out, nil
	})
}

// ReportContacts is graph.Store.ReportContacts.
func (s *Store) ReportContacts(ctx context.Context, ids []graph.ReportID) ([]graph.ContactID, error) {
	return reportEvents[graph.ContactID](ctx, s, contactReport, ids)
}

// ReportStatements is graph.Store.ReportStatements.
func (s *Store) ReportStatements(ctx context.Context, ids []graph.ReportID) ([]graph.StatementID, error) {
	return reportEvents[graph.StatementID](ctx, s, statementReport, ids)
}

// reportEvents reads which event holds each report of a kind.
func reportEvents[E ~string](ctx context.Context, s *Store, kind string, ids []graph.ReportID) ([]E, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return read(ctx, s, "read events of reports", func(t *tx) ([]E, error) {
		result, err := t.rows("UNWIND $ids AS id MATCH (r:Report {id: id}) WHERE r.kind = $kind AND r.event IS NOT NULL RETURN id, r.event",
			map[string]any{"ids": names(unique(ids)), "kind": kind})
		if err != nil {
			return nil, err
		}
		by := map[string]E{}
		for _, r := range result {
			by[r.Values[0].(string)] = E(r.Values[1].(string))
		}
		out := make([]E, len(ids))
		for i, id := range ids {
			out[i] = by[string(id)]
		}
		return out, nil
	})
}

// Offices is graph.Store.Offices.
func (s *Store) Offices(ctx context.Context, ids []graph.ActorID) ([][]*graph.Office, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return read(ctx, s, "read offices", func(t *tx) ([][]*graph.Office, error) {
		now := make([]string, len(ids))
		for i, id := range ids {
			now[i] = string(t.actor(id))
		}
		result, err := t.rows("UNWIND $ids AS id MATCH (:Actor {id: id})-[h:HOLDS_OFFICE]-() WITH DISTINCT id, h "+
			"RETURN id, startNode(h).id, endNode(h).id, properties(h)", map[string]any{"ids": unique(now)})
		if err != nil {
			return nil, err
		}
		by := map[string][]*graph.Office{}
		for _, r := range result {
			p := props(r.Values[3].(map[string]any))
			id := r.Values[0].(string)
			by[id] = append(by[id], &graph.Office{Person: graph.ActorID(r.Values[1].(string)), For: graph.ActorID(r.Values[2].(string)),
				Role: p.str("role"), Title: p.str("title"), Since: p.day("since"), Until: p.day("until")})
		}
		out := make([][]*graph.Office, len(ids))
		for i, id := range now {
			out[i] = by[id]
			slices.SortFunc(out[i], func(a, b *graph.Office) int { return graph.CompareOffices(*a, *b) })
		}
		return out, nil
	})
}

// Stats is graph.Store.Stats.
func (s *Store) Stats(ctx context.Context) (*graph.Stats, error) {
	return read(ctx, s, "count", func(t *tx) (*graph.Stats, error) {
		out := &graph.Stats{}
		for label, n := range map[string]*int{"Article": &out.Articles, "Actor": &out.Actors, "Contact": &out.Contacts,
			"Statement": &out.Statements, "Matter": &out.Matters} {
			result, err := t.rows("MATCH (n:"+label+") RETURN count(n)", nil)
			if err != nil {
				return nil, err
			}
			*n = int(result[0].Values[0].(int64))
		}
		return out, nil
	})
}
