//go:build linux

package main

import (
	"fmt"
	"io"
	"strings"
)

// report prints a table for each number of clients, and how many times @neo4j/graphql is outdone.
func report(out io.Writer, all []result) {
	clients := 0
	for _, r := range all {
		if r.clients != clients {
			clients = r.clients
			fmt.Fprintf(out, "\n%d contacts, clients at a time: %d\n\n", r.contacts, clients)
			fmt.Fprintln(out, "| question | side | requests/s | p50, ms | p99, ms | processor time, ms | answer, KB | load |")
			fmt.Fprintln(out, "|---|---|---|---|---|---|---|---|")
		}
		fmt.Fprintf(out, "| %s | %s | %.0f | %.1f | %.1f | %.2f | %.1f | %s |\n", r.question, r.side, r.rate(), r.wait(50), r.wait(99), r.cpuPerRequest(),
			float64(r.bytes)/1024/float64(len(r.waits)), r.load)
	}
	fmt.Fprintln(out, "\n| contacts | clients | question | side | against | requests/s | p99 | processor time |")
	fmt.Fprintln(out, "|---|---|---|---|---|---|---|---|")
	for _, r := range all {
		for _, o := range all {
			if r.contacts == o.contacts && r.clients == o.clients && r.question == o.question && !strings.HasPrefix(r.side, npm) && strings.HasPrefix(o.side, npm) {
				fmt.Fprintf(out, "| %d | %d | %s | %s | %s | %.1f × | %.1f × | %.1f × |\n", r.contacts, r.clients, r.question, r.side, o.side,
					r.rate()/o.rate(), o.wait(99)/r.wait(99), o.cpuPerRequest()/r.cpuPerRequest())
			}
		}
	}
}
