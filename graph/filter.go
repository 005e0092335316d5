package graph

// Page asks for a stretch of a list: First items after the cursor After, or Last items before the cursor Before.
// Neither First nor Last means DefaultPage items from the beginning.
type Page struct {
	First  int
	After  string
	Last   int
	Before string
	// Order is that of a list which has several: of contacts and of statements.
	Order Order
	// NoTotal spares the count of the whole list: Slice.Total is then -1.
	NoTotal bool
}

// Order is the order of a list of contacts or statements. Equals come in the order of the next criterion, at last of
// their IDs, so that each order is total.
type Order string

// The orders.
const (
	NewestFirst Order = ""           // by day, unknown days last
	OldestFirst Order = "oldest"     // by day, unknown days last here too
	MostSources Order = "sources"    // by the number of independent sources, the greatest first, then NewestFirst
	SurestFirst Order = "confidence" // by confidence, the greatest first, then NewestFirst
)

// Orders lists all orders.
var Orders = []Order{NewestFirst, OldestFirst, MostSources, SurestFirst}

// DefaultPage and MaxPage bound the items of a page.
const (
	DefaultPage = 50
	MaxPage     = 1000
)

// Slice is one page of a list.
type Slice[T any] struct {
	Items       []T
	Cursors     []string // one for each item; opaque
	HasNext     bool
	HasPrevious bool
	Total       int // of the whole list; -1 where Page.NoTotal
}

// ActorFilter narrows a list of actors; the zero value is all of them.
type ActorFilter struct {
	Kinds     []ActorKind
	Name      string // full text over names and aliases, accent- and case-blind; each word matches as a prefix
	Countries []ActorID
}

// ArticleFilter narrows a list of articles; the zero value is all of them.
type ArticleFilter struct {
	Outlets      []string
	Since, Until Day       // of publication, inclusive
	Mentions     []ActorID // all of these are mentioned
	Text         string    // full text over title and text
}

// ContactFilter narrows contacts; the zero value is all of them. Fields are joined by and, values within a field
// by or.
type ContactFilter struct {
	Who           []ActorID // one of these took part, itself or as the one on whose behalf a person acted
	With          []ActorID // one of these took part on another side than one of Who
	OnBehalfOf    []ActorID // somebody took part on behalf of one of these
	Statuses      []Status
	Media         []Medium
	Since, Until  Day    // the contact's interval overlaps these days, inclusive; unknown dates are left out if either is set
	Place         string // accent- and case-blind part of the place
	Text          string // full text over topics and quotes
	Outlets       []string
	MinSources    int
	MinReadOuts   int // sides with a read-out of their own: 2 asks for both sides' word
	MinConfidence float64
	Disputed      *bool
	Was           []Status    // one of its reports had one of these statuses
	Contradicted  *bool       // Contact.Against is not empty: a planned one was cancelled, an actual one denied
	Articles      []ArticleID // reported in one of these
	IDs           []ContactID // one of these contacts: what a live feed asks together with its subscriber's filter
	And, Or       []ContactFilter
	Not           *ContactFilter
}

// StatementFilter narrows statements; the zero value is all of them.
type StatementFilter struct {
	Kinds         []StatementKind
	Speakers      []ActorID // the speaker or the one on whose behalf it spoke
	Addressees    []ActorID
	Concerns      []ActorID
	Since, Until  Day
	Text          string // full text over the matter and the quote
	Outlets       []string
	MinSources    int
	MinConfidence float64
	Articles      []ArticleID
	Matters       []MatterID
}
