//go:build linux

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/demarche/demarche/ingest/nlp"
	"github.com/demarche/demarche/ingest/nlp/english"
)

// answer is what a worker prints for one round.
type answer struct {
	Seconds float64 `json:"seconds"`
	CPU     float64 `json:"cpu"` // seconds of processor time, all threads together
	Tokens  int     `json:"tokens"`
	Bytes   uint64  `json:"bytes"` // allocated

	// Of a stream of generated articles: how many so far, and the memory held in bytes.
	Articles int   `json:"articles"`
	Memory   int64 `json:"memory"`

	Stages stages `json:"stages"` // of ingest
}

// loaded gives the pipeline and the texts of a side that is ready to measure.
func loaded(file string) (*nlp.Pipeline, []string, error) {
	p, err := english.Load()
	if err != nil {
		return nil, nil, err
	}
	texts, err := readTexts(file)
	return p, texts, err
}

// work is the benchmark's own side, in a process of its own: it parses all texts once for each line of in.
func work(file string, in io.Reader, out io.Writer) error {
	start := time.Now()
	p, texts, err := loaded(file)
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
			p.Recycle(d)
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

// streamSteps is how often stream tells how far it is.
const streamSteps = 10

// stream parses so many generated articles in steps, one step for each line of in. An article is a run of sentences
// of the texts in another order, with names that no other article has, so that every article brings new words.
func stream(file, count string, in io.Reader, out io.Writer) error {
	n, err := strconv.Atoi(count)
	if err != nil {
		return err
	}
	p, err := english.Load()
	if err != nil {
		return err
	}
	texts, err := readTexts(file)
	if err != nil {
		return err
	}
	debug.SetGCPercent(40) // as in the commands that read articles
	sentences := strings.SplitAfter(strings.Join(texts, " "), ". ")
	answers := json.NewEncoder(out)
	if err := answers.Encode(answer{}); err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(1, 1))
	done := 0
	for lines := bufio.NewScanner(in); lines.Scan(); {
		generate := func(yield func(string) bool) {
			for i := range n / streamSteps {
				var text strings.Builder
				for range 9 {
					text.WriteString(sentences[r.IntN(len(sentences))])
				}
				fmt.Fprintf(&text, "Mr. Abc%dxyz met Ms. Q%dqu.", done+i, 7*(done+i))
				if !yield(text.String()) {
					return
				}
			}
		}
		var a answer
		start, cpu := time.Now(), cpuTime()
		for d, err := range p.Pipe(context.Background(), generate) {
			if err != nil {
				return err
			}
			a.Tokens += len(d.Tokens)
			p.Recycle(d)
		}
		done += n / streamSteps
		a.Seconds, a.CPU, a.Articles, a.Memory = time.Since(start).Seconds(), cpuTime()-cpu, done, resident()
		if err := answers.Encode(a); err != nil {
			return err
		}
	}
	return nil
}

// resident gives the memory that this process holds now, in bytes; 0 where the system does not tell.
func resident() int64 {
	data, _ := os.ReadFile("/proc/self/statm")
	if fields := strings.Fields(string(data)); len(fields) > 1 {
		pages, _ := strconv.ParseInt(fields[1], 10, 64)
		return pages * int64(os.Getpagesize())
	}
	return 0
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
