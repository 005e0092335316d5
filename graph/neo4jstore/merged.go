package neo4jstore

import (
	"encoding/json"
	"sync"
	"time"

	"github.com/demarche/demarche/graph"
)

// merged remembers which actors were merged into others, so that not every question has to ask. A merge made through
// this store is seen at once, one made by another process within mergedAge.
type merged struct {
	mu    sync.Mutex
	into  map[graph.ActorID]graph.ActorID
	asked time.Time
	turn  int // counts what made the memory void
}

const mergedAge = time.Second

// get gives the merges in force, from memory or by a query of t.
func (m *merged) get(t *tx) (map[graph.ActorID]graph.ActorID, error) {
	m.mu.Lock()
	into, fresh, turn := m.into, time.Since(m.asked) < mergedAge, m.turn
	m.mu.Unlock()
	if fresh {
		return into, nil
	}
	asked := time.Now()
	rows, err := t.rows("MATCH (g:Graph {id: 'demarche'}) RETURN g.merged", nil)
	if err != nil {
		return nil, err
	}
	into = nil
	if len(rows) > 0 {
		if text, ok := rows[0].Values[0].(string); ok {
			if err := json.Unmarshal([]byte(text), &into); err != nil {
				return nil, err
			}
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.turn == turn {
		m.into, m.asked = into, asked
	}
	return into, nil
}

// forget makes the next question ask again.
func (m *merged) forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked = time.Time{}
	m.turn++
}
