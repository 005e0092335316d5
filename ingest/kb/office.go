package kb

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Ranks of offices, the highest first: what a person is for news who holds several at once.
var ranks = map[string]int{}

func init() {
	for i, r := range []string{
		"head_of_state", "supreme_leader", "head_of_government", "collective_head", "monarch_heir", "io_head",
		"foreign_minister", "leader_non_state", "party_leader", "deputy_head", "defence_minister", "party_foreign_affairs", "national_security",
		"chief_of_staff", "speaker", "permanent_representative", "finance_minister", "interior_minister", "intelligence_head",
		"military_chief", "minister", "foreign_secretary_official", "deputy_foreign_minister", "special_envoy", "opposition_leader",
		"ambassador", "io_official", "spokesperson", "adviser", "legislator", "governor",
	} {
		ranks[r] = i + 1
	}
}

// single are the offices that one person holds at a time.
var single = map[string]bool{"head_of_state": true, "head_of_government": true, "foreign_minister": true, "defence_minister": true, "finance_minister": true,
	"interior_minister": true, "supreme_leader": true, "national_security": true}

// Single tells whether one person at a time holds an office of a class, so that a successor ends the term before.
func Single(role string) bool { return single[role] }

// collegial are states whose heads are several at once, by ISO3.
var collegial = map[string]bool{"BIH": true, "SMR": true, "AND": true, "CHE": true, "SUN": true}

// Collegial tells whether the head of a state (ISO3) is several people at once.
func Collegial(iso string) bool { return collegial[iso] }

// ceremonial are states whose head reigns or represents while the head of the government rules, by ISO3.
var ceremonial = wordSet(`GBR CAN AUS NZL JPN NOR SWE DNK ESP NLD BEL LUX THA MYS KHM LSO JAM BHS BRB BLZ PNG DEU ITA ISR IND IRL GRC AUT HUN CZE SVK LVA EST
	FIN MLT SVN HRV BGR ISL ALB MKD MNE XKX GEO ARM IRQ LBN ETH BGD PAK NPL SGP TTO MUS FJI WSM VUT`)

// Ceremonial tells whether the head of the government of a state (ISO3), not its head, is whom news calls its leader.
func Ceremonial(iso string) bool { return ceremonial[iso] }

// isRole tells whether a class of office is one of data/roles.tsv.
func isRole(role string) bool { return titles().classes[role] }

// Holders gives the terms of those who held an office on a day, the most certain first; an empty day asks for all, the
// latest first. A term's Confidence is that for the day asked: less near an end that is known to the month only, and
// ever less the further the day lies after AsOf of a term without an end.
func (k *KB) Holders(role, forID, day string) []Term {
	ids := k.byOffice[officeKey{role, forID}]
	var out []Term
	for n, i := range ids {
		t := k.terms[i]
		if day != "" {
			t.Confidence = t.at(day)
			if t.Until == "" && t.Confidence > 0 && succeeded(k.terms, ids[n+1:], t, day) {
				t.Confidence *= 0.2
			}
			if t.Confidence <= 0 {
				continue
			}
		}
		out = append(out, t)
	}
	if day == "" {
		slices.Reverse(out)
		return out
	}
	slices.SortStableFunc(out, func(a, b Term) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(b.Since, a.Since), cmp.Compare(a.Person, b.Person))
	})
	return out
}

// succeeded tells whether another person began the same office after t and by day. A body may have several heads at once, by
// title: the presidents of the European Commission and the European Council.
func succeeded(terms []Term, later []int32, t Term, day string) bool {
	for _, i := range later {
		if l := terms[i]; l.Person != t.Person && l.Since > t.Since && l.Since <= day && (t.Role != "io_head" || l.Title == t.Title) {
			return true
		}
	}
	return false
}

// Terms gives the offices that a person held on a day, the highest first and each with its confidence for the day; an
// empty day asks for all, the latest first.
func (k *KB) Terms(personID, day string) []Term {
	var out []Term
	for _, i := range k.termsOf(personID) {
		t := k.terms[i]
		if day != "" {
			if t.Confidence = t.at(day); t.Confidence <= 0 {
				continue
			}
		}
		out = append(out, t)
	}
	if day != "" {
		slices.SortStableFunc(out, func(a, b Term) int {
			return cmp.Or(cmp.Compare(rank(a.Role), rank(b.Role)), cmp.Compare(b.Confidence, a.Confidence))
		})
	}
	return out
}

// Office gives the principal office that a person held on a day: the highest of those that are likely, and of several
// states' the one of the person's own. ok is false if none is known.
func (k *KB) Office(personID, day string) (t Term, ok bool) {
	best, own := -1.0, ""
	if e := k.Entity(personID); e != nil {
		own = e.Country
	}
	for _, x := range k.Terms(personID, day) {
		score := x.Confidence - float64(rank(x.Role))/200
		if x.For == own {
			score += ownState
		}
		if score > best {
			t, ok, best = x, true, score
		}
	}
	return t, ok
}

// ownState outweighs the difference between one source's confidence and another's.
const ownState = 0.05

func rank(role string) int {
	if r, ok := ranks[role]; ok {
		return r
	}
	return len(ranks) + 1
}

// at gives the confidence that the term covers a day; 0 outside.
func (t *Term) at(day string) float64 {
	c := t.Confidence
	if t.Since != "" {
		if d := daysBetween(t.Since, day); d < 0 {
			if -d > t.SinceSlack {
				return 0
			}
			c *= 0.35 * (1 - float64(-d)/float64(t.SinceSlack+1))
		} else if d < t.SinceSlack {
			c *= 0.7 + 0.3*float64(d)/float64(t.SinceSlack)
		}
	} else if t.Until != "" && daysBetween(day, t.Until) > 8*365 {
		c *= 0.3
	}
	switch {
	case t.Until != "":
		if d := daysBetween(day, t.Until); d < 0 {
			if -d > t.UntilSlack {
				return 0
			}
			c *= 0.35 * (1 - float64(-d)/float64(t.UntilSlack+1))
		} else if d < t.UntilSlack {
			c *= 0.7 + 0.3*float64(d)/float64(t.UntilSlack)
		}
	case t.AsOf != "" && day > t.AsOf:
		years := float64(daysBetween(t.AsOf, day)) / 365
		c *= math.Exp(-years / 2.5)
		if c < 0.05 {
			return 0
		}
	}
	return c
}

// daysBetween gives the days from a to b; a or b that is no day counts as equal.
func daysBetween(a, b string) int {
	x, err := time.Parse(time.DateOnly, a)
	if err != nil {
		return 0
	}
	y, err := time.Parse(time.DateOnly, b)
	if err != nil {
		return 0
	}
	return int(y.Sub(x).Hours() / 24)
}
