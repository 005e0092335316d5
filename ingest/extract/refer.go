package extract

import (
	"github.com/demarche/demarche/ingest/kb"
)

// appositions ties a name and the office or noun set beside it: "Qin Gang, the Chinese foreign minister,", "his
// Russian counterpart, Sergei Lavrov". Both get one entity, and the name is read with the office in mind.
func (r *resolver) appositions() {
	r.tied, r.served = map[*mention]bool{}, map[*mention]bool{}
	for k := 0; k+1 < len(r.mentions); k++ {
		a, b := r.mentions[k], r.mentions[k+1]
		if c := r.titleOf(k); c != nil {
			r.tie(c, a)
			continue
		}
		if k+2 < len(r.mentions) && a.countryFrom == b.start && a.countryFrom > a.start { // "the head of the PLO, Mahmoud Abbas,"
			if c := r.mentions[k+2]; c.form == byName && r.besideEachOther(b, c) && r.canName(c) && r.canDescribe(a) && r.endsPhrase(c.end) && r.sent[a.head] == r.sent[c.head] {
				r.tie(c, a)
				continue
			}
		}
		if n := r.longOffice(k); n > 0 { // "the Adviser to the President on National Security, Michael Waltz,"
			r.tie(r.mentions[n], a)
			for _, m := range r.mentions[k+1 : n] {
				r.served[m] = true
			}
			k = n - 1
			continue
		}
		if n := r.partyOffice(k); n > 0 {
			r.tie(r.mentions[n], a)
			continue
		}
		if k+2 < len(r.mentions) && r.sentTo(a, b) { // "Beijing's envoy to Washington, Qin Gang,"
			if c := r.mentions[k+2]; c.form == byName && r.besideEachOther(b, c) && r.canName(c) && r.canDescribe(a) && r.endsPhrase(c.end) && r.sent[a.head] == r.sent[c.head] {
				r.tie(c, a)
				continue
			}
		}
		if r.sent[a.head] == r.sent[b.head] && r.moreOffices(a, b) {
			r.tie(b, a)
			continue
		}
		if r.sent[a.head] != r.sent[b.head] || !r.besideEachOther(a, b) {
			continue
		}
		switch {
		case a.form == byName && (b.form == byRole || b.form == byNoun) && r.canName(a) && r.canDescribe(b):
			r.tie(a, b)
		case b.form == byName && r.isCounterpart(a) && !a.plural && hasPerson(b.readings) && r.endsPhrase(b.end): // "his counterpart, Foreign Minister Gabi Ashkenazi,"
			r.tie(b, a)
		case b.form == byName && (a.form == byRole || a.form == byNoun) && r.canName(b) && r.canDescribe(a) && (r.isAppos(a, b) || r.endsPhrase(b.end) || r.isCounterpart(a)):
			r.tie(b, a)
		}
	}
}

// titleOf gives the person whom a run of capitals that ends in a noun for one is the first title of, "Politburo Member,
// Director of the Office of the Foreign Affairs Commission, and Foreign Minister Wang Yi"; nil where it is none.
func (r *resolver) titleOf(k int) *mention {
	a := r.mentions[k]
	if a.form != byName || len(a.readings) > 0 || len(a.roles) > 0 || nouns[r.Lower(a.end-1)]&aPerson == 0 || r.Lower(a.end) != "," {
		return nil
	}
	for j := k + 1; j < min(k+6, len(r.mentions)) && r.sent[r.mentions[j].head] == r.sent[a.head]; j++ {
		c := r.mentions[j]
		if c.form != byName || !hasPerson(c.readings) || c.roleTo <= c.roleFrom {
			continue
		}
		if w := r.Lower(c.start - 1); w != "and" && w != "," || c.start-a.end > 24 {
			return nil
		}
		for i := a.end; i < c.start; i++ {
			if r.verbal(i) && r.cover[i] == nil {
				return nil
			}
		}
		return c
	}
	return nil
}

// longOffice gives the place among the mentions of the person behind the comma that ends an office told at length, "the
// Chairman of the Management Board of Gazprom, Alexei Miller"; 0 where mention k is none. What the office is for is made of
// nouns, capitals and small words, and names nobody else.
func (r *resolver) longOffice(k int) int {
	a := r.mentions[k]
	if a.form != byRole || !r.canDescribe(a) || a.end >= len(r.Tokens) || !officeLinks[r.Lower(a.end)] {
		return 0
	}
	i := a.end
	for ; i < min(a.end+officeWords, len(r.Tokens)) && r.Lower(i) != ","; i++ {
		if t := &r.Tokens[i]; !titleWords[r.Lower(i)] && t.Pos != "ADJ" && !r.nominal(i) || r.cover[i] != nil && hasPerson(r.cover[i].readings) {
			return 0
		}
	}
	if i+1 >= len(r.Tokens) || r.Lower(i) != "," {
		return 0
	}
	for n := k + 1; n < len(r.mentions) && r.mentions[n].start <= i+1; n++ {
		if c := r.mentions[n]; c.start == i+1 && c.form == byName && r.sent[a.head] == r.sent[c.head] && r.canName(c) && (hasPerson(c.readings) || r.entityLabel(c.nameFrom) == "PERSON") && r.endsPhrase(c.end) {
			return n
		}
	}
	return 0
}

// officeLinks join an office to what it is for, which runs on for officeWords at most.
var officeLinks = wordSet("of for to on at in")

const officeWords = 20

