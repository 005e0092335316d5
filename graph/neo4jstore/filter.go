package neo4jstore

import (
	"fmt"
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
)

// clause puts together the conditions of one query: fixed parts of Cypher, and the values as parameters.
type clause struct {
	params map[string]any
	conds  []string
	actor  func(graph.ActorID) graph.ActorID // whom an id stands for, after merges
}

// value makes a parameter and gives its name in Cypher.
func (c *clause) value(v any) string {
	name := fmt.Sprintf("p%d", len(c.params))
	c.params[name] = v
	return "$" + name
}

// ids makes a parameter of ids; the empty id names nothing and is left out.
func ids[T ~string](c *clause, vs []T) string {
	return c.value(plain(slices.DeleteFunc(slices.Clone(vs), func(v T) bool { return v == "" })))
}

// actors makes a parameter of actors, each as the one it was merged into.
func (c *clause) actors(as []graph.ActorID) string {
	out := make([]graph.ActorID, len(as))
	for i, a := range as {
		out[i] = c.actor(a)
	}
	return ids(c, out)
}

// add adds a condition; each %s of it is one of the parameters given.
func (c *clause) add(cond string, params ...any) {
	c.conds = append(c.conds, fmt.Sprintf(cond, params...))
}

// all joins the conditions, "true" where there is none.
func (c *clause) all() string {
	if len(c.conds) == 0 {
		return "true"
	}
	return strings.Join(c.conds, "\n  AND ")
}

// days adds that an interval of known days overlaps since to until.
func (c *clause) days(since, until graph.Day) {
	if since == "" && until == "" {
		return
	}
	c.add("(n.start IS NOT NULL OR n.end IS NOT NULL)")
	if since != "" {
		c.add("(n.end IS NULL OR n.end >= %s)", c.value(date(since)))
	}
	if until != "" {
		c.add("(n.start IS NULL OR n.start <= %s)", c.value(date(until)))
	}
}

// words adds that each word of text is one of n's.
func (c *clause) words(text string) {
	for _, w := range graph.Words(text) {
		c.add("n.words CONTAINS %s", c.value(" "+w+" "))
	}
}

// contactFilter adds what a contact filter asks of the contact n.
func (c *clause) contactFilter(f *graph.ContactFilter) {
	if len(f.With) > 0 { // who is given too, or the filter would not pass its check
		who, with := c.actors(f.Who), c.actors(f.With)
		c.add(`any(i IN range(0, size(n.actors)-1) WHERE (n.actors[i] IN %[1]s OR n.onBehalfOf[i] IN %[1]s)
    AND any(j IN range(0, size(n.actors)-1) WHERE n.sides[j] <> n.sides[i] AND (n.actors[j] IN %[2]s OR n.onBehalfOf[j] IN %[2]s)))`, who, with)
	} else if len(f.Who) > 0 {
		c.add("any(x IN n.actors + n.onBehalfOf WHERE x IN %s)", c.actors(f.Who))
	}
	if len(f.OnBehalfOf) > 0 {
		c.add("any(x IN n.onBehalfOf WHERE x IN %s)", c.actors(f.OnBehalfOf))
	}
	if len(f.Statuses) > 0 {
		c.add("n.status IN %s", c.value(plain(f.Statuses)))
	}
	if len(f.Media) > 0 {
		c.add("n.medium IN %s", c.value(plain(f.Media)))
	}
	c.days(f.Since, f.Until)
	if p := graph.Fold(f.Place); p != "" {
		c.add("n.placeFolded CONTAINS %s", c.value(p))
	}
	c.words(f.Text)
	if len(f.Outlets) > 0 {
		c.add("any(x IN n.outlets WHERE x IN %s)", c.value(plain(f.Outlets)))
	}
	if f.MinSources > 0 {
		c.add("n.sources >= %s", c.value(f.MinSources))
	}
	if f.MinReadOuts > 0 {
		c.add("n.readOuts >= %s", c.value(f.MinReadOuts))
	}
	if f.MinConfidence > 0 {
		c.add("n.confidence >= %s", c.value(f.MinConfidence))
	}
	if f.Disputed != nil {
		c.add("n.disputed = %s", c.value(*f.Disputed))
	}
	if len(f.Was) > 0 {
		c.add("any(x IN n.was WHERE x IN %s)", c.value(plain(f.Was)))
	}
	if f.Contradicted != nil {
		c.add("(n.against IS NOT NULL) = %s", c.value(*f.Contradicted))
	}
	if len(f.Articles) > 0 {
		c.add("EXISTS { MATCH (n)-[:REPORTED_IN]->(a:Article) WHERE a.id IN %s }", ids(c, f.Articles))
	}
	for i := range f.And {
		c.contactFilter(&f.And[i])
	}
	if len(f.Or) > 0 {
		var parts []string
		for i := range f.Or {
			parts = append(parts, "("+c.nested(&f.Or[i])+")")
		}
		c.add("(%s)", strings.Join(parts, " OR "))
	}
	if f.Not != nil {
		// A condition on an absent property is null, neither true nor false; not must mean "does not hold".
		c.add("NOT coalesce(%s, false)", c.nested(f.Not))
	}
}

