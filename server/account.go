package server

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// accounts holds how much each client may still use up.
type accounts struct {
	rate  rate.Limit // 0 is no limit
	burst int
	now   func() time.Time

	mu sync.Mutex
	of map[string]*account
}

type account struct {
	bucket *rate.Limiter
	used   time.Time
}

// maxAccounts bounds the memory for accounts; when it is reached, those are dropped that are full again.
const maxAccounts = 10_000

func newAccounts(l Limits, now func() time.Time) *accounts {
	return &accounts{rate: rate.Limit(l.Rate), burst: l.Burst, now: now, of: map[string]*account{}}
}

// charge takes cost off the client's account. It gives what remains, and how long to wait where there is not enough;
// then nothing is taken.
func (a *accounts) charge(client string, cost int) (remaining int, wait time.Duration) {
	if a.rate == 0 {
		return 0, 0
	}
	cost = min(max(cost, 1), a.burst)
	now := a.now()
	a.mu.Lock()
	defer a.mu.Unlock()
	acc := a.of[client]
	if acc == nil {
		if len(a.of) >= maxAccounts {
			a.drop(now)
		}
		acc = &account{bucket: rate.NewLimiter(a.rate, a.burst)}
		a.of[client] = acc
	}
	acc.used = now
	r := acc.bucket.ReserveN(now, cost)
	if wait = r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
	}
	return max(0, int(acc.bucket.TokensAt(now))), wait
}

// drop forgets clients whose accounts are full again, or everybody where there are none.
func (a *accounts) drop(now time.Time) {
	full := time.Duration(float64(a.burst) / float64(a.rate) * float64(time.Second))
	for c, acc := range a.of {
		if now.Sub(acc.used) > full {
			delete(a.of, c)
		}
	}
	if len(a.of) >= maxAccounts {
		clear(a.of)
	}
}
