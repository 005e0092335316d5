package extract

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/demarche/demarche/graph"
)

//go:embed factuality.rules
var factualityData string

// effect is what a governing word makes of the event that it governs.
type effect string

const (
	carry    effect = "carry"
	reported effect = "report"
	accept   effect = "accept"
	loose    effect = "" // no rule: the event is taken for granted, though a plan stays a plan
)

// factRule is a rule of factuality.rules.
type factRule struct {
	name     string
	words    []string
	kind     string // part of speech of the words: "verb", "noun", "adjective"; any where empty
	frames   []string
	bare     bool // only of nouns without a definite article or a possessive
	abstract bool // only of nouns that are no contact themselves
	gives    effect
	negated  effect
	examples []factExample
}

// factExample is a sentence with the status of one of its words.
type factExample struct {
	line    int
	text    string
	word    string
	status  graph.Status
	counter bool // the words of the rule do not decide here
}

// factRules holds the rules by word, kind and frame.
type factRules map[factKey]*factRule

type factKey struct{ word, kind, frame string }

var factuality = func() factRules {
	list, err := parseFactRules(factualityData)
	if err != nil {
		panic("factuality.rules:" + err.Error())
	}
	m := make(factRules)
	for _, r := range list {
		for _, w := range r.words {
			for _, f := range r.frames {
				if k := (factKey{w, r.kind, f}); m[k] == nil { // the first rule wins
					m[k] = r
				}
			}
		}
	}
	return m
}()

// parseFactRules reads rules; an error begins with the line.
func parseFactRules(data string) ([]*factRule, error) {
	var rules []*factRule
	key := ""
	for n, line := range strings.Split(data, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		rest := strings.TrimSpace(line)
		if line[0] != ' ' { // a line that begins with a blank goes on with the key before
			key, rest, _ = strings.Cut(line, " ")
			rest = strings.TrimSpace(rest)
		}
		if key == "rule" {
			rules = append(rules, &factRule{name: rest})
			continue
		}
		if len(rules) == 0 {
			return nil, fmt.Errorf("%d: %q stands before any rule", n+1, key)
		}
		r := rules[len(rules)-1]
		switch key {
		case "words":
			for _, w := range strings.Fields(rest) {
				r.words = append(r.words, strings.ReplaceAll(w, "_", " "))
			}
		case "when":
			for _, f := range strings.Fields(rest) {
				r.frames = append(r.frames, strings.ReplaceAll(f, "_", " "))
			}
		case "kind":
			if rest != "verb" && rest != "noun" && rest != "adjective" {
				return nil, fmt.Errorf("%d: unknown kind %q", n+1, rest)
			}
			r.kind = rest
		case "only":
			switch rest {
			case "bare":
				r.bare = true
			case "abstract":
				r.abstract = true
			default:
				return nil, fmt.Errorf("%d: unknown restriction %q", n+1, rest)
			}
		case "gives", "negated":
			e := effect(rest)
			switch e {
			case carry, reported, accept, effect(graph.Actual), effect(graph.Planned), effect(graph.Possible), effect(graph.Denied):
			default:
				return nil, fmt.Errorf("%d: unknown effect %q", n+1, rest)
			}
			if key == "gives" {
				r.gives = e
			} else {
				r.negated = e
			}
		case "yes", "no":
			text, want, ok := strings.Cut(rest, " => ")
			word, status, ok2 := strings.Cut(want, " ")
			if !ok || !ok2 {
				return nil, fmt.Errorf("%d: want \"sentence => word status\"", n+1)
			}
			r.examples = append(r.examples, factExample{line: n + 1, text: text, word: word, status: graph.Status(status),
				counter: key == "no"})
		default:
			return nil, fmt.Errorf("%d: unknown key %q", n+1, key)
		}
	}
	for _, r := range rules {
		if len(r.words) == 0 || len(r.frames) == 0 || r.gives == "" {
			return nil, fmt.Errorf("rule %q lacks words, when or gives", r.name)
		}
	}
	return rules, nil
}

// lookup gives the rule for a word of a kind, tried with its particle first, in a frame; nil where there is none.
func (m factRules) lookup(word, particle, kind, frame string) *factRule {
	if particle != "" {
		if r := m[factKey{word + " " + particle, kind, frame}]; r != nil {
			return r
		}
	}
	return m[factKey{word, kind, frame}]
}
