// Package ordered works on a stream on many processors and keeps its order.
package ordered

import (
	"context"
	"iter"
	"runtime"
	"sync"
)

// Each works on every item of a stream, on so many workers at once (0 is one a processor), and hands the results to do
// in the order of the items, one at a time. It reads ahead by a few items a worker, no more. It ends with the first
// error of do, or with that of ctx; nothing of it runs on after that.
func Each[T, R any](ctx context.Context, workers int, items iter.Seq[T], work func(T) R, do func(R) error) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()

	type job struct {
		item T
		done chan R
	}
	jobs, order := make(chan job), make(chan job, 2*workers)
	wg.Go(func() {
		defer close(order)
		defer close(jobs)
		for item := range items {
			j := job{item, make(chan R, 1)}
			for _, c := range []chan job{order, jobs} {
				select {
				case c <- j:
				case <-ctx.Done():
					return
				}
			}
		}
	})
	for range workers {
		wg.Go(func() {
			for j := range jobs {
				j.done <- work(j.item)
			}
		})
	}
	for j := range order {
		select {
		case r := <-j.done:
			if err := do(r); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}
