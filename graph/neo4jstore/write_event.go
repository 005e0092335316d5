package neo4jstore

import (
	"maps"
	"reflect"
	"slices"

	"github.com/demarche/demarche/graph"
)

// writeContacts brings contacts up to date, with all that leads to and from them, and enters in the feed those that
// are others than before.
func (w *writer) writeContacts(ch *graph.ContactChanges) error {
	had, err := w.idx.contactNodes(slices.Concat(ch.Gone, contactIDs(ch.Put)))
	if err != nil {
		return err
	}
	var feed []any
	enter := func(id graph.ContactID, gone bool) {
		w.feed++
		feed = append(feed, map[string]any{"number": w.feed, "contact": string(id), "gone": gone})
	}
	var gone []string
	for i, id := range ch.Gone {
		if had[i] != nil {
			gone = append(gone, string(id))
			enter(id, true)
			w.tallies.replace(had[i].contact(), nil)
		}
	}
	if err := w.deleteAll("delete_contacts", gone); err != nil {
		return err
	}
	nations, err := w.nations(ch.Put)
	if err != nil {
		return err
	}
	var nodes, parts, spoke []any
	var cleared []string
	ev := evidence{w: w, label: "Contact"}
	for i, c := range ch.Put {
		old := had[len(ch.Gone)+i]
		rs, err := w.idx.reports(c.Reports)
		if err != nil {
			return err
		}
		p := contactProps(c, rs, nations(c))
		if old == nil || !reflect.DeepEqual(p.contact(), old.contact()) {
			enter(c.ID, false)
		}
		if !reflect.DeepEqual(p, old) {
			nodes = append(nodes, map[string]any(p))
		}
		if old == nil || !sameParts(p, old) {
			if old != nil {
				cleared = append(cleared, string(c.ID))
			}
			parts, spoke = append(parts, tookPartRows(c, p)...), append(spoke, spokeWithRows(c)...)
			if old != nil {
				w.tallies.replace(old.contact(), c)
			} else {
				w.tallies.replace(nil, c)
			}
		}
		ev.add(string(c.ID), list[graph.ReportID](old["reports"]), c.Reports, rs)
	}
	if err := w.rows("put_contacts", nodes); err != nil {
		return err
	}
	if err := w.deleteAll("clear_parts", cleared); err != nil {
		return err
	}
	if err := w.rows("put_parts", parts); err != nil {
		return err
	}
	if err := w.rows("put_spoke_with", spoke); err != nil {
		return err
	}
	if err := ev.write(); err != nil {
		return err
	}
	if !w.fresh {
		if err := w.writeTallies(); err != nil {
			return err
		}
	}
	if len(feed) == 0 {
		return nil
	}
	if err := w.rows("put_changes", feed); err != nil {
		return err
	}
	return w.t.run(query("set_feed"), map[string]any{"feed": w.feed, "keep": w.t.store.feed})
}

func contactIDs(cs []*graph.Contact) []graph.ContactID {
	out := make([]graph.ContactID, len(cs))
	for i, c := range cs {
		out[i] = c.ID
	}
	return out
}

// sameParts tells whether all that the relationships of participants are made of is as it was.
func sameParts(a, b props) bool {
	for _, k := range []string{"actors", "onBehalfOf", "roles", "sides", "key", "status", "medium", "start", "end"} {
		if !reflect.DeepEqual(a[k], b[k]) {
			return false
		}
	}
	return true
}

// tookPartRows gives one row for each participant; the first of those who act for somebody leads to the contact from
// that one's list.
func tookPartRows(c *graph.Contact, node props) []any {
	rows := make([]any, len(c.Participants))
	led := map[graph.ActorID]bool{"": true}
	for i, k := range c.Participants {
		p := props{"actor": string(k.Actor), "side": int64(k.Side), "key": node["key"]}
		p.put("role", k.Role)
		p.put("onBehalfOf", string(k.OnBehalfOf))
		if !led[k.OnBehalfOf] {
			led[k.OnBehalfOf] = true
			p["leads"] = string(k.OnBehalfOf)
		}
		if wide(c.Date) {
			p["wideActor"] = p["actor"]
			p.put("wideLeads", p.str("leads"))
		}
		rows[i] = map[string]any{"actor": string(k.Actor), "contact": string(c.ID), "props": map[string]any(p)}
	}
	return rows
}

// spokeWithRows gives one row for each pair of opposite participants of an actual contact, from the smaller id to the
// greater.
func spokeWithRows(c *graph.Contact) []any {
	if c.Status != graph.Actual {
		return nil
	}
	p := props{"contact": string(c.ID), "medium": string(c.Medium)}
	p.put("date", date(c.Date.SortDay()))
	var rows []any
	for _, a := range c.Participants {
		for _, b := range c.Participants {
			if a.Side != b.Side && a.Actor < b.Actor {
				rows = append(rows, map[string]any{"a": string(a.Actor), "b": string(b.Actor), "props": map[string]any(p)})
			}
		}
	}
	return rows
}

// evidence gathers the REPORTED_IN relationships that events of one label lose and gain.
type evidence struct {
	w           *writer
	label       string
	clear, rows []any
}

