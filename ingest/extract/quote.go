package extract

import "slices"

// quoted tells whether a token stands inside quotation marks within its block.
func (r *resolver) quoted(i int) bool { return r.quote[i] }

// quoteReach is how many words around a quotation are searched for who speaks it.
const quoteReach = 150

// quoteBlocks is how many paragraphs a quotation is followed back to the one that names its speaker.
const quoteBlocks = 3

// quoteSpeaker gives who says the quotation around token i: the subject of the telling verb outside the marks that is
// nearest to them in the same sentence, else in the sentence before or behind it in the same block; where the block is
// nothing but quotation, whoever spoke the one that ends the block before. -1 where the text does not say.
func (r *resolver) quoteSpeaker(i int) int {
	for range quoteBlocks {
		if e := r.quoteSpeakerInBlock(i); e >= 0 {
			return e
		}
		first := r.first[r.blockOf[i]]
		if first == 0 || i-first > quoteReach || !r.onlyQuotation(first, i) {
			return -1
		}
		i = first - 1
		for i > 0 && r.Tokens[i].Pos == "SPACE" {
			i--
		}
		if i > 0 && r.Tokens[i].Pos == "PUNCT" && !r.quoted(i) { // the closing mark, or the stop behind it
			i--
		}
		if !r.quoted(i) && !(i > 0 && r.quoted(i-1)) {
			return -1
		}
		if !r.quoted(i) {
			i--
		}
	}
	return -1
}

func (r *resolver) quoteSpeakerInBlock(i int) int {
	block := r.blockOf[i]
	at := int(r.sent[i])
	from, to := i, i
	for from > 0 && r.quoted(from-1) && r.blockOf[from-1] == block && i-from < quoteReach {
		from--
	}
	for to+1 < len(r.Tokens) && r.quoted(to+1) && r.blockOf[to+1] == block && to-i < quoteReach {
		to++
	}
	for _, d := range []int{0, -1, 1, -2, 2} {
		if at+d < 0 || at+d >= len(r.Sents) {
			continue
		}
		s := r.Sents[at+d]
		if r.blockOf[s.Start] != block {
			continue
		}
		best, distance := -1, quoteReach
		for k := max(s.Start, i-quoteReach); k < min(s.End, i+quoteReach); k++ {
			if r.quoted(k) {
				continue
			}
			away := max(from-k, k-to)
			if away >= distance {
				continue
			}
			if e := r.teller(k); e >= 0 {
				best, distance = e, away
			}
		}
		if best >= 0 {
			return best
		}
	}
	return -1
}

// teller gives the actor that token k names as the one whose words are told: the subject of a verb of telling, or the
// object of "according to"; -1 where it is neither.
func (r *resolver) teller(k int) int {
	var fs []filler
	switch {
	case r.Tokens[k].Pos == "VERB" && speechActs.telling[r.Lemma(k)]:
		fs = r.subjects(k, "subj", "subj")
	case r.Lower(k) == "according" && r.Lower(k+1) == "to":
		if o := r.Child(k+1, "pobj"); o >= 0 {
			fs = slices.DeleteFunc(r.actors(o, "to", "according"), r.noParty) // "according to the BBC": somebody else said so
		}
	}
	if len(fs) == 0 {
		return -1
	}
	r.standsFor(&fs[0])
	return fs[0].entity
}

// accordingTo gives those named by an "according to" that hangs on token i.
func (r *resolver) accordingTo(i int) []filler {
	p := r.prep(i, "according")
	if p < 0 {
		return nil
	}
	t := r.prep(p, "to")
	if t < 0 {
		return nil
	}
	if o := r.Child(t, "pobj"); o >= 0 {
		return slices.DeleteFunc(r.speakersAt(o, "according"), r.noParty)
	}
	return nil
}

// onlyQuotation tells whether tokens first to i are all inside quotation marks but for the mark that opens them.
func (r *resolver) onlyQuotation(first, i int) bool {
	for k := first + 1; k <= i; k++ {
		if !r.quoted(k) && r.Tokens[k].Pos != "SPACE" && r.Tokens[k].Pos != "PUNCT" {
			return false
		}
	}
	return r.quoted(first) || r.Tokens[first].Pos == "PUNCT" || r.Tokens[first].Pos == "SPACE"
}
