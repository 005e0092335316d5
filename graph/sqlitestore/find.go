package sqlitestore

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"github.com/demarche/demarche/graph"
)

func (p place) cursor(scope graph.CursorScope) string {
	return scope.Cursor(strconv.FormatInt(p.ord, 10), strconv.FormatInt(p.id, 10))
}

func contactsAt(ctx context.Context, q querier, places []place) ([]*graph.Contact, error) {
	ids := make([]int64, len(places))
	for i, p := range places {
		ids[i] = p.id
	}
	rows, err := ask(ctx, q, "select id, data from contact where id in (select value from json_each(?))", []any{list(ids)}, decoded(decodeContact))
	found := byNumber(rows)
	out := make([]*graph.Contact, len(ids))
	for i, id := range ids {
		out[i] = found[id]
	}
	return out, err
}

func (s *Store) contactPage(ctx context.Context, scope graph.CursorScope, by graph.Order, f graph.ContactFilter, p graph.Page) (*graph.Slice[*graph.Contact], error) {
	src, err := contactSource(ctx, s.reader, f)
	if err != nil {
		return nil, err
	}
	page, err := pageOf(scope, p, func(from *place, backward bool, n int) ([]place, error) {
		return src.ordered(ctx, s.reader, by, from, backward, n)
	},
		func() (int, error) { return src.total(ctx, s.reader) })
	if err != nil {
		return nil, err
	}
	items, err := contactsAt(ctx, s.reader, page.Items)
	return dropNil(filled(page, items)), err
}

// FindContacts implements graph.Store.
func (s *Store) FindContacts(ctx context.Context, f graph.ContactFilter, p graph.Page) (*graph.Slice[*graph.Contact], error) {
	by, p, err := p.TakeOrder()
	if err := cmp.Or(f.Check(), err); err != nil {
		return nil, err
	}
	out, err := s.contactPage(ctx, graph.NewCursorScope("contacts", f, by), by, f, p)
	return out, s.wrap("contacts", err)
}

// ContactsOf implements graph.Store.
func (s *Store) ContactsOf(ctx context.Context, actors []graph.ActorID, f graph.ContactFilter, p graph.Page) ([]*graph.Slice[*graph.Contact], error) {
	by, p, err := p.TakeOrder()
	if err := cmp.Or(f.Check(), err); err != nil {
		return nil, err
	}
	scope := graph.NewCursorScope("contacts of", f, by)
	out := make([]*graph.Slice[*graph.Contact], len(actors))
	for i, a := range actors {
		own := f
		if len(f.Who) > 0 {
			own = graph.ContactFilter{And: []graph.ContactFilter{f}}
		}
		own.Who = []graph.ActorID{a}
		if out[i], err = s.contactPage(ctx, scope, by, own, p); err != nil {
			return nil, s.wrap("contacts of "+string(a), err)
		}
	}
	return out, nil
}

// statementClause gives the condition of a filter on statement s.
func statementClause(ctx context.Context, q querier, f *graph.StatementFilter) (*clause, error) {
	c := new(clause)
	for role, ids := range [][]graph.ActorID{1: f.Speakers, 2: f.Addressees, 3: f.Concerns} {
		if len(ids) == 0 {
			continue
		}
		ns, err := resolve(ctx, q, ids)
		if err != nil {
			return nil, err
		}
		c.and("exists (select 1 from voice v where v.statement = s.id and v.role = ? and "+in("v.actor")+")", role, list(ns))
	}
	if len(f.Kinds) > 0 {
		c.and(in("s.kind"), list(f.Kinds))
	}
	if since, until, ok := daysOf(f.Since, f.Until); ok {
		c.and("s.until >= ? and s.since <= ?", since, until)
	}
	if f.Text != "" {
		c.and("s.id in (select rowid from statement_text where statement_text match ?)", matchAll(f.Text, nil))
	}
	if len(f.Outlets) > 0 {
		c.and("exists (select 1 from report r join article a on a.id = r.article where r.event = s.id and r.kind = 2 and "+in("a.outlet")+")", list(f.Outlets))
	}
	if f.MinSources > 0 {
		c.and("s.sources >= ?", f.MinSources)
	}
	if f.MinConfidence > 0 {
		c.and("s.confidence >= ?", f.MinConfidence)
	}
	if len(f.Articles) > 0 {
		c.and("exists (select 1 from report r where r.event = s.id and r.kind = 2 and "+in("r.article")+")", list(numbers(prefixed(f.Articles, "article:"))))
	}
	if len(f.Matters) > 0 {
		c.and(in("s.matter"), list(numbers(prefixed(f.Matters, "matter:"))))
	}
	return c, nil
}

