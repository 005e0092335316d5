package sqlitestore

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/demarche/demarche/graph"
)

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
