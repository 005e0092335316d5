package main

import (
	"fmt"

	"github.com/demarche/demarche/ingest/kb"
)

// people reads what is curated from general knowledge: its days are whole years at best.
func (b *builder) people() error {
	t, err := b.table("data", "people.tsv")
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		forID, ok := b.code(r.get("for"))
		if !ok {
			return fmt.Errorf("people.tsv:%d: unknown country or organisation %q", r.line, r.get("for"))
		}
		p := kb.Entity{Name: r.get("name"), Aliases: list(r.get("aliases")), Gender: gender(r.get("gender")), Country: b.countryOf(forID)}
		if c := r.get("country"); c != "" {
			if p.Country, ok = b.code(c); !ok {
				return fmt.Errorf("people.tsv:%d: unknown country %q", r.line, c)
			}
		}
		x := kb.Term{Person: b.person(p), For: forID, Role: r.get("role"), Title: r.get("title"), Source: "general knowledge", Confidence: 0.75}
		x.Since, x.SinceSlack = since(r.get("since"))
		x.Until, x.UntilSlack = until(r.get("until"))
		x.SinceSlack, x.UntilSlack = max(x.SinceSlack, memorySlack), max(x.UntilSlack, memorySlack)
		if x.Until == "" {
			x.AsOf = "2025-06-30"
		}
		b.terms = append(b.terms, x)
	}
	return nil
}

// metonyms reads the capitals and houses that stand for governments and institutions.
func (b *builder) metonyms() error {
	t, err := b.table("source", "metonyms.tsv")
	if err != nil {
		return err
	}
	sure := map[string]float64{"high": 0.95, "capital": 0.7, "medium": 0.6, "low": 0.3}
	seen := map[string]bool{}
	for _, r := range t.rows {
		id, ok := b.code(r.get("target_iso3"))
		if !ok {
			return fmt.Errorf("metonyms.tsv:%d: unknown country or organisation %q", r.line, r.get("target_iso3"))
		}
		office := r.get("target_office")
		seen[id] = seen[id] || r.get("confidence") == "capital"
		confidence := sure[r.get("confidence")]
		if part, ok := b.code(office + ":" + b.iso(id)); ok && r.get("target_kind") == "institution" {
			b.name(part, r.get("surface"), kb.ViaMetonym, office, confidence)
			continue
		}
		b.name(id, r.get("surface"), kb.ViaMetonym, office, confidence)
	}
	// the capitals that the table lacks
	if t, err = b.table("source", "countries.tsv"); err != nil {
		return err
	}
	for _, r := range t.rows {
		id := r.get("wikidata_qid")
		capital := plainName(r.get("capital_geonames"))
		if e := b.entities[id]; e == nil || seen[id] || capital == "" || kb.Key(capital) == kb.Key(e.Name) || r.get("independent") != "Yes" {
			continue
		}
		b.name(id, capital, kb.ViaMetonym, "", 0.6)
	}
	for _, n := range []struct {
		code, text string
		confidence float64
	}{
		{"BEL", "Brussels", 0.3}, {"NATO", "Brussels", 0.3}, {"GEO", "Tbilissi", 0.6}, {"LKA", "Colombo", 0.6}, {"MMR", "Rangoon", 0.5}, {"MMR", "Yangon", 0.4},
		{"CHN", "Peking", 0.6}, {"TZA", "Dar es Salaam", 0.4}, {"CIV", "Abidjan", 0.4}, {"KAZ", "Nur-Sultan", 0.6}, {"YEM", "Sana'a", 0.6},
		{"XKX", "Prishtina", 0.6}, {"ISR", "Jerusalem", 0.7}, {"BOL", "La Paz", 0.6}, {"BDI", "Bujumbura", 0.5},
	} {
		b.name(b.byCode[n.code], n.text, kb.ViaMetonym, "", n.confidence)
	}
	return nil
}