// statementPage lists the statements of table (with alias s, or joined to it as voice v) that a condition admits.
func (s *Store) statementPage(ctx context.Context, scope graph.CursorScope, by graph.Order, table string, c *clause, p graph.Page) (*graph.Slice[*graph.Statement], error) {
	rank := rankBy(by, "s")
	page, err := pageOf(scope, p, func(from *place, backward bool, n int) ([]place, error) {
		op, order := ">", "asc"
		if backward {
			op, order = "<", "desc"
		}
		k := &clause{append([]string{}, c.sql...), append([]any{}, c.args...)}
		if from != nil {
			k.and(fmt.Sprintf("%s %s= ? and (%s, s.id) %s (?, ?)", rank, op, rank, op), from.ord, from.ord, from.id)
		}
		pairs, err := ask(ctx, s.reader, fmt.Sprintf("select %s, s.id from %s where %s order by %s %s, s.id %s limit %d", rank, table, k.where(), rank, order, order, n),
			k.args, scanPair)
		places := make([]place, len(pairs))
		for i, p := range pairs {
			places[i] = place{p[0], p[1]}
		}
		return places, err
	}, func() (int, error) {
		n, err := askOne(ctx, s.reader, "select count(*) from "+table+" where "+c.where(), c.args, scanInt)
		return int(n), err
	})
	if err != nil {
		return nil, err
	}
	items, err := statementsAt(ctx, s.reader, page.Items)
	return dropNil(filled(page, items)), err
}

func statementsAt(ctx context.Context, q querier, places []place) ([]*graph.Statement, error) {
	ids := make([]int64, len(places))
	for i, p := range places {
		ids[i] = p.id
	}
	rows, err := ask(ctx, q, statementSelect+"where s.id in (select value from json_each(?))", []any{list(ids)}, scanStatement)
	found := byNumber(rows)
	out := make([]*graph.Statement, len(ids))
	for i, id := range ids {
		out[i] = found[id]
	}
	return out, err
}

// FindStatements implements graph.Store.
func (s *Store) FindStatements(ctx context.Context, f graph.StatementFilter, p graph.Page) (*graph.Slice[*graph.Statement], error) {
	by, p, err := p.TakeOrder()
	if err := cmp.Or(f.Check(), err); err != nil {
		return nil, err
	}
	c, err := statementClause(ctx, s.reader, &f)
	if err != nil {
		return nil, s.wrap("statements", err)
	}
	out, err := s.statementPage(ctx, graph.NewCursorScope("statements", f, by), by, "statement s", c, p)
	return out, s.wrap("statements", err)
}

// StatementsOf implements graph.Store.
func (s *Store) StatementsOf(ctx context.Context, actors []graph.ActorID, f graph.StatementFilter, p graph.Page) ([]*graph.Slice[*graph.Statement], error) {
	ns, err := resolve(ctx, s.reader, actors)
	if err != nil {
		return nil, s.wrap("statements of actors", err)
	}
	return s.statementLists(ctx, "statements of", "voice v join statement s on s.id = v.statement", "v.role = 1 and v.actor = ?", ns, f, p)
}

