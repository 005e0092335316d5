package extract

import "slices"

// modalDemand is the rule of "X must do Y" in the mouth of a speaker, notSo that of a speaker who says that something
// did not happen; they have no words of their own in the rule file.
var (
	modalDemand = &statementRule{name: "must", kind: "called_for"}
	notSo       = &statementRule{name: "not.so", kind: "denied"}
)

// demand reads "X must do Y", said by somebody, as an appeal: "must", "should", "needs to", "has to".
func (r *resolver) demand(out []*speech, v int) []*speech {
	modal := -1
	for c := range r.Children(v) {
		if d := r.Tokens[c].Dep; d == "aux" && speechActs.duties[r.Lower(c)] {
			modal = c
		} else if d == "aux" && modal >= 0 && r.Lemma(c) == "have" {
			return out // "must have known": a guess
		}
	}
	top := v // the verb of the whole clause
	if h := r.Tokens[v].Head; modal < 0 && r.Tokens[v].Dep == "xcomp" && (r.Lemma(h) == "need" || r.Lemma(h) == "have") && r.hasInfinitive(v) && r.Child(h, "neg") < 0 {
		modal, top = h, h
	}
	if modal < 0 || r.Tokens[top].Dep == "relcl" || r.grounds(top) || r.asks(v) { // "the work they should do", "if they must go"
		return out
	}
	s := r.Child(v, "nsubj", "nsubjpass")
	if s < 0 && top != v {
		s = r.Child(top, "nsubj")
	}
	if s < 0 && r.Tokens[top].Dep == "conj" { // "are unacceptable and must end"
		s = r.Child(r.Tokens[top].Head, "nsubj", "nsubjpass")
	}
	if s < 0 || r.Lower(s) == "i" || r.Lower(s) == "we" || r.Tokens[s].Tag == "WDT" || r.Tokens[s].Tag == "WP" || modal < s { // "should North Korea conduct a test"
		return out
	}
	to := r.actors(s, "subject", "subject")
	speakers := slices.DeleteFunc(r.attributedTo(v), func(f filler) bool { return len(to) > 0 && to[0].entity == f.entity })
	from, up := r.ownWords(top)
	return r.put(out, modalDemand, v, speakers, to, max(from, min(s, v)-12), up, argument(r.Lemma(modal)))
}

// grounds tells whether verb v leads a clause that gives a reason, a condition or a time for another: "because it must".
func (r *resolver) grounds(v int) bool {
	if r.Tokens[v].Dep != "advcl" {
		return false
	}
	for c := range r.Children(v) {
		if d := r.Tokens[c].Dep; c < v && (d == "mark" || d == "advmod") && groundWords[r.Lower(c)] {
			return true
		}
	}
	return false
}

var groundWords = wordSet("because if as since although though while unless until when whether before after whereas")

// highTime reads "it is time for X to do Y", said by somebody, as an appeal to X.
func (r *resolver) highTime(out []*speech, n int) []*speech {
	be := r.Tokens[n].Head
	if r.Tokens[n].Dep != "attr" || r.Lemma(be) != "be" || r.Child(be, "neg") >= 0 {
		return out
	}
	head, from, up := r.stretch(n, "infinitive")
	if from < 0 {
		return out
	}
	var to []filler
	if head >= 0 {
		if s := r.Child(head, "nsubj", "nsubjpass"); s >= 0 {
			to = r.actors(s, "subject", "subject")
		}
	}
	if len(to) == 0 {
		to = r.prepositional(n, "for", "for")
	}
	if len(to) == 0 {
		return out
	}
	return r.put(out, modalDemand, n, r.attributedTo(n), to, from, min(up, from+matterWords), "time")
}

// ownWords gives the words of the clause of verb v without the words that only say whose they are.
func (r *resolver) ownWords(v int) (from, up int) {
	l, rt := r.Edges(v)
	from, up = r.bare(l, r.trimmed(l, rt+1), "clause")
	return from, min(up, from+matterWords)
}

// disavowal reads "did not do X" in the mouth of a speaker as a denial, where the speaker speaks of himself or the
// negation is one of fact ("no plans", "not related"). Whether it is one, the scorer has to say.
func (r *resolver) disavowal(out []*speech, v int) []*speech {
	neg, nothing := r.Child(v, "neg") >= 0, false
	for c := range r.Children(v) {
		switch w := r.Lower(c); {
		case w == "never":
			neg = true
		case r.Tokens[c].Dep == "dobj" || r.Tokens[c].Dep == "attr":
			if d := r.Child(c, "det", "neg"); d >= 0 && r.Lower(d) == "no" || r.Lower(c) == "nothing" {
				nothing = true
			}
		}
	}
	if !neg && !nothing || !r.reported(v) {
		return out
	}
	speakers := r.attributedTo(v)
	if len(speakers) == 0 {
		return out
	}
	s := r.Child(v, "nsubj", "nsubjpass")
	if s < 0 {
		return out
	}
	where := argument("other")
	if fs := r.actors(s, "subject", "subject"); len(fs) > 0 && fs[0].entity == speakers[0].entity {
		where = "self"
	}
	if !neg && where != "self" { // "officials had received no reply": told of others, a fact and no denial
		return out
	}
	from, up := r.ownWords(v)
	return r.put(out, notSo, v, speakers, nil, from, up, where)
}

// reported tells whether the clause of verb v is what a telling verb tells.
func (r *resolver) reported(v int) bool {
	h := r.Tokens[v].Head
	return h != v && (r.Tokens[v].Dep == "ccomp" && speechActs.telling[r.Lemma(h)])
}

