package kb

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold brings a name to the form under which it is indexed: lower case, without accents, points, apostrophes and a
// leading "the"; hyphens, commas and runs of space become one space. It reports whether the name was written in capitals
// only, which an acronym must be to be taken for one ("WHO", not "who").
//
//	"The Élysée"   élysée → elysee
//	"U.S."         us, capitals
//	"al-Sharaa"    al sharaa
func fold(name string) (folded string, capitals bool) {
	var room [64]byte
	var f folder
	b, capitals := f.finish(f.add(room[:0], name))
	return string(b), capitals
}

// folder folds a name piece by piece, so that Longest can look at ever longer stretches without starting again. The folded
// name is not in it but passed through its methods, so that it may lie on the caller's stack.
type folder struct {
	gap   bool // a space is due before the next letter
	lower bool // a lower-case letter was seen
	upper bool
}

// add appends a piece.
func (f *folder) add(to []byte, s string) []byte {
	if !isASCII(s) {
		s = norm.NFD.String(s)
	}
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf && 'a' <= r && r <= 'z':
			f.lower = true
			to = append(f.space(to), byte(r))
		case r < utf8.RuneSelf && 'A' <= r && r <= 'Z':
			f.upper = true
			to = append(f.space(to), byte(r)+'a'-'A')
		case '0' <= r && r <= '9':
			to = append(f.space(to), byte(r))
		case r == '.' || r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '`' || r == '´' || r == '"' || r == 'ʿ' || r == 'ʾ':
		case r < utf8.RuneSelf:
			if r == '&' {
				f.gap = true
				to = append(f.space(to), "and"...)
			}
			f.gap = true
		case unicode.Is(unicode.Mn, r):
		case !unicode.IsLetter(r) && !unicode.IsNumber(r):
			f.gap = true
		default:
			if unicode.IsLower(r) {
				f.lower = true
			} else {
				f.upper = true
			}
			r = unicode.ToLower(r)
			if letters, ok := foldings[r]; ok {
				to = append(f.space(to), letters...)
			} else {
				to = utf8.AppendRune(f.space(to), r)
			}
		}
	}
	return to
}

func (f *folder) space(to []byte) []byte {
	if f.gap && len(to) > 0 {
		to = append(to, ' ')
	}
	f.gap = false
	return to
}

// finish gives what was added so far, in the memory of b.
func (f *folder) finish(b []byte) (folded []byte, capitals bool) {
	if len(b) > 4 && string(b[:4]) == "the " {
		b = b[4:]
	}
	return b, f.upper && !f.lower
}

