package graph

import "time"

// Scope is what the bearer of a token may do.
type Scope string

// The scopes.
const (
	ScopeRead    Scope = "read"
	ScopeIngest  Scope = "ingest"
	ScopeCorrect Scope = "correct"
	ScopeAdmin   Scope = "admin"
)

// Scopes lists all scopes.
var Scopes = []Scope{ScopeRead, ScopeIngest, ScopeCorrect, ScopeAdmin}

// Token is an access token as a store keeps it: never the secret itself.
type Token struct {
	Name    string // unique among tokens in force
	Hash    string // SHA-256 of the secret, hexadecimal
	Scopes  []Scope
	Created time.Time
	Revoked time.Time // zero while in force
}
