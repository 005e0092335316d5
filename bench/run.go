//go:build linux

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// bench is a run of the benchmark.
type bench struct {
	options
	out   io.Writer
	dir   string // temporary
	self  string // this program
	texts string // file of all texts
	all   []string

	tokens int     // of all texts
	spacy  float64 // spaCy's tokens a second of processor time; 0 without it
}

func run(o options, out io.Writer) error {
	b := &bench{options: o, out: out}
	var err error
	if b.all, err = collect(o.paths); err != nil {
		return err
	}
	if b.self, err = os.Executable(); err != nil {
		return err
	}
	if b.dir, err = os.MkdirTemp("", "bench"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	b.texts = filepath.Join(b.dir, "texts.json")
	if err := writeTexts(b.texts, b.all); err != nil {
		return err
	}
	size := 0
	for _, t := range b.all {
		size += len(t)
	}
	fmt.Fprintf(out, "%d texts, %d bytes; %d rounds on processor %s; %s\n\n", len(b.all), size, o.reps, o.core, processor())
	for _, part := range []func() error{b.parse, b.whole, b.cores2, b.intakes, b.many, b.lengths} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// parse compares parsing alone.
func (b *bench) parse() error {
	size, err := b.bestBatch()
	if err != nil {
		return err
	}
	ours, err := start(b.core, 1, b.self, "worker", b.texts)
	if err != nil {
		return err
	}
	sides := []*side{ours}
	if b.python != "" {
		theirs, err := start(b.core, 1, b.python, "bench/spacy_pipe.py", b.texts, strconv.Itoa(size))
		if err != nil {
			return err
		}
		sides = append(sides, theirs)
	}
	if _, err := ours.round(); err != nil { // warm: spaCy is so by the search for its batch size
		return err
	}
	ours.rounds = nil
	for range b.reps {
		for _, s := range sides {
			if _, err := s.round(); err != nil {
				return err
			}
		}
	}
	fmt.Fprintln(b.out, "Parsing on one core, tokens a second of processor time; of wall time")
	mine, wall := rates(ours.rounds, answer.cpu), rates(ours.rounds, answer.wall)
	fmt.Fprintf(b.out, "  demarche              %s;  %s\n", mine, wall)
	if len(sides) > 1 {
		other, otherWall := rates(sides[1].rounds, answer.cpu), rates(sides[1].rounds, answer.wall)
		b.spacy = other.median
		fmt.Fprintf(b.out, "  spaCy, batches of %-3d %s;  %s\n", size, other, otherWall)
		fmt.Fprintf(b.out, "  ratio                 %.1f;  %.1f\n", mine.median/other.median, wall.median/otherWall.median)
		if a, t := ours.rounds[0].Tokens, sides[1].rounds[0].Tokens; a != t {
			fmt.Fprintf(b.out, "  tokens differ: %d, spaCy %d\n", a, t)
		}
		fmt.Fprintf(b.out, "  memory at most        %d MB, spaCy %d MB\n", ours.stop()>>20, sides[1].stop()>>20)
	} else {
		fmt.Fprintf(b.out, "  memory at most        %d MB\n", ours.stop()>>20)
	}
	b.tokens = ours.rounds[0].Tokens
	last := ours.rounds[len(ours.rounds)-1]
	fmt.Fprintf(b.out, "  allocated             %.1f KB a text, the document that the caller gets with it\n\n", float64(last.Bytes)/1024/float64(len(b.all)))
	return nil
}

// bestBatch finds spaCy's best batch size on a part of the texts.
func (b *bench) bestBatch() (int, error) {
	if b.python == "" {
		return 0, nil
	}
	part := filepath.Join(b.dir, "part.json")
	if err := writeTexts(part, b.all[:min(len(b.all), 100)]); err != nil {
		return 0, err
	}
	best, size := 0.0, 0
	for _, n := range []int{16, 32, 64, 128} {
		s, err := start(b.core, 1, b.python, "bench/spacy_pipe.py", part, strconv.Itoa(n))
		if err != nil {
			return 0, err
		}
		for range 3 {
			if _, err := s.round(); err != nil {
				return 0, err
			}
		}
		s.stop()
		if r := rates(s.rounds[1:], answer.cpu).most; r > best {
			best, size = r, n
		}
	}
	return size, nil
}

// cores2 compares two cores with one.
func (b *bench) cores2() error {
	if n := strings.Count(b.cores, ",") + 1; n != 2 {
		return fmt.Errorf("--cores %s is not two processors", b.cores)
	}
	one, err := start(b.core, 1, b.self, "worker", b.texts)
	if err != nil {
		return err
	}
	two, err := start(b.cores, 2, b.self, "worker", b.texts)
	if err != nil {
		return err
	}
	for i := range b.reps + 1 {
		for _, s := range []*side{one, two} {
			if _, err := s.round(); err != nil {
				return err
			}
			if i == 0 {
				s.rounds = nil
			}
		}
	}
	r1, r2 := rates(one.rounds, answer.wall), rates(two.rounds, answer.wall)
	one.stop()
	fmt.Fprintf(b.out, "Two cores, tokens/s\n  one core            %s\n  two cores           %s\n  ratio               %.2f\n  memory at most      %d MB\n\n",
		r1, r2, r2.median/r1.median, two.stop()>>20)
	return nil
}

// lengths shows that the cost of a text grows with its length and no faster.
func (b *bench) lengths() error {
	fmt.Fprintln(b.out, "One text by length, on one core\n  words       tokens      CPU seconds µs/token    memory at most")
	words := strings.Fields(strings.Join(b.all, " "))
	for n := 100; n <= b.longest; n *= 10 {
		text := make([]string, 0, n)
		for len(text) < n {
			text = append(text, words[:min(len(words), n-len(text))]...)
		}
		file := filepath.Join(b.dir, "one.json")
		if err := writeTexts(file, []string{strings.Join(text, " ")}); err != nil {
			return err
		}
		s, err := start(b.core, 1, b.self, "worker", file)
		if err != nil {
			return err
		}
		rounds := max(2, min(b.reps, 1_000_000/n)+1)
		for range rounds {
			if _, err := s.round(); err != nil {
				return err
			}
		}
		r := rates(s.rounds[1:], answer.cpu)
		tokens := s.rounds[0].Tokens
		fmt.Fprintf(b.out, "  %-11d %-11d %-11.4f %-11.2f %d MB\n", n, tokens, float64(tokens)/r.median, 1e6/r.median, s.stop()>>20)
	}
	fmt.Fprintln(b.out)
	return nil
}

// whole measures the program as a user runs it: from article to record for all texts, and from start to the first record.
func (b *bench) whole() error {
	program := filepath.Join(b.dir, "demarche")
	build := exec.Command("go", "build", "-trimpath", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return err
	}
	all, first := filepath.Join(b.dir, "all.jsonl"), filepath.Join(b.dir, "first.jsonl")
	if err := writeRecords(all, b.all); err != nil {
		return err
	}
	if err := writeRecords(first, b.all[:1]); err != nil {
		return err
	}
	measure := func(file string) (cpu, wall spread, memory int64, err error) {
		var cpus, walls []float64
		for i := range b.reps + 1 {
			cmd := exec.Command("taskset", "-c", b.core, program, "extract", file)
			cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
			start := time.Now()
			if err := cmd.Run(); err != nil {
				return cpu, wall, memory, fmt.Errorf("demarche extract: %w", err)
			}
			if i == 0 {
				continue // the program was not in memory yet
			}
			walls = append(walls, time.Since(start).Seconds())
			state := cmd.ProcessState
			cpus = append(cpus, (state.UserTime() + state.SystemTime()).Seconds())
			memory = max(memory, state.SysUsage().(*syscall.Rusage).Maxrss<<10)
		}
		return spreadOf(cpus), spreadOf(walls), memory, nil
	}
	cpu, wall, memory, err := measure(all)
	if err != nil {
		return err
	}
	tokens := float64(b.tokens)
	fmt.Fprintf(b.out, "From article to record, start included, on one core\n  tokens/s              %.0f of processor time, %.0f of wall time\n",
		tokens/cpu.median, tokens/wall.median)
	if b.spacy > 0 {
		fmt.Fprintf(b.out, "  ratio to spaCy's bare parsing %.1f\n", tokens/cpu.median/b.spacy)
	}
	fmt.Fprintf(b.out, "  articles/s            %.0f of processor time\n  memory at most        %d MB\n\n", float64(len(b.all))/cpu.median, memory>>20)
	if cpu, wall, memory, err = measure(first); err != nil {
		return err
	}
	fmt.Fprintf(b.out, "From start to the record of one article, on one core\n  wall                  %.0f ms (%.0f to %.0f), of which computing %.0f ms\n  memory at most        %d MB\n\n",
		wall.median*1e3, wall.least*1e3, wall.most*1e3, cpu.median*1e3, memory>>20)
	return nil
}

// many shows that memory and speed do not depend on how many articles went before.
func (b *bench) many() error {
	if b.articles == 0 {
		return nil
	}
	s, err := start(b.core, 1, b.self, "stream", b.texts, strconv.Itoa(b.articles))
	if err != nil {
		return err
	}
	fmt.Fprintln(b.out, "Generated articles, one after another\n  articles    tokens/s of processor time since the last line    memory")
	for range streamSteps {
		a, err := s.round()
		if err != nil {
			return err
		}
		fmt.Fprintf(b.out, "  %-11d %-48.0f  %d MB\n", a.Articles, float64(a.Tokens)/a.CPU, a.Memory>>20)
	}
	s.stop()
	fmt.Fprintln(b.out)
	return nil
}

// spread is a median with the least and the most.
type spread struct{ median, least, most float64 }

func (s spread) String() string {
	return fmt.Sprintf("%8.0f  (%.0f to %.0f)", s.median, s.least, s.most)
}

func spreadOf(values []float64) spread {
	values = slices.Sorted(slices.Values(values))
	n := len(values)
	return spread{(values[(n-1)/2] + values[n/2]) / 2, values[0], values[n-1]}
}

// rates gives tokens a second by one way of taking the time.
func rates(rounds []answer, time func(answer) float64) spread {
	var r []float64
	for _, a := range rounds {
		r = append(r, float64(a.Tokens)/time(a))
	}
	return spreadOf(r)
}

func (a answer) cpu() float64  { return a.CPU }
func (a answer) wall() float64 { return a.Seconds }

// processor names the machine's processor.
func processor() string {
	data, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(data)) {
		if name, ok := strings.CutPrefix(line, "model name"); ok {
			return strings.Trim(name, " \t:\n")
		}
	}
	return "unknown processor"
}
