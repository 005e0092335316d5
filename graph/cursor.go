package graph

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// CursorScope is what a cursor belongs to: a method and what it was asked, so that a cursor of one list is refused by
// another.
type CursorScope [8]byte

// NewCursorScope gives the scope of a method (the list's name and order) asked with these arguments, which must be
// data that encoding/json can write. The place in a list (Page) is not part of it.
func NewCursorScope(method string, args ...any) CursorScope {
	h := sha256.New()
	h.Write([]byte(method))
	if err := json.NewEncoder(h).Encode(args); err != nil {
		panic("graph: cursor scope of " + method + ": " + err.Error())
	}
	return CursorScope(h.Sum(nil)[:8])
}

// A cursor is base64url of: check (6 bytes), then each key as length (uvarint) and bytes. The check is a hash of
// scope and keys: it keeps mistakes and mix-ups out, not an attacker, who gains nothing but another place in a list.

// Cursor writes the keys of an item's place in the order of the list.
func (s CursorScope) Cursor(keys ...string) string {
	b := make([]byte, 6, 64)
	for _, k := range keys {
		b = binary.AppendUvarint(b, uint64(len(k)))
		b = append(b, k...)
	}
	copy(b, s.check(b[6:]))
	return base64.RawURLEncoding.EncodeToString(b)
}

// Keys reads a cursor of this scope back into its n keys; ErrBadCursor where it is none.
func (s CursorScope) Keys(cursor string, n int) ([]string, error) {
	bad := func(why string) error { return fmt.Errorf("graph: %w %.80q: %s", ErrBadCursor, cursor, why) }
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(b) < 6 || base64.RawURLEncoding.EncodeToString(b) != cursor { // spare bits and line ends pass decoding
		return nil, bad("no cursor of ours")
	}
	if !bytes.Equal(b[:6], s.check(b[6:])) {
		return nil, bad("altered, or of another query")
	}
	b = b[6:]
	keys := make([]string, 0, n)
	for len(b) > 0 {
		l, w := binary.Uvarint(b)
		if w <= 0 || l > uint64(len(b)-w) {
			return nil, bad("broken")
		}
		keys = append(keys, string(b[w:w+int(l)]))
		b = b[w+int(l):]
	}
	if len(keys) != n {
		return nil, bad("of another list")
	}
	return keys, nil
}

func (s CursorScope) check(keys []byte) []byte {
	h := sha256.Sum256(append(append([]byte("demarche cursor"), s[:]...), keys...))
	return h[:6]
}

// Changes are numbered from 1 on without gaps. A cursor of the feed names the last change that was read.

var feedScope = NewCursorScope("changes")

// FeedCursor gives the cursor of the change with that number; 0 is before the first.
func FeedCursor(n int64) string { return feedScope.Cursor(strconv.FormatInt(n, 10)) }

// FeedNumber reads a cursor of the feed back; ErrBadCursor where it is none.
func FeedNumber(cursor string) (int64, error) {
	keys, err := feedScope.Keys(cursor, 1)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(keys[0], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("graph: %w %.80q: %v", ErrBadCursor, cursor, err)
	}
	return n, nil
}

// FeedGap tells what is wrong with a cursor after which the feed goes on with the change first (0 where there is none)
// and whose last change is latest.
func FeedGap(cursor string, first, latest int64) error {
	if cursor == "" {
		return nil
	}
	n, err := FeedNumber(cursor)
	switch {
	case err != nil:
		return err
	case n > latest:
		return fmt.Errorf("graph: %w %.80q: of another feed", ErrBadCursor, cursor)
	case first > n+1:
		return fmt.Errorf("graph: the feed begins with change %d, after the cursor %.80q: %w", first, cursor, ErrExpired)
	}
	return nil
}

// TakeOrder gives the order asked for, and the page without it for Window: a list that does not take it has but one.
func (p Page) TakeOrder() (Order, Page, error) {
	by := p.Order
	p.Order = NewestFirst
	if !slices.Contains(Orders, by) {
		return by, p, &FilterError{Field: "orderBy", Msg: fmt.Sprintf("unknown value %.40q", by)}
	}
	return by, p, nil
}

// Window reads a page: how many items, from which keys on, and whether backward (before the keys, nearest last).
// keys is nil at the beginning (or the end, when backward). A page that cannot be meant is ErrBadFilter.
func (p Page) Window(s CursorScope, n int) (size int, keys []string, backward bool, err error) {
	bad := func(field, why string) (int, []string, bool, error) {
		return 0, nil, false, &FilterError{Field: field, Msg: why}
	}
	switch {
	case p.Order != NewestFirst:
		return bad("orderBy", "this list has one order")
	case p.First < 0 || p.First > MaxPage:
		return bad("first", fmt.Sprintf("%d is not from 0 to %d", p.First, MaxPage))
	case p.Last < 0 || p.Last > MaxPage:
		return bad("last", fmt.Sprintf("%d is not from 0 to %d", p.Last, MaxPage))
	case p.First > 0 && p.Last > 0:
		return bad("last", "first and last together")
	case p.After != "" && p.Before != "":
		return bad("before", "after and before together")
	case p.Last > 0 && p.After != "":
		return bad("after", "last goes with before")
	case p.First > 0 && p.Before != "":
		return bad("before", "first goes with after")
	}
	backward = p.Last > 0 || p.Before != ""
	size = max(p.First, p.Last)
	if size == 0 {
		size = DefaultPage
	}
	cursor := p.After
	if backward {
		cursor = p.Before
	}
	if cursor != "" {
		keys, err = s.Keys(cursor, n)
	}
	return size, keys, backward, err
}

// Cut turns rows read in the direction of a page into the page: one more than size were asked for to learn whether
// there are more; backward rows come nearest first and are turned round.
func Cut[T any](rows []T, size int, backward, from bool, cursor func(T) string) *Slice[T] {
	more := len(rows) > size
	if more {
		rows = rows[:size]
	}
	s := &Slice[T]{Items: make([]T, len(rows)), Cursors: make([]string, len(rows))}
	for i, r := range rows {
		at := i
		if backward {
			at = len(rows) - 1 - i
		}
		s.Items[at], s.Cursors[at] = r, cursor(r)
	}
	s.HasNext, s.HasPrevious = more, from
	if backward {
		s.HasNext, s.HasPrevious = from, more
	}
	return s
}
