package view

import (
	"context"

	"github.com/demarche/demarche/graph"
)

// Node is whatever has a global id.
type Node interface{ IsNode() }

// Event is a Contact or a Matter.
type Event interface {
	IsNode()
	IsEvent()
}

// Nodes gives the nodes of ids in their order, nil at the place of an unknown one; it asks the store once a kind.
func Nodes(ctx context.Context, s graph.Store, ids []GlobalID) ([]Node, error) {
	out := make([]Node, len(ids))
	for kind, fetch := range map[string]func(ids []string) ([]Node, error){
		actorKind:     nodes(ctx, s.Actors, func(in []*graph.Actor) []Actor { return Actors(s, in) }),
		contactKind:   nodes(ctx, s.Contacts, func(in []*graph.Contact) []*Contact { return Contacts(s, in) }),
		statementKind: nodes(ctx, s.Statements, func(in []*graph.Statement) []*Statement { return Statements(s, in) }),
		matterKind:    nodes(ctx, s.Matters, func(in []*graph.Matter) []*Matter { return Matters(s, in) }),
		articleKind:   nodes(ctx, s.Articles, func(in []*graph.Article) []*Article { return Articles(s, in) }),
	} {
		var at []int
		var mine []string
		for i, id := range ids {
			if kindOf(string(id)) == kind {
				at, mine = append(at, i), append(mine, string(id))
			}
		}
		if len(mine) == 0 {
			continue
		}
		found, err := fetch(mine)
		if err != nil {
			return nil, err
		}
		for i, n := range found {
			out[at[i]] = n
		}
	}
	return out, nil
}

// nodes fits the fetching of one kind of node to plain ids.
func nodes[ID ~string, T any, N Node](ctx context.Context, fetch func(context.Context, []ID) ([]*T, error), show func([]*T) []N) func([]string) ([]Node, error) {
	return func(ids []string) ([]Node, error) {
		found, err := fetch(ctx, each(ids, func(id string) ID { return ID(id) }))
		if err != nil {
			return nil, err
		}
		out := make([]Node, len(ids))
		for i, n := range show(found) {
			if found[i] != nil {
				out[i] = n
			}
		}
		return out, nil
	}
}
