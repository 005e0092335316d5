package sqlitestore

import (
	"database/sql"
	"maps"
	"reflect"
	"slices"

	"github.com/demarche/demarche/graph"
)

// Bits of part.flags and meet.flags.
const (
	itself    = 1 // part: the actor itself; meet: a itself
	byAnother = 2 // part: another acted for the actor
	otherSelf = 2 // meet: b itself
	actually  = 4 // the contact is actual
	bothSelf  = 8 // meet: a and b both themselves in the same pair of participants

	sums        = itself | byAnother | actually | bothSelf // what counterpart looks at
	statusShift = 4                                        // index into graph.Statuses
	mediumShift = 6                                        // index into graph.Media
)

// face is a place of a contact in part (b is 0) or meet.
type face struct{ a, b int64 }

// faces gives the rows of part and meet that a contact makes, with their flags.
func (w *writing) faces(c *graph.Contact) (map[face]int64, error) {
	out := map[face]int64{}
	common := int64(slices.Index(graph.Statuses, c.Status))<<statusShift | int64(slices.Index(graph.Media, c.Medium))<<mediumShift
	if c.Status == graph.Actual {
		common |= actually
	}
	selves := make([]int64, len(c.Participants))
	behalf := make([]int64, len(c.Participants)) // 0 for nobody
	for i, p := range c.Participants {
		var err error
		if selves[i], err = w.number(p.Actor); err != nil {
			return nil, err
		}
		if p.OnBehalfOf != "" {
			if behalf[i], err = w.number(p.OnBehalfOf); err != nil {
				return nil, err
			}
		}
	}
	for i, p := range c.Participants {
		out[face{selves[i], 0}] |= itself | common
		if behalf[i] != 0 {
			out[face{behalf[i], 0}] |= byAnother | common
		}
		for j, q := range c.Participants {
			if p.Side == q.Side {
				continue
			}
			out[face{selves[i], selves[j]}] |= itself | otherSelf | bothSelf | common
			if behalf[i] != 0 {
				out[face{behalf[i], selves[j]}] |= otherSelf | common
			}
			if behalf[j] != 0 {
				out[face{selves[i], behalf[j]}] |= itself | common
				if behalf[i] != 0 {
					out[face{behalf[i], behalf[j]}] |= common
				}
			}
		}
	}
	return out, nil
}

// deriveContacts writes the contacts that changed, with the rows derived from them and the feed.
func (w *writing) deriveContacts(ch *graph.ContactChanges) error {
	ids := slices.Clone(ch.Gone)
	for _, c := range ch.Put {
		ids = append(ids, c.ID)
	}
	olds, err := contactsByID(w.ctx, w, ids)
	if err != nil {
		return err
	}
	for i, id := range ch.Gone {
		if olds[i] == nil {
			continue
		}
		if err := w.writeContact(id, olds[i], nil); err != nil {
			return err
		}
	}
	for i, c := range ch.Put {
		if err := w.writeContact(c.ID, olds[len(ch.Gone)+i], c); err != nil {
			return err
		}
	}
	return nil
}

// writeContact replaces a contact; one of the two may be nil. The same contact again writes its full text alone, which
// a report's words may have changed.
func (w *writing) writeContact(id graph.ContactID, old, c *graph.Contact) error {
	n, _ := graph.IDNumber(id)
	if old != nil && c != nil && reflect.DeepEqual(normal(old), normal(c)) {
		return w.contactText(n, c)
	}
	if err := w.exec("insert into change (contact, gone) values (?, ?)", n, c == nil); err != nil {
		return err
	}
	if err := w.writeFaces(n, old, c); err != nil {
		return err
	}
	if err := w.writeDaily(old, c); err != nil {
		return err
	}
	if c == nil {
		for _, q := range []string{"delete from contact where id = ?", "delete from nation where contact = ?"} {
			if err := w.exec(q, n); err != nil {
				return err
			}
		}
		w.setText("contact_text", n, "")
		return nil
	}
	if err := w.insertContact(n, c); err != nil {
		return err
	}
	if err := w.nations(c); err != nil {
		return err
	}
	return w.contactText(n, c)
}

