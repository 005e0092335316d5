package extract

import (
	"fmt"
	"strings"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/kb"
)

// describe gives each proposal the features that the scorer weighs.
func (r *reading) describe() {
	type pair struct{ a, b int }
	told := map[pair][]*proposal{} // in the order of the text
	perTrigger := map[int]int{}
	key := func(p *proposal) pair { return pair{min(p.a.entity, p.b.entity), max(p.a.entity, p.b.entity)} }
	for _, p := range r.proposals {
		told[key(p)] = append(told[key(p)], p)
		perTrigger[p.trigger]++
	}
	for _, of := range told {
		triggers, actual := 0, false
		for k, p := range of {
			actual = actual || p.fact.Status == graph.Actual
			if k == 0 || of[k-1].trigger != p.trigger {
				triggers++
			}
		}
		for k, p := range of {
			p.features = append(r.features(p), "told="+bucket(triggers), "pertrigger="+bucket(perTrigger[p.trigger]))
			if actual && p.fact.Status != graph.Actual { // "agreed to stay in touch" after a call
				p.features = append(p.features, "beside.actual", "rule+beside.actual="+p.rule.name, "word+beside.actual="+r.Lemma(p.trigger))
			}
			if q := r.beneath(of, k); q != nil { // "agreed to meet"
				p.features = append(p.features, "over="+string(q.fact.Status), "rule+over="+p.rule.name+"+"+q.rule.name)
			}
		}
	}
}

// beneath finds among the proposals of one pair, in the order of the text, one whose trigger hangs in the tree under that of
// the k-th; nil where there is none.
func (r *reading) beneath(of []*proposal, k int) *proposal {
	p := of[k]
	for _, step := range []int{-1, 1} {
		for j := k + step; j >= 0 && j < len(of) && r.sent[of[j].trigger] == r.sent[p.trigger]; j += step {
			if q := of[j]; q.trigger != p.trigger && r.Above(p.trigger, q.trigger) {
				return q
			}
		}
	}
	return nil
}

func bucket(n int) string {
	switch {
	case n <= 3:
		return fmt.Sprint(n)
	case n <= 6:
		return "4-6"
	}
	return "7+"
}

