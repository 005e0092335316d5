package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"github.com/demarche/demarche/graph"
)

// inOrder puts what was found by number into the order of the ids asked for, nil where there is nothing.
func inOrder[ID ~string, V any](ids []ID, found map[int64]*V) []*V {
	out := make([]*V, len(ids))
	for i, id := range ids {
		if n, ok := graph.IDNumber(id); ok {
			out[i] = found[n]
		}
	}
	return out
}

// keyed is a row with the number that it was asked by.
type keyed[V any] struct {
	n int64
	v *V
}

func byNumber[V any](rows []keyed[V]) map[int64]*V {
	m := make(map[int64]*V, len(rows))
	for _, r := range rows {
		m[r.n] = r.v
	}
	return m
}

// decoded reads a row of a number and a record.
func decoded[V any](decode func([]byte) (*V, error)) func(*sql.Rows) (keyed[V], error) {
	return func(rows *sql.Rows) (k keyed[V], err error) {
		var data sql.RawBytes
		if err = rows.Scan(&k.n, &data); err != nil {
			return k, err
		}
		k.v, err = decode(data)
		return k, err
	}
}

func contactsByID(ctx context.Context, q querier, ids []graph.ContactID) ([]*graph.Contact, error) {
	if len(ids) == 0 {
		return []*graph.Contact{}, nil
	}
	found, err := ask(ctx, q, "select id, data from contact where id in (select value from json_each(?))", []any{list(numbers(ids))}, decoded(decodeContact))
	if err != nil {
		return nil, err
	}
	return inOrder(prefixed(ids, "contact:"), byNumber(found)), nil
}

// prefixed empties ids of another kind: their numbers mean something else.
func prefixed[ID ~string](ids []ID, prefix string) []ID {
	out := slices.Clone(ids)
	for i, id := range ids {
		if len(id) < len(prefix) || string(id[:len(prefix)]) != prefix {
			out[i] = ""
		}
	}
	return out
}

// Contacts implements graph.Store.
func (s *Store) Contacts(ctx context.Context, ids []graph.ContactID) ([]*graph.Contact, error) {
	out, err := contactsByID(ctx, s.reader, ids)
	return out, s.wrap("contacts", err)
}

// statementSelect gives statements with their matters in words; scanStatement reads it.
const statementSelect = "select s.id, s.data, m.about, m.concerns from statement s join matter m on m.id = s.matter "

func scanStatement(rows *sql.Rows) (k keyed[graph.Statement], err error) {
	var data, concerns sql.RawBytes
	var about string
	if err = rows.Scan(&k.n, &data, &about, &concerns); err != nil {
		return k, err
	}
	if k.v, err = decodeStatement(data); err != nil {
		return k, err
	}
	k.v.Matter.About, k.v.Matter.Concerns = about, nil
	return k, json.Unmarshal(concerns, &k.v.Matter.Concerns)
}

func statementsByID(ctx context.Context, q querier, ids []graph.StatementID) ([]*graph.Statement, error) {
	if len(ids) == 0 {
		return []*graph.Statement{}, nil
	}
	found, err := ask(ctx, q, statementSelect+"where s.id in (select value from json_each(?))", []any{list(numbers(ids))}, scanStatement)
	if err != nil {
		return nil, err
	}
	return inOrder(prefixed(ids, "statement:"), byNumber(found)), nil
}

// Statements implements graph.Store.
func (s *Store) Statements(ctx context.Context, ids []graph.StatementID) ([]*graph.Statement, error) {
	out, err := statementsByID(ctx, s.reader, ids)
	return out, s.wrap("statements", err)
}

// Matters implements graph.Store.
func (s *Store) Matters(ctx context.Context, ids []graph.MatterID) ([]*graph.Matter, error) {
	found, err := ask(ctx, s.reader, "select id, about, concerns from matter where id in (select value from json_each(?))",
		[]any{list(numbers(ids))}, func(rows *sql.Rows) (k keyed[graph.Matter], err error) {
			var concerns sql.RawBytes
			k.v = new(graph.Matter)
			if err = rows.Scan(&k.n, &k.v.About, &concerns); err != nil {
				return k, err
			}
			k.v.ID = graph.MatterIDOf(k.n)
			return k, json.Unmarshal(concerns, &k.v.Concerns)
		})
	return inOrder(prefixed(ids, "matter:"), byNumber(found)), s.wrap("matters", err)
}

const articleColumns = "id, url, title, outlet, language, published, issuer, hash, text"

func scanArticle(rows *sql.Rows) (k keyed[graph.Article], err error) {
	a := new(graph.Article)
	var published sql.NullInt64
	if err = rows.Scan(&k.n, &a.URL, &a.Title, &a.Outlet, &a.Language, &published, &a.Issuer, &a.Hash, &a.Text); err != nil {
		return k, err
	}
	a.ID, a.Published, k.v = graph.ArticleIDOf(k.n), timeOf(published), a
	return k, nil
}

