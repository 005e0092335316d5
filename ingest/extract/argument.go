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
	add := func(e int, m *mention) {
		for _, f := range out {
			if f.entity == e {
				return
			}
		}
		out = append(out, filler{entity: e, at: m, arg: arg, via: via})
	}
	r.eachConjunct(i, func(k int) {
		if k != i && r.gap(k) >= 0 {
			return // "Blinken spoke with Lavrov, and Austin with Shoigu": see gapped
		}
		m := r.cover[k]
		if inner := r.within(k); inner != nil && (inner.entity >= 0 || len(inner.members) > 0) && (m == nil || len(m.members) == 0) {
			m = inner
		}
		if a := r.Child(k, "appos"); m == nil && a >= 0 {
			m = r.cover[a]
		}
		if m == nil {
			return
		}
		for _, e := range m.members {
			add(e, m)
		}
		if m.entity >= 0 && len(m.members) == 0 {
			add(m.entity, m)
		}
	})
	if len(out) > 0 {
		if first := out[0].at; len(first.members) == 0 {
			for _, m := range r.listed(first) {
				if m.entity >= 0 {
					add(m.entity, m)
				}
			}
		}
	}
	for n := range out {
		out[n].size = len(out)
	}
	return out
}

// listed gives the mentions that the words join with m, "A, B and C", whatever the parser made of them.
func (r *resolver) listed(m *mention) []*mention {
	var out []*mention
	and := false
	at := m
	for { // to the left
		k := at.start - 1
		for k > 0 && (r.Lower(k) == "and" || r.Lower(k) == ",") {
			and = and || r.Lower(k) == "and"
			k--
		}
		if k < 0 || k == at.start-1 || r.cover[k] == nil || r.cover[k].end != k+1 || r.sent[k] != r.sent[m.head] {
			break
		}
		p := r.cover[k]
		switch r.Tokens[p.head].Dep {
		case "compound", "appos", "conj", "nmod", "dep", "amod", "npadvmod", "nsubj", "nsubjpass", "ROOT":
		default:
			k = -1
		}
		if k < 0 || p.form == byPronoun || len(p.members) > 0 || p.entity < 0 || r.Tokens[p.head].Dep[0] == 'n' && isSubject(r.Tokens[p.head].Dep) && r.Tokens[p.head].Head != r.Tokens[m.head].Head && r.Tokens[p.head].Head != m.head {
			break
		}
		out = append(out, p)
		at = p
	}
	if !and && !(len(out) == 1 && out[0].start == r.Sent(m.head).Start && r.Lower(m.start-1) == "," && r.verbal(m.end) ||
		len(out) == 1 && out[0].start == r.Sent(m.head).Start && r.Lower(m.end) == "to") { // "Xi, Putin hold talks"
		return nil
	}
	return out
}

// gap gives the "with" right behind a name that is joined to something before it by "and", where a clause without its
// verb begins: "and Austin with Shoigu"; -1 where there is none.
func (r *resolver) gap(k int) int {
	m := r.cover[k]
	if m == nil || r.Tokens[m.head].Dep != "conj" || m.start == 0 || r.Lower(m.start-1) != "and" && r.Lower(m.start-1) != "," || r.Lower(m.end) != "with" {
		return -1
	}
	return m.end
}

