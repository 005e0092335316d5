package main

import (
	"regexp"
	"strings"
)

// corrections are values that replace those of a table, by what identifies the row.
type corrections struct {
	fixes map[fixKey]fix
	drop  map[fixKey]bool
}

type fixKey struct{ table, role, place, person, since string }

type fix struct {
	since, until string
	unsure       bool // the day is from memory
	open         bool // the end is taken back
}

var (
	keyField = regexp.MustCompile(`(\w+)=([^;]*)`)
	anyDay   = regexp.MustCompile(`^(\d{4})(-\d\d)?(-\d\d)?`)
	endDay   = regexp.MustCompile(`end (\d{4}(-\d\d)?(-\d\d)?)`)
)

func (c *corrections) read(path, wrong string) error {
	t, err := readTable(path)
	if err != nil {
		return err
	}
	c.fixes, c.drop = map[fixKey]fix{}, map[fixKey]bool{}
	for _, r := range t.rows {
		name := ""
		switch {
		case strings.HasSuffix(r.get("file"), "officeholders-core-wikidata-2001-2023.csv"):
			name = "officeholders"
		case strings.HasSuffix(r.get("file"), "heads-factbook-2001-2026.csv"):
			name = "heads"
		default: // the list that recent.tsv replaces
			continue
		}
		k := fixKey{table: name}
		for _, m := range keyField.FindAllStringSubmatch(r.get("row key"), -1) {
			switch m[1] {
			case "role":
				k.role = m[2]
			case "iso3", "iso2":
				k.place = m[2]
			case "person_qid":
				k.person = m[2]
			case "name":
				k.person = m[2]
			case "start", "since":
				k.since = m[2]
			}
		}
		f := c.fixes[k]
		right := r.get("right")
		switch r.get("field") {
		case "row":
			if k.person != "" {
				c.drop[k] = true
			}
			continue
		case "role":
			c.drop[k] = true // the same file has the right row as well
			continue
		case "iso2": // by gec, see heads
			continue
		case "start", "since":
			f.since = anyDay.FindString(right)
		default:
			if day := anyDay.FindString(right); day != "" {
				f.until = day
			} else if m := endDay.FindStringSubmatch(right); m != nil {
				f.until = m[1]
			} else {
				f.open = true
			}
			f.unsure = strings.Contains(r.get("source_ref"), "from memory")
		}
		c.fixes[k] = f
	}
	if t, err = readTable(wrong); err != nil {
		return err
	}
	for _, r := range t.rows {
		for _, table := range []string{"officeholders", "heads"} {
			c.drop[fixKey{table, r.get("role"), r.get("country"), r.get("person"), r.get("since")}] = true
		}
	}
	return nil
}

// dropped tells whether a row, told by its person's item or name, is to be left out.
func (c *corrections) dropped(k fixKey, name string) bool {
	for _, person := range []string{k.person, name} {
		for _, since := range []string{k.since, ""} {
			if c.drop[fixKey{k.table, k.role, k.place, person, since}] {
				return true
			}
		}
	}
	return false
}
