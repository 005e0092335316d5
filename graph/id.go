package graph

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Ids of contacts, statements, matters, reports and articles are a prefix and sixteen hexadecimal digits of a 63-bit
// number, so that they order as strings as their numbers do and a store may keep the number alone.
const (
	contactPrefix   = "contact:"
	statementPrefix = "statement:"
	matterPrefix    = "matter:"
	reportPrefix    = "report:"
	articlePrefix   = "article:"
)

// number hashes parts to 63 bits. Parts are kept apart: ("ab", "c") and ("a", "bc") differ.
func number(parts ...string) uint64 {
	h := sha256.New()
	var n [4]byte
	for _, p := range parts {
		binary.BigEndian.PutUint32(n[:], uint32(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	return binary.BigEndian.Uint64(h.Sum(nil)) >> 1
}

func newID(prefix string, parts ...string) string {
	return fmt.Sprintf("%s%016x", prefix, number(append(parts, prefix)...))
}

// IDNumber gives the number in the id of a contact, a statement, a matter, a report or an article; ok is false for
// a string that is no such id.
func IDNumber[ID ~string](id ID) (n int64, ok bool) {
	i := strings.IndexByte(string(id), ':')
	if i < 0 || len(id) != i+17 || strings.ToLower(string(id)) != string(id) {
		return 0, false
	}
	u, err := strconv.ParseUint(string(id[i+1:]), 16, 63)
	return int64(u), err == nil
}

// ContactIDOf, StatementIDOf, MatterIDOf, ReportIDOf and ArticleIDOf give the id with that number, back from IDNumber.
func ContactIDOf(n int64) ContactID { return ContactID(fmt.Sprintf("%s%016x", contactPrefix, n)) }
func StatementIDOf(n int64) StatementID {
	return StatementID(fmt.Sprintf("%s%016x", statementPrefix, n))
}
func MatterIDOf(n int64) MatterID   { return MatterID(fmt.Sprintf("%s%016x", matterPrefix, n)) }
func ReportIDOf(n int64) ReportID   { return ReportID(fmt.Sprintf("%s%016x", reportPrefix, n)) }
func ArticleIDOf(n int64) ArticleID { return ArticleID(fmt.Sprintf("%s%016x", articlePrefix, n)) }

// NewArticleID names an article by its URL, whatever its fragment and tracking parameters, or by title and text
// where it has no URL.
func NewArticleID(rawURL, title, text string) ArticleID {
	if u := plainURL(rawURL); u != "" {
		return ArticleID(newID(articlePrefix, "url", u))
	}
	return ArticleID(newID(articlePrefix, "text", title, text))
}

// plainURL strips from a URL what does not tell one page from another.
func plainURL(raw string) string {
	raw = strings.TrimSpace(raw)
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return raw
	}
	q := u.Query()
	for k := range q {
		if strings.HasPrefix(k, "utm_") || k == "fbclid" || k == "gclid" {
			q.Del(k)
		}
	}
	u.Scheme, u.Host, u.Fragment, u.RawQuery = "https", strings.ToLower(u.Host), "", q.Encode()
	u.Path = strings.TrimSuffix(u.Path, "/")
	u.RawPath = ""
	return u.String()
}

// HashText gives the content hash of an article's text.
func HashText(text string) string {
	h := sha256.Sum256([]byte(text))
	return hex.EncodeToString(h[:])
}

// NewMatterID names a matter by the words that carry its meaning (stems, in any order) and the actors in it, so that
// "sending arms to Russia" and "arms sent to Russia" are one.
func NewMatterID(about string, concerns []Concern) MatterID {
	parts := []string{strings.Join(stems(about), " ")}
	for _, c := range sortedConcerns(concerns) {
		parts = append(parts, string(c.Actor))
	}
	return MatterID(newID(matterPrefix, slices.Compact(parts)...))
}

func sortedConcerns(cs []Concern) []Concern {
	cs = slices.Clone(cs)
	slices.SortFunc(cs, func(a, b Concern) int {
		return cmp.Or(cmp.Compare(a.Actor, b.Actor), cmp.Compare(a.Role, b.Role))
	})
	return slices.Compact(cs)
}

// reportID names a contact report by who is said to be in touch with whom, and how and when; not by the words that
// prove it, so that a better rule or quote keeps the id. n tells apart reports of one article alike in all that.
func (r *ContactReport) reportID(n int) ReportID {
	parts := []string{"contact", string(r.Article), strconv.Itoa(n), string(r.Status), string(r.Medium),
		string(r.Date.Start), string(r.Date.End)}
	for _, side := range sides(r.Participants) {
		parts = append(parts, "side")
		for _, a := range side {
			parts = append(parts, string(a))
		}
	}
	return ReportID(newID(reportPrefix, parts...))
}

// reportID names a statement report by speaker, kind, addressees, matter and date; n as for contacts.
func (r *StatementReport) reportID(n int) ReportID {
	parts := []string{"statement", string(r.Article), strconv.Itoa(n), string(r.Kind), string(r.Speaker),
		string(r.Date.Start), string(r.Date.End), string(NewMatterID(r.About, r.Concerns)), "to"}
	for _, a := range sortedIDs(r.Addressees) {
		parts = append(parts, string(a))
	}
	return ReportID(newID(reportPrefix, parts...))
}

func sortedIDs[T ~string](ids []T) []T {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

// sides gives the actors of each side, sorted, the sides in the order of their first actors.
func sides(ps []Participant) [][]ActorID {
	by := map[int][]ActorID{}
	for _, p := range ps {
		by[p.Side] = append(by[p.Side], p.Actor)
	}
	out := make([][]ActorID, 0, len(by))
	for _, s := range by {
		out = append(out, sortedIDs(s))
	}
	slices.SortFunc(out, slices.Compare)
	return out
}
