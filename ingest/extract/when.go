package extract

import (
	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/nlp"
)

// Ref is what relative expressions of time count from. Any of its days may be empty.
type Ref struct {
	Published graph.Day // day of the article
	Dateline  graph.Day // day that the dateline gives, which wins over Published for "today" and "Thursday"
	Anchor    graph.Day // the last day that the text named before, for "the following day" and "two days later"
}

// DatelineAt is the day that a dateline gives for what stands from a token on.
type DatelineAt struct {
	Token int
	Day   graph.Day
}

// now is the day from which deictic expressions count.
func (r Ref) now() graph.Day {
	if r.Dateline != "" {
		return r.Dateline
	}
	return r.Published
}

// TimeKind tells what sort of expression a Time is.
type TimeKind string

// The kinds of expression of time.
const (
	CalendarTime TimeKind = "calendar" // "February 24", "in March 2022", "2021"
	WeekdayTime  TimeKind = "weekday"  // "Thursday", "last Monday"
	RelativeTime TimeKind = "relative" // "yesterday", "last month", "two days ago"
	AnchoredTime TimeKind = "anchored" // "the same day", "two days later": counts from Ref.Anchor
	NamedTime    TimeKind = "named"    // "the G20 summit in Bali"
	LengthTime   TimeKind = "length"   // "two hours", "every Monday", "45 years old"
)

// TimeRole tells what an expression says of the event that it modifies.
type TimeRole string

// The roles of an expression of time.
const (
	TimeWhen      TimeRole = "when"      // when it happens
	TimeSince     TimeRole = "since"     // from when on, or after which
	TimeDeadline  TimeRole = "deadline"  // by, until or before which
	TimeDuration  TimeRole = "duration"  // how long it lasts
	TimeFrequency TimeRole = "frequency" // how often it happens
	TimeAge       TimeRole = "age"       // how old somebody is
)

// Time is an expression of time, resolved as far as text and reference allow and never further: its interval is
// unknown where the expression means a day that nothing gives.
type Time struct {
	Span     nlp.Span
	Kind     TimeKind
	Role     TimeRole
	Interval graph.Interval // the reading to take where tense does not decide

	// Past and Future are the readings of an expression that means another day under another tense ("Thursday",
	// "in March"). Both equal Interval where tense makes no difference.
	Past, Future graph.Interval
}

// In gives the interval under a tense.
func (t Time) In(tense Tense) graph.Interval {
	switch tense {
	case FutureTense:
		return t.Future
	case PastTense:
		return t.Past
	}
	return t.Interval
}

// Explicit tells whether the expression names a single day by the calendar or the week, so that it may be the
// Ref.Anchor of what follows.
func (t Time) Explicit() bool {
	return t.Role == TimeWhen && t.Interval.Granularity() == graph.ByDay && t.Kind != LengthTime
}

// Times finds the expressions of time in a paragraph, in order and without overlap. Without a day of publication
// only dates that name their year are resolved. Days that the paragraph itself names serve as anchor for what
// follows them. Of datelines, each counts from its token on, as where several reports stand in one text.
func Times(s *Syntax, ref Ref, datelines ...DatelineAt) []Time {
	p := newTimeParser(s, ref)
	var times []Time
	for i := 0; i < len(p.words); {
		for len(datelines) > 0 && datelines[0].Token <= p.words[i].tok {
			p.ref.Dateline, p.ref.Anchor = datelines[0].Day, ""
			datelines = datelines[1:]
		}
		end, t, ok := p.longest(i)
		if !ok {
			i++
			continue
		}
		t.Span = nlp.Span{Start: p.words[i].tok, End: p.words[end-1].tok + 1, Label: string(t.Kind)}
		p.bound(&t)
		times = append(times, t)
		if t.Explicit() {
			p.ref.Anchor = t.Interval.Start
		}
		for i = end; i < len(p.words) && p.words[i].tok < t.Span.End; {
			i++ // the rest of a token that was cut
		}
	}
	return times
}

// bound turns a point into a bound or a deadline where the preposition before it says so. The preposition must
// govern the expression itself: "before Thursday" is a bound, "before Thursday's vote" is none.
func (p *timeParser) bound(t *Time) {
	if t.Role != TimeWhen {
		return
	}
	before := t.Span.Start - 1
	for before >= 0 && (p.Lower(before) == "the" || p.Lower(before) == "a" || p.Tokens[before].Pos == "SPACE") {
		before--
	}
	if before < 0 {
		return
	}
	if h := p.spanHead(t.Span); p.Tokens[h].Head != before && p.Tokens[h].Dep != "npadvmod" {
		return
	}
	prep := p.Lower(before)
	each := func(f func(graph.Interval) graph.Interval) {
		for _, i := range []*graph.Interval{&t.Interval, &t.Past, &t.Future} {
			if i.Known() {
				*i = f(*i)
			}
		}
	}
	switch prep {
	case "since":
		t.Role = TimeSince
		t.Interval, t.Future = t.Past, t.Past
		each(func(i graph.Interval) graph.Interval { return graph.Interval{Start: i.Start, End: p.ref.now()} })
	case "after":
		t.Role = TimeSince
		each(func(i graph.Interval) graph.Interval { return graph.Interval{Start: i.End.Add(1)} })
	case "by", "until", "till":
		t.Role = TimeDeadline
		if prep == "by" {
			t.Interval, t.Past = t.Future, t.Future
		}
		each(func(i graph.Interval) graph.Interval { return graph.Interval{End: i.End} })
	case "before":
		t.Role = TimeDeadline
		each(func(i graph.Interval) graph.Interval { return graph.Interval{End: i.Start.Add(-1)} })
	}
}

// spanHead gives the token of a span whose head lies outside of it; the last such token where there are several.
func (s *Syntax) spanHead(span nlp.Span) int {
	for i := span.End - 1; i >= span.Start; i-- {
		if h := s.Tokens[i].Head; (h < span.Start || h >= span.End || h == i) && s.Tokens[i].Dep != "punct" {
			return i
		}
	}
	return span.End - 1
}
