package neo4jstore

import _ "embed"

// Style is how Neo4j Browser should draw the graph: drop the file on its window, or give it to :style.
//
//go:embed browser/style.grass
var Style string

// Guide is a list of queries for exploring the graph in Neo4j Browser, each with a line that says what it shows.
//
//go:embed browser/guide.cypher
var Guide string