// nested gives the condition of a filter within a filter.
func (c *clause) nested(f *graph.ContactFilter) string {
	inner := &clause{params: c.params, actor: c.actor}
	inner.contactFilter(f)
	return inner.all()
}

// statementFilter adds what a statement filter asks of the statement n.
func (c *clause) statementFilter(f *graph.StatementFilter) {
	if len(f.Kinds) > 0 {
		c.add("n.kind IN %s", c.value(plain(f.Kinds)))
	}
	if len(f.Speakers) > 0 {
		c.add("(n.speaker IN %[1]s OR n.onBehalfOf IN %[1]s)", c.actors(f.Speakers))
	}
	if len(f.Addressees) > 0 {
		c.add("any(x IN n.addressees WHERE x IN %s)", c.actors(f.Addressees))
	}
	if len(f.Concerns) > 0 {
		c.add("any(x IN n.concerns WHERE x IN %s)", c.actors(f.Concerns))
	}
	c.days(f.Since, f.Until)
	c.words(f.Text)
	if len(f.Outlets) > 0 {
		c.add("any(x IN n.outlets WHERE x IN %s)", c.value(plain(f.Outlets)))
	}
	if f.MinSources > 0 {
		c.add("n.sources >= %s", c.value(f.MinSources))
	}
	if f.MinConfidence > 0 {
		c.add("n.confidence >= %s", c.value(f.MinConfidence))
	}
	if len(f.Articles) > 0 {
		c.add("EXISTS { MATCH (n)-[:REPORTED_IN]->(a:Article) WHERE a.id IN %s }", ids(c, f.Articles))
	}
	if len(f.Matters) > 0 {
		c.add("n.matter IN %s", ids(c, f.Matters))
	}
}

// actorFilter adds what an actor filter asks of the actor n.
func (c *clause) actorFilter(f *graph.ActorFilter) {
	if len(f.Kinds) > 0 {
		c.add("n.kind IN %s", c.value(plain(f.Kinds)))
	}
	if len(f.Countries) > 0 {
		c.add("coalesce(n.country, '') IN %s", c.value(plain(f.Countries)))
	}
	for _, w := range graph.Words(f.Name) {
		c.add("n.words CONTAINS %s", c.value(" "+w))
	}
}

// articleFilter adds what an article filter asks of the article n.
func (c *clause) articleFilter(f *graph.ArticleFilter) {
	if len(f.Outlets) > 0 {
		c.add("coalesce(n.outlet, '') IN %s", c.value(plain(f.Outlets)))
	}
	if f.Since != "" {
		c.add("n.published >= %s", c.value(f.Since.Time()))
	}
	if f.Until != "" {
		c.add("n.published < %s", c.value(f.Until.Add(1).Time()))
	}
	if len(f.Mentions) > 0 {
		c.add("all(x IN %s WHERE EXISTS { MATCH (n)-[:MENTIONS]->(a:Actor) WHERE a.id = x })", c.actors(f.Mentions))
	}
	c.words(f.Text)
}
