package extract

import (
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
// Each proposal is an example: it stands where its two actors are the two sides of a gold contact, and its status is
// the gold one. Both models are log-linear, fitted by gradient descent with adaptive steps (Duchi et al. 2011) and a
// penalty on large weights, from the same start in the same order, so that the same texts give the same weights.
type Trainer struct {
	x        *Extractor
	examples []trainExample
}

type trainExample struct {
	features []string
	stands   bool
	status   graph.Status // of one that stands
	weight   float64
}

// NewTrainer gives a Trainer whose proposals come from x.
func NewTrainer(x *Extractor) *Trainer { return &Trainer{x: x} }

// Add takes the proposals of one text as examples.
func (t *Trainer) Add(in Input, gold *score.Gold) {
	r := t.x.reading(in)
	names := make([][]string, len(r.entities))
	for i, e := range r.entities {
		a := r.actor(e)
		names[i] = append([]string{a.Name}, a.Aliases...)
	}
	perPair := map[[2]int]int{}
	for _, p := range r.proposals {
		perPair[[2]int{min(p.a.entity, p.b.entity), max(p.a.entity, p.b.entity)}]++
	}
	for _, p := range r.proposals {
		e := trainExample{features: p.features, weight: 1 / math.Sqrt(float64(perPair[[2]int{min(p.a.entity, p.b.entity), max(p.a.entity, p.b.entity)}]))}
		var found []graph.Status
		for _, g := range gold.SpokeWith {
			x, y := names[p.a.entity], names[p.b.entity]
			if score.Same(g.A, x) && score.Same(g.B, y) || score.Same(g.A, y) && score.Same(g.B, x) {
				found = append(found, graph.Status(g.Status))
			}
		}
		if len(found) > 0 {
			e.stands, e.status = true, found[0]
			if slices.Contains(found, p.fact.Status) {
				e.status = p.fact.Status
			}
		}
		t.examples = append(t.examples, e)
	}
}

// Write learns and writes the weights as data/scorer.tsv has them.
func (t *Trainer) Write(w io.Writer) error {
	count := map[string]int{}
	for _, e := range t.examples {
		for _, f := range e.features {
			count[f]++
		}
	}
	kept := func(f string) bool { return count[f] >= minFeature }
	fmt.Fprintf(w, "# Weights of the scorer: model, feature, weight. Learned by `make train` from %d proposals.\n", len(t.examples))
	stands := fit(t.examples, kept, func(e trainExample) (bool, float64) { return e.stands, e.weight }, 1.0)
	if err := writeWeights(w, "stands", stands); err != nil {
		return err
	}
	for _, st := range statuses {
		m := fit(t.examples, kept, func(e trainExample) (bool, float64) {
			if !e.stands {
				return false, 0
			}
			return e.status == st, e.weight
		}, 1.0)
		if err := writeWeights(w, string(st), m); err != nil {
			return err
		}
	}
	return nil
}

// minFeature is how often a feature must be seen to get a weight.
const minFeature = 3

// fit finds the weights of a logistic regression with a squared penalty of strength l2.
func fit(examples []trainExample, kept func(string) bool, target func(trainExample) (bool, float64), l2 float64) map[string]float64 {
	index := map[string]int{"": 0}
	var names = []string{""}
	type row struct {
		features []int
		y, w     float64
	}
	var rows []row
	for _, e := range examples {
		yes, w := target(e)
		if w == 0 {
			continue
		}
		x := row{features: []int{0}, w: w}
		if yes {
			x.y = 1
		}
		for _, f := range e.features {
			if !kept(f) {
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

func writeWeights(w io.Writer, model string, weights map[string]float64) error {
	names := make([]string, 0, len(weights))
	for n := range weights {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		if strings.ContainsAny(n, "\t\n") {
			continue
		}
		if _, err := fmt.Fprintf(w, "%s\t%s\t%.3f\n", model, n, weights[n]); err != nil {
			return err
		}
	}
	return nil
}
