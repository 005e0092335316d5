package extract

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/demarche/demarche/graph"
)

//go:embed data/scorer.tsv
var scorerData string

// scorer is two log-linear models over the features of a proposal: whether it stands, and with which status. Its
// weights are learned from annotated texts by the program in train/ and kept in data/scorer.tsv.
type scorer struct {
	stands map[string]float64
	status map[graph.Status]map[string]float64
}

var statuses = []graph.Status{graph.Actual, graph.Planned, graph.Possible, graph.Denied}

var shipped = mustScorer(scorerData)

func mustScorer(data string) *scorer {
	s, err := readScorer(data)
	if err != nil {
		panic(err) // an embedded file is a part of the program
	}
	return s
}

func readScorer(data string) (*scorer, error) {
	s := &scorer{stands: map[string]float64{}, status: map[graph.Status]map[string]float64{}}
	for _, st := range statuses {
		s.status[st] = map[string]float64{}
	}
	n := 0
	for line := range strings.Lines(data) {
		n++
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, "\t")
		if len(parts) != 3 {
			return nil, &RuleError{"data/scorer.tsv", n, fmt.Sprintf("%d columns, want model, feature, weight", len(parts))}
		}
		w, err := strconv.ParseFloat(parts[2], 64)
		if err != nil {
			return nil, &RuleError{"data/scorer.tsv", n, err.Error()}
		}
		m := s.stands
		if parts[0] != "stands" {
			if m = s.status[graph.Status(parts[0])]; m == nil {
				return nil, &RuleError{"data/scorer.tsv", n, fmt.Sprintf("unknown model %q", parts[0])}
			}
		}
		m[parts[1]] = w
	}
	return s, nil
}

// judge gives a proposal its probability and its status.
func (s *scorer) judge(p *proposal) {
	p.keep = 1 / (1 + math.Exp(-sum(s.stands, p.features)))
	p.status = p.fact.Status
	best := math.Inf(-1)
	for _, st := range statuses {
		if v := sum(s.status[st], p.features); v > best {
			best, p.status = v, st
		}
	}
}

// sum adds up the weights of features; "" is the constant.
func sum(w map[string]float64, features []string) float64 {
	x := w[""]
	for _, f := range features {
		x += w[f]
	}
	return x
}
