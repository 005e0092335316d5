package extract

import (
	"testing"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/kb"
)

// TestHouse tells official publishers from papers with a country in their names.
func TestHouse(t *testing.T) {
	k := kb.Default()
	for _, tt := range []struct {
		outlet, url, country string
		head                 bool
	}{
		{"The Times of Israel", "https://www.timesofisrael.com/a", "", false},
		{"South China Morning Post", "", "", false},
		{"Voice of America", "https://www.voanews.com/a", "", false},
		{"Reuters", "", "", false},
		{"", "", "", false},
		{"The White House", "", "United States", false},
		{"Kremlin", "", "Russia", true},
		{"kremlin.ru", "", "Russia", true},
		{"", "http://en.kremlin.ru/events/president/news/1", "Russia", true},
		{"Office of the President of Ukraine", "", "Ukraine", true},
		{"president.gov.ua", "", "Ukraine", true},
		{"", "https://mfa.gov.ua/en/news/1", "Ukraine", false},
		{"Ministry of Foreign Affairs of the People's Republic of China", "", "China", false},
		{"Chinese MFA", "", "China", false},
		{"GOV.UK", "", "United Kingdom", false},
		{"Auswärtiges Amt", "", "Germany", false},
	} {
		id, head := houseOf(k, &graph.Article{Outlet: tt.outlet, URL: tt.url})
		country := ""
		if e := k.Entity(id); e != nil {
			country = e.Name
		}
		if country != tt.country || head != tt.head {
			t.Errorf("houseOf(%q, %q) = %q, %v; want %q, %v", tt.outlet, tt.url, country, head, tt.country, tt.head)
		}
	}
}

// TestPublishers checks that every state in the table of publishers is known.
func TestPublishers(t *testing.T) {
	k := kb.Default()
	for host, p := range publishers() {
		if ms := k.Lookup(p.state); len(ms) == 0 || ms[0].Entity.Kind != kb.Country {
			t.Errorf("publishers.tsv: %s: no state %q", host, p.state)
		}
	}
}
