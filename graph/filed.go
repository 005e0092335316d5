package graph

import (
	"slices"
	"strconv"
	"strings"
)

// Filed is a report as a store files it for merging: as corrections leave it, with its source and the event that
// holds it. Exactly one of Contact and Statement is set.
type Filed struct {
	Contact   *ContactReport // its evidence may be left out
	Statement *StatementReport
	Source    Source
	Confirmed bool
	Links     []CorrectionID // merge_contacts in force that name it
	Apart     CorrectionID   // split_contact in force that names it, the latest one
	Event     string         // ContactID or StatementID that holds it in the store, empty where none does yet

	f *filing
}

// Block is a place where a report lies: a key (the pair of opposite sides, or the speaker) and the days, inclusive,
// that the report may be of. Only reports of one key whose days overlap can have to do with each other.
type Block struct {
	Key         string
	From, Until Day
	Denied      bool // of a contact: the report denies it
}

// Blocks gives the places of a report. A store keeps them and finds reports by them (Index.Near).
func (r *Filed) Blocks() []Block {
	f := r.filing()
	bs := make([]Block, 0, len(f.keys)+len(r.Links))
	for _, k := range f.keys {
		bs = append(bs, Block{k, f.row.Start, f.row.End, f.denied})
	}
	for _, l := range r.Links {
		bs = append(bs, Block{f.linkKey(l), earliest, latest, false})
	}
	return bs
}

// ID gives the report's id.
func (r *Filed) ID() ReportID {
	if r.Contact != nil {
		return r.Contact.ID
	}
	return r.Statement.ID
}

// linkKey gives the key that reports of one kind share which an analyst joined.
func (f *filing) linkKey(l CorrectionID) string {
	kind := "contact"
	if f.Contact == nil {
		kind = "statement"
	}
	return "link " + kind + " " + strconv.FormatInt(int64(l), 10)
}

// The ends of time, for what has no day at all.
const (
	earliest Day = "0001-01-01"
	latest   Day = "9999-12-31"
)

// inferred tells whether no words give the report's date.
func (f *Filed) inferred() bool { return f.Contact != nil && f.Contact.DateInferred }

// filing is what merging derives from a report, once.
//
// Reports are sorted into cells: same class (affirmed or denied, or the kind and speaker of a statement) and same
// time. An exact report gives a day. A vague one gives a longer stretch, or no date at all: its cell is then the
// stretch itself, or the week of its publication, and win holds the days of which it may be (empty: none can be told).
type filing struct {
	*Filed
	id     ReportID
	class  string
	cell   string // class and time
	exact  bool
	denied bool
	date   Interval
	win    Interval // of a vague report: where an exact one may stand for it
	opp    Interval // where a contact may contradict it
	row    Interval // a stretch that holds cell, win and opp

	keys   []string // sorted
	medium Medium   // Unspecified for statements
	people []ActorID
	many   bool // a contact of more than two sides
	stems  []string
	alike  string // reports of one cell with equal strings are joined without a closer look
}

func (r *Filed) filing() *filing {
	if r.f == nil {
		r.f = newFiling(r)
	}
	return r.f
}

func newFiling(r *Filed) *filing {
	f := &filing{Filed: r, id: r.ID(), medium: Unspecified}
	when := past
	if c := r.Contact; c != nil {
		f.class, f.medium, f.date = "affirmed", c.Medium, c.Date
		switch c.Status {
		case Planned:
			when = future
		case Possible:
			when = wished
		case Denied:
			when, f.class, f.denied = denied, "denied", true
		}
		ss := sides(c.Participants)
		f.keys, f.many = opposites(ss), len(ss) > 2
		for _, p := range c.Participants {
			f.people = append(f.people, p.Actor)
		}
		f.people = sortedIDs(f.people)
		f.alike = alikeKey(ss, c.Medium)
	} else {
		s := r.Statement
		f.class, f.date = string(s.Kind)+" "+string(s.Speaker), s.Date
		f.keys = []string{f.class}
		f.stems, f.people = stems(s.About), sortedIDs(s.Addressees)
		f.alike = strings.Join(f.stems, " ") + "\x00" + alikeKey([][]ActorID{f.people}, "")
	}
	if r.Apart != 0 {
		f.class += " split:" + strconv.FormatInt(int64(r.Apart), 10)
	}
	f.place(when)
	return f
}

func alikeKey(ss [][]ActorID, m Medium) string {
	var b strings.Builder
	b.WriteString(string(m))
	for _, s := range ss {
		b.WriteByte(0)
		for _, a := range s {
			b.WriteByte(1)
			b.WriteString(string(a))
		}
	}
	return b.String()
}

