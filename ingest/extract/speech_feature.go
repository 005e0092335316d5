package extract

import "github.com/demarche/demarche/graph"

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
		if s.to[0].at != nil {
			f = append(f, "rule+to.form="+name+"+"+formName(s.to[0].at))
		}
		if m := s.to[0].at; m != nil && r.possessed(m) { // "urged its citizens", "asked his advisers"
			f = append(f, "to.possessed", "rule+to.possessed="+name)
			if speechActs.staff[r.Lemma(m.end-1)] {
				f = append(f, "to.staff")
			}
		}
		if s.to[0].at != nil && s.to[0].at.form == byNoun {
			f = append(f, "to.noun="+r.Lemma(s.to[0].at.end-1))
		}
		if x, y := r.entities[s.to[0].entity].country, r.entities[s.speaker.entity].country; x != "" && y != "" && r.stateOf(x) == r.stateOf(y) {
			f = append(f, "to.own", "rule+to.own="+name)
		}
	}
	if s.rule == modalDemand || s.rule == notSo || s.rule.about != nil && s.rule.about[0] == "subject" {
		f = append(f, "teller="+string(s.speaker.arg), "rule+teller="+name+"+"+string(s.speaker.arg))
	}
	if s.rule.kind == graph.Denial && (s.rule == notSo || s.rule.negated) {
		f = append(f, "aux="+r.auxiliary(s.trigger), "where+aux="+string(s.where)+"+"+r.auxiliary(s.trigger))
		if r.claimNear(s.trigger) {
			f = append(f, "answers", "answers+"+name)
		}
	}
	if s.rule != modalDemand {
		f = append(f, "status="+string(s.fact.Status))
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
	if h := r.matterHead(s); h >= 0 {
		l := r.Lemma(h)
		f = append(f, "matter="+l, "matter.pos="+r.Tokens[h].Pos, "rule+matter.pos="+name+"+"+r.Tokens[h].Pos)
		if m := r.cover[h]; m != nil && m.entity >= 0 {
			f = append(f, "matter.actor", "rule+matter.actor="+name)
		}
		if speechActs.minds[l] && s.rule == modalDemand {
			f = append(f, "matter.mind")
		}
		if speechActs.travels[l] && r.ownPublic(s) {
			f = append(f, "matter.travel")
		}
		if speechActs.claims[l] {
			f = append(f, "matter.claim", "rule+matter.claim="+name)
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

// auxiliary gives the helping verb nearest to what token i says, "none" where there is none: a denial says "did not", a
// refusal "will not".
func (r *reading) auxiliary(i int) string {
	for range 2 {
		last := "none"
		for c := range r.Children(i) {
			if d := r.Tokens[c].Dep; d == "aux" || d == "auxpass" {
				last = r.Lower(c)
			}
		}
		if last != "none" || !r.verbal(r.Tokens[i].Head) || r.verbal(i) {
			return last
		}
		i = r.Tokens[i].Head
	}
	return "none"
}

// claimNear tells whether the sentence of token i or the one before it speaks of a claim or a question that it may answer.
func (r *reading) claimNear(i int) bool {
	at := int(r.sent[i])
	for k := r.Sents[max(0, at-1)].Start; k < r.Sents[at].End; k++ {
		if speechActs.disputes[r.Lemma(k)] {
			return true
		}
	}
	return false
}

// possessed tells whether a mention is somebody's: "its citizens", "his advisers".
func (r *reading) possessed(m *mention) bool {
	p := r.Child(m.head, "poss")
	return p >= 0 && pronounForms[r.Lower(p)].person == 3
}

// ownPublic tells whether a speech act is addressed to nobody by name, or to people of the speaker's own country.
func (r *reading) ownPublic(s *speech) bool {
	if len(s.to) == 0 || s.to[0].at != nil && s.to[0].at.form == byNoun {
		return true
	}
	x, y := r.entities[s.to[0].entity].country, r.entities[s.speaker.entity].country
	return x != "" && y != "" && r.stateOf(x) == r.stateOf(y)
}

// matterHead gives the token that leads the words of a matter, -1 where none does.
func (r *resolver) matterHead(s *speech) int {
	for k := s.from; k < s.up; k++ {
		if h := r.Tokens[k].Head; (h < s.from || h >= s.up || h == k) && r.Tokens[k].Pos != "PUNCT" && r.Tokens[k].Dep != "det" {
			return k
		}
	}
	return -1
}