// within finds the actor inside a noun that only introduces it: "a group of lawmakers", "members of Hamas", "talks'
// host Egypt"; nil where there is none.
func (r *resolver) within(i int) *mention {
	if !r.nominal(i) {
		return nil
	}
	switch r.Lemma(i) {
	case "group", "number", "series", "member", "team", "delegation", "representative", "dozen", "hundred", "thousand", "some", "many", "several",
		"official", "staff", "one", "all", "most", "each", "part", "range", "set", "handful", "those", "host", "majority", "half", "lot":
	default:
		return nil
	}
	if p := r.prep(i, "of", "from"); p >= 0 {
		if o := r.Child(p, "pobj"); o >= 0 {
			if m := r.cover[o]; m != nil {
				return m
			}
			return r.within(o)
		}
	}
	return nil
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
			if c > 0 && r.cover[c-1] != nil && r.gap(c-1) == c {
				continue
			}
			if slices.Contains(words, r.Lower(c)) {
				for o := range r.Children(c) {
					if r.Tokens[o].Dep == "pobj" {
						out = append(out, r.actors(o, arg, "prep:"+r.Lower(c))...)
					}
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

// subjects gives the actors that do what verb v says: its subject, the agent of a passive, or a subject it shares
// with the verb above it.
func (r *resolver) subjects(v int, arg argument, via string) []filler {
	for range 8 {
		passive := r.Child(v, "nsubjpass") >= 0 || r.Child(v, "auxpass") >= 0
		if passive {
			if p := r.prep(v, "by"); p >= 0 {
				if o := r.Child(p, "pobj"); o >= 0 {
					return r.actors(o, arg, via)
				}
			}
			return nil
		}
		if s := r.Child(v, "nsubj"); s >= 0 {
			return r.actors(s, arg, via)
		}
		h := r.Tokens[v].Head
		if t := r.Tokens[v].Tag; t == "VBD" || t == "VBZ" || t == "VBP" || h == v {
			if m := r.besideVerb(v); m != nil {
				return r.actors(m.head, arg, via+":beside")
			}
		}
		if h == v {
			return nil
		}
		switch r.Tokens[v].Dep {
		case "xcomp", "ccomp", "acomp":
			if o := r.Child(h, "dobj", "dative"); o >= 0 && r.objectControl(h) {
				return r.actors(o, arg, via)
			}
			if r.Child(h, "nsubjpass") >= 0 { // "is expected to meet"
				return r.actors(r.Child(h, "nsubjpass"), arg, via)
			}
			v = h
		case "conj", "advcl", "dep", "parataxis", "oprd":
			if !r.verbal(h) {
				if r.cover[h] != nil && r.Tokens[v].Dep != "conj" {
					return r.actors(h, arg, via)
				}
				return nil
			}
			if s := r.Child(h, "nsubjpass"); s >= 0 {
				return r.actors(s, arg, via)
			}
			v = h
		case "acl", "relcl", "appos":
			if r.nominal(h) {
				return r.actors(h, arg, via+":"+r.Tokens[v].Dep)
			}
			v = h
		case "pcomp":
			if r.verbal(r.Tokens[h].Head) {
				if s := r.Child(r.Tokens[h].Head, "nsubjpass"); s >= 0 {
					return r.actors(s, arg, via)
				}
			}
			v = r.Tokens[h].Head
			if !r.verbal(v) {
				return nil
			}
		default:
			return nil
		}
	}
	return nil
}

// besideVerb gives the mention right before verb v and behind a comma, which the parser took for an apposition to what
// stands before it: "After talks with Putin, Xi left Moscow".
func (r *resolver) besideVerb(v int) *mention {
	k := v - 1
	for k > 0 && (r.Tokens[k].Pos == "ADV" || r.Tokens[k].Pos == "AUX") {
		k--
	}
	if k < 1 || r.sent[k] != r.sent[v] || r.cover[k] == nil || r.cover[k].end != k+1 {
		return nil
	}
	m := r.cover[k]
	switch r.Tokens[m.head].Dep {
	case "appos", "conj", "npadvmod", "dep":
		if m.start > 0 && r.Lower(m.start-1) == "," {
			return m
		}
	}
	return nil
}

// objectControl tells whether the object of a verb does what its complement says: "invited Bush to visit".
func (r *resolver) objectControl(v int) bool {
	switch r.Lemma(v) {
	case "ask", "urge", "invite", "allow", "tell", "order", "persuade", "encourage", "send", "instruct", "force", "press", "help", "call", "want", "expect", "let", "permit", "dispatch", "authorize", "advise", "see", "lead":
		return true
	}
	return false
}

// objects gives the actors to whom verb v is done.
func (r *resolver) objects(v int, arg argument) []filler {
	if s := r.Child(v, "nsubjpass"); s >= 0 {
		return r.actors(s, arg, "obj:passive")
	}
	if o := r.Child(v, "dobj", "dative"); o >= 0 {
		out := r.actors(o, arg, "obj")
		if r.Tokens[o].Dep == "dative" && r.Tokens[o].Pos == "ADP" {
			if p := r.Child(o, "pobj"); p >= 0 {
				out = r.actors(p, arg, "obj")
			}
		}
		return out
	}
	if r.Child(v, "auxpass") >= 0 {
		switch h := r.Tokens[v].Head; r.Tokens[v].Dep {
		case "conj":
			if s := r.Child(h, "nsubjpass", "nsubj"); s >= 0 {
				return r.actors(s, arg, "obj:passive")
			}
		case "relcl":
			return r.actors(h, arg, "obj:relcl")
		}
	}
	if d := r.Tokens[v].Dep; d == "acl" && r.Tokens[v].Tag == "VBN" { // "Blinken, received by Abbas"
		return r.actors(r.Tokens[v].Head, arg, "obj:acl")
	}
	if d := r.Tokens[v].Dep; d == "relcl" && r.Child(v, "nsubj") >= 0 { // "Abbas, whom Blinken met"
		for c := range r.Children(v) {
			if w := r.Lower(c); w == "whom" || w == "who" && r.Tokens[c].Dep == "dobj" {
				return r.actors(r.Tokens[v].Head, arg, "obj:relcl")
			}
		}
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
	default:
		out := r.prepositional(v, arg, string(arg))
		if arg == "with" || arg == "to" { // the parser hangs "with B" on the object: "discussed trade with B"
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
		if p := r.Child(n, "poss"); p >= 0 {
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
	case "light":
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
	case "travel":
		if v := r.governor(n); v >= 0 && contacts.travel[r.Lemma(v)] {
			switch r.prepUnder(n) {
			case "for", "to", "in", "at", "on", "from":
				if o := r.Child(v, "dobj"); o >= 0 && r.cover[o] != nil && (r.Lemma(v) == "invite" || r.Lemma(v) == "receive" || r.Lemma(v) == "welcome" || r.Lemma(v) == "call" || r.Lemma(v) == "bring" || r.Lemma(v) == "summon" || r.Lemma(v) == "join") {
					return append(r.subjects(v, arg, "travel:"+r.Lemma(v)), r.actors(o, arg, "travel:obj")...)
				}
				return r.subjects(v, arg, "travel:"+r.Lemma(v))
			}
		}
	case "clause":
		switch r.prepUnder(n) {
		case "after", "following", "during", "before", "in", "at", "on", "by", "ahead", "of", "amid", "upon", "from", "through", "via", "with":
			if v := r.governor(n); v >= 0 {
				return r.subjects(v, arg, "clause:"+r.prepUnder(n))
			}
		}
	case "with", "to", "between", "among", "of", "by", "from", "for":
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
		if arg == "with" || arg == "between" || arg == "among" { // "held talks in Moscow with Lavrov"
			if v := r.governor(n); v >= 0 && (contacts.light[r.Lemma(v)] || contacts.travel[r.Lemma(v)] || r.Lemma(v) == "be" || r.Lemma(v) == "take") && len(out) == 0 {
				out = append(out, r.prepositional(v, arg, words...)...)
			}
		}
		return out
	}
	return nil
}

// modifiers collects the names before a noun: "U.S.-Russia talks", "the Trump-Kim summit".
func (r *resolver) modifiers(i, n int, arg argument, out []filler) []filler {
	left, _ := r.Edges(i)
	for k := left; k < n; k++ {
		m := r.cover[k]
		if m == nil || m.entity < 0 || m.form != byName {
			continue
		}
		known := false
		for _, f := range out {
			known = known || f.entity == m.entity
		}
		if !known {
			out = append(out, filler{entity: m.entity, at: m, arg: arg, via: "comp"})
		}
	}
	return out
}

// phraseTop climbs from a noun over coordination to the token whose label says what the noun phrase is for.
func (r *resolver) phraseTop(n int) int {
	for range 6 {
		d := r.Tokens[n].Dep
		if d == "conj" && r.nominal(r.Tokens[n].Head) || d == "appos" {
			n = r.Tokens[n].Head
			continue
		}
		if d == "pobj" { // "a round of talks", "a series of meetings"
			p := r.Tokens[n].Head
			if h := r.Tokens[p].Head; r.Lower(p) == "of" && r.Tokens[h].Pos == "NOUN" && seriesNouns[r.Lemma(h)] {
				n = h
				continue
			}
		}
		break
	}
	return n
}

var seriesNouns = wordSet("round series set number day days hour hours kind sort week weeks month months minute minutes session flurry string couple part end sideline sidelines eve resumption start beginning opening host invitation deal agreement")

// governor gives the verb whose object, subject or prepositional phrase a noun is, -1 where there is none.
func (r *resolver) governor(n int) int {
	n = r.phraseTop(n)
	h := r.Tokens[n].Head
	for range 4 {
		switch {
		case h == n:
			return -1
		case r.verbal(h):
			return h
		case r.Tokens[h].Pos == "ADP" || r.Tokens[h].Pos == "SCONJ" || r.Tokens[h].Dep == "prep" || r.Tokens[h].Dep == "pcomp":
			n, h = h, r.Tokens[h].Head
		default:
			return -1
		}
	}
	return -1
}

// prepUnder gives the preposition that a noun phrase hangs on, empty where it hangs on none.
func (r *resolver) prepUnder(n int) string {
	n = r.phraseTop(n)
	if h := r.Tokens[n].Head; r.Tokens[n].Dep == "pobj" {
		return r.Lower(h)
	}
	return ""
}
