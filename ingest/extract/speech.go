package extract

import (
	"slices"

	"github.com/demarche/demarche/graph"
)

// speech is a speech act that a rule thinks it sees: who says what of which matter to whom.
type speech struct {
	rule     *statementRule
	trigger  int
	speaker  filler
	to       []filler
	from, up int      // tokens of the matter, half-open
	where    argument // where the matter stands
	fact     Fact
	features []string
	keep     float64
}

// proposeSpeech finds all speech acts that the rules think they see.
func (r *resolver) proposeSpeech() []*speech {
	var out []*speech
	for i := range r.Tokens {
		t := &r.Tokens[i]
		switch {
		case t.Pos == "VERB" && !r.nounInDisguise(i):
			for _, rule := range speechActs.verbs[r.Lemma(i)] {
				out = r.speechVerb(out, i, rule)
			}
			out = r.demand(out, i)
			out = r.disavowal(out, i)
		case t.Pos == "NOUN" || t.Pos == "VERB":
			rules := speechActs.nouns[r.Lower(i)]
			if l := r.Lemma(i); l != r.Lower(i) {
				rules = slices.Concat(rules, speechActs.nouns[l])
			}
			for _, rule := range rules {
				out = r.speechNoun(out, i, rule)
			}
			if r.Lower(i) == "time" {
				out = r.highTime(out, i)
			}
		case t.Pos == "AUX":
			out = r.demand(out, i)
		}
		for _, rule := range speechActs.words[r.Lower(i)] {
			out = r.verdict(out, i, rule)
		}
	}
	r.nameSpeakers(out)
	return out
}

// nounInDisguise tells whether a word that the tagger took for a verb stands where only a noun can: "his call to end",
// "endorsed UN calls for".
func (r *resolver) nounInDisguise(i int) bool {
	if i == 0 || r.Tokens[i].Tag == "VBG" || r.Tokens[i].Tag == "VBD" || r.Tokens[i].Tag == "VBN" {
		return false
	}
	tag := r.Tokens[i-1].Tag
	if tag == "PRP$" || tag == "POS" {
		return true
	}
	for k := i - 1; k >= r.Sent(i).Start && i-k < 6; k-- {
		switch r.Tokens[k].Pos {
		case "PROPN", "ADJ", "NOUN", "NUM":
		case "VERB": // "said UN calls": a clause may begin behind a verb of telling
			return i-k > 1 && r.Tokens[k].Tag != "VB" && !speechActs.telling[r.Lemma(k)]
		default:
			return false
		}
	}
	return false
}

// hangs tells whether a word of the list hangs on token i as particle, preposition or modifier, or stands right behind
// it.
func (r *resolver) hangs(i int, words []string) bool {
	if len(words) == 0 {
		return false
	}
	if i+1 < len(r.Tokens) && r.sent[i+1] == r.sent[i] && r.Tokens[i+1].Tag == "IN" && slices.Contains(words, r.Lower(i+1)) {
		return true
	}
	for c := range r.Children(i) {
		if slices.Contains(words, r.Lower(c)) {
			switch r.Tokens[c].Dep {
			case "prep", "prt", "advmod", "acomp", "dobj", "xcomp", "oprd", "attr", "ccomp", "neg", "mark", "compound", "amod":
				return true
			}
		}
		if r.Tokens[c].Dep == "prep" { // "plead not guilty" and the like, one step down
			for g := range r.Children(c) {
				if slices.Contains(words, r.Lower(g)) && r.Tokens[g].Dep == "prep" {
					return true
				}
			}
		}
	}
	return false
}

// applies tells whether the words that a rule needs hang on token i, and none that it shuns.
func (r *resolver) applies(i int, rule *statementRule) bool {
	if rule.bare {
		if o := r.Child(i, "dobj"); o >= 0 && r.entityLabel(o) != "DATE" {
			return false
		}
	}
	if len(rule.need) > 0 && !r.hangs(i, rule.need) && !r.governedBy(i, rule.need) && !r.strayFor(i, rule.need) {
		return false
	}
	if r.hangs(i, rule.not) || i > 0 && slices.Contains(rule.not, r.Lower(i-1)) || r.asks(i) {
		return false
	}
	return len(rule.phrase) == 0 || r.follows(i, rule.phrase)
}

// asks tells whether token i stands in a question about whether something be so: "asked if Iran denied it".
func (r *resolver) asks(i int) bool {
	for c := range r.Children(i) {
		if w := r.Lower(c); r.Tokens[c].Dep == "mark" && (w == "if" || w == "whether") && c < i {
			return true
		}
	}
	return false
}

// governedBy tells whether token i hangs on a word of the list a few words before it: "at the request".
func (r *resolver) governedBy(i int, words []string) bool {
	h := r.Tokens[i].Head
	return h < i && i-h < 6 && slices.Contains(words, r.Lower(h))
}

