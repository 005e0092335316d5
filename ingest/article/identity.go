package article

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/demarche/demarche/graph"
)

// Identify gives an article its hash and its id: by its address, or, where it has none, by all that it is, so that one
// text in two papers is two articles.
func Identify(a *graph.Article) {
	a.Hash = graph.HashText(a.Text)
	day := ""
	if !a.Published.IsZero() {
		day = a.Published.UTC().Format(time.RFC3339)
	}
	a.ID = graph.NewArticleID(a.URL, strings.Join([]string{a.Title, a.Outlet, day}, "\n"), a.Text)
}

var timeForms = []string{
	time.DateOnly, time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04",
	"2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05.999999999Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z0700", "2006-01-02 15:04:05", "2006-01-02 15:04",
	time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST",
	"January 2, 2006", "2 January 2006", "Jan 2, 2006", "2 Jan 2006", "Monday, January 2, 2006", "Monday, 2 January 2006",
}

// ParseTime reads the time of a publication, in the forms that feeds and pages use; a day alone is its beginning in
// UTC. The empty string is the zero time: unknown.
func ParseTime(s string) (time.Time, error) {
	if s = strings.TrimSpace(s); s == "" {
		return time.Time{}, nil
	}
	for _, form := range timeForms {
		if t, err := time.Parse(form, s); err == nil {
			if t.Year() < 1000 {
				break
			}
			return t, nil
		}
	}
	if len(s) > 40 {
		return time.Time{}, errors.New("not a date")
	}
	return time.Time{}, fmt.Errorf("%q is not a date (2006-01-02 or 2006-01-02T15:04:05Z)", s)
}
