package graph

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// JoinActors gives the actor that id stands for, from what different articles say of it (own) and of the actors merged
// into it by corrections (merged): the longest name of its own, all other names as aliases, and of each further
// field the smallest that is known, its own first. Repeats and order do not matter. Nothing known is nil.
func JoinActors(id ActorID, own, merged []Actor) *Actor {
	if len(own) == 0 {
		own, merged = merged, nil
	}
	if len(own) == 0 {
		return nil
	}
	a := &Actor{ID: id}
	var names []string
	longer := func(x, y string) bool {
		return cmp.Or(-cmp.Compare(utf8.RuneCountInString(x), utf8.RuneCountInString(y)), cmp.Compare(x, y)) < 0
	}
	for _, o := range own {
		if a.Name == "" || longer(o.Name, a.Name) {
			a.Name = o.Name
		}
	}
	for _, group := range [][]Actor{own, merged} {
		kind := least(group, func(o Actor) string { return string(o.Kind) })
		a.Kind = cmp.Or(a.Kind, ActorKind(kind))
		a.QID = cmp.Or(a.QID, least(group, func(o Actor) string { return o.QID }))
		a.Country = cmp.Or(a.Country, ActorID(least(group, func(o Actor) string { return string(o.Country) })))
		a.Gender = cmp.Or(a.Gender, least(group, func(o Actor) string { return o.Gender }))
		a.Role = cmp.Or(a.Role, least(group, func(o Actor) string { return o.Role }))
		a.PartOf = cmp.Or(a.PartOf, ActorID(least(group, func(o Actor) string { return string(o.PartOf) })))
		for _, o := range group {
			names = append(append(names, o.Name), o.Aliases...)
		}
	}
	a.Aliases = slices.DeleteFunc(sortedIDs(names), func(n string) bool { return n == a.Name })
	return a
}

func least(as []Actor, field func(Actor) string) string {
	best := ""
	for _, a := range as {
		if v := field(a); v != "" && (best == "" || v < best) {
			best = v
		}
	}
	return best
}

// Names gives the folded names of an actor, each as words joined by spaces: what ActorFilter.Name and Search look at.
func (a *Actor) Names() []string {
	names := []string{FoldText(a.Name)}
	for _, n := range a.Aliases {
		names = append(names, FoldText(n))
	}
	return names
}

// ContactText gives what ContactFilter.Text and Search look at: topics, place and the quotes of the reports.
func ContactText(c *Contact, reports []*ContactReport) string {
	parts := append(slices.Clone(c.Topics), c.Place)
	for _, r := range reports {
		for _, e := range r.Evidence {
			parts = append(parts, e.Quote)
		}
	}
	return FoldText(parts...)
}

// StatementText gives what StatementFilter.Text and Search look at: the matter as each report words it, and the quotes.
func StatementText(reports []*StatementReport) string {
	var parts []string
	for _, r := range reports {
		parts = append(parts, r.About)
		for _, e := range r.Evidence {
			parts = append(parts, e.Quote)
		}
	}
	return FoldText(parts...)
}

// PlainerMatter tells whether a words the same matter more plainly than b: shorter, then smaller. The plainest wording of
// all statements about a matter is the one shown.
func PlainerMatter(a, b *Matter) bool {
	return cmp.Or(cmp.Compare(len(a.About), len(b.About)), cmp.Compare(a.About, b.About),
		slices.CompareFunc(a.Concerns, b.Concerns, func(x, y Concern) int {
			return cmp.Or(cmp.Compare(x.Actor, y.Actor), cmp.Compare(x.Role, y.Role))
		})) < 0
}

// kindWeights put a name before a text that happens to hold the word.
var kindWeights = map[HitKind]float64{HitActor: 3, HitMatter: 2, HitStatement: 1.5, HitContact: 1.5, HitArticle: 1}

// Score ranks a text, folded by FoldText, that holds all the words of a query: more occurrences count less and less,
// long texts count less, the very words asked for count most. The last word may be the beginning of one.
func Score(kind HitKind, query []string, folded string) float64 {
	n := strings.Count(folded, " ") + 1
	score := 0.0
	for i, q := range query {
		hits := 0.0
		for w := range strings.SplitSeq(folded, " ") {
			switch {
			case w == q:
				hits++
			case i == len(query)-1 && strings.HasPrefix(w, q):
				hits += 0.5
			}
		}
		score += hits / (hits + 1)
	}
	score /= 1 + math.Log1p(float64(n)/8)
	whole := strings.Join(query, " ")
	switch {
	case folded == whole:
		score += 2
	case strings.HasPrefix(folded, whole):
		score += 0.5
	}
	return math.Round(kindWeights[kind]*score*1e6) / 1e6
}

// SortDay gives the day by which an interval is ordered: its beginning, or its end where only that is known.
func (i Interval) SortDay() Day { return cmp.Or(i.Start, i.End) }

// Step gives the first day of the step (one of Steps) that holds d; weeks begin on Mondays.
func (d Day) Step(by Granularity) Day {
	switch {
	case d == "" || by == ByDay:
		return d
	case by == ByWeek:
		return d.Add(-(int(d.Time().Weekday()) + 6) % 7)
	case by == ByMonth:
		return d[:7] + "-01"
	}
	return d[:4] + "-01-01"
}

// NextStep gives the first day of the step after the one that begins on d.
func (d Day) NextStep(by Granularity) Day {
	switch t := d.Time(); by {
	case ByWeek:
		return d.Add(7)
	case ByMonth:
		return DayOf(t.AddDate(0, 1, 0))
	case ByYear:
		return DayOf(t.AddDate(1, 0, 0))
	}
	return d.Add(1)
}

// Rhythm gives the median of the days between neighbours of sorted, different days; 0 where there are fewer than three.
func Rhythm(days []Day) int {
	if len(days) < 3 {
		return 0
	}
	gaps := make([]int, len(days)-1)
	for i := range gaps {
		gaps[i] = days[i].Until(days[i+1])
	}
	slices.Sort(gaps)
	return gaps[(len(gaps)-1)/2]
}

// Until counts the days from d to o.
func (d Day) Until(o Day) int { return int(o.Time().Sub(d.Time()).Hours() / 24) }
