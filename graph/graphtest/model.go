package graphtest

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/demarche/demarche/graph"
)

// Model answers as a Store must, by the plainest means: it keeps the reports, merges all of them anew after each change
// and looks at everything for each question. Run and Equal hold stores against it; it is of no other use.
type Model struct {
	mu          sync.Mutex
	reports     map[graph.ArticleID]*graph.Reports
	sources     map[graph.ArticleID]graph.Source
	corrections []*graph.Correction
	tokens      []*graph.Token
	feed        []*graph.Change

	rules      *graph.Rules
	actors     map[graph.ActorID]*graph.Actor
	contacts   map[graph.ContactID]*graph.Contact
	statements map[graph.StatementID]*graph.Statement
	matters    map[graph.MatterID]*graph.Matter
	filed      map[graph.ReportID]*graph.Filed
	contactOf  map[graph.ReportID]graph.ContactID
	stateOf    map[graph.ReportID]graph.StatementID
}

var _ graph.Store = (*Model)(nil)

// NewModel gives an empty model.
func NewModel() *Model {
	m := &Model{reports: map[graph.ArticleID]*graph.Reports{}, sources: map[graph.ArticleID]graph.Source{}}
	m.rebuild()
	return m
}

func (m *Model) rebuild() {
	before := m.contacts
	m.rules = graph.NewRules(m.corrections)
	m.filed = map[graph.ReportID]*graph.Filed{}
	own, merged := map[graph.ActorID][]graph.Actor{}, map[graph.ActorID][]graph.Actor{}
	var filed []*graph.Filed
	for _, id := range slices.Sorted(maps.Keys(m.reports)) {
		r := m.reports[id]
		source := m.sources[id]
		for i := range r.Contacts {
			if f := m.rules.Contact(&r.Contacts[i], source); f != nil {
				filed = append(filed, f)
				m.filed[f.ID()] = f
			}
		}
		for i := range r.Statements {
			if f := m.rules.Statement(&r.Statements[i], source); f != nil {
				filed = append(filed, f)
				m.filed[f.ID()] = f
			}
		}
		for _, a := range r.Actors {
			if to := m.rules.Actor(a.ID); to == a.ID {
				own[to] = append(own[to], a)
			} else {
				merged[to] = append(merged[to], a)
			}
		}
	}
	m.actors = map[graph.ActorID]*graph.Actor{}
	for id := range own {
		m.actors[id] = graph.JoinActors(id, own[id], merged[id])
	}
	for id := range merged {
		m.actors[id] = graph.JoinActors(id, own[id], merged[id])
	}
	m.contacts, m.contactOf = map[graph.ContactID]*graph.Contact{}, map[graph.ReportID]graph.ContactID{}
	m.statements, m.stateOf = map[graph.StatementID]*graph.Statement{}, map[graph.ReportID]graph.StatementID{}
	m.matters = map[graph.MatterID]*graph.Matter{}
	contacts, statements := graph.Merge(filed)
	for _, c := range contacts {
		m.contacts[c.ID] = c
		for _, r := range c.Reports {
			m.contactOf[r] = c.ID
		}
	}
	for _, s := range statements {
		m.statements[s.ID] = s
		for _, r := range s.Reports {
			m.stateOf[r] = s.ID
		}
		have, ok := m.matters[s.Matter.ID]
		if !ok || graph.PlainerMatter(&s.Matter, have) {
			k := s.Matter
			m.matters[k.ID] = &k
		}
	}
	for _, s := range statements {
		s.Matter = *m.matters[s.Matter.ID]
	}
	for _, id := range slices.Sorted(maps.Keys(before)) {
		if m.contacts[id] == nil {
			m.note(id, true)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(m.contacts)) {
		if b := before[id]; b == nil || fmt.Sprint(*b) != fmt.Sprint(*m.contacts[id]) {
			m.note(id, false)
		}
	}
}

func (m *Model) note(id graph.ContactID, gone bool) {
	m.feed = append(m.feed, &graph.Change{Cursor: strconv.Itoa(len(m.feed) + 1), Contact: id, Gone: gone})
}

// Put implements graph.Store.
func (m *Model) Put(ctx context.Context, articles ...*graph.Reports) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	defer m.rebuild()
	for _, r := range articles {
		if err := cmp.Or(ctx.Err(), r.Check()); err != nil {
			return err
		}
		r = r.Complete()
		m.reports[r.Article.ID], m.sources[r.Article.ID] = r, graph.SourceOf(&r.Article)
	}
	return nil
}

