package extract

import (
	"strings"

	"github.com/demarche/demarche/ingest/nlp"
)

// mendDays gives to the verb what the parser joins to the day of what stands before it:
//
//	flew to Cairo on Sunday and to Algiers on Monday     to (Algiers) hangs on flew, as to (Cairo) does
//	met Macron on Monday and Meloni on Tuesday           Meloni is a conjunct of Macron
//	On Thursday Yermak will fly to Brussels              Thursday is no name of Yermak's
//
// tokens[0] is token base of the text.
func mendDays(tokens []nlp.Token, base int) {
	for k := range tokens {
		unnameDay(tokens, base, k)
	}
	for on := 1; on+2 < len(tokens); on++ {
		day := on + 1
		if tokens[on].Pos != "ADP" || !weekdays[strings.ToLower(tokens[day].Text)] {
			continue
		}
		verb := tokens[on].Head - base
		if verb < 0 || verb >= on || tokens[verb].Pos != "VERB" {
			continue
		}
		for k := day + 1; k < min(len(tokens)-1, day+8); k++ {
			t := &tokens[k]
			if t.Dep != "conj" || t.Head != base+on && t.Head != base+day {
				continue
			}
			like := likeBefore(tokens, base, verb, on, t)
			switch {
			case like < 0 || weekdays[strings.ToLower(t.Text)] || tokens[k+1].Pos == "NUM":
			case t.Pos == "ADP":
				t.Head, t.Dep = base+verb, "prep"
			case t.Pos == "PROPN":
				t.Head = base + like
			}
			break
		}
	}
}

// unnameDay takes a day from the name of the subject behind it.
func unnameDay(tokens []nlp.Token, base, day int) {
	t := &tokens[day]
	if t.Dep != "compound" && t.Dep != "nmod" {
		return
	}
	w := strings.ToLower(t.Text)
	name := t.Head - base
	if !weekdays[w] && w != "tomorrow" && w != "yesterday" || name <= day || tokens[name].Pos != "PROPN" || !isSubject(tokens[name].Dep) {
		return
	}
	if day > 0 && strings.EqualFold(tokens[day-1].Text, "on") {
		t.Head, t.Dep = base+day-1, "pobj"
		return
	}
	t.Head, t.Dep = tokens[name].Head, "npadvmod"
}

// likeBefore finds, among what hangs on a verb before token to, what t continues: the same preposition, or the first object for a
// name; -1 where there is none.
func likeBefore(tokens []nlp.Token, base, verb, to int, t *nlp.Token) int {
	for i := verb + 1; i < to; i++ {
		o := &tokens[i]
		switch up := o.Head - base; {
		case t.Pos == "ADP":
			if up == verb && o.Dep == "prep" && o.Text == t.Text {
				return i
			}
		case o.Dep == "dobj" && up == verb, o.Dep == "pobj" && up > verb && tokens[up].Head == base+verb:
			return i
		}
	}
	return -1
}

// mendUndone reads "Trump says meeting with Taliban cancelled" as a passive without its auxiliary: a contact does not call off
// or arrange anything. tokens[0] is token base of the text.
func mendUndone(tokens []nlp.Token, base int) {
	for k := range tokens {
		t := &tokens[k]
		if t.Tag != "VBD" || !arranging[t.Text] && !(t.Text == "called" && k+1 < len(tokens) && tokens[k+1].Text == "off") {
			continue
		}
		subject := -1
		for i := range k {
			if tokens[i].Head == base+k && tokens[i].Dep == "nsubj" {
				subject = i
			}
		}
		if subject < 0 || tokens[subject].Pos != "NOUN" || len(contacts.nouns[strings.ToLower(tokens[subject].Text)]) == 0 || hasObject(tokens, base, k) {
			continue
		}
		t.Tag, tokens[subject].Dep = "VBN", "nsubjpass"
	}
}

// arranging are the forms of verbs that are said of contacts and not by them.
var arranging = wordSet("cancelled canceled postponed delayed scrapped shelved suspended scheduled planned arranged announced ruled")

func hasObject(tokens []nlp.Token, base, verb int) bool {
	for i := verb + 1; i < len(tokens); i++ {
		if tokens[i].Head == base+verb && tokens[i].Dep == "dobj" {
			return true
		}
	}
	return false
}
