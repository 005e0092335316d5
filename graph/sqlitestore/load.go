package sqlitestore

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"slices"

	"github.com/demarche/demarche/graph"
)

// Load makes a new store at path of many articles at once, far faster than Put: all reports are merged in memory, and
// each table is written in the order of its key. The store is the one that Put would have made, but for the feed, which
// begins empty. No article may come twice. The file is there only once it is whole; one that is
// there already is an error.
func Load(ctx context.Context, path string, articles iter.Seq[*graph.Reports]) error {
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("sqlitestore: %s: exists already", path)
	}
	part := path + ".loading"
	for _, old := range []string{part, part + "-wal", part + "-shm"} {
		if err := os.Remove(old); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("sqlitestore: %w", err)
		}
	}
	s, err := Open(part, Options{Readers: 1, CacheMB: 256})
	if err != nil {
		return err
	}
	_, err = s.writer.conn.ExecContext(ctx, "pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive")
	if err == nil {
		err = s.change(ctx, func(w *writing) error { return (&loading{writing: w}).load(articles) })
	}
	if err == nil {
		_, err = s.writer.conn.ExecContext(ctx, "pragma locking_mode = normal; pragma journal_mode = wal")
	}
	if err := cmp.Or(err, s.Close()); err != nil {
		os.Remove(part)
		return s.wrap("load", err)
	}
	return os.Rename(part, path)
}

// loading gathers what all articles say before anything is derived from it.
type loading struct {
	*writing
	filed    []*graph.Filed
	words    map[graph.ReportID]string
	variants map[intText]int
	offices  map[officeKey]int
	cast     []castRow
	actors   map[int64]*graph.Actor
}

type intText struct {
	n    int64
	text string
}

type officeKey struct {
	person, body int64
	office       graph.Office
}

type castRow struct {
	actor, article int64
	mentioned      bool
}

func (l *loading) load(articles iter.Seq[*graph.Reports]) error {
	l.words, l.variants, l.offices = map[graph.ReportID]string{}, map[intText]int{}, map[officeKey]int{}
	seen := map[graph.ArticleID]bool{}
	for r := range articles {
		a, err := newArrival(r)
		if err != nil {
			return err
		}
		if seen[a.reports.Article.ID] {
			return fmt.Errorf("article %s comes twice", a.reports.Article.ID)
		}
		seen[a.reports.Article.ID] = true
		if err := l.article(a); err != nil {
			return err
		}
	}
	if err := l.writeActors(); err != nil {
		return err
	}
	contacts, err := graph.RemergeContacts(l.ctx, emptyIndex{}, ofKind(l.filed, contactReport), nil)
	if err != nil {
		return err
	}
	statements, err := graph.RemergeStatements(l.ctx, emptyIndex{}, ofKind(l.filed, statementReport), nil)
	if err != nil {
		return err
	}
	if err := l.writeReports(contacts, statements); err != nil {
		return err
	}
	if err := l.writeContacts(contacts.Put); err != nil {
		return err
	}
	return l.deriveStatements(statements)
}

// emptyIndex is the graph.Index of a store with nothing in it.
type emptyIndex struct{}

func (emptyIndex) Near(context.Context, []graph.Block) ([]*graph.Filed, error) { return nil, nil }
func (emptyIndex) Held(context.Context, []string) ([]*graph.Filed, error)      { return nil, nil }
func (emptyIndex) Contacts(context.Context, []graph.ContactID) ([]*graph.Contact, error) {
	return nil, nil
}

// article writes what belongs to an article alone and gathers the rest.
func (l *loading) article(a *arrival) error {
	if err := l.swapArticle(a.id, a); err != nil {
		return err
	}
	r := a.reports
	l.filed = append(l.filed, l.file(r, a.source)...)
	for i := range r.Contacts {
		l.words[r.Contacts[i].ID] = evidenceWords("", r.Contacts[i].Evidence)
	}
	for i := range r.Statements {
		l.words[r.Statements[i].ID] = evidenceWords(r.Statements[i].About, r.Statements[i].Evidence)
	}
	mentioned := map[graph.ActorID]bool{}
	for _, m := range r.Mentions {
		mentioned[m.Actor] = true
	}
	for _, k := range r.Actors {
		n, err := l.number(k.ID)
		if err != nil {
			return err
		}
		l.variants[intText{n, string(encodeActor(&k))}]++
		l.cast = append(l.cast, castRow{n, a.id, mentioned[k.ID]})
	}
	for _, o := range r.Offices {
		person, err := l.number(o.Person)
		if err != nil {
			return err
		}
		body, err := l.number(o.For)
		if err != nil {
			return err
		}
		l.offices[officeKey{person, body, o}]++
	}
	return nil
}

