package extract

import "slices"

// filler is an actor that stands in an argument of a trigger.
type filler struct {
	entity int
	at     *mention
	arg    argument
	via    string // what lies between trigger and actor, for the scorer: "subj", "light:hold", "prep:with"
	size   int    // how many are named together with it, itself included
}

// actors gives the entities that token i and what is joined to it name.
func (r *resolver) actors(i int, arg argument, via string) []filler {
	var out []filler
	r.eachConjunct(i, func(k int) {
		if k != i && r.gap(k) >= 0 {
			return // "Blinken spoke with Lavrov, and Austin with Shoigu": see gapped
		}
		m := r.cover[k]
		if k > i && m != nil && r.opens(m, i) {
			return
		}
		inner := r.within(k)
		if inner != nil && delegations[r.Lemma(k)] { // "a delegation of the US Congress led by Lindsey Graham"
			if c := r.leaderBy(max(r.Child(k, "acl"), r.Child(inner.head, "acl"))); c != nil {
				out = addActors(out, c, arg, via)
				return
			}
		}
		if inner != nil && (inner.entity >= 0 || len(inner.members) > 0) && (m == nil || len(m.members) == 0) {
			m = inner
		}
		if a := r.Child(k, "appos"); m == nil && a >= 0 {
			m = r.cover[a]
		}
		if m == nil {
			return
		}
		if named := r.named(m, arg, via); named != nil {
			for _, f := range named {
				out = addActors(out, f.at, arg, via)
			}
			return
		}
		out = addActors(out, m, arg, via)
	})
	if len(out) > 0 {
		if first := out[0].at; first.form == byRole && first.countryFrom >= first.end { // "the Prime Minister of Britain, the Chancellor of Germany and …"
			for _, f := range r.row(first.start, arg, via) {
				out = addActors(out, f.at, arg, via)
			}
		}
		if first := out[0].at; len(first.members) == 0 {
			for _, m := range r.listed(first) {
				if m.entity >= 0 {
					out = addActors(out, m, arg, via)
				}
			}
		}
	}
	for n := range out {
		out[n].size = len(out)
	}
	return out
}

// opens tells whether a name that the parser joins to the list at token i is the subject of what follows the list:
// "after a call between Trump and Putin, Russia launched …".
func (r *resolver) opens(m *mention, i int) bool {
	if m.start == 0 || r.Lower(m.start-1) != "," || !r.verbal(m.end) {
		return false
	}
	for k := i; k < m.start; k++ {
		if r.Lower(k) == "and" {
			return true
		}
	}
	return false
}

// prep gives the child of i that is the preposition w, -1 if there is none.
func (r *resolver) prep(i int, words ...string) int {
	for c := range r.Children(i) {
		if d := r.Tokens[c].Dep; (d == "prep" || d == "agent" || d == "dative") && slices.Contains(words, r.Lower(c)) {
			return c
		}
	}
	return -1
}

// prepositional gives the actors in the prepositional phrases of i with one of the words; a preposition may hang on
// another ("with" under "in Moscow with Lavrov" by a parser's mistake) or be joined ("with A and with B").
func (r *resolver) prepositional(i int, arg argument, words ...string) []filler {
	var out []filler
	var visit func(i, depth int)
	visit = func(i, depth int) {
		for c := range r.Children(i) {
			d := r.Tokens[c].Dep
			if d != "prep" && d != "agent" && d != "dative" && !(d == "conj" && r.Tokens[c].Pos == "ADP") {
				continue
			}
			if c > 0 && r.cover[c-1] != nil && r.gap(c-1) == c || r.ofRelation(c) {
				continue
			}
			if slices.Contains(words, r.Lower(c)) {
				via, object := "prep:"+r.Lower(c), false
				for o := range r.Children(c) {
					if r.Tokens[o].Dep == "pobj" {
						out, object = append(out, r.actors(o, arg, via)...), true
					}
				}
				if !object {
					out = append(out, r.behind(c, i, arg, via)...)
				}
			}
			if depth < 1 && arg != "of" && arg != "by" && arg != "from" {
				for o := range r.Children(c) {
					if r.Tokens[o].Dep == "pobj" && r.cover[o] == nil || r.Tokens[o].Dep == "conj" && r.Tokens[o].Pos == "ADP" {
						visit(o, depth+1)
					}
				}
				if r.Child(c, "pobj") >= 0 && r.Lower(c) != "of" {
					visit(r.Child(c, "pobj"), depth+1)
				}
				visit(c, depth+1)
			}
		}
	}
	visit(i, 0)
	return out
}

