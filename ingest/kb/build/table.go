package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// A table is a file of rows parted by tabs: comment lines, then the names of the columns, then rows.
type table struct {
	file string
	rows []row
}

type row struct {
	line   int
	values map[string]string
}

func (r row) get(column string) string { return r.values[column] }

// readTable reads a table; a row may lack values at its end.
func readTable(path string) (*table, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	t := &table{file: path}
	var columns []string
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for n := 1; s.Scan(); n++ {
		line := s.Text()
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		values := strings.Split(line, "\t")
		if columns == nil {
			columns = values
			continue
		}
		if len(values) > len(columns) {
			return nil, fmt.Errorf("%s:%d: %d values for %d columns", path, n, len(values), len(columns))
		}
		r := row{n, make(map[string]string, len(columns))}
		for i, v := range values {
			r.values[columns[i]] = strings.TrimSpace(v)
		}
		t.rows = append(t.rows, r)
	}
	return t, s.Err()
}
