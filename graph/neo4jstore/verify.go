package neo4jstore

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/demarche/demarche/graph"
)

// Verification is what Verify found.
type Verification struct {
	Server        string         // "Neo4j/5.26.17 (community)"
	Nodes         map[string]int // by label
	Relationships map[string]int // by type
	Schema        int            // constraints and indexes that are there and can be used
	Faults        []string       // what is missing, and what in the graph does not follow from the reports; none is well
}

// maxFaults bounds the faults told of each kind.
const maxFaults = 20

// Verify counts what is there, checks that all constraints and indexes can be used, and that the graph is what follows
// from the reports that the articles make, corrections in force considered. It reads everything, into memory.
func (s *Store) Verify(ctx context.Context) (*Verification, error) {
	info, err := s.driver.GetServerInfo(ctx)
	if err != nil {
		return nil, s.explain("verify", classify(err))
	}
	return read(ctx, s, "verify", func(t *tx) (*Verification, error) {
		v := &Verification{Server: info.Agent(), Nodes: map[string]int{}, Relationships: map[string]int{}}
		if rows, err := t.rows("CALL dbms.components() YIELD edition RETURN edition", nil); err == nil && len(rows) > 0 {
			v.Server += fmt.Sprintf(" (%s)", rows[0].Values[0])
		}
		for _, step := range []func(*tx) error{v.schema, v.count, v.compare} {
			if err := step(t); err != nil {
				return nil, err
			}
		}
		return v, nil
	})
}

func (v *Verification) schema(t *tx) error {
	ready := map[string]bool{}
	rows, err := t.rows("SHOW CONSTRAINTS YIELD name", nil)
	if err != nil {
		return err
	}
	for _, r := range rows {
		ready[r.Values[0].(string)] = true
	}
	if rows, err = t.rows("SHOW INDEXES YIELD name, state WHERE state = 'ONLINE'", nil); err != nil {
		return err
	}
	for _, r := range rows {
		ready[r.Values[0].(string)] = true
	}
	for _, statement := range statements(query("schema")) {
		if name := madeBy.FindStringSubmatch(statement)[1]; ready[name] {
			v.Schema++
		} else {
			v.Faults = append(v.Faults, "constraint or index "+name+" is missing or not ready")
		}
	}
	return nil
}

func (v *Verification) count(t *tx) error {
	rows, err := t.rows("MATCH (n) UNWIND labels(n) AS label RETURN label, count(*)", nil)
	if err != nil {
		return err
	}
	for _, r := range rows {
		v.Nodes[r.Values[0].(string)] = int(r.Values[1].(int64))
	}
	if rows, err = t.rows("MATCH ()-[r]->() RETURN type(r), count(*)", nil); err != nil {
		return err
	}
	for _, r := range rows {
		v.Relationships[r.Values[0].(string)] = int(r.Values[1].(int64))
	}
	return nil
}

