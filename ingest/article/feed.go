package article

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"codeberg.org/readeck/go-readability/v2/render"
	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"

	"github.com/demarche/demarche/graph"
)

// feed reads an RSS or Atom feed: an article an entry, from its full content where the feed has it, else from its
// summary.
func (r *reader) feed(f file, data []byte) bool {
	if gofeed.DetectFeedType(bytes.NewReader(data)) == gofeed.FeedTypeUnknown {
		return r.page(f, data)
	}
	fd, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil {
		return r.fail(f.name, fmt.Errorf("not a feed: %w", err))
	}
	if len(fd.Items) == 0 {
		return r.fail(f.name, errors.New("a feed without entries"))
	}
	for i, entry := range fd.Items {
		at := f.at("%s: entry %d", i+1)
		a := graph.Article{Title: strings.TrimSpace(entry.Title), URL: entry.Link, Outlet: strings.TrimSpace(fd.Title), Language: fd.Language}
		switch {
		case entry.PublishedParsed != nil:
			a.Published = *entry.PublishedParsed
		case entry.Published != "":
			if !r.fail(at.name, fmt.Errorf("published: %q is not a date", entry.Published)) {
				return false
			}
			continue
		case entry.UpdatedParsed != nil:
			a.Published = *entry.UpdatedParsed
		}
		a.Text = htmlText(firstOf(entry.Content, entry.Description))
		if a.Text == "" {
			if !r.fail(at.name, errors.New("an entry without content")) {
				return false
			}
			continue
		}
		Identify(&a)
		doc := entry.GUID
		if doc == "" {
			doc = at.doc
		}
		if !r.give(Item{Doc: doc, Source: at.name, Article: a}) {
			return false
		}
	}
	return true
}

// htmlText gives the words of a fragment of HTML, paragraph by paragraph.
func htmlText(fragment string) string {
	node, err := html.Parse(strings.NewReader(fragment))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(render.InnerText(node))
}
