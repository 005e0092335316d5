package article

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/demarche/demarche/graph"
)

// Identify gives an article its hash and its id: from its address, or, where it has none, from all that it is, so that
// one text in two papers is two articles.
func Identify(a *graph.Article) {
	sum := sha256.Sum256([]byte(a.Text))
	a.Hash = hex.EncodeToString(sum[:])
	key := canonical(a.URL)
	if key == "" {
		key = strings.Join([]string{a.Outlet, timeKey(a.Published), a.Title, a.Hash}, "\x00")
	}
	sum = sha256.Sum256([]byte(key))
	a.ID = graph.ArticleID("article:" + hex.EncodeToString(sum[:10]))
}

func timeKey(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// canonical gives an address without what does not tell one page from another: the scheme, "www.", a fragment, marks of
// campaigns, a slash at the end.
func canonical(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return strings.TrimSpace(address)
	}
	q := u.Query()
	for k := range q {
		if strings.HasPrefix(k, "utm_") || k == "fbclid" || k == "gclid" || k == "cmpid" {
			q.Del(k)
		}
	}
	key := strings.TrimPrefix(strings.ToLower(u.Host), "www.") + strings.TrimSuffix(u.EscapedPath(), "/")
	if len(q) > 0 {
		key += "?" + q.Encode()
	}
	return key
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
