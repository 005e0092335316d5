package graph

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
)

// ContactChanges is what an arriving article does to contacts.
type ContactChanges struct {
	Gone []ContactID            // no more; sorted
	Put  []*Contact             // new or perhaps changed; by ID
	Held map[ReportID]ContactID // the contact that holds each report placed anew
}

// StatementChanges is what an arriving article does to statements.
type StatementChanges struct {
	Gone []StatementID
	Put  []*Statement
	Held map[ReportID]StatementID
}

// Merge gives the contacts and the statements that follow from these reports, by ID: what a store has after it was
// given them in any order.
func Merge(reports []*Filed) ([]*Contact, []*Statement) {
	var contacts, statements []*Filed
	for _, r := range reports {
		if r.Contact != nil {
			contacts = append(contacts, r)
		} else {
			statements = append(statements, r)
		}
	}
	c, err1 := RemergeContacts(context.Background(), nothing{}, contacts, nil)
	s, err2 := RemergeStatements(context.Background(), nothing{}, statements, nil)
	if err := cmp.Or(err1, err2); err != nil {
		panic("graph: " + err.Error()) // an index of nothing does not fail
	}
	return c.Put, s.Put
}

type nothing struct{}

func (nothing) Near(context.Context, []Block) ([]*Filed, error)           { return nil, nil }
func (nothing) Held(context.Context, []string) ([]*Filed, error)          { return nil, nil }
func (nothing) Contacts(context.Context, []ContactID) ([]*Contact, error) { return nil, nil }

// RemergeContacts tells what becomes of the contacts of a store when the reports drop, which it has, give way to put.
// A report that changes is in both, with the same ID. It reads from idx what is near, and no more.
func RemergeContacts(ctx context.Context, idx Index, put, drop []*Filed) (*ContactChanges, error) {
	p, err := remerge(ctx, idx, put, drop)
	if err != nil {
		return nil, err
	}
	ch := &ContactChanges{Held: make(map[ReportID]ContactID, len(p.held))}
	for r, e := range p.held {
		ch.Held[r] = ContactID(e)
	}
	for _, e := range slices.Sorted(maps.Keys(p.events)) {
		if fs := p.events[e]; len(fs) == 0 {
			ch.Gone = append(ch.Gone, ContactID(e))
		} else {
			ch.Put = append(ch.Put, buildContact(ContactID(e), fs))
		}
	}
	return ch, contradict(ctx, idx, p, ch, drop)
}

// RemergeStatements is RemergeContacts for statements.
func RemergeStatements(ctx context.Context, idx Index, put, drop []*Filed) (*StatementChanges, error) {
	p, err := remerge(ctx, idx, put, drop)
	if err != nil {
		return nil, err
	}
	ch := &StatementChanges{Held: make(map[ReportID]StatementID, len(p.held))}
	for r, e := range p.held {
		ch.Held[r] = StatementID(e)
	}
	for _, e := range slices.Sorted(maps.Keys(p.events)) {
		if fs := p.events[e]; len(fs) == 0 {
			ch.Gone = append(ch.Gone, StatementID(e))
		} else {
			ch.Put = append(ch.Put, buildStatement(StatementID(e), fs))
		}
	}
	return ch, nil
}

