package graph

// StatementKind is the kind of speech act.
type StatementKind string

// The kinds of statement.
const (
	CalledFor StatementKind = "called_for"
	Denial    StatementKind = "denied"
	Claimed   StatementKind = "claimed"
	Warned    StatementKind = "warned"
	Condemned StatementKind = "condemned"
	Pledged   StatementKind = "pledged"
	Supported StatementKind = "supported"
	Accused   StatementKind = "accused"
	Proposed  StatementKind = "proposed"
	Rejected  StatementKind = "rejected"
)

// StatementKinds lists all kinds of statement.
var StatementKinds = []StatementKind{CalledFor, Denial, Claimed, Warned, Condemned, Pledged, Supported, Accused, Proposed, Rejected}

// Concern is an actor's part in a matter.
type Concern struct {
	Actor ActorID
	Role  string // "agent", "patient" or empty
}

// StatementReport is what one article says of one statement.
type StatementReport struct {
	ID         ReportID
	Article    ArticleID
	Kind       StatementKind
	Speaker    ActorID
	OnBehalfOf ActorID // the country or organisation for which a person spoke
	Addressees []ActorID
	About      string // the matter, as a short phrase of the text
	Concerns   []Concern
	Date       Interval
	Confidence float64
	Evidence   []Evidence // at least one
}

// StatementID names a statement; MatterID names what it is about. Both are functions of the set of reports.
type (
	StatementID string
	MatterID    string
)

// Matter is an event that somebody called for, denied or claimed.
type Matter struct {
	ID       MatterID
	About    string
	Concerns []Concern
}

// Statement is an actor's speech act about a matter, merged from reports.
type Statement struct {
	ID         StatementID
	Kind       StatementKind
	Speaker    ActorID
	OnBehalfOf ActorID
	Addressees []ActorID
	Matter     Matter
	Date       Interval
	Quote      string // the exact words of the best report
	Confidence float64
	Reports    []ReportID // what it was merged from, sorted
	Sources    int        // as of a Contact
	Confirmed  bool       // an analyst confirmed one of its reports
}
