package sqlitestore

import (
	"database/sql"
	"maps"

	"github.com/demarche/demarche/graph"
)

// writeFaces brings part, meet and counterpart from the old contact to the new one.
func (w *writing) writeFaces(n int64, old, c *graph.Contact) error {
	var before, after map[face]int64
	var err error
	var was, is struct{ wide, ord int64 }
	if old != nil {
		if before, err = w.faces(old); err != nil {
			return err
		}
		was.wide, was.ord = wideOf(old.Date), ordOf(old.Date)
	}
	if c != nil {
		if after, err = w.faces(c); err != nil {
			return err
		}
		is.wide, is.ord = wideOf(c.Date), ordOf(c.Date)
	}
	moved := was != is
	for f, flags := range before {
		if now, ok := after[f]; ok && !moved && now == flags {
			continue
		}
		if f.b == 0 {
			err = w.exec("delete from part where actor = ? and wide = ? and ord = ? and contact = ?", f.a, was.wide, was.ord, n)
		} else {
			err = w.exec("delete from meet where a = ? and b = ? and wide = ? and ord = ? and contact = ?", f.a, f.b, was.wide, was.ord, n)
		}
		if err != nil {
			return err
		}
	}
	for f, flags := range after {
		if then, ok := before[f]; ok && !moved && then == flags {
			continue
		}
		if f.b == 0 {
			err = w.exec("insert into part (actor, wide, ord, contact, flags) values (?, ?, ?, ?, ?)", f.a, is.wide, is.ord, n, flags)
		} else {
			err = w.exec("insert into meet (a, b, wide, ord, contact, flags) values (?, ?, ?, ?, ?, ?)", f.a, f.b, is.wide, is.ord, n, flags)
		}
		if err != nil {
			return err
		}
	}
	all := maps.Clone(before)
	if all == nil {
		all = map[face]int64{}
	}
	maps.Copy(all, after)
	const counts = otherSelf | actually
	for f := range all {
		if f.b == 0 {
			continue
		}
		x, y := before[f], after[f]
		if x&counts != counts && y&counts != counts || !moved && x&sums == y&sums {
			continue
		}
		if err := w.counterpart(f, x&counts == counts, y&counts == counts && x&counts != counts, is.ord, y); err != nil {
			return err
		}
	}
	return nil
}

// counterpart keeps the sums of a pair. A contact that only came is added; else the pair is summed anew.
func (w *writing) counterpart(f face, anew, came bool, ord, flags int64) error {
	if !anew && came {
		var day any
		if ord != noDay {
			day = ordTop - ord
		}
		direct := 0
		if flags&bothSelf != 0 {
			direct = 1
		}
		// SQLite's min and max of several are null where one of them is.
		if err := w.exec(`insert into counterpart (a, b, b_id, times, first, last, direct, days, dfirst, dlast, rhythm)
			values (?1, ?2, (select id from actor where n = ?2), 1, ?3, ?3, ?4, 0, null, null, 0)
			on conflict (a, b) do update set times = times + 1, direct = direct + ?4,
			first = coalesce(min(first, ?3), first, ?3), last = coalesce(max(last, ?3), last, ?3)`, f.a, f.b, day, direct); err != nil {
			return err
		}
		if direct == 0 || ord == noDay {
			return nil
		}
		return w.rhythm(f)
	}
	type sums struct {
		times, direct int64
		first, last   sql.NullInt64
	}
	s, err := askOne(w.ctx, w, `select count(*), coalesce(sum(flags & 8 <> 0), 0), min(case when ord <> 9999999 then 4000000 - ord end),
		max(case when ord <> 9999999 then 4000000 - ord end) from meet where a = ? and b = ? and flags & 6 = 6`, []any{f.a, f.b},
		func(r *sql.Rows) (s sums, err error) { return s, r.Scan(&s.times, &s.direct, &s.first, &s.last) })
	if err != nil {
		return err
	}
	if s.times == 0 {
		return w.exec("delete from counterpart where a = ? and b = ?", f.a, f.b)
	}
	if err := w.exec(`insert into counterpart (a, b, b_id, times, first, last, direct, days, dfirst, dlast, rhythm)
		values (?1, ?2, (select id from actor where n = ?2), ?3, ?4, ?5, ?6, 0, null, null, 0)
		on conflict (a, b) do update set times = ?3, first = ?4, last = ?5, direct = ?6`, f.a, f.b, s.times, s.first, s.last, s.direct); err != nil {
		return err
	}
	return w.rhythm(f)
}

// rhythm keeps the days of a pair of actors themselves, at the one of its two rows whose id comes first.
func (w *writing) rhythm(f face) error {
	first, err := askOne(w.ctx, w, "select (select id from actor where n = ?) < (select id from actor where n = ?)", []any{f.a, f.b}, scanInt)
	if err != nil || first == 0 {
		return err
	}
	days, err := pairDays(w.ctx, w, f.a, f.b, bothSelf|actually, 0)
	if err != nil {
		return err
	}
	var dfirst, dlast any
	if len(days) > 0 {
		dfirst, dlast = dayNumber(days[0]), dayNumber(days[len(days)-1])
	}
	return w.exec("update counterpart set days = ?, dfirst = ?, dlast = ?, rhythm = ? where a = ? and b = ?",
		len(days), dfirst, dlast, graph.Rhythm(days), f.a, f.b)
}
