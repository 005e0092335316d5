package extract

import (
	"slices"

	"github.com/demarche/demarche/ingest/kb"
)

// subjects gives the actors that do what verb v says: its subject, the agent of a passive, or a subject it shares
// with the verb above it.
func (r *resolver) subjects(v int, arg argument, via string) []filler {
	for range 8 {
		passive := r.Child(v, "nsubjpass") >= 0 || r.Child(v, "auxpass") >= 0
		if passive {
			return r.agent(v, arg, via)
		}
		if s := r.Child(v, "nsubj"); s >= 0 {
			return r.actors(s, arg, via)
		}
		h := r.Tokens[v].Head
		if t := r.Tokens[v].Tag; t == "VBD" || t == "VBZ" || t == "VBP" || h == v {
			if out := r.besideVerb(v, arg, via+":beside"); out != nil {
				return out
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
			if r.Tokens[h].Dep == "attr" && r.verbal(r.Tokens[h].Head) { // "became the second leader to meet Trump"
				v = r.Tokens[h].Head
				continue
			}
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

// agent gives those by whom a passive says that something is done, also where the parser hung "by" on a phrase between:
// "was greeted at the door of 10 Downing Street by Keir Starmer".
func (r *resolver) agent(v int, arg argument, via string) []filler {
	p := r.prep(v, "by")
	for k := v + 1; p < 0 && k < min(v+12, r.Sent(v).End) && (k == v+1 || !r.verbal(k)); k++ {
		if r.Lower(k) == "by" && r.Tokens[k].Dep == "prep" && r.nominal(r.Tokens[k].Head) {
			p = k
		}
	}
	if p < 0 {
		return nil
	}
	if o := r.Child(p, "pobj"); o >= 0 {
		return r.actors(o, arg, via)
	}
	return nil
}

// besideVerb gives those named right before verb v and behind a comma, whom the parser joined to what stands before:
// "After talks with Putin, Xi left Moscow", "In Jeddah, Rubio and Waltz met Yermak".
func (r *resolver) besideVerb(v int, arg argument, via string) []filler {
	k := v - 1
	for k > 0 && (r.Tokens[k].Pos == "ADV" || r.Tokens[k].Pos == "AUX") {
		k--
	}
	if k < 1 || r.sent[k] != r.sent[v] {
		return nil
	}
	if m := r.cover[k]; m != nil && m.form == byName && m.end == k+1 { // "Qatari Prime Minister Sheikh Mohammed al-Thani hosted", a title as an adverb
		for i := m.start; i < m.end; i++ {
			if r.Tokens[i].Head == v && r.Tokens[i].Dep != "dobj" {
				return r.actors(m.head, arg, via)
			}
		}
	}
	if r.Lower(k) == "," && r.cover[k-1] != nil && r.Tokens[r.cover[k-1].head].Dep == "appos" { // "…, the Taoiseach, Micheal Martin, said"
		k--
	}
	var row []*mention // from right to left
	for joined := true; joined && k >= 1 && r.sent[k] == r.sent[v] && r.cover[k] != nil && r.cover[k].end == k+1; {
		m := r.cover[k]
		switch r.Tokens[m.head].Dep {
		case "appos", "conj", "npadvmod", "dep":
		default:
			return nil
		}
		row = append(row, m)
		w := r.Lower(m.start - 1)
		if m.start == 0 || w != "and" && w != "," {
			return nil
		}
		k = m.start - 2
		if joined = w == "and"; !joined && len(row) > 1 { // "A, B and C met", but not "In Jeddah, B and C met"
			joined = k > 0 && r.cover[k] != nil && r.cover[k].start > 0 && r.Lower(r.cover[k].start-1) == "," && r.cover[k].form == byName
		}
	}
	var out []filler
	for _, m := range slices.Backward(row) {
		out = addActors(out, m, arg, via)
	}
	for n := range out {
		out[n].size = len(out)
	}
	return out
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
		if m := r.cover[o]; m != nil && m.kind != kb.Person && m.start > v+1 {
			if p := r.cover[m.start-1]; p != nil && p.end == m.start && p.start == v+1 && hasPerson(p.readings) { // "tells Austin Israel is determined"
				out = r.actors(p.head, arg, "obj")
			}
		}
		if r.Tokens[o].Dep == "dative" && r.Tokens[o].Pos == "ADP" {
			if p := r.Child(o, "pobj"); p >= 0 {
				out = r.actors(p, arg, "obj")
			}
		}
		for c := range r.Children(v) { // "met Xi on Monday and Wang Yi on Tuesday"
			if m := r.cover[c]; c > o && r.Tokens[c].Dep == "conj" && !r.verbal(c) && m != nil && m.start > 0 && r.Lower(m.start-1) == "and" && r.gap(c) < 0 {
				out = append(out, r.actors(c, arg, "obj")...)
			}
		}
		return out
	}
	if w := r.Lower(v + 1); w == "in" || w == "at" { // "received in the Kremlin Prime Minister Robert Fico"
		k := v + 2
		if r.Lower(k) == "the" {
			k++
		}
		if k < len(r.cover) && r.cover[k] != nil {
			if m := r.cover[k]; m.end < len(r.cover) && r.cover[m.end] != nil && r.cover[m.end].form == byName && r.cover[m.end].kind == kb.Person && !isSubject(r.Tokens[r.cover[m.end].head].Dep) {
				return r.row(m.end, arg, "obj:late")
			}
		}
	}
	if r.Child(v, "auxpass") >= 0 {
		if s := r.sufferer(v); s >= 0 {
			return r.actors(s, arg, "obj:passive")
		}
	}
	if r.Tokens[v].Tag == "VBN" {
		switch h := r.Tokens[v].Head; r.Tokens[v].Dep {
		case "acl": // "Blinken, received by Abbas"
			return r.actors(h, arg, "obj:acl")
		case "advcl": // "Asked by Meloni, Saied said"
			if s := r.Child(h, "nsubj", "nsubjpass"); s >= 0 && r.prep(v, "by") >= 0 {
				return r.actors(s, arg, "obj:advcl")
			}
		}
	}
	if r.Tokens[v].Dep == "relcl" && r.objectRelative(v) {
		return r.actors(r.Tokens[v].Head, arg, "obj:relcl")
	}
	return nil
}

// sufferer gives the subject that passive verb v shares with a verb above it, "was due to be received by", or the noun
// that it describes; -1 where there is none.
func (r *resolver) sufferer(v int) int {
	for range 4 {
		h := r.Tokens[v].Head
		switch r.Tokens[v].Dep {
		case "relcl":
			return h
		case "xcomp", "acomp", "conj":
		default:
			return -1
		}
		if s := r.Child(h, "nsubjpass", "nsubj"); s >= 0 {
			return s
		}
		v = h
	}
	return -1
}

// objectRelative tells whether the noun that relative clause v describes is the verb's object: "Abbas, whom Blinken
// met", "the envoy Blinken met".
func (r *resolver) objectRelative(v int) bool {
	s := r.Child(v, "nsubj")
	if s < 0 {
		return false
	}
	first := v
	for c := range r.Children(v) {
		switch r.Lower(c) {
		case "whom":
			return true
		case "who", "that", "which":
			return r.Tokens[c].Dep == "dobj"
		case "where", "when", "why", "as", "since":
			return false
		}
		switch r.Tokens[c].Dep {
		case "prep", "ccomp", "xcomp":
			if c > v && r.Tokens[c].Dep != "prep" || c < v {
				return false
			}
		}
		first = min(first, c)
	}
	return r.Tokens[v].Head < first
}

// likewise gives the subjects of a clause that only says that they did the same as verb v: "as did Macron", "and so has
// Cameron".
func (r *resolver) likewise(v int) []filler {
	var out []filler
	for c := range r.Children(v) {
		if d := r.Tokens[c].Dep; d != "advcl" && d != "conj" || c < v || r.Child(c, "dobj", "xcomp", "attr") >= 0 {
			continue
		}
		switch r.Lemma(c) {
		case "do", "have", "be", "will":
		default:
			continue
		}
		same := false
		for k := range r.Children(c) {
			w := r.Lower(k)
			same = same || k < c && (w == "as" || w == "so")
		}
		if s := r.Child(c, "nsubj"); same && s >= 0 {
			out = append(out, r.actors(s, "subj", "likewise")...)
		}
	}
	return out
}
