package extract

import (
	"strings"

	"github.com/demarche/demarche/ingest/kb"
)

// names finds names: those of the knowledge base, those of the entity recogniser, and runs of proper nouns.
func (f *finder) names(from, to int) {
	surface := make([]string, 0, 12)
	for i := from; i < to; {
		if f.cover[i] != nil || !capital(f.Tokens[i].Text) && !startsKnown(f.Tokens[i].Text) {
			i++
			continue
		}
		surface = surface[:0]
		for k := i; k < min(to, i+12); k++ {
			surface = append(surface, f.Tokens[k].Text)
		}
		n, readings := f.kb.Longest(surface)
		if n == 0 && honorifics[f.Lower(i)] {
			i++
			continue
		}
		the := 0 // which may begin a known name, and no other
		if f.Lower(i) == "the" {
			the = 1
		}
		if k, office := f.officeWithin(i+the, n-the, readings, to); k > 0 {
			i += the
			_, readings = f.kb.Longest(f.surface(i, i+k))
			f.addName(i, i+k, readings)
			i += k + office
			continue
		}
		run := f.nameRun(i+the, to)
		if run > 0 {
			run += the
		}
		if n > 0 && n < run && hasPerson(readings) && f.onlySuffix(i+n, i+run) {
			n = run
		}
		if n > 0 && n < run && !f.splitsAt(i, n, run, readings) {
			n, readings = 0, nil // "Jordan Smith" is not Jordan
			if r := f.kb.Lookup(f.words(i, i+run)); len(r) > 0 {
				n, readings = run, r
			}
		}
		if n > 0 && hasPerson(readings) {
			for _, k := range []int{2, 1} {
				if i+n+k <= to && f.onlySuffix(i+n, i+n+k) {
					n += k
					break
				}
			}
		}
		if n > 1 && f.nationalBody(i, i+n, from, readings) {
			i += n
			continue
		}
		if n > 0 && f.plausible(i, n, readings) {
			f.addName(i, i+n, readings)
			i += n
			continue
		}
		if f.compoundOfStates(i) {
			i++
			continue
		}
		if the > 0 {
			i++
			continue
		}
		if run > 0 && f.looksLikeName(i, run) {
			if cut := f.titleWithin(i, run); cut > 0 {
				readings := f.personNamed(i+cut, i+run)
				if n, r := f.kb.Longest(f.surface(i+cut, to)); n > run-cut && hasPerson(r) { // "President Moon Jae-in"
					readings, run = r, cut+n
				}
				f.addName(i+cut, i+run, readings)
				f.cover[i+cut].kind = kb.Person
				i += run
				continue
			}
			if known := f.knownLast(i, run); known > 0 {
				i += known
				continue
			}
			f.addName(i, i+run, nil)
			i += run
			continue
		}
		i++
	}
}

// regal are titles that are a part of the name where the rest is not known without them: "King Abdullah".
var regal = wordSet("king queen prince princess pope emperor sultan emir sheikh ayatollah imam cardinal")

// personNamed gives what the knowledge base has for a whole name of a person, without a suffix.
func (f *finder) personNamed(from, to int) []kb.Match {
	for _, k := range []int{2, 1} { // ", Jr." before "Jr."
		if from+k < to && f.onlySuffix(to-k, to) {
			to -= k
			break
		}
	}
	if n, r := f.kb.Longest(f.surface(from, to)); n == to-from && hasPerson(r) {
		return r
	}
	return nil
}

// titleWithin gives how many words at the beginning of a run of capitals are a title that the entity recogniser took
// for a part of the name: "National Climate Advisor Gina McCarthy" has three.
func (f *finder) titleWithin(i, n int) int {
	if f.officeOf(i) { // "Secretary of the Interior Deb Haaland"
		for k := i + 1; k < i+n-1; k++ {
			if e, ok := f.entityAt(k); ok && e.Start == k && e.Label == "PERSON" || kb.GenderOfGivenName(f.Tokens[k].Text) != "" || f.personNamed(k, i+n) != nil {
				return k - i
			}
		}
		if n == 3 {
			return 1
		}
	}
	if f.entityLabel(i+n-1) != "PERSON" && f.entityLabel(i+n-1) != "" {
		return 0
	}
	for k := i + n - 2; k >= i; k-- {
		if nouns[f.Lower(k)]&aPerson != 0 && (!regal[f.Lower(k)] || f.personNamed(k+1, i+n) != nil) {
			return k - i + 1
		}
	}
	return 0
}

