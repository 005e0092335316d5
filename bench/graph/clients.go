//go:build linux

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/demarche/demarche/graph/graphtest"
)

// result is how one side answered one question.
type result struct {
	contacts, clients int
	question, side    string
	waits             []time.Duration // sorted
	elapsed, cpu      time.Duration
	bytes             int64
	load              string // of the machine, when it was measured
}

// add takes in what another turn gave.
func (r *result) add(turn *result) {
	r.waits, r.elapsed, r.cpu, r.bytes = append(r.waits, turn.waits...), r.elapsed+turn.elapsed, r.cpu+turn.cpu, r.bytes+turn.bytes
	r.load = load()
}

func (r *result) rate() float64 { return float64(len(r.waits)) / r.elapsed.Seconds() }

// wait gives the time within which so many hundredths of the requests were answered.
func (r *result) wait(hundredths int) float64 {
	return float64(r.waits[len(r.waits)*hundredths/100].Microseconds()) / 1000
}

// cpuPerRequest gives milliseconds.
func (r *result) cpuPerRequest() float64 {
	return float64(r.cpu.Microseconds()) / 1000 / float64(len(r.waits))
}

func (r result) String() string {
	return fmt.Sprintf("%d contacts, %d clients, %s: %s: %.0f requests/s, p50 %.1f ms, p99 %.1f ms, %.2f ms of processor time, %d bytes, load %s",
		r.contacts, r.clients, r.question, r.side, r.rate(), r.wait(50), r.wait(99), r.cpuPerRequest(), r.bytes/int64(len(r.waits)), r.load)
}

// ask has all sides that know a question answer it, in turns.
func ask(ctx context.Context, o options, g *graphtest.Large, q question, sides []*side, clients int) ([]result, error) {
	type turn struct {
		side  *side
		query string
		sum   result
	}
	var turns []*turn
	for _, s := range sides {
		for _, form := range q.forms {
			if form.npm == (s.name == npm) {
				name := s.name
				if form.note != "" {
					name += ", " + form.note
				}
				turns = append(turns, &turn{s, form.query, result{contacts: g.Contacts, clients: clients, question: q.name, side: name}})
			}
		}
	}
	for round := range o.rounds + 1 {
		for _, t := range turns {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			d := o.time
			if round == 0 {
				d = o.warm
			}
			r, err := askSide(ctx, t.side, t.query, clients, d, func(client int) func() map[string]any {
				rng := rand.New(rand.NewPCG(uint64(round), uint64(client)))
				return func() map[string]any { return q.vars(g, rng) }
			})
			if err != nil {
				return nil, fmt.Errorf("%s: %s: %w", q.name, t.side.name, err)
			}
			if round == 0 {
				continue // plans are made, caches filled
			}
			t.sum.add(r)
		}
	}
	out := make([]result, len(turns))
	for i, t := range turns {
		slices.Sort(t.sum.waits)
		out[i] = t.sum
	}
	return out, nil
}

// askSide has clients ask a side for a while, each with variables of its own; each asks once at least.
func askSide(ctx context.Context, s *side, query string, clients int, d time.Duration, variables func(client int) func() map[string]any) (*result, error) {
	transport := &http.Transport{MaxIdleConnsPerHost: clients}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, Timeout: 5 * time.Minute}
	r := new(result)
	var failed error
	var mu sync.Mutex
	var wg sync.WaitGroup
	began, cpu := time.Now(), s.cpu()
	for c := range clients {
		wg.Go(func() {
			vars := variables(c)
			var waits []time.Duration
			var size int64
			var err error
			for err == nil && (len(waits) == 0 || time.Since(began) < d) {
				start := time.Now()
				var n int64
				if n, err = post(ctx, client, s.url, query, vars()); err == nil {
					waits, size = append(waits, time.Since(start)), size+n
				}
			}
			mu.Lock()
			defer mu.Unlock()
			r.waits, r.bytes = append(r.waits, waits...), r.bytes+size
			if err != nil {
				failed = err
			}
		})
	}
	wg.Wait()
	r.elapsed, r.cpu = time.Since(began), s.cpu()-cpu
	return r, failed
}

// post asks once and gives the length of the answer.
func post(ctx context.Context, client *http.Client, url, query string, vars map[string]any) (int64, error) {
	answer, err := postFor(ctx, client, url, query, vars)
	return int64(len(answer)), err
}

// postFor asks once and gives the answer, which holds no errors.
func postFor(ctx context.Context, client *http.Client, url, query string, vars map[string]any) ([]byte, error) {
	body, err := json.Marshal(map[string]any{"query": query, "variables": vars})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err == nil && (resp.StatusCode != http.StatusOK || bytes.Contains(answer[:min(len(answer), 40)], []byte(`"errors"`))) {
		err = fmt.Errorf("%s: %.500s", resp.Status, answer)
	}
	return answer, err
}
