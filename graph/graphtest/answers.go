package graphtest

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"

	"github.com/demarche/demarche/graph"
)

// answers asks a store everything and gives the answers by question. The questions depend on seed and on what a store
// must have alone.
func answers(s graph.Store, seed uint64) (map[string]any, error) {
	ctx := context.Background()
	out := map[string]any{}
	var failed error
	keep := func(q string, v any, err error) {
		if err != nil && failed == nil {
			failed = fmt.Errorf("%s: %w", q, err)
		}
		out[q] = v
	}
	whole := graph.Page{First: graph.MaxPage}
	actors, err := s.FindActors(ctx, graph.ActorFilter{}, whole)
	if err != nil {
		return nil, err
	}
	contacts, err := s.FindContacts(ctx, graph.ContactFilter{}, whole)
	if err != nil {
		return nil, err
	}
	statements, err := s.FindStatements(ctx, graph.StatementFilter{}, whole)
	if err != nil {
		return nil, err
	}
	articles, err := s.FindArticles(ctx, graph.ArticleFilter{}, whole)
	if err != nil {
		return nil, err
	}
	keep("actors", bare(actors), nil)
	keep("contacts", bare(contacts), nil)
	keep("statements", bare(statements), nil)
	keep("articles", bare(articles), nil)
	stats, err := s.Stats(ctx)
	keep("stats", stats, err)

	who := []graph.ActorID{}
	for _, a := range cast {
		who = append(who, a.ID)
	}
	who = sorted(append(who, "nobody"))
	cids := append(ids(contacts.Items, contactID), "contact:0000000000000000")
	sids := ids(statements.Items, func(x *graph.Statement) graph.StatementID { return x.ID })
	mids := ids(statements.Items, func(x *graph.Statement) graph.MatterID { return x.Matter.ID })
	aids := ids(articles.Items, func(x *graph.Article) graph.ArticleID { return x.ID })
	{
		v, err := s.Actors(ctx, who)
		keep("actors by id", v, err)
	}
	{
		v, err := s.Contacts(ctx, cids)
		keep("contacts by id", v, err)
	}
	{
		v, err := s.Statements(ctx, sids)
		keep("statements by id", v, err)
	}
	{
		v, err := s.Matters(ctx, mids)
		keep("matters by id", v, err)
	}
	{
		v, err := s.ContactReports(ctx, cids)
		keep("reports of contacts", v, err)
	}
	{
		v, err := s.StatementReports(ctx, sids)
		keep("reports of statements", v, err)
	}
	{
		v, err := s.ArticleReports(ctx, aids)
		keep("reports of articles", v, err)
		var rids []graph.ReportID
		for _, r := range v {
			for _, c := range r.Contacts {
				rids = append(rids, c.ID)
			}
			for _, c := range r.Statements {
				rids = append(rids, c.ID)
			}
		}
		rc, err := s.ReportContacts(ctx, rids)
		keep("contacts of reports", rc, err)
		rs, err := s.ReportStatements(ctx, rids)
		keep("statements of reports", rs, err)
	}
	{
		v, err := s.Offices(ctx, who)
		keep("offices", v, err)
	}
	corrections, err := s.Corrections(ctx, graph.CorrectionFilter{}, whole)
	keep("corrections", bare(corrections), err)

	rng := rand.New(rand.NewPCG(seed, 3))
	for i := range 16 {
		f := randomFilter(rng, who, aids, 0)
		q := fmt.Sprintf("filter %d %s: ", i, text(f))
		v, err := walk(func(p graph.Page) (*graph.Slice[*graph.Contact], error) { return s.FindContacts(ctx, f, p) }, 1+rng.IntN(9))
		keep(q+"contacts", v, err)
		by := graph.Orders[i%4]
		v, err = walk(func(p graph.Page) (*graph.Slice[*graph.Contact], error) {
			p.Order = by
			return s.FindContacts(ctx, f, p)
		}, 1+rng.IntN(9))
		keep(q+"contacts ordered "+string(by), v, err)
		of, err := s.ContactsOf(ctx, who, f, graph.Page{First: 3, Order: by})
		keep(q+"contacts of", bares(of), err)
		sw, err := s.SpokeWith(ctx, who, f, graph.Page{First: 4})
		keep(q+"spoke with", bares(sw), err)
		sr, err := s.Series(ctx, f, graph.Steps[i%4])
		keep(q+"series", sr, err)
		mx, err := s.Matrix(ctx, f, append(graph.Steps, "")[i%5])
		keep(q+"matrix", mx, err)
		x, y := who[rng.IntN(len(who))], who[rng.IntN(len(who))]
		tl, err := walk(func(p graph.Page) (*graph.Slice[*graph.Moment], error) { return s.Timeline(ctx, x, y, f, p) }, 2)
		keep(q+"timeline", tl, err)
		ps, err := s.Paths(ctx, x, y, f, 4)
		keep(q+"paths", ps, err)
	}
	for i := range 10 {
		f := randomStatementFilter(rng, who, aids, mids)
		q := fmt.Sprintf("statement filter %d %s: ", i, text(f))
		v, err := walk(func(p graph.Page) (*graph.Slice[*graph.Statement], error) { return s.FindStatements(ctx, f, p) }, 1+rng.IntN(5))
		keep(q+"statements", v, err)
		by := graph.Orders[i%4]
		v, err = walk(func(p graph.Page) (*graph.Slice[*graph.Statement], error) {
			p.Order = by
			return s.FindStatements(ctx, f, p)
		}, 1+rng.IntN(5))
		keep(q+"statements ordered "+string(by), v, err)
		of, err := s.StatementsOf(ctx, who, f, graph.Page{Last: 3, Order: by})
		keep(q+"statements of", bares(of), err)
		ab, err := s.StatementsAbout(ctx, mids, f, graph.Page{First: 2, Order: by})
		keep(q+"statements about", bares(ab), err)
	}
	for _, name := range []string{"x", "qin g", "zel", "ukr", "jorg", "minist turk"} {
		v, err := s.FindActors(ctx, graph.ActorFilter{Name: name}, whole)
		keep("name "+name, bare(v), err)
	}
	for _, f := range []graph.ArticleFilter{{Outlets: []string{"Reuters", ""}}, {Since: "2023-03-10"}, {Until: "2023-03-10"}, {Mentions: who[:1]},
		{Mentions: who[3:4]}, {Text: "elysee"}, {Text: "peace talks"}, {Text: "phone"}} {
		v, err := walk(func(p graph.Page) (*graph.Slice[*graph.Article], error) { return s.FindArticles(ctx, f, p) }, 3)
		keep(fmt.Sprintf("article filter %+v", f), v, err)
	}
	for _, words := range []string{"peace", "xi", "phone 2023", "elys", "kuleba actual", "trade"} {
		v, err := walk(func(p graph.Page) (*graph.Slice[*graph.Hit], error) { return s.Search(ctx, words, nil, p) }, 7)
		keep("search "+words, v, err)
	}
	for _, on := range []graph.Day{"2023-03-12", "2023-04-20"} {
		v, err := walk(func(p graph.Page) (*graph.Slice[*graph.Pair], error) { return s.Silent(ctx, on, 3, nil, p) }, 2)
		keep("silent on "+string(on), v, err)
		some := []graph.ActorID{who[rng.IntN(len(who))], who[rng.IntN(len(who))]}
		v, err = walk(func(p graph.Page) (*graph.Slice[*graph.Pair], error) { return s.Silent(ctx, on, 3, some, p) }, 2)
		keep(fmt.Sprint("silent on ", on, " of ", some), v, err)
		var ps [][2]graph.ActorID
		for range 20 {
			ps = append(ps, [2]graph.ActorID{who[rng.IntN(len(who))], who[rng.IntN(len(who))]})
		}
		pv, err := s.Pairs(ctx, ps, on)
		keep("pairs on "+string(on), pv, err)
	}
	// The feed tells, in whatever steps, of all contacts that there are and of no others.
	alive := map[graph.ContactID]bool{}
	for cursor := ""; ; {
		cs, err := s.Changes(ctx, cursor, 100)
		if err != nil || len(cs) == 0 {
			keep("feed", alive, err)
			break
		}
		for _, c := range cs {
			if c.Gone {
				delete(alive, c.Contact)
			} else {
				alive[c.Contact] = true
			}
			cursor = c.Cursor
		}
	}
	return out, failed
}

