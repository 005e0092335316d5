package main

import (
	"context"
	"iter"

	"github.com/demarche/demarche/graph"
)

// actorLine names an actor in JSON.
type actorLine struct {
	ID   graph.ActorID `json:"id"`
	Name string        `json:"name"`
}

// participantLine is an actor's part in a contact, in JSON.
type participantLine struct {
	actorLine
	Side       int        `json:"side"`
	Role       string     `json:"role,omitempty"`
	OnBehalfOf *actorLine `json:"on_behalf_of,omitempty"`
}

// contactJSON is a contact of the graph as contacts --json and export print it.
type contactJSON struct {
	Type         string            `json:"type"`
	ID           graph.ContactID   `json:"id"`
	Status       graph.Status      `json:"status"`
	Medium       graph.Medium      `json:"medium"`
	Start        graph.Day         `json:"start,omitempty"`
	End          graph.Day         `json:"end,omitempty"`
	Place        string            `json:"place,omitempty"`
	Topics       []string          `json:"topics"`
	Participants []participantLine `json:"participants"`
	Confidence   float64           `json:"confidence"`
	Sources      int               `json:"sources"`
}

func contactLine(c *graph.Contact, names map[graph.ActorID]string) contactJSON {
	out := contactJSON{
		Type: "contact", ID: c.ID, Status: c.Status, Medium: c.Medium, Start: c.Date.Start, End: c.Date.End, Place: c.Place,
		Topics: append([]string{}, c.Topics...), Confidence: c.Confidence, Sources: c.Sources,
	}
	for _, p := range c.Participants {
		line := participantLine{actorLine: actorLine{p.Actor, names[p.Actor]}, Side: p.Side, Role: p.Role}
		if p.OnBehalfOf != "" {
			line.OnBehalfOf = &actorLine{p.OnBehalfOf, names[p.OnBehalfOf]}
		}
		out.Participants = append(out.Participants, line)
	}
	return out
}

// every gives all items of a list of the store, page by page.
func every[T any](page func(graph.Page) (*graph.Slice[T], error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		p := graph.Page{First: graph.MaxPage}
		for {
			s, err := page(p)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range s.Items {
				if !yield(item, nil) {
					return
				}
			}
			if !s.HasNext || len(s.Cursors) == 0 {
				return
			}
			p.After, p.NoTotal = s.Cursors[len(s.Cursors)-1], true
		}
	}
}

// everyContact gives all contacts of a filter, newest first, and tells through total how many there are.
func everyContact(ctx context.Context, store graph.Store, f graph.ContactFilter, total *int) iter.Seq2[*graph.Contact, error] {
	return every(func(p graph.Page) (*graph.Slice[*graph.Contact], error) {
		s, err := store.FindContacts(ctx, f, p)
		if err == nil && !p.NoTotal && total != nil {
			*total = s.Total
		}
		return s, err
	})
}

// actorNames gives the names of all actors in contacts, in one call.
func actorNames(ctx context.Context, store graph.Store, contacts []*graph.Contact) (map[graph.ActorID]string, error) {
	names := map[graph.ActorID]string{}
	for _, c := range contacts {
		for _, p := range c.Participants {
			names[p.Actor] = string(p.Actor)
			if p.OnBehalfOf != "" {
				names[p.OnBehalfOf] = string(p.OnBehalfOf)
			}
		}
	}
	return names, fillNames(ctx, store, names)
}

// fillNames replaces ids by names, as far as the store knows them.
func fillNames(ctx context.Context, store graph.Store, names map[graph.ActorID]string) error {
	ids := make([]graph.ActorID, 0, len(names))
	for id := range names {
		ids = append(ids, id)
	}
	actors, err := store.Actors(ctx, ids)
	if err != nil {
		return err
	}
	for i, a := range actors {
		if a != nil {
			names[ids[i]] = a.Name
		}
	}
	return nil
}
