package extract

import (
	"strings"

	"github.com/demarche/demarche/ingest/kb"
)

// roleModifiers may stand between a country and an office, or before it.
var roleModifiers = wordSet("former ex- ex new newly then then- acting interim outgoing incoming visiting deputy vice assistant first senior top chief longtime " +
	"long-time hardline moderate conservative current late caretaker embattled ousted exiled newly-elected elected appointed special permanent honorary the a an his her its their " +
	"mr. mrs. ms. mr mrs ms dr. dr transitional provisional fellow own next previous ailing")

var honorifics = wordSet("h.e. h.r.h. excellency majesty highness mr. mrs. ms. mr mrs ms dr. dr sir lady lord madam gen. general col. lt. sen. rep. gov. dame sheikh")

// roles finds titles and offices and joins them with the names beside them: "Chinese Foreign Minister Qin Gang",
// "the foreign minister of China", "Prime Minister Najla Bouden of Tunisia", "Qin Gang, China's foreign minister".
func (f *finder) roles(from, to int) {
	f.longTitles(from, to)
	for i := from; i < to; i++ {
		if honorifics[f.Lower(i)] && i+1 < to && f.isName(i+1) && (f.cover[i] == nil || f.cover[i].start == i && f.cover[i].nameTo > i+1) {
			if f.cover[i] == nil {
				f.grow(f.cover[i+1], i)
			}
			f.cover[i].kind = kb.Person
			continue
		}
		if f.cover[i] != nil && f.cover[i].form == byName && f.cover[i].kind != "" && !f.titleInName(i) {
			continue
		}
		if f.Lower(i) == "the" || f.eachOf(i, from) {
			continue
		}
		if i > 0 && f.Tokens[i-1].Tag == "CD" && (f.Lower(i) == "p.m." || f.Lower(i) == "pm") {
			continue // "2:07 p.m."
		}
		n, roles := f.kb.Roles(f.surface(i, to))
		if n == 0 || len(roles) == 0 || !f.nounLike(i, i+n) {
			continue
		}
		if w := f.Lower(i + n - 1); n > 1 && (w == "for" || w == "to" || w == "of") { // "spokesman for"
			n--
		}
		if f.Lower(i) == "deputy" && n == 1 && i+1 < to && (nouns[f.Lower(i+1)]&aPerson != 0 || f.Lower(i+1) == "head") {
			continue // "the Deputy Head of the Office": see commonNouns
		}
		if last := &f.Tokens[i+n-1]; n == 1 && nouns[f.Lower(i)] != noClass && (last.Tag == "NNS" || last.Tag == "NNPS") {
			continue // "faith leaders", "governors": see commonNouns
		}
		if w := f.Lower(i); n == 1 && (w == "leader" || w == "ruler") {
			roles = append([]string{"head_of_state", "head_of_government"}, roles...)
		}
		f.addRole(i, i+n, from, to, roles)
		if m := f.cover[i]; m != nil {
			i = max(i, m.end-1)
		}
	}
}

// eachOf reads "each leader", "either side": those already named, one by one.
func (f *finder) eachOf(i, from int) bool {
	if i == from || f.cover[i] != nil || f.cover[i-1] != nil || f.Tokens[i].Tag != "NN" || nouns[plural(f.Lower(i))]&aPair == 0 {
		return false
	}
	switch f.Lower(i - 1) {
	case "each", "every", "neither", "either":
	default:
		return false
	}
	f.add(&mention{start: i - 1, end: i + 1, nameFrom: i + 1, nameTo: i + 1, form: byPair, class: aPair, plural: true, countryFrom: -1})
	return true
}

