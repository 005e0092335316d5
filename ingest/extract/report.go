package extract

import (
	"cmp"
	"slices"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/kb"
)

// reports gives the facts of a reading as graph.Reports.
func (r *reading) reports() *graph.Reports {
	out := &graph.Reports{Article: *r.article}
	out.Contacts = r.contactReports()
	out.Statements = r.statementReports()
	r.mentionsAndActors(out)
	return out
}

// standing is the least probability at which a proposal becomes a report.
const standing = 0.5

// fact gathers the proposals that tell of one contact of one pair.
type pairFact struct {
	a, b      int // entities, a < b
	status    graph.Status
	date      graph.Interval
	inferred  bool        // no words give the date
	proposals []*proposal // the surest first
}

// contactReports joins proposals into contacts: those of one pair, status and compatible day are one, and pairs that
// one trigger joins are sides of one contact.
func (r *reading) contactReports() []graph.ContactReport {
	var facts []*pairFact
	for _, p := range r.proposals {
		if p.keep < standing {
			continue
		}
		a, b := min(p.a.entity, p.b.entity), max(p.a.entity, p.b.entity)
		date := p.date
		var f *pairFact
		for _, g := range facts {
			if g.a == a && g.b == b && g.status == p.fact.Status && g.date.Overlaps(date) && !(p.how == "addressed" && date.Known() && !g.date.Known()) { // "we met in May" is not the meeting at which it is said
				f = g
				break
			}
		}
		if f == nil {
			f = &pairFact{a: a, b: b, status: p.fact.Status, date: date}
			facts = append(facts, f)
		}
		f.date = narrower(f.date, date)
		f.proposals = append(f.proposals, p)
	}
	facts = r.foldCountries(facts)
	facts = foldPlans(facts)
	r.dateReadouts(facts)
	r.dateStory(facts)
	for _, f := range facts {
		slices.SortStableFunc(f.proposals, func(a, b *proposal) int { return -cmp.Compare(a.keep, b.keep) })
	}
	return r.joinPairs(facts)
}

// dateReadouts gives the contacts that an official read-out is about its own day, where it names none: those of its
// title and its first sentences.
func (r *reading) dateReadouts(facts []*pairFact) {
	if r.house == "" || r.day == "" {
		return
	}
	for _, f := range facts {
		if f.status != graph.Actual || f.date.Known() {
			continue
		}
		for _, p := range f.proposals {
			if (r.leads(p.trigger) || p.rule == attendRule) && p.fact.Tense == PastTense {
				f.date, f.inferred = graph.Interval{Start: r.day, End: r.day}, true
				p.dated = "the read-out's own day"
				break
			}
		}
	}
}

// leads tells whether a token stands in the title or in the first two sentences under it.
func (r *reading) leads(i int) bool {
	k := int(r.blockOf[i])
	body := 0
	for body < len(r.blocks) && r.blocks[body].Kind == article.Title {
		body++
	}
	return k < body || k == body && r.sent[i] <= r.sent[r.first[body]]+1
}

// narrower gives the more exact of two intervals that overlap.
func narrower(a, b graph.Interval) graph.Interval {
	if !a.Known() || b.Known() && spread(b) < spread(a) {
		return b
	}
	return a
}

// joinPairs makes one report of the pairs that share their surest trigger, status and day.
func (r *reading) joinPairs(facts []*pairFact) []graph.ContactReport {
	type key struct {
		trigger int
		status  graph.Status
		date    graph.Interval
	}
	var order []key
	groups := map[key][]*pairFact{}
	for _, f := range facts {
		k := key{f.proposals[0].trigger, f.status, f.date}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], f)
	}
	var out []graph.ContactReport
	for _, k := range order {
		for _, set := range sidesOf(groups[k]) {
			out = append(out, r.contactReport(set.sides, set.facts))
		}
	}
	return out
}

// sided is a set of pairs with the sides that they make.
type sided struct {
	sides [][]int
	facts []*pairFact
}

