// Package neo4jstore keeps the graph in Neo4j, Community 5.x or later, so that it can be explored in Neo4j Browser.
//
// What a person sees is the graph of docs/design.md, section 2: actors, contacts, statements, matters and articles
// with their relationships. Beside it stand a few nodes without relationships, which are the store's own: a Report
// for each report of an article, from which all contacts and statements follow by graph.Merge; Correction, Change and
// Token; and one Graph node, whose change is the first act of each writing transaction. Writers so wait for each
// other at that node, which spares them deadlocks and gives the feed of changes its order.
//
// All Cypher is in cypher/*.cypher, one query a file, or is put together from fixed parts (filter.go); values are
// parameters only. All transactions are managed ones.
package neo4jstore