// longTitles reads the titles of officials that run on for many words before a name: "Deputy Assistant to the President
// and White House Coordinator for the Middle East Brett McGurk".
func (f *finder) longTitles(from, to int) {
	for i := from; i < to; i++ {
		m := f.cover[i]
		if m == nil || m.start != i || m.form != byName || m.kind != kb.Person && f.entityLabel(i) != "PERSON" && !hasPerson(m.readings) || m.end-i < 2 {
			continue
		}
		begin, country, countryFrom := -1, "", -1
		var roles []string
		for k := i - 1; k >= from; k-- {
			w := f.Lower(k)
			c := f.cover[k]
			if begin < 0 && (leadingNouns[w] || districts[f.Lower(i-1)] && nouns[w]&aPerson != 0) && k+2 < i && f.Lower(k+1) == "of" { // "head of the Chechen Republic Ramzan Kadyrov"
				begin = k
				break
			}
			if begin < 0 && f.Tokens[k].Pos == "ADJ" && k > from && f.Lower(k-1) == "of" { // "head of presidential Office Andriy Yermak"
				continue
			}
			if !titleWords[w] && !capital(f.Tokens[k].Text) || c != nil && (c.kind == kb.Person && len(c.readings) > 0 || f.entityLabel(k) == "PERSON") || f.verbal(k) && f.Tokens[k].Tag != "NNP" {
				break
			}
			if c != nil && len(c.readings) > 0 && c.readings[0].Entity.Kind != kb.Person {
				country, countryFrom = c.readings[0].Entity.ID, c.start
			}
			if titleWords[w] {
				continue
			}
			if n, r := f.kb.Roles(f.surface(k, i)); n > 0 && f.isNoun(k) {
				begin, roles = k, r
			} else if nouns[w]&aPerson != 0 {
				begin = k
			}
		}
		if begin < 0 || i-begin < 3 {
			continue
		}
		t := &mention{start: begin, end: m.end, nameFrom: m.nameFrom, nameTo: m.nameTo, form: byName, kind: kb.Person, readings: m.readings,
			roles: roles, roleFrom: begin, roleTo: i, country: country, countryFrom: countryFrom}
		if countryFrom < begin {
			t.countryFrom = -1
		}
		f.add(t)
	}
}

// leadingNouns are nouns for those who lead what stands behind them.
var leadingNouns = wordSet("head chief director chairman chairwoman")

var titleWords = wordSet("of to the for and on at in my our & 's ’s")

// titleInName tells whether a run of proper nouns that nobody knows begins with a title.
func (f *finder) titleInName(i int) bool {
	m := f.cover[i]
	return m.start == i && len(m.readings) == 0 && m.roleTo == m.roleFrom
}

func (f *finder) isName(i int) bool { return f.cover[i] != nil && f.cover[i].form == byName }

func (f *finder) nounLike(from, to int) bool {
	for k := from; k < to; k++ {
		if f.isNoun(k) {
			return true
		}
	}
	return false
}

func (f *finder) grow(m *mention, start int) {
	for k := start; k < m.start; k++ {
		f.cover[k] = m
	}
	m.start = start
}

// sentOffices are those whose titles name to whom one is sent, not for whom one acts.
var sentOffices = wordSet("ambassador permanent_representative special_envoy")

func (f *finder) addRole(i, j, from, to int, roles []string) {
	m := &mention{start: i, end: j, nameFrom: j, nameTo: j, form: byRole, kind: kb.Person, roles: roles, roleFrom: i, roleTo: j, countryFrom: -1}
	h := f.titleHead(i, j)
	m.plural = f.Tokens[h].Tag == "NNS" || f.Tokens[h].Tag == "NNPS"
	f.countryBefore(m, from)
	// "of", "for", "to" and the country or body behind the office
	if m.country == "" && j+1 < to && (f.Lower(j) == "of" || f.Lower(j) == "for" || f.Lower(j) == "to" || f.Lower(j) == "in" || f.Lower(j) == "from") {
		k := j + 1
		if f.Lower(k) == "the" && k+1 < to {
			k++
		}
		if f.isName(k) && f.cover[k].start == k && f.cover[k].kind != kb.Person && len(f.cover[k].readings) > 0 && !f.qualifies(f.cover[k]) {
			m.country, m.countryFrom = f.cover[k].readings[0].Entity.ID, k
			if f.isNameAt(f.cover[k].end, to) { // "prime minister of Spain José Zapatero"
				j = f.cover[k].end
			}
		} else if f.isName(k) && f.cover[k].start == k && districts[f.Lower(f.cover[k].end-1)] && f.isNameAt(f.cover[k].end, to) { // "Governor of the Primorye Territory Oleg Kozhemyako"
			j = f.cover[k].end
		}
	}
	for k := i; k < j && m.country == "" && !sentOffices[roles[0]]; k++ { // "President of the European Commission", "IAEA chief": titles that name the body
		if n, r := f.kb.Longest(f.surface(k, j)); n > 0 && capital(f.Tokens[k].Text) && r[0].Entity.Kind != kb.Person && r[0].Confidence > 0.5 {
			m.country, m.countryFrom = r[0].Entity.ID, k
		}
	}
	if m.plural {
		f.severalCountries(m, from, to)
	}
	name := f.nameAfter(m, j, to)
	if name == nil {
		f.replace(m)
		return
	}
	m.nameFrom, m.nameTo, m.end, m.form = name.nameFrom, name.nameTo, name.end, byName
	m.readings, m.plural = name.readings, false
	if len(m.readings) > 0 && !hasPerson(m.readings) {
		m.readings = nil
	}
	// "Prime Minister Najla Bouden of Tunisia"
	if k := name.end; m.country == "" && k+1 < to && f.Lower(k) == "of" {
		c := k + 1
		if f.Lower(c) == "the" && c+1 < to {
			c++
		}
		if f.isName(c) && len(f.cover[c].readings) > 0 && f.cover[c].readings[0].Entity.Kind != kb.Person {
			m.country, m.countryFrom = f.cover[c].readings[0].Entity.ID, c
		}
	}
	f.replace(m)
}

