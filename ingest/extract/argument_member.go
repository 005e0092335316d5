package extract

import (
	"slices"

	"github.com/demarche/demarche/ingest/kb"
)

// listed gives the mentions that the words join with m, "A, B and C", whatever the parser made of them.
func (r *resolver) listed(m *mention) []*mention {
	var out []*mention
	and := false
	at := m
	for { // to the left
		k := at.start - 1
		if k > 1 && r.Tokens[k].Tag == "POS" && r.cover[k-1] != nil && r.cover[k-1].end == k { // "Egypt's Sisi and Jordan's Abdullah"
			k = r.cover[k-1].start - 1
		}
		last := k
		for k > 0 && (r.Lower(k) == "and" || r.Lower(k) == ",") {
			and = and || r.Lower(k) == "and"
			k--
		}
		if k > 3 && r.Lower(k) == "as" && r.Lower(k-1) == "well" && r.Lower(k-2) == "as" {
			and = true
			if k -= 3; r.Lower(k) == "," {
				k--
			}
		}
		if k < 0 || k == last || r.cover[k] == nil || r.cover[k].end != k+1 || r.sent[k] != r.sent[m.head] {
			break
		}
		p := r.cover[k]
		switch r.Tokens[p.head].Dep {
		case "compound", "appos", "conj", "nmod", "dep", "amod", "npadvmod", "nsubj", "nsubjpass", "ROOT":
		case "poss":
			if r.Lower(p.end) != "and" && r.Lower(p.end) != "," {
				k = -1
			}
		default:
			k = -1
		}
		if q := p.start - 1; q > 0 && r.Lower(q) == "to" && r.Lower(q-1) == "according" || q > 1 && r.Lower(q) == "the" && r.Lower(q-1) == "to" && r.Lower(q-2) == "according" {
			break // "According to the Élysée, Macron and Trump spoke"
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

// collective tells whether a mention stands for several people without naming them.
func (m *mention) collective() bool {
	switch m.form {
	case byNoun:
		return m.plural || m.class&people != 0 || m.kind == kb.Organisation
	case byRole, byPair:
		return m.plural
	}
	return false
}

// named gives those whom the words behind a group name out of it: "US senators, including Lindsey Graham", "a delegation
// that included Marco Rubio", "European leaders, among them Giorgia Meloni", "the three leaders – A, B and C". They
// stand for the group; of the rest nothing is known.
func (r *resolver) named(m *mention, arg argument, via string) []filler {
	if !m.collective() {
		return nil
	}
	k, least := m.end, 1
	mark := r.Lower(k)
	switch mark {
	case ",", "(", "–", "—", "-", ":":
		k++
	}
	switch w, next := r.Lower(k), r.Lower(k+1); {
	case w == "including":
		k++
	case w == "such" && next == "as", w == "among" && (next == "them" || next == "whom"), (w == "led" || w == "headed") && next == "by":
		k += 2
	case w == "which" || w == "who" || w == "that":
		switch r.Lemma(k + 1) {
		case "include", "comprise":
		default:
			return nil
		}
		k += 2
	default:
		if m.form == byNoun && m.kind == kb.Organisation || len(m.parts) > 0 || k >= len(r.cover) || r.cover[k] == nil || (mark == "," || k == m.end) && r.Tokens[r.cover[k].head].Dep != "appos" {
			return nil
		}
		least = 2 // a single apposition tells who speaks for them, or what they are
	}
	if out := r.row(k, arg, via); len(out) >= least {
		return out
	}
	return nil
}

// row gives the actors of a list of names that begins at token k: "A, B and C".
func (r *resolver) row(k int, arg argument, via string) []filler {
	var out []filler
	for joined := true; ; {
		if r.Lower(k) == "the" {
			k++
		}
		if k >= len(r.cover) || r.cover[k] == nil {
			break
		}
		m := r.cover[k]
		if m.form != byName && m.form != byRole || !joined && isSubject(r.Tokens[m.head].Dep) && r.Tokens[m.head].Head > m.head {
			break // "…, including Graham, Zelensky said"
		}
		out = addActors(out, m, arg, via)
		k, joined = m.end, false
		if m.countryFrom >= k && r.cover[m.countryFrom] != nil { // "the Chancellor of Germany"
			k = r.cover[m.countryFrom].end
		}
		from := k
		for ; r.Lower(k) == "," || r.Lower(k) == "and" || r.Lower(k) == "&"; k++ {
			joined = joined || r.Lower(k) != ","
		}
		if k == from {
			break
		}
	}
	for n := range out {
		out[n].size = len(out)
	}
	return out
}

// addActors adds the actors that a mention stands for to those that are there.
func addActors(out []filler, m *mention, arg argument, via string) []filler {
	set := m.members
	if len(set) == 0 && m.entity >= 0 {
		set = []int{m.entity}
	}
	for _, e := range set {
		if !slices.ContainsFunc(out, func(f filler) bool { return f.entity == e }) {
			out = append(out, filler{entity: e, at: m, arg: arg, via: via})
		}
	}
	return out
}

// companions adds those who come along with a subject: "Biden, joined by Blinken, met Abbas".
func (r *resolver) companions(v int, left []filler) []filler {
	add := func(c int) {
		switch r.Lemma(c) {
		case "join", "accompany", "flank":
		default:
			return
		}
		if p := r.prep(c, "by"); p >= 0 {
			if o := r.Child(p, "pobj"); o >= 0 {
				left = append(left, r.actors(o, "subj", "companion")...)
			}
		}
	}
	if len(left) > 0 { // "Biden, together with Blinken, met Abbas"
		k := left[len(left)-1].at.end
		if r.Lower(k) == "," {
			k++
		}
		switch w, next := r.Lower(k), r.Lower(k+1); {
		case w == "alongside":
			left = append(left, r.row(k+1, "subj", "companion")...)
		case (w == "together" || w == "along") && next == "with":
			left = append(left, r.row(k+2, "subj", "companion")...)
		default:
			if p := r.prep(v, "alongside"); p > v {
				left = append(left, r.row(p+1, "subj", "companion")...)
			}
		}
	}
	for c := range r.Children(v) {
		if d := r.Tokens[c].Dep; d == "advcl" || d == "conj" && c < v {
			add(c)
		}
	}
	for _, f := range left {
		for i := f.at.start; i < f.at.end; i++ {
			for c := range r.Children(i) {
				if r.Tokens[c].Dep == "acl" {
					add(c)
				}
			}
		}
	}
	return left
}
