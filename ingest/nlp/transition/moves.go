package transition

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/vmihailenco/msgpack/v5"
)

// move is one class of the network: what it does, and the label it gives.
type move struct {
	kind  int // Shift, reduce … of the transition system at hand
	label string
}

// readMoves reads the file "moves" of a parser or recogniser, a MessagePack map whose "moves" is a JSON object of
// label frequencies by kind, and puts the moves in the order of the network's classes: by kind, then from the most
// frequent label to the least, of equal ones the alphabetically last first. Labels that were added
// after training have frequencies below zero and come at the end, in the order in which they were added.
func readMoves(data []byte) ([]move, error) {
	var file struct {
		Moves string `msgpack:"moves"`
	}
	d := msgpack.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&file); err != nil {
		return nil, fmt.Errorf("moves: %w", err)
	}
	var byKind map[int]map[string]int
	if err := json.Unmarshal([]byte(file.Moves), &byKind); err != nil {
		return nil, fmt.Errorf("moves: %w", err)
	}
	type counted struct {
		move
		n int
	}
	var trained, added []counted
	for kind, labels := range byKind {
		for label, n := range labels {
			c := counted{move{kind, label}, n}
			if n < 0 {
				added = append(added, c)
			} else {
				trained = append(trained, c)
			}
		}
	}
	slices.SortFunc(trained, func(a, b counted) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(b.n, a.n), cmp.Compare(b.label, a.label))
	})
	slices.SortFunc(added, func(a, b counted) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(b.label, a.label), cmp.Compare(a.kind, b.kind))
	})
	moves := make([]move, 0, len(trained)+len(added))
	for _, c := range append(trained, added...) {
		if !slices.Contains(moves, c.move) {
			moves = append(moves, c.move)
		}
	}
	return moves, nil
}

// checkConfig refuses settings of the cfg file that would give other answers than this package computes.
func checkConfig(data []byte) error {
	var cfg struct {
		BeamWidth   int  `json:"beam_width"`
		LearnTokens bool `json:"learn_tokens"`
	}
	if err := json.Unmarshal(data, &cfg); err != nil {
		return fmt.Errorf("cfg: %w", err)
	}
	if cfg.BeamWidth > 1 {
		return fmt.Errorf("cfg: a beam of %d; only greedy search is supported", cfg.BeamWidth)
	}
	if cfg.LearnTokens {
		return errors.New("cfg: learn_tokens, which merges tokens, is not supported")
	}
	return nil
}
