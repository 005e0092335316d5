package sqlitestore_test

import (
	"context"
	"fmt"
	"log"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/graph/sqlitestore"
)

func Example() {
	s, err := sqlitestore.Open(":memory:", sqlitestore.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer s.Close()
	ctx := context.Background()
	text := "Ukraine's foreign minister Dmytro Kuleba spoke by phone with his colleague Qin Gang on Thursday."
	err = s.Put(ctx, &graph.Reports{
		Article: graph.Article{URL: "https://news.example/1", Text: text},
		Actors: []graph.Actor{
			{ID: "person:UKR:dmytro-kuleba", Kind: graph.Person, Name: "Dmytro Kuleba"},
			{ID: "person:CHN:qin-gang", Kind: graph.Person, Name: "Qin Gang"},
		},
		Contacts: []graph.ContactReport{{
			Participants: []graph.Participant{{Actor: "person:UKR:dmytro-kuleba", Side: 0}, {Actor: "person:CHN:qin-gang", Side: 1}},
			Status:       graph.Actual, Medium: graph.Phone, Confidence: 0.9,
			Date:     graph.Interval{Start: "2023-03-16", End: "2023-03-16"},
			Evidence: []graph.Evidence{{Start: 0, End: len(text), Quote: text}},
		}},
	})
	if err != nil {
		log.Fatal(err)
	}
	with, err := s.SpokeWith(ctx, []graph.ActorID{"person:CHN:qin-gang"}, graph.ContactFilter{}, graph.Page{})
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range with[0].Items {
		fmt.Println(c.Actor.Name, c.Count, c.Last)
	}
	// Output: Dmytro Kuleba 1 2023-03-16
}
