package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
)

// proposal is a pair of actors that a rule thinks in contact.
type proposal struct {
	a, b     filler
	trigger  int
	rule     *contactRule
	how      string    // "sides", "both", "alone", "caption"
	of       *proposal // the contact that a list of participants belongs to
	features []string
	fact     Fact
	date     graph.Interval
	dated    string  // what the day rests on, where no words give it
	keep     float64 // the scorer's probability that the contact stands
}

// propose finds all pairs that the rules think in contact.
func (r *resolver) propose() []*proposal {
	var out []*proposal
	for i := range r.Tokens {
		if w := r.Lower(i - 1); r.isNoun(i) && (w == "news" || w == "press") {
			continue // "news conference"
		}
		if c := r.cover[i]; c != nil && c.form != byPronoun && c.start <= i && i < c.nameTo && c.nameFrom <= i && (i < c.nameTo-1 || capital(r.Tokens[i].Text)) {
			continue // a word of a name, but for "the six-party talks"
		}
		lemma := r.Lemma(i)
		switch {
		case r.Tokens[i].Pos == "VERB":
			for _, rule := range contacts.verbs[lemma] {
				out = r.proposeVerb(out, i, rule)
			}
		case r.isNoun(i):
			rules := contacts.nouns[lemma]
			if len(rules) == 0 {
				rules = contacts.nouns[r.Lower(i)]
			}
			for _, rule := range rules {
				out = r.proposeNoun(out, i, rule)
			}
		}
	}
	out = append(out, r.proposeAttendance(out)...)
	return append(out, r.proposeCaptions()...)
}

// path gives the labels on the way from token i to token k in the tree, at most six.
func (r *resolver) path(i, k int) string {
	var up, down []string
	a := i
	for n := 0; !r.Above(a, k) && n < 5; n++ {
		up = append(up, "<"+r.Tokens[a].Dep)
		a = r.Tokens[a].Head
	}
	for n := 0; k != a && n < 5; n++ {
		w := r.Tokens[k].Dep
		if w == "prep" {
			w = r.Lower(k)
		}
		down = append(down, ">"+w)
		if r.Root(k) {
			break
		}
		k = r.Tokens[k].Head
	}
	slices.Reverse(down)
	return strings.Join(append(up, down...), "")
}

// allowed tells whether the words hanging on a trigger fit the rule's need and not lines.
func (r *resolver) allowed(i int, rule *contactRule) bool {
	if r.toAnyone(i) || slices.ContainsFunc(rule.unless, func(w string) bool { return r.near(i, w) }) {
		return false
	}
	needed := len(rule.need) == 0 || slices.ContainsFunc(rule.need, func(w string) bool { return r.near(i, w) })
	if h := r.Tokens[i].Head; slices.Contains(rule.need, r.Lower(h)) {
		needed = true
	}
	for c := range r.Children(i) {
		w := r.Lower(c)
		if slices.Contains(rule.not, ":"+r.Tokens[c].Dep) {
			return false
		}
		if slices.Contains(rule.not, w) && (r.Tokens[c].Dep == "prep" || r.Tokens[c].Dep == "prt" || r.Tokens[c].Dep == "advmod") && (c == i+1 || r.Tokens[c].Dep == "prep" && c > i && !r.isObjectBetween(i, c)) {
			return false
		}
	}
	return needed
}

// near tells whether the word w hangs on token i, or on a preposition of it.
func (r *resolver) near(i int, w string) bool {
	for c := range r.Children(i) {
		if r.Lower(c) == w {
			return true
		}
		if r.Tokens[c].Dep == "prep" {
			for k := range r.Children(c) {
				if r.Lower(k) == w {
					return true
				}
			}
		}
	}
	return false
}

// isObjectBetween tells whether an object of the verb stands between it and a later child: "called Olmert on Sunday".
func (r *resolver) isObjectBetween(v, c int) bool {
	o := r.Child(v, "dobj")
	return o > v && o < c
}