// text shows a filter.
func text(f any) string {
	b, _ := json.Marshal(f)
	return string(b)
}

// plain is a page without its cursors, which are each store's own.
type plain[T any] struct {
	Items             []T
	HasNext, HasPrior bool
	Total             int
}

func bare[T any](s *graph.Slice[T]) plain[T] {
	if s == nil {
		return plain[T]{}
	}
	return plain[T]{s.Items, s.HasNext, s.HasPrevious, s.Total}
}

func bares[T any](ss []*graph.Slice[T]) []plain[T] {
	out := make([]plain[T], len(ss))
	for i, s := range ss {
		out[i] = bare(s)
	}
	return out
}

// walk reads a list page by page, forward and then backward.
func walk[T any](ask func(graph.Page) (*graph.Slice[T], error), size int) ([]plain[T], error) {
	var out []plain[T]
	p := graph.Page{First: size}
	for range 100 {
		s, err := ask(p)
		if err != nil {
			return nil, err
		}
		out = append(out, bare(s))
		if !s.HasNext {
			break
		}
		p.After = s.Cursors[len(s.Cursors)-1]
	}
	p = graph.Page{Last: size}
	for range 100 {
		s, err := ask(p)
		if err != nil {
			return nil, err
		}
		out = append(out, bare(s))
		if !s.HasPrevious {
			break
		}
		p.Before = s.Cursors[0]
	}
	return out, nil
}