// officeWithin gives how many words a country and an office take where the name of an institution ends within the office:
// "U.S. Treasury" in "U.S. Treasury secretary" is one word, with two behind it; 0 where there is no such office.
func (f *finder) officeWithin(i, n int, readings []kb.Match, to int) (country, office int) {
	if n < 2 || i+n >= to || readings[0].Entity.Kind != kb.Organisation {
		return 0, 0
	}
	for k := 1; k < n; k++ {
		if r, roles := f.kb.Roles(f.surface(i+k, to)); r > n-k && len(roles) > 0 && f.isNoun(i+k+r-1) {
			if c, m := f.kb.Longest(f.surface(i, i+k)); c == k && m[0].Entity.Kind == kb.Country {
				return k, r
			}
		}
	}
	return 0, 0
}

// nationalBody reads the name of an international body behind a country's as a body of that country: "the Russian
// Security Council" is not that of the United Nations.
func (f *finder) nationalBody(i, j, from int, readings []kb.Match) bool {
	e := readings[0].Entity
	if e.Kind != kb.Organisation || e.Country != "" || e.PartOf == "" && readings[0].Via != kb.ViaAlias || i == from {
		return false
	}
	k := i - 1
	if w := f.Lower(k); (w == "'s" || w == "’s") && k > from {
		k--
	}
	c := f.cover[k]
	if c == nil || c.form != byName || len(c.readings) == 0 || c.readings[0].Entity.Kind != kb.Country || c.end != k+1 {
		return false
	}
	m := &mention{start: c.start, end: j, nameFrom: c.start, nameTo: j, form: byName, kind: kb.Organisation, country: c.readings[0].Entity.ID, countryFrom: c.start}
	f.add(m)
	return true
}

// knownLast gives where in a run of capitals that nobody knows as a whole a known person's full name begins that ends
// it: the title before it belongs to another phrase, "the CPC Central Committee Wang Yi". 0 where none does.
func (f *finder) knownLast(i, n int) int {
	for k := max(1, n-4); k < n-1; k++ {
		if c, r := f.kb.Longest(f.surface(i+k, i+n)); c == n-k && r[0].Entity.Kind == kb.Person && r[0].Via != kb.ViaFamily && f.bodyBefore(i, k) {
			return k
		}
	}
	return 0
}

// bodyBefore tells whether words i to before i+n name a body, known or by their last noun.
func (f *finder) bodyBefore(i, n int) bool {
	if nouns[f.Lower(i+n-1)]&aBody != 0 {
		return true
	}
	c, r := f.kb.Longest(f.surface(i, i+n))
	return c == n && r[0].Entity.Kind != kb.Person
}

// officeOf tells whether "Secretary of" or the like stands before token i.
func (f *finder) officeOf(i int) bool {
	if f.Lower(i-1) == "the" {
		i--
	}
	return (f.Lower(i-1) == "of" || f.Lower(i-1) == "for") && nouns[f.Lower(i-2)]&aPerson != 0
}

// compoundOfStates reads one token that joins two states, "U.S.-Russia": a mention that stands for both.
func (f *finder) compoundOfStates(i int) bool {
	a, b, ok := strings.Cut(strings.ReplaceAll(f.Tokens[i].Text, "–", "-"), "-")
	if !ok || a == "" || b == "" || !capital(b) {
		return false
	}
	m := &mention{start: i, end: i + 1, nameFrom: i, nameTo: i + 1, form: byName, kind: kb.Country, countryFrom: -1, plural: true}
	for _, w := range []string{a, b} {
		n, r := f.kb.Longest([]string{w})
		if n == 0 || r[0].Entity.Kind == kb.Person {
			return false
		}
		m.parts = append(m.parts, constituent{r[0].Entity, w})
	}
	f.add(m)
	return true
}

// startsKnown tells whether a word in small letters may begin a name that the knowledge base knows ("al-Qaida").
func startsKnown(w string) bool {
	return w == "von" || w == "van" || strings.HasPrefix(w, "al-") || strings.HasPrefix(w, "el-") || strings.HasPrefix(w, "bin")
}

