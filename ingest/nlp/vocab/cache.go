package vocab

import (
	"hash/maphash"
	"strings"
	"sync"
)

// Cache is a bounded map from strings to values that can be computed again, safe for concurrent use.
//
// Each shard keeps two generations. What is asked for moves to the young one; once that is full it becomes the old
// one, and the old one is forgotten. So what is in use stays, and memory is bounded by twice the limit.
type Cache[V any] struct {
	seed   maphash.Seed
	limit  int // entries of a generation of one shard
	shards [cacheShards]cacheShard[V]
}

type cacheShard[V any] struct {
	mu         sync.RWMutex
	young, old map[string]V
	_          [32]byte // a cache line to each lock
}

const (
	cacheShards = 32
	longestKey  = 256 // bytes; longer strings hardly come again
)

// NewCache gives a cache of about the given number of recent entries.
func NewCache[V any](entries int) *Cache[V] {
	c := &Cache[V]{seed: maphash.MakeSeed(), limit: max(1, entries/cacheShards)}
	for i := range c.shards {
		c.shards[i].young = make(map[string]V)
	}
	return c
}

// Get gives the value kept for key, if any.
func (c *Cache[V]) Get(key string) (V, bool) {
	if len(key) > longestKey {
		var none V
		return none, false
	}
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
		s.put(strings.Clone(key), v, c.limit)
		s.mu.Unlock()
	}
	return v, ok || aged
}

// Put keeps v for key, which is copied, and gives the value that holds from now on: where two goroutines computed one
// at the same time, the first.
func (c *Cache[V]) Put(key string, v V) V {
	if len(key) > longestKey {
		return v
	}
	s := c.shard(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	if first, ok := s.young[key]; ok {
		return first
	}
	s.put(strings.Clone(key), v, c.limit)
	return v
}

func (c *Cache[V]) shard(key string) *cacheShard[V] {
	return &c.shards[maphash.String(c.seed, key)%cacheShards]
}

func (s *cacheShard[V]) put(key string, v V, limit int) {
	if len(s.young) >= limit {
		s.old, s.young = s.young, make(map[string]V, limit)
	}
	s.young[key] = v
}