// strayFor tells whether a rule that needs "for" finds it a few words on: "called Sunday in an interview for a truce".
func (r *resolver) strayFor(i int, words []string) bool {
	if !slices.Contains(words, "for") {
		return false
	}
	if o := r.Child(i, "dobj"); o >= 0 && r.entityLabel(o) != "DATE" {
		return false
	}
	head, _, _ := r.phraseBehind(i, "for")
	return head >= 0
}

// follows tells whether words stand in a row a few words behind token i.
func (r *resolver) follows(i int, words []string) bool {
	for k := i + 1; k < min(i+6, r.Sent(i).End); k++ {
		n := 0
		for n < len(words) && r.Lower(k+n) == words[n] {
			n++
		}
		if n == len(words) {
			return true
		}
	}
	return false
}

func (r *resolver) speechVerb(out []*speech, v int, rule *statementRule) []*speech {
	if !r.applies(v, rule) {
		return out
	}
	from, up, where := r.matter(v, rule)
	if from < 0 {
		return out
	}
	to := r.addressees(v, rule)
	speakers := r.speakers(v)
	if !othersThan(speakers, to) {
		speakers = r.tellersAbove(v)
	}
	if len(speakers) == 0 {
		return out
	}
	if rule.addressed && len(to) == 0 {
		return out
	}
	return r.put(out, rule, v, speakers, to, from, up, where)
}

func (r *resolver) speechNoun(out []*speech, n int, rule *statementRule) []*speech {
	if !r.applies(n, rule) || r.askedToTalk(n) {
		return out
	}
	from, up, where := r.matter(n, rule)
	if from < 0 {
		return out
	}
	speakers := r.speakersOfNoun(n, rule)
	if len(speakers) == 0 {
		return out
	}
	to := r.addressees(n, rule)
	if rule.addressed && len(to) == 0 {
		return out
	}
	return r.put(out, rule, n, speakers, to, from, up, where)
}

// askedToTalk tells whether a noun is the "request" of a read-out's "spoke on the phone at the latter's request", which says
// who rang whom and asks for nothing.
func (r *resolver) askedToTalk(n int) bool {
	at := r.Tokens[n].Head
	if r.Lower(at) != "at" {
		return false
	}
	for i := at; !r.Root(i); {
		if i = r.Tokens[i].Head; r.verbal(i) {
			return talking[r.Lemma(i)]
		}
	}
	return false
}

// talking are the verbs of a contact that somebody asked for.
var talking = wordSet("speak talk meet call phone telephone converse have hold receive")

// put adds a speech act for each speaker that is an actor.
func (r *resolver) put(out []*speech, rule *statementRule, trigger int, speakers, to []filler, from, up int, where argument) []*speech {
	for _, s := range speakers {
		if s.entity >= 0 && !slices.ContainsFunc(to, func(t filler) bool { return t.entity == s.entity }) { // nobody urges himself
			out = append(out, &speech{rule: rule, trigger: trigger, speaker: s, to: to, from: from, up: up, where: where})
		}
	}
	return out
}

// othersThan tells whether there is a speaker who is not addressed himself.
func othersThan(speakers, to []filler) bool {
	return slices.ContainsFunc(speakers, func(s filler) bool {
		return s.entity >= 0 && !slices.ContainsFunc(to, func(t filler) bool { return t.entity == s.entity })
	})
}

// tellersAbove gives those who tell what verb v is joined to by "and": of "Beijing insists that it was a balloon that
// strayed and has denied", where the parser hangs the second verb inside of what is told.
func (r *resolver) tellersAbove(v int) []filler {
	if r.Tokens[v].Dep != "conj" || r.Tokens[v].Tag == "VB" || r.Tokens[v].Tag == "VBG" {
		return nil
	}
	i := v
	for range 8 {
		h := r.Tokens[i].Head
		if h >= i {
			return nil
		}
		if r.Tokens[i].Dep == "ccomp" && speechActs.telling[r.Lemma(h)] {
			return r.speakers(h)
		}
		i = h
	}
	return nil
}

// addressees gives those to whom a speech act is addressed.
func (r *resolver) addressees(i int, rule *statementRule) []filler {
	for _, a := range rule.to {
		var fs []filler
		switch a {
		case "obj":
			if r.verbal(i) {
				fs = r.objects(i, a)
			}
		case "subject":
			if c := r.clauseUnder(i, false); c >= 0 {
				if s := r.Child(c, "nsubj", "nsubjpass"); s >= 0 {
					fs = r.actors(s, a, "subject")
				}
			}
		default:
			fs = r.prepositional(i, a, string(a))
		}
		if len(fs) > 0 {
			return fs
		}
	}
	return nil
}

// learned tells whether the scorer was trained for a kind of statement; others stand where the rules say so.
func learned(k graph.StatementKind) bool { return k == graph.CalledFor || k == graph.Denial }