// verdict reads words that call a claim untrue: "the reports are false", "called the charges baseless", "dismissed it as
// propaganda", "there is no truth to".
func (r *resolver) verdict(out []*speech, i int, rule *statementRule) []*speech {
	negative := rule.negated == r.negatedWord(i)
	if !negative {
		return out
	}
	h := r.Tokens[i].Head
	if h == i {
		return out
	}
	switch d := r.Tokens[i].Dep; {
	case (d == "pobj" || d == "amod" || d == "pcomp") && r.Lower(h) == "as": // "dismissed the report as baseless"
		h = r.Tokens[h].Head
		fallthrough
	case (d == "oprd" || d == "ccomp" || d == "acomp" || d == "dobj" || d == "xcomp" || d == "attr") && speechActs.labelling[r.Lemma(h)]:
		if !speechActs.labelling[r.Lemma(h)] {
			return out
		}
		speakers := r.speakers(h)
		m := r.Child(h, "dobj", "nsubjpass")
		if m < 0 || m == i {
			m = r.Child(i, "nsubj")
		}
		if m < 0 || plans[r.Lemma(m)] {
			return out
		}
		l, rt := r.Edges(m)
		return r.put(out, rule, i, speakers, nil, l, min(rt+1, l+matterWords), "labelled")
	case (d == "acomp" || d == "attr" || d == "dobj" || d == "nsubj") && (r.Tokens[h].Pos == "AUX" || r.verbal(h)):
		m := r.Child(h, "nsubj", "csubj", "expl")
		if rule.labelled && !r.quoted(i) && (m < 0 || r.Tokens[m].Pos != "NOUN" || !r.aClaim(m)) {
			return out
		}
		if !rule.negated && (m < 0 || d == "dobj" || d == "nsubj" || !r.aClaim(m)) {
			return out
		}
		if rule.negated && (pleas[r.Lemma(h)] || (d == "dobj" || d == "nsubj") && !having[r.Lemma(h)]) {
			return out
		}
		if m < 0 {
			m = i
		}
		from, up := r.Edges(m)
		_, rt := r.Edges(i)
		up = max(up, rt)
		return r.put(out, rule, i, r.attributedTo(h), nil, from, min(up+1, from+matterWords), argument(d))
	}
	return out
}

// plans are nouns for what may be called absurd without anything being denied.
var plans = wordSet("proposal plan offer demand request call bid deal attempt move measure law bill policy")

// having are verbs of "there is no truth to it", "has no plans", "found no evidence".
var having = wordSet("be have see find exist")

// pleas are verbs whose subject denies in person, whoever reports it: "pleaded not guilty, a court official said".
var pleas = wordSet("plead")

// aClaim tells whether the noun phrase or clause that token i leads is something said.
func (r *resolver) aClaim(i int) bool {
	return speechActs.claims[r.Lemma(i)] || speechActs.claims[r.Lower(i)] || r.Tokens[i].Dep == "csubj"
}

// negatedWord tells whether a word is denied: "no truth", "is not true".
func (r *resolver) negatedWord(i int) bool {
	for c := range r.Children(i) {
		if w := r.Lower(c); w == "no" || w == "not" || w == "never" || w == "neither" {
			return true
		}
	}
	return r.Child(r.Tokens[i].Head, "neg") >= 0
}

// attributedTo gives those who say the words that token i is part of; none where the text does not say.
func (r *resolver) attributedTo(i int) []filler {
	said := func(fs []filler, how string, by argument) []filler {
		for k := range fs {
			fs[k].via, fs[k].arg = "attributed:"+how, by
		}
		return fs
	}
	k := i
	for range 30 {
		if fs := r.accordingTo(k); len(fs) > 0 {
			return said(fs, "according", "according")
		}
		if r.Root(k) {
			break
		}
		h := r.Tokens[k].Head
		switch r.Tokens[k].Dep {
		case "ccomp", "parataxis", "xcomp", "advcl":
			v := h
			if r.Lower(h) == "clear" {
				v = r.Tokens[h].Head
			}
			if speechActs.telling[r.Lemma(v)] || r.madeClear(v) {
				if fs := r.speakers(v); len(fs) > 0 {
					return said(fs, "above", argument(r.Lemma(v)))
				}
				if r.Tokens[v].Dep == "relcl" || r.Tokens[v].Dep == "acl" {
					return nil // "a report in which they said": not the words of those who are named further above
				}
			}
		}
		k = h
	}
	for c := range r.Children(i) { // "X must go, Lavrov said": the telling verb hangs below
		if speechActs.telling[r.Lemma(c)] && (r.Tokens[c].Dep == "parataxis" || r.Tokens[c].Dep == "ccomp") {
			if fs := r.speakers(c); len(fs) > 0 {
				return said(fs, "below", argument(r.Lemma(c)))
			}
		}
	}
	if r.quoted(i) {
		if e := r.quoteSpeaker(i); e >= 0 {
			return said([]filler{{entity: e}}, "quote", "")
		}
	}
	var authors []filler
	for _, e := range r.speakersOf(i) {
		authors = append(authors, filler{entity: e})
	}
	return said(authors, "author", "")
}

// madeClear tells whether verb v is the "made" of "made clear".
func (r *resolver) madeClear(v int) bool {
	if r.Lemma(v) != "make" {
		return false
	}
	for c := range r.Children(v) {
		if r.Lower(c) == "clear" {
			return true
		}
	}
	return false
}
