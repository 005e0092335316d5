package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/ingest/nlp"
)

// mendHeadline gives the verb of a headline or caption, tokens[from:to], its place where the parser took it for a noun, as it does
// behind surnames that it does not know:
//
//	Macron phones Pezeshkian over detainees      phones: the root; Macron its subject, Pezeshkian its object
//	After Putin call, Trump says …               call: a noun that hangs on "After"
//
// It only touches words that speak of contacts, and only where no other verb can be meant.
func mendHeadline(tokens []nlp.Token, from, to int) {
	mendNouns(tokens, from, to)
	mendThen(tokens, from, to)
	start := from
	for k := from + 1; k < min(to, from+5); k++ { // "Kremlin: Putin …"
		if tokens[k].Text == ":" {
			start = k + 1
		}
	}
	if from+3 < to && (tokens[from].Text == "After" || tokens[from].Text == "Before" || tokens[from].Text == "Following") {
		if comma := mendOpening(tokens, from, to); comma > 0 {
			start = comma + 1
		}
	}
	v, lemma := unseenVerb(tokens, start, to)
	if v < 0 {
		return
	}
	for k := start; k+1 < v; k++ { // "Egypt's Sisi and Jordan's Abdullah discuss": each possessive belongs to the name behind it
		switch t := &tokens[k]; {
		case tokens[k+1].Tag == "POS" && k+2 < v:
			t.Head, t.Dep = k+2, "poss"
		case t.Dep == "poss":
			t.Head = v
		}
	}
	subject := -1
	for k := start; k < v; k++ { // what hung outside the subject now hangs on the verb
		t := &tokens[k]
		if t.Head == k || t.Head >= v || t.Head < start {
			t.Head = v
			switch {
			case t.Pos == "PUNCT":
				t.Dep = "punct"
			case subject >= 0 && t.Pos != "ADP":
				t.Head, t.Dep = subject, "conj"
			case t.Pos == "ADP":
				t.Dep = "prep"
			default:
				subject, t.Dep = k, "nsubj"
			}
		}
	}
	if subject < 0 {
		return
	}
	object := -1
	for k := v + 1; k < to; k++ {
		t := &tokens[k]
		if t.Head != k && t.Head > v {
			continue
		}
		hung := t.Head == v
		t.Head = v
		switch {
		case t.Tag == "RP":
			t.Dep = "prt"
		case t.Pos == "PUNCT":
			t.Dep = "punct"
		case t.Pos == "ADP":
			t.Dep = "prep"
		case hung && t.Pos == "VERB":
		case t.Pos == "VERB":
			t.Dep = "advcl"
		case object < 0 && (t.Pos == "NOUN" || t.Pos == "PROPN" || capital(t.Text)):
			object, t.Dep = k, "dobj"
		case !hung:
			t.Dep = "dep"
		}
	}
	t := &tokens[v]
	t.Pos, t.Tag, t.Dep, t.Head, t.Lemma = "VERB", "VBZ", "ROOT", v, lemma
	if lemma == strings.ToLower(t.Text) {
		t.Tag = "VBP"
	}
	if start > from { // the opening hangs on what follows
		for k := from; k < start; k++ {
			if h := tokens[k].Head; h == k || h >= start {
				tokens[k].Head = v
			}
		}
	}
}

// mendNouns gives back to nouns of contact what the parser takes for verbs: "Handshake between Obama and Castro", "hold calls
// with Putin".
func mendNouns(tokens []nlp.Token, from, to int) {
	for k := from; k < to; k++ {
		t := &tokens[k]
		w := strings.ToLower(t.Text)
		if t.Pos != "VERB" || len(contacts.nouns[w]) == 0 {
			continue
		}
		first := k == from && k+1 < to && (tokens[k+1].Text == "between" || tokens[k+1].Text == "with")
		if first || t.Dep == "dobj" || t.Dep == "pobj" {
			t.Pos, t.Tag, t.Lemma = "NOUN", "NN", w
			if strings.HasSuffix(w, "s") {
				t.Tag = "NNS"
			}
		}
	}
}

// mendThen joins to the verb before it what a headline goes on to tell of the same subject, "Bennett meets Putin, then calls
// Zelensky": the parser makes a statement of the first for the second.
func mendThen(tokens []nlp.Token, from, to int) {
	for k := from + 2; k+1 < to; k++ {
		v := &tokens[k+1]
		if w := tokens[k].Text; w != "then" && w != "and" && w != "," || !finite(v.Tag) || v.Head != k+1 {
			continue
		}
		for i := from; i < k; i++ {
			if first := &tokens[i]; first.Dep == "ccomp" && first.Head == k+1 && hasSubject(tokens, i, from) && !hasSubject(tokens, k+1, from) {
				first.Head, first.Dep = i, "ROOT"
				v.Head, v.Dep = i, "conj"
				return
			}
		}
	}
}

