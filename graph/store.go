package graph

import (
	"context"
	"errors"
)

// What callers branch on. Stores wrap them with what was wrong: the cursor, the field of the filter, the report.
var (
	ErrNotFound   = errors.New("not found")
	ErrBadCursor  = errors.New("bad cursor")
	ErrExpired    = errors.New("expired") // a cursor of the feed before all that it keeps
	ErrBadFilter  = errors.New("bad filter")
	ErrBadReports = errors.New("bad reports")
	ErrConflict   = errors.New("conflict") // a correction against another one in force
	// ErrUnavailable is a store that does not answer now and may later.
	ErrUnavailable = errors.New("unavailable")
)

// Store keeps reports by article and answers from the graph that follows from all of them.
//
// Slices of ids are answered in their order, one answer an id; an unknown id gives nil (or an empty list) at its
// place. Lists are in a fixed total order and paged by keyset cursors (Page), so that pages never overlap and stay
// right while articles arrive. A cursor belongs to the method and the filter that it came from; with another, or
// altered, it is ErrBadCursor. A filter that cannot be meant (Check) is ErrBadFilter. Every method is safe for
// concurrent use and stops when ctx does. Full text is folded and cut into words by Words on both sides: each word
// asked for must be a word of the text.
type Store interface {
	// Put stores what articles say, each in one transaction, replacing what the store had from that article.
	// Storing the same reports again changes nothing. What lacks ids gets them (Reports.Complete). It fails on the
	// first article that cannot be stored (ErrBadReports where Reports.Check refuses it); those before it are in.
	Put(ctx context.Context, articles ...*Reports) error
	// Remove takes articles and all that rests on them alone out of the graph; unknown ids are ignored.
	Remove(ctx context.Context, ids ...ArticleID) error

	// Actors gives actors; one merged into another by a correction is answered by that other.
	Actors(ctx context.Context, ids []ActorID) ([]*Actor, error)
	Articles(ctx context.Context, ids []ArticleID) ([]*Article, error)
	Contacts(ctx context.Context, ids []ContactID) ([]*Contact, error)
	Statements(ctx context.Context, ids []StatementID) ([]*Statement, error)
	Matters(ctx context.Context, ids []MatterID) ([]*Matter, error)

	// FindActors lists actors by folded name (Fold), then ID.
	FindActors(ctx context.Context, f ActorFilter, p Page) (*Slice[*Actor], error)
	// FindArticles lists articles newest first (those without a time last), then by ID.
	FindArticles(ctx context.Context, f ArticleFilter, p Page) (*Slice[*Article], error)
	// FindContacts lists contacts in the page's order; the day of a contact is Date.Start, else Date.End.
	FindContacts(ctx context.Context, f ContactFilter, p Page) (*Slice[*Contact], error)
	// FindStatements lists statements in the page's order, as contacts.
	FindStatements(ctx context.Context, f StatementFilter, p Page) (*Slice[*Statement], error)

	// ContactsOf lists, for each actor, its contacts as FindContacts does with that actor as Who.
	ContactsOf(ctx context.Context, actors []ActorID, f ContactFilter, p Page) ([]*Slice[*Contact], error)
	// StatementsOf lists, for each actor, the statements that it made, or that were made on its behalf, as
	// FindStatements does.
	StatementsOf(ctx context.Context, actors []ActorID, f StatementFilter, p Page) ([]*Slice[*Statement], error)
	// StatementsAbout lists, for each matter, the statements about it as FindStatements does.
	StatementsAbout(ctx context.Context, matters []MatterID, f StatementFilter, p Page) ([]*Slice[*Statement], error)
	// SpokeWith lists, for each actor, the participants of other sides in the actual contacts that it took part in,
	// itself or as the one on whose behalf a person acted: the most frequent first, then by the counterpart's ID.
	// f narrows the contacts counted; f.Statuses is ignored.
	SpokeWith(ctx context.Context, actors []ActorID, f ContactFilter, p Page) ([]*Slice[*Counterpart], error)

	ContactReports(ctx context.Context, ids []ContactID) ([][]*ContactReport, error)
	StatementReports(ctx context.Context, ids []StatementID) ([][]*StatementReport, error)
	// ArticleReports gives everything that one article says, as it was put, corrections left out.
	ArticleReports(ctx context.Context, ids []ArticleID) ([]*Reports, error)
	// ReportContacts gives the contact that each report is now part of, empty for one unknown or rejected.
	ReportContacts(ctx context.Context, ids []ReportID) ([]ContactID, error)
	// ReportStatements gives the statement that each report is now part of, likewise.
	ReportStatements(ctx context.Context, ids []ReportID) ([]StatementID, error)
	// Offices gives the offices of each person, or those held for each country or organisation, by Since, then
	// person and title.
	Offices(ctx context.Context, ids []ActorID) ([][]*Office, error)

	// Series counts contacts by step of time, oldest first, empty steps left out: step is one of Steps.
	// A contact counts where its interval begins (its end, where only that is known); unknown dates do not count.
	Series(ctx context.Context, f ContactFilter, step Granularity) ([]*Bucket, error)
	// Matrix counts contacts by pair of countries on opposite sides, by step, or over all time where step is empty:
	// by step, then A, then B. A person counts for the country on whose behalf it acted, else its own; an
	// organisation for its own; a contact counts once for a pair. f.Statuses empty means Actual. Under a step,
	// unknown dates do not count.
	Matrix(ctx context.Context, f ContactFilter, step Granularity) ([]*Cell, error)
	// Timeline lists the contacts with a and b on opposite sides, and the statements of one of them that address or
	// concern the other, as FindContacts does; each of a and b counts itself or as the one acted for. f narrows the
	// contacts; its days narrow the statements too.
	Timeline(ctx context.Context, a, b ActorID, f ContactFilter, p Page) (*Slice[*Moment], error)
	// Pairs sums up the contacts of each pair as of a day; a pair without any has a zero Count.
	Pairs(ctx context.Context, pairs [][2]ActorID, on Day) ([]*Pair, error)
	// Silent lists the pairs of direct participants whose silence on that day is longer than their own rhythm: by the
	// ratio of the two, greatest first, then A and B. Contacts after the day do not count; pairs of fewer than
	// min (at least three) days are left out. Where who is not empty, one of the two is, or belongs to (Actor.Country),
	// one of who.
	Silent(ctx context.Context, on Day, min int, who []ActorID, p Page) (*Slice[*Pair], error)
	// Paths gives the shortest chains of actual contacts between direct participants of opposite sides, at most
	// limit of them (in the order of their actors' ids) and of at most six steps. No chain is an empty list.
	Paths(ctx context.Context, from, to ActorID, f ContactFilter, limit int) ([]*Path, error)
	// Search finds what holds all the words (the last one may be the beginning of a word), best first, then by
	// kind and ID. No kinds means all.
	Search(ctx context.Context, text string, kinds []HitKind, p Page) (*Slice[*Hit], error)

	// Changes gives what changed in the graph's contacts after a cursor of the feed, oldest first, at most limit
	// entries, one at least, from whatever process; "" starts at the beginning, Latest gives the cursor of now. A
	// contact that changed several times may be named several times. The feed keeps the latest FeedLength changes, or
	// as many as the store was opened with: after a cursor that lies before them, Changes is ErrExpired, after one of
	// another feed ErrBadCursor.
	Changes(ctx context.Context, after string, limit int) ([]*Change, error)
	Latest(ctx context.Context) (string, error)

	// Correct enters a correction and gives it back with its ID and reports; the graph follows at once.
	Correct(ctx context.Context, c Correction) (*Correction, error)
	// Undo takes a correction back; ErrNotFound where there is none, ErrConflict where it is undone already.
	Undo(ctx context.Context, id CorrectionID, u Undoing) (*Correction, error)
	// Corrections lists the audit trail, newest first.
	Corrections(ctx context.Context, f CorrectionFilter, p Page) (*Slice[*Correction], error)

	// AddToken keeps a token; ErrConflict where one of that name is in force.
	AddToken(ctx context.Context, t Token) error
	// RevokeToken ends the token of that name; ErrNotFound where none is in force.
	RevokeToken(ctx context.Context, name string) error
	// Tokens lists all tokens by Created, then Name, revoked ones included.
	Tokens(ctx context.Context) ([]*Token, error)

	// Stats counts what is there.
	Stats(ctx context.Context) (*Stats, error)
	// Ping tells whether the store can answer.
	Ping(ctx context.Context) error
	Close() error
}
