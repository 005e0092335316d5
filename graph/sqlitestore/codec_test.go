package sqlitestore

import (
	"reflect"
	"testing"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/graphtest"
)

// What is written reads back, for everything that random articles say.
func TestRecordsReadBack(t *testing.T) {
	for _, r := range graphtest.Random(1, 50) {
		for i := range r.Contacts {
			c := r.Contacts[i]
			got, err := decodeContactReport(encodeContactReport(&c))
			es, err2 := decodeEvidence(encodeEvidence(c.Evidence))
			if got.Evidence = es; err != nil || err2 != nil || !reflect.DeepEqual(got, &c) {
				t.Errorf("%+v reads back as %+v, %v, %v", c, got, err, err2)
			}
		}
		for i := range r.Statements {
			s := r.Statements[i]
			if got, err := decodeStatementReport(encodeStatementReport(&s)); err != nil || !reflect.DeepEqual(got, &s) {
				t.Errorf("%+v reads back as %+v, %v", s, got, err)
			}
		}
		for i := range r.Actors {
			a := r.Actors[i]
			if got, err := decodeActor(encodeActor(&a)); err != nil || !reflect.DeepEqual(got, &a) {
				t.Errorf("%+v reads back as %+v, %v", a, got, err)
			}
		}
	}
}

// A broken record is an error, never a panic or a list without end.
func FuzzRecords(f *testing.F) {
	f.Add(encodeContact(&graph.Contact{ID: "contact:1", Participants: []graph.Participant{{Actor: "a"}}, Topics: []string{"x", "y"}}))
	f.Add(encodeStatement(&graph.Statement{ID: "statement:1", Quote: "q"}))
	f.Add([]byte{codecVersion, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		decodeContact(b)
		decodeContactReport(b)
		decodeStatement(b)
		decodeStatementReport(b)
		decodeEvidence(b)
		decodeActor(b)
	})
}