// Articles implements graph.Store.
func (s *Store) Articles(ctx context.Context, ids []graph.ArticleID) ([]*graph.Article, error) {
	found, err := ask(ctx, s.reader, "select "+articleColumns+" from article where id in (select value from json_each(?))", []any{list(numbers(ids))}, scanArticle)
	return inOrder(prefixed(ids, "article:"), byNumber(found)), s.wrap("articles", err)
}

// ArticleReports implements graph.Store.
func (s *Store) ArticleReports(ctx context.Context, ids []graph.ArticleID) ([]*graph.Reports, error) {
	articles, err := s.Articles(ctx, ids)
	if err != nil {
		return nil, err
	}
	found, err := ask(ctx, s.reader, "select id, reports from article where id in (select value from json_each(?))",
		[]any{list(numbers(ids))}, decoded(decodeReports))
	if err != nil {
		return nil, s.wrap("reports of articles", err)
	}
	out := inOrder(prefixed(ids, "article:"), byNumber(found))
	for i, a := range articles {
		switch {
		case a == nil || out[i] == nil: // came or went in between
			out[i] = nil
		default:
			r := *out[i]
			r.Article = *a
			out[i] = &r
		}
	}
	return out, nil
}

// actorRow is an actor with the id that it was asked by.
type actorRow struct {
	asked string
	actor *graph.Actor
}

func actorsByID(ctx context.Context, q querier, ids []graph.ActorID) (map[graph.ActorID]*graph.Actor, error) {
	found, err := ask(ctx, q, `select a.id, b.data from json_each(?) j join actor a on a.id = j.value
		join actor b on b.n = coalesce(a.into_n, a.n) where b.live`, []any{list(ids)}, func(rows *sql.Rows) (r actorRow, err error) {
		var data sql.RawBytes
		if err = rows.Scan(&r.asked, &data); err != nil {
			return r, err
		}
		r.actor, err = decodeActor(data)
		return r, err
	})
	m := make(map[graph.ActorID]*graph.Actor, len(found))
	for _, r := range found {
		m[graph.ActorID(r.asked)] = r.actor
	}
	return m, err
}

// Actors implements graph.Store.
func (s *Store) Actors(ctx context.Context, ids []graph.ActorID) ([]*graph.Actor, error) {
	found, err := actorsByID(ctx, s.reader, ids)
	out := make([]*graph.Actor, len(ids))
	for i, id := range ids {
		out[i] = found[id]
	}
	return out, s.wrap("actors", err)
}

// resolve gives the numbers that actors go by now, 0 for those unknown.
func resolve(ctx context.Context, q querier, ids []graph.ActorID) ([]int64, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	if len(ids) == 1 {
		n, err := askOne(ctx, q, "select coalesce(into_n, n) from actor where id = ?", []any{string(ids[0])}, scanInt)
		return []int64{n}, err
	}
	type row struct {
		id string
		n  int64
	}
	found, err := ask(ctx, q, "select a.id, coalesce(a.into_n, a.n) from json_each(?) j join actor a on a.id = j.value", []any{list(ids)},
		func(rows *sql.Rows) (r row, err error) { return r, rows.Scan(&r.id, &r.n) })
	m := make(map[graph.ActorID]int64, len(found))
	for _, r := range found {
		m[graph.ActorID(r.id)] = r.n
	}
	out := make([]int64, len(ids))
	for i, id := range ids {
		out[i] = m[id]
	}
	return out, err
}

// reportRow is a report with the event that holds it.
type reportRow[R any] struct {
	event  int64
	report *R
}

func reportsOf[R any](ctx context.Context, q querier, kind int, events []int64, decode func([]byte) (*R, error), evidence func(*R, []graph.Evidence)) (map[int64][]*R, error) {
	rows, err := ask(ctx, q, "select event, data, evidence from report where event in (select value from json_each(?)) and kind = ? order by id",
		[]any{list(events), kind}, func(rows *sql.Rows) (r reportRow[R], err error) {
			var data, proof sql.RawBytes
			if err = rows.Scan(&r.event, &data, &proof); err != nil {
				return r, err
			}
			if r.report, err = decode(data); err != nil {
				return r, err
			}
			es, err := decodeEvidence(proof)
			evidence(r.report, es)
			return r, err
		})
	out := map[int64][]*R{}
	for _, r := range rows {
		out[r.event] = append(out[r.event], r.report)
	}
	return out, err
}

// ContactReports implements graph.Store.
func (s *Store) ContactReports(ctx context.Context, ids []graph.ContactID) ([][]*graph.ContactReport, error) {
	found, err := reportsOf(ctx, s.reader, contactReport, numbers(ids), decodeContactReport, func(r *graph.ContactReport, es []graph.Evidence) { r.Evidence = es })
	return listsInOrder(prefixed(ids, "contact:"), found), s.wrap("reports of contacts", err)
}

