package graphtest

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
)

// list sorts, narrows and cuts a list: keys are what an item is ordered by, in ascending order.
func list[T any](scope graph.CursorScope, items []T, p graph.Page, keys func(T) []string) (*graph.Slice[T], error) {
	n := 1
	if len(items) > 0 {
		n = len(keys(items[0]))
	}
	size, from, backward, err := p.Window(scope, n)
	if err != nil {
		return nil, err
	}
	items = slices.Clone(items)
	slices.SortFunc(items, func(a, b T) int { return slices.Compare(keys(a), keys(b)) })
	total := len(items)
	if backward {
		slices.Reverse(items)
	}
	if from != nil {
		items = slices.DeleteFunc(items, func(x T) bool {
			c := slices.Compare(keys(x), from)
			return c == 0 || c < 0 != backward
		})
	}
	s := graph.Cut(items, size, backward, from != nil, func(x T) string { return scope.Cursor(keys(x)...) })
	s.Total = total
	if p.NoTotal {
		s.Total = -1
	}
	return s, nil
}

// newestFirst turns a day into a key that sorts backward, the empty day last.
func newestFirst(d graph.Day) string {
	if d == "" {
		return "9"
	}
	return fmt.Sprintf("%08d", 10_000_000-d.Time().Unix()/86400)
}

func contactKeys(c *graph.Contact) []string {
	return placed(graph.NewestFirst, c.ID, c.Date.SortDay(), c.Sources, c.Confidence)
}

func statementKeys(s *graph.Statement) []string {
	return placed(graph.NewestFirst, s.ID, s.Date.SortDay(), s.Sources, s.Confidence)
}

// placed gives the keys of a contact or a statement in an order.
func placed[ID ~string](by graph.Order, id ID, day graph.Day, sources int, confidence float64) []string {
	falling := func(n int) string { return fmt.Sprintf("%08d", 10_000_000-n) }
	switch by {
	case graph.OldestFirst:
		return []string{cmp.Or(string(day), "~"), string(id)}
	case graph.MostSources:
		return []string{falling(sources), newestFirst(day), string(id)}
	case graph.SurestFirst:
		return []string{falling(int(math.Round(confidence * 1e6))), newestFirst(day), string(id)}
	}
	return []string{newestFirst(day), string(id)}
}

// contactList and statementList give a page of a list in the order that it asks for.
func contactList(method string, f graph.ContactFilter, found []*graph.Contact, p graph.Page) (*graph.Slice[*graph.Contact], error) {
	by, p, err := p.TakeOrder()
	if err != nil {
		return nil, err
	}
	return list(graph.NewCursorScope(method, f, by), found, p, func(c *graph.Contact) []string {
		return placed(by, c.ID, c.Date.SortDay(), c.Sources, c.Confidence)
	})
}

func statementList(method string, f graph.StatementFilter, found []*graph.Statement, p graph.Page) (*graph.Slice[*graph.Statement], error) {
	by, p, err := p.TakeOrder()
	if err != nil {
		return nil, err
	}
	return list(graph.NewCursorScope(method, f, by), found, p, func(s *graph.Statement) []string {
		return placed(by, s.ID, s.Date.SortDay(), s.Sources, s.Confidence)
	})
}

// FindActors implements graph.Store.
func (m *Model) FindActors(ctx context.Context, f graph.ActorFilter, p graph.Page) (*graph.Slice[*graph.Actor], error) {
	if err := cmp.Or(ctx.Err(), f.Check()); err != nil {
		return nil, err
	}
	var found []*graph.Actor
	for _, a := range m.actors {
		words := strings.Fields(strings.Join(a.Names(), " "))
		if in(f.Kinds, a.Kind) && in(f.Countries, a.Country) && !slices.ContainsFunc(graph.Words(f.Name), func(q string) bool {
			return !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, q) })
		}) {
			found = append(found, a)
		}
	}
	return list(graph.NewCursorScope("actors", f), found, p, func(a *graph.Actor) []string {
		return []string{graph.FoldText(a.Name), string(a.ID)}
	})
}

// FindArticles implements graph.Store.
func (m *Model) FindArticles(ctx context.Context, f graph.ArticleFilter, p graph.Page) (*graph.Slice[*graph.Article], error) {
	if err := cmp.Or(ctx.Err(), f.Check()); err != nil {
		return nil, err
	}
	var found []*graph.Article
	for _, r := range m.reports {
		a := &r.Article
		mentioned := map[graph.ActorID]bool{}
		for _, k := range r.Mentions {
			mentioned[m.rules.Actor(k.Actor)] = true
		}
		day := graph.Day("")
		if !a.Published.IsZero() {
			day = graph.DayOf(a.Published)
		}
		if in(f.Outlets, a.Outlet) && (f.Since == "" || day >= f.Since) && (f.Until == "" || day != "" && day <= f.Until) &&
			!slices.ContainsFunc(f.Mentions, func(id graph.ActorID) bool { return !mentioned[m.rules.Actor(id)] }) &&
			(f.Text == "" || hasWords(graph.FoldText(a.Title, a.Text), f.Text)) {
			found = append(found, a)
		}
	}
	return list(graph.NewCursorScope("articles", f), found, p, func(a *graph.Article) []string {
		t := "9"
		if !a.Published.IsZero() {
			t = fmt.Sprintf("%020d", 1<<60-a.Published.UnixMilli())
		}
		return []string{t, string(a.ID)}
	})
}

