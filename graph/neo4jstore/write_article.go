package neo4jstore

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"reflect"
	"slices"

	"github.com/demarche/demarche/graph"
)

// writeArticles writes articles, the actors that they name, their offices and mentions. It gives the actors that
// nothing names any longer, which are to go when all that leads to them is gone.
func (w *writer) writeArticles(changes []change, before *graph.Rules) (gone []string, err error) {
	if gone, err = w.writeActors(changes, before); err != nil {
		return nil, err
	}
	var nodes, mentions []any
	offices := map[graph.Office]int{}
	for _, c := range changes {
		for _, o := range officesOf(c.old, before) {
			offices[o]--
		}
		for _, o := range officesOf(c.new, w.rules) {
			offices[o]++
		}
		if c.new == nil {
			continue
		}
		times := map[graph.ActorID]int64{}
		for _, m := range c.new.Mentions {
			times[w.rules.Actor(m.Actor)]++
		}
		list := []any{}
		for _, a := range slices.Sorted(maps.Keys(times)) {
			list = append(list, map[string]any{"actor": string(a), "times": times[a]})
		}
		nodes = append(nodes, map[string]any(articleProps(c.new, c.said, slices.Sorted(maps.Keys(times)))))
		if c.old != nil || len(list) > 0 {
			mentions = append(mentions, map[string]any{"article": string(c.new.Article.ID), "mentions": list})
		}
	}
	if err := w.rows("put_articles", nodes); err != nil {
		return nil, err
	}
	if err := w.rows("put_mentions", mentions); err != nil {
		return nil, err
	}
	return gone, w.writeOffices(offices)
}

// officesOf gives the offices that an article tells of, each once, of the actors that the rules make of its.
func officesOf(r *graph.Reports, rules *graph.Rules) []graph.Office {
	if r == nil {
		return nil
	}
	out := slices.Clone(r.Offices)
	for i, o := range out {
		out[i].Person, out[i].For = rules.Actor(o.Person), rules.Actor(o.For)
	}
	slices.SortFunc(out, graph.CompareOffices)
	return slices.Compact(out)
}

func (w *writer) writeOffices(counts map[graph.Office]int) error {
	var rows []any
	for _, o := range slices.SortedFunc(maps.Keys(counts), graph.CompareOffices) {
		if counts[o] == 0 {
			continue
		}
		p := props{}
		p.put("role", o.Role)
		p.put("title", o.Title)
		p.put("since", date(o.Since))
		p.put("until", date(o.Until))
		rows = append(rows, map[string]any{"person": string(o.Person), "for": string(o.For), "n": int64(counts[o]), "props": map[string]any(p),
			"key": o.Role + keySep + o.Title + keySep + string(o.Since) + keySep + string(o.Until)})
	}
	return w.rows("count_offices", rows)
}

// writeActors counts what articles say of actors and writes the actors of whom something else is said than before.
func (w *writer) writeActors(changes []change, before *graph.Rules) (gone []string, err error) {
	counts := map[actorReport]int64{}
	touched := map[graph.ActorID]bool{} // as the rules leave them
	count := func(r *graph.Reports, n int64) error {
		if r == nil {
			return nil
		}
		for i := range r.Actors {
			data, err := json.Marshal(&r.Actors[i])
			if err != nil {
				return err
			}
			counts[actorReport{r.Actors[i].ID, string(data)}] += n
		}
		return nil
	}
	for _, c := range changes {
		if err := count(c.old, -1); err != nil {
			return nil, err
		}
		if err := count(c.new, 1); err != nil {
			return nil, err
		}
	}
	var rows []any
	for v, n := range counts {
		if before.Actor(v.actor) != w.rules.Actor(v.actor) {
			touched[before.Actor(v.actor)], touched[w.rules.Actor(v.actor)] = true, true
		}
		if n != 0 {
			h := sha256.Sum256([]byte(v.data))
			rows = append(rows, map[string]any{"key": string(v.actor) + keySep + hex.EncodeToString(h[:8]), "actor": string(v.actor), "data": v.data, "n": n})
		}
	}
	if len(rows) > 0 {
		result, err := w.t.rows(query("count_actor_reports"), map[string]any{"rows": rows})
		if err != nil {
			return nil, err
		}
		for _, r := range result {
			touched[w.rules.Actor(graph.ActorID(r.Values[0].(string)))] = true
		}
	}
	if len(touched) == 0 {
		return nil, nil
	}
	return w.joinActors(slices.Sorted(maps.Keys(touched)))
}