func (w *writing) insertContact(n int64, c *graph.Contact) error {
	since, until := span(c.Date)
	was := 0
	for _, s := range c.Was {
		was |= 1 << slices.Index(graph.Statuses, s)
	}
	return w.exec(`insert or replace into contact (id, wide, ord, since, until, status, medium, was, sources, readouts, confidence, disputed,
		contradicted, place, data) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		n, wideOf(c.Date), ordOf(c.Date), since, until, slices.Index(graph.Statuses, c.Status), slices.Index(graph.Media, c.Medium), was,
		c.Sources, c.ReadOuts, c.Confidence, c.Disputed, len(c.Against) > 0, graph.Fold(c.Place), encodeContact(c))
}

// normal makes no list and an empty one equal.
func normal(c *graph.Contact) graph.Contact {
	k := *c
	k.Topics, k.Against, k.Reports, k.Was = append([]string{}, c.Topics...), append([]graph.ContactID{}, c.Against...),
		append([]graph.ReportID{}, c.Reports...), append([]graph.Status{}, c.Was...)
	return k
}

// contactText writes a contact's full text: what graph.ContactText gives, joined of words folded before.
func (w *writing) contactText(n int64, c *graph.Contact) error {
	return w.eventText("contact_text", n, contactReport, contactHead(c))
}

// writeDaily counts a contact on its day, and the old one no longer.
func (w *writing) writeDaily(old, c *graph.Contact) error {
	for _, step := range []struct {
		c  *graph.Contact
		by int
	}{{old, -1}, {c, +1}} {
		if step.c == nil {
			continue
		}
		if _, err := w.count("daily", "wide, ord, status", step.by, wideOf(step.c.Date), ordOf(step.c.Date), slices.Index(graph.Statuses, step.c.Status)); err != nil {
			return err
		}
	}
	return nil
}

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

// nations writes the pairs of countries of a contact.
func (w *writing) nations(c *graph.Contact) error {
	n, _ := graph.IDNumber(c.ID)
	if err := w.exec("delete from nation where contact = ?", n); err != nil {
		return err
	}
	return w.insertNations(n, c, w.country)
}

func (w *writing) insertNations(n int64, c *graph.Contact, country func(graph.Participant) (graph.ActorID, error)) error {
	countries := make([]graph.ActorID, len(c.Participants))
	for i, p := range c.Participants {
		var err error
		if countries[i], err = country(p); err != nil {
			return err
		}
	}
	for i, p := range c.Participants {
		for j, q := range c.Participants {
			if p.Side == q.Side || countries[i] == "" || countries[i] >= countries[j] {
				continue
			}
			a, err := w.number(countries[i])
			if err != nil {
				return err
			}
			b, err := w.number(countries[j])
			if err != nil {
				return err
			}
			if err := w.exec("insert or ignore into nation (a, b, status, wide, ord, contact) values (?, ?, ?, ?, ?, ?)",
				a, b, slices.Index(graph.Statuses, c.Status), wideOf(c.Date), ordOf(c.Date), n); err != nil {
				return err
			}
		}
	}
	return nil
}

// country gives the country that a participant stands for, empty where none is known.
func (w *writing) country(p graph.Participant) (graph.ActorID, error) {
	for _, id := range []graph.ActorID{p.OnBehalfOf, p.Actor} {
		if id == "" {
			continue
		}
		type row struct{ kind, country string }
		a, err := askOne(w.ctx, w, "select kind, country from actor where id = ? and live", []any{string(id)}, func(r *sql.Rows) (a row, err error) {
			return a, r.Scan(&a.kind, &a.country)
		})
		switch {
		case err != nil:
			return "", err
		case a.kind == string(graph.Country):
			return id, nil
		case a.country != "":
			return w.rules.Actor(graph.ActorID(a.country)), nil
		}
	}
	return "", nil
}

// deriveStatements writes the statements that changed, with the rows derived from them and their matters.
func (w *writing) deriveStatements(ch *graph.StatementChanges) error {
	matters := map[int64]bool{}
	clear := func(n int64) error {
		m, err := askOne(w.ctx, w, "select matter from statement where id = ?", []any{n}, scanInt)
		if err != nil {
			return err
		}
		matters[m] = true
		if err := w.exec("delete from voice where statement = ?", n); err != nil {
			return err
		}
		return w.exec("delete from statement where id = ?", n)
	}
	for _, id := range ch.Gone {
		n, _ := graph.IDNumber(id)
		if err := clear(n); err != nil {
			return err
		}
		w.setText("statement_text", n, "")
	}
	for _, s := range ch.Put {
		n, _ := graph.IDNumber(s.ID)
		if err := clear(n); err != nil {
			return err
		}
		m, _ := graph.IDNumber(s.Matter.ID)
		matters[m] = true
		if err := w.insertStatement(n, m, s); err != nil {
			return err
		}
	}
	delete(matters, 0)
	for m := range matters {
		if err := w.refreshMatter(m); err != nil {
			return err
		}
	}
	return nil
}

func (w *writing) insertStatement(n, matter int64, s *graph.Statement) error {
	since, until := span(s.Date)
	ord := ordOf(s.Date)
	if err := w.exec("insert into statement (id, ord, since, until, kind, matter, sources, confidence, data) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		n, ord, since, until, string(s.Kind), matter, s.Sources, s.Confidence, encodeStatement(s)); err != nil {
		return err
	}
	voices := map[int][]graph.ActorID{1: {s.Speaker}, 2: s.Addressees}
	if s.OnBehalfOf != "" {
		voices[1] = append(voices[1], s.OnBehalfOf)
	}
	for _, c := range s.Matter.Concerns {
		voices[3] = append(voices[3], c.Actor)
	}
	for role, ids := range voices {
		for _, id := range ids {
			a, err := w.number(id)
			if err != nil {
				return err
			}
			if err := w.exec("insert or ignore into voice (actor, role, ord, statement) values (?, ?, ?, ?)", a, role, ord, n); err != nil {
				return err
			}
		}
	}
	return w.eventText("statement_text", n, statementReport, "")
}

// refreshMatter words a matter by the plainest of the statements about it; without any it goes.
func (w *writing) refreshMatter(m int64) error {
	stored, err := ask(w.ctx, w, "select data from statement where matter = ?", []any{m}, func(r *sql.Rows) (*graph.Matter, error) {
		var data []byte
		if err := r.Scan(&data); err != nil {
			return nil, err
		}
		s, err := decodeStatement(data)
		return &s.Matter, err
	})
	if err != nil {
		return err
	}
	if len(stored) == 0 {
		w.setText("matter_text", m, "")
		return w.exec("delete from matter where id = ?", m)
	}
	best := stored[0]
	for _, k := range stored[1:] {
		if graph.PlainerMatter(k, best) {
			best = k
		}
	}
	if err := w.exec("insert or replace into matter (id, about, concerns) values (?, ?, ?)", m, best.About, list(best.Concerns)); err != nil {
		return err
	}
	w.setText("matter_text", m, graph.FoldText(best.About))
	return nil
}
