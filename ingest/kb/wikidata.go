package kb

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// ReadWikidata reads an answer of the Wikidata query service in JSON, whose variables are named as in
// wikidata-import.rq: person, personLabel, aliases, country, iso3, position, positionLabel, start and end; further ones are
// left aside. name is the file's, for errors, which are *FactError.
//
// The label of the position tells the class of office. A result without a label of the person's or without a country is
// left out, as the service gives the bare item where there is no label in English; skipped counts these.
func ReadWikidata(name string, r io.Reader) (facts []Fact, skipped int, err error) {
	var answer struct {
		Results struct {
			Bindings []map[string]struct{ Type, Value string }
		}
	}
	if err := json.NewDecoder(r).Decode(&answer); err != nil {
		return nil, 0, fmt.Errorf("%s: not an answer of the query service in JSON: %w", name, err)
	}
	if answer.Results.Bindings == nil {
		return nil, 0, fmt.Errorf("%s: not an answer of the query service: no results.bindings in it", name)
	}
	for i, b := range answer.Results.Bindings {
		value := func(variable string) string { return oneLine(b[variable].Value) }
		f := Fact{
			Kind: Person, Name: value("personLabel"), QID: itemOf(value("person")), Country: value("iso3"), Title: value("positionLabel"),
			Since: dayOf(value("start")), Until: dayOf(value("end")), Source: "wikidata:query", Line: i + 1,
		}
		f.Aliases = nonEmpty(strings.Split(value("aliases"), "|"))
		if f.Country == "" {
			f.Country = itemOf(value("country"))
		}
		if f.QID == "" {
			return nil, 0, &FactError{name, f.Line, "a result without a person"}
		}
		if f.Name == "" || f.Name == f.QID || f.Country == "" {
			skipped++
			continue
		}
		f.Role = classOfPosition(f.Title)
		if f.Role == "" {
			return nil, 0, &FactError{name, f.Line, fmt.Sprintf("position %q tells no class of office", f.Title)}
		}
		if msg := f.wrong(); msg != "" {
			return nil, 0, &FactError{name, f.Line, msg}
		}
		facts = append(facts, f)
	}
	return facts, skipped, nil
}

// classOfPosition gives the class of office of a position's label: "Minister of Foreign Affairs of Peru".
func classOfPosition(label string) string {
	words := split(label)
	for from := range words {
		if n, rows := titles().find(words[from:]); n > 0 && (from+n == len(words) || words[from+n] == "of" || words[from+n] == "for") {
			return rows[0].class
		}
	}
	if n, rows := titles().find(words); n > 0 {
		return rows[0].class
	}
	return ""
}

// itemOf gives the item of an address such as http://www.wikidata.org/entity/Q42.
func itemOf(address string) string {
	i := strings.LastIndexByte(address, '/')
	if s := address[i+1:]; item.MatchString(s) {
		return s
	}
	return ""
}

// dayOf gives the day of a time such as 2021-01-26T00:00:00Z, empty for a blank node, which stands for "unknown".
func dayOf(t string) string {
	if len(t) >= len("2006-01-02") && partDay.MatchString(t[:10]) {
		return t[:10]
	}
	return ""
}