// foldings are letters that do not decompose into a letter of ASCII and marks.
var foldings = map[rune]string{
	'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'ı': "i", 'ə': "a", 'ħ': "h",
	'ŋ': "ng", 'ĸ': "k", 'ŧ': "t",
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// skeleton brings a folded name to a form in which the usual transliterations of one name agree:
//
//	volodymyr zelenskyy, volodimir zelensky, volodymyr zelenskiy → vladimir zelenski
//	serguei lavrov, sergej lawrow, sergey lavrov                 → sergai lavrov
//	abdelfattah el sissi, abdel fattah al sisi                   → abd fata sisi
//	joseph r biden jr                                            → joseph biden
//
// It is no phonetic code: names that differ in sound stay apart, so that two people rarely meet.
//
// It is appended to out.
func skeleton(out, folded []byte) []byte {
	first := true
	rest := folded
	for len(rest) > 0 {
		tok := rest
		if i := bytes.IndexByte(rest, ' '); i >= 0 {
			tok, rest = rest[:i], rest[i+1:]
		} else {
			rest = nil
		}
		if !first {
			switch string(tok) {
			case "jr", "sr", "al", "el", "ul":
				continue
			case "ben", "ibn":
				tok = bin
			}
			if len(tok) == 1 && len(rest) > 0 && tok[0] > '9' { // a middle initial
				continue
			}
		} else if string(tok) == "el" {
			tok = al
		}
		if len(out) > 0 {
			out = append(out, ' ')
		}
		first = false
		if head, tail, ok := cutServant(tok); ok {
			out = append(out, head...)
			if len(tail) > 0 {
				out = append(out, ' ')
				out = skeletonWord(out, tail)
			}
			continue
		}
		out = skeletonWord(out, tok)
	}
	return out
}

var bin, al = []byte("bin"), []byte("al")

// cutServant takes "Abd al-", "servant of", off an Arabic name: abdelfattah → abd fattah.
func cutServant(tok []byte) (head string, tail []byte, ok bool) {
	if len(tok) < 3 || string(tok[:3]) != "abd" {
		return "", nil, false
	}
	for _, p := range [...]string{"abdel", "abdul", "abdal", "abdoul", "abdol"} {
		if len(tok) >= len(p) && string(tok[:len(p)]) == p {
			tail := tok[len(p):]
			switch string(tail) {
			case "lah", "la", "lahi", "ah", "a":
				return "", nil, false
			}
			return "abd", tail, true
		}
	}
	return "abd", nil, len(tok) == 3
}

// skeletonWord appends the skeleton of one word to out.
func skeletonWord(out, w []byte) []byte {
	if to, ok := spellings[string(w)]; ok {
		w = to
	}
	start := len(out)
	put := func(b byte) {
		if n := len(out); n > start && out[n-1] == b {
			return
		}
		out = append(out, b)
	}
	at := func(i int) byte {
		if i < len(w) {
			return w[i]
		}
		return 0
	}
	for i := 0; i < len(w); i++ {
		c, n := w[i], at(i+1)
		switch {
		case c >= utf8.RuneSelf: // a letter of another script
			out = append(out, c)
		case c == 'y' || c == 'j' && i > 0 && n == 0: // Zelenskyy, Andrij
			if i == 0 && n == 'e' { // Yevgeny, Evgeny
				continue
			}
			put('i')
		case c == 'w':
			put('v')
		case c == 'k' && n == 'h': // Khamenei, Hamenei
			put('h')
			i++
		case (c == 'g' || c == 'd' || c == 't') && n == 'h':
			put(c)
			i++
		case c == 'g' && n == 'u' && (at(i+2) == 'e' || at(i+2) == 'i'): // Serguei
			put('g')
			i++
		case c == 'p' && n == 'h':
			put('f')
			i++
		case c == 'o' && n == 'u', c == 'o' && n == 'o':
			put('u')
			i++
		case c == 'e' && n == 'e':
			put('i')
			i++
		case c == 'e' && (n == 'i' || n == 'y'): // Hussein, Hussain; Sergei
			put('a')
			put('i')
			i++
		case (c == 'a' || c == 'o' || c == 'u') && n == 'e' && len(w) > 4: // Loekke, Løkke
			put(c)
			i++
		case c == 'q':
			put('k')
		case c == 'x':
			put('k')
			put('s')
		case c == 'c' && n == 'k':
			put('k')
			i++
		case c == 'c' && n != 'h' && n != 'e' && n != 'i' && n != 'y' && n != 'z':
			put('k')
		case c == 't' && n == 'c' && at(i+2) == 'h':
		case c == 's' && n == 'c' && at(i+2) == 'h':
			put('s')
			put('h')
			i += 2
		case c == 'd' && n == 'j':
		case (c == 'a' || c == 'e') && n == 'h' && i+2 == len(w) && i > 1: // Haniyeh, Haniya
			put('a')
			i++
		default:
			put(c)
		}
	}
	return out
}

// spellings brings the many spellings of some frequent names, too different for rules, to one.
var spellings = classes(
	"muhammad mohammed mohamed mohammad muhammed mohamad muhamad mohamud mohammmed mahomed muhamed muhammadu",
	"ahmad ahmed ahmet achmed",
	"husain hussein hussain husayn hossein hussien hoseyn hossain hosein",
	"hasan hassan hasen",
	"aleksandr alexander aleksander oleksandr alexandr aliaksandr",
	"aleksei alexei alexey aleksey alexeyi oleksii oleksiy",
	"abdullah abdallah abdulla abdollah abdellah",
	"mahmoud mahmud mahmood",
	"yusuf yousef youssef yousuf yusef yousif joussef yousaf",
	"ibrahim ebrahim",
	"said saeed saeid sayeed syed sayed sayyed sayyid",
	"sheikh shaikh shaykh cheikh",
	"khalid khaled khalad",
	"umar omar oumar",
	"usman othman osman ousmane",
	"faisal faysal feisal feysal",
	"ismail ismael esmail esmaeil ismaeel",
	"salih saleh salah",
	"jamal gamal djamal",
	"karim kareem",
	"rashid rasheed rachid",
	"nikolai nikolay nikolaj nicolai mykola",
	"mikhail mikhael mihail mykhailo mykhaylo michail",
	"yevgeny evgeny yevgeni yevgeniy evgeniy evgenii yevgenii yevhen evgueni",
	"yuri yury iurii yurii yuriy iouri juri",
	"dmitry dmitri dmitriy dmitrii dimitri dimitry dmytro dmitro",
	"sergei sergey serhii serhiy siarhei sergiy sergej",
	"vladimir volodymyr volodimir wladimir wolodymyr uladzimir",
	"netanyahu netanjahu netanyahou nethanyahu",
	"qaddafi gaddafi gadhafi kadhafi qadhafi kaddafi gadafi ghaddafi",
	"khamenei khameini chamenei",
	"zelensky zelenskyy zelenskiy zelenskyi zelenski selenskyj zelenskii zelinsky",
	"lukashenko lukashenka",
	"kyiv kiev",
	"quran koran",
)

// classes reads lists of equal words; the first stands for all.
func classes(lists ...string) map[string][]byte {
	m := map[string][]byte{}
	for _, l := range lists {
		words := strings.Fields(l)
		for _, w := range words {
			m[w] = []byte(words[0])
		}
	}
	return m
}

// Fold gives a name as it is compared: in lower case, without accents, points, apostrophes and a leading "the".
func Fold(name string) string {
	s, _ := fold(name)
	return s
}

// Key gives the form in which the usual transliterations of a name agree; see Lookup.
func Key(name string) string {
	s, _ := fold(name)
	return key(s)
}

func key(folded string) string { return string(skeleton(nil, []byte(folded))) }
