package sqlitestore

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/demarche/demarche/graph"
)

// arrival is an article made ready to be stored, outside of the writer's lock.
type arrival struct {
	id      int64
	reports *graph.Reports
	source  graph.Source
	blob    []byte // reports without the article
	digest  []byte
	words   string // of the article's full text
}

func newArrival(r *graph.Reports) (*arrival, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	r = r.Complete()
	a := &arrival{reports: r, source: graph.SourceOf(&r.Article), words: graph.FoldText(r.Article.Title, r.Article.Text)}
	a.id, _ = graph.IDNumber(r.Article.ID)
	rest := *r
	rest.Article = graph.Article{}
	var err error
	if a.blob, err = json.Marshal(rest); err != nil {
		return nil, err
	}
	head, err := json.Marshal(r.Article)
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	sum.Write(head)
	sum.Write(a.blob)
	a.digest = sum.Sum(nil)
	a.blob = packer.EncodeAll(a.blob, nil)
	return a, nil
}

// groupSize is how many articles share a commit at most, where Put is given several. Their reports are merged at once, so that
// a contact that all of them tell of is read, built and written once. Each article is still whole or not there, and what
// comes before one that fails is in: a group that fails is stored again one by one.
const groupSize = 64

// Put implements graph.Store.
func (s *Store) Put(ctx context.Context, articles ...*graph.Reports) error {
	var group []*arrival
	in := map[int64]bool{}
	flush := func() error {
		err := s.putGroup(ctx, group)
		group = group[:0]
		clear(in)
		return err
	}
	for _, r := range articles {
		a, err := newArrival(r)
		if err != nil {
			return cmp.Or(flush(), s.wrap("put", err))
		}
		if len(group) == groupSize || in[a.id] {
			if err := flush(); err != nil {
				return err
			}
		}
		group = append(group, a)
		in[a.id] = true
	}
	return flush()
}

func (s *Store) putGroup(ctx context.Context, group []*arrival) error {
	if len(group) == 0 {
		return s.wrap("put", ctx.Err())
	}
	err := s.change(ctx, func(w *writing) error { return w.put(group) })
	if err == nil || ctx.Err() != nil || len(group) < 2 {
		return s.wrap("put", err)
	}
	for _, a := range group {
		if err := s.change(ctx, func(w *writing) error { return w.put([]*arrival{a}) }); err != nil {
			return s.wrap("put "+string(a.reports.Article.ID)+" "+a.reports.Article.URL, err)
		}
	}
	return nil
}

// Remove implements graph.Store.
func (s *Store) Remove(ctx context.Context, ids ...graph.ArticleID) error {
	for _, n := range numbers(ids) {
		if err := s.change(ctx, func(w *writing) error { return w.replace([]exchange{{id: n}}) }); err != nil {
			return s.wrap("remove "+string(graph.ArticleIDOf(n)), err)
		}
	}
	return nil
}

// change runs f in a transaction under the rules in force.
func (s *Store) change(ctx context.Context, f func(*writing) error) error {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return s.writer.write(ctx, func(w *writing) error {
		if err := w.loadRules(); err != nil {
			return err
		}
		return f(w)
	})
}

// loadRules reads the corrections in force, unless they are known already.
func (w *writing) loadRules() error {
	version, err := askOne(w.ctx, w, "select value from meta where key = 'rules'", nil, scanInt)
	if err != nil || w.rules != nil && version == w.rulesVersion {
		return err
	}
	cs, err := ask(w.ctx, w, "select data from correction where undone = 0 order by id", nil, scanCorrection)
	if err != nil {
		return err
	}
	w.inForce, w.rules, w.rulesVersion = cs, graph.NewRules(cs), version
	return nil
}

// put stores articles, each but once, unless the very same are stored already.
func (w *writing) put(group []*arrival) error {
	var all []exchange
	for _, a := range group {
		digest, err := askOne(w.ctx, w, "select digest from article where id = ?", []any{a.id}, scanBytes)
		if err != nil {
			return err
		}
		if !bytes.Equal(digest, a.digest) {
			all = append(all, exchange{a.id, a})
		}
	}
	return w.replace(all)
}

