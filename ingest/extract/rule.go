package extract

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	_ "embed"

	"github.com/demarche/demarche/graph"
)

//go:embed data/contact.rules
var contactRules string

// argument names a place in the tree where a side of a contact may stand.
type argument string

// contactRule says which words speak of contact and where its sides stand.
type contactRule struct {
	name        string
	lemmas      []string
	noun        bool
	left, right []argument
	both        []argument // of a noun: each names the sides by itself ("talks between A and B")
	alone       []argument // several actors in one of these are sides of each other
	need, not   []string   // words of which one must, or none may, hang on the trigger
	unless      []string   // words of which none may hang on the trigger or on a preposition of it
	medium      graph.Medium
	status      graph.Status // of what took place itself: an invitation is a possible visit; empty for contacts
	matter      bool         // the words tell what is spoken of; that they are spoken may be told elsewhere
	examples    []ContactExample
	line        int
}

// ContactExample is a sentence of a rule file with the pairs that are found in it; none for a counter-example.
type ContactExample struct {
	Text  string
	Pairs [][2]string
	Line  int // of the file
}

//go:embed data/contact.cases
var contactCases string

// ContactCases yields the sentences of data/contact.cases.
func ContactCases() iter.Seq[ContactExample] {
	return func(yield func(ContactExample) bool) {
		n := 0
		for line := range strings.Lines(contactCases) {
			n++
			text, pairs, ok := strings.Cut(strings.TrimSpace(line), "=>")
			if !ok || strings.HasPrefix(text, "#") {
				continue
			}
			if !yield(ContactExample{strings.TrimSpace(text), pairsOf(pairs), n}) {
				return
			}
		}
	}
}

// pairsOf reads "A | B; C | D".
func pairsOf(s string) [][2]string {
	var out [][2]string
	for _, p := range strings.Split(s, ";") {
		if a, b, ok := strings.Cut(p, "|"); ok {
			out = append(out, [2]string{strings.TrimSpace(a), strings.TrimSpace(b)})
		}
	}
	return out
}

// ContactExamples yields the examples of data/contact.rules.
func ContactExamples() iter.Seq[ContactExample] {
	return func(yield func(ContactExample) bool) {
		for _, r := range contacts.rules {
			for _, e := range r.examples {
				if !yield(e) {
					return
				}
			}
		}
	}
}

// contactRuleSet is a file of rules, by the lemma that sets them off.
type contactRuleSet struct {
	rules    []*contactRule
	verbs    map[string][]*contactRule
	nouns    map[string][]*contactRule
	light    map[string]bool // verbs whose subject takes part in the contact that is their object
	headline map[string]bool // other verbs that make headlines
	travel   map[string]bool // verbs whose subject takes part in the contact that they go to ("arrived for talks")
}

// RuleError says where a rule file is wrong.
type RuleError struct {
	File string
	Line int
	Msg  string
}

func (e *RuleError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

var contacts = mustContactRules("data/contact.rules", contactRules)

func mustContactRules(file, data string) *contactRuleSet {
	s, err := readContactRules(file, data)
	if err != nil {
		panic(err) // an embedded file is a part of the program
	}
	return s
}

func readContactRules(file, data string) (*contactRuleSet, error) {
	s := &contactRuleSet{verbs: map[string][]*contactRule{}, nouns: map[string][]*contactRule{}, light: map[string]bool{}, travel: map[string]bool{}, headline: map[string]bool{}}
	var rule *contactRule
	for l := range ruleLines(data) {
		key, rest := l.key, l.rest
		fail := func(format string, args ...any) error { return l.errorf(file, format, args...) }
		if rule == nil && key != "rule" && key != "light" && key != "travel" && key != "headline" {
			return nil, fail("%q stands before the first rule", key)
		}
		switch key {
		case "light":
			for _, w := range strings.Fields(rest) {
				s.light[w] = true
			}
		case "headline":
			for _, w := range strings.Fields(rest) {
				s.headline[w] = true
			}
		case "travel":
			for _, w := range strings.Fields(rest) {
				s.travel[w] = true
			}
		case "rule":
			rule = &contactRule{name: rest, medium: graph.Unspecified, line: l.number}
			s.rules = append(s.rules, rule)
		case "verb", "noun":
			rule.noun = key == "noun"
			rule.lemmas = strings.Fields(rest)
			index := s.verbs
			if rule.noun {
				index = s.nouns
			}
			for _, w := range rule.lemmas {
				index[w] = append(index[w], rule)
			}
		case "sides":
			l, r, ok := strings.Cut(rest, "|")
			if !ok {
				return nil, fail("sides want a | between them")
			}
			rule.left, rule.right = arguments(l), arguments(r)
		case "both":
			rule.both = arguments(rest)
		case "alone":
			rule.alone = arguments(rest)
			if len(rule.alone) == 0 {
				rule.alone = []argument{"subj"}
			}
		case "need":
			rule.need = strings.Fields(rest)
		case "unless":
			rule.unless = strings.Fields(rest)
		case "not":
			rule.not = strings.Fields(rest)
		case "medium":
			rule.medium = graph.Medium(rest)
			if !slices.Contains([]graph.Medium{graph.Phone, graph.InPerson, graph.Video, graph.Letter, graph.Message}, rule.medium) {
				return nil, fail("unknown medium %q", rest)
			}
		case "status":
			if rule.status = graph.Status(rest); rule.status != graph.Possible && rule.status != graph.Planned {
				return nil, fail("status is possible or planned")
			}
		case "matter":
			rule.matter = true
		case "yes", "no":
			e := ContactExample{Line: l.number}
			text, pairs, found := strings.Cut(rest, "=>")
			if found != (key == "yes") {
				return nil, fail("%s lines want a sentence%s", key, map[bool]string{true: ", => and pairs", false: " alone"}[key == "yes"])
			}
			e.Text = strings.TrimSpace(text)
			e.Pairs = pairsOf(pairs)
			rule.examples = append(rule.examples, e)
		default:
			return nil, fail("unknown word %q", key)
		}
	}
	for _, r := range s.rules {
		if len(r.lemmas) == 0 || len(r.left) == 0 {
			return nil, &RuleError{file, r.line, fmt.Sprintf("rule %s has no words or no sides", r.name)}
		}
	}
	return s, nil
}

// ruleLine is a line of a rule file that says something: a key and what follows it.
type ruleLine struct {
	number    int // 1-based
	key, rest string
}

func (l ruleLine) words() []string { return strings.Fields(l.rest) }

func (l ruleLine) errorf(file, format string, args ...any) error {
	return &RuleError{file, l.number, fmt.Sprintf(format, args...)}
}

// ruleLines yields the lines of a rule file without comments and empty lines.
func ruleLines(data string) iter.Seq[ruleLine] {
	return func(yield func(ruleLine) bool) {
		n := 0
		for line := range strings.Lines(data) {
			n++
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			key, rest, _ := strings.Cut(line, " ")
			if !yield(ruleLine{n, key, strings.TrimSpace(rest)}) {
				return
			}
		}
	}
}

func arguments(s string) []argument {
	var out []argument
	for _, w := range strings.Fields(s) {
		out = append(out, argument(w))
	}
	return out
}
