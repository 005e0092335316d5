package graphtest

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"

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
