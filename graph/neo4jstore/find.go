package neo4jstore

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/demarche/demarche/graph"
)

// FindActors is graph.Store.FindActors.
func (s *Store) FindActors(ctx context.Context, f graph.ActorFilter, p graph.Page) (*graph.Slice[*graph.Actor], error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	build := func(c *clause) *listing {
		c.actorFilter(&f)
		return &listing{clause: c, branches: c.scan("Actor", f.Name, "*")}
	}
	return find(ctx, s, "find actors", build, graph.NewCursorScope("actors", f), p, each(props.actor))
}

// FindArticles is graph.Store.FindArticles.
func (s *Store) FindArticles(ctx context.Context, f graph.ArticleFilter, p graph.Page) (*graph.Slice[*graph.Article], error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	build := func(c *clause) *listing {
		c.articleFilter(&f)
		return &listing{clause: c, branches: c.scan("Article", f.Text, "")}
	}
	return find(ctx, s, "find articles", build, graph.NewCursorScope("articles", f), p, each(props.article))
}

// FindContacts is graph.Store.FindContacts.
func (s *Store) FindContacts(ctx context.Context, f graph.ContactFilter, p graph.Page) (*graph.Slice[*graph.Contact], error) {
	by, p, err := p.TakeOrder()
	if err := cmp.Or(f.Check(), err); err != nil {
		return nil, err
	}
	return find(ctx, s, "find contacts", ordered(by, contacts(&f)), graph.NewCursorScope("contacts", f, by), p, each(props.contact))
}

// ContactsOf is graph.Store.ContactsOf.
func (s *Store) ContactsOf(ctx context.Context, actors []graph.ActorID, f graph.ContactFilter, p graph.Page) ([]*graph.Slice[*graph.Contact], error) {
	by, p, err := p.TakeOrder()
	if err := cmp.Or(f.Check(), err); err != nil {
		return nil, err
	}
	build := func(c *clause) *listing {
		c.contactFilter(&f)
		return &listing{clause: c, branches: c.tookPart(f.Since, f.Until), of: c.resolved(actors), grouped: true}
	}
	return findMany(ctx, s, "list contacts of actors", ordered(by, build), graph.NewCursorScope("contacts of", f, by), p, each(props.contact))
}

// ordered makes a list in an order.
func ordered(by graph.Order, build func(*clause) *listing) func(*clause) *listing {
	return func(c *clause) *listing {
		l := build(c)
		l.by = by
		return l
	}
}

// resolved gives actors as those they were merged into.
func (c *clause) resolved(actors []graph.ActorID) []string {
	out := make([]string, len(actors))
	for i, a := range actors {
		out[i] = string(c.actor(a))
	}
	return out
}

// contacts makes the list of the contacts that a filter lets through, by the narrowest way in.
func contacts(f *graph.ContactFilter) func(*clause) *listing {
	return func(c *clause) *listing {
		l := &listing{clause: c}
		narrow := *f
		if len(f.IDs)+len(f.Articles) == 0 && len(f.With) == 0 {
			narrow.Who = nil // the way in sees to it
		}
		c.contactFilter(&narrow)
		switch {
		case len(f.IDs) > 0:
			l.branches = []branch{{match: "MATCH (n:Contact)", cond: "n.id IN " + c.value(ids(f.IDs)), key: "n.key"}}
		case len(f.Articles) > 0:
			l.branches = []branch{{match: "MATCH (a:Article)<-[:REPORTED_IN]-(n:Contact)", cond: "a.id IN " + c.value(ids(f.Articles)), key: "n.key", many: true}}
		case len(f.Who) > 0:
			l.of, l.branches = c.resolved(f.Who), c.tookPart(f.Since, f.Until)
		case f.Text != "":
			l.branches = c.scan("Contact", f.Text, "")
		case f.Since != "" || f.Until != "":
			l.branches = c.within(f.Since, f.Until)
		default:
			l.branches = c.scan("Contact", "", "")
		}
		return l
	}
}

// value makes a parameter of a branch and gives its name in Cypher.
func (c *clause) value(v any) string {
	name := fmt.Sprintf("b%d", len(c.params))
	c.params[name] = v
	return "$" + name
}

// tookPart leads from an actor to the contacts in which it took part, itself or by a person acting for it: by the
// first of these people, whose relationship leads from the actor's list to the contact. Days narrow it as within does.
func (c *clause) tookPart(since, until graph.Day) []branch {
	const match = "MATCH ()-[t:TOOK_PART]->(n)"
	days := ""
	if since != "" || until != "" {
		from, to := dayKeys(since, until)
		days = " AND t.key >= " + c.value(from) + " AND t.key < " + c.value(to)
	}
	bs := []branch{{match: match, cond: "t.actor = of" + days, key: "t.key", lead: "t.actor"},
		{match: match, cond: "t.leads = of" + days, key: "t.key", lead: "t.leads"}}
	if days != "" {
		bs = append(bs, branch{match: match, cond: "t.wideActor = of", key: "t.key", lead: "t.wideActor"},
			branch{match: match, cond: "t.wideLeads = of", key: "t.key", lead: "t.wideLeads"})
	}
	return bs
}

