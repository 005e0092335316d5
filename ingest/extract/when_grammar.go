package extract

import (
	"time"

	"github.com/demarche/demarche/graph"
)

// longest reads the longest expression that begins at word i.
func (p *timeParser) longest(i int) (end int, t Time, ok bool) {
	for _, rule := range []func(int) (int, Time){p.isoDate, p.date, p.weekdayTime, p.dayWord, p.length, p.away, p.relativeUnit,
		p.lonePeriod, p.loneDay, p.holiday, p.namedTime} {
		if e, x := rule(i); e > end {
			end, t, ok = e, x, true
		}
	}
	if !ok {
		return i, t, false
	}
	return p.through(i, end, t)
}

// through joins "from Monday to Wednesday", "May 3 – June 2" and "between March and May" into one stretch.
func (p *timeParser) through(i, end int, t Time) (int, Time, bool) {
	if t.Role != TimeWhen || !t.Interval.Known() {
		return end, t, true
	}
	joined := p.is(end, "-", "through") || p.is(end, "to", "until", "till") && p.is(i-1, "from") ||
		p.is(end, "and") && p.is(i-1, "between")
	if !joined {
		return end, t, true
	}
	for _, rule := range []func(int) (int, Time){p.isoDate, p.date, p.weekdayTime, p.dayWord, p.relativeUnit, p.lonePeriod} {
		if e, x := rule(end + 1); e > end+1 && x.Role == TimeWhen && x.Interval.Known() {
			join := func(a, b graph.Interval) graph.Interval {
				if b.End < a.Start {
					return a
				}
				return graph.Interval{Start: a.Start, End: b.End}
			}
			if t.Past != t.Future && x.Past == x.Future { // "between January and March 2022": the year is of both
				t = fixed(t.Kind, lastBefore(t.Interval, x.Interval.Start))
			}
			t.Interval, t.Past, t.Future = join(t.Interval, x.Interval), join(t.Past, x.Past), join(t.Future, x.Future)
			return e, t, true
		}
	}
	return end, t, true
}

// fixed makes a Time that means the same under every tense.
func fixed(kind TimeKind, i graph.Interval) Time {
	return Time{Kind: kind, Role: TimeWhen, Interval: i, Past: i, Future: i}
}

// aheadOf makes a Time that lies ahead of now, so that nothing told in the past can mean it. One that counts from
// the anchor may lie anywhere.
func aheadOf(kind TimeKind, i graph.Interval) Time {
	if kind == AnchoredTime {
		return fixed(kind, i)
	}
	return Time{Kind: kind, Role: TimeWhen, Interval: i, Future: i}
}

// yearly makes a Time of what comes once a year, as seen from the day of the article.
func (p *timeParser) yearly(kind TimeKind, at func(year int) graph.Interval) Time {
	now := p.ref.now()
	if now == "" {
		return fixed(kind, graph.Interval{})
	}
	near, past, future := readings(now, at)
	return Time{Kind: kind, Role: TimeWhen, Interval: near, Past: past, Future: future}
}

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

// dayPart skips "morning", "afternoon" … behind a day.
func (p *timeParser) dayPart(i int) int {
	if p.is(i, "morning", "afternoon", "evening", "night", "midday", "noon") {
		return i + 1
	}
	return i
}

