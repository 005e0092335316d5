package graph

import (
	_ "embed"
	"net/url"
	"strings"
)

//go:embed agencies.txt
var agenciesText string

// agencies gives the name of an agency by each of its names, in words of FoldText.
var agencies = func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(agenciesText) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		names := strings.Split(line, "\t")
		for _, n := range names {
			m[FoldText(n)] = FoldText(names[0])
		}
	}
	return m
}()

// Source is what merging knows of the article that a report stands in.
type Source struct {
	Article   ArticleID
	Published Day // in UTC, empty where unknown
	Outlet    string
	Key       string    // who speaks: the agency credited, else the outlet, else the article's host or itself
	Print     Signature // of the text
	Issuer    ActorID
}

// SourceOf gives the source that an article is.
func SourceOf(a *Article) Source {
	s := Source{Article: a.ID, Outlet: a.Outlet, Issuer: a.Issuer, Print: Sign(a.Text), Key: credited(a.Text)}
	if !a.Published.IsZero() {
		s.Published = DayOf(a.Published.UTC())
	}
	if s.Key == "" {
		s.Key = outletKey(a.Outlet)
	}
	if s.Key == "" {
		if u, err := url.Parse(a.URL); err == nil {
			s.Key = outletKey(u.Host)
		}
	}
	if s.Key == "" {
		s.Key = string(a.ID)
	}
	return s
}

// outletKey makes "Reuters", "reuters.com" and "www.reuters.com" one.
func outletKey(outlet string) string {
	outlet = strings.TrimPrefix(Fold(strings.TrimSpace(outlet)), "www.")
	for _, tld := range []string{".com", ".org", ".net"} {
		outlet = strings.TrimSuffix(outlet, tld)
	}
	k := FoldText(outlet)
	if a, ok := agencies[k]; ok {
		return a
	}
	return k
}

// credited finds the agency that a text credits: in brackets or slashes in its first line ("BEIJING (Reuters) – ",
// "MOSCOW, March 16. /TASS/."), or in brackets or after a © at its very end.
func credited(text string) string {
	head := text[:min(len(text), 200)]
	head, _, _ = strings.Cut(head, "\n")
	if a := bracketed(head); a != "" {
		return a
	}
	tail := strings.TrimSpace(text)
	tail = tail[max(0, len(tail)-100):]
	if i := strings.LastIndexByte(tail, '\n'); i >= 0 {
		tail = tail[i+1:]
	} else {
		return ""
	}
	if _, after, ok := strings.Cut(tail, "©"); ok {
		return agencies[strings.TrimLeft(FoldText(after), "0123456789 ")]
	}
	return bracketed(tail)
}

func bracketed(s string) string {
	for _, pair := range []string{"()", "//", "[]"} {
		rest := s
		for {
			_, after, ok := strings.Cut(rest, pair[:1])
			if !ok {
				break
			}
			in, _, ok := strings.Cut(after, pair[1:])
			if !ok {
				break
			}
			if a, ok := agencies[FoldText(in)]; ok {
				return a
			}
			rest = after
		}
	}
	return ""
}

// independent counts the independent sources: those of one key, and those whose texts are nearly the same, are one.
// It also gives the group of each source, numbered from 0 in the order of first appearance.
func independent(ss []Source) (groups []int, n int) {
	u := newUnion(len(ss))
	keys := map[string]int{}
	for i, s := range ss {
		if j, ok := keys[s.Key]; ok {
			u.join(i, j)
		} else {
			keys[s.Key] = i
		}
	}
	type band struct{ n, a, b uint32 }
	bands := map[band][]int{}
	for i, s := range ss {
		for k := 0; k+1 < len(s.Print); k += 2 {
			b := band{uint32(k), s.Print[k], s.Print[k+1]}
			for _, j := range bands[b] {
				if u.root(i) != u.root(j) && s.Print.Like(ss[j].Print) {
					u.join(i, j)
				}
			}
			if l := bands[b]; len(l) == 0 || u.root(l[len(l)-1]) != u.root(i) {
				bands[b] = append(l, i)
			}
		}
	}
	return u.groups()
}

// union is a disjoint-set forest over 0..n-1.
type union []int

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = i
	}
	return u
}

func (u union) root(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

// join keeps the smaller root, so that the outcome does not depend on the order of joins.
func (u union) join(i, j int) {
	if i, j = u.root(i), u.root(j); i < j {
		u[j] = i
	} else {
		u[i] = j
	}
}

// groups numbers the sets in the order of their smallest members.
func (u union) groups() (of []int, n int) {
	of = make([]int, len(u))
	number := map[int]int{}
	for i := range u {
		r := u.root(i)
		g, ok := number[r]
		if !ok {
			g = len(number)
			number[r] = g
		}
		of[i] = g
	}
	return of, len(number)
}