// StatementsAbout implements graph.Store.
func (s *Store) StatementsAbout(ctx context.Context, matters []graph.MatterID, f graph.StatementFilter, p graph.Page) ([]*graph.Slice[*graph.Statement], error) {
	ns := make([]int64, len(matters))
	for i, id := range prefixed(matters, "matter:") {
		if n, ok := graph.IDNumber(id); ok {
			ns[i] = n
		} else {
			ns[i] = -1
		}
	}
	return s.statementLists(ctx, "statements about", "statement s", "s.matter = ?", ns, f, p)
}

func (s *Store) statementLists(ctx context.Context, method, table, eq string, ns []int64, f graph.StatementFilter, p graph.Page) ([]*graph.Slice[*graph.Statement], error) {
	by, p, err := p.TakeOrder()
	if err := cmp.Or(f.Check(), err); err != nil {
		return nil, err
	}
	rest, err := statementClause(ctx, s.reader, &f)
	if err != nil {
		return nil, s.wrap(method, err)
	}
	scope := graph.NewCursorScope(method, f, by)
	out := make([]*graph.Slice[*graph.Statement], len(ns))
	for i, n := range ns {
		c := new(clause)
		c.and(eq, n)
		c.and(rest.where(), rest.args...)
		if out[i], err = s.statementPage(ctx, scope, by, table, c, p); err != nil {
			return nil, s.wrap(method, err)
		}
	}
	return out, nil
}

// FindActors implements graph.Store.
func (s *Store) FindActors(ctx context.Context, f graph.ActorFilter, p graph.Page) (*graph.Slice[*graph.Actor], error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	c := new(clause)
	c.and("a.live")
	if len(f.Kinds) > 0 {
		c.and(in("a.kind"), list(f.Kinds))
	}
	if len(f.Countries) > 0 {
		c.and(in("a.country"), list(f.Countries))
	}
	if f.Name != "" {
		c.and("a.n in (select rowid from actor_text where actor_text match ?)", matchAll(f.Name, func(int, int) bool { return true }))
	}
	out, err := rowsPage(ctx, s, graph.NewCursorScope("actors", f), p, "a.n, a.data", "actor a", "a.folded", "a.id", c,
		func(k []string) ([]any, error) { return []any{k[0], k[1]}, nil },
		func(rows *sql.Rows) (*graph.Actor, error) {
			k, err := decoded(decodeActor)(rows)
			return k.v, err
		}, func(a *graph.Actor) []string { return []string{graph.FoldText(a.Name), string(a.ID)} })
	return out, s.wrap("actors", err)
}

// FindArticles implements graph.Store.
func (s *Store) FindArticles(ctx context.Context, f graph.ArticleFilter, p graph.Page) (*graph.Slice[*graph.Article], error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	c := new(clause)
	if len(f.Outlets) > 0 {
		c.and(in("outlet"), list(f.Outlets))
	}
	if f.Since != "" {
		c.and("day >= ?", dayNumber(f.Since))
	}
	if f.Until != "" {
		c.and("day <= ?", dayNumber(f.Until))
	}
	if f.Text != "" {
		c.and("id in (select rowid from article_text where article_text match ?)", matchAll(f.Text, nil))
	}
	ns, err := resolve(ctx, s.reader, f.Mentions)
	if err != nil {
		return nil, s.wrap("articles", err)
	}
	for _, n := range ns {
		c.and("id in (select article from cast_member where mentioned and actor in (select n from actor where n = ? or into_n = ?))", n, n)
	}
	out, err := rowsPage(ctx, s, graph.NewCursorScope("articles", f), p, articleColumns, "article", "ord", "id", c,
		func(k []string) ([]any, error) {
			at, err := placeOf(k)
			if err != nil {
				return nil, err
			}
			return []any{at.ord, at.id}, nil
		}, func(rows *sql.Rows) (*graph.Article, error) {
			k, err := scanArticle(rows)
			return k.v, err
		}, func(a *graph.Article) []string {
			ord := int64(1<<62 - 1)
			if !a.Published.IsZero() {
				ord = -a.Published.UnixMilli()
			}
			n, _ := graph.IDNumber(a.ID)
			return []string{strconv.FormatInt(ord, 10), strconv.FormatInt(n, 10)}
		})
	return out, s.wrap("articles", err)
}
