package extract

import (
	"time"

	"github.com/demarche/demarche/graph"
)

// isoDate reads "2023-03-16", "16.03.2023" and, where only one order makes a date, "16/03/2023".
func (p *timeParser) isoDate(i int) (int, Time) {
	if a, b, y := p.num(i), p.num(i+2), p.year(i+4); y != 0 && p.is(i+1, ".", "/") && p.text(i+3) == p.text(i+1) {
		day, month := a, b
		if p.is(i+1, "/") && b > 12 {
			day, month = b, a
		}
		if p.is(i+1, "/") && a <= 12 && b <= 12 && a != b {
			return i + 5, fixed(CalendarTime, graph.Interval{})
		}
		if d, ok := dayOf(y, time.Month(month), day); ok {
			return i + 5, fixed(CalendarTime, oneDay(d))
		}
		return 0, Time{}
	}
	y, m, d := p.year(i), p.num(i+2), p.num(i+4)
	if y == 0 || !p.is(i+1, "-") || !p.is(i+3, "-") || m < 1 || m > 12 {
		return 0, Time{}
	}
	if day, ok := dayOf(y, time.Month(m), d); ok {
		return i + 5, fixed(CalendarTime, oneDay(day))
	}
	return 0, Time{}
}

// date reads a day by month and number, with or without a year and a weekday before it: "February 24",
// "Thursday, Feb. 24, 2022", "24th of February", "May 3-5", "3 and 4 May 2023".
func (p *timeParser) date(i int) (int, Time) {
	at := i
	weekday, plural, named := p.weekday(at)
	if named = named && !plural; named {
		at++
		for p.is(at, ",", "(", "the") {
			at++
		}
	}
	var month time.Month
	var first, last, end int
	if month = p.month(at); month != 0 {
		if first = p.monthDay(at + 1); first == 0 || p.is(at+2, "%", "percent") {
			return 0, Time{}
		}
		last, end = first, at+2
		if p.is(end, "-", "to", "through", "and", "until") && p.monthDay(end+1) > first && p.month(end+2) == 0 {
			if u, _ := p.unit(end + 2); u == "" && p.pos(end+2) != "NOUN" {
				last, end = p.monthDay(end+1), end+2
			}
		}
	} else {
		if first = p.monthDay(at); first == 0 {
			return 0, Time{}
		}
		last, end = first, at+1
		if p.is(end, "-", "to", "through", "and", "until") && p.monthDay(end+1) > first {
			last, end = p.monthDay(end+1), end+2
		}
		if p.is(end, "of") {
			end++
		}
		if month = p.month(end); month == 0 {
			return 0, Time{}
		}
		end++
	}
	year := p.year(end)
	if year != 0 {
		end++
	} else if p.is(end, ",") && p.year(end+1) != 0 {
		year = p.year(end + 1)
		end += 2
	}
	stretch := func(y int) graph.Interval {
		a, ok1 := dayOf(y, month, first)
		b, ok2 := dayOf(y, month, last)
		if !ok1 || !ok2 {
			return graph.Interval{}
		}
		return graph.Interval{Start: a, End: b}
	}
	if year != 0 {
		if s := stretch(year); s.Known() {
			return end, fixed(CalendarTime, s)
		}
		return 0, Time{}
	}
	if p.is(end, "last", "this", "next") && p.is(end+1, "year") && p.ref.now() != "" {
		n := map[string]int{"last": -1, "this": 0, "next": 1}[p.text(end)]
		return end + 2, fixed(CalendarTime, stretch(p.ref.now().Time().Year()+n))
	}
	return end, p.dayOfSomeYear(stretch, weekday, named)
}

// dayOfSomeYear finds the year of a day that is told without one, by its weekday if that is told ("Tuesday, December
// 12").
func (p *timeParser) dayOfSomeYear(at func(year int) graph.Interval, weekday time.Weekday, named bool) Time {
	t := p.yearly(CalendarTime, at)
	if named {
		for _, i := range []graph.Interval{t.Interval, t.Past, t.Future} {
			if i.Known() && i.Start.Time().Weekday() == weekday {
				return fixed(CalendarTime, i)
			}
		}
	}
	return t
}

