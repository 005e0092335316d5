package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/demarche/demarche/ingest/kb"
)

// roleOf brings the roles of the tables to the classes of data/roles.tsv.
var roleOf = map[string]string{"chief_of_state": "head_of_state", "secretary_of_state_vatican": "head_of_government"}

func role(s string) string {
	if r, ok := roleOf[s]; ok {
		return r
	}
	return s
}

// days brings the ends of a term to whole days: "2013-08" begins on the first and may be a month late.
func since(s string) (day string, slack int) { return kb.WholeDay(s, false) }
func until(s string) (day string, slack int) { return kb.WholeDay(s, true) }

// memorySlack is by how much a day from memory may be wrong.
const memorySlack = 45

// recent reads the office-holders of the last years.
func (b *builder) recent() error {
	t, err := b.table("source", "recent.tsv")
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		forID, ok := b.code(r.get("iso3_or_org"))
		if !ok {
			return fmt.Errorf("recent.tsv:%d: unknown country or organisation %q", r.line, r.get("iso3_or_org"))
		}
		p := kb.Entity{Name: r.get("person"), QID: r.get("person_qid"), Gender: gender(r.get("gender")), Country: b.countryOf(forID)}
		p.Aliases = usableAliases(r.get("aliases"))
		class, _ := classified(role(r.get("role")), r.get("office"), r.get("iso3_or_org"))
		x := kb.Term{Person: b.person(p), For: forID, Role: class, Title: r.get("office"), Source: "recent.tsv:" + r.get("verified")}
		x.Since, x.SinceSlack = since(r.get("start"))
		x.Until, x.UntilSlack = until(r.get("end"))
		if r.get("start_basis") == "memory" {
			x.SinceSlack = max(x.SinceSlack, memorySlack)
		}
		if r.get("end_basis") == "memory" {
			x.UntilSlack = max(x.UntilSlack, memorySlack)
		}
		x.AsOf, _ = until(r.get("as_of"))
		if x.AsOf == "" && x.Until == "" {
			x.AsOf = max(x.Since, "2025-06-30") // nobody has seen the person in the office on a given day
		}
		x.Confidence = map[string]float64{"page": 0.97, "code": 0.97, "derived": 0.95, "memory": 0.6}[r.get("verified")]
		if r.get("in_office_basis") == "" {
			x.Confidence = min(x.Confidence, 0.85)
		}
		b.terms = append(b.terms, x)
	}
	return nil
}

func gender(s string) string {
	switch s {
	case "m", "male":
		return "male"
	case "f", "female":
		return "female"
	}
	return ""
}

// countryOf gives the country of somebody who holds an office: the country itself, none for an organisation of many.
func (b *builder) countryOf(forID string) string {
	e := b.entities[forID]
	if e == nil {
		return ""
	}
	if e.Kind == kb.Country {
		return e.ID
	}
	return e.Country
}

// usableAliases drops what is no name: bare initials of an office, notes in parentheses.
func usableAliases(s string) []string {
	var out []string
	for _, a := range list(s) {
		a, _, _ = strings.Cut(a, " (")
		switch {
		case len(a) < 3, a == "EAM", strings.HasPrefix(a, "China's top"), strings.HasPrefix(a, "top "):
			continue
		}
		out = append(out, a)
	}
	return out
}

// officeholders reads the Wikidata exports.
func (b *builder) officeholders() error {
	t, err := b.table("source", "officeholders.tsv")
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		k := fixKey{"officeholders", r.get("role"), r.get("iso3"), r.get("person_qid"), r.get("start")}
		if b.fixes.dropped(k, r.get("person")) {
			continue
		}
		forID, ok := b.code(r.get("iso3"))
		if !ok {
			if forID, ok = b.code(r.get("country_qid")); !ok {
				if forID, ok = b.office(r.get("office")); !ok {
					continue
				}
			}
		}
		name := plainPerson(r.get("person"))
		if isItem(name) || name == "" || r.get("person_qid") == "" {
			continue
		}
		x := kb.Term{For: forID, Role: role(r.get("role")), Title: r.get("office"), Source: r.get("source"), Confidence: 0.93}
		start, end := r.get("start"), r.get("end")
		f, fixed := b.fixes.fixes[k]
		if fixed && f.since != "" {
			start = f.since
		}
		if fixed && f.until != "" {
			end = f.until
		}
		x.Since, x.SinceSlack = since(start)
		x.Until, x.UntilSlack = until(end)
		if f.unsure {
			x.UntilSlack = max(x.UntilSlack, memorySlack)
		}
		x.AsOf, _ = until(r.get("as_of"))
		if x.Role, ok = classified(x.Role, x.Title, r.get("iso3")); !ok {
			continue
		}
		x.At = b.host(x.Title)
		x.Person = b.person(kb.Entity{Name: name, Aliases: aliasOf(r.get("person"), name), QID: r.get("person_qid"), Gender: gender(r.get("gender")), Country: b.countryOf(forID)})
		b.terms = append(b.terms, x)
	}
	return nil
}

