package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"hash/fnv"
	"slices"

	"github.com/demarche/demarche/graph"
)

// The kinds of report.
const (
	contactReport   = 1
	statementReport = 2
)

// file gives the reports of an article as the rules in force leave them.
func (w *writing) file(r *graph.Reports, source graph.Source) []*graph.Filed {
	var out []*graph.Filed
	for i := range r.Contacts {
		if f := w.rules.Contact(&r.Contacts[i], source); f != nil {
			out = append(out, f)
		}
	}
	for i := range r.Statements {
		if f := w.rules.Statement(&r.Statements[i], source); f != nil {
			out = append(out, f)
		}
	}
	return out
}

// refile takes reports out of the graph and puts others in, with all that follows.
func (w *writing) refile(put, drop []*graph.Filed) error {
	contacts, err := graph.RemergeContacts(w.ctx, index{w}, ofKind(put, contactReport), ofKind(drop, contactReport))
	if err != nil {
		return err
	}
	statements, err := graph.RemergeStatements(w.ctx, index{w}, ofKind(put, statementReport), ofKind(drop, statementReport))
	if err != nil {
		return err
	}
	for _, f := range drop {
		n, _ := graph.IDNumber(f.ID())
		if err := w.exec("delete from report where id = ?", n); err != nil {
			return err
		}
		if err := w.exec("delete from block where report = ?", n); err != nil {
			return err
		}
	}
	for _, f := range put {
		if err := w.insertReport(f); err != nil {
			return err
		}
	}
	for r, c := range contacts.Held {
		if err := hold(w, r, c); err != nil {
			return err
		}
	}
	for r, s := range statements.Held {
		if err := hold(w, r, s); err != nil {
			return err
		}
	}
	if err := w.deriveContacts(contacts); err != nil {
		return err
	}
	return w.deriveStatements(statements)
}

func kindOf(f *graph.Filed) int {
	if f.Contact != nil {
		return contactReport
	}
	return statementReport
}

func ofKind(fs []*graph.Filed, kind int) []*graph.Filed {
	return slices.DeleteFunc(slices.Clone(fs), func(f *graph.Filed) bool { return kindOf(f) != kind })
}

func hold[ID ~string](w *writing, r graph.ReportID, event ID) error {
	n, _ := graph.IDNumber(r)
	e, _ := graph.IDNumber(event)
	return w.exec("update report set event = ? where id = ? and event is not ?", e, n, e)
}

// insertReport files a report that no event holds yet.
func (w *writing) insertReport(f *graph.Filed) error {
	about, evidence := "", []graph.Evidence(nil)
	if f.Contact != nil {
		evidence = f.Contact.Evidence
	} else {
		about, evidence = f.Statement.About, f.Statement.Evidence
	}
	if err := w.insertReportRow(f, nil, evidenceWords(about, evidence)); err != nil {
		return err
	}
	n, _ := graph.IDNumber(f.ID())
	for _, b := range f.Blocks() {
		since, until := dayNumber(b.From), dayNumber(b.Until)
		if err := w.exec("insert or ignore into block (key, denied, far, until, since, report) values (?, ?, ?, ?, ?, ?)",
			keyNumber(b.Key), b.Denied, until-since > farDays, until, since, n); err != nil {
			return err
		}
	}
	return nil
}

// evidenceWords gives what full text looks at in a report.
func evidenceWords(about string, es []graph.Evidence) string {
	words := []string{about}
	for _, e := range es {
		words = append(words, e.Quote)
	}
	return graph.FoldText(words...)
}

