package graph

// Counterpart is one whom an actor spoke with.
type Counterpart struct {
	Actor       *Actor
	Count       int // actual contacts
	First, Last Day // earliest and latest known day; empty where no contact has one
}

// Stats counts the nodes of the graph.
type Stats struct {
	Articles, Actors, Contacts, Statements, Matters int
}

// Bucket is one step of a series.
type Bucket struct {
	Start    Day            // first day of the step
	Count    int            // contacts that begin in it
	ByStatus map[Status]int // the same, by status
}

// Cell is one cell of the matrix of countries, with A < B.
type Cell struct {
	A, B        ActorID
	Start       Day // first day of the step, empty where the whole period is one step
	Count       int
	First, Last Day
}

// Moment is one item of a timeline: a contact or a statement, never both.
type Moment struct {
	Contact   *Contact
	Statement *Statement
}

// Pair sums up the actual contacts of two actors on opposite sides. Days are the first known days of the contacts.
type Pair struct {
	A, B        ActorID // A < B
	Count       int     // actual contacts, those without a day included
	Days        int     // different days
	First, Last Day
	Rhythm      int // median of the days between neighbouring different days; 0 where fewer than three are known
	Silence     int // days since Last, at the day asked for; 0 where Last is unknown
}

// Link is one step of a path: the contacts that join two neighbouring actors, newest first, at most ten.
type Link struct {
	A, B     ActorID
	Contacts []ContactID
	Count    int // all of them
}

// Path is a chain of actors, each of whom had actual contact with the next.
type Path struct {
	Actors []ActorID
	Links  []Link // one fewer than Actors
}

// HitKind tells what a search found.
type HitKind string

// The kinds of hit.
const (
	HitActor     HitKind = "actor"
	HitContact   HitKind = "contact"   // topics, place and quotes
	HitStatement HitKind = "statement" // the quote
	HitMatter    HitKind = "matter"
	HitArticle   HitKind = "article" // title and text
)

// HitKinds lists all kinds of hit.
var HitKinds = []HitKind{HitActor, HitContact, HitStatement, HitMatter, HitArticle}

// MaxPathSteps bounds the steps of a path, MaxLinkContacts the contacts that a Link names.
const (
	MaxPathSteps    = 6
	MaxLinkContacts = 10
)

// SilenceRatio gives the silence of a pair in its own rhythm, in millionths: what Silent orders by.
func SilenceRatio(silence, rhythm int) int64 {
	return int64(silence) * 1_000_000 / int64(max(rhythm, 1))
}

// Hit is one find of a search.
type Hit struct {
	Kind  HitKind
	ID    string
	Text  string // the name, the matter, the title or the quote that matched
	Score float64
}

// FeedLength is how many changes the feed of a store keeps: two days of them where an article comes every second.
const FeedLength = 1_000_000

// Change is one entry of the feed of changes.
type Change struct {
	Cursor  string // where this change stands in the feed
	Contact ContactID
	Gone    bool // the contact is no more; else it is new or changed
}
