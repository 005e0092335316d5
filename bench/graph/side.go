//go:build linux

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// side is a server that answers questions, and the processes whose work that is.
type side struct {
	name string
	url  string
	pids []int
}

// The sides.
const (
	onSQLite = "Demarche, SQLite"
	onNeo4j  = "Demarche, Neo4j"
	npm      = "@neo4j/graphql"
)

// npmFolder is where the server of @neo4j/graphql is.
const npmFolder = "bench/graph/neo4jgraphql"

// startSides starts the servers that can be had over a graph; stop ends them.
func startSides(ctx context.Context, program string, f *filled) (sides []*side, stop func(), err error) {
	var stops []func()
	stop = func() {
		for _, s := range stops {
			s()
		}
	}
	start := func(name string, pids []int, env []string, argv ...string) error {
		s, end, err := startServer(ctx, env, argv...)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		s.name, s.pids = name, append(s.pids, pids...)
		sides, stops = append(sides, s), append(stops, end)
		return nil
	}
	serve := func(store string) []string {
		return []string{program, "serve", "--quiet", "--addr", "127.0.0.1:0", "--timeout", "-1s", "--max-cost", "-1", "--store", store}
	}
	if f.sqlite != "" {
		err = start(onSQLite, nil, nil, serve("sqlite:"+f.sqlite)...)
	}
	if err == nil && f.neo4j != nil {
		database := []int{f.neo4j.PID}
		err = start(onNeo4j, database, nil, serve(f.neo4j.URL)...)
		if _, missing := os.Stat(filepath.Join(npmFolder, "node_modules")); err == nil && missing == nil {
			err = start(npm, database, []string{"NEO4J_URL=" + f.neo4j.URL, "NODE_ENV=production"}, "node", filepath.Join(npmFolder, "server.mjs"))
		} else if err == nil {
			fmt.Fprintf(os.Stderr, "without %s: run npm ci in %s\n", npm, npmFolder)
		}
	}
	if err != nil {
		stop()
		return nil, nil, err
	}
	return sides, stop, nil
}

// startServer starts a server and waits until it names its address; end interrupts it.
func startServer(ctx context.Context, env []string, argv ...string) (s *side, end func(), err error) {
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Env = append(os.Environ(), env...)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, nil, err
	}
	end = func() {
		cmd.Process.Signal(os.Interrupt)
		go io.Copy(io.Discard, out)
		cmd.Wait() // interrupted: how it ends tells nothing
	}
	found := make(chan string, 1)
	lines := bufio.NewReader(out)
	go func() {
		for {
			line, err := lines.ReadString('\n')
			if _, address, ok := strings.Cut(line, "http://"); ok {
				found <- "http://" + strings.TrimRight(strings.Fields(address)[0], "/") + "/graphql"
				return
			}
			if err != nil {
				found <- ""
				return
			}
		}
	}()
	select {
	case url := <-found:
		if url != "" {
			return &side{url: url, pids: []int{cmd.Process.Pid}}, end, nil
		}
		err = errors.New("ended: " + strings.TrimSpace(complaints.String()))
	case <-time.After(time.Minute):
		err = errors.New("does not say where it is")
	case <-ctx.Done():
		err = ctx.Err()
	}
	end()
	return nil, nil, err
}

// cpu gives the processor time that the side's processes have used.
func (s *side) cpu() time.Duration {
	var sum time.Duration
	for _, pid := range s.pids {
		sum += processCPU(pid)
	}
	return sum
}

// processCPU reads a process's processor time, in steps of a hundredth of a second.
func processCPU(pid int) time.Duration {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(data), ") ") // the name before it may hold blanks
	fields := strings.Fields(rest)
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// load gives the load average of the last minute.
func load() string {
	data, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(data), " ")
	return first
}