func (w *writing) insertReportRow(f *graph.Filed, event any, words string) error {
	n, _ := graph.IDNumber(f.ID())
	a, _ := graph.IDNumber(f.Source.Article)
	var data, proof []byte
	if f.Contact != nil {
		data, proof = encodeContactReport(f.Contact), encodeEvidence(f.Contact.Evidence)
	} else {
		data, proof = encodeStatementReport(f.Statement), encodeEvidence(f.Statement.Evidence)
	}
	return w.exec(`insert into report (id, article, kind, event, confirmed, links, apart, data, evidence, words)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, n, a, kindOf(f), event, f.Confirmed, list(f.Links), int64(f.Apart), data, proof, words)
}

// farDays is the length of a block above which it is looked for apart: the others then lie in a range of until.
const farDays = 40

// keyNumber hashes the key of a block. Merging looks at the keys themselves, so that a collision does no harm.
func keyNumber(key string) int64 {
	h := fnv.New64a()
	h.Write([]byte(key))
	return int64(h.Sum64())
}

// index is what merging asks of the store (graph.Index), within a transaction.
type index struct{ w *writing }

// Near implements graph.Index.
func (x index) Near(ctx context.Context, blocks []graph.Block) ([]*graph.Filed, error) {
	seen := map[int64]bool{}
	var found []int64
	for _, b := range blocks {
		since, until := dayNumber(b.From), dayNumber(b.Until)
		key := keyNumber(b.Key)
		ids, err := ask(ctx, x.w, `select report from block where key = ? and denied = ? and far = 0 and until between ? and ? and since <= ?
			union all select report from block where key = ? and denied = ? and far = 1 and until >= ? and since <= ?`,
			[]any{key, b.Denied, since, until + farDays, until, key, b.Denied, since, until}, scanInt)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if !seen[id] {
				seen[id] = true
				found = append(found, id)
			}
		}
	}
	if len(found) == 0 {
		return nil, nil
	}
	return x.w.filed("r.id in (select value from json_each(?))", list(found))
}

// Held implements graph.Index.
func (x index) Held(ctx context.Context, events []string) ([]*graph.Filed, error) {
	if len(events) == 0 {
		return nil, nil
	}
	kind := statementReport
	if _, ok := graph.IDNumber(graph.ContactID(events[0])); ok && events[0][0] == 'c' {
		kind = contactReport
	}
	return x.w.filed("r.event in (select value from json_each(?)) and r.kind = ?", list(numbers(events)), kind)
}

// Contacts implements graph.Index.
func (x index) Contacts(ctx context.Context, ids []graph.ContactID) ([]*graph.Contact, error) {
	return contactsByID(ctx, x.w, ids)
}

// filedOf gives the reports stored of articles, as they are filed.
func (w *writing) filedOf(articles []int64) ([]*graph.Filed, error) {
	return w.filed("r.article in (select value from json_each(?))", list(articles))
}

func (w *writing) filed(where string, args ...any) ([]*graph.Filed, error) {
	return ask(w.ctx, w, `select r.kind, r.event, r.confirmed, r.links, r.apart, r.data, a.id, a.outlet, a.source, a.print, a.issuer, a.day
		from report r join article a on a.id = r.article where `+where, args, func(rows *sql.Rows) (*graph.Filed, error) {
		var kind int
		var event, day sql.NullInt64
		var article int64
		var links string
		var data, print []byte
		f := new(graph.Filed)
		if err := rows.Scan(&kind, &event, &f.Confirmed, &links, &f.Apart, &data, &article, &f.Source.Outlet, &f.Source.Key, &print,
			&f.Source.Issuer, &day); err != nil {
			return nil, err
		}
		f.Source.Article, f.Source.Print = graph.ArticleIDOf(article), graph.SignatureOf(print)
		if f.Source.Issuer != "" {
			f.Source.Issuer = w.rules.Actor(f.Source.Issuer)
		}
		if day.Valid {
			f.Source.Published = dayOf(day.Int64)
		}
		if links != "[]" {
			if err := json.Unmarshal([]byte(links), &f.Links); err != nil {
				return nil, err
			}
		}
		var err error
		if kind == contactReport {
			if event.Valid {
				f.Event = string(graph.ContactIDOf(event.Int64))
			}
			f.Contact, err = decodeContactReport(data)
			return f, err
		}
		if event.Valid {
			f.Event = string(graph.StatementIDOf(event.Int64))
		}
		f.Statement, err = decodeStatementReport(data)
		return f, err
	})
}
