package graph

import "time"

// Op is what a correction does.
type Op string

// The corrections. Each is kept for good, holds for articles ingested later, and can be undone.
const (
	RejectReport  Op = "reject_report"  // Reports no longer count
	ConfirmReport Op = "confirm_report" // Reports are right: confidence 1
	MergeActors   Op = "merge_actors"   // Actors[1:] are the actor Actors[0]
	KeepApart     Op = "keep_apart"     // Actors are different: none of them may be merged with another
	MergeContacts Op = "merge_contacts" // Reports, and so the contacts that hold them, are of one contact
	SplitContact  Op = "split_contact"  // Reports are of a contact of their own, apart from all others
	SetDate       Op = "set_date"       // Reports are of this Date
	SetMedium     Op = "set_medium"     // Reports are of this Medium
)

// Ops lists all corrections.
var Ops = []Op{RejectReport, ConfirmReport, MergeActors, KeepApart, MergeContacts, SplitContact, SetDate, SetMedium}

// CorrectionID names a correction: its number in the order of the audit trail.
type CorrectionID int64

// Correction is an analyst's word against what the articles gave. It holds reports and actors, not contacts, since
// contacts follow from reports: Store.Correct turns Contacts into Reports and Statements into Reports.
type Correction struct {
	ID     CorrectionID
	Op     Op
	Author string
	Time   time.Time
	Reason string

	Actors     []ActorID
	Reports    []ReportID
	Contacts   []ContactID   // asked for only: their reports are meant
	Statements []StatementID // asked for only: their reports are meant
	Date       Interval
	Medium     Medium

	Undone *Undoing // nil while in force
}

// Undoing tells who took a correction back.
type Undoing struct {
	Author string
	Time   time.Time
	Reason string
}

// CorrectionFilter narrows the audit trail; the zero value is all of it.
type CorrectionFilter struct {
	Ops     []Op
	Authors []string
	Actors  []ActorID
	Reports []ReportID
	InForce bool // only those not undone
}