// weekdayTime reads "Thursday", "last Monday", "late Friday evening", "this Sunday", "Mondays".
func (p *timeParser) weekdayTime(i int) (int, Time) {
	at := i
	if p.is(at, "late", "early") {
		at++
	}
	which := ""
	if p.is(at, "last", "this", "next", "past", "coming", "following", "previous", "every", "each") {
		which = p.text(at)
		at++
	}
	w, plural, ok := p.weekday(at)
	if !ok {
		return 0, Time{}
	}
	if p.is(i-1, "bloody", "black", "good", "palm", "super", "easter", "holy", "ash", "maundy") || p.is(at+1, "times") {
		return 0, Time{}
	}
	end := p.dayPart(at + 1)
	if plural || which == "every" || which == "each" {
		return end, Time{Kind: LengthTime, Role: TimeFrequency}
	}
	now := p.ref.now()
	if now == "" {
		return end, fixed(WeekdayTime, graph.Interval{})
	}
	past, future := oneDay(weekdayBefore(now, w)), oneDay(weekdayAfter(now, w))
	switch which {
	case "last", "past", "previous":
		return end, fixed(WeekdayTime, oneDay(weekdayBefore(now.Add(-1), w)))
	case "coming":
		return end, fixed(WeekdayTime, oneDay(weekdayAfter(now.Add(1), w)))
	case "following":
		if p.ref.Anchor == "" {
			return end, fixed(AnchoredTime, graph.Interval{})
		}
		return end, fixed(AnchoredTime, oneDay(weekdayAfter(p.ref.Anchor.Add(1), w)))
	case "next":
		// Said on a Wednesday, "next Friday" is this week's to some and next week's to others.
		next := weekdayAfter(now.Add(1), w)
		if weekOf(next) == weekOf(now) {
			return end, fixed(WeekdayTime, graph.Interval{Start: next, End: next.Add(7)})
		}
		return end, fixed(WeekdayTime, oneDay(next))
	case "this":
		inWeek := oneDay(weekOf(now).Start.Add((int(w) + 6) % 7))
		t := Time{Kind: WeekdayTime, Role: TimeWhen, Interval: future, Past: inWeek, Future: future}
		if inWeek.Start > now {
			t.Past = past
		}
		return end, t
	}
	return end, Time{Kind: WeekdayTime, Role: TimeWhen, Interval: past, Past: past, Future: future}
}

// dayWord reads "today", "yesterday evening", "last night", "earlier in the day", "the same day", "the next day".
func (p *timeParser) dayWord(i int) (int, Time) {
	now, anchor := p.ref.now(), p.ref.Anchor
	near := func(end, days int) (int, Time) {
		if now == "" {
			return end, fixed(RelativeTime, graph.Interval{})
		}
		return end, fixed(RelativeTime, oneDay(now.Add(days)))
	}
	anchored := func(end, days int) (int, Time) {
		if anchor == "" {
			return end, fixed(AnchoredTime, graph.Interval{})
		}
		return end, fixed(AnchoredTime, oneDay(anchor.Add(days)))
	}
	at := i
	if p.is(at, "earlier", "later", "late", "early") && p.is(at+1, "today", "tonight", "yesterday", "tomorrow", "this", "in", "that", "on") {
		at++
	}
	switch {
	case p.is(at, "today", "tonight", "yesterday", "tomorrow") && !(p.is(at, "today") && p.is(at-1, "usa", "russia")):
		return p.dayPart(at + 1), second(near(0, map[string]int{"yesterday": -1, "tomorrow": 1}[p.text(at)]))
	case p.is(at, "this") && p.is(at+1, "morning", "afternoon", "evening"):
		return near(at+2, 0)
	case p.is(at, "last") && p.is(at+1, "night", "evening"):
		return near(at+2, -1)
	case p.is(at, "overnight") && p.pos(at+1) != "NOUN":
		if now == "" {
			return at + 1, fixed(RelativeTime, graph.Interval{})
		}
		return at + 1, fixed(RelativeTime, graph.Interval{Start: now.Add(-1), End: now})
	case at > i && p.is(at, "in") && p.is(at+1, "the") && p.is(at+2, "day"):
		if anchor != "" {
			return anchored(at+3, 0)
		}
		return near(at+3, 0)
	case p.is(at, "that") && p.is(at+1, "day", "morning", "afternoon", "evening", "night") && (at > i || p.dated[p.words[at].tok]):
		return anchored(at+2, 0)
	case p.is(at, "the") && p.is(at+1, "same", "following", "next", "previous") && p.is(at+2, "day", "morning", "evening"):
		return anchored(at+3, map[string]int{"following": 1, "next": 1, "previous": -1}[p.text(at+1)])
	case p.is(at, "a", "the") && p.is(at+1, "day") && p.is(at+2, "before", "earlier", "after", "later"):
		if p.is(at+2, "before", "after") && p.nominalAfter(at+3) {
			return at + 3, fixed(AnchoredTime, graph.Interval{})
		}
		n := -1
		if p.is(at+2, "after", "later") {
			n = 1
		}
		if anchor == "" && n < 0 && p.is(at, "a") {
			return near(at+3, n)
		}
		return anchored(at+3, n)
	}
	return 0, Time{}
}

// second drops an end: the caller has its own.
func second(_ int, t Time) Time { return t }

// nominalAfter tells whether a noun phrase or a clause begins at word i, so that "a day after" counts from it.
func (p *timeParser) nominalAfter(i int) bool {
	switch p.pos(i) {
	case "DET", "NOUN", "PROPN", "PRON", "ADJ", "VERB", "NUM":
		return true
	}
	return false
}

