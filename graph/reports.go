package graph

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"
)

// Complete gives a copy of r with the article's id and hash (where it has none), the ids of all reports and their
// references to the article, and every list in its fixed order, so that the same reports are the same value however they
// were gathered.
func (r *Reports) Complete() *Reports {
	c := *r
	a := &c.Article
	if a.ID == "" {
		a.ID = NewArticleID(a.URL, a.Title, a.Text)
	}
	if a.Hash == "" {
		a.Hash = HashText(a.Text)
	}
	a.Published = a.Published.UTC()

	c.Actors = slices.Clone(r.Actors)
	for i := range c.Actors {
		c.Actors[i].Aliases = slices.DeleteFunc(sortedIDs(c.Actors[i].Aliases), func(s string) bool { return s == c.Actors[i].Name })
	}
	slices.SortFunc(c.Actors, func(a, b Actor) int { return cmp.Compare(a.ID, b.ID) })
	c.Offices = slices.Clone(r.Offices)
	slices.SortFunc(c.Offices, CompareOffices)
	c.Offices = slices.Compact(c.Offices)
	c.Mentions = slices.Clone(r.Mentions)
	slices.SortFunc(c.Mentions, func(a, b Mention) int {
		return cmp.Or(-compareBool(a.InTitle, b.InTitle), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Actor, b.Actor))
	})

	taken := map[ReportID]bool{}
	c.Contacts = slices.Clone(r.Contacts)
	slices.SortStableFunc(c.Contacts, func(a, b ContactReport) int { return compareEvidence(a.Evidence, b.Evidence) })
	for i := range c.Contacts {
		k := &c.Contacts[i]
		k.Article = a.ID
		if k.Medium == "" {
			k.Medium = Unspecified
		}
		k.Participants = slices.Clone(k.Participants)
		slices.SortFunc(k.Participants, compareParticipants)
		k.Topics = sortedIDs(k.Topics)
		k.Evidence = completeEvidence(k.Evidence, a.ID)
		k.ID = freeID(taken, k.reportID)
	}
	c.Statements = slices.Clone(r.Statements)
	slices.SortStableFunc(c.Statements, func(a, b StatementReport) int { return compareEvidence(a.Evidence, b.Evidence) })
	for i := range c.Statements {
		s := &c.Statements[i]
		s.Article = a.ID
		s.Addressees = sortedIDs(s.Addressees)
		s.Concerns = sortedConcerns(s.Concerns)
		s.Evidence = completeEvidence(s.Evidence, a.ID)
		s.ID = freeID(taken, s.reportID)
	}
	slices.SortFunc(c.Contacts, func(a, b ContactReport) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(c.Statements, func(a, b StatementReport) int { return cmp.Compare(a.ID, b.ID) })
	return &c
}

// freeID gives the first id of those that id numbers which is not taken, and takes it.
func freeID(taken map[ReportID]bool, id func(n int) ReportID) ReportID {
	for n := 0; ; n++ {
		if r := id(n); !taken[r] {
			taken[r] = true
			return r
		}
	}
}

func completeEvidence(es []Evidence, a ArticleID) []Evidence {
	es = slices.Clone(es)
	for i := range es {
		es[i].Article = a
	}
	return es
}

func compareEvidence(a, b []Evidence) int {
	return slices.CompareFunc(a, b, func(a, b Evidence) int {
		return cmp.Or(-compareBool(a.InTitle, b.InTitle), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Rule, b.Rule))
	})
}

func compareParticipants(a, b Participant) int {
	return cmp.Or(cmp.Compare(a.Side, b.Side), cmp.Compare(a.Actor, b.Actor), cmp.Compare(a.Role, b.Role), cmp.Compare(a.OnBehalfOf, b.OnBehalfOf))
}

// CompareOffices orders offices by Since, then person and title.
func CompareOffices(a, b Office) int {
	return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.Person, b.Person), cmp.Compare(a.Title, b.Title),
		cmp.Compare(a.For, b.For), cmp.Compare(a.Role, b.Role), cmp.Compare(a.Until, b.Until))
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// Check refuses reports that cannot be true of their article, with an ErrBadReports that names the article and the
// fault: an actor that is not among Actors, a contact without two sides, evidence that does not stand in the text.
func (r *Reports) Check() error {
	c := reportsChecker{r: r, actors: make(map[ActorID]bool, len(r.Actors))}
	c.check()
	return c.err
}

type reportsChecker struct {
	r      *Reports
	actors map[ActorID]bool
	text   []rune
	title  []rune
	err    error
}

