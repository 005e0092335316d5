package kb

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed data/places.tsv
var placesTSV string

// IsPlace tells whether a name is that of a place which is no party: a state of a federation, a region, a sea, a city
// that rarely stands for a government. Of a name that is also a person's or a country's ("Georgia") it tells nothing.
func (k *KB) IsPlace(name string) bool {
	folded, _ := fold(name)
	_, ok := places()[folded]
	return ok
}

var places = sync.OnceValue(func() map[string]struct{} {
	m, err := readPlaces("data/places.tsv", placesTSV)
	if err != nil {
		panic(err) // a test reads the table
	}
	return m
})

func readPlaces(name, text string) (map[string]struct{}, error) {
	m := make(map[string]struct{}, 2000)
	for i, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		_, names, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("%s:%d: want a part of the world and names, parted by a tab", name, i+1)
		}
		for _, n := range strings.Split(names, "|") {
			folded, _ := fold(n)
			m[folded] = struct{}{}
		}
	}
	return m, nil
}

// groups are words for several states at once, by the codes of those states.
var groups = map[string][]string{
	"koreas":                {"PRK", "KOR"},
	"both koreas":           {"PRK", "KOR"},
	"two koreas":            {"PRK", "KOR"},
	"congos":                {"COD", "COG"},
	"sudans":                {"SDN", "SSD"},
	"two sudans":            {"SDN", "SSD"},
	"baltics":               {"EST", "LVA", "LTU"},
	"baltic states":         {"EST", "LVA", "LTU"},
	"baltic countries":      {"EST", "LVA", "LTU"},
	"baltic nations":        {"EST", "LVA", "LTU"},
	"benelux":               {"BEL", "NLD", "LUX"},
	"benelux countries":     {"BEL", "NLD", "LUX"},
	"nordics":               {"DNK", "FIN", "ISL", "NOR", "SWE"},
	"nordic countries":      {"DNK", "FIN", "ISL", "NOR", "SWE"},
	"nordic states":         {"DNK", "FIN", "ISL", "NOR", "SWE"},
	"nordic nations":        {"DNK", "FIN", "ISL", "NOR", "SWE"},
	"visegrad four":         {"CZE", "HUN", "POL", "SVK"},
	"visegrad group":        {"CZE", "HUN", "POL", "SVK"},
	"e3":                    {"DEU", "FRA", "GBR"},
	"european three":        {"DEU", "FRA", "GBR"},
	"eu3":                   {"DEU", "FRA", "GBR"},
	"weimar triangle":       {"DEU", "FRA", "POL"},
	"gulf states":           {"ARE", "BHR", "KWT", "OMN", "QAT", "SAU"},
	"gulf arab states":      {"ARE", "BHR", "KWT", "OMN", "QAT", "SAU"},
	"gulf countries":        {"ARE", "BHR", "KWT", "OMN", "QAT", "SAU"},
	"quad":                  {"AUS", "IND", "JPN", "USA"},
	"aukus":                 {"AUS", "GBR", "USA"},
	"brics":                 {"BRA", "CHN", "IND", "RUS", "ZAF"},
	"south caucasus states": {"ARM", "AZE", "GEO"},
	"central asian states":  {"KAZ", "KGZ", "TJK", "TKM", "UZB"},
}

// Plural gives the states that a word for several of them names, in order of their codes: "the Koreas", "the Baltics",
// "Benelux"; none for any other word. Some of these ("BRICS") name an organisation too, which Lookup gives.
func (k *KB) Plural(word string) []*Entity {
	folded, _ := fold(word)
	codes := slices.Clone(groups[folded])
	slices.Sort(codes)
	var out []*Entity
	for _, c := range codes {
		if e := k.State(c); e != nil {
			out = append(out, e)
		}
	}
	return out
}

// State gives the country of a code of three letters, nil if there is none.
func (k *KB) State(iso3 string) *Entity {
	if i, ok := k.byISO3[iso3]; ok {
		return &k.entities[i]
	}
	return nil
}
