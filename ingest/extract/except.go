package extract

// excluded tells whether a mention names whom a contact leaves out: "spoke with Macron, but not with Netanyahu", "met Abbas and
// not Sinwar".
func (r *resolver) excluded(m *mention) bool {
	k := m.start - 1
	switch r.Lower(k) {
	case "with", "to":
		k--
	}
	if r.Lower(k) != "not" {
		return false
	}
	w := r.Lower(k - 1)
	return w == "but" || w == "and" || w == ","
}

// excepted adds to the other sides of a contact those whom the sentence leaves out right after them, whatever the parser
// made of "but not with": they are sides of a contact that was not had.
func (r *resolver) excepted(trigger int, right []filler) []filler {
	if len(right) == 0 {
		return right
	}
	last := right[len(right)-1].at
	s := r.Sent(trigger)
	for i := max(trigger, last.end); i < min(s.End-1, last.end+8); i++ {
		if r.Lower(i) != "not" || r.verbal(i+1) {
			continue
		}
		k := i + 1
		if w := r.Lower(k); w == "with" || w == "to" {
			k++
		}
		if k < len(r.cover) && r.cover[k] != nil && r.cover[k].start == k && r.excluded(r.cover[k]) {
			return append(right, r.row(k, right[0].arg, right[0].via)...)
		}
	}
	return right
}

// anyones stand for a side that nobody names.
var anyones = wordSet("anyone anybody nobody somebody someone")

// toAnyone tells whether the side of token i is nobody in particular, so that no later preposition names it: "did not hold
// talks with anyone after Erdogan's talks with Zelensky".
func (r *resolver) toAnyone(i int) bool {
	w := r.Lower(i + 1)
	return (w == "with" || w == "to") && anyones[r.Lower(i+2)]
}

// relations are nouns that have a "with" of their own, which names no side of a contact.
var relations = wordSet("border borders frontier relations relationship ties")

// ofRelation tells whether a preposition p belongs to the noun before it, whatever the parser hung it on: "talked about the
// border with Poland".
func (r *resolver) ofRelation(p int) bool {
	if r.Lower(p) != "with" || !relations[r.Lower(p-1)] || p+1 >= len(r.cover) {
		return false
	}
	m := r.cover[p+1]
	return m != nil && m.entity >= 0 && !r.entities[m.entity].personal()
}
