// Package kb is the knowledge base: states, organisations, offices, who held them when, and the names of all of
// these. It imports none of ours, so that whatever reads text can ask it.
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
	Name    string // English
	Aliases []string
	QID     string
	ISO3    string // of a country
	Country string // ID of the country that a person or organisation belongs to
	PartOf  string // ID: of an organisation (a ministry, a parliament), what it is a part of
	Gender  string // of a person: "female", "male" or empty
	Family  string // of a person: the family name as news shortens to it
}

// Term is a stretch of time in which a person held an office. Days are ISO, empty where unknown; an empty Until
// means "not known to have ended by AsOf", never "still in office".
type Term struct {
	Person, For        string // entity IDs; For is a country or an organisation
	Role, Title        string // class of office ("foreign_minister"), title as held
	Since, Until, AsOf string
	Confidence         float64 // that the person held the office on a day within the term
	Source             string
}

// How a name came to stand for an entity.
const (
	ViaName    = "name"
	ViaAlias   = "alias"   // another name in a source, a generated transliteration, an acronym
	ViaFamily  = "family"  // a person's family name alone
	ViaDemonym = "demonym" // "Chinese", "the Germans"
	ViaMetonym = "metonym" // "Beijing", "the Kremlin", "Downing Street"
)

// Match is one reading of a name.
type Match struct {
	Entity     *Entity
	Via        string
	Role       string  // of a metonym: the office meant ("head_of_state"), empty where the state as a whole is
	Confidence float64 // 0 to 1, before any context
}
