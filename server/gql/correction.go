package gql

import (
	"context"
	"strings"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/server/view"
)

// correction is a correction as asked for, its ids not yet read.
type correction struct {
	op                                    graph.Op
	actors, reports, contacts, statements []view.GlobalID
	date                                  graph.Interval
	medium                                graph.Medium
	reason                                string
	author                                *string
}

// correct enters a correction.
func (r *Resolver) correct(ctx context.Context, asked correction) (*CorrectionPayload, error) {
	c := graph.Correction{Op: asked.op, Date: asked.date, Medium: asked.medium, Reason: asked.reason, Time: r.Now().UTC()}
	var err error
	if c.Author, err = author(ctx, asked.author); err != nil {
		return nil, err
	}
	if err := checkReason(asked.reason); err != nil {
		return nil, err
	}
	if c.Actors, err = readIDs(asked.actors, view.GlobalID.Actor); err != nil {
		return nil, err
	}
	if c.Reports, err = readIDs(asked.reports, view.GlobalID.Report); err != nil {
		return nil, err
	}
	if c.Contacts, err = readIDs(asked.contacts, view.GlobalID.Contact); err != nil {
		return nil, err
	}
	if c.Statements, err = readIDs(asked.statements, view.GlobalID.Statement); err != nil {
		return nil, err
	}
	if len(c.Actors)+len(c.Reports)+len(c.Contacts)+len(c.Statements) == 0 {
		return nil, view.BadInput("the correction is about nothing: give ids")
	}
	entered, err := r.Store.Correct(ctx, c)
	if err != nil {
		return nil, err
	}
	return &CorrectionPayload{view.Corrections(r.Store, []*graph.Correction{entered})[0]}, nil
}

// undo takes a correction back.
func (r *Resolver) undo(ctx context.Context, id view.GlobalID, reason string, by *string) (*CorrectionPayload, error) {
	key, err := id.Correction()
	if err != nil {
		return nil, err
	}
	u := graph.Undoing{Reason: reason, Time: r.Now().UTC()}
	if u.Author, err = author(ctx, by); err != nil {
		return nil, err
	}
	if err := checkReason(reason); err != nil {
		return nil, err
	}
	undone, err := r.Store.Undo(ctx, key, u)
	if err != nil {
		return nil, err
	}
	return &CorrectionPayload{view.Corrections(r.Store, []*graph.Correction{undone})[0]}, nil
}

func checkReason(s string) error {
	if strings.TrimSpace(s) == "" {
		return view.BadInput("a correction needs a reason")
	}
	return nil
}

// maxNodes bounds the ids of one argument outside filters.
const maxNodes = 100

// readIDs reads ids of one kind.
func readIDs[ID any](ids []view.GlobalID, read func(view.GlobalID) (ID, error)) ([]ID, error) {
	if len(ids) > maxNodes {
		return nil, view.BadInput("%d ids, more than %d", len(ids), maxNodes)
	}
	var out []ID
	for _, id := range ids {
		k, err := read(id)
		if err != nil {
			return nil, err
		}
		out = append(out, k)
	}
	return out, nil
}

// actorPair reads two ids of actors.
func actorPair(a, b view.GlobalID) (one, other graph.ActorID, err error) {
	if one, err = a.Actor(); err != nil {
		return "", "", err
	}
	other, err = b.Actor()
	return one, other, err
}
