package neo4jstore

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
)

// A filter is one parameter, a map whose missing entries admit all, and its condition is the same text whatever is
// asked, so that the server plans each question once. Conditions look at the node n.

// Each line of a condition refuses a node; what no line refuses is admitted. It is one CASE and not a row of ANDs and
// ORs, which the server would take seconds to bring into normal form.

const periodCondition = `
    WHEN f.since IS NOT NULL AND (coalesce(n.start, n.end) IS NULL OR n.end < f.since OR n.start > f.until) THEN false`

// A contact is judged by commonCondition where nothing else is asked: the shorter text is planned in a fraction of the
// time, once for each branch of a list.
const (
	commonLines = `
    WHEN f.statuses IS NOT NULL AND NOT n.status IN f.statuses THEN false
    WHEN f.media IS NOT NULL AND NOT n.medium IN f.media THEN false` + periodCondition + `
    WHEN f.who IS NOT NULL AND none(x IN n.actors + n.onBehalfOf WHERE x IN f.who) THEN false`
	commonCondition  = `CASE` + commonLines + ` ELSE true END`
	contactCondition = `CASE` + commonLines + `
    WHEN f.rare IS NULL THEN true
    WHEN f.with IS NOT NULL AND none(i IN range(0, size(n.actors)-1)
      WHERE (n.actors[i] IN f.who OR n.onBehalfOf[i] IN f.who) AND any(j IN range(0, size(n.actors)-1)
        WHERE n.sides[j] <> n.sides[i] AND (n.actors[j] IN f.with OR n.onBehalfOf[j] IN f.with))) THEN false
    WHEN f.onBehalfOf IS NOT NULL AND none(x IN n.onBehalfOf WHERE x IN f.onBehalfOf) THEN false
    WHEN f.place IS NOT NULL AND NOT coalesce(n.placeFolded, '') CONTAINS f.place THEN false
    WHEN f.words IS NOT NULL AND any(w IN f.words WHERE NOT n.words CONTAINS w) THEN false
    WHEN f.outlets IS NOT NULL AND none(x IN n.outlets WHERE x IN f.outlets) THEN false
    WHEN n.sources < f.minSources THEN false
    WHEN n.readOuts < f.minReadOuts THEN false
    WHEN n.confidence < f.minConfidence THEN false
    WHEN n.disputed <> f.disputed THEN false
    WHEN f.was IS NOT NULL AND none(x IN n.was WHERE x IN f.was) THEN false
    WHEN (n.against IS NOT NULL) <> f.contradicted THEN false
    WHEN f.articles IS NOT NULL AND none(x IN n.articles WHERE x IN f.articles) THEN false
    WHEN f.ids IS NOT NULL AND NOT n.id IN f.ids THEN false
    ELSE true END`
)

const statementCondition = `CASE
    WHEN f.kinds IS NOT NULL AND NOT n.kind IN f.kinds THEN false` + periodCondition + `
    WHEN f.speakers IS NOT NULL AND NOT (n.speaker IN f.speakers OR coalesce(n.onBehalfOf, '') IN f.speakers) THEN false
    WHEN f.addressees IS NOT NULL AND none(x IN coalesce(n.addressees, []) WHERE x IN f.addressees) THEN false
    WHEN f.concerns IS NOT NULL AND none(x IN n.concerns WHERE x IN f.concerns) THEN false
    WHEN f.words IS NOT NULL AND any(w IN f.words WHERE NOT n.words CONTAINS w) THEN false
    WHEN f.outlets IS NOT NULL AND none(x IN n.outlets WHERE x IN f.outlets) THEN false
    WHEN n.sources < f.minSources THEN false
    WHEN n.confidence < f.minConfidence THEN false
    WHEN f.articles IS NOT NULL AND none(x IN n.articles WHERE x IN f.articles) THEN false
    WHEN f.matters IS NOT NULL AND NOT n.matter IN f.matters THEN false
    ELSE true END`

const actorCondition = `CASE
    WHEN f.kinds IS NOT NULL AND NOT n.kind IN f.kinds THEN false
    WHEN f.countries IS NOT NULL AND NOT coalesce(n.country, '') IN f.countries THEN false
    WHEN f.words IS NOT NULL AND any(w IN f.words WHERE NOT n.words CONTAINS w) THEN false
    ELSE true END`

const articleCondition = `CASE
    WHEN f.outlets IS NOT NULL AND NOT coalesce(n.outlet, '') IN f.outlets THEN false
    WHEN f.since IS NOT NULL AND coalesce(n.published < f.since, true) THEN false
    WHEN f.until IS NOT NULL AND coalesce(n.published >= f.until, true) THEN false
    WHEN f.mentions IS NOT NULL AND any(x IN f.mentions WHERE NOT x IN n.mentioned) THEN false
    WHEN f.words IS NOT NULL AND any(w IN f.words WHERE NOT n.words CONTAINS w) THEN false
    ELSE true END`

// Filters within filters stand in one list, each after those within it, which it names by their places. They are
// judged in that order; the last is the whole.
const nestedCondition = `reduce(held = [], f IN $filters | held + [CASE
  WHEN NOT ` + contactCondition + ` THEN false
  WHEN f.and IS NOT NULL AND any(k IN f.and WHERE NOT held[k]) THEN false
  WHEN f.or IS NOT NULL AND none(k IN f.or WHERE held[k]) THEN false
  WHEN f.not IS NOT NULL AND held[f.not] THEN false
  ELSE true END])[-1]`

