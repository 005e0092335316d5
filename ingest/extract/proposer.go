package extract

// proposalNouns are what one party puts to another and may be refused.
var proposalNouns = wordSet("offer proposal request suggestion invitation invite appeal plea call demand bid overture push initiative")

// proposer gives those whose proposal it is that there be a contact, where it stands under the word for the proposal: Zelensky
// in "Putin rejected Zelensky's offer to meet", Iran in "an Iranian offer of talks".
func (r *resolver) proposer(trigger int) []filler {
	i := r.proposalAbove(trigger)
	if i < 0 {
		return nil
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

// proposalAbove finds the word for the proposal that a trigger stands under, or that the verb above has for its object: "turned
// down a request from Brown | for a meeting"; -1 where there is none.
func (r *resolver) proposalAbove(trigger int) int {
	for i, steps := trigger, 0; steps < 5 && !r.Root(i); steps++ {
		i = r.Tokens[i].Head
		if finite(r.Tokens[i].Tag) {
			if o := r.Child(i, "dobj"); o > i && o < trigger && proposalNouns[r.Lemma(o)] {
				return o
			}
			return -1
		}
		if r.isNoun(i) && proposalNouns[r.Lemma(i)] {
			return i
		}
	}
	return -1
}

// ownProposals are proposals of something that their maker wants to do: a request to meet the king, unlike a call to meet him.
var ownProposals = wordSet("offer request bid")

// asking gives those who ask for or offer a contact with a third party: Brown in "aides rejected Brown's request for a
// meeting with Obama".
func (r *resolver) asking(trigger int) []filler {
	if i := r.proposalAbove(trigger); i < 0 || !ownProposals[r.Lemma(i)] {
		return nil
	}
	return r.proposer(trigger)
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
