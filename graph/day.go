package graph

import (
	"fmt"
	"time"
)

// Day is a calendar day in ISO form, "2023-03-16", so that days compare as strings. The empty Day is unknown.
type Day string

// ParseDay reads an ISO day; it fails for anything that is not a day of the calendar.
func ParseDay(s string) (Day, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", fmt.Errorf("graph: %q is not a day of the form 2006-01-02", s)
	}
	return Day(s), nil
}

// DayOf gives the day of t in t's own zone.
func DayOf(t time.Time) Day { return Day(t.Format(time.DateOnly)) }

// Time gives midnight UTC at the beginning of the day; the empty day gives the zero time.
func (d Day) Time() time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t
}

// Add gives the day n days later; the empty day stays empty.
func (d Day) Add(n int) Day {
	if d == "" {
		return ""
	}
	return DayOf(d.Time().AddDate(0, 0, n))
}

// Interval is a stretch of days, both ends inclusive. An unknown interval has neither end; one end alone is allowed
// ("since Monday").
type Interval struct {
	Start, End Day
}

// Known tells whether at least one end is known.
func (i Interval) Known() bool { return i.Start != "" || i.End != "" }

// Overlaps tells whether the intervals share a day; an unknown end is open, so an unknown interval overlaps all.
func (i Interval) Overlaps(o Interval) bool {
	return (i.End == "" || o.Start == "" || o.Start <= i.End) && (o.End == "" || i.Start == "" || i.Start <= o.End)
}

// Granularity says how exact an interval is.
type Granularity string

// The granularities: a single day, a whole calendar month, a whole calendar year, any other closed or half-open
// stretch, or nothing known. ByWeek, Monday to Sunday, is a step of time alone: a week's interval is a stretch.
const (
	ByDay   Granularity = "day"
	ByWeek  Granularity = "week"
	ByMonth Granularity = "month"
	ByYear  Granularity = "year"
	ByRange Granularity = "range"
	Unknown Granularity = "unknown"
)

// Granularity tells what kind of stretch the interval is.
func (i Interval) Granularity() Granularity {
	if !i.Known() {
		return Unknown
	}
	if i.Start == i.End {
		return ByDay
	}
	if i.Start == "" || i.End == "" {
		return ByRange
	}
	s, e := i.Start.Time(), i.End.Time()
	switch {
	case s.Day() == 1 && e.Equal(s.AddDate(0, 1, -1)):
		return ByMonth
	case s.YearDay() == 1 && e.Equal(s.AddDate(1, 0, -1)):
		return ByYear
	}
	return ByRange
}
