package extract

import (
	_ "embed"
	"iter"
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/kb"
)

//go:embed data/statement.cases
var statementCases string

// Said is a statement that a case wants found.
type Said struct {
	Kind           graph.StatementKind
	Speaker, About string
	To             string // names of the addressees with commas between; empty where the case does not say
}

// StatementCase is a text with the statements in it.
type StatementCase struct {
	Text string
	Said []Said
	None []graph.StatementKind // kinds of which there must be none
	Line int
}

// StatementCases yields the sentences of data/statement.cases.
func StatementCases() iter.Seq[StatementCase] {
	return func(yield func(StatementCase) bool) {
		n := 0
		for line := range strings.Lines(statementCases) {
			n++
			text, want, ok := strings.Cut(strings.TrimSpace(line), " => ")
			if !ok || strings.HasPrefix(text, "#") {
				continue
			}
			c := StatementCase{Text: text, Line: n}
			for w := range strings.SplitSeq(want, "; ") {
				if kind, none := strings.CutPrefix(w, "no "); none {
					c.None = append(c.None, graph.StatementKind(kind))
					continue
				}
				head, about, _ := strings.Cut(w, ": ")
				who, to, _ := strings.Cut(head, " > ")
				kind, speaker, _ := strings.Cut(who, " ")
				c.Said = append(c.Said, Said{graph.StatementKind(kind), speaker, about, to})
			}
			if !yield(c) {
				return
			}
		}
	}
}

// StatementExamples yields the examples of data/statement.rules.
func StatementExamples() iter.Seq[StatementCase] {
	return func(yield func(StatementCase) bool) {
		for _, r := range speechActs.rules {
			for _, e := range r.examples {
				c := StatementCase{Text: e.text, Line: e.line}
				if e.speaker == "" {
					c.None = append(c.None, r.kind)
				} else {
					c.Said = append(c.Said, Said{Kind: r.kind, Speaker: e.speaker, About: e.about})
				}
				if !yield(c) {
					return
				}
			}
		}
	}
}

// AddStatementCase takes the speech acts of a sentence of our own as examples: those of the case stand; those of a kind
// that the case rules out, or of one that it has with other parts, do not.
func (t *Trainer) AddStatementCase(in Input, c StatementCase) {
	r := t.x.reading(in)
	for _, s := range r.speeches {
		if !learned(s.rule.kind) {
			continue
		}
		e := trainExample{features: s.features, weight: caseWeight}
		known := slices.Contains(c.None, s.rule.kind)
		speaker := r.actor(r.entities[s.speaker.entity])
		about := r.words(s.from, s.up)
		for _, w := range c.Said {
			if w.Kind != s.rule.kind {
				continue
			}
			known = true
			named := kb.Fold(w.Speaker) == kb.Fold(speaker.Name) || slices.Contains(speaker.Aliases, w.Speaker)
			e.stands = e.stands || named && strings.Contains(about, w.About)
		}
		if known {
			t.statements = append(t.statements, e)
		}
	}
}