func (r *resolver) proposeVerb(out []*proposal, v int, rule *contactRule) []*proposal {
	if !r.allowed(v, rule) {
		return out
	}
	var left, right []filler
	for _, a := range rule.left {
		left = append(left, r.ofVerb(v, a)...)
	}
	for _, a := range rule.right {
		right = append(right, r.ofVerb(v, a)...)
	}
	how := "sides"
	if len(left) > 0 && len(right) == 0 && slices.Contains(rule.right, "with") {
		if right = r.nearby(v); len(right) > 0 {
			how = "near"
		}
	}
	if len(left) == 0 && len(right) > 0 {
		if left = r.asking(v); len(left) > 0 {
			how = "offer"
		} else if left = r.mainSubject(v); len(left) > 0 {
			how = "root"
		}
	}
	left, right = r.companions(v, left), r.excepted(v, right)
	if len(left) > 0 && len(right) > 0 {
		left = append(left, r.likewise(v)...)
	}
	out = r.pairUp(out, v, rule, how, left, right)
	out = r.gapped(out, v, rule, right)
	if len(right) == 0 && len(rule.alone) > 0 {
		out = r.pairAmong(out, v, rule, "alone", left)
	}
	if how == "near" && len(rule.alone) > 0 { // "the two ministers meet again for talks with their counterparts"
		out = r.pairAmong(out, v, rule, "alone near", left)
	}
	if len(right) == 0 && len(left) < 2 {
		out = r.proposedTo(out, v, rule, left)
		if len(rule.alone) > 0 && !rule.matter {
			out = r.addressed(out, v, rule, left)
		}
	}
	return out
}

// gapped joins the pairs of clauses that leave out the verb: "Blinken spoke with Lavrov, and Austin with Shoigu".
func (r *resolver) gapped(out []*proposal, v int, rule *contactRule, right []filler) []*proposal {
	for _, f := range right {
		for _, h := range []int{f.at.head, v} {
			for c := range r.Children(h) {
				p := r.gap(c)
				if r.Tokens[c].Dep != "conj" || p < 0 || r.cover[c].entity < 0 {
					continue
				}
				if o := r.Child(p, "pobj"); o >= 0 {
					out = r.pairUp(out, v, rule, "sides", []filler{{entity: r.cover[c].entity, at: r.cover[c], arg: "subj", via: "subj", size: 1}}, r.actors(o, "with", "prep:with"))
				}
			}
		}
	}
	return out
}

// nearby gives the actors behind a "with" that follows a trigger in its sentence, for a "with" that the parser hung
// elsewhere.
func (r *resolver) nearby(trigger int) []filler {
	s := r.Sent(trigger)
	later := false
	for i := trigger + 1; i < min(s.End, trigger+16); i++ {
		if r.verbal(i) && r.Tokens[i].Tag != "VBN" && r.Tokens[i].Tag != "VBG" {
			return nil
		}
		later = later || elsewhen[r.Lower(i)]
		if later && r.isNoun(i) && len(contacts.nouns[r.Lower(i)]) > 0 {
			return nil // "spoke to nobody after the talks with Zelensky"
		}
		if r.Lower(i) != "with" || r.ofRelation(i) {
			continue
		}
		if o := r.Child(i, "pobj"); o >= 0 {
			return r.actors(o, "with", "near:with")
		}
		for k := i + 1; k < min(s.End, i+6); k++ {
			if r.cover[k] != nil {
				return r.actors(r.cover[k].head, "with", "near:with")
			}
		}
	}
	return nil
}

// elsewhen are words behind which another event begins.
var elsewhen = wordSet("after before following since until despite amid")

// mainSubject gives the subject of the nearest verb above a trigger that has one.
func (r *resolver) mainSubject(trigger int) []filler {
	for i := trigger; !r.Root(i); {
		i = r.Tokens[i].Head
		if r.verbal(i) {
			s := r.Child(i, "nsubj", "nsubjpass")
			if s < 0 || s == trigger {
				continue
			}
			out := r.actors(s, "subj", "root:"+r.Lemma(i))
			if p := r.Child(s, "poss"); len(out) == 0 && p >= 0 && len(contacts.nouns[r.Lemma(s)]) > 0 { // "Chavez's visit follows a trip to Iran"
				out = r.actors(p, "subj", "root:poss")
			}
			return out
		}
	}
	return nil
}

// ofAuthors gives the authors of a text as a side of contact noun n, where they say of nobody that it was had: "There was
// also a conversation with Giorgia Meloni".
func (r *resolver) ofAuthors(n int) []filler {
	if g := r.Tokens[n].Head; len(r.authors) == 0 || r.quoted(n) || g != n && r.Lemma(g) != "be" && (r.Lemma(g) != "take" || r.Child(g, "dobj") < 0) {
		return nil
	}
	var out []filler
	for _, e := range r.authors {
		for _, m := range r.mentions {
			if m.entity == e {
				out = append(out, filler{entity: e, at: m, arg: "subj", via: "author", size: len(r.authors)})
				break
			}
		}
	}
	return out
}

