package graph

import "testing"

func TestIDs(t *testing.T) {
	id := ContactIDOf(1<<62 + 5)
	if n, ok := IDNumber(id); !ok || n != 1<<62+5 || len(id) != len("contact:")+16 {
		t.Errorf("%s reads as %d, %v", id, n, ok)
	}
	for _, bad := range []ContactID{"", "contact:", "contact:12", "contact:ffffffffffffffff", "contact:000000000000000G", "contact:00000000000000AB", "0000000000000000"} {
		if n, ok := IDNumber(bad); ok {
			t.Errorf("%q reads as %d", bad, n)
		}
	}
}

func TestArticleIDs(t *testing.T) {
	same := []string{"https://news.example/a?id=1", "HTTP://News.Example/a/?id=1&utm_source=x#top", "https://news.example/a?fbclid=z&id=1"}
	for _, u := range same[1:] {
		if NewArticleID(u, "", "") != NewArticleID(same[0], "x", "y") {
			t.Errorf("%s is not %s", u, same[0])
		}
	}
	if NewArticleID("https://news.example/a?id=2", "", "") == NewArticleID(same[0], "", "") {
		t.Error("another query is the same article")
	}
	if NewArticleID("", "title", "text") == NewArticleID("", "titlet", "ext") {
		t.Error("title and text run together")
	}
}

func TestMatterIDs(t *testing.T) {
	russia := []Concern{{Actor: "country:RUS", Role: "patient"}}
	want := NewMatterID("sending arms to Russia", russia)
	for _, about := range []string{"the sending of arms to Russia", "arms sending, to Russia", "Sending Arms to Russia"} {
		if NewMatterID(about, russia) != want {
			t.Errorf("%q is another matter", about)
		}
	}
	if NewMatterID("sending arms to Russia", nil) == want || NewMatterID("sending food to Russia", russia) == want {
		t.Error("another matter has the same id")
	}
}

// A report keeps its id when the words that prove it change, and two reports of an article never share one.
func TestReportIDs(t *testing.T) {
	c := ContactReport{Participants: []Participant{{Actor: "b", Side: 0}, {Actor: "a", Side: 1}}, Status: Actual, Medium: Phone,
		Evidence: []Evidence{{Start: 0, End: 1, Quote: "x", Rule: "one"}}}
	first := (&Reports{Article: Article{URL: "u", Text: "xy"}, Contacts: []ContactReport{c}}).Complete()
	d := c
	d.Participants = []Participant{{Actor: "a", Side: 0}, {Actor: "b", Side: 1}}
	d.Evidence = []Evidence{{Start: 1, End: 2, Quote: "y", Rule: "two"}}
	if second := (&Reports{Article: Article{URL: "u", Text: "xy"}, Contacts: []ContactReport{d}}).Complete(); second.Contacts[0].ID != first.Contacts[0].ID {
		t.Error("other words make another report")
	}
	both := (&Reports{Article: Article{URL: "u", Text: "xy"}, Contacts: []ContactReport{d, c}}).Complete()
	if both.Contacts[0].ID == both.Contacts[1].ID {
		t.Error("two reports share an id")
	}
}
