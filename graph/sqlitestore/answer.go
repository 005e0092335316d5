package sqlitestore

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
)

// Series implements graph.Store.
func (s *Store) Series(ctx context.Context, f graph.ContactFilter, step graph.Granularity) ([]*graph.Bucket, error) {
	if err := cmp.Or(f.Check(), graph.CheckStep(step, false)); err != nil {
		return nil, err
	}
	src, err := contactSource(ctx, s.reader, f)
	if err != nil {
		return nil, s.wrap("series", err)
	}
	type row struct {
		ord    int64
		status int
		count  int
	}
	query, args := src.matched()
	query = "select c.ord, c.status, count(*) from (" + query + ") x cross join contact c on c.id = x.id group by c.ord, c.status"
	if src.ofDays() {
		exact, wide := src.dailyClause(0), src.arms(nil, false)[1]
		query = "select ord, status, times from daily where " + exact.where() + " union all select c.ord, c.status, count(*) " + wide.from + " group by c.ord, c.status"
		args = append(exact.args, wide.args...)
	}
	rows, err := ask(ctx, s.reader, query, args, func(rows *sql.Rows) (r row, err error) {
		return r, rows.Scan(&r.ord, &r.status, &r.count)
	})
	out := []*graph.Bucket{}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(b.ord, a.ord) })
	for _, r := range rows {
		start := dayOfOrd(r.ord).Step(step)
		if start == "" {
			continue
		}
		if n := len(out); n == 0 || out[n-1].Start != start {
			out = append(out, &graph.Bucket{Start: start, ByStatus: map[graph.Status]int{}})
		}
		b := out[len(out)-1]
		b.Count += r.count
		b.ByStatus[graph.Statuses[r.status]] += r.count
	}
	return out, s.wrap("series", err)
}

// Matrix implements graph.Store.
func (s *Store) Matrix(ctx context.Context, f graph.ContactFilter, step graph.Granularity) ([]*graph.Cell, error) {
	if err := cmp.Or(f.Check(), graph.CheckStep(step, true)); err != nil {
		return nil, err
	}
	out, err := s.matrix(ctx, f, step)
	return out, s.wrap("matrix", err)
}