// StatementReports implements graph.Store.
func (s *Store) StatementReports(ctx context.Context, ids []graph.StatementID) ([][]*graph.StatementReport, error) {
	found, err := reportsOf(ctx, s.reader, statementReport, numbers(ids), decodeStatementReport, func(r *graph.StatementReport, es []graph.Evidence) { r.Evidence = es })
	return listsInOrder(prefixed(ids, "statement:"), found), s.wrap("reports of statements", err)
}

func listsInOrder[ID ~string, V any](ids []ID, found map[int64][]V) [][]V {
	out := make([][]V, len(ids))
	for i, id := range ids {
		if n, ok := graph.IDNumber(id); ok {
			out[i] = found[n]
		}
	}
	return out
}

// eventsOf gives the events that hold reports.
func (s *Store) eventsOf(ctx context.Context, kind int, ids []graph.ReportID) (map[int64]int64, error) {
	rows, err := ask(ctx, s.reader, "select id, event from report where id in (select value from json_each(?)) and kind = ? and event is not null",
		[]any{list(numbers(ids)), kind}, scanPair)
	m := make(map[int64]int64, len(rows))
	for _, r := range rows {
		m[r[0]] = r[1]
	}
	return m, err
}

// ReportContacts implements graph.Store.
func (s *Store) ReportContacts(ctx context.Context, ids []graph.ReportID) ([]graph.ContactID, error) {
	found, err := s.eventsOf(ctx, contactReport, ids)
	out := make([]graph.ContactID, len(ids))
	for i, id := range ids {
		n, _ := graph.IDNumber(id)
		if e, ok := found[n]; ok {
			out[i] = graph.ContactIDOf(e)
		}
	}
	return out, s.wrap("contacts of reports", err)
}

// ReportStatements implements graph.Store.
func (s *Store) ReportStatements(ctx context.Context, ids []graph.ReportID) ([]graph.StatementID, error) {
	found, err := s.eventsOf(ctx, statementReport, ids)
	out := make([]graph.StatementID, len(ids))
	for i, id := range ids {
		n, _ := graph.IDNumber(id)
		if e, ok := found[n]; ok {
			out[i] = graph.StatementIDOf(e)
		}
	}
	return out, s.wrap("statements of reports", err)
}

// officeRow is an office with the two actors' numbers.
type officeRow struct {
	person, body int64
	office       *graph.Office
}

// Offices implements graph.Store.
func (s *Store) Offices(ctx context.Context, ids []graph.ActorID) ([][]*graph.Office, error) {
	out := make([][]*graph.Office, len(ids))
	ns, err := resolve(ctx, s.reader, ids)
	if err != nil {
		return nil, s.wrap("offices", err)
	}
	// The actors asked for, and those merged into them.
	rows, err := ask(ctx, s.reader, `with asked (n) as (select value from json_each(?1) union select a.n from json_each(?1) j join actor a on a.into_n = j.value)
		select coalesce(p.into_n, p.n), coalesce(b.into_n, b.n), coalesce(pi.id, p.id), coalesce(bi.id, b.id), o.since, o.title, o.role, o.until
		from (select person, body, since, title, role, until from office where person in (select n from asked)
			union select person, body, since, title, role, until from office where body in (select n from asked)) o
		join actor p on p.n = o.person left join actor pi on pi.n = p.into_n
		join actor b on b.n = o.body left join actor bi on bi.n = b.into_n`, []any{list(ns)}, func(rows *sql.Rows) (r officeRow, err error) {
		r.office = new(graph.Office)
		return r, rows.Scan(&r.person, &r.body, &r.office.Person, &r.office.For, &r.office.Since, &r.office.Title, &r.office.Role, &r.office.Until)
	})
	if err != nil {
		return nil, s.wrap("offices", err)
	}
	slices.SortFunc(rows, func(a, b officeRow) int { return graph.CompareOffices(*a.office, *b.office) })
	rows = slices.CompactFunc(rows, func(a, b officeRow) bool { return *a.office == *b.office })
	for i, n := range ns {
		for _, r := range rows {
			if n != 0 && (r.person == n || r.body == n) {
				out[i] = append(out[i], r.office)
			}
		}
	}
	return out, nil
}

// Stats implements graph.Store.
func (s *Store) Stats(ctx context.Context) (*graph.Stats, error) {
	st, err := askOne(ctx, s.reader, `select (select count(*) from article), (select count(*) from actor where live), (select count(*) from contact),
		(select count(*) from statement), (select count(*) from matter)`, nil, func(rows *sql.Rows) (*graph.Stats, error) {
		st := new(graph.Stats)
		return st, rows.Scan(&st.Articles, &st.Actors, &st.Contacts, &st.Statements, &st.Matters)
	})
	return st, s.wrap("stats", err)
}