// nameRun gives the length of the run of name words at i: proper nouns with nameParticles and initials between, not
// across the possessive or a title.
func (f *finder) nameRun(i, to int) int {
	n, label := 0, f.entityLabel(i)
	for k := i; k < to; k++ {
		w := f.Lower(k)
		if k > i {
			if r, ok := f.kb.Roles(f.surface(k, to)); r > 0 && len(ok) > 0 && f.entityLabel(k) != label {
				break
			}
		}
		switch {
		case f.nameToken(k) && !notNames[w]:
			if k > i && f.entityLabel(k) != f.entityLabel(k-1) && f.entityLabel(k) != "" && f.entityLabel(k-1) != "" {
				return n
			}
			n = k - i + 1
			if districts[w] && k > i && k+2 < to && f.nameToken(k+1) && f.nameToken(k+2) { // "the Murmansk Region Marina Kovtun"
				return n
			}
		case k > i && n == k-i && f.joinsBody(k, to):
		case nameParticles[w] && n > 0 && k+1 < to && (f.nameToken(k+1) || nameParticles[f.Lower(k+1)] || f.Tokens[k+1].Text == "-" && k+2 < to && f.nameToken(k+2)):
		case w == "-" && k == i+1 && k+2 < to && len(f.kb.Lookup(f.Tokens[k+1].Text)) > 0 && len(contacts.nouns[f.Lower(k+2)]) > 0: // "Trump-Zelensky meeting"
			return n
		case w == "-" && n > 0 && k+1 < to && (f.nameToken(k+1) || nameParticles[f.Lower(k+1)]) && f.Tokens[k-1].End == f.Tokens[k].Start && f.Tokens[k].End == f.Tokens[k+1].Start && !f.knownState(k-1, k):
		case w == "-" && n > 0 && k+1 < to && f.givenTail(k) && (label == "PERSON" && f.entityLabel(k+1) == label || k-1 > i):
			n = k - i + 2
		case f.Tokens[max(k-1, i)].Text == "-" && n == k-i+1:
		case w == "," && n > 1 && k+1 < to && suffixes[f.Lower(k+1)]:
		case suffixes[w] && n > 0:
			n = k - i + 1
		default:
			return n
		}
	}
	return n
}

// districts are the last words in the names of parts of a state, behind which those of its governor stand.
var districts = wordSet("region territory republic oblast krai okrug province district prefecture voivodeship")

// bodyJoints are the small words inside the names of bodies.
var bodyJoints = wordSet("of for and on the to in & against")

// joinsBody tells whether the small word at k stands inside the name of a body, as the entity recogniser sees it: "Office
// of Public Engagement", "Defense and Foreign Affairs Committee".
func (f *finder) joinsBody(k, to int) bool {
	if !bodyJoints[f.Lower(k)] || f.entityLabel(k) != "ORG" || f.entityLabel(k-1) != "ORG" {
		return false
	}
	next := k + 1
	if next < to && f.Lower(next) == "the" {
		next++
	}
	return next < to && f.entityLabel(next) == "ORG" && f.nameToken(next)
}

// givenTail tells whether the hyphen at token k joins the second syllable of a given name, "Kye-gwan", and not a
// word that makes an adjective of the name, "Johnson-era".
func (f *finder) givenTail(k int) bool {
	if f.Tokens[k-1].End != f.Tokens[k].Start || f.Tokens[k].End != f.Tokens[k+1].Start || !capital(f.Tokens[k-1].Text) {
		return false
	}
	w := f.Tokens[k+1].Text
	if len(w) > 6 || hyphenTails[w] || strings.HasSuffix(w, "ed") || f.knownState(k-1, k) {
		return false
	}
	for i := range len(w) {
		if w[i] < 'a' || w[i] > 'z' {
			return false
		}
	}
	return true
}

// hyphenTails are words that form adjectives with a name before them.
var hyphenTails = wordSet("era led style like run made born type time wide free based bound to elect in on and or the a day hour week month year long old level week")

