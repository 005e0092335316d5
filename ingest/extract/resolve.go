package extract

import (
	"strings"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/kb"
)

// entity is an actor of one article, gathered from its mentions.
type entity struct {
	id      string
	kind    kb.Kind
	known   *kb.Entity // nil where only the text knows it
	name    string
	aliases []string // as the text has them, in order of appearance
	gender  string   // "female", "male" or empty
	country string   // id in the knowledge base of the country or body it belongs to
	roles   []string // classes of office that the text or the knowledge base gives
	role    string   // the words of the role
	named   bool     // the text calls it by a name, not only by an office or a noun
	plural  bool     // several people or bodies spoken of as one
	last    int      // index of its latest mention
	count   int      // mentions by name, role or noun
	terms   []kb.Term
	titles  titleKind // of the offices that it holds, as head of a state or a government
}

// resolver turns mentions into entities, from the beginning of a text to its end.
type resolver struct {
	*finder
	day        string // of publication, ISO; empty where unknown
	house      string // the country that speaks of "the President" without saying of what: the outlet's own, if official
	home       string // the country of a paper or station
	entities   []*entity
	byID       map[string]int
	byName     map[string]int   // folded name → entity of a name seen in the text
	byRole     map[string][]int // class of office → people who hold one
	byWord     map[string][]int // folded word of a person's name → people
	byEnding   map[string][]int // last word of a name in small letters → entities
	byStart    map[string][]int // first two letters of a long family name → people
	sport      int8             // 1 where the text is about matches, -1 where not, 0 while nobody has asked
	headOffice bool             // the outlet is the office of the country's head of state
	body       string           // the organisation that publishes the text itself
	about      int              // whom an official text is about, counted from 2; 1 for nobody, 0 while nobody has asked
	labels     map[string]int   // label of a transcript → who speaks under it, -1 for nobody known
	tied       map[*mention]bool
	served     map[*mention]bool // those whom an office told at length is for, "Adviser to the President"
	ties       [][2]*mention     // a name and its description
	authors    []int             // those who speak in the first person, none where the text does not say
}

func resolve(f *finder, a *graph.Article) *resolver {
	r := &resolver{finder: f, byID: map[string]int{}, byName: map[string]int{}, byRole: map[string][]int{}, byWord: map[string][]int{},
		byEnding: map[string][]int{}, byStart: map[string][]int{}, labels: map[string]int{}}
	if !a.Published.IsZero() {
		r.day = string(graph.DayOf(a.Published))
	}
	if r.house, r.headOffice = houseOf(f.kb, a); r.house == "" {
		r.home = homeOf(f.kb, a)
	}
	if ms := f.kb.Lookup(a.Outlet); len(ms) > 0 && ms[0].Entity.Kind == kb.Organisation && ms[0].Entity.Class != "outlet" {
		r.body = ms[0].Entity.ID
	}
	r.appositions()
	for _, m := range f.mentions {
		if m.form == byName && m.nameTo-m.nameFrom > 1 && !r.tied[m] { // full names first, so that headlines with surnames find them
			r.resolveName(m)
		}
	}
	for _, title := range []bool{false, true} { // what a headline only hints at, the text below it names
		for i, m := range f.mentions {
			if t := f.blocks[f.blockOf[m.head]].Kind == article.Title; t == title {
				r.resolve(i, m)
			}
		}
	}
	r.authors = r.authorsOf()
	r.link()
	return r
}

// authorsOf gives whom a title names as those who speak: "Statement from President Joe Biden on …", "G7 leaders'
// statement on …", "Joint Statement by the Foreign Ministers of France and Germany", or its first words; else the head of
// state whose office publishes the text.
func (r *resolver) authorsOf() []int {
	if es := r.weOf(); len(es) > 0 {
		return es
	}
	speech := false
	for i := range r.Tokens {
		if r.blocks[r.blockOf[i]].Kind != article.Title {
			break
		}
		switch r.Lower(i) {
		case "statement", "statements", "remarks", "message", "letter", "speech", "address", "proclamation", "communique", "communiqué", "declaration":
			if m := r.titleOwner(i); m != nil {
				return []int{m.entity}
			}
			speech = true
		case "from", "by", "of":
			if !speech {
				continue
			}
			return r.namedAfter(i)
		}
	}
	if r.headOffice {
		if p := r.holder([]string{"head_of_state"}, r.house); p != nil {
			return []int{r.entityOf(p)}
		}
	}
	return nil
}

