package kb

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed data/given.tsv
var givenTSV string

// GenderOfGivenName tells the gender of somebody called so, "female" or "male"; it is empty for a name that it does not
// know or that both bear. Of a double name ("Jean-Yves", "Anna Maria") the first part counts, unless the whole is known.
func GenderOfGivenName(given string) string {
	folded, _ := fold(given)
	g, ok := givenNames()[folded]
	if first, _, double := strings.Cut(folded, " "); !ok && double {
		if first == "jean" { // of a man, where another name follows
			return "male"
		}
		g = givenNames()[first]
	}
	switch g {
	case 'f':
		return "female"
	case 'm':
		return "male"
	}
	return ""
}

func isGivenName(folded []byte) bool {
	_, ok := givenNames()[string(folded)]
	return ok
}

// givenNames gives the gender of each folded name: f, m or u.
var givenNames = sync.OnceValue(func() map[string]byte {
	m, err := readGiven("data/given.tsv", givenTSV)
	if err != nil {
		panic(err) // a test reads the table
	}
	return m
})

// readGiven reads the table of given names; a name of both genders is neither's.
func readGiven(name, text string) (map[string]byte, error) {
	m := make(map[string]byte, 4000)
	for i, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 || f[0] != "f" && f[0] != "m" && f[0] != "u" {
			return nil, fmt.Errorf("%s:%d: want f, m or u, a part of the world, and names, parted by tabs", name, i+1)
		}
		for _, n := range strings.Fields(f[2]) {
			folded, _ := fold(n)
			if was, ok := m[folded]; ok && was != f[0][0] {
				m[folded] = 'u'
				continue
			}
			m[folded] = f[0][0]
		}
	}
	return m, nil
}