// buildContact makes one contact of its reports, sorted by id.
func buildContact(id ContactID, fs []*filing) *Contact {
	c := &Contact{ID: id, Status: Denied, Medium: Unspecified, Date: mainDate(fs), Participants: participants(fs)}
	was := map[Status]bool{}
	var media []Medium
	places, topics := map[string][]string{}, map[string][]string{}
	for _, f := range fs {
		r := f.Contact
		c.Reports = append(c.Reports, f.id)
		was[r.Status] = true
		if r.Medium != Unspecified {
			media = append(media, r.Medium)
		}
		if r.Place != "" {
			places[FoldText(r.Place)] = append(places[FoldText(r.Place)], r.Place)
		}
		for _, t := range r.Topics {
			topics[FoldText(t)] = append(topics[FoldText(t)], t)
		}
		c.Confirmed = c.Confirmed || f.Confirmed
	}
	c.DateInferred = c.Date.Known() && !slices.ContainsFunc(fs, func(f *filing) bool { return f.date == c.Date && !f.inferred() })
	for _, s := range Statuses {
		if was[s] {
			c.Was = append(c.Was, s)
		}
	}
	c.Status = c.Was[0]
	if m, ok := commonest(media); ok {
		c.Medium = m
	}
	if p, ok := commonestKey(places); ok {
		c.Place = slices.Min(places[p])
	}
	for _, k := range slices.Sorted(maps.Keys(topics)) {
		c.Topics = append(c.Topics, slices.Min(topics[k]))
	}
	c.Confidence, c.Sources = weigh(fs, func(f *filing) (float64, bool) { return f.Contact.Confidence, f.Contact.Status == c.Status })
	c.ReadOuts = readOuts(c.Participants, fs)
	return c
}

// mainDate gives the day that most exact reports give, the earliest of several; without one, the stretch of most vague
// ones. Only where no exact report states its day does one count that is inferred.
func mainDate(fs []*filing) Interval {
	var stated, inferred, vague []Interval
	for _, f := range fs {
		switch {
		case f.exact && !f.inferred():
			stated = append(stated, f.date)
		case f.exact:
			inferred = append(inferred, f.date)
		case f.date.Known():
			vague = append(vague, f.date)
		}
	}
	days := stated
	for _, next := range [][]Interval{inferred, vague} {
		if len(days) == 0 {
			days = next
		}
	}
	n := map[Interval]int{}
	for _, d := range days {
		n[d]++
	}
	best, found := Interval{}, false
	for d, k := range n {
		if !found || cmp.Or(-cmp.Compare(k, n[best]), cmp.Compare(d.Start, best.Start), cmp.Compare(d.End, best.End)) < 0 {
			best, found = d, true
		}
	}
	return best
}

// participants gives all who took part by any report. The report with the most actors gives the sides; an actor that
// only others name goes to the side of those it stands with there, else to one that it does not face, else to a new
// one.
func participants(fs []*filing) []Participant {
	order := slices.Clone(fs)
	slices.SortStableFunc(order, func(a, b *filing) int { return -cmp.Compare(len(a.people), len(b.people)) })
	side := map[ActorID]int{}
	n := 0
	for _, f := range order {
		for _, group := range sides(f.Contact.Participants) {
			at := -1
			for _, a := range group {
				if s, ok := side[a]; ok {
					at = s
					break
				}
			}
			if at < 0 {
				at = free(f, group, side, n)
				n = max(n, at+1)
			}
			for _, a := range group {
				if _, ok := side[a]; !ok {
					side[a] = at
				}
			}
		}
	}
	roles, behalf := map[ActorID][]string{}, map[ActorID][]ActorID{}
	for _, f := range fs {
		for _, p := range f.Contact.Participants {
			if p.Role != "" {
				roles[p.Actor] = append(roles[p.Actor], p.Role)
			}
			if p.OnBehalfOf != "" {
				behalf[p.Actor] = append(behalf[p.Actor], p.OnBehalfOf)
			}
		}
	}
	// Sides are numbered in the order of their first actors.
	number := map[int]int{}
	out := make([]Participant, 0, len(side))
	for _, a := range slices.Sorted(maps.Keys(side)) {
		s, ok := number[side[a]]
		if !ok {
			s = len(number)
			number[side[a]] = s
		}
		role, _ := commonest(roles[a])
		for_, _ := commonest(behalf[a])
		out = append(out, Participant{a, s, role, for_})
	}
	slices.SortFunc(out, compareParticipants)
	return out
}

// free gives a side for a group of whom none has one yet: the first that nobody of another side of the report is on,
// if the report has but two sides, else a new one.
func free(f *filing, group []ActorID, side map[ActorID]int, n int) int {
	if f.many {
		return n
	}
	faced := map[int]bool{}
	for _, p := range f.Contact.Participants {
		if s, ok := side[p.Actor]; ok && !slices.Contains(group, p.Actor) {
			faced[s] = true
		}
	}
	if len(faced) == 0 {
		return n
	}
	for s := range n {
		if !faced[s] {
			return s
		}
	}
	return n
}

