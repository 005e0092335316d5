package graph

import (
	"fmt"
	"slices"
)

// Rules are the corrections in force, made ready to be applied to reports.
type Rules struct {
	into     map[ActorID]ActorID
	rejected map[ReportID]bool
	sure     map[ReportID]bool
	links    map[ReportID][]CorrectionID
	apart    map[ReportID]CorrectionID
	dates    map[ReportID]Interval
	media    map[ReportID]Medium
}

// NewRules gathers the corrections in force; those undone do not count. Of two that say different things of one
// report, the later holds.
func NewRules(cs []*Correction) *Rules {
	r := &Rules{into: map[ActorID]ActorID{}, rejected: map[ReportID]bool{}, sure: map[ReportID]bool{}, links: map[ReportID][]CorrectionID{},
		apart: map[ReportID]CorrectionID{}, dates: map[ReportID]Interval{}, media: map[ReportID]Medium{}}
	cs = slices.Clone(cs)
	slices.SortFunc(cs, func(a, b *Correction) int { return int(a.ID - b.ID) })
	for _, c := range cs {
		if c.Undone != nil {
			continue
		}
		if c.Op == MergeActors {
			to := r.Actor(c.Actors[0])
			for _, a := range c.Actors[1:] {
				if from := r.Actor(a); from != to {
					r.into[from] = to
				}
			}
		}
		for _, id := range c.Reports {
			switch c.Op {
			case RejectReport:
				r.rejected[id] = true
				delete(r.sure, id)
			case ConfirmReport:
				r.sure[id] = true
				delete(r.rejected, id)
			case MergeContacts:
				r.links[id] = append(r.links[id], c.ID)
				delete(r.apart, id)
			case SplitContact:
				r.apart[id] = c.ID
				delete(r.links, id)
			case SetDate:
				r.dates[id] = c.Date
			case SetMedium:
				r.media[id] = c.Medium
			}
		}
	}
	return r
}

// Actor gives the actor that id stands for: itself, or the one it was merged into.
func (r *Rules) Actor(id ActorID) ActorID {
	for {
		to, ok := r.into[id]
		if !ok {
			return id
		}
		id = to
	}
}

// Into gives every actor that was merged into another, with that other.
func (r *Rules) Into() map[ActorID]ActorID {
	m := make(map[ActorID]ActorID, len(r.into))
	for a := range r.into {
		m[a] = r.Actor(a)
	}
	return m
}

// Contact gives a report as the rules leave it, ready to be filed, or nil where it no longer counts: it was rejected,
// or the actors of its sides were merged into one. r itself is not changed.
func (r *Rules) Contact(k *ContactReport, s Source) *Filed {
	if r.rejected[k.ID] {
		return nil
	}
	c := *k
	if len(r.into) > 0 {
		c.Participants = make([]Participant, 0, len(k.Participants))
		seen := map[ActorID]bool{}
		for _, p := range k.Participants {
			p.Actor = r.Actor(p.Actor)
			if p.OnBehalfOf != "" {
				p.OnBehalfOf = r.Actor(p.OnBehalfOf)
			}
			if !seen[p.Actor] {
				seen[p.Actor] = true
				c.Participants = append(c.Participants, p)
			}
		}
		slices.SortFunc(c.Participants, compareParticipants)
	}
	if len(opposites(sides(c.Participants))) == 0 {
		return nil
	}
	if d, ok := r.dates[k.ID]; ok {
		c.Date, c.DateInferred = d, false
	}
	if m, ok := r.media[k.ID]; ok {
		c.Medium = m
	}
	if s.Issuer != "" {
		s.Issuer = r.Actor(s.Issuer)
	}
	return &Filed{Contact: &c, Source: s, Confirmed: r.sure[k.ID], Links: r.links[k.ID], Apart: r.apart[k.ID]}
}

// Statement is Contact for a statement.
func (r *Rules) Statement(k *StatementReport, s Source) *Filed {
	if r.rejected[k.ID] {
		return nil
	}
	c := *k
	if len(r.into) > 0 {
		c.Speaker = r.Actor(c.Speaker)
		if c.OnBehalfOf != "" {
			c.OnBehalfOf = r.Actor(c.OnBehalfOf)
		}
		c.Addressees = slices.Clone(c.Addressees)
		for i, a := range c.Addressees {
			c.Addressees[i] = r.Actor(a)
		}
		c.Addressees = sortedIDs(c.Addressees)
		c.Concerns = slices.Clone(c.Concerns)
		for i := range c.Concerns {
			c.Concerns[i].Actor = r.Actor(c.Concerns[i].Actor)
		}
		c.Concerns = sortedConcerns(c.Concerns)
	}
	if d, ok := r.dates[k.ID]; ok {
		c.Date = d
	}
	return &Filed{Statement: &c, Source: s, Confirmed: r.sure[k.ID], Links: r.links[k.ID], Apart: r.apart[k.ID]}
}

// Check refuses a correction that cannot be meant, with an error that names the field (ErrBadFilter), or that goes
// against one in force (ErrConflict). Reports must have been filled in from Contacts and Statements.
func (c *Correction) Check(inForce []*Correction) error {
	bad := func(field, format string, args ...any) error {
		return &FilterError{field, fmt.Sprintf(format, args...)}
	}
	if !slices.Contains(Ops, c.Op) {
		return bad("op", "unknown value %.40q", c.Op)
	}
	if c.Author == "" {
		return bad("author", "is empty")
	}
	if c.Time.IsZero() {
		return bad("time", "is empty")
	}
	switch c.Op {
	case MergeActors, KeepApart:
		if len(sortedIDs(c.Actors)) < 2 || len(sortedIDs(c.Actors)) != len(c.Actors) {
			return bad("actors", "needs two different ones or more")
		}
		if len(c.Reports) > 0 {
			return bad("reports", "go not with %s", c.Op)
		}
	default:
		if len(c.Reports) == 0 {
			return bad("reports", "is empty")
		}
		if len(c.Actors) > 0 {
			return bad("actors", "go not with %s", c.Op)
		}
		if c.Op == MergeContacts && len(c.Reports) < 2 {
			return bad("reports", "needs two or more")
		}
	}
	if c.Op == SetMedium && !slices.Contains(Media, c.Medium) {
		return bad("medium", "unknown value %.40q", c.Medium)
	}
	if c.Op == SetDate {
		for _, d := range []Day{c.Date.Start, c.Date.End} {
			if d != "" {
				if _, err := ParseDay(string(d)); err != nil {
					return bad("date", "%q is no day", d)
				}
			}
		}
		if c.Date.Start != "" && c.Date.End != "" && c.Date.Start > c.Date.End {
			return bad("date", "ends before it begins")
		}
	}
	return c.conflict(inForce)
}

// conflict holds merge_actors and keep_apart against one another: no two actors that are kept apart may become one.
func (c *Correction) conflict(inForce []*Correction) error {
	if c.Op != MergeActors && c.Op != KeepApart {
		return nil
	}
	all := append(slices.Clone(inForce), c)
	last := CorrectionID(0)
	for _, o := range inForce {
		last = max(last, o.ID)
	}
	mine := *c
	mine.ID = last + 1
	all[len(all)-1] = &mine
	r := NewRules(all)
	for _, o := range all {
		if o.Op != KeepApart || o.Undone != nil {
			continue
		}
		for i, a := range o.Actors {
			for _, b := range o.Actors[:i] {
				if r.Actor(a) == r.Actor(b) {
					return fmt.Errorf("graph: %w: %s and %s are to be kept apart and to be one", ErrConflict, b, a)
				}
			}
		}
	}
	return nil
}
