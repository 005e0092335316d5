package extract

// proposalNouns are what one party puts to another and may be refused.
var proposalNouns = wordSet("offer proposal request suggestion invitation invite appeal plea call demand bid overture push initiative")

// proposer gives those whose proposal it is that there be a contact, where it stands under the word for the proposal: Zelensky
// in "Putin rejected Zelensky's offer to meet", Iran in "an Iranian offer of talks".
func (r *resolver) proposer(trigger int) []filler {
	for i, steps := trigger, 0; steps < 5 && !r.Root(i); steps++ {
		i = r.Tokens[i].Head
		switch r.Tokens[i].Tag {
		case "VBD", "VBZ", "VBP", "MD":
			return nil
		}
		if !r.isNoun(i) || !proposalNouns[r.Lemma(i)] {
			continue
		}
		for _, a := range []argument{"poss", "from", "by", "comp"} {
			if fs := r.ofNoun(i, a); len(fs) > 0 {
				for k := range fs {
					fs[k].via = "offer:" + string(a)
				}
				return fs
			}
		}
		return nil
	}
	return nil
}

// proposedTo pairs the maker of a proposal of contact with who answers it, where the contact itself names no second side.
func (r *resolver) proposedTo(out []*proposal, trigger int, rule *contactRule, left []filler) []*proposal {
	right := r.proposer(trigger)
	if len(right) == 0 || rule.matter || rule.status != "" {
		return out
	}
	if len(left) == 0 {
		left = r.mainSubject(trigger)
	}
	return r.pairUp(out, trigger, rule, "offer", left, right)
}
