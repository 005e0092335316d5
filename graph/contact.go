package graph

// Status tells whether a contact took place.
type Status string

// The statuses of a contact.
const (
	Actual   Status = "actual"   // it took place or is under way
	Planned  Status = "planned"  // announced or expected
	Possible Status = "possible" // wished for, proposed, conditional
	Denied   Status = "denied"   // said not to have taken place, refused or cancelled
)

// Statuses lists all statuses, the strongest claim first.
var Statuses = []Status{Actual, Planned, Possible, Denied}

// Medium tells by what means the sides communicated.
type Medium string

// The media of a contact.
const (
	Phone       Medium = "phone"
	InPerson    Medium = "in_person"
	Video       Medium = "video"
	Letter      Medium = "letter"
	Message     Medium = "message"
	Unspecified Medium = "unspecified"
)

// Media lists all media.
var Media = []Medium{Phone, InPerson, Video, Letter, Message, Unspecified}

// Participant is an actor's part in a contact.
type Participant struct {
	Actor      ActorID
	Side       int     // 0-based; actors of one side share a number
	Role       string  // "host", "visitor", "caller", "mediator" or empty
	OnBehalfOf ActorID // the country or organisation for which a person acted, by the office held on the day
}

// ReportID names a report: derived from the article and what it says, so the same text gives the same id.
type ReportID string

// ContactReport is what one article says of one contact.
type ContactReport struct {
	ID           ReportID
	Article      ArticleID
	Participants []Participant
	Status       Status
	Medium       Medium
	Date         Interval
	DateInferred bool // no words give the date: it is that of the read-out, which tells of its own day
	Place        string
	Topics       []string
	Confidence   float64
	Evidence     []Evidence // at least one
}

// ContactID names a contact: a function of the set of reports, so that order and repetition do not matter.
type ContactID string

// Contact is an event in which actors communicate directly, merged from reports.
type Contact struct {
	ID           ContactID
	Participants []Participant // sorted by side, then actor
	Status       Status
	Medium       Medium
	Date         Interval
	DateInferred bool // by each report that gives this date
	Place        string
	Topics       []string
	Confidence   float64
	Reports      []ReportID  // what it was merged from, sorted
	Sources      int         // independent sources: outlets, reprints of one text counted once
	ReadOuts     int         // sides that report it themselves, by a read-out of their own (Article.Issuer)
	Was          []Status    // the different statuses of its reports, in the order of statuses above
	Against      []ContactID // contacts that say the opposite of the same occasion: denied against the rest; sorted
	Disputed     bool        // actual against denied: one says they spoke, another denies it
	Confirmed    bool        // an analyst confirmed one of its reports
}
