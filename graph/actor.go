package graph

// ActorID names an actor for good: a Wikidata item ("Q3874799") where one is known, else a name derived from kind,
// country and name ("person:UKR:oleh-nikolenko").
type ActorID string

// ActorKind tells people, countries and organisations apart.
type ActorKind string

// The kinds of actor.
const (
	Person       ActorKind = "person"
	Country      ActorKind = "country"
	Organisation ActorKind = "organisation"
)

// ActorKinds lists all kinds of actor.
var ActorKinds = []ActorKind{Person, Country, Organisation}

// Actor is a person, a country or an organisation.
type Actor struct {
	ID      ActorID
	Kind    ActorKind
	Name    string   // the name shown, in English
	Aliases []string // other names, sorted, without Name and without repeats
	QID     string   // Wikidata item, empty where unknown
	Country ActorID  // of a person or an organisation: the country it belongs to; empty where unknown or international
	Gender  string   // of a person: "female", "male" or empty
	Role    string   // of a person without a known office: the role that the text gives ("opposition leader")
	PartOf  ActorID  // of an organisation: the country or organisation that it is a part of
}

// Office is a post that a person holds for a country or an organisation.
type Office struct {
	Person ActorID
	For    ActorID // a country or an organisation
	Role   string  // class of the post: "foreign_minister", "head_of_government", …
	Title  string  // as held: "Minister of Foreign Affairs"
	Since  Day     // first day, empty where unknown
	Until  Day     // last day, empty where unknown or still held
}
