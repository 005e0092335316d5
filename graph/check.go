package graph

import (
	"fmt"
	"slices"
	"strings"
)

// FilterError is an ErrBadFilter that names the field, in the words of the API ("minConfidence", "and[1].since").
type FilterError struct{ Field, Msg string }

func (e *FilterError) Error() string { return fmt.Sprintf("bad filter: %s: %s", e.Field, e.Msg) }

// Unwrap makes it an ErrBadFilter.
func (e *FilterError) Unwrap() error { return ErrBadFilter }

// Bounds of a filter. More than these is a mistake or an attack.
const (
	maxFilterDepth  = 8
	maxFilterValues = 10_000
	maxFilterText   = 1_000 // code points
	maxFilterParts  = 100   // filters within filters
)

// checker gathers the first fault of a filter.
type checker struct {
	parts int
	err   error
}

func (c *checker) fail(field, format string, args ...any) {
	if c.err == nil {
		c.err = &FilterError{field, fmt.Sprintf(format, args...)}
	}
}

func (c *checker) text(field, s string, fulltext bool) {
	switch {
	case s == "":
	case len([]rune(s)) > maxFilterText:
		c.fail(field, "longer than %d characters", maxFilterText)
	case fulltext && len(Words(s)) == 0:
		c.fail(field, "%q has no word", s)
	}
}

func (c *checker) days(prefix string, since, until Day) {
	for _, d := range []struct {
		field string
		day   Day
	}{{"since", since}, {"until", until}} {
		if d.day == "" {
			continue
		}
		if _, err := ParseDay(string(d.day)); err != nil {
			c.fail(prefix+d.field, "%q is not a day of the form 2006-01-02", d.day)
		}
	}
	if since != "" && until != "" && since > until {
		c.fail(prefix+"until", "%s is before since, %s", until, since)
	}
}

func (c *checker) confidence(field string, v float64) {
	if !(v >= 0 && v <= 1) {
		c.fail(field, "%v is not from 0 to 1", v)
	}
}

func (c *checker) atLeast(field string, v int) {
	if v < 0 {
		c.fail(field, "%d is negative", v)
	}
}

func checkLen[T any](c *checker, field string, vs []T) {
	if len(vs) > maxFilterValues {
		c.fail(field, "%d values, more than %d", len(vs), maxFilterValues)
	}
}

func checkEnum[T ~string](c *checker, field string, vs, all []T) {
	checkLen(c, field, vs)
	for _, v := range vs {
		if !slices.Contains(all, v) {
			c.fail(field, "unknown value %.40q", v)
		}
	}
}

// Check refuses a filter that cannot be meant, with a FilterError.
func (f ActorFilter) Check() error {
	var c checker
	checkEnum(&c, "kinds", f.Kinds, ActorKinds)
	checkLen(&c, "countries", f.Countries)
	c.text("name", f.Name, true)
	return c.err
}

// Check refuses a filter that cannot be meant, with a FilterError.
func (f ArticleFilter) Check() error {
	var c checker
	checkLen(&c, "outlets", f.Outlets)
	checkLen(&c, "mentions", f.Mentions)
	c.days("", f.Since, f.Until)
	c.text("text", f.Text, true)
	return c.err
}

// Check refuses a filter that cannot be meant, with a FilterError.
func (f ContactFilter) Check() error {
	var c checker
	f.check(&c, "", 0)
	return c.err
}

func (f *ContactFilter) check(c *checker, at string, depth int) {
	if c.parts++; depth > maxFilterDepth || c.parts > maxFilterParts {
		c.fail(strings.TrimSuffix(at, "."), "filters within filters: more than %d deep or %d in all", maxFilterDepth, maxFilterParts)
		return
	}
	checkLen(c, at+"who", f.Who)
	checkLen(c, at+"with", f.With)
	checkLen(c, at+"onBehalfOf", f.OnBehalfOf)
	checkEnum(c, at+"statuses", f.Statuses, Statuses)
	checkEnum(c, at+"was", f.Was, Statuses)
	checkEnum(c, at+"media", f.Media, Media)
	c.days(at, f.Since, f.Until)
	c.text(at+"place", f.Place, false)
	c.text(at+"text", f.Text, true)
	checkLen(c, at+"outlets", f.Outlets)
	c.atLeast(at+"minSources", f.MinSources)
	c.atLeast(at+"minReadOuts", f.MinReadOuts)
	c.confidence(at+"minConfidence", f.MinConfidence)
	checkLen(c, at+"articles", f.Articles)
	if len(f.With) > 0 && len(f.Who) == 0 {
		c.fail(at+"with", "needs who")
	}
	for i := range f.And {
		f.And[i].check(c, fmt.Sprintf("%sand[%d].", at, i), depth+1)
	}
	for i := range f.Or {
		f.Or[i].check(c, fmt.Sprintf("%sor[%d].", at, i), depth+1)
	}
	if f.Not != nil {
		f.Not.check(c, at+"not.", depth+1)
	}
}

// Check refuses a filter that cannot be meant, with a FilterError.
func (f StatementFilter) Check() error {
	var c checker
	checkEnum(&c, "kinds", f.Kinds, StatementKinds)
	checkLen(&c, "speakers", f.Speakers)
	checkLen(&c, "addressees", f.Addressees)
	checkLen(&c, "concerns", f.Concerns)
	c.days("", f.Since, f.Until)
	c.text("text", f.Text, true)
	checkLen(&c, "outlets", f.Outlets)
	c.atLeast("minSources", f.MinSources)
	c.confidence("minConfidence", f.MinConfidence)
	checkLen(&c, "articles", f.Articles)
	checkLen(&c, "matters", f.Matters)
	return c.err
}

// Check refuses a filter that cannot be meant, with a FilterError.
func (f CorrectionFilter) Check() error {
	var c checker
	checkEnum(&c, "ops", f.Ops, Ops)
	checkLen(&c, "authors", f.Authors)
	checkLen(&c, "actors", f.Actors)
	checkLen(&c, "reports", f.Reports)
	return c.err
}

// Steps lists the steps of time by which contacts are counted.
var Steps = []Granularity{ByDay, ByWeek, ByMonth, ByYear}

// CheckStep refuses a step of time that is none of Steps; whole admits the empty one.
func CheckStep(step Granularity, whole bool) error {
	if slices.Contains(Steps, step) || whole && step == "" {
		return nil
	}
	return &FilterError{"step", fmt.Sprintf("%q is not day, week, month or year", step)}
}

// CheckSearch gives the words of a search, or refuses it with a FilterError.
func CheckSearch(text string, kinds []HitKind) ([]string, error) {
	var c checker
	checkEnum(&c, "kinds", kinds, HitKinds)
	if text == "" {
		c.fail("text", "is empty")
	}
	c.text("text", text, true)
	return Words(text), c.err
}