func (r *resolver) proposeNoun(out []*proposal, n int, rule *contactRule) []*proposal {
	if !r.allowed(n, rule) {
		return out
	}
	found := len(out)
	for _, a := range rule.both {
		if fs := r.ofNoun(n, a); len(fs) > 1 {
			out = r.pairAmong(out, n, rule, "both", fs)
		}
	}
	var left, right []filler
	for _, a := range rule.left {
		fs := r.ofNoun(n, a)
		if a == "clause" && (len(left) > 0 || len(out) > found) || a == "travel" && len(out) > found && r.calledFor(n) { // "said after a meeting of A and B"
			continue
		}
		left = append(left, fs...)
	}
	for _, a := range rule.right {
		right = append(right, r.ofNoun(n, a)...)
	}
	if len(left) == 0 { // "a breakfast of Macron with Sisi", "the visit of Pelosi to Taiwan"
		for _, a := range []argument{"with", "to"} {
			if !slices.Contains(rule.right, a) {
				continue
			}
			if fs := r.ofNoun(n, a); len(fs) > 0 {
				if left = r.ofNoun(n, "of"); len(left) > 0 {
					right = fs
					break
				}
			}
		}
	}
	if len(left) == 0 && len(right) > 0 { // "Biden summit with Xi", "U.S. talks with Iran", but not "White House talks with"
		if c := r.ofNoun(n, "comp"); len(c) == 1 && !c[0].at.metonym() && (r.entities[c[0].entity].known == nil || r.entities[c[0].entity].known.Class != "presidency") {
			left = c
		}
	}
	if top := r.phraseTop(n); top != n && len(right) == 0 && r.Child(top, "poss") >= 0 { // "Zelensky rejects Putin's offer of talks"
		if fs := r.ofNoun(n, "light"); len(fs) > 0 {
			left, right = fs, r.ofNoun(n, "poss")
		}
	}
	how := "sides"
	if len(left) > 0 && len(right) == 0 && len(out) == found {
		if right = r.nearby(n); len(right) > 0 {
			how = "near"
		}
	}
	if len(left) == 0 && len(right) > 0 && len(out) == found {
		if left = r.asking(n); len(left) > 0 {
			how = "offer"
		} else if left = r.mainSubject(n); len(left) > 0 {
			how = "root"
		} else if left = r.ofAuthors(n); len(left) > 0 {
			how = "author"
		} else if r.blocks[r.blockOf[n]].Speaker == "" {
			if left = r.ofProtagonist(n); len(left) > 0 {
				how = "author"
			}
		}
	}
	if len(right) == 0 && len(out) == found && len(left) > 0 && left[0].arg == "travel" && left[len(left)-1].via != "travel:obj" {
		if right = r.destination(r.governor(n)); len(right) > 0 {
			how = "host"
		}
	}
	if g := r.governor(n); g >= 0 {
		left = r.companions(g, left)
	}
	right = r.excepted(n, right)
	out = r.pairUp(out, n, rule, how, left, right)
	if len(left)+len(right) > 2 && len(right) > 0 && r.multilateral(n) {
		out = r.pairAmong(out, n, rule, "all", left)
		out = r.pairAmong(out, n, rule, "all", right)
	}
	if len(right) == 0 {
		if c := r.ofNoun(n, "comp"); len(c) == 1 && len(left) > 0 && (left[0].arg == "light" || r.entities[c[0].entity].personal()) { // "Biden held the Xi summit", "after Putin call"
			out = r.pairUp(out, n, rule, "sides", left, c)
		}
		for _, a := range rule.alone {
			fs := r.ofNoun(n, a)
			if len(fs) > 1 {
				out = r.pairAmong(out, n, rule, "alone", fs)
			}
		}
		if len(out) == found {
			out = r.proposedTo(out, n, rule, left)
			out = r.addressed(out, n, rule, left)
		}
	}
	return out
}

// calledFor tells whether somebody calls for a contact: of one between others it is no part.
func (r *resolver) calledFor(n int) bool {
	v := r.governor(n)
	return v >= 0 && r.Lemma(v) == "call" && r.prepUnder(n) == "for"
}

// multilateral tells whether all who take part in a gathering are sides of each other: "trilateral talks", "a four-way
// call".
func (r *resolver) multilateral(n int) bool {
	for c := range r.Children(n) {
		switch r.Lower(c) {
		case "trilateral", "tripartite", "quadrilateral", "three-way", "four-way", "five-way":
			return true
		case "way", "party":
			if r.Child(c, "nummod") >= 0 {
				return true
			}
		}
	}
	return r.Lower(n) == "trilateral"
}

// destination gives the country that verb v goes to or is in: its host where nobody else is named ("is in Moscow for
// talks").
func (r *resolver) destination(v int) []filler {
	if o := r.Child(v, "dobj"); o >= 0 {
		if fs := r.actors(o, "to", "host:obj"); len(fs) > 0 {
			return fs
		}
	}
	return r.prepositional(v, "to", "in", "to", "at")
}
