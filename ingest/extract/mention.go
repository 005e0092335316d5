package extract

import (
	_ "embed"
	"strings"
	"unicode"

	"github.com/demarche/demarche/ingest/kb"
)

//go:embed data/nouns.tsv
var nounData string

// nounClass is what a common noun can name.
type nounClass uint8

const (
	noClass nounClass = 0
	aPerson nounClass = 1 << iota // one human: "envoy"
	people                        // several: "officials"
	aBody                         // an institution: "government"
	aPair                         // two or more sides already spoken of: "the two leaders"
)

// nouns holds the class of each noun in data/nouns.tsv.
var nouns = readNouns(nounData)

func readNouns(data string) map[string]nounClass {
	classes := map[string]nounClass{"person": aPerson, "people": people, "body": aBody, "pair": aPair}
	m := map[string]nounClass{}
	for line := range strings.Lines(data) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(list) {
			m[w] |= classes[name]
			if classes[name] == aPerson {
				m[plural(w)] |= people
			}
		}
	}
	return m
}

// plural gives the regular plural of an English noun.
func plural(w string) string {
	switch {
	case strings.HasSuffix(w, "man"):
		return strings.TrimSuffix(w, "man") + "men"
	case strings.HasSuffix(w, "person"):
		return strings.TrimSuffix(w, "person") + "people"
	case strings.HasSuffix(w, "wife"):
		return strings.TrimSuffix(w, "fe") + "ves"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"):
		return w + "es"
	case strings.HasSuffix(w, "y") && len(w) > 1 && !strings.ContainsRune("aeiou", rune(w[len(w)-2])):
		return w[:len(w)-1] + "ies"
	}
	return w + "s"
}

// form is how a mention names its actor.
type form uint8

const (
	byName    form = iota // "Qin Gang", "China", "Foreign Minister Qin Gang"
	byRole                // "the Chinese foreign minister"
	byNoun                // "Egyptian officials", "the ministry"
	byPronoun             // "he", "their"
	byPair                // "the two leaders", "both sides"
)

// mention is a stretch of tokens that names an actor, or several at once.
type mention struct {
	start, end       int // the whole phrase, title and article included
	nameFrom, nameTo int // the name within it; empty where there is none
	head             int // the token that stands for it in the tree
	form             form
	class            nounClass
	kind             kb.Kind       // of a name: what it seems to name; empty where unknown
	readings         []kb.Match    // of a name: what the knowledge base has
	parts            []constituent // of a name of two at once ("U.S.-Russia"): both
	roles            []string      // classes of office in a title or role
	roleFrom, roleTo int           // the words of the role; empty where there is none
	country          string        // of a role or noun: the knowledge base's id of the country or body it belongs to
	countryFrom      int           // the token that says so, -1 where none does
	plural           bool
	index            int   // its place in the row of mentions
	entity           int   // index into the table of entities, -1 where unresolved
	members          []int // of a plural that stands for entities already spoken of
	because          string
}

// constituent is one of several countries or bodies that a mention names at once, with the word that names it.
type constituent struct {
	entity *kb.Entity
	word   string
}

// finder finds the mentions of a text.
type finder struct {
	*text
	kb       *kb.KB
	mentions []*mention
	cover    []*mention      // by token: the mention that it belongs to
	surnames map[string]bool // last words of the whole names of people found so far
}

func findMentions(t *text, k *kb.KB) *finder {
	f := &finder{text: t, kb: k, cover: make([]*mention, len(t.Tokens)), surnames: map[string]bool{}}
	for _, s := range t.Sents {
		f.groups(s.Start, s.End)
		f.names(s.Start, s.End)
		f.roles(s.Start, s.End)
		f.commonNouns(s.Start, s.End)
		f.pronouns(s.Start, s.End)
	}
	f.sortMentions()
	return f
}

// sortMentions puts mentions in the order of the text.
func (f *finder) sortMentions() {
	f.mentions = f.mentions[:0]
	var last *mention
	for _, m := range f.cover {
		if m != nil && m != last {
			m.index = len(f.mentions)
			f.mentions = append(f.mentions, m)
			last = m
		}
	}
}

func (f *finder) add(m *mention) {
	m.entity = -1
	m.head = f.headOf(m.start, m.end)
	for i := m.start; i < m.end; i++ {
		f.cover[i] = m
	}
	f.mentions = append(f.mentions, m)
}

// headOf gives the token of a stretch whose head lies outside it; the last such token, since a name's own last word
// leads in English.
func (f *finder) headOf(from, to int) int {
	best := to - 1
	for i := from; i < to; i++ {
		h := f.Tokens[i].Head
		if (h < from || h >= to || h == i) && f.Tokens[i].Pos != "DET" && f.Tokens[i].Pos != "PUNCT" {
			best = i
			if f.Tokens[i].Dep != "compound" && f.Tokens[i].Dep != "amod" && f.Tokens[i].Dep != "nmod" {
				return i
			}
		}
	}
	return best
}

func capital(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r) || unicode.IsTitle(r)
	}
	return false
}

// nameToken tells whether a token can be part of a name.
func (f *finder) nameToken(i int) bool {
	t := &f.Tokens[i]
	if !capital(t.Text) {
		return false
	}
	return t.Pos == "PROPN" || t.Tag == "NNP" || t.Tag == "NNPS" || t.Pos == "X" || f.entityLabel(i) != ""
}

// nameParticles join the parts of a name: "Ursula von der Leyen", "Mohammed bin Salman".
var nameParticles = wordSet("von van der de del della di da dos la le al el bin ben ibn abu ul ur den ter ten zu y e st. du bint ould mac")

// suffixes close a name: "Joseph R. Biden, Jr."
var suffixes = wordSet("jr. jr jnr sr. sr snr ii iii iv")

// onlySuffix tells whether tokens from to before to are a suffix of a name, with or without a comma.
func (f *finder) onlySuffix(from, to int) bool {
	if from < to && f.Lower(from) == "," {
		from++
	}
	return to == from+1 && suffixes[f.Lower(from)]
}

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// notNames are capitalised words that open or close no name.
var notNames = wordSet("monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december " +
	"mr. mrs. ms. mr mrs ms dr. dr sen. rep. gov. gen. col. lt. sgt. adm. prof. rev. sir lady lord the a an q a. i he she it we they this that these those in on at but and or if when while as for from by with after before during following meanwhile asked earlier later speaking file photo")

// labelKind gives the kind of actor of a spaCy entity label; ok is false for labels that name no actor.
func labelKind(label string) (kind kb.Kind, ok bool) {
	switch label {
	case "PERSON":
		return kb.Person, true
	case "ORG":
		return kb.Organisation, true
	case "GPE", "NORP":
		return kb.Country, true
	}
	return "", false
}

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
