package extract

import "slices"

// matterWords is how many words of a matter are kept.
const matterWords = 60

// clauseUnder gives the verb of the clause that completes token i, -1 where there is none.
func (r *resolver) clauseUnder(i int, infinitive bool) int {
	found := -1
	look := func(h int) {
		for c := range r.Children(h) {
			switch r.Tokens[c].Dep {
			case "ccomp", "xcomp", "advcl", "acl", "pcomp", "relcl":
				if found >= 0 || c < h {
					continue
				}
				to := r.hasInfinitive(c)
				if infinitive && !to {
					continue
				}
				switch r.Tokens[c].Dep {
				case "advcl", "relcl":
					if !to {
						continue
					}
				case "acl":
					if !to && !r.saysThat(c) && (r.Tokens[c].Tag != "VB" || r.Child(c, "aux") >= 0) { // "the demand that Russia pay"
						continue
					}
				}
				found = c
			}
		}
	}
	look(i)
	if found < 0 { // "called on Ukraine to resume": the parser hangs the clause on the addressee, sometimes
		for c := range r.Children(i) {
			switch r.Tokens[c].Dep {
			case "prep":
				if o := r.Child(c, "pobj"); o >= 0 {
					look(o)
				}
			case "dobj", "dative":
				if infinitive || r.cover[c] != nil {
					look(c)
				}
			}
		}
	}
	return found
}

// infinitiveBehind finds, a few words behind token i, a "to" with its verb that nothing finite parts from i, whatever
// the parser made of it; -1 where there is none.
func (r *resolver) infinitiveBehind(i int) int {
	end := min(r.Sent(i).End, i+16)
	for k := i + 1; k+1 < end; k++ {
		switch r.Tokens[k].Tag {
		case "VBD", "VBZ", "VBP", "MD":
			return -1
		case "TO":
			v := k + 1
			for v < end && (r.Tokens[v].Pos == "ADV" || r.Tokens[v].Pos == "PART" || r.Tokens[v].Pos == "PUNCT") {
				v++
			}
			if v < end && r.Tokens[v].Tag == "VB" && (r.Tokens[v].Head == i || r.cover[r.Tokens[v].Head] != nil && r.Above(i, k) || r.Tokens[i].Pos == "NOUN" && r.Tokens[i].Dep == "dobj" && r.Tokens[v].Head == r.Tokens[i].Head) {
				return k
			}
		}
	}
	return -1
}

func (r *resolver) hasInfinitive(v int) bool {
	for c := range r.Children(v) {
		if r.Lower(c) == "to" && r.Tokens[c].Dep == "aux" {
			return true
		}
	}
	return false
}

func (r *resolver) saysThat(v int) bool {
	for c := range r.Children(v) {
		if r.Lower(c) == "that" && r.Tokens[c].Dep == "mark" {
			return true
		}
	}
	return false
}

// matter finds the words of what a speech act is about; from is -1 where the rule finds none that it allows.
func (r *resolver) matter(i int, rule *statementRule) (from, up int, where argument) {
	for _, a := range rule.about {
		head := -1
		head, from, up = r.stretch(i, a)
		if from < 0 || from >= up {
			continue
		}
		if head >= 0 {
			noun, word := r.Lemma(head), r.Lower(head)
			if len(rule.object) > 0 && a == "obj" && !slices.Contains(rule.object, noun) && !slices.Contains(rule.object, word) {
				return -1, -1, ""
			}
			if slices.Contains(rule.never, noun) || slices.Contains(rule.never, word) ||
				len(rule.never) > 0 && a == "obj" && r.Child(i, "dative") >= 0 ||
				rule.wish && (a == "clause" || a == "that") && r.indicative(head) ||
				a == "obj" && proposals[noun] && r.hasPurpose(head) ||
				rule.thing && a != "clause" && a != "infinitive" && a != "that" && r.cover[head] != nil {
				return -1, -1, ""
			}
		}
		from, up = r.bare(from, r.trimmed(from, up), a)
		return from, min(up, from+matterWords), a
	}
	return -1, -1, ""
}

// indicative tells whether the clause of verb v says what is or will be so: "that the vote will be fair", while "that he
// go" and "that he should go" say what is wanted.
func (r *resolver) indicative(v int) bool {
	if t := r.Tokens[v].Tag; t == "VBZ" || t == "VBD" {
		return true
	}
	for c := range r.Children(v) {
		if d := r.Tokens[c].Dep; d == "aux" || d == "auxpass" {
			switch r.Lower(c) {
			case "be", "to", "should", "must", "do", "not":
			default:
				return true
			}
		}
	}
	return false
}

// proposals are nouns that may name a claim or, with an infinitive, a proposal: "a suggestion to hold talks".
var proposals = wordSet("suggestion idea notion")

// hasPurpose tells whether an infinitive hangs on noun n.
func (r *resolver) hasPurpose(n int) bool {
	for c := range r.Children(n) {
		if d := r.Tokens[c].Dep; (d == "acl" || d == "relcl" || d == "advcl") && r.hasInfinitive(c) {
			return true
		}
	}
	return false
}

