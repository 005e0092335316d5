package kb

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// Fact is one row of a user's own knowledge: an entity, what is said anew of a known one, or, where Role is given, that a
// person held an office. It is what overlays and imports are made of; With makes a knowledge base in which they win.
type Fact struct {
	Kind    Kind     // empty: a person
	ID      string   // of the entity; empty: by item, else by name and country, else made of these
	Name    string   // required, but where ID names a known entity
	Aliases []string // parted by "|" in a file
	QID     string   // Wikidata item
	Country string   // ISO 3166 code, name or ID
	PartOf  string   // of an organisation: name or ID
	Class   string   // of an organisation
	Gender  string   // "female", "male" or empty
	Role    string   // class of office, or a title that tells it
	Title   string   // as held
	For     string   // code, name or ID of the country or organisation of the office; empty: Country
	At      string   // of an ambassador: code, name or ID of the country or organisation sent to
	Since   string   // YYYY, YYYY-MM or YYYY-MM-DD; empty: not known
	Until   string   // likewise; empty: not known to have ended by AsOf
	AsOf    string   // likewise
	Source  string
	Line    int // where it was read
}

// columns are those of an overlay file, in the order in which WriteFacts writes them.
var columns = []struct {
	name string
	of   func(*Fact) *string
}{
	{"kind", func(f *Fact) *string { return (*string)(&f.Kind) }},
	{"id", func(f *Fact) *string { return &f.ID }},
	{"name", func(f *Fact) *string { return &f.Name }},
	{"aliases", nil},
	{"qid", func(f *Fact) *string { return &f.QID }},
	{"country", func(f *Fact) *string { return &f.Country }},
	{"part_of", func(f *Fact) *string { return &f.PartOf }},
	{"class", func(f *Fact) *string { return &f.Class }},
	{"gender", func(f *Fact) *string { return &f.Gender }},
	{"role", func(f *Fact) *string { return &f.Role }},
	{"title", func(f *Fact) *string { return &f.Title }},
	{"for", func(f *Fact) *string { return &f.For }},
	{"at", func(f *Fact) *string { return &f.At }},
	{"since", func(f *Fact) *string { return &f.Since }},
	{"until", func(f *Fact) *string { return &f.Until }},
	{"as_of", func(f *Fact) *string { return &f.AsOf }},
	{"source", func(f *Fact) *string { return &f.Source }},
}

// A FactError says what is wrong with a row of an overlay or an import.
type FactError struct {
	File string
	Line int // of the file; of an answer of the query service, the number of the result
	Msg  string
}

func (e *FactError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// ReadFacts reads a file of comma-separated values whose first row names its columns, in any order; see Fact for what they
// mean. Lines that begin with "#" are comments. name is the file's, for errors, which are *FactError.
func ReadFacts(name string, r io.Reader) ([]Fact, error) {
	c := csv.NewReader(r)
	c.Comment = '#'
	c.FieldsPerRecord = -1
	head, err := c.Read()
	if err != nil {
		if err == io.EOF {
			return nil, nil
		}
		return nil, csvError(name, err)
	}
	at := make([]int, len(head))
	for i, h := range head {
		h = strings.TrimSpace(strings.TrimPrefix(h, "\ufeff"))
		at[i] = slices.IndexFunc(columns, func(c struct {
			name string
			of   func(*Fact) *string
		}) bool {
			return c.name == h
		})
		if at[i] < 0 {
			return nil, &FactError{name, 1, fmt.Sprintf("unknown column %q", h)}
		}
	}
	var out []Fact
	for {
		rec, err := c.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, csvError(name, err)
		}
		f := Fact{}
		f.Line, _ = c.FieldPos(0)
		if len(rec) > len(head) {
			return nil, &FactError{name, f.Line, fmt.Sprintf("%d values for %d columns", len(rec), len(head))}
		}
		for i, v := range rec {
			v = oneLine(v)
			if col := columns[at[i]]; col.of != nil {
				*col.of(&f) = v
			} else {
				f.Aliases = nonEmpty(strings.Split(v, "|"))
			}
		}
		if msg := f.wrong(); msg != "" {
			return nil, &FactError{name, f.Line, msg}
		}
		out = append(out, f)
	}
}

