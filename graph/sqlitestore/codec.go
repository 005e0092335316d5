package sqlitestore

import (
	"encoding/binary"
	"errors"
	"math"

	"github.com/demarche/demarche/graph"
)

// Contacts, statements, reports, evidence and actors are kept as the fields of their types in order: texts and lists
// with their length before them, numbers as varints. Reading one is a single allocation besides its lists, where JSON
// takes ten times as long. The first byte is the version of the form.
const codecVersion = 1

// writer appends fields.
type writer struct{ b []byte }

func newWriter(size int) *writer { return &writer{append(make([]byte, 0, size), codecVersion)} }

func (w *writer) num(n int)       { w.b = binary.AppendVarint(w.b, int64(n)) }
func (w *writer) float(f float64) { w.b = binary.BigEndian.AppendUint64(w.b, math.Float64bits(f)) }

func (w *writer) flag(v bool) {
	if v {
		w.num(1)
	} else {
		w.num(0)
	}
}

// last ends a record with a rare flag, which takes a byte only where it is set; more reads it.
func (w *writer) last(v bool) []byte {
	if v {
		w.flag(true)
	}
	return w.b
}

func put[T ~string](w *writer, s T) {
	w.b = binary.AppendUvarint(w.b, uint64(len(s)))
	w.b = append(w.b, s...)
}

func putAll[T ~string](w *writer, ss []T) {
	w.num(len(ss))
	for _, s := range ss {
		put(w, s)
	}
}

func (w *writer) interval(i graph.Interval) { put(w, i.Start); put(w, i.End) }

// fields reads them back. The first fault stays; what is read after it is empty.
type fields struct {
	s   string
	bad bool
}

var errBroken = errors.New("broken record")

func newFields(b []byte) *fields {
	r := &fields{s: string(b)}
	if len(b) == 0 || b[0] != codecVersion {
		r.bad = true
		return r
	}
	r.s = r.s[1:]
	return r
}

func (r *fields) err() error {
	if r.bad {
		return errBroken
	}
	return nil
}

func (r *fields) uint() uint64 {
	var n uint64
	for i := 0; i < len(r.s) && i < 10; i++ {
		c := r.s[i]
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			r.s = r.s[i+1:]
			return n
		}
	}
	r.bad, r.s = true, ""
	return 0
}

func (r *fields) num() int {
	u := r.uint()
	return int(int64(u>>1) ^ -int64(u&1))
}

func (r *fields) flag() bool { return r.num() != 0 }

func (r *fields) more() bool { return r.s != "" }

func (r *fields) float() float64 {
	if len(r.s) < 8 {
		r.bad, r.s = true, ""
		return 0
	}
	var n uint64
	for i := range 8 {
		n = n<<8 | uint64(r.s[i])
	}
	r.s = r.s[8:]
	return math.Float64frombits(n)
}

func get[T ~string](r *fields) T {
	n := r.uint()
	if n > uint64(len(r.s)) {
		r.bad, r.s = true, ""
		return ""
	}
	v := r.s[:n]
	r.s = r.s[n:]
	return T(v)
}

// length reads how many follow; each is a byte at least.
func (r *fields) length() int {
	n := r.num()
	if n < 0 || n > len(r.s) {
		r.bad, r.s = true, ""
		return 0
	}
	return n
}

func getAll[T ~string](r *fields) []T {
	n := r.length()
	if n == 0 {
		return nil
	}
	out := make([]T, n)
	for i := range out {
		out[i] = get[T](r)
	}
	return out
}

func (r *fields) interval() graph.Interval {
	return graph.Interval{Start: get[graph.Day](r), End: get[graph.Day](r)}
}

func (w *writer) participants(ps []graph.Participant) {
	w.num(len(ps))
	for _, p := range ps {
		put(w, p.Actor)
		w.num(p.Side)
		put(w, p.Role)
		put(w, p.OnBehalfOf)
	}
}

func (r *fields) participants() []graph.Participant {
	out := make([]graph.Participant, r.length())
	for i := range out {
		out[i] = graph.Participant{Actor: get[graph.ActorID](r), Side: r.num(), Role: get[string](r), OnBehalfOf: get[graph.ActorID](r)}
	}
	return out
}

func encodeContact(c *graph.Contact) []byte {
	w := newWriter(256)
	put(w, c.ID)
	w.participants(c.Participants)
	put(w, c.Status)
	put(w, c.Medium)
	w.interval(c.Date)
	put(w, c.Place)
	putAll(w, c.Topics)
	w.float(c.Confidence)
	putAll(w, c.Reports)
	w.num(c.Sources)
	w.num(c.ReadOuts)
	putAll(w, c.Was)
	putAll(w, c.Against)
	w.flag(c.Disputed)
	w.flag(c.Confirmed)
	return w.last(c.DateInferred)
}

func decodeContact(b []byte) (*graph.Contact, error) {
	r := newFields(b)
	return &graph.Contact{ID: get[graph.ContactID](r), Participants: r.participants(), Status: get[graph.Status](r), Medium: get[graph.Medium](r),
		Date: r.interval(), Place: get[string](r), Topics: getAll[string](r), Confidence: r.float(), Reports: getAll[graph.ReportID](r),
		Sources: r.num(), ReadOuts: r.num(), Was: getAll[graph.Status](r), Against: getAll[graph.ContactID](r), Disputed: r.flag(), Confirmed: r.flag(),
		DateInferred: r.more()}, r.err()
}