// commonest gives the value that is there most often, the smallest of several.
func commonest[T cmp.Ordered](vs []T) (T, bool) {
	n := map[T]int{}
	var best T
	for _, v := range vs {
		n[v]++
	}
	for v, k := range n {
		if k > n[best] || k == n[best] && v < best {
			best = v
		}
	}
	return best, len(vs) > 0
}

func commonestKey(m map[string][]string) (string, bool) {
	var all []string
	for k, vs := range m {
		for range vs {
			all = append(all, k)
		}
	}
	return commonest(all)
}

// weigh gives the confidence of an event and the number of its independent sources. Each source is as sure as its
// surest report; sources err independently, but never all certainty comes of numbers. Only the reports that confidence
// admits count; an analyst's word makes it 1.
func weigh(fs []*filing, confidence func(*filing) (float64, bool)) (float64, int) {
	sources := make([]Source, len(fs))
	for i, f := range fs {
		sources[i] = f.Source
	}
	group, n := independent(sources)
	best := make([]float64, n)
	confirmed := false
	for i, f := range fs {
		if c, ok := confidence(f); ok {
			best[group[i]] = max(best[group[i]], c)
			confirmed = confirmed || f.Confirmed
		}
	}
	if confirmed {
		return 1, n
	}
	slices.Sort(best) // the product does not depend on the order of reports
	doubt := 1.0
	for _, c := range best {
		doubt *= 1 - c
	}
	sure := max(min(1-doubt, 0.99), best[len(best)-1])
	return math.Round(sure*1e6) / 1e6, n
}

// readOuts counts the sides of which somebody, or the one acted for, issued one of the reports.
func readOuts(ps []Participant, fs []*filing) int {
	issuers := map[ActorID]bool{}
	for _, f := range fs {
		if f.Source.Issuer != "" {
			issuers[f.Source.Issuer] = true
		}
	}
	told := map[int]bool{}
	for _, p := range ps {
		if issuers[p.Actor] || p.OnBehalfOf != "" && issuers[p.OnBehalfOf] {
			told[p.Side] = true
		}
	}
	return len(told)
}

// buildStatement makes one statement of its reports, sorted by id.
func buildStatement(id StatementID, fs []*filing) *Statement {
	best := fs[0]
	matter := mainMatter(fs)
	var behalf, addressees []ActorID
	s := &Statement{ID: id, Kind: best.Statement.Kind, Speaker: best.Statement.Speaker, Date: mainDate(fs)}
	for _, f := range fs {
		r := f.Statement
		s.Reports = append(s.Reports, f.id)
		if r.Confidence > best.Statement.Confidence {
			best = f
		}
		if k := (Matter{matter, r.About, sortedConcerns(r.Concerns)}); NewMatterID(r.About, r.Concerns) == matter &&
			(s.Matter.ID == "" || PlainerMatter(&k, &s.Matter)) {
			s.Matter = k
		}
		if r.OnBehalfOf != "" {
			behalf = append(behalf, r.OnBehalfOf)
		}
		addressees = append(addressees, r.Addressees...)
		s.Confirmed = s.Confirmed || f.Confirmed
	}
	s.OnBehalfOf, _ = commonest(behalf)
	s.Addressees = sortedIDs(addressees)
	if len(best.Statement.Evidence) > 0 {
		s.Quote = best.Statement.Evidence[0].Quote
	}
	s.Confidence, s.Sources = weigh(fs, func(f *filing) (float64, bool) { return f.Statement.Confidence, true })
	return s
}

// mainMatter gives the matter that most reports are about, the smallest id of several.
func mainMatter(fs []*filing) MatterID {
	ids := make([]MatterID, len(fs))
	for i, f := range fs {
		ids[i] = NewMatterID(f.Statement.About, f.Statement.Concerns)
	}
	m, _ := commonest(ids)
	return m
}