// Remove implements graph.Store.
func (m *Model) Remove(ctx context.Context, ids ...graph.ArticleID) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, id := range ids {
		delete(m.reports, id)
	}
	m.rebuild()
	return ctx.Err()
}

func pick[K comparable, V any](m *Model, ctx context.Context, from map[K]*V, ids []K) ([]*V, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := make([]*V, len(ids))
	for i, id := range ids {
		out[i] = from[id]
	}
	return out, ctx.Err()
}

// Actors implements graph.Store.
func (m *Model) Actors(ctx context.Context, ids []graph.ActorID) ([]*graph.Actor, error) {
	ids = slices.Clone(ids)
	for i, id := range ids {
		ids[i] = m.rules.Actor(id)
	}
	return pick(m, ctx, m.actors, ids)
}

// Articles implements graph.Store.
func (m *Model) Articles(ctx context.Context, ids []graph.ArticleID) ([]*graph.Article, error) {
	out := make([]*graph.Article, len(ids))
	for i, id := range ids {
		if r := m.reports[id]; r != nil {
			out[i] = &r.Article
		}
	}
	return out, ctx.Err()
}

// Contacts implements graph.Store.
func (m *Model) Contacts(ctx context.Context, ids []graph.ContactID) ([]*graph.Contact, error) {
	return pick(m, ctx, m.contacts, ids)
}

// Statements implements graph.Store.
func (m *Model) Statements(ctx context.Context, ids []graph.StatementID) ([]*graph.Statement, error) {
	return pick(m, ctx, m.statements, ids)
}

// Matters implements graph.Store.
func (m *Model) Matters(ctx context.Context, ids []graph.MatterID) ([]*graph.Matter, error) {
	return pick(m, ctx, m.matters, ids)
}

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
	return []string{newestFirst(c.Date.SortDay()), string(c.ID)}
}

func statementKeys(s *graph.Statement) []string {
	return []string{newestFirst(s.Date.SortDay()), string(s.ID)}
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
	return list(graph.NewCursorScope("contacts", f), m.matching(f), p, contactKeys)
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
	return list(graph.NewCursorScope("statements", f), found, p, statementKeys)
}

