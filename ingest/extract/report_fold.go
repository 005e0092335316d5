package extract

import (
	"slices"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/kb"
)

// foldCountries adds what is told of a country to the contact of somebody who acts for it: "Ukraine discussed with China"
// over a story of their ministers' call is no second contact, nor is "will visit Moscow" where "for meetings with Medvedev"
// follows.
func (r *reading) foldCountries(facts []*pairFact) []*pairFact {
	var out []*pairFact
	for _, f := range facts {
		var into *pairFact
		for _, g := range facts {
			if g != f && g.status == f.status && g.date.Overlaps(f.date) && r.actsFor(g, f) {
				into = g
				break
			}
		}
		if into == nil {
			out = append(out, f)
			continue
		}
		into.date = narrower(into.date, f.date)
		into.proposals = append(into.proposals, f.proposals...)
	}
	return out
}

// actsFor tells whether the two people of one fact stand for the parties of another: each is the same, or acts for the
// country that the other names, one at least.
func (r *reading) actsFor(people, f *pairFact) bool {
	x, y := r.entities[people.a], r.entities[people.b]
	if !x.personal() || !y.personal() {
		return false
	}
	for _, o := range [2][2]int{{f.a, f.b}, {f.b, f.a}} {
		if n, m := r.standsFor(people.a, o[0]), r.standsFor(people.b, o[1]); n && m {
			return true
		}
	}
	return false
}

// standsFor tells whether entity p is entity e or acts for that country.
func (r *reading) standsFor(p, e int) bool {
	return p == e || r.entities[e].kind == kb.Country && r.stateOf(r.entities[p].country) == r.entities[e].id
}

// foldPlans adds what is still to come to the contact that the text tells of as done, under way, planned or called off, where
// it is no contact of its own: the plan whose day has come ("Xi to meet Putin on Thursday", "Xi met Putin on Thursday"),
// the plan that was called off, and what the parties of a contact are expected to discuss.
func foldPlans(facts []*pairFact) []*pairFact {
	return slices.DeleteFunc(facts, func(f *pairFact) bool {
		if f.status != graph.Planned {
			return false
		}
		for _, g := range facts {
			if g == f || g.a != f.a || g.b != f.b || !g.date.Overlaps(f.date) {
				continue
			}
			if g.status == graph.Denied && g.calledOff() || g.status == graph.Actual && (f.date.Granularity() == graph.ByDay && f.date == g.date || f.matter() && !f.date.Known()) {
				g.proposals = append(g.proposals, f.proposals...)
				g.date = narrower(g.date, f.date)
				return true
			}
		}
		return false
	})
}

// calledOff tells whether a fact is a plan that was dropped, rather than a contact that never was.
func (f *pairFact) calledOff() bool {
	return slices.ContainsFunc(f.proposals, func(p *proposal) bool { return p.fact.Tense == FutureTense })
}

// matter tells whether a fact is only told by what is spoken of, "are expected to discuss trade".
func (f *pairFact) matter() bool {
	return !slices.ContainsFunc(f.proposals, func(p *proposal) bool { return !p.rule.matter })
}