// sentTo tells whether b is the country or body that the office a is about, "envoy to Washington".
func (r *resolver) sentTo(a, b *mention) bool {
	if a.form != byRole && a.form != byNoun || b.form != byName || b.kind == kb.Person || b.start-a.end > 2 || b.start <= a.end {
		return false
	}
	switch r.Lower(a.end) {
	case "to", "of", "for", "in", "at", "on":
		return b.start == a.end+1 || r.Lower(a.end+1) == "the"
	}
	return false
}

// moreOffices tells whether the office a is one of several of the person b: "Vice Prime Minister and Labor Party leader
// Shimon Peres", "General Secretary of the Central Committee and Chinese President Xi Jinping". With an article each would be
// of its own.
func (r *resolver) moreOffices(a, b *mention) bool {
	return a.form == byRole && !a.plural && r.firstOffice(a, b) && b.start == a.end+1 && r.Lower(a.end) == "and"
}

// firstOffice tells whether the office a, written as a title, and the titled name b agree in their countries.
func (r *resolver) firstOffice(a, b *mention) bool {
	return capital(r.Tokens[a.start].Text) && r.Tokens[a.start].Pos != "DET" && r.Lower(a.start-1) != "the" &&
		b.form == byName && b.roleTo > b.roleFrom && b.nameFrom >= b.roleTo &&
		(b.country == "" || a.country == "" || r.stateOf(a.country) == r.stateOf(b.country))
}

// partyOffice gives the place among the mentions of the person whom a party office told at length stands before, "General Secretary of the
// Central Committee of the Communist Party of China and Chinese President Xi Jinping"; 0 where mention k is none.
func (r *resolver) partyOffice(k int) int {
	a := r.mentions[k]
	if w := r.Lower(a.end - 1); w != "secretary" && w != "chairman" || r.Lower(a.end) != "of" {
		return 0
	}
	for n := k + 1; n < min(k+8, len(r.mentions)); n++ {
		b := r.mentions[n]
		if r.sent[b.head] != r.sent[a.head] || b.start-a.end > officeWords || b.form == byName && hasPerson(b.readings) && r.Lower(b.start-1) != "and" {
			return 0
		}
		if r.Lower(b.start-1) == "and" && r.firstOffice(a, b) && hasPerson(b.readings) {
			for i := a.end; i < b.start; i++ {
				if r.verbal(i) || r.Lower(i) == "," {
					return 0
				}
			}
			return n
		}
	}
	return 0
}

// besideEachOther tells whether only a comma or a bracket lies between two mentions, or a "who is".
func (r *resolver) besideEachOther(a, b *mention) bool {
	for i := a.end; i < b.start; i++ {
		if w := r.Tokens[i].Text; w != "," && w != "(" && w != "–" && w != "--" && w != "—" && w != "the" {
			// "Qin Gang, China's foreign minister": the country's own name stands before the office
			if i+1 < b.start && r.cover[i] != nil && b.countryFrom >= 0 && r.cover[i] == r.cover[b.countryFrom] {
				continue
			}
			if (w == "'s" || w == "’s") && i > a.end { // "Yang's successor" is not Yang
				continue
			}
			return false
		}
	}
	return b.start > a.end
}

func (r *resolver) isAppos(a, b *mention) bool {
	for i := b.start; i < b.end; i++ {
		if r.Tokens[i].Dep == "appos" && r.cover[r.Tokens[i].Head] == a {
			return true
		}
	}
	return false
}

func (r *resolver) endsPhrase(i int) bool {
	if i >= len(r.Tokens) {
		return true
	}
	switch r.Tokens[i].Text {
	case ",", ".", ";", ")", ":", "?", "!":
		return true
	}
	return i >= r.Sent(i-1).End
}

func (r *resolver) canName(m *mention) bool {
	return (m.kind == kb.Person || m.kind == "" || hasPerson(m.readings)) && len(m.roles) == 0
}

func (r *resolver) canDescribe(m *mention) bool {
	return !m.plural && (m.form == byRole || m.class&aPerson != 0)
}

// tie makes description speak of the same one as name.
func (r *resolver) tie(name, description *mention) {
	name.roles = append(name.roles, description.roles...)
	if name.country == "" {
		name.country, name.countryFrom = description.country, description.countryFrom
	}
	name.kind = kb.Person
	r.tied[description] = true
	description.members = nil
	description.because = "beside the name"
	r.ties = append(r.ties, [2]*mention{name, description})
}

// link resolves what needs the text before it: pronouns, "the two leaders", counterparts.
func (r *resolver) link() {
	for _, t := range r.ties {
		if t[0].entity >= 0 {
			r.attach(t[1], t[0].entity, t[1].because)
			e := r.entities[t[0].entity]
			r.alias(e, trimPossessive(r.mentionText(t[1])))
		}
	}
	for k, m := range r.mentions {
		if m.entity >= 0 || len(m.members) > 0 || m.form == byName {
			continue
		}
		switch {
		case m.form == byPronoun:
			r.pronoun(k, m)
		case m.form == byPair:
			m.members = r.pair(k, m)
			m.because = "the sides spoken of before"
		case r.isCounterpart(m):
			r.counterpart(k, m)
		}
	}
	for _, m := range r.mentions {
		if m.form == byPronoun && m.entity < 0 && pronounForms[r.Lower(m.start)].person == 1 {
			r.firstPerson(m)
		}
	}
}

// before calls f for the mentions before k that have an entity, the nearest first, until f gives false or the
// sentence lies more than reach sentences back.
func (r *resolver) before(k, reach int, f func(m *mention, sentences int) bool) {
	at := r.sent[r.mentions[k].head]
	for j := k - 1; j >= 0; j-- {
		m := r.mentions[j]
		d := int(at - r.sent[m.head])
		if d > reach {
			return
		}
		if m.entity >= 0 && !f(m, d) {
			return
		}
	}
}
