package gql

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/server/view"
)

// Feed tells subscribers of changes in the store, whichever process made them. While there are subscribers it looks
// at the store's cursor of now at every tick; when that has moved, each subscriber reads on from its own place, so
// that a slow one keeps nobody waiting and none holds more than one stretch of the feed in memory.
type Feed struct {
	store graph.Store
	tick  time.Duration
	log   *slog.Logger

	mu      sync.Mutex
	readers int
	stop    context.CancelFunc // of the watch; nil without readers
	moved   chan struct{}      // closed and renewed when the feed has moved
	done    chan struct{}      // closed by Close
}

// NewFeed makes a feed of the store that looks for changes at every tick.
func NewFeed(s graph.Store, tick time.Duration, log *slog.Logger) *Feed {
	return &Feed{store: s, tick: tick, log: log, moved: make(chan struct{}), done: make(chan struct{})}
}

// Close ends all subscriptions.
func (f *Feed) Close() { close(f.done) }

// stretch is how many changes a subscriber reads at once.
const stretch = 500

// Contacts tells of changed contacts that pass the filter, from the cursor on, until ctx ends; an empty cursor begins
// now.
func (f *Feed) Contacts(ctx context.Context, filter graph.ContactFilter, after string) (<-chan *view.ContactChange, error) {
	if err := filter.Check(); err != nil {
		return nil, err
	}
	var err error
	if after == "" {
		after, err = f.store.Latest(ctx)
	} else {
		_, err = f.store.Changes(ctx, after, 1) // a cursor that is bad or expired is told at once
	}
	if err != nil {
		return nil, err
	}
	out := make(chan *view.ContactChange)
	f.join()
	go func() {
		defer close(out)
		defer f.leave()
		for {
			moved := f.next() // before the look, so that nothing falls between
			more, err := f.forward(ctx, filter, &after, out)
			var again <-chan time.Time
			switch {
			case errors.Is(err, errEnded):
				return
			case errors.Is(err, graph.ErrExpired): // it was too slow, or the store away for too long
				_ = f.send(ctx, &view.ContactChange{Err: err}, out)
				return
			case err != nil:
				f.log.WarnContext(ctx, "the feed of a subscription failed and is tried again", "error", err)
				again, moved = time.After(f.tick), nil
			case more:
				continue
			}
			select {
			case <-moved:
			case <-again:
			case <-ctx.Done():
				return
			case <-f.done:
				return
			}
		}
	}()
	return out, nil
}

// errEnded is the end of a subscription by its client or by Close.
var errEnded = errors.New("the subscription has ended")

// forward tells one stretch of changes after the cursor and moves it on; more is false at the end of the feed.
func (f *Feed) forward(ctx context.Context, filter graph.ContactFilter, after *string, out chan<- *view.ContactChange) (more bool, err error) {
	changes, err := f.store.Changes(ctx, *after, stretch)
	if err == nil && len(changes) > 0 {
		err = f.tell(ctx, filter, changes, out)
	}
	if ctx.Err() != nil {
		return false, errEnded
	}
	if err != nil || len(changes) == 0 {
		return false, err
	}
	*after = changes[len(changes)-1].Cursor
	return true, nil
}

// tell sends what passes the filter, each contact once.
func (f *Feed) tell(ctx context.Context, filter graph.ContactFilter, changes []*graph.Change, out chan<- *view.ContactChange) error {
	last := map[graph.ContactID]int{} // of several changes of a contact the last one counts
	var ids []graph.ContactID
	for i, c := range changes {
		if _, seen := last[c.Contact]; !seen {
			ids = append(ids, c.Contact)
		}
		last[c.Contact] = i
	}
	found, err := f.store.FindContacts(ctx, graph.ContactFilter{IDs: ids, And: []graph.ContactFilter{filter}},
		graph.Page{First: graph.MaxPage, NoTotal: true})
	if err != nil {
		return err
	}
	passed := map[graph.ContactID]*view.Contact{}
	for i, c := range view.Contacts(f.store, found.Items) {
		passed[found.Items[i].ID] = c
	}
	for i, c := range changes {
		contact := passed[c.Contact]
		if last[c.Contact] != i || contact == nil && !c.Gone {
			continue
		}
		if err := f.send(ctx, &view.ContactChange{Change: c, Now: contact}, out); err != nil {
			return err
		}
	}
	return nil
}

// send waits until a subscriber takes a change, or has gone.
func (f *Feed) send(ctx context.Context, c *view.ContactChange, out chan<- *view.ContactChange) error {
	select {
	case out <- c:
		return nil
	case <-ctx.Done():
	case <-f.done:
	}
	return errEnded
}

// join counts a reader in; the first one starts the watch.
func (f *Feed) join() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.readers++; f.readers == 1 {
		ctx, stop := context.WithCancel(context.Background())
		f.stop = stop
		go f.watch(ctx)
	}
}

func (f *Feed) leave() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.readers--; f.readers == 0 {
		f.stop()
	}
}

// next gives the channel that closes when the feed moves.
func (f *Feed) next() <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.moved
}

// watch wakes the readers whenever the store's cursor of now has moved, and at its first look, since what its first
// reader saw may be older.
func (f *Feed) watch(ctx context.Context) {
	t := time.NewTicker(f.tick)
	defer t.Stop()
	seen, looked := "", false
	for {
		now, err := f.store.Latest(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			f.log.WarnContext(ctx, "the feed of changes cannot be read", "error", err)
		case err == nil && (now != seen || !looked):
			seen, looked = now, true
			f.mu.Lock()
			close(f.moved)
			f.moved = make(chan struct{})
			f.mu.Unlock()
		}
		select {
		case <-t.C:
		case <-ctx.Done():
			return
		case <-f.done:
			return
		}
	}
}