// encodeContactReport leaves the evidence out.
func encodeContactReport(c *graph.ContactReport) []byte {
	w := newWriter(192)
	put(w, c.ID)
	put(w, c.Article)
	w.participants(c.Participants)
	put(w, c.Status)
	put(w, c.Medium)
	w.interval(c.Date)
	put(w, c.Place)
	putAll(w, c.Topics)
	w.float(c.Confidence)
	return w.last(c.DateInferred)
}

func decodeContactReport(b []byte) (*graph.ContactReport, error) {
	r := newFields(b)
	return &graph.ContactReport{ID: get[graph.ReportID](r), Article: get[graph.ArticleID](r), Participants: r.participants(), Status: get[graph.Status](r),
		Medium: get[graph.Medium](r), Date: r.interval(), Place: get[string](r), Topics: getAll[string](r), Confidence: r.float(), DateInferred: r.more()}, r.err()
}

func (w *writer) concerns(cs []graph.Concern) {
	w.num(len(cs))
	for _, c := range cs {
		put(w, c.Actor)
		put(w, c.Role)
	}
}

func (r *fields) concerns() []graph.Concern {
	n := r.length()
	if n == 0 {
		return nil
	}
	out := make([]graph.Concern, n)
	for i := range out {
		out[i] = graph.Concern{Actor: get[graph.ActorID](r), Role: get[string](r)}
	}
	return out
}

func encodeStatement(s *graph.Statement) []byte {
	w := newWriter(256)
	put(w, s.ID)
	put(w, s.Kind)
	put(w, s.Speaker)
	put(w, s.OnBehalfOf)
	putAll(w, s.Addressees)
	put(w, s.Matter.ID)
	put(w, s.Matter.About)
	w.concerns(s.Matter.Concerns)
	w.interval(s.Date)
	put(w, s.Quote)
	w.float(s.Confidence)
	putAll(w, s.Reports)
	w.num(s.Sources)
	w.flag(s.Confirmed)
	return w.b
}

func decodeStatement(b []byte) (*graph.Statement, error) {
	r := newFields(b)
	return &graph.Statement{ID: get[graph.StatementID](r), Kind: get[graph.StatementKind](r), Speaker: get[graph.ActorID](r), OnBehalfOf: get[graph.ActorID](r),
		Addressees: getAll[graph.ActorID](r), Matter: graph.Matter{ID: get[graph.MatterID](r), About: get[string](r), Concerns: r.concerns()},
		Date: r.interval(), Quote: get[string](r), Confidence: r.float(), Reports: getAll[graph.ReportID](r), Sources: r.num(), Confirmed: r.flag()}, r.err()
}

// encodeStatementReport keeps the first evidence, which gives a statement its quote.
func encodeStatementReport(s *graph.StatementReport) []byte {
	w := newWriter(256)
	put(w, s.ID)
	put(w, s.Article)
	put(w, s.Kind)
	put(w, s.Speaker)
	put(w, s.OnBehalfOf)
	putAll(w, s.Addressees)
	put(w, s.About)
	w.concerns(s.Concerns)
	w.interval(s.Date)
	w.float(s.Confidence)
	w.evidence(s.Evidence[:1])
	return w.b
}

func decodeStatementReport(b []byte) (*graph.StatementReport, error) {
	r := newFields(b)
	return &graph.StatementReport{ID: get[graph.ReportID](r), Article: get[graph.ArticleID](r), Kind: get[graph.StatementKind](r), Speaker: get[graph.ActorID](r),
		OnBehalfOf: get[graph.ActorID](r), Addressees: getAll[graph.ActorID](r), About: get[string](r), Concerns: r.concerns(), Date: r.interval(),
		Confidence: r.float(), Evidence: r.evidence()}, r.err()
}

// evidence writes a sentence that is all quote once.
func (w *writer) evidence(es []graph.Evidence) {
	w.num(len(es))
	for _, e := range es {
		put(w, e.Article)
		w.flag(e.Sentence == e.Quote)
		if e.Sentence != e.Quote {
			put(w, e.Sentence)
		}
		w.flag(e.InTitle)
		w.num(e.Start)
		w.num(e.End)
		put(w, e.Quote)
		put(w, e.Rule)
		w.float(e.Confidence)
	}
}

func (r *fields) evidence() []graph.Evidence {
	out := make([]graph.Evidence, r.length())
	for i := range out {
		e := &out[i]
		e.Article = get[graph.ArticleID](r)
		same := r.flag()
		if !same {
			e.Sentence = get[string](r)
		}
		e.InTitle, e.Start, e.End, e.Quote, e.Rule, e.Confidence = r.flag(), r.num(), r.num(), get[string](r), get[string](r), r.float()
		if same {
			e.Sentence = e.Quote
		}
	}
	return out
}

func encodeEvidence(es []graph.Evidence) []byte {
	w := newWriter(256)
	w.evidence(es)
	return w.b
}

func decodeEvidence(b []byte) ([]graph.Evidence, error) {
	r := newFields(b)
	return r.evidence(), r.err()
}

func encodeActor(a *graph.Actor) []byte {
	w := newWriter(128)
	put(w, a.ID)
	put(w, a.Kind)
	put(w, a.Name)
	putAll(w, a.Aliases)
	put(w, a.QID)
	put(w, a.Country)
	put(w, a.Gender)
	put(w, a.Role)
	put(w, a.PartOf)
	return w.b
}

func decodeActor(b []byte) (*graph.Actor, error) {
	r := newFields(b)
	return &graph.Actor{ID: get[graph.ActorID](r), Kind: get[graph.ActorKind](r), Name: get[string](r), Aliases: getAll[string](r), QID: get[string](r),
		Country: get[graph.ActorID](r), Gender: get[string](r), Role: get[string](r), PartOf: get[graph.ActorID](r)}, r.err()
}
