// Package graph holds the words of Demarche as Go types: articles, actors, contacts, statements and the evidence
// for them, and the Store that keeps them.
//
// An article is read into Reports: what that one article says, with the exact words that prove it. A Store keeps
// reports by article and shows the graph that follows from all of them: Contacts and Statements are merged from
// reports by Merge, so that the same call in fifty papers is one contact and the graph is a function of the set of
// articles, whatever their order or repetition.
//
// The package imports the standard library only. Stores live below it: sqlitestore needs no server, neo4jstore
// speaks to Neo4j; graphtest holds the contract of both as one test suite.
package graph
