//go:build linux

package main

import (
	"math/rand/v2"

	"github.com/demarche/demarche/graph/graphtest"
)

// question is one that dashboards ask, in the forms in which sides take it; each time of another actor or period.
type question struct {
	name  string
	vars  func(*graphtest.Large, *rand.Rand) map[string]any
	forms []form
}

// form is a query for Demarche, or for @neo4j/graphql.
type form struct {
	npm   bool
	note  string
	query string
}

func person(g *graphtest.Large, rng *rand.Rand) map[string]any {
	return map[string]any{"who": g.Person(rng)}
}

func period(g *graphtest.Large, rng *rand.Rand) map[string]any {
	since, until := g.Days(rng)
	return map[string]any{"since": since, "until": until}
}

var questions = []question{
	{"1 who spoke with whom between two days", func(g *graphtest.Large, rng *rand.Rand) map[string]any {
		v := period(g, rng)
		v["who"] = g.Person(rng)
		return v
	}, []form{
		{query: `query ($who: ID!, $since: Day!, $until: Day!) {
			contacts(first: 20, filter: {who: [$who], since: $since, until: $until, statuses: ACTUAL}) {
				nodes { id medium topics date { start end } participants { actor { id name } } evidence { quote } } } }`},
		{npm: true, query: `query ($who: ID!, $since: Date!, $until: Date!) {
			actors(where: {id: {eq: $who}}) {
				contactsConnection(first: 20, sort: [{node: {start: DESC}}],
					where: {node: {status: {eq: "actual"}, end: {gte: $since}, start: {lte: $until}}}) {
					edges { node { id medium topics start end actors { id name } articlesConnection { edges { properties { quote } } } } } } } }`},
	}},
	{"2 whom did X speak with, how often, first and last", person, []form{
		{query: `query ($who: ID!) { spokeWith(actor: $who, first: 20) { nodes { actor { id name } count first last } } }`},
		{npm: true, note: "all its contacts, for the client to count", query: `query ($who: ID!) {
			actors(where: {id: {eq: $who}}) { spokeWithConnection { edges { properties { date } node { id name } } } } }`},
		{npm: true, note: "counted by a @cypher field", query: `query ($who: ID!) {
			actors(where: {id: {eq: $who}}) { counterparts(limit: 20) { id name count first last } } }`},
	}},
	{"3 countries by month", period, []form{
		{query: `query ($since: Day!, $until: Day!) {
			matrix(step: MONTH, filter: {since: $since, until: $until}) { cells { a { id } b { id } start count } } }`},
	}},
	{"3 countries, the whole period", period, []form{
		{query: `query ($since: Day!, $until: Day!) { matrix(filter: {since: $since, until: $until}) { cells { a { id } b { id } count first last } } }`},
	}},
	{"5 how are X and Y connected", func(g *graphtest.Large, rng *rand.Rand) map[string]any {
		a, b := g.Person(rng), g.Person(rng)
		for a == b {
			b = g.Person(rng)
		}
		return map[string]any{"a": a, "b": b}
	}, []form{
		{query: `query ($a: ID!, $b: ID!) { paths(from: $a, to: $b, limit: 5) { actors { id name } links { count contacts { id date { start } } } } }`},
	}},
}
