package extract

// pronouns finds personal, possessive and relative pronouns.
func (f *finder) pronouns(from, to int) {
	for i := from; i < to; i++ {
		if f.cover[i] != nil {
			continue
		}
		p, ok := pronounForms[f.Lower(i)]
		if !ok || f.Tokens[i].Pos != "PRON" && !(f.Lower(i) == "both" && (f.Tokens[i].Dep == "nsubj" || f.Tokens[i].Dep == "pobj")) {
			continue
		}
		m := &mention{start: i, end: i + 1, nameFrom: i + 1, nameTo: i + 1, form: byPronoun, plural: p.plural, countryFrom: -1}
		if p.pair {
			m.form = byPair
		}
		f.add(m)
	}
}

type pronoun struct {
	gender string // "m", "f", "n" or empty
	plural bool
	person int // 1, 2, 3; 0 for relatives
	pair   bool
}

var pronounForms = map[string]pronoun{
	"he": {"m", false, 3, false}, "him": {"m", false, 3, false}, "his": {"m", false, 3, false}, "himself": {"m", false, 3, false},
	"she": {"f", false, 3, false}, "her": {"f", false, 3, false}, "hers": {"f", false, 3, false}, "herself": {"f", false, 3, false},
	"it": {"n", false, 3, false}, "its": {"n", false, 3, false}, "itself": {"n", false, 3, false},
	"they": {"", true, 3, false}, "them": {"", true, 3, false}, "their": {"", true, 3, false}, "themselves": {"", true, 3, false},
	"i": {"", false, 1, false}, "me": {"", false, 1, false}, "my": {"", false, 1, false}, "we": {"", true, 1, false}, "us": {"", true, 1, false}, "our": {"", true, 1, false},
	"who": {"", false, 0, false}, "whom": {"", false, 0, false}, "whose": {"", false, 0, false}, "which": {"n", false, 0, false}, "that": {"", false, 0, false},
	"both": {"", true, 3, true},
}
