package main

import (
	"fmt"
	"strings"

	"github.com/demarche/demarche/ingest/kb"
)

// asCalled are the organisations that everybody calls by their acronym.
var asCalled = map[string]bool{"NATO": true, "UNESCO": true, "UNICEF": true, "UNRWA": true, "ASEAN": true, "OPEC": true, "BRICS": true, "AUKUS": true}

// organisations reads the international organisations, then the movements, parties and agencies.
func (b *builder) organisations() error {
	t, err := b.table("source", "igos.tsv")
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		e := kb.Entity{Kind: kb.Organisation, Name: r.get("name"), Class: "international"}
		if status := r.get("qid_status"); strings.HasPrefix(status, "verified") {
			e.QID = r.get("wikidata_qid")
		}
		if e.ID = e.QID; e.ID == "" {
			e.ID = kb.DerivedID(kb.Organisation, "", e.Name)
		}
		code := r.get("id")
		if asCalled[code] {
			e.Aliases = append(e.Aliases, e.Name)
			e.Name = code
		}
		if _, taken := b.code(code); !taken { // NAM is Namibia, not the Non-Aligned Movement
			b.byCode[code] = e.ID
		}
		if e.QID != "" {
			b.byCode[e.QID] = e.ID
		}
		if code != "EU3" && code != "COE" && code != "COMMONWEALTH" {
			e.Aliases = append(e.Aliases, code)
		}
		for _, a := range list(r.get("aliases")) {
			switch a {
			case "Brussels", "the 27-nation bloc": // see metonyms.tsv
			default:
				if a, unsure := strings.CutPrefix(a, "the world body"); unsure {
					b.name(e.ID, "the world body"+a, kb.ViaMetonym, "", 0.9)
				} else {
					e.Aliases = append(e.Aliases, a)
				}
			}
		}
		b.add(e)
	}
	if t, err = b.table("data", "organisations.tsv"); err != nil {
		return err
	}
	var parts [][2]string
	for _, r := range t.rows {
		e := kb.Entity{Kind: kb.Organisation, Name: r.get("name"), QID: r.get("item"), Class: r.get("class")}
		if id, ok := b.code(r.get("code")); ok {
			if b.entities[id].Kind != kb.Organisation {
				return fmt.Errorf("organisations.tsv:%d: code %q is a country's", r.line, r.get("code"))
			}
			e.ID = id
		} else if e.ID = e.QID; e.ID == "" {
			e.ID = kb.DerivedID(kb.Organisation, r.get("country"), e.Name)
		}
		b.byCode[r.get("code")] = e.ID
		if c := r.get("country"); c != "" {
			id, ok := b.code(c)
			if !ok {
				return fmt.Errorf("organisations.tsv:%d: unknown country %q", r.line, c)
			}
			e.Country = id
		}
		for _, a := range list(r.get("aliases")) {
			if a, unsure := strings.CutPrefix(a, "~"); unsure {
				b.name(e.ID, a, kb.ViaAlias, "", 0.4)
			} else {
				e.Aliases = append(e.Aliases, a)
			}
		}
		b.add(e)
		if p := r.get("partof"); p != "" {
			parts = append(parts, [2]string{e.ID, p})
		}
	}
	b.partOf = parts
	return nil
}

// outlets reads the press.
func (b *builder) outlets() error {
	t, err := b.table("data", "outlets.tsv")
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		e := kb.Entity{Kind: kb.Organisation, Name: r.get("name"), Class: "outlet"}
		if c := r.get("country"); c != "" {
			id, ok := b.code(c)
			if !ok {
				return fmt.Errorf("outlets.tsv:%d: unknown country %q", r.line, c)
			}
			e.Country = id
		}
		e.ID = kb.DerivedID(kb.Organisation, "", e.Name)
		for _, a := range list(r.get("aliases")) {
			if a, unsure := strings.CutPrefix(a, "~"); unsure {
				b.name(e.ID, a, kb.ViaAlias, "", 0.4)
			} else {
				e.Aliases = append(e.Aliases, a)
			}
		}
		b.add(e)
	}
	return nil
}

// office gives the organisation that an office of the Wikidata exports belongs to: "… of the United Nations".
func (b *builder) office(title string) (string, bool) {
	for _, o := range []struct{ suffix, code string }{
		{"United Nations General Assembly", "UNGA"}, {"International Court of Justice", "ICJ"}, {"National Minorities", "OSCE"},
		{"World Trade Organization", "WTO"}, {"United Nations", "UN"},
	} {
		if strings.HasSuffix(title, o.suffix) {
			return b.code(o.code)
		}
	}
	return "", false
}
