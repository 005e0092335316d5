package main

import (
	"strings"

	"github.com/demarche/demarche/ingest/kb"
)

// countries reads the states: first the names news uses, from data/states.tsv, then what the code lists have.
func (b *builder) countries() error {
	extra, err := b.table("data", "states.tsv")
	if err != nil {
		return err
	}
	news := map[string]row{}
	for _, r := range extra.rows {
		news[r.get("iso3")] = r
	}
	t, err := b.table("source", "countries.tsv")
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		iso3, qid := r.get("iso3"), r.get("wikidata_qid")
		if qid == "" || r.get("independent") == "International" {
			continue
		}
		b.dependent[iso3] = r.get("independent") != "Yes" && r.get("independent") != "In contention" && iso3 != "TWN"
		n, ok := news[iso3]
		e := kb.Entity{ID: qid, Kind: kb.Country, QID: qid, ISO3: iso3, Name: r.get("name")}
		if ok {
			e.Name = n.get("name")
		}
		for _, c := range []string{"name", "un_short", "un_formal", "factbook_short", "factbook_long"} {
			if v := plainName(r.get(c)); v != "" && v != e.Name && !(iso3 == "PSE" && c == "factbook_short") {
				e.Aliases = append(e.Aliases, v)
			}
		}
		b.byCode[iso3], b.byCode[qid], b.byISO2[r.get("iso2")] = qid, qid, qid
		b.add(e)
		b.stateNames(qid, n)
		if n.get("demonyms") == "" {
			for _, d := range demonyms(r.get("demonym_noun"), r.get("demonym_adj")) {
				b.name(qid, d, kb.ViaDemonym, "", 0.9)
			}
		}
		delete(news, iso3)
	}
	for _, r := range extra.rows {
		if _, left := news[r.get("iso3")]; !left {
			continue
		}
		qid := r.get("item")
		b.byCode[r.get("iso3")], b.byCode[qid] = qid, qid
		b.add(kb.Entity{ID: qid, Kind: kb.Country, QID: qid, ISO3: r.get("iso3"), Name: r.get("name")})
		b.stateNames(qid, r)
	}
	b.byCode["Q159583"] = b.byCode["VAT"] // the Holy See is the Vatican's government
	return nil
}

// stateNames adds the names and demonyms of a row of data/states.tsv; those after "~" also belong to others.
func (b *builder) stateNames(id string, r row) {
	e := b.entities[id]
	for _, a := range list(r.get("aliases")) {
		if a, unsure := strings.CutPrefix(a, "~"); unsure {
			b.name(id, a, kb.ViaAlias, "", 0.5)
		} else {
			e.Aliases = append(e.Aliases, a)
		}
	}
	for _, d := range list(r.get("demonyms")) {
		if d, unsure := strings.CutPrefix(d, "~"); unsure {
			b.name(id, d, kb.ViaDemonym, "", 0.5)
		} else {
			b.name(id, d, kb.ViaDemonym, "", 0.9)
		}
	}
}

// plainName takes articles, notes and signs off a name of the code lists: "Holy See (the) *" → "Holy See".
func plainName(s string) string {
	s = strings.NewReplacer("&ocirc;", "ô", "&iacute;", "í", "&aacute;", "á", "&oacute;", "ó", "&eacute;", "é", " (the)", "", "*", "").Replace(s)
	s, _, _ = strings.Cut(s, ";")
	if i := strings.IndexByte(s, '('); i > 0 {
		s = s[:i]
	}
	s = strings.TrimPrefix(strings.TrimSpace(s), "the ")
	if s == "none" || strings.HasPrefix(s, "conventional") || len(s) > 60 || len(s) < 3 {
		return ""
	}
	return s
}

// demonyms reads the Factbook's way of writing nouns: "Croat(s), Croatian(s)" gives both numbers of both.
func demonyms(nouns, adjectives string) []string {
	var out []string
	for _, field := range []string{nouns, adjectives} {
		field, _, _ = strings.Cut(strings.ReplaceAll(field, ";", ","), "note")
		field = strings.NewReplacer(" or ", ",", "/", ",", "(or", ",", "(US nationals)", "", "(US citizens)", "", "(colloquial)", "",
			"(singular and plural)", "", "(singular)", "", "(plural)", "", "(collective plural)", "").Replace(field)
		for _, d := range strings.Split(field, ",") {
			d = strings.TrimSpace(d)
			stem, plural, ok := strings.Cut(d, "(")
			stem = strings.TrimSpace(strings.Trim(stem, ")"))
			if stem == "" || stem == "none" || stem == "NA" || stem == "Chinese" || len(stem) < 3 {
				continue
			}
			out = append(out, stem)
			if ok && strings.HasPrefix(plural, "s)") {
				out = append(out, stem+"s")
			}
		}
	}
	return out
}