// compare merges all reports anew and holds the graph against what comes of it.
func (v *Verification) compare(t *tx) error {
	in, err := corrections(t)
	if err != nil {
		return err
	}
	rules := graph.NewRules(in)
	texts, err := t.rows("MATCH (a:Article) RETURN a.said", nil)
	if err != nil {
		return err
	}
	var filed []*graph.Filed
	mentions := 0
	for _, row := range texts {
		var r graph.Reports
		if err := json.Unmarshal([]byte(row.Values[0].(string)), &r); err != nil {
			return err
		}
		for _, f := range file(&r, rules) {
			filed = append(filed, f)
		}
		named := map[graph.ActorID]bool{}
		for _, m := range r.Mentions {
			named[rules.Actor(m.Actor)] = true
		}
		mentions += len(named)
	}
	contacts, statements := graph.Merge(filed)
	evidence := map[graph.ReportID]int{}
	for _, f := range filed {
		if f.Contact != nil {
			evidence[f.ID()] = len(f.Contact.Evidence)
		} else {
			evidence[f.ID()] = len(f.Statement.Evidence)
		}
	}
	want := map[string]int{"MENTIONS": mentions}
	met, said := map[string]*graph.Contact{}, map[string]*graph.Statement{}
	for _, c := range contacts {
		met[string(c.ID)] = c
		want["TOOK_PART"] += len(c.Participants)
		want["SPOKE_WITH"] += len(spokeWithRows(c))
		for _, r := range c.Reports {
			want["REPORTED_IN"] += evidence[r]
		}
	}
	if err := v.counterparts(t, contacts); err != nil {
		return err
	}
	matters := map[graph.MatterID]bool{}
	for _, s := range statements {
		said[string(s.ID)] = s
		matters[s.Matter.ID] = true
		want[speechAct(s.Kind)]++
		want["ABOUT"]++
		want["ADDRESSED_TO"] += len(s.Addressees)
		for _, r := range s.Reports {
			want["REPORTED_IN"] += evidence[r]
		}
	}
	if err := v.events(t, "Contact", slices.Sorted(maps.Keys(met)), func(p props) bool {
		return reflect.DeepEqual(p.contact(), contactProps(met[p.str("id")], nil, nil).contact())
	}); err != nil {
		return err
	}
	if err := v.events(t, "Statement", slices.Sorted(maps.Keys(said)), func(p props) bool {
		s := said[p.str("id")]
		return reflect.DeepEqual(p.statement(&s.Matter), statementProps(s, nil).statement(&s.Matter)) && p.str("matter") == string(s.Matter.ID)
	}); err != nil {
		return err
	}
	if n := v.Nodes["Matter"]; n != len(matters) {
		v.Faults = append(v.Faults, fmt.Sprintf("%d matters, where the reports make %d", n, len(matters)))
	}
	for _, kind := range slices.Sorted(maps.Keys(want)) {
		if n := v.Relationships[kind]; n != want[kind] {
			v.Faults = append(v.Faults, fmt.Sprintf("%d relationships %s, where the reports make %d", n, kind, want[kind]))
		}
	}
	return nil
}

// counterparts compares the sums of whom actors spoke with.
func (v *Verification) counterparts(t *tx, contacts []*graph.Contact) error {
	sums := tallies{}
	for _, c := range contacts {
		sums.replace(nil, c)
	}
	want := make(map[facing]props, len(sums))
	for f, d := range sums {
		want[f] = counterpartProps(f, d.settle(nil))
	}
	rows, err := t.rows("MATCH (k:Counterpart) RETURN k", nil)
	if err != nil {
		return err
	}
	wrong := 0
	for _, r := range rows {
		p := node(r.Values[0])
		f := facing{graph.ActorID(p.str("actor")), graph.ActorID(p.str("other"))}
		if !reflect.DeepEqual(p, want[f]) {
			wrong++
		}
		delete(want, f)
	}
	if wrong+len(want) > 0 {
		v.Faults = append(v.Faults, fmt.Sprintf("%d sums of whom actors spoke with are not as the contacts make them, %d are missing", wrong, len(want)))
	}
	return nil
}

// events compares the nodes of a label with those that there should be.
func (v *Verification) events(t *tx, label string, want []string, same func(props) bool) error {
	rows, err := t.rows("MATCH (n:"+label+") RETURN n", nil)
	if err != nil {
		return err
	}
	faults := 0
	fault := func(format string, args ...any) {
		if faults++; faults <= maxFaults {
			v.Faults = append(v.Faults, fmt.Sprintf(format, args...))
		}
	}
	have := map[string]bool{}
	for _, r := range rows {
		p := node(r.Values[0])
		id := p.str("id")
		have[id] = true
		if _, ok := slices.BinarySearch(want, id); !ok {
			fault("%s %s does not follow from any report", label, id)
		} else if !same(p) {
			fault("%s %s is not as its reports make it", label, id)
		}
	}
	for _, id := range want {
		if !have[id] {
			fault("%s %s is missing", label, id)
		}
	}
	if faults > maxFaults {
		v.Faults = append(v.Faults, fmt.Sprintf("%d faults more of this kind", faults-maxFaults))
	}
	return nil
}
