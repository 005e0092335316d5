package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/ingest/kb"
)

// titleKind tells titles apart that one person does not bear at once, though the offices are of one class: the
// president of the United States heads the government, and is no prime minister.
type titleKind uint8

const (
	presidential titleKind = 1 << iota
	ministerial
	royal
)

// titleWord gives the kind of a word of a title; 0 for those that say nothing ("leader").
var titleWord = map[string]titleKind{
	"president": presidential, "presidents": presidential, "potus": presidential,
	"minister": ministerial, "ministers": ministerial, "premier": ministerial, "premiers": ministerial, "pm": ministerial, "chancellor": ministerial, "taoiseach": ministerial,
	"king": royal, "queen": royal, "monarch": royal, "emperor": royal, "emir": royal, "amir": royal, "sultan": royal, "sovereign": royal, "pope": royal, "pontiff": royal,
}

// heads are the offices whose titles are told apart.
var heads = wordSet("head_of_state head_of_government")

// titleKindOf gives the kinds of a title's words.
func titleKindOf(title string) titleKind {
	var k titleKind
	for w := range strings.FieldsSeq(strings.ToLower(title)) {
		k |= titleWord[w]
	}
	return k
}

// bears tells whether somebody can be meant by a title of a kind.
func (e *entity) bears(k titleKind) bool { return k == 0 || e.titles == 0 || e.titles&k != 0 }

// onlyIn gives the country to which a title belongs by itself ("the taoiseach", "the pontiff"), empty for most.
func (r *resolver) onlyIn(m *mention) string {
	for _, role := range m.roles {
		if codes := r.kb.RoleFor(r.words(m.roleFrom, m.roleTo), role); len(codes) == 1 {
			if e := r.kb.State(codes[0]); e != nil {
				return e.ID
			}
		}
	}
	return ""
}

// toldBy gives the country of the body that tells what a clause says: the prime minister of "No 10 said the prime minister
// had met him" is Britain's. It is empty where a person tells it, or nobody does.
func (r *resolver) toldBy(m *mention) string {
	v := r.clauseOf(m.head)
	if !isSubject(r.Tokens[m.head].Dep) || r.Tokens[v].Dep != "ccomp" {
		return ""
	}
	h := r.Tokens[v].Head
	s := r.Child(h, "nsubj")
	if s < 0 || !speechActs.telling[r.Lemma(h)] {
		return ""
	}
	if c := r.cover[s]; c != nil && c.entity >= 0 {
		if e := r.entities[c.entity]; e.kind == kb.Country {
			return e.id
		} else if e.kind == kb.Organisation && e.known != nil && e.known.PartOf != "" {
			return r.stateOf(e.id)
		}
	}
	return ""
}

// byAntecedentRole links "the foreign minister" to the person of that office and country named before: of the nearest
// sentence, its subject first.
func (r *resolver) byAntecedentRole(m *mention) bool {
	if m.plural {
		return false
	}
	kind := titleKindOf(r.words(m.roleFrom, m.roleTo))
	fits := func(e *entity) bool {
		if !e.personal() || e.last > 0 && e.count == 0 || !e.bears(kind) {
			return false
		}
		if b := r.kb.Entity(m.country); b != nil && b.Kind == kb.Organisation && b.PartOf != "" && slices.Contains(m.roles, "io_head") {
			return slices.ContainsFunc(e.terms, func(t kb.Term) bool { return strings.Contains(t.Title, b.Name) }) // the Union has several presidents
		}
		if m.country != "" {
			return e.country != "" && r.stateOf(e.country) == r.stateOf(m.country)
		}
		first := r.Lower(m.start)
		return r.Lower(m.start-1) == "as" || first == "the" || first == "his" || first == "its" || capital(r.Tokens[m.start].Text)
	}
	holders := r.holdersOf(m.roles)
	best, bestLast := -1, -2
	for _, i := range holders {
		if e := r.entities[i]; fits(e) && e.last > bestLast {
			best, bestLast = i, e.last
		}
	}
	if best < 0 {
		return false
	}
	if near := r.nearestHolder(m, holders, fits); near >= 0 {
		best = near
	}
	r.attach(m, best, "held the office and was named before")
	return true
}

// nearestHolder gives the likeliest of several who fit an office, from the nearest sentence that names one: its subject,
// else the first named; never the other party of the verb that the office belongs to. -1 where none is near.
func (r *resolver) nearestHolder(m *mention, holders []int, fits func(*entity) bool) int {
	best, at, subject := -1, int32(-1), false
	for j, n := m.index-1, 0; j >= 0 && n < lookBack; j, n = j-1, n+1 {
		c := r.mentions[j]
		if best >= 0 && r.sent[c.head] != at {
			break
		}
		if c.entity < 0 || !slices.Contains(holders, c.entity) || !fits(r.entities[c.entity]) {
			continue
		}
		if r.sent[c.head] == r.sent[m.head] && r.clauseOf(c.head) == r.clauseOf(m.head) {
			continue
		}
		top, _ := r.joinedTo(c.head)
		if s := isSubject(r.Tokens[top].Dep); s || !subject {
			best, at, subject = c.entity, r.sent[c.head], subject || s
		}
	}
	return best
}
