package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/demarche/demarche/ingest/nlp/english"
)

// answer is what a worker prints for one round.
type answer struct {
	Seconds float64 `json:"seconds"`
	CPU     float64 `json:"cpu"` // seconds of processor time, all threads together
	Tokens  int     `json:"tokens"`
	Bytes   uint64  `json:"bytes"` // allocated
}

// work is the benchmark's own side, in a process of its own: it parses all texts once for each line of in.
func work(file string, in io.Reader, out io.Writer) error {
	start := time.Now()
	p, err := english.Load()
	if err != nil {
		return err
	}
	texts, err := readTexts(file)
	if err != nil {
		return err
	}
	answers := json.NewEncoder(out)
	if err := answers.Encode(answer{Seconds: time.Since(start).Seconds()}); err != nil {
		return err
	}
	for lines := bufio.NewScanner(in); lines.Scan(); {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		a, start, cpu := answer{}, time.Now(), cpuTime()
		for d, err := range p.Pipe(context.Background(), slices.Values(texts)) {
			if err != nil {
				return err
			}
			a.Tokens += len(d.Tokens)
		}
		a.Seconds, a.CPU = time.Since(start).Seconds(), cpuTime()-cpu
		runtime.ReadMemStats(&after)
		a.Bytes = after.TotalAlloc - before.TotalAlloc
		if err := answers.Encode(a); err != nil {
			return err
		}
	}
	return nil
}

// cpuTime gives the processor time that this process has used, in seconds.
func cpuTime() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // only for a bad argument
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

// side is a running worker: ours or spaCy's.
type side struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *json.Decoder
	rounds []answer
}

// start runs a worker on the given processors, "0" or "0,1", and waits until it is ready.
func start(cores string, threads int, argv ...string) (*side, error) {
	s := &side{cmd: exec.Command("taskset", append([]string{"-c", cores}, argv...)...)}
	s.cmd.Stderr = os.Stderr
	n := strconv.Itoa(threads)
	s.cmd.Env = append(os.Environ(), "GOMAXPROCS="+n, "OMP_NUM_THREADS="+n, "BLIS_NUM_THREADS="+n)
	var err error
	if s.in, err = s.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	s.out = json.NewDecoder(out)
	var ready answer
	if err := s.out.Decode(&ready); err != nil {
		return nil, fmt.Errorf("%v: not ready: %w", argv, errors.Join(err, s.cmd.Wait()))
	}
	return s, nil
}

// round has the worker parse everything once.
func (s *side) round() (answer, error) {
	var a answer
	if _, err := io.WriteString(s.in, "go\n"); err != nil {
		return a, err
	}
	if err := s.out.Decode(&a); err != nil {
		return a, err
	}
	s.rounds = append(s.rounds, a)
	return a, nil
}

// stop ends the worker and gives the most memory it held, in bytes.
func (s *side) stop() int64 {
	s.in.Close()
	s.cmd.Wait()
	return s.cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
}
