package view

import "fmt"

// Codes of errors, as extensions.code tells them.
const (
	BadCursor    = "BAD_CURSOR"     // altered, or of another query
	BadFilter    = "BAD_FILTER"     // a filter that cannot be meant
	BadRequest   = "BAD_REQUEST"    // not a GraphQL request
	BadValue     = "BAD_USER_INPUT" // an argument out of range
	Cancelled    = "CANCELLED"      // by the client
	Conflict     = "CONFLICT"       // against a correction in force
	Expired      = "CURSOR_EXPIRED" // the feed no longer goes back so far
	Forbidden    = "FORBIDDEN"      // the token lacks the scope
	Internal     = "INTERNAL"       // the log has it under the request's id
	NotFound     = "NOT_FOUND"      // the id names nothing
	Overloaded   = "OVERLOADED"     // too many queries at one time
	RateLimited  = "RATE_LIMITED"   // this client asks too much in too short a time
	Timeout      = "TIMEOUT"        // the query took too long and was stopped
	TooComplex   = "TOO_COMPLEX"    // the query costs too much
	TooDeep      = "TOO_DEEP"       // fields within fields within fields
	TooLarge     = "TOO_LARGE"      // the query or the request has too many bytes
	Unavailable  = "UNAVAILABLE"    // the store does not answer now
	Unauthorized = "UNAUTHORIZED"   // no token, or one not in force
	Unsupported  = "UNSUPPORTED"    // this server does not do that
	Untrusted    = "UNTRUSTED"      // only known documents are taken
)

// Error is an error that a client may read.
type Error struct {
	Code    string
	Message string
}

func (e *Error) Error() string { return e.Message }

// BadInput is the error of an argument that makes no sense.
func BadInput(format string, args ...any) error {
	return &Error{BadValue, fmt.Sprintf(format, args...)}
}

// Unknown is the error of an id that names nothing.
func Unknown(kind, id string) error {
	return &Error{NotFound, fmt.Sprintf("no %s has the id %.200q", kind, id)}
}

// One gives the only answer of a store that was asked for one id; none is an error NOT_FOUND.
func One[T any](kind, id string, found []*T) (*T, error) {
	if len(found) == 0 || found[0] == nil {
		return nil, Unknown(kind, id)
	}
	return found[0], nil
}
