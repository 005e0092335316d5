package extract

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/demarche/demarche/ingest/kb"
)

//go:embed data/groups.tsv
var groupData string

// groupTable finds groups of states by the phrase that names them.
type groupTable struct {
	members map[string][]string // phrase in small letters → names of states
	longest map[string]int      // first word → the most words of a phrase that begins with it
}

var groupsOfStates = sync.OnceValue(func() groupTable {
	g := groupTable{map[string][]string{}, map[string]int{}}
	for line := range strings.Lines(groupData) {
		phrases, states, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || line[0] == '#' {
			continue
		}
		for _, p := range strings.Split(phrases, "|") {
			p = strings.ToLower(p)
			g.members[p] = strings.Split(states, "|")
			first, _, _ := strings.Cut(p, " ")
			g.longest[first] = max(g.longest[first], strings.Count(p, " ")+1)
		}
	}
	return g
})

// groups finds groups of states, "the five permanent members of the U.N. Security Council plus Germany": mentions
// that stand for all members.
func (f *finder) groups(from, to int) {
	table := groupsOfStates()
	for i := from; i < to; i++ {
		if f.cover[i] != nil {
			continue
		}
		w := f.Lower(i)
		if n := table.longest[w]; n > 0 {
			for ; n > 0; n-- {
				if names := table.members[strings.ToLower(f.words(i, min(to, i+n)))]; names != nil {
					f.addGroup(i, min(to, i+n), f.states(names))
					break
				}
			}
		} else if f.Tokens[i].Pos == "PROPN" || f.Tokens[i].Pos == "NUM" {
			if states := f.kb.Plural(f.Tokens[i].Text); states != nil && f.kb.Lookup(f.Tokens[i].Text) == nil {
				f.addGroup(i, i+1, states)
			}
		}
	}
}

// states gives the countries of names that the knowledge base has.
func (f *finder) states(names []string) []*kb.Entity {
	var out []*kb.Entity
	for _, n := range names {
		if r := f.kb.Lookup(n); len(r) > 0 && r[0].Entity.Kind == kb.Country {
			out = append(out, r[0].Entity)
		}
	}
	return out
}

func (f *finder) addGroup(from, to int, states []*kb.Entity) {
	m := &mention{start: from, end: to, nameFrom: to, nameTo: to, form: byNoun, class: people, countryFrom: -1, plural: true}
	for _, e := range states {
		m.parts = append(m.parts, constituent{entity: e})
	}
	for k := to; k < min(to+9, f.Sent(from).End-1); k++ { // "plus Germany"
		if f.Lower(k) == "plus" {
			if r := f.kb.Lookup(f.Tokens[k+1].Text); len(r) > 0 && r[0].Entity.Kind == kb.Country {
				m.parts = append(m.parts, constituent{entity: r[0].Entity})
			}
			break
		}
	}
	f.add(m)
}
