package extract

import (
	"cmp"
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/kb"
)

// sameReach is among how many statements before it a statement is looked for again.
const sameReach = 100

// statementReports joins the speech acts that stand into statements: those of one speaker, kind and matter are one.
func (r *reading) statementReports() []graph.StatementReport {
	var out []graph.StatementReport
	var words [][]string
	for _, s := range r.speeches {
		if s.keep < standing {
			continue
		}
		e := r.entities[s.speaker.entity]
		about := r.words(s.from, s.up)
		when := r.dayOfSpeech(s)
		st := graph.StatementReport{Article: r.article.ID, Kind: s.rule.kind, Speaker: graph.ActorID(e.id), About: about, Date: when, Confidence: s.keep}
		st.OnBehalfOf = r.behalf(s.speaker.entity, string(cmp.Or(when.Start, r.day)))
		seen := map[int]bool{s.speaker.entity: true}
		for _, t := range s.to {
			if !seen[t.entity] && t.entity >= 0 && !r.noParty(t) {
				seen[t.entity] = true
				st.Addressees = append(st.Addressees, graph.ActorID(r.entities[t.entity].id))
			}
		}
		for k := s.from; k < s.up; k++ {
			m := r.cover[k]
			if m == nil || m.start != k && k != s.from || m.entity < 0 || m.entity == s.speaker.entity {
				continue
			}
			c := graph.Concern{Actor: graph.ActorID(r.entities[m.entity].id), Role: concernRole(r.Tokens[m.head].Dep)}
			if !slices.ContainsFunc(st.Concerns, func(o graph.Concern) bool { return o.Actor == c.Actor }) {
				st.Concerns = append(st.Concerns, c)
			}
		}
		st.Evidence = []graph.Evidence{r.speechEvidence(s)}
		w := strings.Fields(kb.Fold(about))
		same := len(out) - 1
		for last := max(0, len(out)-sameReach); same >= last; same-- {
			if out[same].Kind == st.Kind && out[same].Speaker == st.Speaker && (shared(words[same], w) || s.rule.kind == graph.Denial && r.spokenOfBefore(s)) {
				break
			}
		}
		if same >= max(0, len(out)-sameReach) {
			o := &out[same]
			o.Evidence = append(o.Evidence, st.Evidence...)
			o.Confidence = max(o.Confidence, st.Confidence)
			for _, a := range st.Addressees {
				if !slices.Contains(o.Addressees, a) {
					o.Addressees = append(o.Addressees, a)
				}
			}
			continue
		}
		out, words = append(out, st), append(words, w)
	}
	return out
}

// spokenOfBefore tells whether the matter of a denial is only "it" or "the report": the claim that was denied before.
func (r *reading) spokenOfBefore(s *speech) bool {
	h := r.matterHead(s)
	if h < 0 {
		return false
	}
	for r.Tokens[h].Head >= s.from && r.Tokens[h].Head < s.up && !r.nominal(h) {
		h = r.Tokens[h].Head
	}
	if r.verbal(h) {
		h = r.Child(h, "nsubj")
	}
	switch {
	case h < 0 || r.Child(h, "acl", "relcl", "ccomp") >= 0 || r.prep(h, "of", "that", "about") >= 0:
		return false
	case r.Tokens[h].Pos == "PRON":
		w := r.Lower(h)
		return w == "it" || w == "this" || w == "that" || w == "they"
	}
	d := r.Child(h, "det")
	return d >= 0 && speechActs.claims[r.Lemma(h)] && r.Lower(d) != "a" && r.Lower(d) != "any" && r.Lower(d) != "no"
}

// dayOfSpeech gives the days of a speech act: its own, else those of the verb that its clause hangs on ("published on
// February 24 a paper in which it called for dialogue").
func (r *reading) dayOfSpeech(s *speech) graph.Interval {
	i := s.trigger
	for range 4 {
		if when, _ := EventTime(r.Syntax, i, r.times, s.fact.Tense); when.Known() {
			return when
		}
		switch r.Tokens[i].Dep {
		case "relcl", "acl":
			i = r.governor(r.Tokens[i].Head)
		case "advcl", "xcomp", "conj":
			i = r.Tokens[i].Head
		default:
			return graph.Interval{}
		}
		if i < 0 || !r.verbal(i) {
			break
		}
	}
	return graph.Interval{}
}

// shared tells whether most of the shorter list of words stands in the other.
func shared(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return len(a) > 0 && 10*n >= 7*len(a)
}

func concernRole(dep string) string {
	switch dep {
	case "nsubj":
		return "agent"
	case "dobj", "nsubjpass":
		return "patient"
	}
	return ""
}

// speechEvidence gives the stretch from the speaker to the end of the matter.
func (r *reading) speechEvidence(s *speech) graph.Evidence {
	from, to := min(s.trigger, s.from), max(s.trigger+1, s.up)
	if m := s.speaker.at; m != nil && r.sent[m.head] == r.sent[s.trigger] {
		from, to = min(from, m.start), max(to, m.end)
	}
	if r.blockOf[from] != r.blockOf[to-1] {
		from, to = s.from, s.up
	}
	return r.evidenceAt(from, to, s.rule.name, s.keep)
}
