package extract

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
)

//go:embed data/contact.weights.tsv
var contactWeights string

//go:embed data/statement.weights.tsv
var statementWeights string

// scorer is a log-linear model over the features of a proposal that says whether it stands. Its weights are learned
// from annotated texts by Trainer and kept in data/*.weights.tsv.
type scorer struct {
	weights map[string]float64
}

var (
	contactScorer   = mustScorer("data/contact.weights.tsv", contactWeights)
	statementScorer = mustScorer("data/statement.weights.tsv", statementWeights)
)

func mustScorer(file, data string) *scorer {
	s, err := readScorer(file, data)
	if err != nil {
		panic(err) // an embedded file is a part of the program
	}
	return s
}

func readScorer(file, data string) (*scorer, error) {
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
			return nil, &RuleError{file, n, "want a feature, a tab and a weight"}
		}
		w, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return nil, &RuleError{file, n, err.Error()}
		}
		s.weights[name] = w
	}
	return s, nil
}

// constant is the name of the weight that every proposal gets.
const constant = "constant"

// judge gives the probability that what has the features stands.
func (s *scorer) judge(features []string) float64 {
	x := s.weights[constant]
	for _, f := range features {
		x += s.weights[f]
	}
	return 1 / (1 + math.Exp(-x))
}
