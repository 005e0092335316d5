package extract

import (
	"strings"
	"time"

	"github.com/demarche/demarche/graph"
)

// rules gives the rules of the grammar: each reads an expression that begins at a word and gives the word after it, 0 where
// there is none.
func (p *timeParser) rules() []func(int) (int, Time) {
	return []func(int) (int, Time){p.isoDate, p.date, p.weekdayTime, p.dayWord, p.length, p.away, p.relativeUnit,
		p.lonePeriod, p.loneDay, p.holiday, p.namedTime}
}

// timeBegins holds the words with which expressions of time begin, beside those that begin with a digit. Other words are
// not looked at: a rule that reads what begins with a new word needs it here.
var timeBegins = func() map[string]bool {
	words := make(map[string]bool)
	add := func(list string) {
		for _, w := range strings.Fields(list) {
			words[w] = true
		}
	}
	add("late early earlier later mid beginning start end middle the last this next past coming following previous recent current every each")
	add("today tonight yesterday tomorrow overnight that a an aged in within about around nearly almost roughly some over under only just")
	add("few several many first second third fourth christmas new")
	named := func(list string) { // with and without the full stop of an abbreviation
		for _, w := range strings.Fields(list) {
			words[w], words[w+"."] = true, true
		}
	}
	named("tues thur thurs")
	for name := range monthNames {
		named(name)
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		day := strings.ToLower(d.String())
		named(day + " " + day + "s " + day[:3])
	}
	for u := range units {
		add(u + " " + u + "s")
	}
	add("centuries")
	for n := range smallNumbers {
		add(n)
	}
	for s := range seasons {
		add(s)
	}
	for g := range gatherings {
		add(g)
	}
	return words
}()

// longest reads the longest expression that begins at word i.
func (p *timeParser) longest(i int) (end int, t Time, ok bool) {
	if !p.words[i].begins {
		return i, t, false
	}
	for _, rule := range p.rules() {
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
					if x.Kind == WeekdayTime && t.Kind == WeekdayTime { // "from Sunday to Friday", written on a Friday
						return graph.Interval{Start: a.Start, End: b.End.Add(7)}
					}
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
