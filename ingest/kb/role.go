package kb

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed data/roles.tsv
var rolesTSV string

//go:embed data/institutions.tsv
var institutionsTSV string

// phrases finds rows of a table by the words of a phrase.
type phrases struct {
	rows    map[string][]phraseRow
	longest map[string]int // by first word: the most words of a phrase that begins with it
	classes map[string]bool
}

type phraseRow struct {
	class     string
	countries []string // ISO3 codes or IDs to which the phrase is limited; empty: all
}

// Role gives the class of office that a title names: "Secretary of State" and "top diplomat" are both a
// "foreign_minister". Of several classes it gives the first; Roles gives all. ok is false if the phrase is no title.
func (k *KB) Role(phrase string) (role string, ok bool) {
	words := split(phrase)
	n, roles := k.Roles(words)
	if n == 0 || n < len(words) {
		return "", false
	}
	return roles[0], true
}

// RoleIn is Role for a title used of one country or organisation: a chancellor heads the government in Germany and
// the treasury in Britain ("chancellor of the exchequer"), a secretary of state is the foreign minister in Washington
// and any minister in London.
func (k *KB) RoleIn(phrase, forID string) (role string, ok bool) {
	n, rows := titles().find(split(phrase))
	if n == 0 || n < len(split(phrase)) {
		return "", false
	}
	iso := forID
	if e := k.Entity(forID); e != nil && e.ISO3 != "" {
		iso = e.ISO3
	}
	for _, r := range rows {
		if slices.Contains(r.countries, iso) {
			return r.class, true
		}
	}
	for _, r := range rows {
		if len(r.countries) == 0 {
			return r.class, true
		}
	}
	return "", false
}

// Roles finds the longest title at the beginning of words and gives the number of words that it covers and its classes;
// 0 if no title begins here. Case does not matter; a plural ("foreign ministers") is a title too.
func (k *KB) Roles(words []string) (n int, roles []string) {
	n, rows := titles().find(words)
	return n, classesOf(rows)
}

// RoleFor tells for which countries (ISO3) or organisations (ID) a title means a class; nil means for all.
func (k *KB) RoleFor(phrase, role string) []string {
	_, rows := titles().find(split(phrase))
	var out []string
	for _, r := range rows {
		if r.class == role {
			out = append(out, r.countries...)
		}
	}
	return out
}

// Institutions finds the longest name of a kind of institution ("foreign ministry", "State Department", "parliament")
// at the beginning of words and gives the number of words that it covers and the classes it may name; Part gives the
// institution of a country.
func (k *KB) Institutions(words []string) (n int, classes []string) {
	n, rows := bodies().find(words)
	return n, classesOf(rows)
}

func classesOf(rows []phraseRow) []string {
	var out []string
	for _, r := range rows {
		if !slices.Contains(out, r.class) {
			out = append(out, r.class)
		}
	}
	return out
}

var titles = sync.OnceValue(func() *phrases { return mustPhrases("data/roles.tsv", rolesTSV) })
var bodies = sync.OnceValue(func() *phrases { return mustPhrases("data/institutions.tsv", institutionsTSV) })

// mustPhrases reads an embedded table of phrase, class and countries; a test reads each, so that it panics in no
// release.
func mustPhrases(name, text string) *phrases {
	p, err := readPhrases(name, text)
	if err != nil {
		panic(err)
	}
	return p
}

func readPhrases(name, text string) (*phrases, error) {
	p := &phrases{map[string][]phraseRow{}, map[string]int{}, map[string]bool{}}
	for i, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < 2 || f[0] == "" || f[1] == "" {
			return nil, fmt.Errorf("%s:%d: want phrase, class and perhaps countries, parted by tabs", name, i+1)
		}
		row := phraseRow{class: f[1]}
		p.classes[f[1]] = true
		if len(f) > 2 {
			row.countries = strings.Fields(f[2])
		}
		for _, phrase := range strings.Split(f[0], "|") {
			key, _ := fold(phrase)
			p.rows[key] = append(p.rows[key], row)
			first, _, _ := strings.Cut(key, " ")
			p.longest[first] = max(p.longest[first], strings.Count(key, " ")+1)
		}
	}
	return p, nil
}

