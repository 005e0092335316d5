package kb

import (
	"cmp"
	"slices"
	"strings"
)

// index finds postings by the skeleton of a name. Under one skeleton there are one or more forms, the names as folded.
type index struct {
	keys    map[string][]form
	longest map[string]uint8 // by the first word of a skeleton: the most words of a key that begins with it
	roles   []string         // of postings, the empty one first
}

// form is one folded spelling and what it stands for.
type form struct {
	text     string
	capitals bool // only stands for these if written in capitals
	posts    []posting
}

type posting struct {
	entity     int32
	via        uint8
	role       uint8
	confidence float32
}

var vias = [...]string{ViaName, ViaAlias, ViaFamily, ViaDemonym, ViaMetonym}

// A spelling that only agrees by rule is trusted less than one that stands in a source, and not at all where the word is
// short: too many short words are alike.
const (
	fuzzyPenalty   = 0.9
	shortestFuzzy  = 5
	shortestFamily = 2
)

// Lookup gives every reading of a name, the most likely first and without repeats; none if the name is not known. Case
// (but for acronyms), accents, points, apostrophes, hyphens and a leading "the" do not matter, and spellings that differ
// in transliteration only find each other.
func (k *KB) Lookup(name string) []Match {
	folded, capitals := fold(name)
	if m := k.find(folded, capitals); m != nil {
		return m
	}
	if words := split(name); len(words) > 1 {
		if n, m := k.institution(words); n == len(words) {
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

func (k *KB) find(folded string, capitals bool) []Match {
	if folded == "" {
		return nil
	}
	var out []Match
	key := skeleton(folded)
	for _, f := range k.index.keys[key] {
		if f.capitals && !capitals {
			continue
		}
		c := float32(1)
		if f.text != folded {
			if f.capitals || !strings.Contains(key, " ") && len(key) < shortestFuzzy {
				continue
			}
			c = fuzzyPenalty
		}
		for _, p := range f.posts {
			out = append(out, Match{&k.entities[p.entity], vias[p.via], k.index.roles[p.role], float64(p.confidence * c)})
		}
	}
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

// maxWords bounds the words of a name.
const maxWords = 12

// Longest finds the longest name at the beginning of words, which are tokens as they stand in a text; a hyphen may be a
// token of its own. It gives the number of tokens that the name covers and its readings, as Lookup does; 0 if no name
// begins here. A name begins with a capital letter or a digit, but for particles ("al-Sharaa", "de Gaulle") and "the".
func (k *KB) Longest(words []string) (n int, m []Match) {
	if len(words) == 0 || !mayBegin(words[0]) {
		return 0, nil
	}
	var f folder
	limit, seen := 0, 0
	for i := 0; i < len(words) && i < maxWords; i++ {
		w := words[i]
		if isHyphen(w) {
			f.gap = true
			continue
		}
		if !isWord(w) {
			break
		}
		f.gap = i > 0
		f.add(w)
		seen++
		folded, capitals := f.finish()
		if i == 0 && folded == "the" {
			seen--
			continue
		}
		if limit == 0 {
			first := skeleton(folded)
			if j := strings.IndexByte(first, ' '); j >= 0 {
				first = first[:j]
			}
			if limit = int(k.index.longest[first]); limit == 0 {
				break
			}
			limit += dropped
		}
		if seen > limit {
			break
		}
		if found := k.find(folded, capitals); found != nil {
			n, m = i+1, found
		}
	}
	if i, found := k.institution(words); i > n {
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

func isHyphen(w string) bool { return w == "-" || w == "–" || w == "‑" }

// isWord tells whether a token can be a part of a name.
func isWord(w string) bool {
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c >= 0x80 || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			return w != "'s" && w != "’s" && w != "–" && w != "—" && w != "“" && w != "”" && w != "’" && w != "‘" && w != "…"
		}
	}
	return w == "&" || w == "'"
}