// titleHead gives the noun that a title is about, "Minister" of "Minister for Foreign Affairs": the last word before what
// the office is for.
func (f *finder) titleHead(i, j int) int {
	for k := i + 1; k < j; k++ {
		switch f.Lower(k) {
		case "of", "for", "to", "on", "at", "in":
			return k - 1
		}
	}
	return j - 1
}

// qualifies tells whether a name only qualifies a noun behind it: "leaders from American Indian communities".
func (f *finder) qualifies(m *mention) bool {
	d := f.Tokens[m.head].Dep
	return (d == "compound" || d == "amod" || d == "nmod") && f.Tokens[m.head].Head >= m.end && m.end < len(f.Tokens) && f.isNoun(m.end)
}

func hasPerson(rs []kb.Match) bool {
	for _, r := range rs {
		if r.Entity.Kind == kb.Person {
			return true
		}
	}
	return false
}

func (f *finder) isNameAt(i, to int) bool {
	return i < to && f.isName(i) && (f.cover[i].kind == kb.Person || f.cover[i].kind == "")
}

// nameAfter gives the mention of a person directly behind a title; of a run of proper nouns that begins with the
// title itself ("Taoiseach Varadkar"), the rest.
func (f *finder) nameAfter(m *mention, j, to int) *mention {
	if j >= to {
		return nil
	}
	c := f.cover[j]
	if c == nil || c.form != byName || m.plural || f.Lower(j) == "of" || !capital(f.Tokens[j].Text) && !nameParticles[f.Lower(j)] {
		return nil
	}
	if c.start < j { // the title was taken for a part of the name
		if c.end <= j || len(c.readings) > 0 {
			return nil
		}
		rest := *c
		rest.start, rest.nameFrom = j, j
		rest.readings = f.personNamed(j, c.end)
		return &rest
	}
	if c.kind == kb.Person || c.kind == "" || hasPerson(c.readings) || f.entityLabel(j) == "PERSON" {
		return c
	}
	if len(c.readings) == 0 && f.entityLabel(j) != "GPE" {
		return c
	}
	return nil
}

// countryBefore looks to the left of an office or noun for the country or body that it belongs to.
func (f *finder) countryBefore(m *mention, from int) {
	for k := m.start - 1; k >= from; k-- {
		w := f.Lower(k)
		c := f.cover[k]
		switch {
		case c != nil && c.form == byName && c.kind != kb.Person && len(c.readings) > 0:
			if m.country == "" {
				m.country, m.countryFrom = c.readings[0].Entity.ID, c.start
			}
			k = c.start
			m.start = c.start
		case w == "'s" || w == "’s" || w == "'" || w == "’":
			if k-1 < from || f.cover[k-1] == nil || f.cover[k-1].form != byName || m.country != "" {
				return
			}
			c := f.cover[k-1]
			if len(c.readings) > 0 && c.kind != kb.Person {
				m.country, m.countryFrom = c.readings[0].Entity.ID, c.start
			}
			return
		case w == ")" && k-2 >= from && f.Lower(k-2) == "(": // "Republic of Korea (ROK) National Security Advisor"
			k -= 2
		case roleModifiers[w]:
			if c != nil {
				return
			}
			m.start = k
		case m.plural && c != nil && c.form == byName && len(c.readings) == 0 && f.entityLabel(k) == "NORP": // "Kashmiri separatist leaders"
			m.start, k = c.start, c.start
		default:
			if _, roles := f.kb.Roles(f.surface(k, m.start)); len(roles) > 0 && c == nil {
				m.start = k // "President and"…: a title before a title
				continue
			}
			if m.country == "" {
				if ms := f.kb.Lookup(w); len(ms) > 0 && ms[0].Via == kb.ViaDemonym && f.Tokens[k].Pos == "ADJ" {
					m.country, m.countryFrom, m.start = ms[0].Entity.ID, k, k
					continue
				}
			}
			return
		}
	}
}