var provincial = regexp.MustCompile(`of (Quebec|Bougainville|Sarawak|British Columbia|Manitoba|Prince Edward Island|the Generalitat|the Legislative Yuan|Zanzibar)|Generalitat`)

// classified mends the classes that the tables gave to titles by pattern; ok is false for an office of a province.
func classified(role, title, iso3 string) (class string, ok bool) {
	switch {
	case provincial.MatchString(title):
		return "", false
	case role == "head_of_state" && strings.HasPrefix(title, "Governor"):
		return "governor_general", true
	case role == "head_of_state" && (iso3 == "AFG" && title == "Supreme Leader" || iso3 == "IRN" && strings.Contains(title, "Leader")):
		return "supreme_leader", true
	case role == "national_security" && strings.HasPrefix(title, "Deputy"):
		return "deputy_national_security", true
	case role == "national_security" && strings.HasPrefix(title, "Aide"):
		return "adviser", true
	case role == "foreign_minister" && iso3 == "IND" && !strings.Contains(title, "External"):
		return "foreign_secretary_official", true
	case role == "deputy_foreign_minister" && iso3 == "USA" && !strings.Contains(title, "Educational"),
		role == "deputy_foreign_minister" && strings.Contains(title, "Foreign") && !strings.Contains(title, "Trade"):
		return role, true
	case role == "deputy_foreign_minister":
		return "minister", true
	case role == "permanent_representative" && (!strings.Contains(title, "United Nations") || strings.Contains(title, "Geneva") || strings.Contains(title, "Vienna")):
		return "ambassador", true
	case role == "ambassador" && strings.Contains(title, "to the United Nations"):
		return "permanent_representative", true
	}
	return role, true
}

var posted = regexp.MustCompile(`(?i)^(?:ambassador|permanent representative|high commissioner)(?: of [^,]*)?(?: to| in)(?: the)? (.*)$`)

// host gives the country or organisation that an ambassador is sent to.
func (b *builder) host(title string) string {
	m := posted.FindStringSubmatch(title)
	if m == nil {
		return ""
	}
	return b.hosts[kb.Key(m[1])]
}

func isItem(s string) bool {
	return len(s) > 1 && s[0] == 'Q' && strings.Trim(s[1:], "0123456789") == ""
}

var note = regexp.MustCompile(` \([^)]*\)`)

// plainPerson gives the name of a label of Wikidata's: without notes and peerages, in Latin letters.
func plainPerson(label string) string {
	label = note.ReplaceAllString(label, "")
	head, tail, ok := strings.Cut(label, ", ")
	if !ok {
		label, _ = romanise(label)
		return label
	}
	if romanised, cyrillic := romanise(head); cyrillic { // family, given and father's name
		given, _, _ := strings.Cut(tail, " ")
		given, _ = romanise(given)
		return given + " " + romanised
	}
	switch strings.TrimSuffix(tail, ".") {
	case "Jr", "Jnr", "Sr":
		return head + " Jr."
	}
	return head
}

// aliasOf keeps a label in Latin letters that plainPerson changed.
func aliasOf(label, name string) []string {
	if _, cyrillic := romanise(label); label == name || cyrillic || note.MatchString(label) {
		return nil
	}
	return []string{label}
}

var romans = strings.NewReplacer("а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "е", "e", "ё", "yo", "ж", "zh", "з", "z", "ий", "y", "и", "i", "й", "y", "к", "k",
	"л", "l", "м", "m", "н", "n", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ф", "f", "х", "kh", "ц", "ts", "ч", "ch", "ш", "sh",
	"щ", "shch", "ъ", "", "ы", "y", "ь", "", "э", "e", "ю", "yu", "я", "ya", "і", "i", "ї", "yi", "є", "ye",
	"ґ", "g", "ў", "u", "ә", "a", "ө", "o", "ү", "u", "ұ", "u", "қ", "q", "ң", "n", "ғ", "gh", "һ", "h")

// romanise writes Russian and its neighbours as English news does.
func romanise(s string) (string, bool) {
	out := romans.Replace(strings.ToLower(s))
	if out == strings.ToLower(s) {
		return s, false
	}
	words := strings.Fields(out)
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " "), true
}
