package extract

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/score"
)

// Trainer learns the scorer's weights from texts with gold records.
//
// Each proposal is an example: it stands where its two actors are the two sides of a gold contact of its status. The model is
// log-linear, fitted by gradient descent with adaptive steps (Duchi et al. 2011) and a
// penalty on large weights, from the same start in the same order, so that the same texts give the same weights.
type Trainer struct {
	x          *Extractor
	contacts   []trainExample
	statements []trainExample
}

type trainExample struct {
	features []string
	stands   bool
	weight   float64
}

// NewTrainer gives a Trainer whose proposals come from x.
func NewTrainer(x *Extractor) *Trainer { return &Trainer{x: x} }

// caseWeight is how much an example of our own counts beside one of the annotated texts, which are noisier.
const caseWeight = 2

// AddCase takes the proposals of a sentence of our own as examples; all that is not in the case is wrong.
func (t *Trainer) AddCase(in Input, c ContactExample) {
	gold := &score.Gold{}
	for _, p := range c.Pairs {
		gold.SpokeWith = append(gold.SpokeWith, score.Spoke{A: p[:1], B: p[1:]})
	}
	first := len(t.contacts)
	t.add(in, gold, true)
	for i := first; i < len(t.contacts); i++ {
		t.contacts[i].weight *= caseWeight
	}
}

// Add takes the proposals of one text as examples.
func (t *Trainer) Add(in Input, gold *score.Gold) { t.add(in, gold, false) }

// AddOwn takes the proposals of a text written for this project, which counts as a case does.
func (t *Trainer) AddOwn(in Input, gold *score.Gold) {
	contacts, statements := len(t.contacts), len(t.statements)
	t.Add(in, gold)
	for i := contacts; i < len(t.contacts); i++ {
		t.contacts[i].weight *= caseWeight
	}
	for i := statements; i < len(t.statements); i++ {
		t.statements[i].weight *= caseWeight
	}
}

func (t *Trainer) add(in Input, gold *score.Gold, ours bool) {
	r := t.x.reading(in)
	names := make([][]string, len(r.entities))
	for i, e := range r.entities {
		a := r.actor(e)
		names[i] = append([]string{a.Name}, a.Aliases...)
	}
	if !ours {
		t.addSpeech(r, gold, names)
	}
	perPair := map[[2]int]int{}
	for _, p := range r.proposals {
		perPair[[2]int{min(p.a.entity, p.b.entity), max(p.a.entity, p.b.entity)}]++
	}
	for _, p := range r.proposals {
		e := trainExample{features: p.features, weight: 1 / math.Sqrt(float64(perPair[[2]int{min(p.a.entity, p.b.entity), max(p.a.entity, p.b.entity)}]))}
		x, y := names[p.a.entity], names[p.b.entity]
		named := false
		for _, g := range gold.SpokeWith {
			if score.Same(g.A, x) && score.Same(g.B, y) || score.Same(g.A, y) && score.Same(g.B, x) {
				named = true
				e.stands = e.stands || g.Status == "" || g.Status == string(p.fact.Status)
			}
		}
		if !e.stands && !named && !ours && quotedHalf(gold, x, y, r.words(r.Sent(p.trigger).Start, r.Sent(p.trigger).End)) {
			continue // a name that does not agree with the reader's says nothing of the contact
		}
		t.contacts = append(t.contacts, e)
	}
}

// quotedHalf tells whether the reader entered a contact of one of the two actors from the same sentence.
func quotedHalf(gold *score.Gold, a, b []string, sentence string) bool {
	for _, g := range gold.SpokeWith {
		if score.Overlap(g.Quote, sentence) && (score.Same(g.A, a) || score.Same(g.B, a) || score.Same(g.A, b) || score.Same(g.B, b)) {
			return true
		}
	}
	return false
}

// addSpeech takes the speech acts of one text as examples.
func (t *Trainer) addSpeech(r *reading, gold *score.Gold, names [][]string) {
	for _, s := range r.speeches {
		if !learned(s.rule.kind) {
			continue
		}
		said := gold.CalledFor
		if s.rule.kind == graph.Denial {
			said = gold.Denied
		}
		text := r.words(s.from, s.up) + " " + r.speechEvidence(s).Quote
		e := trainExample{features: s.features, weight: 1}
		near := false
		for _, g := range said {
			if !score.Overlap(g.Quote, text) && !score.Overlap(g.What, text) {
				continue
			}
			near = true
			e.stands = e.stands || score.Same(g.By, names[s.speaker.entity])
		}
		if near && !e.stands {
			continue // a name that does not agree with the reader's says nothing of the statement
		}
		t.statements = append(t.statements, e)
	}
}

// Learn gives an Extractor with weights learned from the examples.
func (t *Trainer) Learn() (*Extractor, error) {
	var c, s strings.Builder
	err := errors.Join(t.WriteContacts(&c), t.WriteStatements(&s))
	if err != nil {
		return nil, err
	}
	contacts, err := readScorer("contacts", c.String())
	if err != nil {
		return nil, err
	}
	statements, err := readScorer("statements", s.String())
	if err != nil {
		return nil, err
	}
	return &Extractor{kb: t.x.kb, contacts: contacts, statements: statements}, nil
}