// length reads how long, how often and how old: "for two hours", "a three-day visit", "every week", "45 years old".
func (p *timeParser) length(i int) (int, Time) {
	if p.is(i, "every", "each") {
		if u, _ := p.unit(i + 1); u != "" {
			return i + 2, Time{Kind: LengthTime, Role: TimeFrequency}
		}
	}
	if p.is(i, "aged") && p.num(i+1) > 0 {
		return i + 2, Time{Kind: LengthTime, Role: TimeAge}
	}
	if _, plural := p.unit(i); plural && p.is(i-1, "for") {
		return i + 1, Time{Kind: LengthTime, Role: TimeDuration}
	}
	_, _, at := p.count(i)
	if at == 0 {
		return 0, Time{}
	}
	hyphen := p.is(at, "-")
	if hyphen {
		at++
	}
	u, _ := p.unit(at)
	if u == "" {
		return 0, Time{}
	}
	end := at + 1
	if p.is(end, "-") && p.is(end+1, "old", "long") {
		end++
	}
	if p.is(end, "old") {
		return end + 1, Time{Kind: LengthTime, Role: TimeAge}
	}
	if p.is(end, "long") {
		return end + 1, Time{Kind: LengthTime, Role: TimeDuration}
	}
	return end, Time{Kind: LengthTime, Role: TimeDuration}
}

// away reads a distance from now or from the anchor: "two days ago", "a week earlier", "in three weeks", "three days
// later", "days ago".
func (p *timeParser) away(i int) (int, Time) {
	at, within := i, ""
	if p.is(at, "in", "within") {
		within = p.text(at)
		at++
		if p.is(at, "just", "only") {
			at++
		}
	}
	least, most, end := p.count(at)
	u, plural := p.unit(end)
	if end == 0 {
		if u, plural = p.unit(at); !plural || within == "in" {
			return 0, Time{}
		}
		least, most, end = 2, 6, at
	}
	if u == "" || p.is(end-1, "-") {
		return 0, Time{}
	}
	end++
	now, anchor := p.ref.now(), p.ref.Anchor
	switch {
	case p.is(end, "ago"):
		return end + 1, fixed(RelativeTime, shift(now, -most, -least, u))
	case p.is(end, "from") && p.is(end+1, "now", "today"):
		return end + 2, fixed(RelativeTime, shift(now, least, most, u))
	case p.is(end, "earlier", "before", "later", "after", "afterwards"):
		if p.is(end, "before", "after") && p.nominalAfter(end+1) {
			return end + 1, fixed(AnchoredTime, graph.Interval{})
		}
		if p.is(end, "earlier", "before") {
			from := anchor
			if from == "" {
				from = now
			}
			return end + 1, fixed(AnchoredTime, shift(from, -most, -least, u))
		}
		return end + 1, fixed(AnchoredTime, shift(anchor, least, most, u))
	case within != "":
		// "met in two hours" is a duration, "will meet in two days" a day: only a future verb makes it a date.
		t := Time{Kind: RelativeTime, Role: TimeWhen, Future: shift(now, least, most, u)}
		if within == "within" {
			t.Role = TimeDeadline
			t.Future = graph.Interval{Start: now, End: t.Future.End}
		}
		return end, t
	}
	return 0, Time{}
}