// mendOpening makes a noun of the verb in "After Putin call, …" and gives the place of the comma, 0 where there is no
// such opening.
func mendOpening(tokens []nlp.Token, from, to int) int {
	comma := from + 1
	for comma < min(to, from+6) && tokens[comma].Text != "," {
		comma++
	}
	n := comma - 1
	if comma >= to || tokens[comma].Text != "," || n < from+2 || tokens[n].Pos != "VERB" || len(contacts.nouns[strings.ToLower(tokens[n].Text)]) == 0 {
		return 0
	}
	for k := from + 1; k < n; k++ {
		if !capital(tokens[k].Text) && tokens[k].Text != "-" {
			return 0
		}
	}
	up := tokens[n].Head
	if up == n {
		return 0
	}
	for k := from + 1; k < n; k++ {
		if h := tokens[k].Head; h == n || h < from+1 || h > n {
			tokens[k].Head, tokens[k].Dep = n, "compound"
		}
	}
	tokens[from].Pos, tokens[from].Head, tokens[from].Dep = "ADP", up, "prep"
	tokens[n].Pos, tokens[n].Tag, tokens[n].Head, tokens[n].Dep = "NOUN", "NN", from, "pobj"
	return comma
}

// unseenVerb finds the verb of contact that the parser has not seen as the verb of the headline; -1 where it has, or
// where there is none.
func unseenVerb(tokens []nlp.Token, start, to int) (int, string) {
	several := false
	for k := start; k < to; k++ {
		t := &tokens[k]
		w := strings.ToLower(t.Text)
		if k > start && !capital(t.Text) {
			if lemma, plain := headlineForm(w); lemma != "" && plain == several && tokens[k-1].Pos != "ADP" && tokens[k-1].Pos != "DET" {
				if t.Pos == "VERB" && hasSubject(tokens, k, start) || otherVerb(tokens, k, to) || k+1 >= to {
					return -1, ""
				}
				return k, lemma
			}
		}
		switch {
		case w == "and" || w == ",":
			several = true
		case t.Tag == "NNS" && !capital(t.Text):
			several = true
		case capital(t.Text), t.Tag == "POS", t.Pos == "NOUN", t.Pos == "ADJ", t.Text == "-", w == "of":
		default:
			return -1, "" // other words do not stand in the subject of a headline
		}
	}
	return -1, ""
}

// headlineForm gives the verb of contact of which w is a form of the present; plain tells which of the two forms.
func headlineForm(w string) (lemma string, plain bool) {
	known := func(l string) bool {
		return len(contacts.verbs[l]) > 0 || contacts.light[l] || contacts.travel[l] || contacts.headline[l]
	}
	if known(w) {
		return w, true
	}
	for _, cut := range []string{"s", "es"} {
		if l, ok := strings.CutSuffix(w, cut); ok && known(l) && plural(l) == w {
			return l, false
		}
	}
	return "", false
}

func anyFinite(tokens []nlp.Token) bool {
	return slices.ContainsFunc(tokens, func(t nlp.Token) bool { return finite(t.Tag) })
}

func hasSubject(tokens []nlp.Token, v, start int) bool {
	for k := start; k < v; k++ {
		if tokens[k].Head == v && isSubject(tokens[k].Dep) {
			return true
		}
	}
	return false
}

// otherVerb tells whether a finite verb follows in the same clause, so that what stands before it is its subject:
// "Trump talks with Putin stall".
func otherVerb(tokens []nlp.Token, v, to int) bool {
	for k := v + 1; k < to; k++ {
		switch strings.ToLower(tokens[k].Text) {
		case "as", "after", "while", "amid", "over", "before", ",", "to", "who", "that", "but", "and", ":":
			return false
		}
		if finite(tokens[k].Tag) {
			return true
		}
	}
	return false
}

// mendParticles makes particles of those that the parser hangs on a verb as prepositions of nothing, "calls off a
// summit", and gives back its verb to "due to dine with", which it takes for "due to" and a noun.
// tokens[0] is token base of the text.
func mendParticles(tokens []nlp.Token, base int) {
	for k := 2; k < len(tokens); k++ {
		t, to, by := &tokens[k], &tokens[k-1], &tokens[k-2]
		if to.Tag == "RP" && to.Dep == "prep" && t.Head != base+k-1 {
			to.Dep = "prt"
		}
		if t.Tag != "NN" || to.Text != "to" || to.Tag != "IN" || len(contacts.verbs[t.Text]) == 0 || len(contacts.nouns[t.Text]) > 0 {
			continue
		}
		switch by.Text {
		case "due", "set", "scheduled", "likely", "ready", "able":
			t.Pos, t.Tag, t.Lemma, t.Dep, t.Head = "VERB", "VB", t.Text, "xcomp", to.Head
			to.Pos, to.Tag, to.Dep, to.Head = "PART", "TO", "aux", base+k
		}
	}
}
