package main

import (
	"fmt"
	"strings"

	"github.com/demarche/demarche/ingest/kb"
)

// bodies are the institutions that every state has, by class, and the name they get where no better one is known.
var bodies = []struct{ class, name string }{
	{"foreign_ministry", "Ministry of Foreign Affairs of %s"},
	{"defence_ministry", "Ministry of Defence of %s"},
	{"finance_ministry", "Ministry of Finance of %s"},
	{"interior_ministry", "Ministry of the Interior of %s"},
	{"legislature", "Parliament of %s"},
	{"presidency", "Presidency of %s"},
	{"head_of_government_office", "Office of the head of government of %s"},
	{"military", "Armed forces of %s"},
	{"central_bank", "Central bank of %s"},
	{"supreme_court", "Supreme court of %s"},
	{"embassy", "Diplomatic missions of %s"},
	{"police", "Police of %s"},
}

// institutions makes the institutions of every state by rule, named as data/bodies.tsv says where it does.
func (b *builder) institutions() error {
	own, err := b.table("data", "bodies.tsv")
	if err != nil {
		return err
	}
	named := map[string]row{}
	for _, r := range own.rows {
		if _, ok := b.code(r.get("iso3")); !ok {
			return fmt.Errorf("bodies.tsv:%d: unknown country %q", r.line, r.get("iso3"))
		}
		named[r.get("class")+":"+r.get("iso3")] = r
	}
	for _, c := range b.sorted() {
		if c.Kind != kb.Country {
			continue
		}
		for _, body := range bodies {
			e := kb.Entity{Kind: kb.Organisation, Class: body.class, Country: c.ID, PartOf: c.ID}
			e.ID = fmt.Sprintf("%s:%s:%s", kb.Organisation, c.ISO3, strings.ReplaceAll(body.class, "_", "-"))
			r, ok := named[body.class+":"+c.ISO3]
			if ok {
				e.Name, e.QID = r.get("name"), r.get("item")
			} else {
				e.Name = fmt.Sprintf(body.name, c.Name)
			}
			if ok && e.QID != "" {
				e.ID = e.QID
			}
			for _, a := range list(r.get("aliases")) {
				if a, unsure := strings.CutPrefix(a, "~"); unsure {
					b.name(e.ID, a, kb.ViaAlias, "", 0.5)
				} else {
					e.Aliases = append(e.Aliases, a)
				}
			}
			b.byCode[body.class+":"+c.ISO3] = e.ID
			b.add(e)
		}
	}
	b.hosts = map[string]string{}
	for _, e := range b.sorted() {
		if e.Kind == kb.Country || e.Class == "international" {
			for _, n := range append([]string{e.Name}, e.Aliases...) {
				b.hosts[kb.Key(n)] = e.ID
			}
		}
	}
	for _, p := range b.partOf {
		id, ok := b.code(p[1])
		if !ok {
			return fmt.Errorf("organisations.tsv: %s is a part of unknown %q", p[0], p[1])
		}
		b.entities[p[0]].PartOf = id
	}
	return nil
}