// clause gathers the condition of one query and its parameters.
type clause struct {
	params map[string]any
	where  string                            // the condition, empty for none
	actor  func(graph.ActorID) graph.ActorID // whom an id stands for, after merges
}

func newClause(t *tx) *clause { return &clause{params: map[string]any{}, actor: t.actor} }

// use makes condition that of the query, f being the filter.
func (c *clause) use(condition string, f map[string]any) {
	c.params["f"] = f
	c.where = strings.ReplaceAll(condition, "f.", "$f.")
}

// values gives what a field asks for, nil where it admits all.
func values[T ~string](vs []T) any {
	if len(vs) == 0 {
		return nil
	}
	return plain(vs)
}

// ids is values for ids; the empty id names nothing and is left out.
func ids[T ~string](vs []T) any {
	if len(vs) == 0 {
		return nil
	}
	return plain(slices.DeleteFunc(slices.Clone(vs), func(v T) bool { return v == "" }))
}

// actors is ids for actors, each as the one it was merged into.
func (c *clause) actors(as []graph.ActorID) any {
	out := make([]graph.ActorID, len(as))
	for i, a := range as {
		out[i] = c.actor(a)
	}
	return ids(out)
}

// period sets the days that an interval is to overlap.
func period(f map[string]any, since, until graph.Day) {
	if since == "" && until == "" {
		return
	}
	if since == "" {
		since = "0001-01-01"
	}
	if until == "" {
		until = "9999-12-31"
	}
	f["since"], f["until"] = date(since), date(until)
}

// holding gives the words that a text is to hold as they stand in the property words: with a blank before each and,
// unless a word may go on, one after.
func holding(text, after string) any {
	words := graph.Words(text)
	if len(words) == 0 {
		return nil
	}
	for i, w := range words {
		words[i] = " " + w + after
	}
	return plain(words)
}

// contactFilter sets what a contact filter asks.
func (c *clause) contactFilter(f *graph.ContactFilter) {
	var all []any
	c.flatten(f, &all)
	if len(all) > 1 {
		c.params["filters"], c.where = all, nestedCondition
	} else if one := all[0].(map[string]any); one["rare"] != nil {
		c.use(contactCondition, one)
	} else if len(one) > 0 {
		c.use(commonCondition, one)
	}
}

// flatten appends a filter to all, after the filters within it, and gives its place.
func (c *clause) flatten(f *graph.ContactFilter, all *[]any) int64 {
	m := map[string]any{}
	set := func(key string, v any) {
		if v != nil {
			m[key] = v
		}
	}
	set("statuses", values(f.Statuses))
	set("media", values(f.Media))
	period(m, f.Since, f.Until)
	set("who", c.actors(f.Who))
	common := len(m)
	set("with", c.actors(f.With))
	set("onBehalfOf", c.actors(f.OnBehalfOf))
	if f.Place != "" {
		m["place"] = graph.Fold(f.Place)
	}
	set("words", holding(f.Text, " "))
	set("outlets", values(f.Outlets))
	if f.Disputed != nil {
		m["disputed"] = *f.Disputed
	}
	set("was", values(f.Was))
	if f.Contradicted != nil {
		m["contradicted"] = *f.Contradicted
	}
	set("articles", ids(f.Articles))
	set("ids", ids(f.IDs))
	if len(m) > common || f.MinSources > 0 || f.MinReadOuts > 0 || f.MinConfidence > 0 {
		m["rare"], m["minSources"], m["minReadOuts"], m["minConfidence"] = true, f.MinSources, f.MinReadOuts, f.MinConfidence
	}
	places := func(fs []graph.ContactFilter) []any {
		out := make([]any, len(fs))
		for i := range fs {
			out[i] = c.flatten(&fs[i], all)
		}
		return out
	}
	if len(f.And) > 0 {
		m["and"] = places(f.And)
	}
	if len(f.Or) > 0 {
		m["or"] = places(f.Or)
	}
	if f.Not != nil {
		m["not"] = c.flatten(f.Not, all)
	}
	*all = append(*all, m)
	return int64(len(*all) - 1)
}

// statementFilter sets what a statement filter asks.
func (c *clause) statementFilter(f *graph.StatementFilter) {
	m := map[string]any{"kinds": values(f.Kinds), "speakers": c.actors(f.Speakers), "addressees": c.actors(f.Addressees),
		"concerns": c.actors(f.Concerns), "words": holding(f.Text, " "), "outlets": values(f.Outlets), "minSources": f.MinSources,
		"minConfidence": f.MinConfidence, "articles": ids(f.Articles), "matters": ids(f.Matters)}
	period(m, f.Since, f.Until)
	c.use(statementCondition, m)
}

// actorFilter sets what an actor filter asks.
func (c *clause) actorFilter(f *graph.ActorFilter) {
	c.use(actorCondition, map[string]any{"kinds": values(f.Kinds), "countries": values(f.Countries), "words": holding(f.Name, "")})
}

// articleFilter sets what an article filter asks.
func (c *clause) articleFilter(f *graph.ArticleFilter) {
	m := map[string]any{"outlets": values(f.Outlets), "mentions": c.actors(f.Mentions), "words": holding(f.Text, " ")}
	if f.Since != "" {
		m["since"] = f.Since.Time()
	}
	if f.Until != "" {
		m["until"] = f.Until.Add(1).Time()
	}
	c.use(articleCondition, m)
}
