package graph

import (
	"errors"
	"math"
	"slices"
	"testing"
)

func TestCursor(t *testing.T) {
	scope := NewCursorScope("contacts", ContactFilter{Text: "x"})
	c := scope.Cursor("17", "contact:1", "")
	if keys, err := scope.Keys(c, 3); err != nil || !slices.Equal(keys, []string{"17", "contact:1", ""}) {
		t.Errorf("keys are %q, %v", keys, err)
	}
	if keys, err := scope.Keys(c, 2); !errors.Is(err, ErrBadCursor) {
		t.Errorf("two keys of three are %q, %v", keys, err)
	}
	for _, other := range []CursorScope{NewCursorScope("contacts", ContactFilter{Text: "y"}), NewCursorScope("statements", ContactFilter{Text: "x"})} {
		if _, err := other.Keys(c, 3); !errors.Is(err, ErrBadCursor) {
			t.Errorf("another scope's cursor gives %v", err)
		}
	}
	for i := range c {
		altered := []byte(c)
		altered[i] ^= 1
		if _, err := scope.Keys(string(altered), 3); !errors.Is(err, ErrBadCursor) {
			t.Errorf("altered at %d gives %v", i, err)
		}
	}
}

func FuzzCursor(f *testing.F) {
	scope := NewCursorScope("contacts")
	f.Add(scope.Cursor("1", "2"))
	f.Add("żółć")
	f.Fuzz(func(t *testing.T, s string) {
		if keys, err := scope.Keys(s, 2); err == nil && scope.Cursor(keys...) != s {
			t.Errorf("%q reads as %q and is written %q", s, keys, scope.Cursor(keys...))
		}
	})
}

func TestWindow(t *testing.T) {
	scope := NewCursorScope("x")
	c := scope.Cursor("1")
	for _, k := range []struct {
		name     string
		p        Page
		size     int
		backward bool
		ok       bool
	}{
		{"nothing asked", Page{}, DefaultPage, false, true},
		{"first", Page{First: 7}, 7, false, true},
		{"first after", Page{First: 7, After: c}, 7, false, true},
		{"after alone", Page{After: c}, DefaultPage, false, true},
		{"last", Page{Last: 7}, 7, true, true},
		{"before alone", Page{Before: c}, DefaultPage, true, true},
		{"too many", Page{First: MaxPage + 1}, 0, false, false},
		{"negative", Page{Last: -1}, 0, false, false},
		{"both ways", Page{First: 1, Last: 1}, 0, false, false},
		{"first before", Page{First: 1, Before: c}, 0, false, false},
		{"last after", Page{Last: 1, After: c}, 0, false, false},
	} {
		size, _, backward, err := k.p.Window(scope, 1)
		if (err == nil) != k.ok || k.ok && (size != k.size || backward != k.backward) {
			t.Errorf("%s: %d, %v, %v", k.name, size, backward, err)
		}
	}
}

func TestFilterErrorsNameTheField(t *testing.T) {
	for field, err := range map[string]error{
		"kinds":         ActorFilter{Kinds: []ActorKind{"robot"}}.Check(),
		"name":          ActorFilter{Name: "…"}.Check(),
		"until":         ArticleFilter{Since: "2023-03-02", Until: "2023-03-01"}.Check(),
		"not.media":     ContactFilter{Not: &ContactFilter{Media: []Medium{"smoke"}}}.Check(),
		"minConfidence": StatementFilter{MinConfidence: math.Inf(1)}.Check(),
		"who":           ContactFilter{Who: make([]ActorID, maxFilterValues+1)}.Check(),
		"ops":           CorrectionFilter{Ops: []Op{"burn"}}.Check(),
		"step":          CheckStep("fortnight", true),
	} {
		var bad *FilterError
		if !errors.Is(err, ErrBadFilter) || !errors.As(err, &bad) || bad.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}
