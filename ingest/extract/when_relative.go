package extract

import "github.com/demarche/demarche/graph"

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
	if which == "" { // "Thursday next week", "Monday of last week"
		of := end
		if p.is(of, "of") {
			of++
		}
		if n := map[string]int{"last": -1, "this": 0, "next": 1}; p.is(of, "last", "this", "next") && p.is(of+1, "week") {
			return of + 2, fixed(WeekdayTime, oneDay(weekOf(now).Start.Add(7*n[p.text(of)]+(int(w)+6)%7)))
		}
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
	case p.is(at, "the") && p.is(at+1, "day") && (p.is(at+2, "before") && p.is(at+3, "yesterday") || p.is(at+2, "after") && p.is(at+3, "tomorrow")):
		return near(at+4, map[string]int{"before": -2, "after": 2}[p.text(at+2)])
	case p.is(i, "later") && p.closes(i+1) && now != "": // "Raab, who will meet Pompeo later,": of the past it says nothing
		return i + 1, Time{Kind: RelativeTime, Role: TimeWhen, Future: oneDay(now)}
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

// closes tells whether a phrase ends before word i.
func (p *timeParser) closes(i int) bool {
	return i >= len(p.words) || p.pos(i) == "PUNCT" || p.is(i, "-", "–", "—")
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
	u, _ := p.unit(end)
	if end == 0 {
		var plural bool
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
