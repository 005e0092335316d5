package article

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html/charset"

	"github.com/demarche/demarche/graph"
)

// page reads a web page: its main text, and from its metadata who published it, when and where.
func (r *reader) page(f file, data []byte) bool {
	a, err := parsePage(data)
	if err != nil {
		return r.fail(f.name, err)
	}
	Identify(&a)
	return r.give(Item{Doc: f.doc, Source: f.name, Article: a})
}

func parsePage(data []byte) (graph.Article, error) {
	var a graph.Article
	in, err := charset.NewReader(bytes.NewReader(data), "text/html")
	if err != nil {
		return a, fmt.Errorf("charset: %w", err)
	}
	doc, err := goquery.NewDocumentFromReader(in)
	if err != nil {
		return a, err
	}
	if err := readMeta(doc, &a); err != nil {
		return a, err
	}
	address, _ := url.Parse(a.URL)
	main, err := readability.FromDocument(doc.Get(0), address)
	if err != nil {
		return a, fmt.Errorf("no article found in the page: %w", err)
	}
	if main.Node != nil {
		var text strings.Builder
		if err := main.RenderText(&text); err != nil {
			return a, err
		}
		a.Text = strings.TrimSpace(text.String())
	}
	if a.Text == "" {
		return a, errors.New("no article found in the page")
	}
	if a.Title == "" {
		a.Title = main.Title()
	}
	if a.Outlet == "" {
		a.Outlet = main.SiteName()
	}
	return a, nil
}

// readMeta takes what a page says of itself: JSON-LD first, then Open Graph and the other meta elements.
func readMeta(doc *goquery.Document, a *graph.Article) error {
	var ld linkedData
	doc.Find(`script[type="application/ld+json"]`).Each(func(_ int, s *goquery.Selection) {
		var value any
		if json.Unmarshal([]byte(s.Text()), &value) == nil {
			ld.read(value)
		}
	})
	meta := func(names ...string) string {
		for _, n := range names {
			s := doc.Find(fmt.Sprintf("meta[property=%q], meta[name=%q], meta[itemprop=%q]", n, n, n)).First()
			if v := strings.TrimSpace(s.AttrOr("content", "")); v != "" {
				return v
			}
		}
		return ""
	}
	a.Title = firstOf(ld.headline, meta("og:title", "twitter:title"))
	a.Outlet = firstOf(ld.publisher, meta("og:site_name", "application-name"))
	a.URL = firstOf(doc.Find(`link[rel="canonical"]`).First().AttrOr("href", ""), meta("og:url"))
	a.Language = firstOf(doc.Find("html").AttrOr("lang", ""), meta("og:locale"))
	date := firstOf(ld.published, meta("article:published_time", "og:published_time", "datePublished", "date", "pubdate", "dc.date", "DC.date.issued", "parsely-pub-date"),
		doc.Find("time[datetime]").First().AttrOr("datetime", ""))
	t, err := ParseTime(date)
	if err != nil {
		return fmt.Errorf("the page's date: %w", err)
	}
	a.Published = t
	return nil
}

// linkedData is what an article's JSON-LD says.
type linkedData struct{ headline, published, publisher string }

// read looks for an article in a JSON-LD value: an object with a headline and a date, alone, in a list or in a graph.
func (ld *linkedData) read(value any) {
	switch v := value.(type) {
	case []any:
		for _, e := range v {
			ld.read(e)
		}
	case map[string]any:
		headline, _ := v["headline"].(string)
		published, _ := v["datePublished"].(string)
		if headline != "" && published != "" && ld.headline == "" {
			ld.headline, ld.published = headline, published
			if p, ok := v["publisher"].(map[string]any); ok {
				ld.publisher, _ = p["name"].(string)
			}
			return
		}
		ld.read(v["@graph"])
	}
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return ""
}