// sidesOf finds sides whose opposite pairs are just the pairs given; where none fit, each pair is a set of its own.
func sidesOf(facts []*pairFact) []sided {
	pairs := map[[2]int]bool{}
	var actors []int
	for _, f := range facts {
		pairs[[2]int{f.a, f.b}] = true
		for _, e := range []int{f.a, f.b} {
			if !slices.Contains(actors, e) {
				actors = append(actors, e)
			}
		}
	}
	// Actors that are not opposite each other and face the same others are one side.
	var sides [][]int
	for _, e := range actors {
		placed := false
		for i, s := range sides {
			if !opposite(pairs, e, s[0]) {
				sides[i] = append(s, e)
				placed = true
				break
			}
		}
		if !placed {
			sides = append(sides, []int{e})
		}
	}
	n, all := 0, true
	for i := range sides {
		for k := i + 1; k < len(sides); k++ {
			for _, a := range sides[i] {
				for _, b := range sides[k] {
					n++
					all = all && opposite(pairs, a, b)
				}
			}
		}
	}
	if all && n == len(facts) {
		return []sided{{sides, facts}}
	}
	var out []sided
	for _, f := range facts {
		out = append(out, sided{[][]int{{f.a}, {f.b}}, []*pairFact{f}})
	}
	return out
}

func opposite(pairs map[[2]int]bool, a, b int) bool { return pairs[[2]int{min(a, b), max(a, b)}] }

func (r *reading) contactReport(sides [][]int, facts []*pairFact) graph.ContactReport {
	c := graph.ContactReport{Article: r.article.ID, Status: facts[0].status, Date: facts[0].date, Medium: graph.Unspecified,
		DateInferred: !slices.ContainsFunc(facts, func(f *pairFact) bool { return !f.inferred })}
	day := string(cmp.Or(c.Date.Start, c.Date.End, r.day))
	for i, s := range sides {
		for _, e := range s {
			c.Participants = append(c.Participants, graph.Participant{Actor: graph.ActorID(r.entities[e].id), Side: i, OnBehalfOf: r.behalf(e, day)})
		}
	}
	seen := map[int]bool{}
	for _, f := range facts {
		for _, p := range f.proposals {
			c.Confidence = max(c.Confidence, p.keep)
			if m := r.mediumOf(p); c.Medium == graph.Unspecified {
				c.Medium = m
			}
			if c.Place == "" {
				c.Place, _ = Place(r.Syntax, p.trigger)
			}
			for _, t := range Topics(r.Syntax, p.trigger) {
				if !slices.Contains(c.Topics, t) && len(c.Topics) < 8 {
					c.Topics = append(c.Topics, t)
				}
			}
			if !seen[p.trigger] {
				seen[p.trigger] = true
				c.Evidence = append(c.Evidence, r.evidence(p))
			}
		}
	}
	return c
}

// mediumOf gives the means that the words around a trigger name, else the rule's own.
func (r *reading) mediumOf(p *proposal) graph.Medium {
	if m, _ := Medium(r.Syntax, p.trigger); m != graph.Unspecified && m != "" {
		return m
	}
	if p.rule.medium == graph.Unspecified && p.rule.name != "speak" && r.onVisit(p) {
		return graph.InPerson
	}
	if p.rule.medium == graph.Unspecified && p.rule.noun && p.a.arg == p.b.arg && p.a.size > 2 {
		return graph.InPerson // many do not sit down to talks from afar, or it would be said
	}
	return p.rule.medium
}

// behalf gives the country or organisation for which a person acts: by the office held on the day, else the one that
// the text gives.
func (r *reading) behalf(e int, day string) graph.ActorID {
	x := r.entities[e]
	if x.kind != kb.Person {
		if x.known == nil && x.country != "" {
			return graph.ActorID(x.country)
		}
		return ""
	}
	if x.known != nil {
		if t, ok := r.kb.Office(x.id, day); ok {
			return graph.ActorID(t.For)
		}
	}
	return graph.ActorID(x.country)
}

// evidence gives the shortest stretch of a sentence that holds trigger and both actors.
func (r *reading) evidence(p *proposal) graph.Evidence {
	from, to := p.trigger, p.trigger+1
	for _, m := range []*mention{p.a.at, p.b.at} {
		if r.sent[m.head] == r.sent[p.trigger] {
			from, to = min(from, m.start), max(to, m.end)
		}
	}
	rule := p.rule.name
	if p.dated != "" {
		rule += ", " + p.dated
	}
	return r.evidenceAt(from, to, rule, p.keep)
}

