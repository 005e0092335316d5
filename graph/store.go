package graph

import (
	"context"
	"errors"
)

// What callers branch on.
var (
	ErrNotFound  = errors.New("not found")
	ErrBadCursor = errors.New("bad cursor")
	ErrBadFilter = errors.New("bad filter")
)

// Store keeps reports by article and answers from the graph that follows from all of them.
//
// Slices of ids are answered in their order, one answer an id; an unknown id gives nil (or an empty list) at its
// place. Lists are in a fixed total order and paged by keyset cursors (Page), so that pages never overlap and stay
// right while articles arrive. Every method is safe for concurrent use and stops when ctx does.
type Store interface {
	// Put stores what articles say, each in one transaction, replacing what the store had from that article.
	// Storing the same reports again changes nothing. It fails on the first article that cannot be stored; those
	// before it are in.
	Put(ctx context.Context, articles ...*Reports) error
	// Remove takes articles and all that rests on them alone out of the graph; unknown ids are ignored.
	Remove(ctx context.Context, ids ...ArticleID) error

	Actors(ctx context.Context, ids []ActorID) ([]*Actor, error)
	Articles(ctx context.Context, ids []ArticleID) ([]*Article, error)
	Contacts(ctx context.Context, ids []ContactID) ([]*Contact, error)
	Statements(ctx context.Context, ids []StatementID) ([]*Statement, error)
	Matters(ctx context.Context, ids []MatterID) ([]*Matter, error)

	// FindActors lists actors by name, then ID.
	FindActors(ctx context.Context, f ActorFilter, p Page) (*Slice[*Actor], error)
	// FindArticles lists articles newest first, then by ID.
	FindArticles(ctx context.Context, f ArticleFilter, p Page) (*Slice[*Article], error)
	// FindContacts lists contacts newest first (by Date.Start, else Date.End; unknown dates last), then by ID.
	FindContacts(ctx context.Context, f ContactFilter, p Page) (*Slice[*Contact], error)
	// FindStatements lists statements newest first (as contacts), then by ID.
	FindStatements(ctx context.Context, f StatementFilter, p Page) (*Slice[*Statement], error)

	// ContactsOf lists, for each actor, its contacts as FindContacts does.
	ContactsOf(ctx context.Context, actors []ActorID, f ContactFilter, p Page) ([]*Slice[*Contact], error)
	// StatementsOf lists, for each actor, the statements it made as FindStatements does.
	StatementsOf(ctx context.Context, actors []ActorID, f StatementFilter, p Page) ([]*Slice[*Statement], error)
	// SpokeWith lists, for each actor, whom it had actual contact with on opposite sides, the most frequent first,
	// then by the counterpart's ID. f narrows the contacts counted; f.Statuses is ignored.
	SpokeWith(ctx context.Context, actors []ActorID, f ContactFilter, p Page) ([]*Slice[*Counterpart], error)

	ContactReports(ctx context.Context, ids []ContactID) ([][]*ContactReport, error)
	StatementReports(ctx context.Context, ids []StatementID) ([][]*StatementReport, error)
	// ArticleReports gives everything that one article says.
	ArticleReports(ctx context.Context, ids []ArticleID) ([]*Reports, error)
	// Offices gives the offices of each person, or those held for each country or organisation, by Since.
	Offices(ctx context.Context, ids []ActorID) ([][]*Office, error)

	// Stats counts what is there.
	Stats(ctx context.Context) (*Stats, error)
	Close() error
}

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
