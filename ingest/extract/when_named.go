package extract

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/demarche/demarche/graph"
)

//go:embed when_events.tsv
var gatheringData string

// gathering is a well-known meeting of many, with its days.
type gathering struct {
	when   graph.Interval
	names  [][]string // words of each name of its series
	places [][]string
}

// gatherings by the first word of their series' names.
var gatherings = func() map[string][]gathering {
	m := make(map[string][]gathering)
	for n, line := range strings.Split(gatheringData, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		g, err := parseGathering(line)
		if err != nil {
			panic(fmt.Sprintf("when_events.tsv:%d: %v", n+1, err))
		}
		for _, name := range g.names {
			m[name[0]] = append(m[name[0]], g)
		}
	}
	return m
}()

func parseGathering(line string) (gathering, error) {
	f := strings.Split(line, "\t")
	if len(f) != 4 {
		return gathering{}, fmt.Errorf("%d columns, want 4", len(f))
	}
	first, err := graph.ParseDay(f[0])
	if err != nil {
		return gathering{}, err
	}
	last, err := graph.ParseDay(f[1])
	if err != nil {
		return gathering{}, err
	}
	g := gathering{when: graph.Interval{Start: first, End: last}}
	for _, n := range strings.Split(f[2], "|") {
		g.names = append(g.names, dashed(n))
	}
	for _, n := range strings.Split(f[3], "|") {
		g.places = append(g.places, dashed(n))
	}
	return g, nil
}

// dashed cuts a name as timeParser cuts words.
func dashed(name string) []string {
	return strings.Fields(strings.ReplaceAll(strings.ToLower(name), "-", " - "))
}

func (p *timeParser) phrase(i int, words []string) bool {
	for k, w := range words {
		if p.text(i+k) != w {
			return false
		}
	}
	return true
}

// namedTime reads a well-known gathering: its name, at most two words such as "leaders' summit", and where it is
// told, the place.
func (p *timeParser) namedTime(i int) (int, Time) {
	var near Time
	nearEnd := 0
	for _, g := range gatherings[p.text(i)] {
		for _, name := range g.names {
			if !p.phrase(i, name) {
				continue
			}
			end := i + len(name)
			told := len(name) > 2 // the name itself says that a meeting is meant
			for k := 0; k < 3 && p.is(end, "summit", "leaders", "leaders'", "'", "'s", "meeting", "conference", "forum", "ministerial", "talks", "gathering"); k++ {
				told = told || !strings.HasPrefix(p.text(end), "leaders") && !strings.HasPrefix(p.text(end), "'")
				end++
			}
			if at := end; p.is(at, "in", "at") {
				for _, place := range g.places {
					if p.phrase(at+1, place) {
						return at + 1 + len(place), fixed(NamedTime, g.when)
					}
				}
				continue
			}
			now := p.ref.now()
			if told && now != "" && g.when.Overlaps(graph.Interval{Start: now.Add(-60), End: now.Add(60)}) {
				near, nearEnd = fixed(NamedTime, g.when), end
			}
		}
	}
	return nearEnd, near
}
