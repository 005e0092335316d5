package main

import (
	"regexp"
	"strings"

	"github.com/demarche/demarche/ingest/kb"
)

// isleCodes are the Factbook's codes of dependencies that the table files under Britain.
var isleCodes = map[string]string{"GK": "GGY", "IM": "IMN", "JE": "JEY"}

// heads reads the World Factbook's chiefs of state and heads of government, with their deputies.
func (b *builder) heads() error {
	t, err := b.table("source", "heads.tsv")
	if err != nil {
		return err
	}
	iranian := map[string]string{"head_of_state": "supreme_leader", "head_of_government": "head_of_state"}
	for _, r := range t.rows {
		place := r.get("iso2")
		if c, ok := isleCodes[r.get("gec")]; ok {
			place = c
		}
		forID, ok := b.state(place)
		if !ok {
			continue
		}
		k := fixKey{"heads", r.get("role"), r.get("iso2"), r.get("name"), r.get("since")}
		if b.fixes.dropped(k, k.person) {
			continue
		}
		f, fixed := b.fixes.fixes[k]
		if !fixed {
			f = b.fixes.fixes[fixKey{k.table, k.role, k.place, k.person, ""}]
		}
		start, end := r.get("since"), r.get("end_inferred")
		if f.since != "" {
			start = f.since
		}
		switch {
		case f.until != "":
			end = f.until
		case f.open, end == start: // a second spelling of the same person ended the row
			end = ""
		}
		if e := b.entities[forID]; r.get("role") == "chief_of_state" && b.dependent[e.ISO3] {
			continue // the sovereign's or the mother country's head, known from there
		}
		name, family, ok := factbookName(r.get("name"))
		if !ok || strings.HasPrefix(r.get("name"), b.entities[forID].Name+" - ") || place == "AD" && r.get("role") == "chief_of_state" {
			continue
		}
		x := kb.Term{For: forID, Role: role(r.get("role")), Title: r.get("title"), Source: r.get("source"), Confidence: 0.9}
		if place == "IR" {
			x.Role = iranian[x.Role]
		}
		if r.get("principal") != "1" {
			x.Role = "deputy_head"
			if strings.Contains(r.get("name"), "represented by") || strings.Contains(r.get("title"), "Governor") {
				x.Role = "governor_general"
			}
			x.Confidence = 0.85
		}
		if dangling.MatchString(x.Title) || x.Title == "" {
			x.Title = map[string]string{"head_of_state": "Chief of state", "head_of_government": "Head of government", "deputy_head": "Deputy", "governor_general": "Governor General"}[x.Role]
		}
		x.Since, x.SinceSlack = since(start)
		x.Until, x.UntilSlack = until(end)
		if x.Until != "" && f.until == "" {
			x.UntilSlack = max(x.UntilSlack, 20) // inferred from the successor
		}
		if f.unsure {
			x.UntilSlack = max(x.UntilSlack, memorySlack)
		}
		x.AsOf, _ = until(r.get("last_edition"))
		p := kb.Entity{Name: name, Family: family, Country: forID}
		for _, v := range list(r.get("name_variants")) {
			if strings.HasPrefix(v, "Mentor ") { // another member of the cabinet
				continue
			}
			if v, _, ok := factbookName(v); ok && v != name {
				p.Aliases = append(p.Aliases, v)
			}
		}
		x.Person = b.person(p)
		if e := b.entities[x.Person]; e.QID == "" && e.Name == name && kb.TwoSurnames(b.iso(forID)) {
			e.Name, e.Aliases = shortName(name, family), append(e.Aliases, name)
		}
		b.terms = append(b.terms, x)
	}
	return nil
}

