package extract

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
)

//go:embed data/scorer.tsv
var scorerData string

// scorer is a log-linear model over the features of a proposal that says whether it stands. Its weights are learned
// from annotated texts by Trainer and kept in data/scorer.tsv.
type scorer struct {
	weights map[string]float64
}

var shipped = mustScorer(scorerData)

func mustScorer(data string) *scorer {
	s, err := readScorer(data)
	if err != nil {
		panic(err) // an embedded file is a part of the program
	}
	return s
}

func readScorer(data string) (*scorer, error) {
	s := &scorer{weights: map[string]float64{}}
	n := 0
	for line := range strings.Lines(data) {
		n++
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, &RuleError{"data/scorer.tsv", n, "want a feature, a tab and a weight"}
		}
		w, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return nil, &RuleError{"data/scorer.tsv", n, err.Error()}
		}
		s.weights[name] = w
	}
	return s, nil
}

// constant is the name of the weight that every proposal gets.
const constant = "constant"

// judge gives a proposal the probability that it stands.
func (s *scorer) judge(p *proposal) {
	x := s.weights[constant]
	for _, f := range p.features {
		x += s.weights[f]
	}
	p.keep = 1 / (1 + math.Exp(-x))
}
