package neo4jstore

import (
	"context"
	"embed"
	"fmt"
	"strings"
)

//go:embed cypher/*.cypher
var cypherFS embed.FS

// query gives the text of cypher/NAME.cypher.
func query(name string) string {
	b, err := cypherFS.ReadFile("cypher/" + name + ".cypher")
	if err != nil {
		panic("neo4jstore: " + err.Error())
	}
	return string(b)
}

// statements cuts a file of several statements at its semicolons, comments left out.
func statements(text string) []string {
	var code strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "//") {
			code.WriteString(line)
		}
	}
	var out []string
	for s := range strings.SplitSeq(code.String(), ";") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// prepare looks whether the server answers, makes constraints and indexes, each in a transaction of its own as Neo4j
// wants it, and waits until they can be used.
func (s *Store) prepare(ctx context.Context) error {
	for _, statement := range statements(query("schema")) {
		if _, err := write(ctx, s, "open "+s.target, func(tx *tx) (struct{}, error) {
			return struct{}{}, tx.run(statement, nil)
		}); err != nil {
			return err
		}
	}
	_, err := write(ctx, s, "open "+s.target, func(tx *tx) (struct{}, error) {
		if err := tx.run("CALL db.awaitIndexes(300)", nil); err != nil {
			return struct{}{}, fmt.Errorf("waiting for indexes: %w", err)
		}
		return struct{}{}, tx.run("MERGE (:Graph {id: 'demarche'})", nil)
	})
	return err
}