// stretch gives the words in one place for a matter and the token that leads them, -1 where there are none.
func (r *resolver) stretch(i int, a argument) (head, from, up int) {
	phrase := func(h int) (int, int, int) {
		l, rt := r.Edges(h)
		return h, l, rt + 1
	}
	switch a {
	case "clause", "infinitive":
		if h := r.clauseUnder(i, a == "infinitive"); h >= 0 {
			from, up = r.clauseWords(h)
			return h, from, up
		}
		if k := r.infinitiveBehind(i); k >= 0 && (r.Tokens[k].Head > k || a == "infinitive") {
			_, rt := r.Edges(r.Tokens[k].Head)
			return -1, k + 1, max(rt+1, k+2)
		}
	case "that":
		if h := r.Child(i, "ccomp"); h >= 0 {
			from, up = r.clauseWords(h)
			return h, from, up
		}
	case "obj":
		if h := r.Child(i, "dobj", "nsubjpass"); h >= 0 {
			return phrase(h)
		}
	case "rest": // "called on both sides to de-escalate", whatever the parser makes of "to"
		for k := i + 2; k+1 < min(r.Sent(i).End, i+16); k++ {
			if r.Lower(k) == "to" {
				_, rt := r.Edges(i)
				return -1, k + 1, max(rt+1, k+2)
			}
		}
	case "complement": // "the protesters' demands include an inquiry"
		v := r.Tokens[i].Head
		if l := r.Lemma(v); r.Tokens[i].Dep == "nsubj" && (l == "include" || l == "be") {
			h := r.Child(v, "ccomp", "xcomp")
			if h < 0 && l == "include" {
				h = r.Child(v, "dobj")
			}
			if h >= 0 {
				return phrase(h)
			}
		}
	case "antecedent":
		return r.antecedentWords(i)
	case "governor":
		if g := r.governor(i); g >= 0 {
			_, l, u := phrase(g)
			if p := r.Tokens[i].Head; p > g && p < u {
				u = p
			}
			return g, l, u
		}
	default:
		if p := r.prep(i, string(a)); p >= 0 {
			if h := r.Child(p, "pobj", "pcomp"); h >= 0 {
				h, l, u := phrase(h)
				if k := r.infinitiveBehind(p); k >= u && r.verbal(r.Tokens[k].Head) && k-u < 2 { // "for Clarke to resign"
					_, rt := r.Edges(r.Tokens[k].Head)
					u = max(u, rt+1)
				}
				return h, l, u
			}
		}
		return r.phraseBehind(i, string(a))
	}
	return -1, -1, -1
}

// antecedentWords gives the noun that a relative clause without an object speaks of: "a charge Tehran denies".
func (r *resolver) antecedentWords(i int) (head, from, up int) {
	if r.Tokens[i].Dep != "relcl" || r.Child(i, "dobj") >= 0 && r.Tokens[r.Child(i, "dobj")].Tag != "WDT" {
		return -1, -1, -1
	}
	head = r.Tokens[i].Head
	l, _ := r.Edges(head)
	from, up = l, min(i, head+12)
	for k := head + 1; k < up; k++ {
		if w := r.Lower(k); w == "," || w == "which" || w == "that" {
			up = k
		}
	}
	if r.Tokens[head].Dep == "appos" && head-l < 3 { // "it seeks the bomb, a charge it denies": what the charge is
		s := r.Sent(i)
		from = max(s.Start, l-20)
	}
	return head, from, up
}

// phraseBehind finds a preposition a few words behind token i that the parser hangs elsewhere, "called Sunday in an
// interview for a withdrawal", and gives what follows it.
func (r *resolver) phraseBehind(i int, word string) (head, from, up int) {
	if word != "for" && word != "to" {
		return -1, -1, -1
	}
	end := min(r.Sent(i).End, i+9)
	for k := i + 1; k+1 < end; k++ {
		switch {
		case r.Lower(k) == word && word == "to" && r.Tokens[k].Dep != "prep":
			return -1, -1, -1
		case r.Lower(k) == word:
			h := r.Tokens[k].Head
			if r.Tokens[k].Dep == "mark" && h > k { // "called for Clarke to resign"
				_, rt := r.Edges(h)
				return h, k + 1, rt + 1
			}
			if o := r.Child(k, "pobj", "pcomp"); o >= 0 {
				_, rt := r.Edges(o)
				return o, k + 1, rt + 1
			}
			if h > k {
				_, rt := r.Edges(h)
				return h, k + 1, rt + 1
			}
		case r.Tokens[k].Pos == "VERB" || r.Lower(k) == ",":
			return -1, -1, -1
		}
	}
	return -1, -1, -1
}

// trimmed cuts off the end of a matter what only says whose words it is or goes on about them: ", according to", ", adding
// that".
func (r *resolver) trimmed(from, up int) int {
	for k := from + 1; k+1 < up; k++ {
		if r.Lower(k) == "," && asides[r.Lower(k+1)] && !r.quoted(k+1) {
			return k
		}
	}
	return up
}

var asides = wordSet("according saying adding citing noting arguing warning stressing explaining insisting claiming describing telling")

// bare takes white space, punctuation and an introducing "that" off the ends of a matter.
func (r *resolver) bare(from, up int, a argument) (int, int) {
	for from < up-1 && (r.Tokens[from].Pos == "PUNCT" || r.Tokens[from].Pos == "SPACE" || r.Lower(from) == "that" && (a == "clause" || a == "that")) {
		from++
	}
	for up > from+1 && (r.Tokens[up-1].Pos == "PUNCT" || r.Tokens[up-1].Pos == "SPACE") {
		up--
	}
	return from, up
}

// clauseWords gives the words of the clause of verb v: of an infinitive, from the verb on; of a finite clause, all.
func (r *resolver) clauseWords(v int) (from, up int) {
	l, rt := r.Edges(v)
	if r.hasInfinitive(v) {
		for k := l; k < v; k++ {
			if r.Lower(k) == "to" && r.Tokens[k].Head == v {
				if k > l && r.Lower(k-1) == "not" {
					return k - 1, rt + 1
				}
				return k + 1, rt + 1
			}
		}
	}
	return l, rt + 1
}
