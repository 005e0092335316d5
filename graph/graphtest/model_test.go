package graphtest

import (
	"testing"

	"github.com/demarche/demarche/graph"
)

// The model obeys the contract, too: what it is held against is then right.
func TestModel(t *testing.T) {
	Run(t, func(testing.TB) graph.Store { return NewModel() })
}