// replace puts m into the text in place of whatever its tokens belonged to, but leaves the names of countries and
// bodies that only qualify it by a possessive or "of".
func (f *finder) replace(m *mention) {
	f.add(m)
}

// commonNouns finds people and bodies named by a noun of data/nouns.tsv: "senior Egyptian officials", "the ministry",
// "both sides".
func (f *finder) commonNouns(from, to int) {
	for i := from; i < to; i++ {
		if f.cover[i] != nil && !(f.cover[i].form == byName && len(f.cover[i].readings) == 0 && f.cover[i].kind == "") {
			continue
		}
		w := f.Lower(i)
		class := nouns[w]
		if f.oppositeNumber(i) {
			class = nouns["counterpart"]
			if strings.HasSuffix(w, "s") {
				class = people
			}
		}
		t := &f.Tokens[i]
		if w == "latter" && f.Lower(i-1) == "the" && f.cover[i-1] == nil && i+1 < to && !f.isNoun(i+1) {
			f.add(&mention{start: i - 1, end: i + 1, nameFrom: i + 1, nameTo: i + 1, form: byNoun, class: aPerson, kind: kb.Person, countryFrom: -1})
			continue
		}
		if f.yearsOld(i) {
			f.add(&mention{start: i - 5, end: i + 1, nameFrom: i + 1, nameTo: i + 1, form: byNoun, class: aPerson, kind: kb.Person, countryFrom: -1})
			continue
		}
		if class == noClass && !(t.Tag == "CD" && (w == "two" || w == "three" || w == "four")) || !f.isNoun(i) && t.Tag != "CD" {
			continue
		}
		if t.Tag == "CD" {
			if class = f.barePair(i); class == noClass {
				continue
			}
		} else if (t.Dep == "compound" || t.Dep == "nmod") && t.Head > i && f.isNoun(t.Head) && nouns[f.Lower(t.Head)] != noClass {
			continue
		}
		m := &mention{start: i, end: i + 1, nameFrom: i + 1, nameTo: i + 1, form: byNoun, class: class, countryFrom: -1}
		m.plural = t.Tag == "NNS" || t.Tag == "NNPS" || t.Tag == "CD" || class&people != 0 && class&aPerson == 0
		if (w == "pair" || w == "duo" || w == "trio") && f.Lower(i-1) == "the" {
			m.plural = true
		}
		if class&aBody != 0 && !m.plural {
			m.kind = kb.Organisation
		} else if class&aPerson != 0 && !m.plural {
			m.kind = kb.Person
		}
		f.widen(m, from)
		if f.isPair(m) {
			m.form = byPair
		}
		if m.country == "" && i+2 < to && (f.Lower(i+1) == "of" || f.Lower(i+1) == "from" || f.Lower(i+1) == "in" && f.isCounterpart(m)) {
			k := i + 2
			if f.Lower(k) == "the" && k+1 < to {
				k++
			}
			if f.isName(k) && len(f.cover[k].readings) > 0 && f.cover[k].kind != kb.Person && !f.qualifies(f.cover[k]) {
				m.country, m.countryFrom = f.cover[k].readings[0].Entity.ID, k
			}
		}
		if m.plural {
			f.severalCountries(m, from, to)
		}
		f.add(m)
		if m.class&aPerson != 0 && !m.plural && f.isNameAt(i+1, to) && f.cover[i+1].start == i+1 && (f.entityLabel(i+1) == "PERSON" || f.cover[i+1].kind == kb.Person) { // "guitarist Jerry Garcia"
			name := f.cover[i+1]
			name.roleFrom, name.roleTo, name.country, name.countryFrom = i, i+1, m.country, m.countryFrom
			f.grow(name, m.start)
			name.head = f.headOf(name.start, name.end)
		}
	}
}

// yearsOld tells whether token i ends a description by age, "the 52-year-old", that no noun follows.
func (f *finder) yearsOld(i int) bool {
	return f.Lower(i) == "old" && i >= 5 && f.Lower(i-2) == "year" && f.Lower(i-5) == "the" && f.cover[i-5] == nil && i+1 < len(f.Tokens) && !f.isNoun(i+1) && f.Tokens[i+1].Pos != "ADJ"
}