// knownState tells whether tokens from to before to name a country or its people.
func (f *finder) knownState(from, to int) bool {
	n, m := f.kb.Longest(f.surface(from, to))
	return n == to-from && n > 0 && m[0].Entity.Kind == kb.Country
}

func (f *finder) surface(from, to int) []string {
	out := make([]string, 0, 12)
	for k := from; k < min(to, from+12); k++ {
		out = append(out, f.Tokens[k].Text)
	}
	return out
}

// splitsAt tells whether a known name of n words may end inside a run of proper nouns: "China Foreign Minister",
// "U.S. Secretary", but not the given name of somebody unknown.
func (f *finder) splitsAt(i, n, run int, readings []kb.Match) bool {
	if len(readings) == 0 {
		return false
	}
	if f.entityLabel(i) == "PERSON" && f.entityLabel(i+n) == "PERSON" && !f.knownState(i+n, i+run) && !(n > 1 && headlineVerb(f.Tokens[i+n].Text)) || f.Tokens[i+n].Text == "-" && readings[0].Entity.Kind == kb.Person {
		return false
	}
	switch readings[0].Entity.Kind {
	case kb.Country:
		return true
	case kb.Organisation:
		if f.entityLabel(i+n) == "ORG" && f.entityLabel(i) == "ORG" && nouns[f.Lower(i+n)]&aBody != 0 && bodyJoints[f.Lower(i+n+1)] {
			return false // "White House Office of Public Engagement"
		}
		return n > 1 || f.entityLabel(i+n) != f.entityLabel(i)
	}
	return n > 1 || f.knownState(i+n, i+run) // "Xi tells Biden China will …"
}

// headlineVerb tells whether a word with a capital is a verb of a headline in capitals, "Wang Yi Meets with …".
func headlineVerb(w string) bool {
	s, ok := strings.CutSuffix(strings.ToLower(w), "s")
	return ok && (contacts.verbs[s] != nil || contacts.light[s] || speechActs.telling[s])
}

// plausible tells whether a reading found by words alone fits how the words are used.
func (f *finder) plausible(i, n int, readings []kb.Match) bool {
	if n > 1 {
		return true
	}
	t := &f.Tokens[i]
	if t.Pos == "PROPN" || t.Pos == "ADJ" || t.Tag == "NNP" || t.Tag == "NNPS" || f.entityLabel(i) != "" {
		label := f.entityLabel(i)
		return label != "DATE" && label != "TIME" && label != "MONEY"
	}
	if f.surnames[t.Text] && readings[0].Entity.Kind == kb.Person { // "Lapid also spoke": a word that the tagger does not know
		return true
	}
	if t.Pos == "NOUN" && t.Dep == "nsubj" && headline(f.blocks[f.blockOf[i]].Kind) && f.verbal(t.Head) {
		return true
	}
	return t.Pos == "NOUN" && readings[0].Via != kb.ViaFamily && i > f.Sent(i).Start
}

// looksLikeName tells whether a run of proper nouns that nobody knows names an actor.
func (f *finder) looksLikeName(i, n int) bool {
	label := ""
	for k := i; k < i+n && label == ""; k++ {
		label = f.entityLabel(k)
	}
	if _, ok := labelKind(label); ok {
		return true
	}
	return label == "" && (n > 1 || f.Tokens[i].Pos == "PROPN") && !notNames[f.Lower(i)]
}

func (f *finder) addName(from, to int, readings []kb.Match) {
	m := &mention{start: from, end: to, nameFrom: from, nameTo: to, form: byName, readings: readings, countryFrom: -1}
	label := ""
	for k := from; k < to && label == ""; k++ {
		label = f.entityLabel(k)
	}
	switch {
	case len(readings) > 0:
		m.kind = readings[0].Entity.Kind
		if label == "PERSON" && m.kind != kb.Person { // "Washington said he": a person if one is known by the name
			for _, r := range readings {
				if r.Entity.Kind == kb.Person && to-from > 1 {
					m.kind = kb.Person
				}
			}
		}
	default:
		m.kind, _ = labelKind(label)
		if last := nouns[f.Lower(to-1)]; last&aBody != 0 {
			m.kind = kb.Organisation
		}
	}
	if m.kind == kb.Person && to-from > 1 {
		f.surnames[f.Tokens[to-1].Text] = true
	}
	f.add(m)
}