// behind gives the actors of a preposition p under token i that has no object in the tree: the names right behind it,
// which the parser hung elsewhere ("lunch between A and B lasted"), or those whom a clause without a pronoun speaks of
// ("the envoy Blinken spoke to").
func (r *resolver) behind(p, i int, arg argument, via string) []filler {
	if out := r.row(p+1, arg, via); len(out) > 0 {
		return out
	}
	if r.Tokens[i].Dep == "relcl" && r.Tokens[i].Head < i && p > i {
		return r.actors(r.Tokens[i].Head, arg, via+":relcl")
	}
	return nil
}

// ofVerb gives the actors in an argument of a verb.
func (r *resolver) ofVerb(v int, arg argument) []filler {
	switch arg {
	case "subj":
		return r.subjects(v, arg, "subj")
	case "obj":
		return r.objects(v, arg)
	case "hand": // "shook Putin's hand"
		if o := r.Child(v, "dobj"); o >= 0 && r.Lemma(o) == "hand" {
			if p := r.Child(o, "poss"); p >= 0 {
				return r.actors(p, arg, "hand")
			}
			return r.prepositional(o, arg, "of")
		}
		return nil
	default:
		out := r.prepositional(v, arg, string(arg))
		if arg == "with" || arg == "to" || arg == "from" { // the parser hangs "with B" on the object: "discussed trade with B"
			for c := range r.Children(v) {
				if d := r.Tokens[c].Dep; (d == "dobj" || d == "npadvmod" || d == "advmod") && r.cover[c] == nil {
					out = append(out, r.prepositional(c, arg, string(arg))...)
				}
			}
		}
		return out
	}
}