// evidenceAt gives the evidence of tokens from to before to.
func (r *reading) evidenceAt(from, to int, rule string, confidence float64) graph.Evidence {
	title, start, end := r.place(from, to)
	src, x := r.article.Text, r.runes[0]
	if title {
		src, x = r.article.Title, r.runes[1]
	}
	s := r.Sent(from)
	_, ss, se := r.place(s.Start, s.End)
	return graph.Evidence{Article: r.article.ID, InTitle: title, Start: x.at(start), End: x.at(end), Quote: src[start:end],
		Sentence: src[ss:se], Rule: rule, Confidence: confidence}
}

// mentionsAndActors adds what the article names.
func (r *reading) mentionsAndActors(out *graph.Reports) {
	used := make([]bool, len(r.entities))
	for _, m := range r.mentions {
		if m.entity < 0 || m.form == byPronoun || m.form == byPair {
			continue
		}
		used[m.entity] = true
		title, start, end := r.place(m.start, m.end)
		src, x := r.article.Text, r.runes[0]
		if title {
			src, x = r.article.Title, r.runes[1]
		}
		out.Mentions = append(out.Mentions, graph.Mention{Actor: graph.ActorID(r.entities[m.entity].id), InTitle: title,
			Start: x.at(start), End: x.at(end), Text: src[start:end]})
	}
	named := map[graph.ActorID]bool{}
	for _, c := range out.Contacts {
		for _, p := range c.Participants {
			named[p.Actor], named[p.OnBehalfOf] = true, true
		}
	}
	for _, s := range out.Statements {
		named[s.Speaker], named[s.OnBehalfOf] = true, true
		for _, a := range s.Addressees {
			named[a] = true
		}
		for _, c := range s.Concerns {
			named[c.Actor] = true
		}
	}
	have := map[graph.ActorID]bool{}
	for i, e := range r.entities {
		if used[i] || named[graph.ActorID(e.id)] {
			out.Actors = append(out.Actors, r.actor(e))
			have[graph.ActorID(e.id)] = true
			for _, t := range e.terms {
				out.Offices = append(out.Offices, graph.Office{Person: graph.ActorID(t.Person), For: graph.ActorID(t.For), Role: t.Role, Title: t.Title,
					Since: graph.Day(t.Since), Until: graph.Day(t.Until)})
				named[graph.ActorID(t.For)] = true
			}
			named[graph.ActorID(e.country)] = true
		}
	}
	rest := make([]string, 0, len(named))
	for id := range named {
		if id != "" && !have[id] {
			rest = append(rest, string(id))
		}
	}
	slices.Sort(rest)
	for _, id := range rest {
		if e := r.kb.Entity(id); e != nil {
			out.Actors = append(out.Actors, r.actor(&entity{id: id, kind: e.Kind, known: e, name: e.Name, gender: e.Gender, country: e.Country}))
		}
	}
}

func (r *reading) actor(e *entity) graph.Actor {
	a := graph.Actor{ID: graph.ActorID(e.id), Kind: graph.ActorKind(e.kind), Name: e.name, Gender: e.gender}
	aliases := slices.Clone(e.aliases)
	if e.known != nil {
		aliases = append(aliases, e.known.Aliases...)
		if e.known.Family != "" {
			aliases = append(aliases, e.known.Family)
		}
		a.QID, a.PartOf = e.known.QID, graph.ActorID(e.known.PartOf)
		a.Country = graph.ActorID(e.known.Country)
	} else {
		a.Role = e.role
	}
	if e.kind != kb.Country && a.Country == "" {
		if c := r.stateOf(e.country); c != "" {
			if k := r.kb.Entity(c); k != nil && k.Kind == kb.Country {
				a.Country = graph.ActorID(c)
			}
		}
	}
	slices.Sort(aliases)
	for _, s := range slices.Compact(aliases) {
		if s != e.name {
			a.Aliases = append(a.Aliases, s)
		}
	}
	return a
}
