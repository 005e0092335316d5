package extract

import (
	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/kb"
)

// worldwide are those that write for everybody, so that no state's prime minister is "the prime minister" to them.
var worldwide = map[string]bool{"Reuters": true, "Associated Press": true, "Agence France-Presse": true, "United Press International": true,
	"Bloomberg News": true, "BBC": true, "Al Jazeera": true, "Al Arabiya": true, "Voice of America": true, "Radio Free Europe/Radio Liberty": true,
	"Radio Free Asia": true, "Deutsche Welle": true, "France 24": true, "Euronews": true}

// homeOf gives the country of the paper or station that publishes an article, where the knowledge base has it.
func homeOf(k *kb.KB, a *graph.Article) string {
	for _, m := range k.Lookup(a.Outlet) {
		if m.Entity.Class == "outlet" && !worldwide[m.Entity.Name] {
			return m.Entity.Country
		}
	}
	return ""
}