func csvError(name string, err error) error {
	var p *csv.ParseError
	if errors.As(err, &p) {
		return &FactError{name, p.Line, p.Err.Error()}
	}
	return fmt.Errorf("%s: %w", name, err)
}

// oneLine makes one line of a value: entities and terms are kept in lines of fields parted by tabs.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func nonEmpty(list []string) []string {
	var out []string
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

var (
	partDay = regexp.MustCompile(`^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$`)
	item    = regexp.MustCompile(`^Q[1-9]\d*$`)
)

// wrong says what cannot be right in a fact whatever is known; empty if nothing is.
func (f *Fact) wrong() string {
	switch {
	case f.Kind != "" && f.Kind != Person && f.Kind != Country && f.Kind != Organisation:
		return fmt.Sprintf("kind %q is none of person, country, organisation", f.Kind)
	case f.Name == "" && f.ID == "" && f.QID == "":
		return "no name, no id and no qid: nothing to tell of"
	case f.QID != "" && !item.MatchString(f.QID):
		return fmt.Sprintf("qid %q is no Wikidata item", f.QID)
	case f.Gender != "" && f.Gender != "female" && f.Gender != "male":
		return fmt.Sprintf("gender %q is neither female nor male", f.Gender)
	case f.Role != "" && f.Kind != "" && f.Kind != Person:
		return "only a person holds an office"
	}
	for _, d := range []struct{ column, day string }{{"since", f.Since}, {"until", f.Until}, {"as_of", f.AsOf}} {
		if d.day != "" && !partDay.MatchString(d.day) {
			return fmt.Sprintf("%s %q is no day, month or year such as 2024-03-31", d.column, d.day)
		}
		if d.day != "" && f.Role == "" {
			return d.column + " without a role"
		}
	}
	since, _ := WholeDay(f.Since, false)
	if until, _ := WholeDay(f.Until, true); since != "" && until != "" && until < since {
		return fmt.Sprintf("until %s is before since %s", f.Until, f.Since)
	}
	return ""
}

// WriteFacts writes facts as ReadFacts reads them.
func WriteFacts(w io.Writer, facts []Fact) error {
	c := csv.NewWriter(w)
	row := make([]string, len(columns))
	for i, col := range columns {
		row[i] = col.name
	}
	if err := c.Write(row); err != nil {
		return err
	}
	for _, f := range facts {
		for i, col := range columns {
			if col.of != nil {
				row[i] = *col.of(&f)
			} else {
				row[i] = strings.Join(f.Aliases, "|")
			}
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// MergeFacts adds news to old facts: a fact about the same entity, and the same stretch of the same office, replaces what
// was there. The answer is in order of entity, office and day, so that importing a file twice changes nothing.
func MergeFacts(old, news []Fact) []Fact {
	type key struct{ who, role, forID, at, since string }
	of := func(f *Fact) key {
		who := cmp.Or(f.ID, f.QID, string(f.Kind)+":"+f.Country+":"+Fold(f.Name))
		return key{who, f.Role, cmp.Or(f.For, f.Country), f.At, f.Since}
	}
	place := map[key]int{}
	var out []Fact
	for _, f := range slices.Concat(old, news) {
		k := of(&f)
		if i, ok := place[k]; ok {
			out[i] = f
			continue
		}
		place[k] = len(out)
		out = append(out, f)
	}
	slices.SortStableFunc(out, func(a, b Fact) int {
		x, y := of(&a), of(&b)
		return cmp.Or(cmp.Compare(x.who, y.who), cmp.Compare(x.role, y.role), cmp.Compare(x.forID, y.forID), cmp.Compare(x.at, y.at), cmp.Compare(x.since, y.since))
	})
	return out
}