// severalCountries reads "Israeli and Palestinian officials" and "leaders of Venezuela, Brazil and Colombia": people of
// several countries or bodies, who are sides of their own.
func (f *finder) severalCountries(m *mention, from, to int) {
	var parts []constituent
	start := m.start
	if m.countryFrom == m.start {
		for k := m.start - 1; k > from; k-- {
			w := f.Lower(k)
			if w != "and" && w != "," {
				break
			}
			c := f.cover[k-1]
			if c == nil || c.form != byName || len(c.readings) == 0 || c.readings[0].Entity.Kind == kb.Person {
				break
			}
			parts = append([]constituent{{c.readings[0].Entity, f.words(c.start, c.end)}}, parts...)
			k, start = c.start, c.start
			if k-1 > from && f.Lower(k-1) == "," {
				continue
			}
		}
		if c := f.kb.Entity(m.country); len(parts) > 0 && c != nil {
			m.parts = append(parts, constituent{c, f.words(m.countryFrom, m.countryFrom+1)})
			m.start = start
			return
		}
	}
	if m.countryFrom >= m.end {
		parts = nil
		for k := m.countryFrom; k < to; {
			c := f.cover[k]
			if c == nil || c.form != byName || len(c.readings) == 0 || c.readings[0].Entity.Kind == kb.Person {
				break
			}
			parts = append(parts, constituent{c.readings[0].Entity, f.words(c.start, c.end)})
			for k = c.end; k < to && (f.Lower(k) == "," || f.Lower(k) == "and" || f.Lower(k) == "the"); k++ {
			}
			if k == c.end {
				break
			}
		}
		if len(parts) > 1 {
			m.parts = parts
		}
	}
}

// barePair reads "the two" and "the three" with no noun behind.
func (f *finder) barePair(i int) nounClass {
	if i == 0 || f.Lower(i-1) != "the" || f.Tokens[i].Dep == "nummod" {
		return noClass
	}
	return aPair
}

// widen takes in the words before a noun that belong to it.
func (f *finder) widen(m *mention, from int) {
	i := m.end - 1
	for k := i - 1; k >= from; k-- {
		t, c := &f.Tokens[k], f.cover[k]
		if c != nil && c.form == byName {
			if len(c.readings) > 0 && c.kind != kb.Person && m.country == "" {
				m.country, m.countryFrom = c.readings[0].Entity.ID, c.start
			}
			m.start, k = c.start, c.start
			continue
		}
		if t.Text == "'s" || t.Text == "’s" || t.Text == "'" || t.Text == "’" {
			if k-1 >= from && f.cover[k-1] != nil && len(f.cover[k-1].readings) > 0 && m.country == "" && f.cover[k-1].kind != kb.Person {
				m.country, m.countryFrom = f.cover[k-1].readings[0].Entity.ID, f.cover[k-1].start
			}
			return
		}
		inside := t.Head == i || t.Head > k && t.Head <= i
		switch t.Pos {
		case "DET", "ADJ", "NUM", "NOUN", "PROPN", "ADV":
			if !inside {
				return
			}
			m.start = k
		case "PRON":
			if t.Dep == "poss" && inside {
				m.start = k
			}
			return
		case "VERB":
			if t.Dep != "amod" || !inside {
				return
			}
			m.start = k
		case "PUNCT":
			if t.Text != "-" || !inside {
				return
			}
		default:
			return
		}
	}
}

// isPair tells whether a noun speaks of sides already named: "the two leaders", "both sides", "the leaders".
func (f *finder) isPair(m *mention) bool {
	if m.class&aPair == 0 || m.country != "" || !m.plural {
		return false
	}
	words := strings.Fields(strings.ToLower(f.words(m.start, m.end)))
	if words[len(words)-1] == "two" || words[len(words)-1] == "three" || words[len(words)-1] == "pair" || words[len(words)-1] == "duo" || words[len(words)-1] == "trio" {
		return true
	}
	if len(words) == 1 {
		return words[0] == "both"
	}
	for _, w := range words[:len(words)-1] {
		switch w {
		case "all":
			if len(words) == 2 { // "all parties" are more than those named
				return false
			}
		case "two", "both", "three", "the", "four", "men", "world":
		default:
			return false
		}
	}
	return true
}
