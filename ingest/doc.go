// Package ingest takes articles into the graph: each is divided into blocks, parsed, read for contacts and statements,
// and put into a store. Many are worked on at once; what comes out does not depend on how many or in what order.
package ingest
