package kb

import (
	"cmp"
	"slices"
	"strings"
)

// A spelling that only agrees by rule is trusted less than one that stands in a source, and not at all where the word is
// short: too many short words are alike. A family name alone is the less to be trusted the shorter it is, and is least
// where the word is a given name as well: "Jean" is rarely Michaëlle Jean, "Brian" never Gail Bryan.
const (
	fuzzyPenalty      = 0.9
	shortestFuzzy     = 5 // letters of a word
	shortestFuzzyName = 8 // letters of a name of several words
	givenFamily       = 0.55
	givenAlone        = 0.5
)

// Lookup gives every reading of a name, the most likely first and without repeats; none if the name is not known. Case
// (but for acronyms), accents, points, apostrophes, hyphens and a leading "the" do not matter, and spellings that differ
// in transliteration only find each other.
func (k *KB) Lookup(name string) []Match {
	var room [64]byte
	var f folder
	folded, capitals := f.finish(f.add(room[:0], name))
	if m := k.find(folded, capitals); m != nil {
		return m
	}
	if words := split(name); len(words) > 1 {
		end, country := k.countryAt(words)
		if n, m := k.institution(words, end, country); n == len(words) {
			return m
		}
	}
	return nil
}

// split cuts a name into words as a tokenizer would, the possessive being one of its own.
func split(name string) []string {
	var out []string
	for _, w := range strings.Fields(name) {
		for _, s := range [...]string{"'s", "’s"} {
			if head, ok := strings.CutSuffix(w, s); ok {
				out = append(out, head)
				w = s
			}
		}
		out = append(out, w)
	}
	return out
}

// find gives the readings of a folded name.
func (k *KB) find(folded []byte, capitals bool) []Match {
	if len(folded) == 0 {
		return nil
	}
	var buf [96]byte
	key := skeleton(buf[:0], folded)
	single := slices.Index(key, ' ') < 0
	var out []Match
	k.index.each(key, func(text string, mustCapitals bool, posts posts) {
		if mustCapitals && !capitals {
			return
		}
		exact := text == string(folded)
		if !exact && (mustCapitals || len(key) < shortestFuzzy || !single && len(key) < shortestFuzzyName) {
			return
		}
		given := single && isGivenName(folded)
		for p := range posts.all {
			c := p.confidence
			e := &k.entities[p.entity]
			if single && e.Kind == Person {
				if vias[p.via] == ViaFamily {
					c *= trustFamily(folded)
					if !exact {
						if given || !transliterated[k.iso(e.Country)] {
							continue
						}
						c *= min(1, 0.1*float32(len(key))) // "Petrof": 0.6
					}
				} else if given { // "Charles", "Francis"
					c = min(c, givenAlone)
				}
				if c == 0 {
					continue
				}
			}
			if !exact {
				c *= fuzzyPenalty
			}
			out = append(out, Match{&k.entities[p.entity], vias[p.via], k.index.roles[p.role], float64(c)})
		}
	})
	return best(out)
}

// best orders matches by confidence and keeps the best one for each entity and role.
func best(m []Match) []Match {
	if len(m) < 2 {
		return m
	}
	slices.SortStableFunc(m, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.Entity.ID, b.Entity.ID))
	})
	out := m[:0]
next:
	for _, x := range m {
		for _, y := range out {
			if y.Entity == x.Entity && y.Role == x.Role {
				continue next
			}
		}
		out = append(out, x)
	}
	return out
}

// maxWords bounds the tokens of a name.
const maxWords = 12

// Longest finds the longest name at the beginning of words, which are tokens as they stand in a text; a hyphen and a
// possessive may be tokens of their own, inside a name too ("People", "’s", "Republic"). It gives the number of tokens
// that the name covers and its readings, as Lookup does; 0 if no name begins here. A name begins with a capital letter
// or a digit, but for particles ("al-Sharaa", "de Gaulle") and "the". The name of a person never ends amid a hyphenated
// one: "Kim Sung-han" is not Kim Sung.
func (k *KB) Longest(words []string) (n int, m []Match) {
	if len(words) == 0 || !mayBegin(words[0]) {
		return 0, nil
	}
	var room [64]byte
	var f folder
	buf := room[:0]
	limit, seen, the := 0, 0, false
	countryEnd := 0
	var country *Entity
	for i := 0; i < len(words) && i < maxWords; i++ {
		w := words[i]
		if isHyphen(w) {
			f.gap = true
			continue
		}
		if possessive(w) {
			if i == 0 {
				break
			}
			if w[len(w)-1] == 's' {
				buf = f.add(buf, "s")
			}
			continue
		}
		if !isWord(w) {
			break
		}
		f.gap = i > 0
		buf = f.add(buf, w)
		seen++
		folded, capitals := f.finish(buf)
		if i == 0 && string(folded) == "the" {
			the = true
			seen--
			continue
		}
		if limit == 0 {
			limit = k.index.longestFrom(folded)
			if i+1 < len(words) && possessive(words[i+1]) {
				limit = max(limit, k.index.longestFrom(append(folded[:len(folded):len(folded)], 's')))
			}
			if limit == 0 {
				break
			}
			limit += dropped
		}
		if seen > limit {
			break
		}
		found := k.find(folded, capitals)
		if the && len(found) > 0 && found[0].Via == ViaFamily { // "the price" is not Siân Price
			found = slices.DeleteFunc(found, func(m Match) bool { return m.Via == ViaFamily })
		}
		if len(found) == 0 || cutsHyphenated(words, i, found[0]) {
			continue
		}
		n, m = i+1, found
		if c := countryOf(found); c != nil {
			countryEnd, country = i+1, c
		}
	}
	if i, found := k.institution(words, countryEnd, country); i > n {
		n, m = i, found
	}
	return n, m
}

// dropped is how many words a skeleton may lack that the name has: initials, articles, "Jr.".
const dropped = 2

func mayBegin(w string) bool {
	if w == "" {
		return false
	}
	c := w[0]
	if 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= 0x80 {
		return true
	}
	switch w {
	case "the", "al", "el", "de", "da", "van", "von", "bin", "d'", "den", "der", "du":
		return true
	}
	return strings.HasPrefix(w, "al-") || strings.HasPrefix(w, "el-") || strings.HasPrefix(w, "d'")
}

// cutsHyphenated tells whether a person's name that ends at words[i] would end amid a hyphenated given name, as a small
// letter after the hyphen shows; "Putin-backed" is no name.
func cutsHyphenated(words []string, i int, m Match) bool {
	if i+2 >= len(words) || m.Entity.Kind != Person || !isHyphen(words[i+1]) {
		return false
	}
	w := words[i+2]
	return w != "" && 'a' <= w[0] && w[0] <= 'z' && !strings.HasSuffix(w, "ed") && !strings.HasSuffix(w, "ing") && !afterHyphen[w]
}

// afterHyphen are words that form compounds with names.
var afterHyphen = wordSet(`era style led backed run made born like type linked and time related friendly aligned hosted loyal proof to elect
	bashing hater ally allies aide supporter critic brokered appointed drawn written sent built held sponsored controlled`)

func isHyphen(w string) bool { return w == "-" || w == "–" || w == "‑" }

func possessive(w string) bool { return w == "'s" || w == "’s" || w == "'" || w == "’" }

// isWord tells whether a token can be a part of a name.
func isWord(w string) bool {
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c >= 0x80 || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			return w != "–" && w != "—" && w != "“" && w != "”" && w != "‘" && w != "…"
		}
	}
	return w == "&"
}
