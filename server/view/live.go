package view

import "github.com/demarche/demarche/graph"

// ContactChange is a contact that is new, changed or gone; or the reason why a subscription ends, which each of its
// fields fails with, so that every transport tells it.
type ContactChange struct {
	Change *graph.Change
	Now    *Contact // nil where it is gone
	Err    error
}

// Cursor is where the change stands in the feed.
func (c *ContactChange) Cursor() (string, error) {
	return told(c, func() string { return c.Change.Cursor })
}

// ID names the contact.
func (c *ContactChange) ID() (graph.ContactID, error) {
	return told(c, func() graph.ContactID { return c.Change.Contact })
}

// Contact is the contact as it is now.
func (c *ContactChange) Contact() (*Contact, error) { return c.Now, c.Err }

// Gone tells that the contact is no more.
func (c *ContactChange) Gone() (bool, error) { return c.Now == nil, c.Err }

func told[T any](c *ContactChange, field func() T) (T, error) {
	if c.Err != nil {
		var none T
		return none, c.Err
	}
	return field(), nil
}
