package neo4jstore

import (
	"context"
	"embed"
	"fmt"
	"regexp"
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

// prepare looks whether the server answers and makes the constraints and indexes that are missing, each in a transaction
// of its own, as Neo4j wants it, and waits until they can be used.
func (s *Store) prepare(ctx context.Context) error {
	doing := "open " + s.target
	have, err := read(ctx, s, doing, func(t *tx) (map[string]bool, error) {
		have := map[string]bool{}
		for _, show := range []string{"SHOW CONSTRAINTS YIELD name", "SHOW INDEXES YIELD name"} {
			rows, err := t.rows(show, nil)
			if err != nil {
				return nil, err
			}
			for _, r := range rows {
				have[r.Values[0].(string)] = true
			}
		}
		return have, nil
	})
	if err != nil {
		return err
	}
	made := false
	for _, statement := range statements(query("schema")) {
		name := madeBy.FindStringSubmatch(statement)[1]
		if have[name] {
			continue
		}
		made = true
		if _, err := write(ctx, s, doing, func(t *tx) (struct{}, error) { return struct{}{}, t.run(statement, nil) }); err != nil {
			return err
		}
	}
	if made {
		if _, err := read(ctx, s, doing, func(t *tx) (struct{}, error) {
			return struct{}{}, t.run("CALL db.awaitIndexes(3600)", nil)
		}); err != nil {
			return err
		}
	}
	found, err := write(ctx, s, doing, func(t *tx) (int64, error) {
		rows, err := t.rows("MERGE (g:Graph {id: 'demarche'}) ON CREATE SET g.layout = $layout RETURN coalesce(g.layout, 0)", map[string]any{"layout": layout})
		if err != nil {
			return 0, err
		}
		return rows[0].Values[0].(int64), nil
	})
	if err == nil && found != layout {
		err = fmt.Errorf("neo4jstore: %s holds a graph that another version of Demarche wrote (layout %d, this one knows %d): ingest its articles into an empty database",
			s.target, found, layout)
	}
	return err
}

// layout numbers the form of what the store keeps: one that lacks the sums of Counterpart would answer wrongly.
const layout = 1

// madeBy finds the name of what a statement makes.
var madeBy = regexp.MustCompile(`^CREATE (?:CONSTRAINT|(?:FULLTEXT )?INDEX) (\w+) `)