// relativeUnit reads "last week", "next month", "this year", "earlier this week", "late last year", "recent days",
// "the past two weeks", "the coming days", "the weekend", "later in the week", "last summer", "last March".
func (p *timeParser) relativeUnit(i int) (int, Time) {
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
	if p.is(at, "the") {
		at++
	}
	now := p.ref.now()
	which := p.text(at)
	if !p.is(at, "last", "next", "this", "past", "coming", "following", "previous", "recent", "current") {
		return p.bareUnit(at, piece)
	}
	at++
	kind, from := RelativeTime, now
	if (which == "following" || which == "previous") && p.ref.Anchor != "" {
		kind, from = AnchoredTime, p.ref.Anchor
	}
	least, most, end := p.count(at)
	if u, _ := p.unit(end); end > 0 && u != "" && !p.is(end, "-") {
		switch which {
		case "last", "past", "recent", "previous":
			return end + 1, fixed(kind, graph.Interval{Start: shift(from, -most, -least, u).Start, End: from})
		case "next", "coming", "following":
			return end + 1, aheadOf(kind, graph.Interval{Start: from, End: shift(from, least, most, u).End})
		}
		return 0, Time{}
	}
	if from == "" {
		if u, _ := p.unit(at); u != "" {
			return at + 1, fixed(kind, graph.Interval{})
		}
		return 0, Time{}
	}
	n := map[string]int{"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}[which]
	if m := p.month(at); m != 0 && p.monthDay(at+1) == 0 {
		t := p.yearly(RelativeTime, func(y int) graph.Interval { return monthOf(y, m) })
		whole := t.Interval
		switch {
		case which == "this":
			whole = monthOf(now.Time().Year(), m)
		case n < 0:
			_, whole, _ = readings(monthOf(now.Time().Year(), now.Time().Month()).Start.Add(-1), func(y int) graph.Interval { return monthOf(y, m) })
		case n > 0:
			_, _, whole = readings(monthOf(now.Time().Year(), now.Time().Month()).End.Add(1), func(y int) graph.Interval { return monthOf(y, m) })
		}
		return at + 1, fixed(RelativeTime, partOf(whole, piece, now))
	}
	if m, ok := seasons[p.text(at)]; ok {
		season := func(y int) graph.Interval { return months(y, m, 3) }
		whole := seasonOf(now.Time().Year()+n, p.text(at))
		if n < 0 {
			_, whole, _ = readings(now.Add(-1), season)
			if whole.End >= now {
				whole = seasonOf(whole.Start.Time().Year()-1, p.text(at))
			}
		} else if n > 0 {
			_, _, whole = readings(now.Add(1), season)
		}
		return at + 1, fixed(RelativeTime, partOf(whole, piece, now))
	}
	u, plural := p.unit(at)
	switch {
	case u == "" || p.is(at+1, "-"):
		return 0, Time{}
	case plural && n <= 0 && which != "this": // "recent weeks", "the past days"
		return at + 1, fixed(kind, graph.Interval{Start: shift(from, -6, -2, u).Start, End: from})
	case plural && n > 0:
		return at + 1, aheadOf(kind, graph.Interval{Start: from, End: shift(from, 2, 6, u).End})
	case plural:
		return 0, Time{}
	case which == "past":
		return at + 1, fixed(kind, graph.Interval{Start: shift(from, -1, -1, u).Start, End: from})
	case which == "coming":
		return at + 1, aheadOf(kind, graph.Interval{Start: from, End: shift(from, 1, 1, u).End})
	case u == "weekend" && n == 0:
		return at + 1, p.weekend()
	case u == "weekend" && n < 0:
		w := weekendOf(now)
		if w.Start >= now.Add(-1) {
			w = weekendOf(now.Add(-7))
		}
		return at + 1, fixed(kind, w)
	}
	if n > 0 {
		return at + 1, aheadOf(kind, partOf(calendarUnit(from, n, u), piece, now))
	}
	return at + 1, fixed(kind, partOf(calendarUnit(from, n, u), piece, now))
}

// bareUnit reads what needs no "last" or "next": "the weekend", "the week" behind "earlier in".
func (p *timeParser) bareUnit(at int, piece string) (int, Time) {
	u, plural := p.unit(at)
	switch {
	case u == "weekend" && !plural && p.is(at-1, "the"):
		return at + 1, p.weekend()
	case (piece == "earlier" || piece == "later") && p.is(at-1, "the") && (u == "week" || u == "month" || u == "year") && !plural:
		now := p.ref.now()
		return at + 1, fixed(RelativeTime, partOf(calendarUnit(now, 0, u), piece, now))
	}
	return 0, Time{}
}

func (p *timeParser) weekend() Time {
	now := p.ref.now()
	if now == "" {
		return fixed(RelativeTime, graph.Interval{})
	}
	this := weekendOf(now)
	past := this
	if this.Start > now {
		past = weekendOf(now.Add(-7))
	}
	return Time{Kind: RelativeTime, Role: TimeWhen, Interval: past, Past: past, Future: this}
}

// partOf cuts a stretch to the piece of it that is meant. "Earlier" and "later" count from now.
func partOf(i graph.Interval, piece string, now graph.Day) graph.Interval {
	switch {
	case piece == "" || !i.Known():
		return i
	case piece == "earlier":
		if i.Start <= now && now <= i.End {
			return graph.Interval{Start: i.Start, End: now}
		}
		return i
	case piece == "later":
		if i.Start <= now && now <= i.End {
			return graph.Interval{Start: now, End: i.End}
		}
		return i
	}
	return part(i, piece)
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
