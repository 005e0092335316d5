package view

import "github.com/demarche/demarche/graph"

// ContactChange is a contact that is new, changed or gone.
type ContactChange struct {
	Cursor  string
	ID      graph.ContactID
	Contact *Contact
	Gone    bool
}