func (s *Store) matrix(ctx context.Context, f graph.ContactFilter, step graph.Granularity) ([]*graph.Cell, error) {
	if len(f.Statuses) == 0 {
		f.Statuses = []graph.Status{graph.Actual}
	}
	type row struct {
		a, b, ord int64
		count     int
	}
	query, args, err := s.matrixRows(ctx, f)
	if err != nil {
		return nil, err
	}
	rows, err := ask(ctx, s.reader, query, args, func(rows *sql.Rows) (r row, err error) {
		return r, rows.Scan(&r.a, &r.b, &r.ord, &r.count)
	})
	if err != nil {
		return nil, err
	}
	type key struct {
		start graph.Day
		a, b  int64
	}
	cells := map[key]*graph.Cell{}
	var ns []int64
	steps := map[int64]graph.Day{} // of each ord: there are fewer days than rows
	for _, r := range rows {
		day, ok := steps[r.ord]
		if !ok {
			day = dayOfOrd(r.ord)
			steps[r.ord] = day
		}
		k := key{a: r.a, b: r.b}
		if step != "" {
			if k.start = day.Step(step); k.start == "" {
				continue
			}
		}
		c := cells[k]
		if c == nil {
			c = &graph.Cell{Start: k.start}
			cells[k] = c
			ns = append(ns, r.a, r.b)
		}
		c.Count += r.count
		if day != "" && (c.First == "" || day < c.First) {
			c.First = day
		}
		c.Last = max(c.Last, day)
	}
	ids, err := actorIDs(ctx, s.reader, ns)
	if err != nil {
		return nil, err
	}
	out := make([]*graph.Cell, 0, len(cells))
	for k, c := range cells {
		c.A, c.B = ids[k.a], ids[k.b]
		out = append(out, c)
	}
	slices.SortFunc(out, func(x, y *graph.Cell) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	return out, nil
}

// matrixRows gives the query for pairs of countries by day. Of days and statuses alone, the index nation_pair tells.
func (s *Store) matrixRows(ctx context.Context, f graph.ContactFilter) (string, []any, error) {
	bare := f
	bare.Since, bare.Until, bare.Statuses = "", "", nil
	more, err := contactClause(ctx, s.reader, &bare)
	if err != nil {
		return "", nil, err
	}
	if len(more.sql) > 0 {
		src, err := contactSource(ctx, s.reader, f)
		if err != nil {
			return "", nil, err
		}
		query, args := src.matched()
		return "select n.a, n.b, n.ord, count(*) from (" + query + ") x cross join nation n on n.contact = x.id group by n.a, n.b, n.ord", args, nil
	}
	statuses := list(indexes(f.Statuses, graph.Statuses))
	since, until, days := daysOf(f.Since, f.Until)
	if !days {
		return "select a, b, ord, count(*) from nation where " + in("status") + " group by a, b, ord", []any{statuses}, nil
	}
	return `select a, b, ord, count(*) from (
		select a, b, ord from nation where ` + in("status") + ` and wide = 0 and ord between ? and ? union all
		select n.a, n.b, n.ord from nation n join contact c on c.id = n.contact where ` + in("n.status") + ` and n.wide = 1 and c.until >= ? and c.since <= ?)
		group by a, b, ord`, []any{statuses, ordTop - until, min(ordTop-since, noDay-1), statuses, since, until}, nil
}

// actorIDs gives the ids of actors by their numbers.
func actorIDs(ctx context.Context, q querier, ns []int64) (map[int64]graph.ActorID, error) {
	type row struct {
		n  int64
		id graph.ActorID
	}
	rows, err := ask(ctx, q, "select n, id from actor where n in (select value from json_each(?))", []any{list(distinct(ns))},
		func(rows *sql.Rows) (r row, err error) { return r, rows.Scan(&r.n, &r.id) })
	out := make(map[int64]graph.ActorID, len(rows))
	for _, r := range rows {
		out[r.n] = r.id
	}
	return out, err
}

// Timeline implements graph.Store.
func (s *Store) Timeline(ctx context.Context, a, b graph.ActorID, f graph.ContactFilter, p graph.Page) (*graph.Slice[*graph.Moment], error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	out, err := s.timeline(ctx, a, b, f, p)
	return out, s.wrap("timeline", err)
}

func (s *Store) timeline(ctx context.Context, a, b graph.ActorID, f graph.ContactFilter, p graph.Page) (*graph.Slice[*graph.Moment], error) {
	ns, err := resolve(ctx, s.reader, []graph.ActorID{a, b})
	if err != nil {
		return nil, err
	}
	ids, err := actorIDs(ctx, s.reader, ns)
	if err != nil {
		return nil, err
	}
	x, y := cmp.Or(ids[ns[0]], a), cmp.Or(ids[ns[1]], b)
	scope := graph.NewCursorScope("timeline", min(x, y), max(x, y), f)
	size, keys, backward, err := p.Window(scope, 3)
	if err != nil {
		return nil, err
	}
	var from *moment
	if keys != nil {
		at, err := placeOf(keys[:2])
		if err != nil {
			return nil, err
		}
		from = &moment{*at, keys[2] == "s"}
	}
	own := f
	if len(f.Who)+len(f.With) > 0 {
		own = graph.ContactFilter{And: []graph.ContactFilter{f}, Since: f.Since, Until: f.Until}
	}
	own.Who, own.With = []graph.ActorID{a}, []graph.ActorID{b}
	contacts, err := contactSource(ctx, s.reader, own)
	if err != nil {
		return nil, err
	}
	statements := &clause{}
	statements.and(`s.id in (select v.statement from voice v join voice o on o.statement = v.statement
		where v.role = 1 and o.role > 1 and (v.actor = ? and o.actor = ? or v.actor = ? and o.actor = ?))`, ns[0], ns[1], ns[1], ns[0])
	if since, until, ok := daysOf(f.Since, f.Until); ok {
		statements.and("s.until >= ? and s.since <= ?", since, until)
	}
	if ns[0] == 0 || ns[1] == 0 {
		statements.and("false")
	}
	moments, err := s.moments(ctx, contacts, statements, from, backward, size+1)
	if err != nil {
		return nil, err
	}
	page := graph.Cut(moments, size, backward, from != nil, func(m moment) string { return m.cursor(scope) })
	items, err := s.momentsAt(ctx, page.Items)
	if err != nil {
		return nil, err
	}
	out := &graph.Slice[*graph.Moment]{Items: items, Cursors: page.Cursors, HasNext: page.HasNext, HasPrevious: page.HasPrevious, Total: -1}
	if !p.NoTotal {
		n, err := contacts.total(ctx, s.reader)
		if err != nil {
			return nil, err
		}
		k, err := askOne(ctx, s.reader, "select count(*) from statement s where "+statements.where(), statements.args, scanInt)
		if err != nil {
			return nil, err
		}
		out.Total = n + int(k)
	}
	return out, nil
}

// moment is a place in a timeline. Of one day, contacts come before statements, as their ids do.
type moment struct {
	place
	statement bool
}

func (m moment) cursor(scope graph.CursorScope) string {
	kind := "c"
	if m.statement {
		kind = "s"
	}
	return scope.Cursor(fmt.Sprint(m.ord), fmt.Sprint(m.id), kind)
}

func compareMoments(a, b moment) int {
	kind := func(m moment) int {
		if m.statement {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(a.ord, b.ord), cmp.Compare(kind(a), kind(b)), cmp.Compare(a.id, b.id))
}

// moments merges the next n contacts and the next n statements.
func (s *Store) moments(ctx context.Context, contacts *source, statements *clause, from *moment, backward bool, n int) ([]moment, error) {
	// The place of the other kind on the day of from: all of its contacts come before, all of its statements after.
	var atContact, atStatement *place
	const last = 1<<63 - 1
	if from != nil {
		atContact, atStatement = &from.place, &place{from.ord, -1}
		if from.statement {
			atContact, atStatement = &place{from.ord, last}, &from.place
		}
	}
	places, err := contacts.page(ctx, s.reader, atContact, backward, n)
	if err != nil {
		return nil, err
	}
	var out []moment
	for _, p := range places {
		out = append(out, moment{p, false})
	}
	op, order := ">", "asc"
	if backward {
		op, order = "<", "desc"
	}
	c := &clause{slices.Clone(statements.sql), slices.Clone(statements.args)}
	if atStatement != nil {
		c.and("(s.ord, s.id) "+op+" (?, ?)", atStatement.ord, atStatement.id)
	}
	pairs, err := ask(ctx, s.reader, fmt.Sprintf("select s.ord, s.id from statement s where %s order by s.ord %s, s.id %s limit %d", c.where(), order, order, n), c.args, scanPair)
	if err != nil {
		return nil, err
	}
	for _, p := range pairs {
		out = append(out, moment{place{p[0], p[1]}, true})
	}
	slices.SortFunc(out, compareMoments)
	if backward {
		slices.Reverse(out)
	}
	return out[:min(n, len(out))], nil
}

func (s *Store) momentsAt(ctx context.Context, ms []moment) ([]*graph.Moment, error) {
	var cs, ss []place
	for _, m := range ms {
		if m.statement {
			ss = append(ss, m.place)
		} else {
			cs = append(cs, m.place)
		}
	}
	contacts, err := contactsAt(ctx, s.reader, cs)
	if err != nil {
		return nil, err
	}
	statements, err := statementsAt(ctx, s.reader, ss)
	if err != nil {
		return nil, err
	}
	out := make([]*graph.Moment, len(ms))
	for i, m := range ms {
		out[i] = new(graph.Moment)
		if m.statement {
			out[i].Statement, statements = statements[0], statements[1:]
		} else {
			out[i].Contact, contacts = contacts[0], contacts[1:]
		}
	}
	return out, nil
}

// pairDays gives the different days, earliest first, of the contacts between two actors that have all these flags, up to
// a day (0: any).
func pairDays(ctx context.Context, q querier, a, b int64, flags int, upTo int64) ([]graph.Day, error) {
	since := int64(0)
	if upTo != 0 {
		since = ordTop - upTo
	}
	ords, err := ask(ctx, q, "select distinct ord from meet where a = ? and b = ? and flags & ? = ? and ord between ? and ? order by ord desc",
		[]any{a, b, flags, flags, since, noDay - 1}, scanInt)
	days := make([]graph.Day, len(ords))
	for i, o := range ords {
		days[i] = dayOfOrd(o)
	}
	return days, err
}

// Pairs implements graph.Store.
func (s *Store) Pairs(ctx context.Context, pairs [][2]graph.ActorID, on graph.Day) ([]*graph.Pair, error) {
	out := make([]*graph.Pair, len(pairs))
	upTo := dayNumber(on)
	for i, ab := range pairs {
		out[i] = &graph.Pair{A: min(ab[0], ab[1]), B: max(ab[0], ab[1])}
		ns, err := resolve(ctx, s.reader, ab[:])
		if err != nil {
			return nil, s.wrap("pairs", err)
		}
		count, err := askOne(ctx, s.reader, "select count(*) from meet where a = ? and b = ? and flags & 4 and ord >= ?", []any{ns[0], ns[1], ordTop - upTo}, scanInt)
		if err != nil {
			return nil, s.wrap("pairs", err)
		}
		days, err := pairDays(ctx, s.reader, ns[0], ns[1], actually, upTo)
		if err != nil {
			return nil, s.wrap("pairs", err)
		}
		out[i].Count = int(count)
		sumUp(out[i], days, on)
	}
	return out, nil
}

func sumUp(p *graph.Pair, days []graph.Day, on graph.Day) {
	p.Days, p.Rhythm = len(days), graph.Rhythm(days)
	if len(days) > 0 {
		p.First, p.Last = days[0], days[len(days)-1]
		p.Silence = p.Last.Until(on)
	}
}

// silentRow is a pair that spoke on three days or more.
type silentRow struct {
	a, b                int64
	aID, bID            graph.ActorID
	count, days, rhythm int
	first, last         int64
}

// Silent implements graph.Store.
func (s *Store) Silent(ctx context.Context, on graph.Day, least int, p graph.Page) (*graph.Slice[*graph.Pair], error) {
	if _, err := graph.ParseDay(string(on)); err != nil {
		return nil, &graph.FilterError{Field: "on", Msg: err.Error()}
	}
	out, err := s.silent(ctx, on, least, p)
	return out, s.wrap("silent pairs", err)
}

func (s *Store) silent(ctx context.Context, on graph.Day, least int, p graph.Page) (*graph.Slice[*graph.Pair], error) {
	scope := graph.NewCursorScope("silent", on, least)
	size, keys, backward, err := p.Window(scope, 3)
	if err != nil {
		return nil, err
	}
	upTo := dayNumber(on)
	rows, err := ask(ctx, s.reader, `select c.a, c.b, x.id, c.b_id, c.direct, c.days, c.rhythm, c.dfirst, c.dlast from counterpart c
		join actor x on x.n = c.a where c.days >= 3 and c.days >= ? and c.dfirst <= ?`, []any{least, upTo},
		func(rows *sql.Rows) (r silentRow, err error) {
			return r, rows.Scan(&r.a, &r.b, &r.aID, &r.bID, &r.count, &r.days, &r.rhythm, &r.first, &r.last)
		})
	if err != nil {
		return nil, err
	}
	var pairs []*graph.Pair
	for _, r := range rows {
		k := &graph.Pair{A: r.aID, B: r.bID, Count: r.count, Days: r.days, Rhythm: r.rhythm}
		if r.last <= upTo {
			k.First, k.Last, k.Silence = dayOf(r.first), dayOf(r.last), int(upTo-r.last)
		} else { // there were contacts since: count as of that day
			days, err := pairDays(ctx, s.reader, r.a, r.b, bothSelf|actually, upTo)
			if err != nil {
				return nil, err
			}
			count, err := askOne(ctx, s.reader, "select count(*) from meet where a = ? and b = ? and flags & 12 = 12 and ord >= ?", []any{r.a, r.b, ordTop - upTo}, scanInt)
			if err != nil {
				return nil, err
			}
			k.Count = int(count)
			sumUp(k, days, on)
		}
		if k.Days >= max(least, 3) && k.Silence > k.Rhythm {
			pairs = append(pairs, k)
		}
	}
	return memoryPage(scope, pairs, size, keys, backward, p.NoTotal, func(k *graph.Pair) []string {
		return []string{fmt.Sprintf("%020d", 1<<62-graph.SilenceRatio(k.Silence, k.Rhythm)), string(k.A), string(k.B)}
	}), nil
}

// memoryPage cuts a page out of a whole list. keys are what an item is ordered by, as texts in ascending order.
func memoryPage[T any](scope graph.CursorScope, items []T, size int, from []string, backward, noTotal bool, keys func(T) []string) *graph.Slice[T] {
	type row struct {
		item T
		keys []string
	}
	rows := make([]row, len(items))
	for i, x := range items {
		rows[i] = row{x, keys(x)}
	}
	slices.SortFunc(rows, func(a, b row) int { return slices.Compare(a.keys, b.keys) })
	total := len(rows)
	if backward {
		slices.Reverse(rows)
	}
	if from != nil {
		rows = slices.DeleteFunc(rows, func(r row) bool {
			c := slices.Compare(r.keys, from)
			return c == 0 || c < 0 != backward
		})
	}
	cut := graph.Cut(rows, size, backward, from != nil, func(r row) string { return scope.Cursor(r.keys...) })
	out := &graph.Slice[T]{Items: make([]T, len(cut.Items)), Cursors: cut.Cursors, HasNext: cut.HasNext, HasPrevious: cut.HasPrevious, Total: total}
	for i, r := range cut.Items {
		out.Items[i] = r.item
	}
	if noTotal {
		out.Total = -1
	}
	return out
}

// Search implements graph.Store.
func (s *Store) Search(ctx context.Context, text string, kinds []graph.HitKind, p graph.Page) (*graph.Slice[*graph.Hit], error) {
	query, err := graph.CheckSearch(text, kinds)
	if err != nil {
		return nil, err
	}
	out, err := s.search(ctx, query, kinds, p)
	return out, s.wrap("search", err)
}

// maxHits bounds the finds of one kind that are ranked; of more, those that bm25 puts first.
const maxHits = 1000

// searches gives, by kind, the query for number, shown text and folded text of what matches; ?1 is what to match.
var searches = map[graph.HitKind]string{
	graph.HitActor: "select a.n, a.id, a.data, '' from actor_text x join actor a on a.n = x.rowid where actor_text match ?1 and a.live limit %d",
	graph.HitContact: `select x.rowid, '', (select r.evidence from report r where r.event = x.rowid and r.kind = 1 order by r.id limit 1), x.words
		from contact_text x where contact_text match ?1 limit %d`,
	graph.HitStatement: "select x.rowid, '', s.data, x.words from statement_text x join statement s on s.id = x.rowid where statement_text match ?1 limit %d",
	graph.HitMatter:    "select x.rowid, '', m.about, x.words from matter_text x join matter m on m.id = x.rowid where matter_text match ?1 limit %d",
	graph.HitArticle:   "select x.rowid, '', a.title, a.text from article_text x join article a on a.id = x.rowid where article_text match ?1 limit %d",
}

func (s *Store) search(ctx context.Context, query []string, kinds []graph.HitKind, p graph.Page) (*graph.Slice[*graph.Hit], error) {
	scope := graph.NewCursorScope("search", query, kinds)
	size, keys, backward, err := p.Window(scope, 3)
	if err != nil {
		return nil, err
	}
	match := matchAll(strings.Join(query, " "), func(i, n int) bool { return i == n-1 })
	var hits []*graph.Hit
	for _, kind := range graph.HitKinds {
		if len(kinds) > 0 && !slices.Contains(kinds, kind) {
			continue
		}
		found, err := ask(ctx, s.reader, fmt.Sprintf(searches[kind], maxHits), []any{match}, func(rows *sql.Rows) (*graph.Hit, error) { return scanHit(rows, kind, query) })
		if err != nil {
			return nil, err
		}
		hits = append(hits, found...)
	}
	return memoryPage(scope, hits, size, keys, backward, p.NoTotal, func(h *graph.Hit) []string {
		return []string{fmt.Sprintf("%020d", 1<<62-int64(h.Score*1e6+0.5)), string(h.Kind), h.ID}
	}), nil
}