// opposites gives the pairs of actors on different sides, each "a|b" with a < b, sorted.
func opposites(ss [][]ActorID) []string {
	var keys []string
	for i, s := range ss {
		for _, t := range ss[i+1:] {
			for _, a := range s {
				for _, b := range t {
					if a != b {
						keys = append(keys, pairKey(a, b))
					}
				}
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func pairKey(a, b ActorID) string { return string(min(a, b)) + "|" + string(max(a, b)) }

// tense is how a report's event lies to the report's publication.
type tense string

const (
	past   tense = "past"
	future tense = "future"
	wished tense = "wished"
	denied tense = "denied"
)

// maxVague is the length in days up to which a stretch may be told to be of a day in it; the only call known of "last
// year" proves nothing.
const maxVague = 31

func (f *filing) place(when tense) {
	d, pub := f.date, f.Source.Published
	switch {
	case d.Start != "" && d.Start == d.End:
		f.exact = true
		f.cell = f.class + " " + string(d.Start)
		f.opp, f.row = d, d
	case d.Known():
		f.cell = f.class + " " + string(d.Start) + "/" + string(d.End)
		w := d
		if w.Start == "" {
			w.Start = w.End.Add(-maxVague)
		}
		if w.End == "" {
			w.End = w.Start.Add(maxVague)
		}
		f.row = w
		short := w.End <= w.Start.Add(maxVague)
		if short || f.denied {
			f.opp = w
		} else {
			f.row = Interval{w.Start, w.Start}
		}
		if short {
			f.win = clip(w, pub, when)
		}
	case pub == "":
		f.cell = f.class + " undated " + string(when)
		f.row = Interval{earliest, earliest}
	default:
		monday := pub.Add(-(int(pub.Time().Weekday()) + 6) % 7)
		f.cell = f.class + " week of " + string(monday) + " " + string(when)
		switch when {
		case past:
			f.win, f.opp = Interval{pub.Add(-3), pub.Add(1)}, Interval{pub.Add(-7), pub.Add(1)}
		case future:
			f.win, f.opp = Interval{pub.Add(-1), pub.Add(7)}, Interval{pub.Add(-1), pub.Add(14)}
		case wished:
			f.opp = Interval{pub.Add(-1), pub.Add(14)}
		case denied:
			f.win, f.opp = Interval{pub.Add(-3), pub.Add(3)}, Interval{pub.Add(-7), pub.Add(7)}
		}
		f.row = Interval{min(monday, f.opp.Start), max(monday.Add(6), f.opp.End)}
	}
}

// clip cuts off the days that a report cannot mean: what took place is not after publication, what is planned not
// before it (a day's grace for time zones). Nothing left is the empty interval.
func clip(w Interval, pub Day, when tense) Interval {
	if pub == "" {
		return w
	}
	switch when {
	case past:
		w.End = min(w.End, pub.Add(1))
	case future, wished:
		w.Start = max(w.Start, pub.Add(-1))
	}
	if w.Start > w.End {
		return Interval{}
	}
	return w
}

// fits tells whether two reports of one class and of overlapping time are of one event, media apart. Contacts: an
// opposite pair in common, and the actors of one among those of the other; a meeting of two sides is not the summit of
// many at which it took place, unless the same actors are in both. Statements: alike matters, and no addressees told
// or one in common.
func (f *filing) fits(g *filing) bool {
	if !common(f.keys, g.keys) {
		return false
	}
	if f.Contact == nil {
		return alike(f.stems, g.stems) && (len(f.people) == 0 || len(g.people) == 0 || common(f.people, g.people))
	}
	a, b := f, g
	if len(a.people) > len(b.people) {
		a, b = b, a
	}
	return within(a.people, b.people) && (f.many == g.many || len(a.people) == len(b.people))
}

// contradicts tells whether one of the two reports denies what the other affirms.
func (f *filing) contradicts(g *filing) bool {
	return f.denied != g.denied && f.opp.Known() && g.opp.Known() && f.opp.Overlaps(g.opp) && sameMedium(f.medium, g.medium) &&
		common(f.keys, g.keys) && (within(f.people, g.people) || within(g.people, f.people))
}

func sameMedium(a, b Medium) bool { return a == b || a == Unspecified || b == Unspecified }

// common tells whether two sorted lists share an element.
func common[T ~string](a, b []T) bool {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			return true
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return false
}

// within tells whether all of the sorted a are in the sorted b.
func within[T ~string](a, b []T) bool {
	j := 0
	for _, x := range a {
		for j < len(b) && b[j] < x {
			j++
		}
		if j == len(b) || b[j] != x {
			return false
		}
	}
	return true
}
