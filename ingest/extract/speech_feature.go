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
