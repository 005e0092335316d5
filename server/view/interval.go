package view

import "github.com/demarche/demarche/graph"

// Interval is a stretch of days.
type Interval struct {
	graph.Interval
	Inferred bool
}

// Date is when the contact was.
func (c *Contact) Date() *Interval { return &Interval{c.Contact.Date, c.DateInferred} }

// Date is when it was, by this article.
func (r *ContactReport) Date() *Interval { return &Interval{r.ContactReport.Date, r.DateInferred} }

// Date is when the statement was made.
func (s *Statement) Date() *Interval { return &Interval{s.Statement.Date, false} }

// Date is when it was made, by this article.
func (r *StatementReport) Date() *Interval { return &Interval{r.StatementReport.Date, false} }

// Date is the date that the correction sets.
func (c *Correction) Date() *Interval { return &Interval{c.Correction.Date, false} }
