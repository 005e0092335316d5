package article

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/demarche/demarche/graph"
)

const monthNames = `(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)`

// agencyNames are those that sign their reports in brackets behind the place; an unknown name needs a dash after it.
const agencyNames = `(?:AP|AFP|Reuters|REUTERS|UPI|Xinhua|TASS|Tass|ITAR-TASS|Interfax|Kyodo(?: News)?|Yonhap|KCNA|ANI|PTI|IANS|EFE|ANSA|DPA|dpa|Bloomberg|CNN|VOA|VOA News|RFE/RL|RFA|BBC|NPR|ABC|CBS|NBC|Fox News|Anadolu|AA|WAM|SPA|SANA|IRNA|Fars|MENA|NNA|APP|Ukrinform|Sputnik|JTA|CNS|CNSNews|ANP|Belga|PAP|MTI|CTK|Al Jazeera)(?:/[\p{L} ]{2,20})?`

var (
	// dateline is the head of a report: place, region, day, agency, and a dash: "KYIV, Ukraine, March 5 (Reuters) —",
	// "BEIJING (AP) -", "Moscow, 12 May. /TASS/.", "November 17, Brisbane, Australia –". Group 1 is what stands before
	// the agency.
	dateline = regexp.MustCompile(`^((?:\p{Lu}[\p{L}.'’-]*[ ,/]*(?:(?:\d{1,2}(?:st|nd|rd|th)?|\d{4}|of|de|da|do|al|el|la|the|and|es|upon)\b[ ,./]*)*){0,8})` +
		`(?:(\(` + agencyNames + `\)|/[A-Z]{2,12}/\.?|\[[\p{L} ]{2,20}\])\s*(?:[-–—]+|:)?\s+|(\(\p{Lu}[\p{L}/. &-]{1,30}\))\s*[-–—]+\s*|\s*[-–—]+\s+|—|:\s+)`)
	datelineDay = regexp.MustCompile(`\b(` + monthNames + `)\.?\s+(\d{1,2})\b(?:,?\s+(\d{4})\b)?|\b(\d{1,2})\s+(` + monthNames + `)\b\.?(?:,?\s+(\d{4})\b)?`)
	weekdayName = regexp.MustCompile(`\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b,?`)
	capitals    = regexp.MustCompile(`^[\p{Lu}\d .,'’/&-]+$`)
)

// markDatelines reads the dateline at the head of running text. A line that is nothing but a day stands for the text
// after it.
func markDatelines(a *graph.Article, blocks []Block) {
	var printed graph.Day
	first := true
	for i := range blocks {
		b := &blocks[i]
		text := a.Text[b.Start:b.End]
		if b.Kind == Byline && printed == "" {
			printed = dayIn(head(text, shapeWindow), a.Published)
			b.Dateline.Day = printed
		}
		if b.Kind != Body || b.Speaker != "" || b.Prose > b.Start {
			continue
		}
		if d, n := readDateline(head(text, shapeWindow), a.Published, first); n > 0 {
			b.Dateline, b.Prose = d, b.Start+n
		}
		if first && b.Dateline.Day == "" {
			b.Dateline.Day = printed
		}
		first = false
	}
}

// readDateline gives the dateline at the head of a paragraph and its length in bytes; 0 where there is none. Inside
// a text only the unmistakable forms count: capitals, or an agency in brackets.
func readDateline(text string, published time.Time, first bool) (Dateline, int) {
	if !strings.ContainsAny(text, "([/:-–—") { // with one of which every dateline ends
		return Dateline{}, 0
	}
	m := dateline.FindStringSubmatchIndex(text)
	if m == nil || m[1] >= len(text) {
		return Dateline{}, 0
	}
	before, agency, mark := text[m[2]:m[3]], m[4] >= 0, strings.TrimSpace(text[m[3]:m[1]])
	place := datelineDay.ReplaceAllString(before, " ")
	place = weekdayName.ReplaceAllString(place, " ")
	place = strings.Trim(strings.Join(strings.Fields(strings.ReplaceAll(place, " ,", ",")), " "), " ,./")
	day := dayIn(before, published)
	name, _, _ := strings.Cut(place, ",")
	shouted := name != "" && len(name) > 2 && capitals.MatchString(name)
	switch {
	case agency && (place != "" || day != "" || mark != ""):
	case strings.HasPrefix(mark, ":"):
		if !shouted || !first || strings.Contains(name, "BREAKING") {
			return Dateline{}, 0
		}
	case shouted && place != "":
	case first && day != "" && place != "":
	default:
		return Dateline{}, 0
	}
	if agency && place == "" && day == "" && !first {
		return Dateline{}, 0
	}
	return Dateline{Place: place, Day: day}, m[1]
}

// dayIn gives the day that a text names; a day without a year is the last such day before the article came out.
func dayIn(text string, published time.Time) graph.Day {
	m := datelineDay.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	month, day, year := m[1], m[2], m[3]
	if month == "" {
		month, day, year = m[5], m[4], m[6]
	}
	n := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(month[:3]))/3 + 1
	d, _ := strconv.Atoi(day)
	if year != "" {
		y, _ := strconv.Atoi(year)
		return calendarDay(y, n, d)
	}
	if published.IsZero() {
		return ""
	}
	const ahead = 2 * 24 * time.Hour // a paper of tomorrow, a zone further east
	if day := calendarDay(published.Year(), n, d); day != "" && !day.Time().After(published.Add(ahead)) {
		return day
	}
	return calendarDay(published.Year()-1, n, d)
}

// calendarDay gives a day of the calendar; empty where there is no such day.
func calendarDay(year, month, day int) graph.Day {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day || int(t.Month()) != month {
		return ""
	}
	return graph.DayOf(t)
}