// add compares the reports that an event had and has; those written anew count as new ones.
func (e *evidence) add(id string, had, has []graph.ReportID, reports []*graph.Filed) {
	var lost []any
	known := map[graph.ReportID]bool{}
	for _, r := range had {
		if e.w.put[r] || !slices.Contains(has, r) {
			lost = append(lost, string(r))
		} else {
			known[r] = true
		}
	}
	if len(lost) > 0 {
		e.clear = append(e.clear, map[string]any{"id": id, "reports": lost})
	}
	for _, r := range reports {
		if known[r.ID()] {
			continue
		}
		var said []graph.Evidence
		if r.Contact != nil {
			said = r.Contact.Evidence
		} else {
			said = r.Statement.Evidence
		}
		for _, v := range said {
			p := props{"report": string(r.ID()), "start": int64(v.Start), "end": int64(v.End), "quote": v.Quote, "rule": v.Rule, "confidence": v.Confidence}
			p.put("inTitle", v.InTitle)
			e.rows = append(e.rows, map[string]any{"id": id, "article": string(v.Article), "props": map[string]any(p)})
		}
	}
}

func (e *evidence) write() error {
	if err := e.w.rows("clear_evidence", e.clear, e.label, e.label); err != nil {
		return err
	}
	return e.w.rows("put_evidence", e.rows, e.label, e.label)
}

// writeStatements brings statements and their matters up to date.
func (w *writer) writeStatements(ch *graph.StatementChanges) error {
	ids := make([]string, 0, len(ch.Gone)+len(ch.Put))
	for _, id := range ch.Gone {
		ids = append(ids, string(id))
	}
	for _, s := range ch.Put {
		ids = append(ids, string(s.ID))
	}
	had, err := byID(w.t, "Statement", ids, func(p props) props { return p })
	if err != nil {
		return err
	}
	matters := map[string]bool{} // those whose statements change
	var cleared []string
	var gone []string
	for _, id := range ch.Gone {
		if old := had[string(id)]; old != nil {
			matters[old.str("matter")] = true
			gone, cleared = append(gone, string(id)), append(cleared, string(id))
		}
	}
	var rows []any
	acts := map[graph.StatementKind][]any{}
	ev := evidence{w: w, label: "Statement"}
	for _, s := range ch.Put {
		old := had[string(s.ID)]
		rs, err := w.idx.reports(s.Reports)
		if err != nil {
			return err
		}
		p := statementProps(s, rs)
		ev.add(string(s.ID), list[graph.ReportID](old["reports"]), s.Reports, rs)
		if reflect.DeepEqual(p, old) {
			continue
		}
		matters[string(s.Matter.ID)] = true
		if old != nil {
			matters[old.str("matter")] = true
			cleared = append(cleared, string(s.ID))
		}
		rows = append(rows, map[string]any{"props": map[string]any(p), "addressees": plain(s.Addressees)})
		act := props{"statement": string(s.ID), "quote": s.Quote}
		act.put("date", date(s.Date.SortDay()))
		acts[s.Kind] = append(acts[s.Kind], map[string]any{"speaker": string(s.Speaker), "matter": string(s.Matter.ID), "props": map[string]any(act)})
	}
	if err := w.deleteAll("clear_statements", cleared); err != nil {
		return err
	}
	if err := w.deleteAll("delete_statements", gone); err != nil {
		return err
	}
	touched := slices.Sorted(maps.Keys(matters))
	if err := w.deleteAll("make_matters", touched); err != nil {
		return err
	}
	if err := w.rows("put_statements", rows); err != nil {
		return err
	}
	for _, k := range graph.StatementKinds {
		if err := w.rows("put_acts", acts[k], speechAct(k), speechAct(k)); err != nil {
			return err
		}
	}
	if err := ev.write(); err != nil {
		return err
	}
	return w.writeMatters(touched)
}

// writeMatters words matters as the plainest of their statements does, and takes out those that nobody speaks of.
func (w *writer) writeMatters(ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	result, err := w.t.rows(query("matter_wordings"), map[string]any{"ids": ids})
	if err != nil {
		return err
	}
	plainest := map[string]*graph.Matter{}
	for _, r := range result {
		if r.Values[1] == nil {
			continue
		}
		m := props{"id": r.Values[0], "about": r.Values[1], "concerns": r.Values[2], "roles": r.Values[3]}.matter()
		if have := plainest[string(m.ID)]; have == nil || graph.PlainerMatter(m, have) {
			plainest[string(m.ID)] = m
		}
	}
	had, err := byID(w.t, "Matter", ids, func(p props) props { return p })
	if err != nil {
		return err
	}
	var rows []any
	var gone []string
	for _, id := range ids {
		m := plainest[id]
		if m == nil {
			gone = append(gone, id)
			continue
		}
		if p := matterProps(m); !reflect.DeepEqual(p, had[id]) {
			rows = append(rows, map[string]any(p))
		}
	}
	if err := w.deleteAll("delete_matters", gone); err != nil {
		return err
	}
	return w.rows("put_matters", rows)
}