// WriteContacts learns the weights for contacts and writes them as data/contact.weights.tsv has them.
func (t *Trainer) WriteContacts(w io.Writer) error { return writeWeights(w, t.contacts) }

// WriteStatements learns the weights for statements and writes them as data/statement.weights.tsv has them.
func (t *Trainer) WriteStatements(w io.Writer) error { return writeWeights(w, t.statements) }

// WriteFiles learns all weights and writes each file of data/*.weights.tsv to what create gives for its name.
func (t *Trainer) WriteFiles(create func(name string) (io.WriteCloser, error)) error {
	for _, file := range []struct {
		name  string
		write func(io.Writer) error
	}{{"contact.weights.tsv", t.WriteContacts}, {"statement.weights.tsv", t.WriteStatements}} {
		w, err := create(file.name)
		if err != nil {
			return err
		}
		if err := errors.Join(file.write(w), w.Close()); err != nil {
			return fmt.Errorf("extract: write %s: %w", file.name, err)
		}
	}
	return nil
}

func writeWeights(w io.Writer, examples []trainExample) error {
	count := map[string]int{}
	for _, e := range examples {
		for _, f := range e.features {
			count[f]++
		}
	}
	kept := func(f string) bool { return count[f] >= minFeature }
	if _, err := fmt.Fprintf(w, "# Weights of the scorer: feature, weight. Learned by `make train` from %d proposals.\n", len(examples)); err != nil {
		return err
	}
	weights := fit(examples, kept, penalty)
	calibrate(weights, examples, kept)
	names := make([]string, 0, len(weights))
	for n := range weights {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		if _, err := fmt.Fprintf(w, "%s\t%.3f\n", n, weights[n]); err != nil {
			return err
		}
	}
	return nil
}

// penalty is the strength of the squared penalty on weights; between 0.3 and 3 the answers hardly differ.
const penalty = 1

// minFeature is how often a feature must be seen to get a weight.
const minFeature = 3

// folds is into how many parts the examples are cut to see how sure the model may be of texts that it was not fitted to.
const folds = 5

// calibrate scales weights so that probabilities are as often right as they say: by the line through the log odds of
// examples left out of the fitting (Platt 1999). Examples of one text stand together, so parts are cut in their order.
func calibrate(weights map[string]float64, examples []trainExample, kept func(string) bool) {
	var odds []trainExample // one feature each, its weight being the log odds
	var z []float64
	for k := range folds {
		from, to := k*len(examples)/folds, (k+1)*len(examples)/folds
		w := fit(slices.Concat(examples[:from], examples[to:]), kept, penalty)
		for _, e := range examples[from:to] {
			x := w[constant]
			for _, f := range e.features {
				x += w[f]
			}
			odds, z = append(odds, e), append(z, x)
		}
	}
	a, b := 1.0, 0.0
	for range 200 { // Newton's method on two parameters
		var ga, gb, haa, hab, hbb float64
		for i, e := range odds {
			p := 1 / (1 + math.Exp(-(a*z[i] + b)))
			d, h := (p-label(e))*e.weight, p*(1-p)*e.weight
			ga, gb = ga+d*z[i], gb+d
			haa, hab, hbb = haa+h*z[i]*z[i], hab+h*z[i], hbb+h
		}
		det := haa*hbb - hab*hab
		if det < 1e-9 {
			return
		}
		da, db := (ga*hbb-gb*hab)/det, (gb*haa-ga*hab)/det
		a, b = a-da, b-db
		if math.Abs(da)+math.Abs(db) < 1e-9 {
			break
		}
	}
	for f := range weights {
		weights[f] *= a
	}
	weights[constant] += b
}

func label(e trainExample) float64 {
	if e.stands {
		return 1
	}
	return 0
}

// fit finds the weights of a logistic regression with a squared penalty of strength l2.
func fit(examples []trainExample, kept func(string) bool, l2 float64) map[string]float64 {
	index := map[string]int{constant: 0}
	names := []string{constant}
	type row struct {
		features []int
		y, w     float64
	}
	var rows []row
	for _, e := range examples {
		x := row{features: []int{0}, w: e.weight, y: label(e)}
		for _, f := range e.features {
			if !kept(f) || strings.ContainsAny(f, "\t\n") {
				continue
			}
			i, ok := index[f]
			if !ok {
				i = len(names)
				index[f] = i
				names = append(names, f)
			}
			x.features = append(x.features, i)
		}
		rows = append(rows, x)
	}
	weights, grad, seen := make([]float64, len(names)), make([]float64, len(names)), make([]float64, len(names))
	for range 400 {
		for i := range grad {
			grad[i] = l2 * weights[i]
		}
		grad[0] = 0
		for _, x := range rows {
			z := 0.0
			for _, f := range x.features {
				z += weights[f]
			}
			d := (1/(1+math.Exp(-z)) - x.y) * x.w
			for _, f := range x.features {
				grad[f] += d
			}
		}
		for i, g := range grad {
			seen[i] += g * g
			if seen[i] > 0 {
				weights[i] -= 0.3 * g / math.Sqrt(seen[i])
			}
		}
	}
	out := map[string]float64{}
	for i, n := range names {
		if math.Abs(weights[i]) >= 0.01 || i == 0 {
			out[n] = weights[i]
		}
	}
	return out
}
