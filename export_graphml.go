package main

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/demarche/demarche/graph"
)

// The elements of GraphML, http://graphml.graphdrawing.org.
type (
	graphmlKey struct {
		XMLName xml.Name `xml:"key"`
		ID      string   `xml:"id,attr"`
		For     string   `xml:"for,attr"`
		Name    string   `xml:"attr.name,attr"`
		Type    string   `xml:"attr.type,attr"`
	}
	graphmlData struct {
		Key   string `xml:"key,attr"`
		Value string `xml:",chardata"`
	}
	graphmlNode struct {
		XMLName xml.Name      `xml:"node"`
		ID      string        `xml:"id,attr"`
		Data    []graphmlData `xml:"data"`
	}
	graphmlEdge struct {
		XMLName xml.Name      `xml:"edge"`
		ID      string        `xml:"id,attr"`
		Source  string        `xml:"source,attr"`
		Target  string        `xml:"target,attr"`
		Data    []graphmlData `xml:"data"`
	}
)

var graphmlKeys = []graphmlKey{
	{ID: "label", For: "node", Name: "label", Type: "string"}, {ID: "kind", For: "node", Name: "kind", Type: "string"},
	{ID: "country", For: "node", Name: "country", Type: "string"},
	{ID: "contact", For: "edge", Name: "contact", Type: "string"}, {ID: "status", For: "edge", Name: "status", Type: "string"},
	{ID: "medium", For: "edge", Name: "medium", Type: "string"}, {ID: "start", For: "edge", Name: "start", Type: "string"},
	{ID: "end", For: "edge", Name: "end", Type: "string"}, {ID: "place", For: "edge", Name: "place", Type: "string"},
	{ID: "topics", For: "edge", Name: "topics", Type: "string"}, {ID: "sources", For: "edge", Name: "sources", Type: "int"},
	{ID: "confidence", For: "edge", Name: "confidence", Type: "double"},
}

// exportGraphML writes actors as nodes and, for each contact and pair of opposite sides, an edge.
func exportGraphML(ctx context.Context, w io.Writer, store graph.Store, f graph.ContactFilter, whole bool) error {
	io.WriteString(w, xml.Header+"<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n")
	enc := xml.NewEncoder(w)
	enc.Indent(" ", " ")
	for _, k := range graphmlKeys {
		if err := enc.Encode(k); err != nil {
			return err
		}
	}
	io.WriteString(w, "\n <graph edgedefault=\"undirected\">\n")
	_, err := exportActors(ctx, store, f, whole, func(a *graph.Actor) error {
		return enc.Encode(graphmlNode{ID: string(a.ID), Data: graphmlValues("label", a.Name, "kind", string(a.Kind), "country", string(a.Country))})
	})
	if err != nil {
		return err
	}
	for c, err := range everyContact(ctx, store, f, nil) {
		if err != nil {
			return err
		}
		for i, p := range pairsOf(c) {
			edge := graphmlEdge{ID: fmt.Sprintf("%s/%d", c.ID, i), Source: string(p[0].Actor), Target: string(p[1].Actor), Data: graphmlValues(
				"contact", string(c.ID), "status", string(c.Status), "medium", string(c.Medium), "start", string(c.Date.Start), "end", string(c.Date.End),
				"place", c.Place, "topics", strings.Join(c.Topics, "; "), "sources", fmt.Sprint(c.Sources), "confidence", fmt.Sprintf("%.2f", c.Confidence))}
			if err := enc.Encode(edge); err != nil {
				return err
			}
		}
	}
	_, err = io.WriteString(w, "\n </graph>\n</graphml>\n")
	return err
}

// graphmlValues gives the data elements of keys and values in turn; empty values are left out.
func graphmlValues(keysAndValues ...string) []graphmlData {
	var out []graphmlData
	for i := 0; i < len(keysAndValues); i += 2 {
		if keysAndValues[i+1] != "" {
			out = append(out, graphmlData{keysAndValues[i], keysAndValues[i+1]})
		}
	}
	return out
}