// dayKeys gives the keys between which contacts lie that are not wide and may be of these days.
func dayKeys(since, until graph.Day) (from, to string) {
	to = newest("")
	if until != "" {
		from = newest(string(until))
	}
	if since != "" {
		to = newest(string(since.Add(-wideSpan))) + keySep + newest("")
	}
	return from, to
}

// within leads to the contacts of a period: those whose day lies in it or, by the longest span that is not wide,
// before it; and the wide ones.
func (c *clause) within(since, until graph.Day) []branch {
	from, to := dayKeys(since, until)
	return []branch{
		{match: "MATCH (n:Contact)", cond: "n.key >= " + c.value(from) + " AND n.key < " + c.value(to), key: "n.key"},
		{match: "MATCH (n:Contact)", cond: "n.wide = true", key: "n.key"},
	}
}

// scan leads to all nodes of a label or, where words are asked for, to those that hold them. Each word ends in
// suffix: "*" makes it a beginning of words.
func (c *clause) scan(label, text, suffix string) []branch {
	words := graph.Words(text)
	if len(words) == 0 {
		return []branch{{match: "MATCH (n:" + label + ")", key: "n.key"}}
	}
	lucene := c.value(strings.Join(words, suffix+" AND ") + suffix)
	index := strings.ToLower(label) + "_words"
	return []branch{{match: "CALL db.index.fulltext.queryNodes('" + index + "', " + lucene + ") YIELD node AS n", key: "n.key"}}
}

// FindStatements is graph.Store.FindStatements.
func (s *Store) FindStatements(ctx context.Context, f graph.StatementFilter, p graph.Page) (*graph.Slice[*graph.Statement], error) {
	by, p, err := p.TakeOrder()
	if err := cmp.Or(f.Check(), err); err != nil {
		return nil, err
	}
	build := func(c *clause) *listing {
		c.statementFilter(&f)
		l := &listing{clause: c}
		switch {
		case len(f.Articles) > 0:
			l.branches = []branch{{match: "MATCH (a:Article)<-[:REPORTED_IN]-(n:Statement)", cond: "a.id IN " + c.value(ids(f.Articles)), key: "n.key", many: true}}
		case len(f.Matters) > 0:
			l.of, l.branches = names(f.Matters), about()
		case len(f.Speakers) > 0:
			l.of, l.branches = c.resolved(f.Speakers), spoke()
		default:
			l.branches = c.scan("Statement", f.Text, "")
		}
		return l
	}
	return find(ctx, s, "find statements", ordered(by, build), graph.NewCursorScope("statements", f, by), p, withMatters)
}

// StatementsOf is graph.Store.StatementsOf.
func (s *Store) StatementsOf(ctx context.Context, actors []graph.ActorID, f graph.StatementFilter, p graph.Page) ([]*graph.Slice[*graph.Statement], error) {
	by, p, err := p.TakeOrder()
	if err := cmp.Or(f.Check(), err); err != nil {
		return nil, err
	}
	build := func(c *clause) *listing {
		c.statementFilter(&f)
		return &listing{clause: c, branches: spoke(), of: c.resolved(actors), grouped: true}
	}
	return findMany(ctx, s, "list statements of actors", ordered(by, build), graph.NewCursorScope("statements of", f, by), p, withMatters)
}

// StatementsAbout is graph.Store.StatementsAbout.
func (s *Store) StatementsAbout(ctx context.Context, matters []graph.MatterID, f graph.StatementFilter, p graph.Page) ([]*graph.Slice[*graph.Statement], error) {
	by, p, err := p.TakeOrder()
	if err := cmp.Or(f.Check(), err); err != nil {
		return nil, err
	}
	build := func(c *clause) *listing {
		c.statementFilter(&f)
		return &listing{clause: c, branches: about(), of: names(matters), grouped: true}
	}
	return findMany(ctx, s, "list statements about matters", ordered(by, build), graph.NewCursorScope("statements about", f, by), p, withMatters)
}

// spoke leads from an actor to the statements made by it or on its behalf, about from a matter to those about it.
func spoke() []branch {
	return []branch{{match: "MATCH (n:Statement)", cond: "n.speaker = of", key: "n.key", lead: "n.speaker"},
		{match: "MATCH (n:Statement)", cond: "n.onBehalfOf = of", key: "n.key", lead: "n.onBehalfOf"}}
}

func about() []branch {
	return []branch{{match: "MATCH (n:Statement)", cond: "n.matter = of", key: "n.key", lead: "n.matter"}}
}

// withMatters makes statements of nodes, with the matters they are about.
func withMatters(t *tx, nodes []props) ([]*graph.Statement, error) {
	var ids []string
	for _, n := range nodes {
		ids = append(ids, n.str("matter"))
	}
	matters, err := byID(t, "Matter", unique(ids), props.matter)
	if err != nil {
		return nil, err
	}
	out := make([]*graph.Statement, len(nodes))
	for i, n := range nodes {
		out[i] = n.statement(matters[n.str("matter")])
	}
	return out, nil
}

// names gives ids as strings.
func names[T ~string](ids []T) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}