func (l *loading) writeActors() error {
	slices.SortFunc(l.cast, func(a, b castRow) int {
		return cmp.Or(cmp.Compare(a.actor, b.actor), cmp.Compare(a.article, b.article))
	})
	for _, c := range l.cast {
		if err := l.exec("insert into cast_member (actor, article, mentioned) values (?, ?, ?)", c.actor, c.article, c.mentioned); err != nil {
			return err
		}
	}
	l.cast = nil
	for o, times := range l.offices {
		if err := l.exec("insert into office (person, body, since, title, role, until, times) values (?, ?, ?, ?, ?, ?, ?)",
			o.person, o.body, string(o.office.Since), o.office.Title, o.office.Role, string(o.office.Until), times); err != nil {
			return err
		}
	}
	actors := map[int64]bool{}
	for v, times := range l.variants {
		actors[v.n] = true
		if err := l.exec("insert into variant (actor, data, times) values (?, ?, ?)", v.n, []byte(v.text), times); err != nil {
			return err
		}
	}
	l.variants = nil
	for _, n := range slices.Sorted(maps.Keys(actors)) {
		if err := l.refreshActor(n); err != nil {
			return err
		}
	}
	rows, err := ask(l.ctx, l, "select n, data from actor where live", nil, decoded(decodeActor))
	l.actors = byNumber(rows)
	return err
}

func (l *loading) writeReports(contacts *graph.ContactChanges, statements *graph.StatementChanges) error {
	slices.SortFunc(l.filed, func(a, b *graph.Filed) int { return cmp.Compare(a.ID(), b.ID()) })
	type blockRow struct {
		key, until, since, report int64
		denied, far               bool
	}
	var blocks []blockRow
	for _, f := range l.filed {
		n, _ := graph.IDNumber(f.ID())
		var event int64
		if f.Contact != nil {
			event, _ = graph.IDNumber(contacts.Held[f.ID()])
		} else {
			event, _ = graph.IDNumber(statements.Held[f.ID()])
		}
		if err := l.insertReportRow(f, event, l.words[f.ID()]); err != nil {
			return err
		}
		for _, b := range f.Blocks() {
			since, until := dayNumber(b.From), dayNumber(b.Until)
			blocks = append(blocks, blockRow{keyNumber(b.Key), until, since, n, b.Denied, until-since > farDays})
		}
		a, _ := graph.IDNumber(f.Source.Article)
		if err := l.exec("insert into named_report (report, article) values (?, ?)", n, a); err != nil {
			return err
		}
	}
	slices.SortFunc(blocks, func(a, b blockRow) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(bit(a.denied), bit(b.denied)), cmp.Compare(bit(a.far), bit(b.far)),
			cmp.Compare(a.until, b.until), cmp.Compare(a.since, b.since), cmp.Compare(a.report, b.report))
	})
	for _, b := range blocks {
		if err := l.exec("insert or ignore into block (key, denied, far, until, since, report) values (?, ?, ?, ?, ?, ?)",
			b.key, b.denied, b.far, b.until, b.since, b.report); err != nil {
			return err
		}
	}
	return nil
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// faceRow is a row of part or meet.
type faceRow struct {
	face
	wide, ord, contact, flags int64
}

