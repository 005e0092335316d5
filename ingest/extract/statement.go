package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/kb"
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

// modalDemand is the rule of "X must do Y" in the mouth of a speaker; it has no trigger of its own in the rule file.
var modalDemand = &statementRule{name: "must", kind: graph.CalledFor}

// proposeSpeech finds all speech acts that the rules think they see.
func (r *resolver) proposeSpeech() []*speech {
	var out []*speech
	for i := range r.Tokens {
		t := &r.Tokens[i]
		switch {
		case t.Pos == "VERB":
			for _, rule := range speechActs.verbs[r.Lemma(i)] {
				out = r.speechVerb(out, i, rule)
			}
			out = r.demand(out, i)
		case t.Pos == "NOUN":
			for _, rule := range speechActs.nouns[r.Lower(i)] {
				out = r.speechNoun(out, i, rule)
			}
			if l := r.Lemma(i); l != r.Lower(i) {
				for _, rule := range speechActs.nouns[l] {
					out = r.speechNoun(out, i, rule)
				}
			}
		}
	}
	return out
}

// hangs tells whether a word of the list hangs on token i as particle, preposition or modifier, or governs it.
func (r *resolver) hangs(i int, words []string) bool {
	if slices.Contains(words, r.Lower(r.Tokens[i].Head)) && r.Tokens[i].Head < i && i-r.Tokens[i].Head < 4 {
		return true
	}
	for c := range r.Children(i) {
		if slices.Contains(words, r.Lower(c)) {
			switch r.Tokens[c].Dep {
			case "prep", "prt", "advmod", "acomp", "dobj", "xcomp", "oprd", "attr":
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

func (r *resolver) speechVerb(out []*speech, v int, rule *statementRule) []*speech {
	if len(rule.need) > 0 && !r.hangs(v, rule.need) || r.hangs(v, rule.not) {
		return out
	}
	speakers := r.subjects(v, "subj", "subj")
	if len(speakers) == 0 {
		speakers = r.mainSubject(v)
	}
	if len(speakers) == 0 {
		return out
	}
	to := r.addressees(v, rule)
	from, up, where := r.matter(v, rule)
	if from < 0 {
		return out
	}
	for _, s := range speakers {
		if s.entity >= 0 {
			out = append(out, &speech{rule: rule, trigger: v, speaker: s, to: to, from: from, up: up, where: where})
		}
	}
	return out
}

func (r *resolver) speechNoun(out []*speech, n int, rule *statementRule) []*speech {
	if len(rule.need) > 0 && !r.hangs(n, rule.need) || r.hangs(n, rule.not) {
		return out
	}
	var speakers []filler
	for _, a := range []argument{"poss", "comp", "by", "of"} {
		if a == "of" && slices.Contains(rule.about, "of") {
			continue
		}
		if speakers = r.ofNoun(n, a); len(speakers) > 0 {
			break
		}
	}
	if len(speakers) == 0 {
		if g := r.governor(n); g >= 0 {
			speakers = r.subjects(g, "subj", "light:"+r.Lemma(g))
		}
	}
	from, up, where := r.matter(n, rule)
	if len(speakers) == 0 || from < 0 {
		return out
	}
	to := r.addressees(n, rule)
	for _, s := range speakers {
		if s.entity >= 0 {
			out = append(out, &speech{rule: rule, trigger: n, speaker: s, to: to, from: from, up: up, where: where})
		}
	}
	return out
}

// addressees gives those to whom a speech act is addressed.
func (r *resolver) addressees(i int, rule *statementRule) []filler {
	for _, a := range rule.to {
		var fs []filler
		switch a {
		case "obj":
			if r.verbal(i) && r.Child(i, "nsubjpass") < 0 {
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

// clauseUnder gives the verb of the clause that completes token i, -1 where there is none.
func (r *resolver) clauseUnder(i int, infinitive bool) int {
	found := -1
	look := func(h int) {
		for c := range r.Children(h) {
			switch r.Tokens[c].Dep {
			case "ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp":
				if found >= 0 || c < h || r.Tokens[c].Dep == "relcl" {
					continue
				}
				to := r.hasInfinitive(c)
				if infinitive && !to || r.Tokens[c].Dep == "advcl" && !to || r.Tokens[c].Dep == "acl" && !to && !r.saysThat(c) {
					continue
				}
				found = c
			}
		}
	}
	look(i)
	if found < 0 { // "called on Ukraine to resume": the parser hangs the clause on the addressee, sometimes
		for c := range r.Children(i) {
			switch r.Tokens[c].Dep {
			case "prep":
				if o := r.Child(c, "pobj"); o >= 0 {
					look(o)
				}
			case "dobj", "dative":
				if infinitive || r.cover[c] != nil {
					look(c)
				}
			}
		}
	}
	return found
}

func (r *resolver) hasInfinitive(v int) bool {
	for c := range r.Children(v) {
		if r.Lower(c) == "to" && r.Tokens[c].Dep == "aux" {
			return true
		}
	}
	return false
}

func (r *resolver) saysThat(v int) bool {
	for c := range r.Children(v) {
		if r.Lower(c) == "that" && r.Tokens[c].Dep == "mark" {
			return true
		}
	}
	return false
}

// matter finds the words of what a speech act is about; from is -1 where the rule finds none that it allows.
func (r *resolver) matter(i int, rule *statementRule) (from, up int, where argument) {
	for _, a := range rule.about {
		head := -1
		from, up = -1, -1
		switch a {
		case "clause", "infinitive":
			if head = r.clauseUnder(i, a == "infinitive"); head >= 0 {
				from, up = r.clauseWords(head)
			}
		case "that":
			if head = r.Child(i, "ccomp"); head >= 0 {
				from, up = r.clauseWords(head)
			}
		case "obj":
			if head = r.Child(i, "dobj", "nsubjpass"); head >= 0 {
				l, rt := r.Edges(head)
				from, up = l, rt+1
			}
		case "antecedent":
			if r.Tokens[i].Dep == "relcl" && r.Child(i, "dobj") < 0 {
				head = r.Tokens[i].Head
				l, _ := r.Edges(head)
				from, up = l, min(i, head+12)
				for k := head + 1; k < up; k++ {
					if w := r.Lower(k); w == "," || w == "which" || w == "that" {
						up = k
					}
				}
			}
		case "governor":
			if g := r.governor(i); g >= 0 {
				head = g
				l, rt := r.Edges(g)
				from, up = l, rt+1
				if p := r.Tokens[i].Head; p > g && p < up {
					up = p
				}
			}
		default:
			if p := r.prep(i, string(a)); p >= 0 {
				if head = r.Child(p, "pobj", "pcomp"); head >= 0 {
					l, rt := r.Edges(head)
					from, up = l, rt+1
				}
			}
		}
		if head < 0 || from < 0 || from >= up {
			continue
		}
		noun := r.Lemma(head)
		if len(rule.object) > 0 && a == "obj" && !slices.Contains(rule.object, noun) && !slices.Contains(rule.object, r.Lower(head)) {
			return -1, -1, ""
		}
		if slices.Contains(rule.never, noun) || slices.Contains(rule.never, r.Lower(head)) || len(rule.never) > 0 && a == "obj" && r.Child(i, "dative") >= 0 {
			return -1, -1, ""
		}
		for from < up-1 && (r.Tokens[from].Pos == "PUNCT" || r.Tokens[from].Pos == "SPACE" || r.Lower(from) == "that" && a == "clause") {
			from++
		}
		for up > from+1 && (r.Tokens[up-1].Pos == "PUNCT" || r.Tokens[up-1].Pos == "SPACE") {
			up--
		}
		return from, min(up, from+60), a
	}
	return -1, -1, ""
}

// clauseWords gives the words of the clause of verb v: of an infinitive, from the verb on; of a finite clause, all.
func (r *resolver) clauseWords(v int) (from, up int) {
	l, rt := r.Edges(v)
	if r.hasInfinitive(v) {
		for k := l; k < v; k++ {
			if r.Lower(k) == "to" && r.Tokens[k].Head == v {
				return k + 1, rt + 1
			}
		}
	}
	return l, rt + 1
}

// demand reads "X must do Y", said by somebody of an actor, as an appeal.
func (r *resolver) demand(out []*speech, v int) []*speech {
	modal := -1
	for c := range r.Children(v) {
		switch r.Lower(c) {
		case "must", "should":
			if r.Tokens[c].Dep == "aux" {
				modal = c
			}
		}
	}
	if l := r.Lemma(r.Tokens[v].Head); modal < 0 && r.Tokens[v].Dep == "xcomp" && (l == "need" || l == "have") && r.hasInfinitive(v) {
		modal = r.Tokens[v].Head
	}
	if modal < 0 {
		return out
	}
	s := r.Child(v, "nsubj", "nsubjpass")
	if s < 0 && modal == r.Tokens[v].Head {
		s = r.Child(modal, "nsubj")
	}
	if s < 0 {
		return out
	}
	to := r.actors(s, "subject", "subject")
	speaker := r.attributedTo(v)
	if speaker < 0 || len(to) == 0 || to[0].entity == speaker {
		return out
	}
	l, rt := r.Edges(v)
	return append(out, &speech{rule: modalDemand, trigger: v, speaker: filler{entity: speaker, at: r.cover[s], via: "attributed"}, to: to,
		from: l, up: min(rt+1, l+60), where: argument(r.Lemma(modal))})
}

// telling are verbs that report what somebody says.
var telling = wordSet("say tell add state declare stress write insist argue note announce reiterate emphasize emphasise explain remark reply respond maintain think believe tweet post comment warn agree underscore underline affirm reaffirm continue conclude claim suggest urge acknowledge concede stipulate")

// attributedTo gives the entity whose words token i is part of, -1 where the text does not say.
func (r *resolver) attributedTo(i int) int {
	for k := i; !r.Root(k); k = r.Tokens[k].Head {
		h := r.Tokens[k].Head
		if d := r.Tokens[k].Dep; (d == "ccomp" || d == "parataxis" || d == "xcomp" || d == "conj" || d == "advcl") && telling[r.Lemma(h)] && d != "conj" {
			if s := r.subjects(h, "subj", "subj"); len(s) > 0 {
				return s[0].entity
			}
		}
	}
	for c := range r.Children(i) { // "X must go, Lavrov said": the telling verb hangs below
		if telling[r.Lemma(c)] && (r.Tokens[c].Dep == "parataxis" || r.Tokens[c].Dep == "ccomp") {
			if s := r.subjects(c, "subj", "subj"); len(s) > 0 {
				return s[0].entity
			}
		}
	}
	if r.quoted(i) {
		if e := r.quoteSpeaker(i); e >= 0 {
			return e
		}
	}
	return r.speakerOf(i)
}

// quoted tells whether a token stands inside quotation marks within its block.
func (r *resolver) quoted(i int) bool {
	open := false
	for k := r.first[r.blockOf[i]]; k < i; k++ {
		switch r.Tokens[k].Text {
		case "“", "``":
			open = true
		case "”", "''":
			open = false
		case "\"":
			open = !open
		}
	}
	return open
}

// quoteSpeaker gives who says the quotation around token i: the subject of a telling verb outside the marks in the same
// sentence, else in the sentence before or behind it in the same block.
func (r *resolver) quoteSpeaker(i int) int {
	block := r.blockOf[i]
	at := int(r.sent[i])
	for _, d := range []int{0, -1, 1, -2} {
		if at+d < 0 || at+d >= len(r.Sents) {
			continue
		}
		s := r.Sents[at+d]
		if r.blockOf[s.Start] != block {
			continue
		}
		for k := s.Start; k < s.End; k++ {
			if r.Tokens[k].Pos == "VERB" && telling[r.Lemma(k)] && !r.quoted(k) {
				if fs := r.subjects(k, "subj", "subj"); len(fs) > 0 && fs[0].entity >= 0 {
					return fs[0].entity
				}
			}
		}
		for k := s.Start; k+1 < s.End; k++ { // "according to Lavrov"
			if r.Lower(k) == "according" && r.Lower(k+1) == "to" {
				if o := r.Child(k+1, "pobj"); o >= 0 {
					if fs := r.actors(o, "to", "according"); len(fs) > 0 {
						return fs[0].entity
					}
				}
			}
		}
	}
	return -1
}

// describeSpeech gives a speech act the features that the scorer weighs.
func (r *reading) describeSpeech(s *speech) {
	lemma := r.Lemma(s.trigger)
	name := s.rule.name
	f := []string{
		"rule=" + name, "word=" + lemma, "where=" + name + "+" + string(s.where), "word+where=" + lemma + "+" + string(s.where),
		"speaker=" + r.sort(s.speaker), "rule+speaker=" + name + "+" + r.sort(s.speaker), "via=" + s.speaker.via, "word+via=" + lemma + "+" + s.speaker.via,
		"tag=" + r.Tokens[s.trigger].Tag, "word+tag=" + lemma + "+" + r.Tokens[s.trigger].Tag, "dep=" + r.Tokens[s.trigger].Dep,
		"to=" + bucket(len(s.to)), "rule+to=" + name + "+" + bucket(len(s.to)), "kind=" + string(r.blocks[r.blockOf[s.trigger]].Kind),
		"head=" + r.Lemma(r.Tokens[s.trigger].Head), "rule+status=" + name + "+" + string(s.fact.Status), "about=" + r.Lemma(s.up-1),
	}
	if len(s.to) > 0 {
		f = append(f, "to.sort="+r.sort(s.to[0]), "rule+to.sort="+name+"+"+r.sort(s.to[0]))
		if s.to[0].at != nil && s.to[0].at.form == byNoun {
			f = append(f, "to.noun="+r.Lemma(s.to[0].at.end-1))
		}
	}
	if s.speaker.at != nil {
		f = append(f, "form="+formName(s.speaker.at))
		if s.speaker.at.form == byNoun {
			f = append(f, "speaker.noun="+r.Lemma(s.speaker.at.end-1))
		}
	}
	for _, x := range s.fact.Features() {
		f = append(f, "fact:"+x)
	}
	if o := r.Child(s.trigger, "dobj"); o >= 0 {
		f = append(f, "obj="+r.Lemma(o), "word+obj="+lemma+"+"+r.Lemma(o))
	}
	for c := range r.Children(s.trigger) {
		if d := r.Tokens[c].Dep; d == "prep" || d == "prt" {
			f = append(f, "word+prep="+lemma+"+"+r.Lower(c))
		}
	}
	if r.quoted(s.trigger) {
		f = append(f, "quoted")
	}
	if r.house != "" {
		f = append(f, "official", "official+"+name)
	}
	if s.fact.Habitual {
		f = append(f, "habitual")
	}
	s.features = f
}

// learnedKinds are the kinds of statement that the scorer was trained for; others stand where the rules say so.
func learned(k graph.StatementKind) bool { return k == graph.CalledFor || k == graph.Denial }

// statementReports joins the speech acts that stand into statements: those of one speaker, kind and matter are one.
func (r *reading) statementReports() []graph.StatementReport {
	var out []graph.StatementReport
	var words [][]string
	for _, s := range r.speeches {
		if s.keep < standing {
			continue
		}
		e := r.entities[s.speaker.entity]
		about := r.words(s.from, s.up)
		when := r.dayOfSpeech(s)
		st := graph.StatementReport{Article: r.article.ID, Kind: s.rule.kind, Speaker: graph.ActorID(e.id), About: about, Date: when, Confidence: s.keep}
		st.OnBehalfOf = r.behalf(s.speaker.entity, string(cmpDay(when.Start, r.day)))
		seen := map[int]bool{s.speaker.entity: true}
		for _, t := range s.to {
			if !seen[t.entity] && t.entity >= 0 && !r.noParty(t) {
				seen[t.entity] = true
				st.Addressees = append(st.Addressees, graph.ActorID(r.entities[t.entity].id))
			}
		}
		for k := s.from; k < s.up; k++ {
			m := r.cover[k]
			if m == nil || m.start != k && k != s.from || m.entity < 0 || m.entity == s.speaker.entity {
				continue
			}
			c := graph.Concern{Actor: graph.ActorID(r.entities[m.entity].id), Role: concernRole(r.Tokens[m.head].Dep)}
			if !slices.ContainsFunc(st.Concerns, func(o graph.Concern) bool { return o.Actor == c.Actor }) {
				st.Concerns = append(st.Concerns, c)
			}
		}
		st.Evidence = []graph.Evidence{r.speechEvidence(s)}
		w := strings.Fields(kb.Fold(about))
		same := slices.IndexFunc(out, func(o graph.StatementReport) bool { return o.Kind == st.Kind && o.Speaker == st.Speaker })
		for same >= 0 && same < len(out) {
			if out[same].Kind == st.Kind && out[same].Speaker == st.Speaker && shared(words[same], w) {
				break
			}
			same++
		}
		if same >= 0 && same < len(out) {
			o := &out[same]
			o.Evidence = append(o.Evidence, st.Evidence...)
			o.Confidence = max(o.Confidence, st.Confidence)
			for _, a := range st.Addressees {
				if !slices.Contains(o.Addressees, a) {
					o.Addressees = append(o.Addressees, a)
				}
			}
			continue
		}
		out, words = append(out, st), append(words, w)
	}
	return out
}

// dayOfSpeech gives the days of a speech act: its own, else those of the verb that its clause hangs on ("published on
// February 24 a paper in which it called for dialogue").
func (r *reading) dayOfSpeech(s *speech) graph.Interval {
	i := s.trigger
	for range 4 {
		if when, _ := EventTime(r.Syntax, i, r.times, s.fact.Tense); when.Known() {
			return when
		}
		switch r.Tokens[i].Dep {
		case "relcl", "acl":
			i = r.governor(r.Tokens[i].Head)
		case "advcl", "xcomp", "conj":
			i = r.Tokens[i].Head
		default:
			return graph.Interval{}
		}
		if i < 0 || !r.verbal(i) {
			break
		}
	}
	return graph.Interval{}
}

func cmpDay(a, b graph.Day) graph.Day {
	if a != "" {
		return a
	}
	return b
}

// shared tells whether most of the shorter list of words stands in the other.
func shared(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return len(a) > 0 && 10*n >= 7*len(a)
}

func concernRole(dep string) string {
	switch dep {
	case "nsubj":
		return "agent"
	case "dobj", "nsubjpass":
		return "patient"
	}
	return ""
}

// speechEvidence gives the stretch from the speaker to the end of the matter.
func (r *reading) speechEvidence(s *speech) graph.Evidence {
	from, to := min(s.trigger, s.from), max(s.trigger+1, s.up)
	if m := s.speaker.at; m != nil && r.sent[m.head] == r.sent[s.trigger] {
		from, to = min(from, m.start), max(to, m.end)
	}
	if r.blockOf[from] != r.blockOf[to-1] {
		from, to = s.from, s.up
	}
	return r.evidenceAt(from, to, s.rule.name, s.keep)
}
