package extract

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

// matterHead gives the token that leads the words of a matter, -1 where none does.
func (r *resolver) matterHead(s *speech) int {
	for k := s.from; k < s.up; k++ {
		if h := r.Tokens[k].Head; (h < s.from || h >= s.up || h == k) && r.Tokens[k].Pos != "PUNCT" && r.Tokens[k].Dep != "det" {
			return k
		}
	}
	return -1
}
