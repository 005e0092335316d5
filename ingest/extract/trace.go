package extract

import (
	"cmp"
	"math"
	"slices"

	"github.com/demarche/demarche/graph"
)

// Trace is how an article was read: what each mention was taken for, and every candidate for a fact, taken or not.
type Trace struct {
	Mentions   []TracedMention // in the order of the text
	Candidates []Candidate     // likewise, contacts before statements
}

// TracedMention is a mention and what it was taken for.
type TracedMention struct {
	At      graph.Evidence // where it stands; Quote, Start and End only
	Actors  []string       // names; empty where it was not resolved
	Because string         // why these
}

// Candidate is what a rule proposed.
type Candidate struct {
	At      graph.Evidence // where, with the words and the rule; Confidence is the probability that it stands
	Kind    string         // "contact", or the kind of statement
	Parties []string       // names, each with what joins it to the trigger: "Qin Gang (prep:with)"
	Status  graph.Status
	Because string         // why this status
	Date    graph.Interval // of a contact
	Taken   bool           // probable enough to be a fact
	Weights []Weight       // what spoke for and against it most, heaviest first
}

// Weight is what one feature of a candidate weighs in the scorer, positive for it, negative against it.
type Weight struct {
	Feature string
	Value   float64
}

// Trace reads an article as Extract does and tells how.
func (x *Extractor) Trace(in Input) *Trace {
	r := x.reading(in)
	t := &Trace{}
	for _, m := range r.mentions {
		tm := TracedMention{At: r.evidenceAt(m.start, m.end, "", 0), Because: m.because}
		if m.entity >= 0 {
			tm.Actors = append(tm.Actors, r.entities[m.entity].name)
		}
		for _, e := range m.members {
			tm.Actors = append(tm.Actors, r.entities[e].name)
		}
		t.Mentions = append(t.Mentions, tm)
	}
	for _, p := range r.proposals {
		t.Candidates = append(t.Candidates, Candidate{
			At: r.evidence(p), Kind: "contact", Parties: []string{r.party(p.a), r.party(p.b)}, Status: p.fact.Status, Because: p.fact.Reason,
			Date: p.date, Taken: p.keep >= standing, Weights: x.contacts.heaviest(p.features),
		})
	}
	for _, s := range r.speeches {
		parties := []string{r.party(s.speaker)}
		for _, to := range s.to {
			parties = append(parties, r.party(to))
		}
		t.Candidates = append(t.Candidates, Candidate{
			At: r.evidenceAt(s.trigger, s.trigger+1, s.rule.name, s.keep), Kind: string(s.rule.kind), Parties: parties, Status: s.fact.Status,
			Because: s.fact.Reason, Taken: s.keep >= standing, Weights: x.statements.heaviest(s.features),
		})
	}
	return t
}

// party names a filler with what joins it to its trigger.
func (r *reading) party(f filler) string {
	if f.entity < 0 {
		return "?"
	}
	name := r.entities[f.entity].name
	if f.via != "" {
		name += " (" + f.via + ")"
	}
	return name
}

// heaviest gives the features that weigh most in a judgement, at most six.
func (s *scorer) heaviest(features []string) []Weight {
	var out []Weight
	for _, f := range features {
		if w := s.weights[f]; w != 0 {
			out = append(out, Weight{f, w})
		}
	}
	slices.SortStableFunc(out, func(a, b Weight) int { return cmp.Compare(math.Abs(b.Value), math.Abs(a.Value)) })
	return out[:min(len(out), 6)]
}
