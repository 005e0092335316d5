package server

import (
	"log/slog"
	"time"

	"github.com/demarche/demarche/server/gql"
)

// Access tells whom the server answers.
type Access int

// The kinds of access.
const (
	// Loopback answers everybody who asks for this machine by a loopback name, without tokens. A page of another
	// site that points its own name here (DNS rebinding) is refused. For a server that listens on loopback only.
	Loopback Access = iota
	// Tokens answers only who has a token of the store that is in force.
	Tokens
	// Anyone answers everybody, and everybody may do everything.
	Anyone
)

// Options are the server's settings; the zero value is a server for one's own machine.
type Options struct {
	Ingester gql.Ingester     // takes articles; nil refuses them
	Log      *slog.Logger     // nil logs nothing
	Now      func() time.Time // nil is time.Now
	Version  string           // shown on the first page

	Access  Access
	Origins []string // other sites whose pages may ask from a browser ("https://dash.example"); none by default

	Limits          Limits
	NoIntrospection bool
	// Documents, where not nil, are the only queries taken, by the SHA-256 of their text in hexadecimal: the
	// manifest that graphql-codegen and Relay write.
	Documents map[string]string

	Tick time.Duration // between two looks at the feed of changes, and at the tokens; 0 is one second
}

// Limits bound what one request may cost; a zero field is its default, a negative one no limit.
type Limits struct {
	Cost     int           // complexity of one query: each list counts first × what is asked of an item; 100,000
	Depth    int           // fields within fields, introspection apart; 20
	Tokens   int           // words and signs of one query; 5,000
	Query    int           // bytes of one query; 64 KiB
	Body     int64         // bytes of one request, articles included; 8 MiB
	Time     time.Duration // for one query, after which the store's work is stopped; 10 s
	InFlight int           // queries at one time, after which the others are told to come back; 256
	Patience time.Duration // for a client that does not read its answer, before it is given up; 10 s
	Streams  int           // subscriptions at one time; 1,000
	// Rate is how much cost a second one client (a token, else an address) may use up, Burst how much at once.
	// No limit by default.
	Rate, Burst int
}

func orDefault[T int | int64 | time.Duration](v *T, d, none T) {
	switch {
	case *v == 0:
		*v = d
	case *v < 0:
		*v = none
	}
}

const unlimited = 1 << 40

// withDefaults fills in what is left out.
func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	orDefault(&o.Tick, time.Second, time.Second)
	l := &o.Limits
	orDefault(&l.Cost, 100_000, unlimited)
	orDefault(&l.Depth, 20, unlimited)
	orDefault(&l.Tokens, 5_000, 0) // the parser's 0 is no limit
	orDefault(&l.Query, 64<<10, unlimited)
	orDefault(&l.Body, 8<<20, unlimited)
	orDefault(&l.Time, 10*time.Second, unlimited)
	orDefault(&l.Patience, 10*time.Second, unlimited)
	orDefault(&l.InFlight, 256, unlimited)
	orDefault(&l.Streams, 1_000, unlimited)
	if l.Rate < 0 {
		l.Rate = 0
	}
	if l.Burst <= 0 {
		l.Burst = max(l.Rate, l.Cost)
	}
	return o
}