// exchange is an article by its number, and what comes in its place; nil for nothing.
type exchange struct {
	id int64
	in *arrival
}

func scanBytes(r *sql.Rows) (b []byte, err error) { return b, r.Scan(&b) }

// replace takes out what the store has of articles and puts the arrivals in.
func (w *writing) replace(all []exchange) error {
	var put, drop []*graph.Filed
	for _, x := range all {
		old, err := w.storedReports(x.id)
		if err != nil {
			return err
		}
		if old == nil && x.in == nil {
			continue
		}
		filed, err := w.filedOf([]int64{x.id})
		if err != nil {
			return err
		}
		drop = append(drop, filed...)
		var next *graph.Reports
		if x.in != nil {
			next = x.in.reports
			put = append(put, w.file(x.in.reports, x.in.source)...)
		}
		if err := w.swapActors(x.id, old, next); err != nil {
			return err
		}
		if err := w.swapArticle(x.id, x.in); err != nil {
			return err
		}
		if err := w.swapNames(x.id, old, next); err != nil {
			return err
		}
	}
	if len(put) == 0 && len(drop) == 0 {
		return nil
	}
	return w.refile(put, drop)
}

// storedReports gives what an article said as it was put, without the article; nil where it is not stored.
func (w *writing) storedReports(id int64) (*graph.Reports, error) {
	blob, err := askOne(w.ctx, w, "select reports from article where id = ?", []any{id}, scanBytes)
	if err != nil || blob == nil {
		return nil, err
	}
	r, err := decodeReports(blob)
	if err != nil {
		return nil, fmt.Errorf("reports of %s: %w", graph.ArticleIDOf(id), err)
	}
	return r, nil
}

// An article's reports are kept as compressed JSON: they are read when it is put anew or corrected, or asked for.
var (
	packer, _   = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	unpacker, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0))
)

func decodeReports(b []byte) (*graph.Reports, error) {
	text, err := unpacker.DecodeAll(b, nil)
	if err != nil {
		return nil, err
	}
	r := new(graph.Reports)
	return r, json.Unmarshal(text, r)
}

// swapNames keeps the ids of all reports of an article, whether they count or not.
func (w *writing) swapNames(id int64, old, next *graph.Reports) error {
	if old != nil {
		if err := w.exec("delete from named_report where article = ?", id); err != nil {
			return err
		}
	}
	if next == nil {
		return nil
	}
	var names []graph.ReportID
	for i := range next.Contacts {
		names = append(names, next.Contacts[i].ID)
	}
	for i := range next.Statements {
		names = append(names, next.Statements[i].ID)
	}
	for _, n := range numbers(names) {
		if err := w.exec("insert into named_report (report, article) values (?, ?)", n, id); err != nil {
			return err
		}
	}
	return nil
}

func (w *writing) swapArticle(id int64, in *arrival) error {
	if in == nil {
		w.setText("article_text", id, "")
		return w.exec("delete from article where id = ?", id)
	}
	a := &in.reports.Article
	var published, day any
	ord := int64(1<<62 - 1)
	if !a.Published.IsZero() {
		published, day = a.Published.UnixMilli(), dayNumber(in.source.Published)
		ord = -a.Published.UnixMilli()
	}
	w.setText("article_text", id, in.words)
	return w.exec(`insert into article (id, url, title, outlet, language, published, ord, day, issuer, hash, text, reports, source, print, digest)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set url = excluded.url, title = excluded.title,
		outlet = excluded.outlet, language = excluded.language, published = excluded.published, ord = excluded.ord, day = excluded.day,
		issuer = excluded.issuer, hash = excluded.hash, text = excluded.text, reports = excluded.reports, source = excluded.source,
		print = excluded.print, digest = excluded.digest`,
		id, a.URL, a.Title, a.Outlet, a.Language, published, ord, day, string(a.Issuer), a.Hash, a.Text, in.blob,
		in.source.Key, in.source.Print.Bytes(), in.digest)
}

// timeOf reads Unix milliseconds.
func timeOf(ms sql.NullInt64) time.Time {
	if !ms.Valid {
		return time.Time{}
	}
	return time.UnixMilli(ms.Int64).UTC()
}