// actorReport is what an article says of an actor, as JSON.
type actorReport struct {
	actor graph.ActorID
	data  string
}

// joinActors makes actors of what is said of them and writes those that come out differently.
func (w *writer) joinActors(ids []graph.ActorID) (gone []string, err error) {
	into := map[graph.ActorID]graph.ActorID{} // each id that may be spoken of, and whom it is now
	for _, id := range ids {
		into[id] = id
	}
	for from, to := range w.rules.Into() {
		if into[to] == to {
			into[from] = to
		}
	}
	result, err := w.t.rows(query("actor_reports"), map[string]any{"actors": names(slices.Sorted(maps.Keys(into)))})
	if err != nil {
		return nil, err
	}
	own, merged := map[graph.ActorID][]graph.Actor{}, map[graph.ActorID][]graph.Actor{}
	for _, r := range result {
		var a graph.Actor
		if err := json.Unmarshal([]byte(r.Values[1].(string)), &a); err != nil {
			return nil, err
		}
		if to := w.rules.Actor(a.ID); to == a.ID {
			own[to] = append(own[to], a)
		} else {
			merged[to] = append(merged[to], a)
		}
	}
	had, err := byID(w.t, "Actor", names(ids), func(p props) props { return p })
	if err != nil {
		return nil, err
	}
	rows := map[graph.ActorKind][]any{}
	var changed, moved []string // moved: those of another country than before
	for _, id := range ids {
		a := graph.JoinActors(id, own[id], merged[id])
		if a == nil {
			if had[string(id)] != nil {
				gone = append(gone, string(id))
			}
			continue
		}
		p := actorProps(a)
		old := had[string(id)]
		if reflect.DeepEqual(old, p) {
			continue
		}
		rows[a.Kind] = append(rows[a.Kind], map[string]any(p))
		changed = append(changed, string(id))
		if old != nil && (old.str("kind") != p.str("kind") || old.str("country") != p.str("country")) {
			moved = append(moved, string(id))
		}
	}
	for _, k := range graph.ActorKinds {
		if err := w.rows("put_actors", rows[k], actorLabel(k), actorLabel(k)); err != nil {
			return nil, err
		}
	}
	if len(changed) > 0 {
		if err := w.t.run(query("part_of"), map[string]any{"ids": changed}); err != nil {
			return nil, err
		}
	}
	return gone, w.moveContacts(moved)
}

// moveContacts writes anew for which countries people acted, where some are of another country now.
func (w *writer) moveContacts(actors []string) error {
	if len(actors) == 0 {
		return nil
	}
	result, err := w.t.rows(query("contacts_of_actors"), map[string]any{"ids": actors})
	if err != nil || len(result) == 0 {
		return err
	}
	contacts := make([]*graph.Contact, len(result))
	for i, r := range result {
		contacts[i] = node(r.Values[0]).contact()
	}
	nations, err := w.nations(contacts)
	if err != nil {
		return err
	}
	rows := make([]any, len(contacts))
	for i, c := range contacts {
		rows[i] = map[string]any{"id": string(c.ID), "nations": plain(nations(c))}
	}
	return w.rows("put_nations", rows)
}

// nations reads what it takes to tell for which country each participant of these contacts stands: the one acted for,
// else its own.
func (w *writer) nations(contacts []*graph.Contact) (func(*graph.Contact) []graph.ActorID, error) {
	var ids []string
	for _, c := range contacts {
		for _, p := range c.Participants {
			ids = append(ids, string(p.Actor))
			if p.OnBehalfOf != "" {
				ids = append(ids, string(p.OnBehalfOf))
			}
		}
	}
	result, err := w.t.rows(query("actor_nations"), map[string]any{"ids": unique(ids)})
	if err != nil {
		return nil, err
	}
	of := make(map[graph.ActorID]graph.ActorID, len(result))
	for _, r := range result {
		id := graph.ActorID(r.Values[0].(string))
		if r.Values[1] == string(graph.Country) {
			of[id] = id
		} else if c, ok := r.Values[2].(string); ok {
			of[id] = w.rules.Actor(graph.ActorID(c))
		}
	}
	return func(c *graph.Contact) []graph.ActorID {
		out := make([]graph.ActorID, len(c.Participants))
		for i, p := range c.Participants {
			if out[i] = of[p.OnBehalfOf]; out[i] == "" {
				out[i] = of[p.Actor]
			}
		}
		return out
	}, nil
}
