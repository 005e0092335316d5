package extract

import (
	"strings"

	"github.com/demarche/demarche/ingest/kb"
)

// pairUp joins each of left with each of right.
func (r *resolver) pairUp(out []*proposal, trigger int, rule *contactRule, how string, left, right []filler) []*proposal {
	for _, a := range left {
		for _, b := range right {
			out = r.pairOf(out, trigger, rule, how, a, b)
		}
	}
	return out
}

// pairAmong joins each of those named together with each other.
func (r *resolver) pairAmong(out []*proposal, trigger int, rule *contactRule, how string, fs []filler) []*proposal {
	if len(fs) > 12 {
		fs = fs[:12]
	}
	for c := range r.Children(trigger) { // "both men held separate talks": with somebody else
		if w := r.Lower(c); w == "separate" || w == "separately" {
			return out
		}
	}
	for i := range fs {
		for k := i + 1; k < len(fs); k++ {
			out = r.pairOf(out, trigger, rule, how, fs[i], fs[k])
		}
	}
	return out
}

func (r *resolver) pairOf(out []*proposal, trigger int, rule *contactRule, how string, a, b filler) []*proposal {
	a, b = r.spokenFor(a), r.spokenFor(b)
	if a.entity == b.entity || a.entity < 0 || b.entity < 0 || r.noParty(a) || r.noParty(b) || r.merelyTold(trigger, a) || r.merelyTold(trigger, b) || r.own(a, b) || r.own(b, a) {
		return out
	}
	if ea, eb := r.entities[a.entity], r.entities[b.entity]; !ea.personal() && !eb.personal() && r.sports(trigger) ||
		r.Lemma(trigger) == "meet" && ea.player() && eb.player() && r.ofSport() {
		return out
	}
	return append(out, &proposal{a: a, b: b, trigger: trigger, rule: rule, how: how})
}

// sporting are words of matches and cups, in which countries and clubs meet without a word.
var sporting = wordSet("match matches cup final semifinals semi-finals quarter-finals quarterfinals seed seeded semifinal semi-final quarterfinal quarter-final league goal goals season coach kickoff wicket innings tournament championship championships playoff playoffs squad striker midfielder fixture fixtures")

// sports tells whether the sentence of a token is about a match.
func (r *resolver) sports(i int) bool {
	s := r.Sent(i)
	for k := s.Start; k < s.End; k++ {
		if sporting[r.Lower(k)] {
			return true
		}
	}
	return false
}

// player tells whether somebody can be one of those who play: nobody whom the text or the record gives a high office.
func (e *entity) player() bool { return !e.personal() || e.role == "" && e.titles == 0 }

// ofSport tells whether the whole text is about matches, which is where players meet in them too: four words of sport and
// more, one in every sixty.
func (r *resolver) ofSport() bool {
	if r.sport == 0 {
		n := 0
		for k := range r.Tokens {
			if sporting[r.Lower(k)] {
				n++
			}
		}
		r.sport = -1
		if n >= 4 && n*60 >= len(r.Tokens) {
			r.sport = 1
		}
	}
	return r.sport > 0
}

// press are those to whom one speaks without being in contact.
var press = wordSet("reporter reporters journalist journalists press media newsman newsmen correspondent correspondents audience crowd viewers listeners photographer photographers interpreter interpreters translator interviewer newspaper magazine cameraman")

// noParty tells whether a filler names somebody who is never a side: the press, an outlet, or whom a side's office is for.
func (r *resolver) noParty(f filler) bool {
	if r.served[f.at] {
		return true
	}
	if f.at.form == byNoun && press[r.Lower(f.at.end-1)] {
		return true
	}
	e := r.entities[f.entity]
	if e.known == nil {
		return papers[strings.ToLower(e.name[strings.LastIndexByte(e.name, ' ')+1:])]
	}
	return e.known.Class == "outlet"
}

// papers are what titles of official texts call them: "Press Gaggle by", "Joint Statement on".
var papers = wordSet("statement gaggle briefing readout remarks communique communiqué transcript")

// merelyTold tells whether a contact noun is news that the speaker f has or has not to give: "I don't have a call to read
// out".
func (r *resolver) merelyTold(n int, f filler) bool {
	if f.at.form != byPronoun || pronounForms[r.Lower(f.at.start)].person != 1 {
		return false
	}
	for k := n + 1; k < min(n+4, r.Sent(n).End-1); k++ {
		if r.Lower(k) == "to" && announcing[r.Lower(k+1)] {
			return true
		}
	}
	return false
}

// announcing are verbs for what a spokesman does with news.
var announcing = wordSet("read preview announce share confirm report offer")

// own tells whether b is the country for which the person a acts: one does not meet one's own country.
func (r *resolver) own(a, b filler) bool {
	x, y := r.entities[a.entity], r.entities[b.entity]
	return x.kind == kb.Person && y.kind == kb.Country && x.country != "" && r.stateOf(x.country) == y.id
}

// personal tells whether an entity is one human.
func (e *entity) personal() bool { return e.kind == kb.Person && !e.plural }