// lonePeriod reads months, seasons, quarters, years and decades that stand by themselves: "in March", "early May
// 2022", "summer 2021", "the first quarter of 2022", "in 2019", "the 1990s".
func (p *timeParser) lonePeriod(i int) (int, Time) {
	at, piece := i, ""
	switch {
	case p.is(at, "early", "late", "mid", "earlier", "later"):
		piece = p.text(at)
		at++
		if p.is(at, "-", "in") {
			at++
		}
	case p.is(at, "beginning", "start", "end", "middle") && p.is(at+1, "of"):
		piece = map[string]string{"beginning": "early", "start": "early", "end": "late", "middle": "mid"}[p.text(at)]
		at += 2
	}
	if p.is(at, "the") && at > i {
		at++
	}
	now := p.ref.now()
	led := at > i || p.is(i-1, "in", "since", "of", "by", "until", "till", "from", "for", "during", "through", "to", "between", "and",
		"before", "after", "'s", "back", ",", "(") || p.dated[p.words[i].tok]
	if m := p.month(at); m != 0 && p.monthDay(at+1) == 0 && p.monthDay(at-1) == 0 && led {
		end := at + 1
		if p.is(end, ",", "of") && p.year(end+1) != 0 {
			end++
		}
		if y := p.year(end); y != 0 {
			return end + 1, fixed(CalendarTime, partOf(monthOf(y, m), piece, ""))
		}
		if p.is(end, "of") && p.is(end+1, "last", "this", "next") {
			end++
		}
		if p.is(end, "last", "this", "next") && p.is(end+1, "year") && now != "" {
			n := map[string]int{"last": -1, "this": 0, "next": 1}[p.text(end)]
			return end + 2, fixed(CalendarTime, partOf(monthOf(now.Time().Year()+n, m), piece, ""))
		}
		if next := p.Tokens[p.words[at].tok].Dep; next == "compound" && p.pos(at+1) == "PROPN" {
			return 0, Time{} // "June Smith"
		}
		return at + 1, p.yearly(CalendarTime, func(y int) graph.Interval { return partOf(monthOf(y, m), piece, "") })
	}
	if _, ok := seasons[p.text(at)]; ok && (led && p.is(at-1, "in", "the", "early", "late", "mid") || p.year(at+1) != 0 || p.is(at+1, "of")) {
		end := at + 1
		if p.is(end, "of") {
			end++
		}
		if y := p.year(end); y != 0 {
			return end + 1, fixed(CalendarTime, partOf(seasonOf(y, p.text(at)), piece, ""))
		}
		if p.is(at-1, "the") && p.is(at-2, "in") || p.is(at-1, "in") {
			name := p.text(at)
			return at + 1, p.yearly(CalendarTime, func(y int) graph.Interval { return partOf(seasonOf(y, name), piece, "") })
		}
		return 0, Time{}
	}
	if q := map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4}[p.text(at)]; q > 0 && p.is(at+1, "quarter") {
		end := at + 2
		if p.is(end, "of") {
			end++
		}
		if y := p.year(end); y != 0 {
			return end + 1, fixed(CalendarTime, quarterOf(y, q))
		}
		return 0, Time{}
	}
	if y := p.year(at); y != 0 && led && p.yearLike(at) {
		return at + 1, fixed(CalendarTime, partOf(yearOf(y), piece, ""))
	}
	if t := p.text(at); len(t) == 5 && t[3] == '0' && t[4] == 's' && (t[:2] == "19" || t[:2] == "20") && t[2] >= '0' && t[2] <= '9' {
		return at + 1, fixed(CalendarTime, decadeOf(int(t[0]-'0')*1000+int(t[1]-'0')*100+int(t[2]-'0')*10))
	}
	return 0, Time{}
}

// yearLike tells whether a number in the range of years is used as one rather than as a count.
func (p *timeParser) yearLike(i int) bool {
	if p.is(i-1, "$", "€", "£", "#", "no.") || p.is(i+1, "%", "percent", "km", "people", "-") {
		return false
	}
	if h := p.words[i].tok; p.Tokens[h].Dep == "nummod" && p.Tokens[p.Tokens[h].Head].Tag == "NNS" && !p.dated[h] {
		return false
	}
	return p.dated[p.words[i].tok] || p.is(i-1, "in", "since", "until", "till", "during", "early", "late", "mid", "of", "by")
}

// loneDay reads "the 5th" and "on the 24th", in the month of the anchor, else the nearest to now.
func (p *timeParser) loneDay(i int) (int, Time) {
	if !p.is(i, "the") || i+1 >= len(p.words) || !p.words[i+1].ord || p.monthDay(i+1) == 0 || !p.is(i-1, "on", "by", "until", "from") {
		return 0, Time{}
	}
	switch p.pos(i + 2) {
	case "NOUN", "PROPN", "ADJ", "NUM":
		return 0, Time{}
	}
	if p.is(i+2, "of", "-") {
		return 0, Time{}
	}
	from := p.ref.Anchor
	if from == "" {
		from = p.ref.now()
	}
	if from == "" {
		return i + 2, fixed(AnchoredTime, graph.Interval{})
	}
	near := func(add int) graph.Interval {
		t := from.Time().AddDate(0, 0, 1-from.Time().Day())
		t = t.AddDate(0, add, 0)
		if d, ok := dayOf(t.Year(), t.Month(), p.monthDay(i+1)); ok {
			return oneDay(d)
		}
		return graph.Interval{}
	}
	t := fixed(AnchoredTime, near(0))
	if t.Past.Start > p.ref.now() && p.ref.now() != "" {
		t.Past = near(-1)
	}
	if t.Future.End < p.ref.now() {
		t.Future = near(1)
	}
	return i + 2, t
}

// holiday reads the few holidays that have one day in all countries that keep them.
func (p *timeParser) holiday(i int) (int, Time) {
	fixedDay := func(end int, m time.Month, d int) (int, Time) {
		at := func(y int) graph.Interval {
			day, _ := dayOf(y, m, d)
			return oneDay(day)
		}
		if y := p.year(end); y != 0 {
			return end + 1, fixed(CalendarTime, at(y))
		}
		return end, p.yearly(CalendarTime, at)
	}
	switch {
	case p.is(i, "christmas") && p.is(i+1, "day"):
		return fixedDay(i+2, time.December, 25)
	case p.is(i, "christmas") && p.is(i+1, "eve"):
		return fixedDay(i+2, time.December, 24)
	case p.is(i, "new") && p.is(i+1, "year") && p.is(i+2, "'s") && p.is(i+3, "day"):
		return fixedDay(i+4, time.January, 1)
	case p.is(i, "new") && p.is(i+1, "year") && p.is(i+2, "'s") && p.is(i+3, "eve"):
		return fixedDay(i+4, time.December, 31)
	}
	return 0, Time{}
}
