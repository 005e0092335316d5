package vocab

import (
	"hash/maphash"
	"sync"
)

// Cache is a bounded map to values that can be computed again, safe for concurrent use.
//
// Each shard keeps two generations. What is asked for moves to the young one; once that is full it becomes the old
// one, and the old one is forgotten. So what is in use stays, and memory is bounded by twice the limit.
type Cache[K comparable, V any] struct {
	seed   maphash.Seed
	limit  int // entries of a generation of one shard
	shards [cacheShards]cacheShard[K, V]
}

type cacheShard[K comparable, V any] struct {
	mu         sync.RWMutex
	young, old map[K]V
	_          [32]byte // a cache line to each lock
}

const cacheShards = 32

// NewCache gives a cache of about the given number of recent entries.
func NewCache[K comparable, V any](entries int) *Cache[K, V] {
	c := &Cache[K, V]{seed: maphash.MakeSeed(), limit: max(1, entries/cacheShards)}
	for i := range c.shards {
		c.shards[i].young = make(map[K]V)
	}
	return c
}

// Get gives the value kept for key, if any.
func (c *Cache[K, V]) Get(key K) (V, bool) {
	s := c.shard(key)
	s.mu.RLock()
	v, ok := s.young[key]
	aged := false
	if !ok {
		v, aged = s.old[key]
	}
	s.mu.RUnlock()
	if aged {
		s.mu.Lock()
		s.put(key, v, c.limit)
		s.mu.Unlock()
	}
	return v, ok || aged
}

// Put keeps v for key and gives the value that holds from now on: where two goroutines computed one
// at the same time, the first.
func (c *Cache[K, V]) Put(key K, v V) V {
	s := c.shard(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	if first, ok := s.young[key]; ok {
		return first
	}
	s.put(key, v, c.limit)
	return v
}

func (c *Cache[K, V]) shard(key K) *cacheShard[K, V] {
	return &c.shards[maphash.Comparable(c.seed, key)%cacheShards]
}

func (s *cacheShard[K, V]) put(key K, v V, limit int) {
	if len(s.young) >= limit {
		s.old, s.young = s.young, make(map[K]V, limit)
	}
	s.young[key] = v
}
