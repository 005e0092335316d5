// Package kb is the knowledge base: states, organisations, offices, who held them when, and the names of all of
// these. It imports none of ours, so that whatever reads text can ask it.
//
// Facts are compiled by `go run ./ingest/kb/build` from the tables in source/ and data/ into one embedded file,
// which Default reads. A name is asked for with Lookup, which gives every reading of it, or with Longest, which finds
// the longest name at the beginning of a row of words. Who held an office on a day is asked with Holders, what a
// person was on a day with Office. With adds a user's own facts, which win over those shipped.
package kb

// Kind tells people, countries and organisations apart.
type Kind string

// The kinds of entity.
const (
	Person       Kind = "person"
	Country      Kind = "country"
	Organisation Kind = "organisation"
)

// Entity is a person, a country or an organisation that the knowledge base knows.
type Entity struct {
	ID      string // Wikidata item where known, else derived: "person:UKR:oleh-nikolenko"
	Kind    Kind
	Name    string   // English
	Aliases []string // other names in the sources; spellings made by rule are not listed
	QID     string
	ISO3    string // of a country
	Country string // ID of the country that a person or organisation belongs to
	PartOf  string // ID: of an organisation (a ministry, a parliament), what it is a part of
	Class   string // of an organisation: "foreign_ministry", "legislature", "armed_group", "party", …
	Gender  string // of a person: "female", "male" or empty
	Family  string // of a person: the family name as news shortens to it
}

// Term is a stretch of time in which a person held an office. Days are ISO, empty where unknown; an empty Until
// means "not known to have ended by AsOf", never "still in office".
type Term struct {
	Person, For            string // entity IDs; For is a country or an organisation
	At                     string // ID: of an ambassador, the country or organisation sent to
	Role, Title            string // class of office ("foreign_minister"), title as held
	Since, Until, AsOf     string
	SinceSlack, UntilSlack int     // days by which Since and Until may be wrong: 31 where only the month is known
	Confidence             float64 // that the person held the office on a day within the term
	Source                 string
}

// How a name came to stand for an entity.
const (
	ViaName    = "name"
	ViaAlias   = "alias"   // another name in a source, a generated transliteration, an acronym
	ViaFamily  = "family"  // a person's family name alone
	ViaDemonym = "demonym" // "Chinese", "the Germans"
	ViaMetonym = "metonym" // "Beijing", "the Kremlin", "Downing Street"
)

// Name is a name of an entity beyond its Name and Aliases.
type Name struct {
	Entity     string // ID
	Text       string
	Via        string
	Role       string  // of a metonym: the office meant ("head_of_state"), empty where the state as a whole is
	Confidence float64 // 0 to 1, before any context
}

// Match is one reading of a name.
type Match struct {
	Entity     *Entity
	Via        string
	Role       string  // as in Name
	Confidence float64 // 0 to 1, before any context
}

// Facts is what a knowledge base is made of.
type Facts struct {
	Entities []Entity
	Terms    []Term
	Names    []Name
}

// KB answers questions about its facts. It never changes and is safe for concurrent use.
type KB struct {
	entities []Entity
	terms    []Term
	byID     map[string]int32
	byISO3   map[string]int32
	index    index
	held     [][]int32             // by the number of a person: terms, latest first
	byOffice map[officeKey][]int32 // terms, earliest first
	parts    map[string][]int32    // entities by PartOf
}

type officeKey struct{ role, forID string }

// Entity gives what is known under an ID, nil if nothing is.
func (k *KB) Entity(id string) *Entity {
	if i, ok := k.byID[id]; ok {
		return &k.entities[i]
	}
	return nil
}

// Parts gives the organisations that are a part of a country or an organisation, in order of ID.
func (k *KB) Parts(id string) []*Entity {
	var out []*Entity
	for _, i := range k.parts[id] {
		out = append(out, &k.entities[i])
	}
	return out
}

// Part gives the part of a country or an organisation that is of a class, such as its "foreign_ministry"; nil if there
// is none.
func (k *KB) Part(id, class string) *Entity {
	for _, i := range k.parts[id] {
		if k.entities[i].Class == class {
			return &k.entities[i]
		}
	}
	return nil
}