func (r *reading) features(p *proposal) []string {
	t := &r.Tokens[p.trigger]
	rule := p.rule.name
	lemma := r.Lemma(p.trigger)
	a, b := r.sort(p.a), r.sort(p.b)
	f := []string{
		"rule=" + rule, "word=" + lemma, "how=" + p.how, "rule+how=" + rule + "+" + p.how,
		"args=" + base(p.a.via) + "|" + base(p.b.via), "rule+args=" + rule + "|" + string(p.a.arg) + "|" + string(p.b.arg),
		"via.a=" + p.a.via, "via.b=" + p.b.via, "rule+via.a=" + rule + "+" + p.a.via,
		"sorts=" + a + "|" + b, "rule+sorts=" + rule + "+" + a + "|" + b, "word+sort.b=" + lemma + "+" + b,
		"tag=" + t.Tag, "dep=" + t.Dep, "rule+status=" + rule + "+" + string(p.fact.Status),
		"kind=" + string(r.blocks[r.blockOf[p.trigger]].Kind),
		"form.a=" + formName(p.a.at), "form.b=" + formName(p.b.at),
		"size=" + bucket(p.a.size) + "|" + bucket(p.b.size),
	}
	pa, pb := r.path(p.trigger, p.a.at.head), r.path(p.trigger, p.b.at.head)
	f = append(f, "path.a="+pa, "path.b="+pb, "rule+path.a="+rule+pa, "rule+path.b="+rule+pb, "paths="+pa+"|"+pb)
	for _, x := range p.fact.Features() {
		f = append(f, "fact:"+x)
		if strings.HasPrefix(x, "gov=") || strings.HasPrefix(x, "modal=") || strings.HasPrefix(x, "tense") {
			f = append(f, rule+"+fact:"+x)
		}
	}
	if p.fact.Habitual {
		f = append(f, "habitual")
	}
	if p.fact.Attributed {
		f = append(f, "attributed")
	}
	if o := r.Child(p.trigger, "dobj"); o >= 0 && t.Pos == "VERB" {
		f = append(f, "obj="+r.Lemma(o), "rule+obj="+rule+"+"+r.Lemma(o))
	}
	for c := range r.Children(p.trigger) {
		switch r.Tokens[c].Dep {
		case "prep", "prt":
			f = append(f, "rule+prep="+rule+"+"+r.Lower(c))
		case "ccomp", "xcomp":
			f = append(f, "rule+comp="+rule+"+"+r.Tokens[c].Dep)
		case "amod", "compound":
			f = append(f, "mod="+r.Lemma(c))
		case "det":
			f = append(f, "rule+det="+rule+"+"+r.Lower(c))
		case "npadvmod":
			f = append(f, "rule+when")
		}
	}
	if t.Pos != "VERB" {
		if g := r.governor(p.trigger); g >= 0 {
			f = append(f, "governor="+r.Lemma(g), "under="+r.prepUnder(p.trigger))
		}
	} else if h := t.Head; h != p.trigger {
		f = append(f, "head="+r.Lemma(h)+"/"+t.Dep)
	}
	x, y := r.entities[p.a.entity], r.entities[p.b.entity]
	switch {
	case x.country == "" || y.country == "":
		f = append(f, "countries=unknown")
	case r.stateOf(x.country) == r.stateOf(y.country):
		f = append(f, "countries=same", "countries=same+"+a+"|"+b)
	default:
		f = append(f, "countries=two")
	}
	f = append(f, "known="+yesNo(x.known != nil)+yesNo(y.known != nil))
	f = append(f, "dist="+spanBucket(p.a.at.head-p.trigger)+"|"+spanBucket(p.b.at.head-p.trigger))
	if r.Lower(p.b.at.end-1) != "" && p.b.at.form == byNoun {
		f = append(f, "noun.b="+r.Lemma(p.b.at.end-1))
	}
	if p.a.at.form == byNoun {
		f = append(f, "noun.a="+r.Lemma(p.a.at.end-1))
	}
	for _, x := range []filler{p.a, p.b} {
		for k := x.at.start; k < x.at.end && x.at.form == byNoun; k++ {
			if w := r.Lower(k); w == "other" || w == "more" || w == "relevant" || w == "all" || w == "many" || w == "some" {
				f = append(f, "vague="+w)
			}
		}
	}
	if p.date.Known() {
		f = append(f, "dated")
	}
	if r.house != "" {
		f = append(f, "official")
	}
	if r.quoted(p.trigger) {
		f = append(f, "quoted")
	}
	return f
}

func base(via string) string {
	s, _, _ := strings.Cut(via, ":")
	return s
}

func yesNo(b bool) string {
	if b {
		return "y"
	}
	return "n"
}

func spanBucket(n int) string {
	side := "r"
	if n < 0 {
		side, n = "l", -n
	}
	switch {
	case n <= 2:
		return side + "2"
	case n <= 5:
		return side + "5"
	case n <= 10:
		return side + "10"
	case n <= 20:
		return side + "20"
	}
	return side + "+"
}

// sort tells what sort of actor a filler is: person, office, people, country, body.
func (r *reading) sort(f filler) string {
	e := r.entities[f.entity]
	switch {
	case e.personal() && (f.at != nil && f.at.form == byRole || len(e.roles) > 0):
		return "official"
	case e.personal():
		return "person"
	case e.kind == kb.Country:
		if f.at != nil && len(f.at.readings) > 0 {
			return "country/" + f.at.readings[0].Via
		}
		return "country"
	case e.plural:
		return "people"
	}
	if e.known != nil {
		return "body/known"
	}
	return "body"
}

func formName(m *mention) string {
	return [...]string{"name", "role", "noun", "pronoun", "pair"}[m.form]
}
