package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/demarche/demarche/graph"
)

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
func (s *Store) Silent(ctx context.Context, on graph.Day, least int, who []graph.ActorID, p graph.Page) (*graph.Slice[*graph.Pair], error) {
	if _, err := graph.ParseDay(string(on)); err != nil {
		return nil, &graph.FilterError{Field: "on", Msg: err.Error()}
	}
	out, err := s.silent(ctx, on, least, who, p)
	return out, s.wrap("silent pairs", err)
}

func (s *Store) silent(ctx context.Context, on graph.Day, least int, who []graph.ActorID, p graph.Page) (*graph.Slice[*graph.Pair], error) {
	scope := graph.NewCursorScope("silent", on, least, who)
	size, keys, backward, err := p.Window(scope, 3)
	if err != nil {
		return nil, err
	}
	upTo := dayNumber(on)
	k := new(clause)
	k.and("c.days >= 3 and c.days >= ? and c.dfirst <= ?", least, upTo)
	if len(who) > 0 {
		ns, err := resolve(ctx, s.reader, who)
		if err != nil {
			return nil, err
		}
		k.and("("+in("c.a")+" or "+in("c.b")+" or "+in("x.country")+" or "+in("y.country")+")", list(ns), list(ns), list(who), list(who))
	}
	rows, err := ask(ctx, s.reader, `select c.a, c.b, x.id, c.b_id, c.direct, c.days, c.rhythm, c.dfirst, c.dlast from counterpart c
		join actor x on x.n = c.a join actor y on y.n = c.b where `+k.where(), k.args,
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