// some gives up to k values of a list, at most of the time none.
func some[T any](rng *rand.Rand, xs []T, k int) []T {
	if len(xs) == 0 || rng.IntN(4) > 0 {
		return nil
	}
	var out []T
	for range 1 + rng.IntN(k) {
		out = append(out, xs[rng.IntN(len(xs))])
	}
	return out
}

func randomDays(rng *rand.Rand) (since, until graph.Day) {
	if rng.IntN(4) == 0 {
		since = graph.Day("2023-03-01").Add(rng.IntN(15))
	}
	if rng.IntN(4) == 0 {
		until = graph.Day("2023-03-15").Add(rng.IntN(15))
	}
	return
}

func randomFilter(rng *rand.Rand, who []graph.ActorID, articles []graph.ArticleID, depth int) graph.ContactFilter {
	f := graph.ContactFilter{
		Who: some(rng, who, 6), OnBehalfOf: some(rng, who, 6), Statuses: some(rng, graph.Statuses, 3), Media: some(rng, graph.Media, 4),
		Outlets: some(rng, []string{"Reuters", "Paper A", "Élan", ""}, 2), Was: some(rng, graph.Statuses, 2), Articles: some(rng, articles, 12)}
	if f.Who != nil {
		f.With = some(rng, who, 8)
	}
	f.Since, f.Until = randomDays(rng)
	if rng.IntN(12) == 0 {
		f.Place = []string{"kyiv", "ELYS", "é"}[rng.IntN(3)]
	}
	if rng.IntN(8) == 0 {
		f.Text = []string{"peace", "phone", "Trade", "Élysée", "2023 actual"}[rng.IntN(5)]
	}
	if rng.IntN(8) == 0 {
		f.MinSources = 1 + rng.IntN(3)
	}
	if rng.IntN(10) == 0 {
		f.MinReadOuts = 1 + rng.IntN(2)
	}
	if rng.IntN(8) == 0 {
		f.MinConfidence = float64(rng.IntN(10)) / 10
	}
	flag := func(odds int) *bool {
		if rng.IntN(odds) > 0 {
			return nil
		}
		b := rng.IntN(2) == 0
		return &b
	}
	f.Disputed, f.Contradicted = flag(10), flag(10)
	if depth < 3 {
		if rng.IntN(6) == 0 {
			f.And = []graph.ContactFilter{randomFilter(rng, who, articles, depth+1)}
		}
		if rng.IntN(4) == 0 {
			f.Or = []graph.ContactFilter{randomFilter(rng, who, articles, depth+1), randomFilter(rng, who, articles, depth+1)}
		}
		if rng.IntN(4) == 0 {
			n := randomFilter(rng, who, articles, depth+1)
			f.Not = &n
		}
	}
	return f
}

func randomStatementFilter(rng *rand.Rand, who []graph.ActorID, articles []graph.ArticleID, matters []graph.MatterID) graph.StatementFilter {
	f := graph.StatementFilter{Kinds: some(rng, graph.StatementKinds[:4], 3), Speakers: some(rng, who, 8), Addressees: some(rng, who, 8),
		Concerns: some(rng, who, 8), Outlets: some(rng, []string{"Reuters", "Paper A", ""}, 2), Articles: some(rng, articles, 15), Matters: some(rng, matters, 4)}
	f.Since, f.Until = randomDays(rng)
	if rng.IntN(5) == 0 {
		f.Text = []string{"peace", "arms to", "talks"}[rng.IntN(3)]
	}
	if rng.IntN(6) == 0 {
		f.MinSources = 2
	}
	if rng.IntN(6) == 0 {
		f.MinConfidence = 0.75
	}
	return f
}