var (
	// titles that stand before a name in the Factbook, and the beginnings of countries' names that were cut with it
	factbookTitle = regexp.MustCompile(`(?i)^(?:` + strings.Join([]string{
		`note\s*-\s*`, `also spelled `, `or `, `:\s*`, `head of government:\s*`, `represented by `, `(?:of )?(?:the )`, `of `, `in[- ]chief `,
		`(?:(?:acting|interim|transitional|first|second|third|co|executive|deputy|depurty|vice|prime|chief|assistant|senior|lord of mann)[- ])`,
		`(?:presidents?|ministers?|premier|chancellor|king|queen|emperor|amir|emir|sultan|sheikh|shaykh|prince|coprince|grand duke|pope|governor|governor[- ]general|` +
			`lieutenant[- ]governor|financial secretary|vice admiral|rear admiral|admiral|bailiff|administrator|commissioner|ayatollah|archbishop|bishop|mgr\.?|` +
			`brig\.?|maj\.?|lt\.?|sr\.?|gen\.?|col\.?|cdr\.?|capt\.?|dr\.?|sir|dame|lord|father|ceo|hrh|chairman|chair|the honou?rable|mr\.|mrs\.|ms\.|` +
			`taliban leader|general|leader|air chief marshal|(?:field )?marshall?|elect|designate|lyonpo|people's assembly president)[,.]? `,
		`(?:islamic republic of afghanistan|iraqi government|iraqi transitional government|swiss confederation|tisa|sac|administration council|` +
			`leadership council|peace and development council|law and order restoration council|state|islamic revolution|spain|china|government|presidency|council|` +
			`(?:territorial|regional|general) (?:council|assembly|government of french polynesia)|republic of \w+|\w+ republic|` +
			`island council|polynesia|aliki faipule|grand chief(?: sir)?|cabinet affairs|gnu interim prime minister|` +
			`political affairs|economic affairs|infrastructure|business|interior)[,.]? `,
	}, "|") + `)`)
	dangling = regexp.MustCompile(`(?: of| of the| the| and|-|,)$|^note`)
	suffix   = regexp.MustCompile(`(?i),? (jr|sr|dr|gen|ret|kcmg|gcmg)\.?$|\s*\([^)]*\)?|,? also spelled.*|;.*| \(.*`)
	nickname = regexp.MustCompile(`"[^"]*"`)
)

// factbookName reads a name as the Factbook writes it, with the family name in capitals: "Jose Maria AZNAR Lopez". It
// refuses what names several people or is no name.
func factbookName(s string) (name, family string, ok bool) {
	s = nickname.ReplaceAllString(s, "")
	s = suffix.ReplaceAllString(s, "")
	for {
		t := strings.TrimSpace(factbookTitle.ReplaceAllString(s, ""))
		if t == s {
			break
		}
		s = t
	}
	if strings.ContainsAny(s, ",:;0123456789[]/") || strings.Contains(s, " - ") {
		return "", "", false
	}
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 7 {
		return "", "", false
	}
	var caps []string
	for i, w := range words {
		switch strings.ToLower(w) {
		case "and", "by", "with", "on", "since", "both", "was", "represented":
			return "", "", false
		case "the":
			if i == 0 || strings.ToLower(words[i-1]) != "of" {
				return "", "", false
			}
		}
		if isCaps(w) && !strings.Contains(w, ".") {
			caps = append(caps, lowerCaps(w))
			words[i] = lowerCaps(w)
		}
	}
	if len(caps) == 0 {
		return "", "", false
	}
	return strings.Join(words, " "), strings.Join(caps, " "), true
}

// shortName gives the first given name and the first surname: "Javier Gerardo Milei" is Javier Milei to the news.
func shortName(name, family string) string {
	given, _, _ := strings.Cut(name, " ")
	surname, _, _ := strings.Cut(family, " ")
	switch strings.ToLower(surname) {
	case "de", "del", "la", strings.ToLower(given):
		return name
	}
	switch kb.Fold(given) {
	case "juan", "jose", "maria", "luis", "ana", "marta", "miguel": // the first half of "Juan Manuel"
		if second, _, _ := strings.Cut(strings.TrimPrefix(name, given+" "), " "); second != surname {
			given += " " + second
		}
	}
	return given + " " + surname
}

// isCaps tells whether a word is a name in capitals, perhaps after an article: "SISI", "al-SISI", "McGUINTY".
func isCaps(w string) bool {
	if i := strings.LastIndexByte(w, '-'); i >= 0 && i+1 < len(w) {
		w = w[i+1:]
	}
	w = strings.TrimPrefix(strings.TrimPrefix(w, "Mc"), "Mac")
	letters := 0
	for _, r := range w {
		if r >= 'a' && r <= 'z' {
			return false
		}
		if r >= 'A' && r <= 'Z' || r >= 0xC0 {
			letters++
		}
	}
	return letters > 1 && w != "II" && w != "III" && w != "IV" && w != "VI" && w != "XIV" && w != "XVI" && w != "XIII"
}

// lowerCaps writes a name in capitals as names are written: "al-SISI" → "al-Sisi", "O'NEILL" → "O'Neill".
func lowerCaps(w string) string {
	var b strings.Builder
	up := true
	for i, r := range w {
		switch {
		case r == '-':
			up = true
		case r == '\'':
			up = i == 1
		case up:
			up = false
		default:
			r = []rune(strings.ToLower(string(r)))[0]
		}
		b.WriteRune(r)
	}
	return b.String()
}
