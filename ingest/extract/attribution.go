package extract

import "slices"

// modalDemand is the rule of "X must do Y" in the mouth of a speaker, notSo that of a speaker who says that something
// did not happen; they have no words of their own in the rule file.
var (
	modalDemand = &statementRule{name: "must", kind: "called_for"}
	notSo       = &statementRule{name: "not.so", kind: "denied"}
)

// demand reads "X must do Y", said by somebody, as an appeal.
func (r *resolver) demand(out []*speech, v int) []*speech {
	modal := -1
	for c := range r.Children(v) {
		if d := r.Tokens[c].Dep; d == "aux" && speechActs.duties[r.Lower(c)] {
			modal = c
		}
	}
	if l := r.Lemma(r.Tokens[v].Head); modal < 0 && r.Tokens[v].Dep == "xcomp" && (l == "need" || l == "have") && r.hasInfinitive(v) {
		modal = r.Tokens[v].Head
	}
	if modal < 0 {
		return out
	}
	s := r.Child(v, "nsubj", "nsubjpass")
	if s < 0 && modal == r.Tokens[v].Head {
		s = r.Child(modal, "nsubj")
	}
	if s < 0 && r.Tokens[v].Dep == "conj" { // "are unacceptable and must end"
		s = r.Child(r.Tokens[v].Head, "nsubj", "nsubjpass")
	}
	if s < 0 || r.Lower(s) == "i" || r.Lower(s) == "we" || r.Tokens[s].Tag == "WDT" || r.Tokens[s].Tag == "WP" ||
		modal < s && modal != r.Tokens[v].Head || r.asks(v) { // "should North Korea conduct a test", "if they must go"
		return out
	}
	to := r.actors(s, "subject", "subject")
	speakers := slices.DeleteFunc(r.attributedTo(v), func(f filler) bool { return len(to) > 0 && to[0].entity == f.entity })
	l, rt := r.Edges(v)
	l = max(l, min(s, v)-12)
	return r.put(out, modalDemand, v, speakers, to, l, min(rt+1, l+matterWords), argument(r.Lemma(modal)))
}

// disavowal reads "did not do X" in the mouth of a speaker as a denial, where the speaker speaks of himself or the
// negation is one of fact ("no plans", "not related"). Whether it is one, the scorer has to say.
func (r *resolver) disavowal(out []*speech, v int) []*speech {
	neg := r.Child(v, "neg") >= 0
	for c := range r.Children(v) {
		switch w := r.Lower(c); {
		case w == "never":
			neg = true
		case r.Tokens[c].Dep == "dobj" || r.Tokens[c].Dep == "attr":
			if d := r.Child(c, "det", "neg"); d >= 0 && r.Lower(d) == "no" {
				neg = true
			}
		}
	}
	if !neg || !r.reported(v) {
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
	l, rt := r.Edges(v)
	return r.put(out, notSo, v, speakers, nil, l, min(rt+1, l+matterWords), where)
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
		if m < 0 {
			return out
		}
		l, rt := r.Edges(m)
		return r.put(out, rule, i, speakers, nil, l, min(rt+1, l+matterWords), "labelled")
	case (d == "acomp" || d == "attr" || d == "dobj" || d == "nsubj") && (r.Tokens[h].Pos == "AUX" || r.verbal(h)):
		if rule.labelled && !r.quoted(i) {
			return out
		}
		m := r.Child(h, "nsubj", "csubj", "expl")
		if !rule.negated && (m < 0 || d == "dobj" || d == "nsubj" || !r.aClaim(m)) {
			return out
		}
		if rule.negated && (d == "dobj" || d == "nsubj") && !having[r.Lemma(h)] {
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

// having are verbs of "there is no truth to it", "has no plans", "found no evidence".
var having = wordSet("be have see find exist")

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
	said := func(fs []filler, how string) []filler {
		for k := range fs {
			fs[k].via = "attributed:" + how
		}
		return fs
	}
	k := i
	for range 30 {
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
					return said(fs, "above")
				}
			}
		}
		k = h
	}
	for c := range r.Children(i) { // "X must go, Lavrov said": the telling verb hangs below
		if speechActs.telling[r.Lemma(c)] && (r.Tokens[c].Dep == "parataxis" || r.Tokens[c].Dep == "ccomp") {
			if fs := r.speakers(c); len(fs) > 0 {
				return said(fs, "below")
			}
		}
	}
	if r.quoted(i) {
		if e := r.quoteSpeaker(i); e >= 0 {
			return said([]filler{{entity: e}}, "quote")
		}
	}
	var authors []filler
	for _, e := range r.speakersOf(i) {
		authors = append(authors, filler{entity: e})
	}
	return said(authors, "author")
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

// quoted tells whether a token stands inside quotation marks within its block.
func (r *resolver) quoted(i int) bool { return r.quote[i] }

// quoteReach is how many words around a quotation are searched for who speaks it.
const quoteReach = 150

// quoteSpeaker gives who says the quotation around token i: the subject of a telling verb outside the marks in the same
// sentence, else in the sentence before or behind it in the same block.
func (r *resolver) quoteSpeaker(i int) int {
	block := r.blockOf[i]
	at := int(r.sent[i])
	for _, d := range []int{0, -1, 1, -2, 2} {
		if at+d < 0 || at+d >= len(r.Sents) {
			continue
		}
		s := r.Sents[at+d]
		if r.blockOf[s.Start] != block {
			continue
		}
		for k := max(s.Start, i-quoteReach); k < min(s.End, i+quoteReach); k++ {
			if r.quoted(k) {
				continue
			}
			if r.Tokens[k].Pos == "VERB" && speechActs.telling[r.Lemma(k)] {
				if fs := r.subjects(k, "subj", "subj"); len(fs) > 0 && fs[0].entity >= 0 {
					return fs[0].entity
				}
			}
			if r.Lower(k) == "according" && r.Lower(k+1) == "to" {
				if o := r.Child(k+1, "pobj"); o >= 0 {
					if fs := r.actors(o, "to", "according"); len(fs) > 0 {
						return fs[0].entity
					}
				}
			}
		}
	}
	return -1
}
