package neo4jstore

import (
	"slices"
	"strings"
	"testing"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/graphtest"
)

func TestVerify(t *testing.T) {
	s := open(t)
	if err := s.Put(t.Context(), graphtest.Random(1, 20)...); err != nil {
		t.Fatal(err)
	}
	faults := func() []string {
		t.Helper()
		v, err := s.Verify(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return v.Faults
	}
	if f := faults(); len(f) > 0 {
		t.Fatalf("faults of an untouched graph: %q", f)
	}
	if err := s.Put(t.Context(), graphtest.Random(2, 20)...); err != nil {
		t.Fatal(err)
	}
	var some []graph.ArticleID
	for _, r := range graphtest.Random(1, 20)[:10] {
		some = append(some, r.Complete().Article.ID)
	}
	if err := s.Remove(t.Context(), some...); err != nil {
		t.Fatal(err)
	}
	if f := faults(); len(f) > 0 {
		t.Fatalf("faults after articles came and went: %q", f)
	}
	for _, damage := range []string{
		"MATCH (k:Counterpart) WITH k LIMIT 1 DELETE k",
		"MATCH (c:Contact) WITH c LIMIT 1 SET c.status = 'burnt'",
		"MATCH ()-[r:SPOKE_WITH]->() WITH r LIMIT 1 DELETE r",
		"MATCH (s:Statement) WITH s LIMIT 1 DETACH DELETE s",
		"DROP INDEX contact_key",
	} {
		before := len(faults())
		if _, err := write(t.Context(), s, "damage", func(t *tx) (struct{}, error) { return struct{}{}, t.run(damage, nil) }); err != nil {
			t.Fatal(err)
		}
		if len(faults()) <= before {
			t.Errorf("after %s: faults are %q", damage, faults())
		}
	}
	if err := s.prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	if f := faults(); slices.ContainsFunc(f, func(s string) bool { return strings.Contains(s, "contact_key") }) {
		t.Errorf("the index is not made again: %q", f)
	}
}