// namedAfter gives those whom a title names behind the preposition at token i: somebody's name rather than the offices before it,
// "by High Representative/Vice-President Josep Borrell".
func (r *resolver) namedAfter(i int) []int {
	office := -1
	for k := i + 1; k < min(i+14, r.Sent(i).End); k++ {
		m := r.cover[k]
		switch {
		case m == nil && office >= 0 && r.Tokens[k].Pos == "ADP":
			return []int{office}
		case m == nil:
		case len(m.members) > 1 && office < 0:
			return m.members
		case m.entity < 0 || r.entities[m.entity].kind != kb.Person:
		case m.form == byName:
			return []int{m.entity}
		case office < 0:
			office = m.entity
		}
	}
	if office < 0 {
		return nil
	}
	return []int{office}
}

// weOf gives those whom a text names as "we" in its first words: "We, the foreign ministers of France and Germany, …".
func (r *resolver) weOf() []int {
	for k := range r.blocks {
		if r.blocks[k].Kind == article.Title {
			continue
		}
		i := r.first[k]
		if i+2 >= len(r.Tokens) || r.Lower(i) != "we" || r.Lower(i+1) != "," {
			return nil
		}
		for j := i + 2; j < min(i+8, r.Sent(i).End); j++ {
			if m := r.cover[j]; m != nil && len(m.members) > 1 {
				return m.members
			} else if m != nil && m.entity >= 0 {
				return []int{m.entity}
			}
		}
		return nil
	}
	return nil
}

// titleOwner gives who stands before a word for a speech in a title, as its owner: "President Biden Statement on".
func (r *resolver) titleOwner(i int) *mention {
	for k := i - 1; k >= max(r.Sent(i).Start, i-4); k-- {
		if m := r.cover[k]; m != nil {
			if m.end > i {
				return nil // "Joint Statement", read as one name
			}
			if m.entity >= 0 && m.start == r.Sent(i).Start && (m.form == byName || m.form == byRole) {
				return m
			}
			return nil
		}
		if r.Tokens[k].Pos == "VERB" || r.Tokens[k].Pos == "ADP" {
			return nil
		}
	}
	return nil
}

// resolve gives m its entity.
func (r *resolver) resolve(i int, m *mention) {
	counterpart := r.isCounterpart(m)
	if len(m.parts) > 0 && !counterpart {
		r.resolveParts(m)
		return
	}
	if m.entity < 0 && !r.tied[m] {
		switch m.form {
		case byName:
			r.resolveName(m)
		case byRole:
			r.resolveRole(m)
		case byNoun:
			if !counterpart {
				r.resolveNoun(m)
			}
		default:
			return // pronouns and pairs need what stands before them: see link
		}
	}
	if m.entity >= 0 {
		e := r.entities[m.entity]
		e.last = i
		e.count++
	}
}

// resolveParts gives a mention of several countries or bodies at once the entity of each, or, of "the foreign ministers
// of France and Germany", who holds the office.
func (r *resolver) resolveParts(m *mention) {
	roles, named := r.rolesOf(m)
	for _, x := range m.parts {
		e := -1
		if len(roles) > 0 {
			e = r.inOffice(roles, x.entity.ID, named)
		}
		if e < 0 {
			e = r.entityOf(x.entity)
		}
		m.members = append(m.members, e)
		r.entities[e].count++
		if m.form != byName && x.word != "" {
			r.alias(r.entities[e], x.word+" "+r.words(m.end-1, m.end))
		}
	}
	m.because = "several at once"
}

func (r *resolver) mentionText(m *mention) string { return r.words(m.start, m.end) }

func (r *resolver) nameText(m *mention) string { return trimPossessive(r.words(m.nameFrom, m.nameTo)) }

func trimPossessive(s string) string {
	for _, p := range []string{"'s", "’s", "'", "’"} {
		s = strings.TrimSuffix(s, p)
	}
	return s
}

// stateOf gives the country that a body belongs to, or the id itself.
func (r *resolver) stateOf(id string) string {
	for range 4 {
		e := r.kb.Entity(id)
		if e == nil || e.Kind == kb.Country {
			return id
		}
		switch {
		case e.PartOf != "":
			id = e.PartOf
		case e.Country != "":
			id = e.Country
		default:
			return id
		}
	}
	return id
}