func (l *loading) writeContacts(cs []*graph.Contact) error {
	var faces []faceRow
	for _, c := range cs {
		n, _ := graph.IDNumber(c.ID)
		if err := l.insertContact(n, c); err != nil {
			return err
		}
		fs, err := l.faces(c)
		if err != nil {
			return err
		}
		for f, flags := range fs {
			faces = append(faces, faceRow{f, wideOf(c.Date), ordOf(c.Date), n, flags})
		}
		pairs, err := l.nationRows(c, l.countryOf)
		if err != nil {
			return err
		}
		for _, r := range pairs {
			if err := l.insertNation(n, r); err != nil {
				return err
			}
		}
	}
	for _, c := range cs {
		n, _ := graph.IDNumber(c.ID)
		var words []string
		for _, r := range c.Reports {
			words = append(words, l.words[r])
		}
		if err := l.exec("insert into contact_text (rowid, words) values (?, ?)", n, joinWords(contactHead(c), words)); err != nil {
			return err
		}
	}
	if err := l.exec(`insert into monthly (status, month, a, b, times, newest, oldest)
		select status, case when ord = 9999999 then ord else 4000000 - unixepoch((4000000 - ord) * 86400, 'unixepoch', 'start of month') / 86400 end as month,
		a, b, count(*), min(ord), max(ord) from nation group by status, month, a, b`); err != nil {
		return err
	}
	if err := l.writeDays(cs); err != nil {
		return err
	}
	slices.SortFunc(faces, func(x, y faceRow) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(x.wide, y.wide), cmp.Compare(x.ord, y.ord), cmp.Compare(x.contact, y.contact))
	})
	for _, f := range faces {
		var err error
		if f.b == 0 {
			err = l.exec("insert into part (actor, wide, ord, contact, flags) values (?, ?, ?, ?, ?)", f.a, f.wide, f.ord, f.contact, f.flags)
		} else {
			err = l.exec("insert into meet (a, b, wide, ord, contact, flags) values (?, ?, ?, ?, ?, ?)", f.a, f.b, f.wide, f.ord, f.contact, f.flags)
		}
		if err != nil {
			return err
		}
	}
	return l.writeCounterparts(faces)
}

func (l *loading) writeDays(cs []*graph.Contact) error {
	type row struct{ wide, ord, status int64 }
	days := map[row]int{}
	for _, c := range cs {
		days[row{wideOf(c.Date), ordOf(c.Date), int64(slices.Index(graph.Statuses, c.Status))}]++
	}
	for r, times := range days {
		if err := l.exec("insert into daily (wide, ord, status, times) values (?, ?, ?, ?)", r.wide, r.ord, r.status, times); err != nil {
			return err
		}
	}
	return nil
}

// countryOf is writing.country with the actors in memory.
func (l *loading) countryOf(p graph.Participant) (graph.ActorID, error) {
	for _, id := range []graph.ActorID{p.OnBehalfOf, p.Actor} {
		if id == "" {
			continue
		}
		n, err := l.number(id)
		if err != nil {
			return "", err
		}
		switch a := l.actors[n]; {
		case a == nil:
		case a.Kind == graph.Country:
			return id, nil
		case a.Country != "":
			return a.Country, nil
		}
	}
	return "", nil
}

// writeCounterparts sums up the pairs; faces are sorted.
func (l *loading) writeCounterparts(faces []faceRow) error {
	ids := map[int64]string{}
	rows, err := ask(l.ctx, l, "select n, id from actor", nil, func(r *sql.Rows) (x intText, err error) { return x, r.Scan(&x.n, &x.text) })
	if err != nil {
		return err
	}
	for _, r := range rows {
		ids[r.n] = r.text
	}
	for len(faces) > 0 {
		f := faces[0].face
		end := 1
		for end < len(faces) && faces[end].face == f {
			end++
		}
		if err := l.writeCounterpart(f, faces[:end], ids); err != nil {
			return err
		}
		faces = faces[end:]
	}
	return nil
}

func (l *loading) writeCounterpart(f face, rows []faceRow, ids map[int64]string) error {
	times, direct := 0, 0
	var all, own []int64 // days
	for _, r := range rows {
		if f.b == 0 || r.flags&(otherSelf|actually) != otherSelf|actually {
			continue
		}
		times++
		if r.ord != noDay {
			all = append(all, ordTop-r.ord)
		}
		if r.flags&bothSelf != 0 {
			direct++
			if r.ord != noDay {
				own = append(own, ordTop-r.ord)
			}
		}
	}
	if times == 0 {
		return nil
	}
	bounds := func(days []int64) (first, last any) {
		if len(days) == 0 {
			return nil, nil
		}
		return slices.Min(days), slices.Max(days)
	}
	first, last := bounds(all)
	var dfirst, dlast any
	days, rhythm := 0, 0
	if ids[f.a] < ids[f.b] {
		own = distinct(own)
		dfirst, dlast = bounds(own)
		names := make([]graph.Day, len(own))
		for i, d := range own {
			names[i] = dayOf(d)
		}
		days, rhythm = len(own), graph.Rhythm(names)
	}
	return l.exec("insert into counterpart (a, b, b_id, times, first, last, direct, days, dfirst, dlast, rhythm) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		f.a, f.b, ids[f.b], times, first, last, direct, days, dfirst, dlast, rhythm)
}