// FindContacts implements graph.Store.
func (m *Model) FindContacts(ctx context.Context, f graph.ContactFilter, p graph.Page) (*graph.Slice[*graph.Contact], error) {
	if err := cmp.Or(ctx.Err(), f.Check()); err != nil {
		return nil, err
	}
	return contactList("contacts", f, m.matching(f), p)
}

// FindStatements implements graph.Store.
func (m *Model) FindStatements(ctx context.Context, f graph.StatementFilter, p graph.Page) (*graph.Slice[*graph.Statement], error) {
	if err := cmp.Or(ctx.Err(), f.Check()); err != nil {
		return nil, err
	}
	var found []*graph.Statement
	for _, s := range m.statements {
		if m.statement(&f, s) {
			found = append(found, s)
		}
	}
	return statementList("statements", f, found, p)
}

// ContactsOf implements graph.Store.
func (m *Model) ContactsOf(ctx context.Context, actors []graph.ActorID, f graph.ContactFilter, p graph.Page) ([]*graph.Slice[*graph.Contact], error) {
	return each(ctx, f, actors, func(a graph.ActorID) (*graph.Slice[*graph.Contact], error) {
		own := graph.ContactFilter{Who: []graph.ActorID{a}, And: []graph.ContactFilter{f}}
		return contactList("contacts of", f, m.matching(own), p)
	})
}

func each[F interface{ Check() error }, K, T any](ctx context.Context, f F, ids []K, one func(K) (*graph.Slice[T], error)) ([]*graph.Slice[T], error) {
	if err := cmp.Or(ctx.Err(), f.Check()); err != nil {
		return nil, err
	}
	out := make([]*graph.Slice[T], len(ids))
	for i, id := range ids {
		s, err := one(id)
		if err != nil {
			return nil, err
		}
		out[i] = s
	}
	return out, nil
}

// StatementsOf implements graph.Store.
func (m *Model) StatementsOf(ctx context.Context, actors []graph.ActorID, f graph.StatementFilter, p graph.Page) ([]*graph.Slice[*graph.Statement], error) {
	return each(ctx, f, actors, func(a graph.ActorID) (*graph.Slice[*graph.Statement], error) {
		own := graph.StatementFilter{Speakers: []graph.ActorID{a}}
		var found []*graph.Statement
		for _, s := range m.statements {
			if m.statement(&f, s) && m.statement(&own, s) {
				found = append(found, s)
			}
		}
		return statementList("statements of", f, found, p)
	})
}

// StatementsAbout implements graph.Store.
func (m *Model) StatementsAbout(ctx context.Context, matters []graph.MatterID, f graph.StatementFilter, p graph.Page) ([]*graph.Slice[*graph.Statement], error) {
	return each(ctx, f, matters, func(id graph.MatterID) (*graph.Slice[*graph.Statement], error) {
		var found []*graph.Statement
		for _, s := range m.statements {
			if m.statement(&f, s) && s.Matter.ID == id {
				found = append(found, s)
			}
		}
		return statementList("statements about", f, found, p)
	})
}

// SpokeWith implements graph.Store.
func (m *Model) SpokeWith(ctx context.Context, actors []graph.ActorID, f graph.ContactFilter, p graph.Page) ([]*graph.Slice[*graph.Counterpart], error) {
	return each(ctx, f, actors, func(a graph.ActorID) (*graph.Slice[*graph.Counterpart], error) {
		a = m.rules.Actor(a)
		g := f
		g.Statuses = nil
		by := map[graph.ActorID]*graph.Counterpart{}
		for _, c := range m.matching(g) {
			if c.Status != graph.Actual {
				continue
			}
			for o := range facing(c, a) {
				k := by[o]
				if k == nil {
					k = &graph.Counterpart{Actor: m.actors[o]}
					by[o] = k
				}
				k.Count++
				if d := c.Date.SortDay(); d != "" {
					if k.First == "" || d < k.First {
						k.First = d
					}
					k.Last = max(k.Last, d)
				}
			}
		}
		return list(graph.NewCursorScope("spoke with", f), slices.Collect(maps.Values(by)), p, func(k *graph.Counterpart) []string {
			return []string{fmt.Sprintf("%08d", 99_999_999-k.Count), string(k.Actor.ID)}
		})
	})
}

// facing gives the direct participants on other sides than those on which a took part, itself or by another.
func facing(c *graph.Contact, a graph.ActorID) map[graph.ActorID]bool {
	out := map[graph.ActorID]bool{}
	for _, p := range c.Participants {
		if p.Actor != a && p.OnBehalfOf != a {
			continue
		}
		for _, q := range c.Participants {
			if q.Side != p.Side {
				out[q.Actor] = true
			}
		}
	}
	return out
}
