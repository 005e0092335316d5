package extract

import (
	"slices"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/kb"
)

// attendRule is the rule of read-outs that list the delegations: "The meeting was attended by …", "Taking part in the
// talks on the Russian side were …".
var attendRule = &contactRule{name: "attend", medium: graph.InPerson}

// proposeAttendance joins those whom a list of participants names with the other side of the contact that the list
// belongs to: the one that an official text is about, else the last one before it.
func (r *resolver) proposeAttendance(before []*proposal) []*proposal {
	var out []*proposal
	for i := range r.Tokens {
		if !r.attends(i) {
			continue
		}
		main, people := r.attended(before, r.Sent(i).Start), r.attending(i)
		if main == nil {
			out = r.received(out, i, people)
			continue
		}
		for _, m := range people {
			x := filler{entity: m.entity, at: m, arg: "subj", via: "attend"}
			if m.entity == main.a.entity || m.entity == main.b.entity {
				continue
			}
			if other, ok := r.otherSide(m.entity, main); ok {
				n := len(out)
				if out = r.pairOf(out, i, attendRule, "attend", x, other); len(out) > n {
					out[n].of = main
				}
			}
		}
	}
	return out
}

// manyPeople is how many may come to a meeting of which no more is told than who came.
const manyPeople = 8

// received joins whom an official text is about with those who came to a meeting that it tells nothing else of.
func (r *resolver) received(out []*proposal, i int, people []*mention) []*proposal {
	if len(people) > manyPeople {
		return out
	}
	for _, host := range r.ofProtagonist(i) {
		for _, m := range people {
			out = r.pairOf(out, i, attendRule, "attend", filler{entity: m.entity, at: m, arg: "subj", via: "attend"}, host)
		}
	}
	return out
}

// attends tells whether token i is the verb of a list of participants.
func (r *resolver) attends(i int) bool {
	s := r.Sent(i)
	named := func(from, to int) bool { // a contact is named between
		for k := max(from, s.Start); k < min(to, s.End); k++ {
			if r.isNoun(k) && len(contacts.nouns[r.Lemma(k)])+len(contacts.nouns[r.Lower(k)]) > 0 {
				return true
			}
		}
		return false
	}
	switch r.Lower(i) {
	case "attended", "joined", "represented":
		by := r.Lower(i+1) == "by" || r.Lower(i+1) == "also" && r.Lower(i+2) == "by"
		side := r.Lower(i) == "represented" && r.Lower(i-1) == "was" && r.Lower(i-2) == "side"
		return by && (named(s.Start, i) || side)
	case "taking", "participating", "attending", "present":
		return i-s.Start < 3 && (r.Lower(i) != "taking" || r.Lower(i+1) == "part") && r.listVerb(i) > 0 && named(i, r.listVerb(i))
	}
	return false
}

// listVerb gives the "were" before a list that opens with its predicate: "Taking part in the talks were …"; 0 where there is
// none.
func (r *resolver) listVerb(i int) int {
	for k := i; k < min(r.Sent(i).End, i+16); k++ {
		if w := r.Lower(k); w == "were" || w == "was" || w == "are" {
			return k
		}
	}
	return 0
}

// attending gives the people whom the list of participants at token i names: behind its "by" or "were", since the parser
// loses its way in long lists.
func (r *resolver) attending(i int) []*mention {
	from := i
	if v := r.listVerb(i); v > 0 && r.Lower(i) != "attended" && r.Lower(i) != "joined" && r.Lower(i) != "represented" {
		from = v
	}
	var out []*mention
	end := r.Sent(i).End
	for k := from; k < end; k++ {
		m := r.cover[k]
		if m == nil || m.start != k || m.entity < 0 || m.form != byName && m.form != byRole || !r.entities[m.entity].personal() || r.tied[m] {
			continue
		}
		if !slices.ContainsFunc(out, func(o *mention) bool { return o.entity == m.entity }) {
			out = append(out, m)
		}
	}
	return out
}

// attended gives the contact of people that a list of participants at token i belongs to.
func (r *resolver) attended(before []*proposal, i int) *proposal {
	var last *proposal
	for _, p := range before {
		if p.trigger >= i {
			break
		}
		if !r.entities[p.a.entity].personal() || !r.entities[p.b.entity].personal() || r.blocks[r.blockOf[p.trigger]].Kind == article.Caption {
			continue
		}
		if last = p; r.house != "" {
			break
		}
	}
	return last
}

// otherSide gives the side of a contact that somebody beside it faces: that of the other country, where theirs is one of
// the two.
func (r *resolver) otherSide(e int, main *proposal) (filler, bool) {
	state := func(e int) string {
		x := r.entities[e]
		if x.country == "" && x.kind == kb.Person {
			return r.house
		}
		return r.stateOf(x.country)
	}
	a, b, own := state(main.a.entity), state(main.b.entity), state(e)
	switch {
	case own == "":
		return filler{}, false
	case a == b: // at home: with whom the text is about
		for _, host := range r.ofProtagonist(main.trigger) {
			if own == a && (host.entity == main.a.entity || host.entity == main.b.entity) {
				return host, true
			}
		}
		return filler{}, false
	case own == a:
		return main.b, true
	case own == b:
		return main.a, true
	}
	return filler{}, false
}
