//go:build linux

// Command graph measures who-spoke-with-whom over GraphQL, on a generated graph: Demarche on SQLite, Demarche on Neo4j and
// @neo4j/graphql on the same Neo4j, in one run.
//
//	go run ./bench/graph [--contacts 10000,100000,1000000] [--clients 1,32] [--keep DIR]
//
// Each side is a server of its own, asked over HTTP by clients that wait for each answer and then ask again. Sides take turns
// round by round, with the same questions in the same order, so that whatever else the machine does meets all of them. Besides
// the time that a client waits, the processor time of a request is told, the database's included: on a machine that others use,
// and where clients, servers and database share two cores, it says more than the wait does.
//
// Neo4j needs Java 17 and Maven, @neo4j/graphql Node and `npm ci` in bench/graph/neo4jgraphql; what cannot be had is left out,
// and said, as is what --without names. Graphs are kept in a folder for the next run.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

type options struct {
	contacts []int
	clients  []int
	keep     string
	rounds   int
	time     time.Duration
	warm     time.Duration
	only     string
	without  string
	heap     string
}

func main() {
	o := options{contacts: []int{10_000, 100_000}, clients: []int{1, 32}}
	numbers := func(into *[]int) func(string) error {
		return func(text string) error {
			*into = nil
			for part := range strings.SplitSeq(text, ",") {
				n, err := strconv.Atoi(part)
				if err != nil || n < 1 {
					return fmt.Errorf("%q is not a number", part)
				}
				*into = append(*into, n)
			}
			return nil
		}
	}
	flag.Func("contacts", "sizes of the graph (default 10000,100000)", numbers(&o.contacts))
	flag.Func("clients", "clients that ask at a time (default 1,32)", numbers(&o.clients))
	flag.StringVar(&o.keep, "keep", ".cache/bench-graph", "`folder` that keeps the graphs")
	flag.IntVar(&o.rounds, "rounds", 3, "turns of each side")
	flag.DurationVar(&o.time, "time", 3*time.Second, "of one turn")
	flag.DurationVar(&o.warm, "warm", 10*time.Second, "of the turn before, which does not count: Java compiles what it has run some thousand times")
	flag.StringVar(&o.only, "only", "", "ask only the questions whose names begin so")
	flag.StringVar(&o.without, "without", "", "leave a side out: neo4j, and with it @neo4j/graphql, or sqlite")
	flag.StringVar(&o.heap, "heap", "3g", "of Neo4j's Java; it has as much for its pages beside it")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	if err := os.MkdirAll(o.keep, 0o755); err != nil {
		return err
	}
	program, err := filepath.Abs(filepath.Join(o.keep, "demarche"))
	if err != nil {
		return err
	}
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return err
	}
	var all []result
	for _, n := range o.contacts {
		rs, err := measure(ctx, o, program, n)
		if err != nil {
			return fmt.Errorf("%d contacts: %w", n, err)
		}
		all = append(all, rs...)
	}
	report(os.Stdout, all)
	return nil
}

// measure fills the stores with a graph of so many contacts and asks all sides all questions.
func measure(ctx context.Context, o options, program string, contacts int) ([]result, error) {
	f, err := fill(ctx, o, contacts)
	if err != nil {
		return nil, err
	}
	defer f.stop()
	sides, stop, err := startSides(ctx, program, f)
	if err != nil {
		return nil, err
	}
	defer stop()
	var out []result
	for _, clients := range o.clients {
		for _, q := range questions {
			if !strings.HasPrefix(q.name, o.only) {
				continue
			}
			rs, err := ask(ctx, o, f.graph, q, sides, clients)
			if err != nil {
				return nil, err
			}
			for _, r := range rs {
				fmt.Fprintln(os.Stderr, r)
			}
			out = append(out, rs...)
		}
	}
	return out, nil
}
