package extract

import (
	_ "embed"
	"net/url"
	"strings"
	"sync"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/kb"
)

//go:embed data/publishers.tsv
var publisherData string

// publisher is who writes on an official address.
type publisher struct {
	state string // its name
	head  bool   // the head of state in person
}

// publishers gives the official publishers by the end of their hosts' names.
var publishers = sync.OnceValue(func() map[string]publisher {
	out := map[string]publisher{}
	for line := range strings.Lines(publisherData) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) < 2 || line[0] == '#' {
			continue
		}
		out[cells[0]] = publisher{state: cells[1], head: len(cells) > 2}
	}
	return out
})

// houseOf gives the country whose government publishes the article itself, empty for the press, and whether it is the
// head of state's own office. The outlet's name tells, or its address; a country in the name of a paper, "The Times of
// Israel", does not.
func houseOf(k *kb.KB, a *graph.Article) (country string, head bool) {
	words := strings.Fields(a.Outlet)
	if country := officialName(k, words); country != "" {
		return country, headOfficeName(words)
	}
	hosts := []string{}
	if len(words) == 1 {
		hosts = append(hosts, words[0])
	}
	if u, err := url.Parse(a.URL); err == nil && u.Host != "" {
		hosts = append(hosts, u.Hostname())
	}
	for _, host := range hosts {
		for name, rest, more := strings.ToLower(host), "", true; more; name = rest {
			if p, ok := publishers()[name]; ok && strings.Contains(host, ".") {
				if ms := k.Lookup(p.state); len(ms) > 0 {
					return ms[0].Entity.ID, p.head
				}
			}
			_, rest, more = strings.Cut(name, ".")
		}
	}
	return "", false
}

// officialWords are words in the names of offices, and pressWords in those of papers and broadcasters.
var (
	officialWords = wordSet("president presidency presidential office ministry minister department government embassy mission mfa kremlin house cabinet parliament chancellery chancellor council secretariat press-service palace amt state spokesperson consulate")
	pressWords    = wordSet("times post daily news herald tribune journal radio tv television voice broadcasting telegraph gazette morning weekly review monitor express courier star sun mail observer independent today")
)

// officialName gives the country whose office or body an outlet's name is.
func officialName(k *kb.KB, words []string) string {
	official := false
	for _, w := range words {
		w = strings.ToLower(strings.Trim(w, ",.()"))
		if pressWords[w] {
			return ""
		}
		official = official || officialWords[w]
	}
	for i := range words {
		n, m := k.Longest(words[i:])
		if n == 0 || m[0].Entity.Kind == kb.Person {
			continue
		}
		e := m[0].Entity
		switch {
		case e.Kind == kb.Country && official:
			return e.ID
		case e.Kind != kb.Country && e.PartOf != "":
			return e.PartOf
		}
	}
	return ""
}

// headOfficeName tells whether an outlet's name is that of a head of state's office: "President of Ukraine", "Kremlin".
func headOfficeName(words []string) bool {
	for _, w := range words {
		switch strings.ToLower(w) {
		case "president", "presidency", "kremlin":
			return true
		}
	}
	return false
}