// ContactsOf implements graph.Store.
func (m *Model) ContactsOf(ctx context.Context, actors []graph.ActorID, f graph.ContactFilter, p graph.Page) ([]*graph.Slice[*graph.Contact], error) {
	return each(ctx, f, actors, func(a graph.ActorID) (*graph.Slice[*graph.Contact], error) {
		own := graph.ContactFilter{Who: []graph.ActorID{a}, And: []graph.ContactFilter{f}}
		return list(graph.NewCursorScope("contacts of", f), m.matching(own), p, contactKeys)
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
		return list(graph.NewCursorScope("statements of", f), found, p, statementKeys)
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
		return list(graph.NewCursorScope("statements about", f), found, p, statementKeys)
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

// ContactReports implements graph.Store.
func (m *Model) ContactReports(ctx context.Context, ids []graph.ContactID) ([][]*graph.ContactReport, error) {
	out := make([][]*graph.ContactReport, len(ids))
	for i, id := range ids {
		if c := m.contacts[id]; c != nil {
			for _, r := range c.Reports {
				out[i] = append(out[i], m.filed[r].Contact)
			}
		}
	}
	return out, ctx.Err()
}

// StatementReports implements graph.Store.
func (m *Model) StatementReports(ctx context.Context, ids []graph.StatementID) ([][]*graph.StatementReport, error) {
	out := make([][]*graph.StatementReport, len(ids))
	for i, id := range ids {
		if s := m.statements[id]; s != nil {
			for _, r := range s.Reports {
				out[i] = append(out[i], m.filed[r].Statement)
			}
		}
	}
	return out, ctx.Err()
}

// ArticleReports implements graph.Store.
func (m *Model) ArticleReports(ctx context.Context, ids []graph.ArticleID) ([]*graph.Reports, error) {
	return pick(m, ctx, m.reports, ids)
}

// ReportContacts implements graph.Store.
func (m *Model) ReportContacts(ctx context.Context, ids []graph.ReportID) ([]graph.ContactID, error) {
	out := make([]graph.ContactID, len(ids))
	for i, id := range ids {
		out[i] = m.contactOf[id]
	}
	return out, ctx.Err()
}

// ReportStatements implements graph.Store.
func (m *Model) ReportStatements(ctx context.Context, ids []graph.ReportID) ([]graph.StatementID, error) {
	out := make([]graph.StatementID, len(ids))
	for i, id := range ids {
		out[i] = m.stateOf[id]
	}
	return out, ctx.Err()
}

// Offices implements graph.Store.
func (m *Model) Offices(ctx context.Context, ids []graph.ActorID) ([][]*graph.Office, error) {
	all := map[graph.Office]bool{}
	for _, r := range m.reports {
		for _, o := range r.Offices {
			o.Person, o.For = m.rules.Actor(o.Person), m.rules.Actor(o.For)
			all[o] = true
		}
	}
	out := make([][]*graph.Office, len(ids))
	for i, id := range ids {
		id = m.rules.Actor(id)
		for o := range all {
			if o.Person == id || o.For == id {
				out[i] = append(out[i], &o)
			}
		}
		slices.SortFunc(out[i], func(a, b *graph.Office) int { return graph.CompareOffices(*a, *b) })
	}
	return out, ctx.Err()
}

// Stats implements graph.Store.
func (m *Model) Stats(ctx context.Context) (*graph.Stats, error) {
	return &graph.Stats{Articles: len(m.reports), Actors: len(m.actors), Contacts: len(m.contacts),
		Statements: len(m.statements), Matters: len(m.matters)}, ctx.Err()
}

// Ping implements graph.Store.
func (m *Model) Ping(ctx context.Context) error { return ctx.Err() }

// Close implements graph.Store.
func (m *Model) Close() error { return nil }

// Changes implements graph.Store.
func (m *Model) Changes(ctx context.Context, after string, limit int) ([]*graph.Change, error) {
	n := 0
	if after != "" {
		var err error
		if n, err = strconv.Atoi(after); err != nil || n < 0 {
			return nil, fmt.Errorf("%w: %q", graph.ErrBadCursor, after)
		}
	}
	feed := m.feed[min(n, len(m.feed)):]
	return feed[:min(limit, len(feed))], ctx.Err()
}

// Latest implements graph.Store.
func (m *Model) Latest(ctx context.Context) (string, error) {
	return strconv.Itoa(len(m.feed)), ctx.Err()
}

// Correct implements graph.Store.
func (m *Model) Correct(ctx context.Context, c graph.Correction) (*graph.Correction, error) {
	for _, id := range c.Contacts {
		k := m.contacts[id]
		if k == nil {
			return nil, fmt.Errorf("contact %s: %w", id, graph.ErrNotFound)
		}
		c.Reports = append(slices.Clone(c.Reports), k.Reports...)
	}
	for _, id := range c.Statements {
		k := m.statements[id]
		if k == nil {
			return nil, fmt.Errorf("statement %s: %w", id, graph.ErrNotFound)
		}
		c.Reports = append(slices.Clone(c.Reports), k.Reports...)
	}
	slices.Sort(c.Reports)
	c.Reports = slices.Compact(c.Reports)
	if err := c.Check(m.corrections); err != nil {
		return nil, err
	}
	known := map[graph.ReportID]bool{}
	actors := map[graph.ActorID]bool{}
	for _, r := range m.reports {
		for _, k := range r.Contacts {
			known[k.ID] = true
		}
		for _, k := range r.Statements {
			known[k.ID] = true
		}
		for _, a := range r.Actors {
			actors[a.ID] = true
		}
	}
	for _, id := range c.Reports {
		if !known[id] {
			return nil, fmt.Errorf("report %s: %w", id, graph.ErrNotFound)
		}
	}
	for _, id := range c.Actors {
		if !actors[id] {
			return nil, fmt.Errorf("actor %s: %w", id, graph.ErrNotFound)
		}
	}
	c.Contacts, c.Statements, c.Undone = nil, nil, nil
	c.ID = graph.CorrectionID(len(m.corrections) + 1)
	c.Time = c.Time.UTC().Truncate(time.Millisecond)
	m.corrections = append(m.corrections, &c)
	m.rebuild()
	return &c, ctx.Err()
}

// Undo implements graph.Store.
func (m *Model) Undo(ctx context.Context, id graph.CorrectionID, u graph.Undoing) (*graph.Correction, error) {
	if id < 1 || int(id) > len(m.corrections) {
		return nil, fmt.Errorf("correction %d: %w", id, graph.ErrNotFound)
	}
	c := *m.corrections[id-1]
	if c.Undone != nil {
		return nil, fmt.Errorf("correction %d is undone already: %w", id, graph.ErrConflict)
	}
	u.Time = u.Time.UTC().Truncate(time.Millisecond)
	c.Undone = &u
	m.corrections[id-1] = &c
	m.rebuild()
	return &c, ctx.Err()
}

// Corrections implements graph.Store.
func (m *Model) Corrections(ctx context.Context, f graph.CorrectionFilter, p graph.Page) (*graph.Slice[*graph.Correction], error) {
	if err := cmp.Or(ctx.Err(), f.Check()); err != nil {
		return nil, err
	}
	var found []*graph.Correction
	for _, c := range m.corrections {
		if in(f.Ops, c.Op) && in(f.Authors, c.Author) && (len(f.Actors) == 0 || meets(f.Actors, c.Actors)) &&
			(len(f.Reports) == 0 || meets(f.Reports, c.Reports)) && (!f.InForce || c.Undone == nil) {
			found = append(found, c)
		}
	}
	return list(graph.NewCursorScope("corrections", f), found, p, func(c *graph.Correction) []string {
		return []string{fmt.Sprintf("%012d", 999_999_999_999-c.ID)}
	})
}

// AddToken implements graph.Store.
func (m *Model) AddToken(ctx context.Context, t graph.Token) error {
	for _, o := range m.tokens {
		if o.Name == t.Name && o.Revoked.IsZero() {
			return fmt.Errorf("token %q: %w", t.Name, graph.ErrConflict)
		}
	}
	t.Created = t.Created.UTC().Truncate(time.Millisecond)
	m.tokens = append(m.tokens, &t)
	return ctx.Err()
}

// RevokeToken implements graph.Store.
func (m *Model) RevokeToken(ctx context.Context, name string) error {
	for i, o := range m.tokens {
		if o.Name == name && o.Revoked.IsZero() {
			t := *o
			t.Revoked = time.Now().UTC()
			m.tokens[i] = &t
			return nil
		}
	}
	return fmt.Errorf("token %q: %w", name, graph.ErrNotFound)
}

// Tokens implements graph.Store.
func (m *Model) Tokens(ctx context.Context) ([]*graph.Token, error) {
	ts := slices.Clone(m.tokens)
	slices.SortStableFunc(ts, func(a, b *graph.Token) int {
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.Name, b.Name))
	})
	return ts, ctx.Err()
}
