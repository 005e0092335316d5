package extract

// phraseTop climbs from a noun over coordination to the token whose label says what the noun phrase is for.
func (r *resolver) phraseTop(n int) int {
	for range 6 {
		d := r.Tokens[n].Dep
		if d == "conj" && r.nominal(r.Tokens[n].Head) || d == "appos" {
			n = r.Tokens[n].Head
			continue
		}
		if d == "pobj" { // "a round of talks", "a series of meetings"
			p := r.Tokens[n].Head
			if h := r.Tokens[p].Head; r.Lower(p) == "of" && r.Tokens[h].Pos == "NOUN" && seriesNouns[r.Lemma(h)] {
				n = h
				continue
			}
		}
		break
	}
	return n
}

var seriesNouns = wordSet("round series set number day days hour hours kind sort week weeks month months minute minutes session flurry string couple part end sideline sidelines eve resumption start beginning opening host invitation deal agreement offer proposal request plan idea prospect possibility")

// governor gives the verb whose object, subject or prepositional phrase a noun is, -1 where there is none.
func (r *resolver) governor(n int) int {
	n = r.phraseTop(n)
	h := r.Tokens[n].Head
	for range 4 {
		switch {
		case h == n:
			return -1
		case r.verbal(h):
			return h
		case r.Lower(h) == "ahead", r.Lower(h) == "back", r.Tokens[h].Pos == "ADP" || r.Tokens[h].Pos == "SCONJ" || r.Tokens[h].Dep == "prep" || r.Tokens[h].Dep == "pcomp":
			n, h = h, r.Tokens[h].Head
		default:
			return -1
		}
	}
	return -1
}

// prepUnder gives the preposition that a noun phrase hangs on, empty where it hangs on none.
func (r *resolver) prepUnder(n int) string {
	n = r.phraseTop(n)
	if h := r.Tokens[n].Head; r.Tokens[n].Dep == "pobj" {
		return r.Lower(h)
	}
	return ""
}
