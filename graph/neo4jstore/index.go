package neo4jstore

import (
	"context"
	"encoding/json"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/demarche/demarche/graph"
)

// index shows graph's merging the reports and contacts of the store, in one transaction, and remembers what it
// showed.
type index struct {
	t        *tx
	rules    *graph.Rules
	filed    map[graph.ReportID]*graph.Filed
	contacts map[graph.ContactID]props // nil for one that there is not
}

func newIndex(t *tx, rules *graph.Rules) *index {
	return &index{t, rules, map[graph.ReportID]*graph.Filed{}, map[graph.ContactID]props{}}
}

// Near is graph.Index.Near.
func (x *index) Near(_ context.Context, blocks []graph.Block) ([]*graph.Filed, error) {
	rows := make([]any, len(blocks))
	for i, b := range blocks {
		rows[i] = blockProps(b)
	}
	return x.read("reports_near", map[string]any{"blocks": rows})
}

// Held is graph.Index.Held.
func (x *index) Held(_ context.Context, events []string) ([]*graph.Filed, error) {
	return x.read("reports_held", map[string]any{"events": events})
}

// Contacts is graph.Index.Contacts.
func (x *index) Contacts(_ context.Context, ids []graph.ContactID) ([]*graph.Contact, error) {
	nodes, err := x.contactNodes(ids)
	if err != nil {
		return nil, err
	}
	out := make([]*graph.Contact, len(ids))
	for i, n := range nodes {
		if n != nil {
			out[i] = n.contact()
		}
	}
	return out, nil
}

func (x *index) contactNodes(ids []graph.ContactID) ([]props, error) {
	var missing []string
	for _, id := range ids {
		if _, ok := x.contacts[id]; !ok {
			missing = append(missing, string(id))
			x.contacts[id] = nil
		}
	}
	found, err := byID(x.t, "Contact", missing, func(p props) props { return p })
	if err != nil {
		return nil, err
	}
	for id, n := range found {
		x.contacts[graph.ContactID(id)] = n
	}
	out := make([]props, len(ids))
	for i, id := range ids {
		out[i] = x.contacts[id]
	}
	return out, nil
}

// reports gives these reports, from the store where they have not been seen yet.
func (x *index) reports(ids []graph.ReportID) ([]*graph.Filed, error) {
	var missing []string
	for _, id := range ids {
		if x.filed[id] == nil {
			missing = append(missing, string(id))
		}
	}
	if len(missing) > 0 {
		if _, err := x.read("reports", map[string]any{"ids": missing}); err != nil {
			return nil, err
		}
	}
	out := make([]*graph.Filed, 0, len(ids))
	for _, id := range ids {
		if r := x.filed[id]; r != nil {
			out = append(out, r)
		}
	}
	return out, nil
}

func (x *index) read(name string, params map[string]any) ([]*graph.Filed, error) {
	result, err := x.t.rows(query(name), params)
	if err != nil {
		return nil, err
	}
	out := make([]*graph.Filed, len(result))
	for i, r := range result {
		if out[i], err = readFiled(r, x.rules); err != nil {
			return nil, err
		}
		if known := x.filed[out[i].ID()]; known != nil {
			out[i] = known
		} else {
			x.filed[out[i].ID()] = out[i]
		}
	}
	return out, nil
}

// readFiled reads a report and the source that its article is: r, published, outlet, sourceKey, print, issuer.
func readFiled(r *neo4j.Record, rules *graph.Rules) (*graph.Filed, error) {
	p := props(r.Values[0].(neo4j.Node).Props)
	f := &graph.Filed{Confirmed: p.yes("confirmed"), Apart: graph.CorrectionID(p.num("apart")), Event: p.str("event")}
	if links, ok := p["links"].([]any); ok {
		for _, l := range links {
			f.Links = append(f.Links, graph.CorrectionID(l.(int64)))
		}
	}
	f.Source.Article = graph.ArticleID(p.str("article"))
	if t, ok := r.Values[1].(time.Time); ok {
		f.Source.Published = graph.DayOf(t.UTC())
	}
	f.Source.Outlet, _ = r.Values[2].(string)
	f.Source.Key, _ = r.Values[3].(string)
	if b, ok := r.Values[4].([]byte); ok {
		f.Source.Print = graph.SignatureOf(b)
	}
	if issuer, ok := r.Values[5].(string); ok {
		f.Source.Issuer = rules.Actor(graph.ActorID(issuer))
	}
	var err error
	if p.str("kind") == contactReport {
		err = json.Unmarshal([]byte(p.str("data")), &f.Contact)
	} else {
		err = json.Unmarshal([]byte(p.str("data")), &f.Statement)
	}
	return f, err
}

// The kinds of Report.
const (
	contactReport   = "contact"
	statementReport = "statement"
)

// reportProps gives a report's properties; event is what holds it.
func reportProps(f *graph.Filed, event string) (props, error) {
	p := props{"id": string(f.ID()), "article": string(f.Source.Article)}
	var said any = f.Contact
	p["kind"] = contactReport
	if f.Statement != nil {
		said, p["kind"] = f.Statement, statementReport
	}
	data, err := json.Marshal(said)
	if err != nil {
		return nil, err
	}
	p["data"] = string(data)
	p.put("event", event)
	p.put("confirmed", f.Confirmed)
	if f.Apart != 0 {
		p["apart"] = int64(f.Apart)
	}
	links := make([]any, len(f.Links))
	for i, l := range f.Links {
		links[i] = int64(l)
	}
	p.put("links", links)
	return p, nil
}

func blockProps(b graph.Block) map[string]any {
	return map[string]any{"key": b.Key, "from": string(b.From), "until": string(b.Until), "denied": b.Denied}
}
