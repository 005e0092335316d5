package extract

import (
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/kb"
)

// protagonist gives whom an official text is about: the first person of the publisher's own country that its title or first
// sentences name, else who speaks first in its transcript, else its author; -1 in texts of the press.
func (r *resolver) protagonist() int {
	if r.house == "" {
		return -1
	}
	state := r.stateOf(r.house)
	body := 0
	for body < len(r.blocks) && r.blocks[body].Kind == article.Title {
		body++
	}
	for _, m := range r.mentions {
		b := int(r.blockOf[m.head])
		if b > body || b == body && (r.blocks[b].Speaker != "" || r.sent[m.head] > r.sent[r.first[body]]+1) {
			break
		}
		if m.entity < 0 || m.form != byName && m.form != byRole || !isSubject(r.Tokens[m.head].Dep) {
			continue
		}
		if e := r.entities[m.entity]; e.kind == kb.Person && !e.plural && e.country != "" && r.stateOf(e.country) == state {
			return m.entity
		}
	}
	for k := range r.blocks {
		if s := r.blocks[k].Speaker; s != "" && s != "Q" {
			if es := r.speakersOf(r.first[k]); len(es) == 1 {
				return es[0]
			}
			return -1
		}
	}
	if len(r.authors) == 1 {
		return r.authors[0]
	}
	return -1
}

// ofProtagonist gives whom an official text is about as a side of token i, which names no other: "The meeting was attended by
// …", "Trade featured in the conversation with Prime Minister Modi"; nil where the text has none, or quotes somebody.
func (r *resolver) ofProtagonist(i int) []filler {
	if r.house == "" || r.quoted(i) {
		return nil
	}
	if r.about == 0 {
		r.about = r.protagonist() + 2
	}
	e := r.about - 2
	if e < 0 {
		return nil
	}
	at := &mention{start: i, end: i + 1, nameFrom: i, nameTo: i, head: i, form: byRole, countryFrom: -1, entity: e} // a label is no word of the text
	for _, m := range r.mentions {
		if m.entity == e && (m.form == byName || m.form == byRole) {
			at = m
			break
		}
	}
	return []filler{{entity: e, at: at, arg: "subj", via: "author", size: 1}}
}

// addressed joins who says "we met in Sochi" or "our conversation" in a transcript or a statement with whom they are said to be
// in contact there: "we" are then both.
func (r *resolver) addressed(out []*proposal, trigger int, rule *contactRule, left []filler) []*proposal {
	if len(left) != 1 || left[0].at.form != byPronoun || !left[0].at.plural || r.quoted(trigger) || r.blocks[r.blockOf[trigger]].Speaker == "" && len(r.authors) == 0 {
		return out
	}
	if p := pronounForms[r.Lower(left[0].at.start)]; p.person != 1 {
		return out
	}
	if r.verbal(trigger) && r.Tokens[trigger].Tag != "VBD" && !r.perfect(trigger) || r.isNoun(trigger) && left[0].arg != "poss" {
		return out // "we will discuss this": what they are about to do there
	}
	for _, p := range out {
		switch {
		case !r.entities[p.a.entity].personal() || !r.entities[p.b.entity].personal():
		case p.a.entity == left[0].entity:
			return r.pairOf(out, trigger, rule, "addressed", left[0], p.b)
		case p.b.entity == left[0].entity:
			return r.pairOf(out, trigger, rule, "addressed", left[0], p.a)
		}
	}
	return out
}