// ofNoun gives the actors in an argument of a noun.
func (r *resolver) ofNoun(n int, arg argument) []filler {
	switch arg {
	case "poss":
		p := r.Child(n, "poss")
		if top := r.phraseTop(n); p < 0 && top != n { // "Putin's offer of talks"
			p = r.Child(top, "poss")
		}
		if p >= 0 {
			return r.actors(p, arg, "poss")
		}
	case "comp":
		var out []filler
		for c := range r.Children(n) {
			if d := r.Tokens[c].Dep; (d == "compound" || d == "amod" || d == "nmod") && c < n {
				out = r.modifiers(c, n, arg, out)
			}
		}
		for k := range out {
			out[k].size = len(out)
		}
		return out
	case "include":
		return r.included(n, arg)
	case "light":
		if v := r.Child(n, "acl"); v >= 0 && r.Tokens[v].Tag == "VBN" && contacts.light[r.Lemma(v)] { // "a meeting attended by A, chaired by B"
			if out := r.agent(v, arg, "light:"+r.Lemma(v)); out != nil {
				if g := r.governor(n); g >= 0 && contacts.light[r.Lemma(g)] && r.Tokens[r.phraseTop(n)].Dep == "nsubjpass" {
					out = append(out, r.agent(g, arg, "light:"+r.Lemma(g))...)
				} else if g >= 0 && (r.Lemma(g) == "attend" || r.Lemma(g) == "join") && r.Tokens[r.phraseTop(n)].Dep == "dobj" {
					out = append(out, r.subjects(g, arg, "light:"+r.Lemma(g))...) // "will attend a reception hosted by the king"
				}
				return out
			}
		}
		if v := r.governor(n); v >= 0 {
			lemma := r.Lemma(v)
			if contacts.light[lemma] && (r.Tokens[r.phraseTop(n)].Dep == "dobj" || r.Tokens[r.phraseTop(n)].Dep == "nsubjpass" || r.prepUnder(n) == "in" || r.prepUnder(n) == "with") ||
				r.prepUnder(n) != "" && (lemma == "be" || lemma == "participate" || lemma == "engage" || lemma == "take") {
				return r.subjects(v, arg, "light:"+lemma)
			}
			if r.Tokens[r.phraseTop(n)].Dep == "nsubjpass" && contacts.light[lemma] {
				return r.subjects(v, arg, "light:"+lemma)
			}
		}
		if v := r.givenIn(n); v >= 0 {
			return r.subjects(v, arg, "light:"+r.Lemma(v))
		}
	case "travel":
		if v := r.governor(n); v >= 0 && contacts.travel[r.Lemma(v)] {
			switch r.prepUnder(n) {
			case "for", "to", "in", "at", "on", "from":
				out := r.subjects(v, arg, "travel:"+r.Lemma(v))
				switch r.Lemma(v) {
				case "invite", "receive", "welcome", "call", "bring", "summon", "join":
					for _, f := range r.objects(v, arg) {
						f.via = "travel:obj"
						out = append(out, f)
					}
				}
				return out
			}
		}
	case "clause":
		switch r.prepUnder(n) {
		case "after", "following", "during", "before", "in", "at", "on", "by", "ahead", "of", "amid", "upon", "from", "through", "via", "with":
			if v := r.governor(n); v >= 0 {
				out := r.subjects(v, arg, "clause:"+r.prepUnder(n))
				if h := r.Tokens[v].Head; r.Tokens[v].Dep == "ccomp" && h < v && len(out) > 0 && !r.entities[out[0].entity].personal() { // "Xi said China should …, in a call with Macron"
					if by := r.subjects(h, arg, "clause:"+r.prepUnder(n)); len(by) == 1 && r.entities[by[0].entity].personal() {
						return by
					}
				}
				return out
			}
		}
	case "with", "to", "on", "between", "among", "of", "by", "from", "for":
		words := []string{string(arg)}
		if arg == "among" {
			words = append(words, "amongst", "involving", "including")
		}
		out := r.prepositional(n, arg, words...)
		if (arg == "to" || arg == "from") && len(out) == 0 {
			if v := r.governor(n); v >= 0 && (arg == "from" && r.Lemma(v) == "receive" || arg == "from" && r.Lemma(v) == "get" || r.Lemma(v) == "send" || r.Lemma(v) == "deliver" || r.Lemma(v) == "write" || r.Lemma(v) == "pay" || r.Lemma(v) == "make") {
				out = r.prepositional(v, arg, string(arg))
				if d := r.Child(v, "dative"); d >= 0 && arg == "to" && r.Tokens[d].Pos != "ADP" { // "sent Putin a message"
					out = append(out, r.actors(d, arg, "dative")...)
				}
			}
		}
		if v := r.givenIn(n); v >= 0 && len(out) == 0 && arg != "of" && arg != "by" {
			out = r.prepositional(v, arg, words...)
		}
		if arg == "with" || arg == "between" || arg == "among" { // "held talks in Moscow with Lavrov"
			if v := r.governor(n); v >= 0 && (contacts.light[r.Lemma(v)] || contacts.travel[r.Lemma(v)] || r.Lemma(v) == "be" || r.Lemma(v) == "take") && len(out) == 0 {
				out = append(out, r.prepositional(v, arg, words...)...)
			}
		}
		return out
	}
	return nil
}

// givenIn gives the light verb of a relative clause whose object noun n is: "the dinner that Macron gave for Xi"; -1
// where there is none.
func (r *resolver) givenIn(n int) int {
	if v := r.Child(n, "relcl"); v >= 0 && contacts.light[r.Lemma(v)] && r.objectRelative(v) {
		return v
	}
	return -1
}

// included gives those whom a gathering is said to be of: "the talks include A, B and C", "a summit that brings together
// A and B".
func (r *resolver) included(n int, arg argument) []filler {
	holds := func(v int) []filler {
		switch r.Lemma(v) {
		case "include", "involve", "comprise", "group", "feature", "unite":
		case "bring":
			if r.Lower(v+1) != "together" {
				return nil
			}
		default:
			return nil
		}
		if o := r.Child(v, "dobj"); o >= 0 {
			return r.actors(o, arg, "include:"+r.Lemma(v))
		}
		return nil
	}
	if top := r.phraseTop(n); isSubject(r.Tokens[top].Dep) {
		if out := holds(r.Tokens[top].Head); out != nil {
			return out
		}
	}
	if v := r.Child(n, "relcl"); v >= 0 {
		return holds(v)
	}
	return nil
}

// modifiers collects the names before a noun: "U.S.-Russia talks", "the Trump-Kim summit".
func (r *resolver) modifiers(i, n int, arg argument, out []filler) []filler {
	left, _ := r.Edges(i)
	for k := left; k < n; k++ {
		if m := r.cover[k]; m != nil && m.form == byName {
			out = addActors(out, m, arg, "comp")
		}
	}
	return out
}
