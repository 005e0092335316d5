package ordered

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync/atomic"
	"testing"
)

func numbers(n int, pulled *atomic.Int64) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			pulled.Add(1)
			if !yield(i) {
				return
			}
		}
	}
}

func TestEach(t *testing.T) {
	for _, workers := range []int{0, 1, 3, 8} {
		var got []int
		var pulled atomic.Int64
		err := Each(context.Background(), workers, numbers(100, &pulled), func(i int) int { return i * i }, func(r int) error {
			got = append(got, r)
			return nil
		})
		if err != nil || len(got) != 100 || !slices.IsSorted(got) || got[99] != 99*99 {
			t.Errorf("%d workers: %v, error %v", workers, got, err)
		}
	}
}

func TestEachStops(t *testing.T) {
	enough := errors.New("enough")
	var pulled atomic.Int64
	err := Each(context.Background(), 2, numbers(1_000_000, &pulled), func(i int) int { return i }, func(r int) error {
		if r == 10 {
			return enough
		}
		return nil
	})
	if err != enough || pulled.Load() > 30 {
		t.Errorf("error %v after %d items", err, pulled.Load())
	}
	ctx, cancel := context.WithCancel(context.Background())
	pulled.Store(0)
	err = Each(ctx, 2, numbers(1_000_000, &pulled), func(i int) int { return i }, func(r int) error {
		if r == 10 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || pulled.Load() > 60 {
		t.Errorf("error %v after %d items", err, pulled.Load())
	}
}