func (c *reportsChecker) fail(format string, args ...any) {
	if c.err == nil {
		name := cmp.Or(c.r.Article.URL, string(c.r.Article.ID), c.r.Article.Title)
		c.err = fmt.Errorf("graph: article %.200q: %w: %s", name, ErrBadReports, fmt.Sprintf(format, args...))
	}
}

func (c *reportsChecker) check() {
	a := &c.r.Article
	if _, ok := IDNumber(a.ID); a.ID != "" && !ok {
		c.fail("article id %q is not one of NewArticleID", a.ID)
	}
	for _, s := range []string{a.URL, a.Title, a.Outlet, a.Language, a.Text} {
		if !utf8.ValidString(s) {
			c.fail("not UTF-8")
			return
		}
	}
	c.text, c.title = []rune(a.Text), []rune(a.Title)
	for _, k := range c.r.Actors {
		switch {
		case k.ID == "" || k.Name == "":
			c.fail("actor %q %q lacks an id or a name", k.ID, k.Name)
		case c.actors[k.ID]:
			c.fail("actor %s is given twice", k.ID)
		case !slices.Contains(ActorKinds, k.Kind):
			c.fail("actor %s has kind %q", k.ID, k.Kind)
		}
		c.actors[k.ID] = true
	}
	for _, o := range c.r.Offices {
		c.actor("office", o.Person)
		c.actor("office", o.For)
		c.day("office", o.Since)
		c.day("office", o.Until)
	}
	for _, m := range c.r.Mentions {
		c.actor("mention", m.Actor)
		c.span("mention", m.InTitle, m.Start, m.End, m.Text)
	}
	for i := range c.r.Contacts {
		c.contact(&c.r.Contacts[i])
	}
	for i := range c.r.Statements {
		c.statement(&c.r.Statements[i])
	}
}

func (c *reportsChecker) contact(k *ContactReport) {
	at := "contact"
	seen := map[ActorID]bool{}
	for _, p := range k.Participants {
		c.actor(at, p.Actor)
		if seen[p.Actor] {
			c.fail("contact: %s takes part twice", p.Actor)
		}
		seen[p.Actor] = true
		if p.OnBehalfOf != "" {
			c.actor(at, p.OnBehalfOf)
		}
	}
	if len(sides(k.Participants)) < 2 {
		c.fail("contact: fewer than two sides")
	}
	if !slices.Contains(Statuses, k.Status) {
		c.fail("contact: status %q", k.Status)
	}
	if k.Medium != "" && !slices.Contains(Media, k.Medium) {
		c.fail("contact: medium %q", k.Medium)
	}
	c.common(at, k.Date, k.Confidence, k.Evidence)
}

func (c *reportsChecker) statement(s *StatementReport) {
	at := "statement"
	c.actor(at, s.Speaker)
	if s.OnBehalfOf != "" {
		c.actor(at, s.OnBehalfOf)
	}
	for _, a := range s.Addressees {
		c.actor(at, a)
	}
	for _, k := range s.Concerns {
		c.actor(at, k.Actor)
	}
	if !slices.Contains(StatementKinds, s.Kind) {
		c.fail("statement: kind %q", s.Kind)
	}
	c.common(at, s.Date, s.Confidence, s.Evidence)
}

func (c *reportsChecker) common(at string, date Interval, confidence float64, es []Evidence) {
	c.day(at, date.Start)
	c.day(at, date.End)
	if date.Start != "" && date.End != "" && date.Start > date.End {
		c.fail("%s: ends on %s before it begins on %s", at, date.End, date.Start)
	}
	if !(confidence >= 0 && confidence <= 1) {
		c.fail("%s: confidence %v is not from 0 to 1", at, confidence)
	}
	if len(es) == 0 {
		c.fail("%s: no evidence", at)
	}
	for _, e := range es {
		c.span(at, e.InTitle, e.Start, e.End, e.Quote)
	}
}

func (c *reportsChecker) actor(at string, id ActorID) {
	if !c.actors[id] {
		c.fail("%s: %q is not among the actors", at, id)
	}
}

func (c *reportsChecker) day(at string, d Day) {
	if d == "" {
		return
	}
	if _, err := ParseDay(string(d)); err != nil {
		c.fail("%s: %q is no day", at, d)
	}
}

func (c *reportsChecker) span(at string, inTitle bool, start, end int, words string) {
	text := c.text
	if inTitle {
		text = c.title
	}
	if start < 0 || start > end || end > len(text) || string(text[start:end]) != words {
		c.fail("%s: %.60q is not at %d:%d", at, words, start, end)
	}
}
