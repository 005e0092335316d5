package kb

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed data/notnames.tsv
var notNamesTSV string

// notNames tells of a word that is a family name as well how far it may stand for a person alone: not at all, or seldom.
var notNames = sync.OnceValue(func() map[string]float32 {
	m, err := readNotNames("data/notnames.tsv", notNamesTSV)
	if err != nil {
		panic(err) // a test reads the table
	}
	return m
})

// seldom is how far a family name is trusted that is a common word or the name of a place; 1 were fully.
const seldom = 0.45

func readNotNames(name, text string) (map[string]float32, error) {
	m := map[string]float32{}
	for i, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		trust, words, ok := strings.Cut(line, "\t")
		if !ok || trust != "no" && trust != "low" {
			return nil, fmt.Errorf("%s:%d: want no or low, and words, parted by a tab", name, i+1)
		}
		for _, w := range strings.Fields(words) {
			if _, ok := m[w]; ok {
				continue
			}
			m[w] = 0
			if trust == "low" {
				m[w] = seldom
			}
		}
	}
	return m, nil
}

// trustFamily gives how far a family name alone may be trusted, by what else the word means.
func trustFamily(folded []byte) float32 {
	if c, ok := notNames()[string(folded)]; ok {
		return c
	}
	if isGivenName(folded) {
		return givenFamily
	}
	if _, ok := places()[string(folded)]; ok {
		return seldom
	}
	return 1
}
