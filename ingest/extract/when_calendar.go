package extract

import (
	"time"

	"github.com/demarche/demarche/graph"
)

// The calendar behind expressions of time. Weeks begin on Monday, as in ISO 8601; seasons are the northern ones of
// meteorology.

func dayOf(year int, month time.Month, day int) (graph.Day, bool) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if t.Month() != month || t.Day() != day {
		return "", false
	}
	return graph.DayOf(t), true
}

func oneDay(d graph.Day) graph.Interval { return graph.Interval{Start: d, End: d} }

func monthOf(year int, month time.Month) graph.Interval { return months(year, month, 1) }

// months gives the n months from the given one on; month may lie outside of the year, as in time.Date.
func months(year int, month time.Month, n int) graph.Interval {
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	return graph.Interval{Start: graph.DayOf(first), End: graph.DayOf(first.AddDate(0, n, -1))}
}

func yearOf(year int) graph.Interval { return months(year, time.January, 12) }

func quarterOf(year, quarter int) graph.Interval { return months(year, time.Month(3*quarter-2), 3) }

func decadeOf(year int) graph.Interval {
	return graph.Interval{Start: yearOf(year).Start, End: yearOf(year + 9).End}
}

// weekOf gives the week of d from Monday to Sunday.
func weekOf(d graph.Day) graph.Interval {
	monday := d.Add(-((int(d.Time().Weekday()) + 6) % 7))
	return graph.Interval{Start: monday, End: monday.Add(6)}
}

// weekendOf gives the Saturday and Sunday of the week of d.
func weekendOf(d graph.Day) graph.Interval {
	w := weekOf(d)
	return graph.Interval{Start: w.End.Add(-1), End: w.End}
}

// seasons holds the first month of each season.
var seasons = map[string]time.Month{"spring": time.March, "summer": time.June, "autumn": time.September,
	"fall": time.September, "winter": time.December}

func seasonOf(year int, name string) graph.Interval { return months(year, seasons[name], 3) }

// weekdayBefore gives the last day with the weekday that is not after d.
func weekdayBefore(d graph.Day, w time.Weekday) graph.Day {
	return d.Add(-((int(d.Time().Weekday()) - int(w) + 7) % 7))
}

// weekdayAfter gives the first day with the weekday that is not before d.
func weekdayAfter(d graph.Day, w time.Weekday) graph.Day {
	return d.Add((int(w) - int(d.Time().Weekday()) + 7) % 7)
}

// readings turns what happens once a year into its last occurrence that has begun, its next that has not ended, and
// the nearer of the two. at gives the occurrence of a year; where a year has none (29 February) it is unknown.
func readings(now graph.Day, at func(year int) graph.Interval) (nearest, past, future graph.Interval) {
	year := now.Time().Year()
	for y := year + 1; y >= year-4; y-- {
		if i := at(y); i.Known() && i.Start <= now {
			past = i
			break
		}
	}
	for y := year - 1; y <= year+4; y++ {
		if i := at(y); i.Known() && i.End >= now {
			future = i
			break
		}
	}
	const soon = 60 // days; what lies further ahead is seldom meant without a word for it
	nearest = past
	if ahead := daysBetween(now, future.Start); past.End < now && ahead < daysBetween(past.End, now) && ahead <= soon {
		nearest = future
	}
	return nearest, past, future
}

// lastBefore moves a stretch by whole years to the last that begins no later than d.
func lastBefore(i graph.Interval, d graph.Day) graph.Interval {
	move := func(years int) graph.Interval {
		return graph.Interval{Start: graph.DayOf(i.Start.Time().AddDate(years, 0, 0)), End: graph.DayOf(i.End.Time().AddDate(years, 0, 0))}
	}
	years := d.Time().Year() - i.Start.Time().Year()
	if m := move(years); m.Start <= d {
		return m
	}
	return move(years - 1)
}

func daysBetween(a, b graph.Day) int { return int(b.Time().Sub(a.Time()).Hours() / 24) }

// part gives the early, middle or late part of a stretch: a third of it, but Monday and Tuesday, Wednesday and
// Thursday, or Thursday to Sunday of a week.
func part(i graph.Interval, which string) graph.Interval {
	if i.Start == "" || i.End == "" {
		return i
	}
	n := daysBetween(i.Start, i.End) + 1
	if n == 1 {
		return i
	}
	if n == 7 {
		switch which {
		case "early":
			return graph.Interval{Start: i.Start, End: i.Start.Add(1)}
		case "mid":
			return graph.Interval{Start: i.Start.Add(2), End: i.Start.Add(3)}
		}
		return graph.Interval{Start: i.Start.Add(3), End: i.End}
	}
	third := n / 3
	switch which {
	case "early":
		return graph.Interval{Start: i.Start, End: i.Start.Add(third)}
	case "mid":
		return graph.Interval{Start: i.Start.Add(third), End: i.End.Add(-third)}
	}
	return graph.Interval{Start: i.End.Add(-third), End: i.End}
}
