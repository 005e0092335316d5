// Package extract turns a parsed article into what it says of diplomatic contact: which actors it names, who was,
// will, might or denies to have been in contact with whom, and who called for, denied or claimed what.
//
// The blocks of an article, each parsed as a document of its own, become one text. Mentions of actors are found and
// resolved (mention.go, resolve.go, refer.go), rules propose contacts and statements from the parse (contact.go,
// statement.go, with the data in data/), and a learned scorer decides which proposals stand (scorer.go). Every fact
// carries the words that prove it and the rule that found it.
package extract

import (
	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/article"
	"github.com/demarche/demarche/ingest/kb"
	"github.com/demarche/demarche/ingest/nlp"
)

// Block is a block of an article with its parse.
type Block struct {
	article.Block
	At  []int // offset in the article of each byte of Doc.Text, and of its end; see Clean
	Doc *nlp.Doc
}

// Input is an article ready for extraction. Blocks that are not read (credits, boilerplate, repeated captions) are
// left out; see Readable.
type Input struct {
	Article *graph.Article
	Blocks  []Block
}

// Readable tells whether a block says anything about the world, so that it is worth a parse.
func Readable(b article.Block) bool {
	switch b.Kind {
	case article.Title, article.Headline, article.Body, article.Caption, article.List:
		return !b.Duplicate && b.Prose < b.End
	}
	return false
}

// Extractor extracts by a knowledge base. It is safe for concurrent use.
type Extractor struct {
	kb         *kb.KB
	contacts   *scorer
	statements *scorer
}

// New gives an Extractor that resolves names by k.
func New(k *kb.KB) *Extractor {
	return &Extractor{kb: k, contacts: contactScorer, statements: statementScorer}
}

// Extract gives what an article says.
func (x *Extractor) Extract(in Input) *graph.Reports {
	r := x.reading(in)
	defer r.release()
	return r.reports()
}

// askedOf tells whether a trigger lies in what is asked of somebody, "called on Ukraine and Russia to resume talks",
// wherever the parser hung the infinitive.
func (r *reading) askedOf(trigger int) bool {
	v := trigger
	if !r.verbal(v) {
		v = r.governor(trigger)
	}
	if v < 0 || !r.hasInfinitive(v) {
		return false
	}
	h := r.Tokens[v].Head
	switch r.Tokens[v].Dep {
	case "advcl", "xcomp":
		return r.Lemma(h) == "call" && r.prep(h, "on", "upon") >= 0 || r.Lemma(h) == "appeal" && r.prep(h, "to") >= 0
	case "acl", "relcl":
	default:
		return false
	}
	return r.cover[h] != nil && (r.cover[h].entity >= 0 || len(r.cover[h].members) > 0) && h < v
}

// captionStands is the probability that people shown together met; captions are too rare in the training texts to
// learn it.
const captionStands = 0.8

// dayOfTelling gives the day on which one of the parties told of a contact, where the contact itself has none: "said on
// Thursday that he had spoken with" is news of that day's call.
func (r *reading) dayOfTelling(p *proposal) graph.Interval {
	for i := p.trigger; !r.Root(i); i = r.Tokens[i].Head {
		h := r.Tokens[i].Head
		if d := r.Tokens[i].Dep; d != "ccomp" && d != "conj" || !speechActs.telling[r.Lemma(h)] {
			continue
		}
		for _, s := range r.subjects(h, "subj", "subj") {
			if s.entity == p.a.entity || s.entity == p.b.entity {
				day, _ := EventTime(r.Syntax, h, r.times, PastTense)
				if day.Granularity() == graph.ByDay {
					return day
				}
			}
		}
		break
	}
	return graph.Interval{}
}

// judgeSpeech gives a speech act the probability that it stands: by the scorer for the kinds that it was trained for,
// else by whether it was made.
func (x *Extractor) judgeSpeech(s *speech) float64 {
	switch {
	case learned(s.rule.kind):
		return x.statements.judge(s.features)
	case s.fact.Status == graph.Actual && !s.fact.Question, s.rule.noun && s.rule.kind == graph.Claimed: // a claim that somebody denies was made
		return 0.7
	}
	return 0
}

// reading is an article on its way from text to reports.
type reading struct {
	*resolver
	article   *graph.Article
	times     []Time
	proposals []*proposal
	speeches  []*speech
	runes     [2]*runeIndex // of the text and the title
	day       graph.Day     // of publication
}

func (x *Extractor) reading(in Input) *reading {
	t := newText(in.Blocks)
	r := &reading{resolver: resolve(findMentions(t, x.kb), in.Article), article: in.Article}
	r.runes = [2]*runeIndex{newRuneIndex(in.Article.Text), newRuneIndex(in.Article.Title)}
	ref := Ref{}
	if !in.Article.Published.IsZero() {
		r.day = graph.DayOf(in.Article.Published)
		ref.Published = r.day
	}
	var datelines []DatelineAt
	for k, b := range in.Blocks {
		switch {
		case b.Dateline.Day == "":
		case ref.Dateline == "":
			ref.Dateline = b.Dateline.Day // for the headline above it too
		default:
			datelines = append(datelines, DatelineAt{r.first[k], b.Dateline.Day})
		}
	}
	r.times = Times(t.Syntax, ref, datelines...)
	r.proposals = r.propose()
	for _, p := range r.proposals {
		p.fact = Factuality(t.Syntax, p.trigger)
		p.date = r.dayOf(p)
		p.fact = p.fact.At(p.date, r.day)
		if s := p.rule.status; s != "" && (p.fact.Status == graph.Actual || p.fact.Status == graph.Planned && !p.rule.noun) {
			p.fact.Status, p.fact.Tense = s, FutureTense
		}
		if p.fact.Status == graph.Actual && r.askedOf(p.trigger) {
			p.fact.Status, p.fact.Tense, p.fact.Reason = graph.Possible, FutureTense, "asked of somebody: possible"
		}
		if p.fact.Status == graph.Planned && r.calledOff(p.trigger) {
			p.fact = Fact{Status: graph.Denied, Tense: p.fact.Tense, Reason: "planned for what was called off: denied"}
		}
		if r.excluded(p.b.at) {
			p.fact = Fact{Status: graph.Denied, Reason: "but not with: denied", Tense: p.fact.Tense}
		}
		if p.rule == captionRule {
			p.fact = Fact{Status: graph.Actual, Tense: PastTense, Reason: "shown together"}
			if in.Blocks[t.blockOf[p.trigger]].Archive {
				p.date = graph.Interval{}
			}
			continue
		}
		if p.of != nil {
			p.fact = p.of.fact
			if !p.date.Known() {
				p.date = p.of.date
			}
			continue
		}
		if !p.date.Known() && p.fact.Status == graph.Actual {
			p.date = r.dayOfTelling(p)
		}
	}
	r.takeUp()
	r.describe()
	for _, p := range r.proposals {
		p.keep = x.contacts.judge(p.features)
		if p.rule == captionRule {
			p.keep = captionStands
		}
	}
	r.speeches = r.proposeSpeech()
	for _, s := range r.speeches {
		s.fact = Factuality(t.Syntax, s.trigger)
		r.describeSpeech(s)
		s.keep = x.judgeSpeech(s)
	}
	return r
}