func (p *phrases) find(words []string) (n int, rows []phraseRow) {
	var room [64]byte
	var f folder
	buf := room[:0]
	limit, seen := 0, 0
	for i := 0; i < len(words) && i < maxWords; i++ {
		if isHyphen(words[i]) {
			f.gap = true
			continue
		}
		if possessive(words[i]) && i > 0 {
			if words[i][len(words[i])-1] == 's' {
				buf = f.add(buf, "s")
			}
			continue
		}
		if !isWord(words[i]) {
			break
		}
		f.gap = i > 0
		buf = f.add(buf, words[i])
		seen++
		key, _ := f.finish(buf)
		if i == 0 && string(key) == "the" {
			seen--
			continue
		}
		if limit == 0 {
			first, _, _ := bytes.Cut(key, []byte(" "))
			if limit = p.longest[string(first)]; limit == 0 {
				if limit = p.longest[string(bytes.TrimSuffix(first, []byte("s")))]; limit == 0 {
					return 0, nil
				}
			}
		}
		if seen > limit {
			break
		}
		found := p.rows[string(key)]
		if found == nil && key[len(key)-1] == 's' {
			found = p.rows[string(key[:len(key)-1])]
		}
		if found != nil {
			n, rows = i+1, found
		}
	}
	return n, rows
}

// institution finds an institution named with its country: "Russian Foreign Ministry", "China's Defense Ministry",
// "Ministry of Foreign Affairs of Ukraine". country is the one whose name begins words and ends before end, nil if none does.
func (k *KB) institution(words []string, end int, country *Entity) (n int, m []Match) {
	at := 0
	if len(words) > 0 && strings.EqualFold(words[0], "the") {
		at = 1
	}
	if i, classes := k.Institutions(words[at:]); i > 0 && at+i < len(words) {
		if j := at + i; words[j] == "of" {
			if c, country := k.countryAt(words[j+1:]); c > 0 {
				return j + 1 + c, k.partsOf(country, classes)
			}
		}
	}
	if country == nil {
		return 0, nil
	}
	if end < len(words) && possessive(words[end]) {
		end++
	}
	j, classes := k.Institutions(words[end:])
	if j == 0 {
		return 0, nil
	}
	if found := k.partsOf(country, classes); found != nil {
		return end + j, found
	}
	return 0, nil
}

func (k *KB) partsOf(country *Entity, classes []string) []Match {
	for _, class := range classes {
		if class == "government" {
			return []Match{{Entity: country, Via: ViaMetonym, Confidence: 0.9}}
		}
		if e := k.Part(country.ID, class); e != nil {
			return []Match{{Entity: e, Via: ViaName, Confidence: 0.95}}
		}
	}
	return nil
}

// countryAt finds a country by name or demonym at the beginning of words.
func (k *KB) countryAt(words []string) (n int, country *Entity) {
	var room [64]byte
	var f folder
	buf := room[:0]
	limit := 0
	for i := 0; i < len(words) && i < 6 && isWord(words[i]); i++ {
		f.gap = i > 0
		buf = f.add(buf, words[i])
		folded, capitals := f.finish(buf)
		if limit == 0 && string(folded) != "the" {
			if limit = k.index.longestFrom(folded); limit == 0 {
				return 0, nil
			}
			limit += i + dropped
		}
		if limit > 0 && i >= limit {
			break
		}
		if c := countryOf(k.find(folded, capitals)); c != nil {
			n, country = i+1, c
		}
	}
	return n, country
}

// countryOf gives the likely country among the readings of a name that is no metonym.
func countryOf(m []Match) *Entity {
	for _, x := range m {
		if x.Entity.Kind == Country && x.Via != ViaMetonym && x.Confidence >= 0.5 {
			return x.Entity
		}
	}
	return nil
}
