package extract

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
)

//go:embed data/statement.rules
var statementRules string

// statementRule says which words tell of a speech act and where its parts stand.
type statementRule struct {
	name      string
	kind      graph.StatementKind
	noun      bool
	negated   bool // of words: the rule holds where they are denied ("not true")
	lemmas    []string
	need, not []string
	phrase    []string   // these words must follow in a row
	labelled  bool       // of words: only under a verb that calls something by them
	bare      bool       // of verbs: only without an object
	thing     bool       // the matter must be no actor
	wish      bool       // a clause that is the matter must say what is wanted, not what is so
	addressed bool       // somebody must be addressed
	to        []argument // where addressees stand
	about     []argument // where the matter stands, the first that is there
	object    []string   // the head noun of the matter must be one of these
	never     []string   // or must not be one of these
	examples  []statementExample
	line      int
}

// statementExample is a sentence with what the rule finds in it; a counter-example has no speaker.
type statementExample struct {
	text, speaker, about string
	line                 int
}

// statementRuleSet is a file of rules, by the lemma that sets them off, with the word lists that go with them.
type statementRuleSet struct {
	rules     []*statementRule
	verbs     map[string][]*statementRule
	nouns     map[string][]*statementRule
	words     map[string][]*statementRule // of any part of speech, as they stand in the text
	telling   map[string]bool             // verbs that report what somebody says
	labelling map[string]bool             // verbs that call something by a word: "dismissed it as a hoax"
	duties    map[string]bool             // auxiliaries of demands: "must"
	light     map[string]bool             // verbs whose subject makes the appeal or the document that is their object
	documents map[string]bool             // nouns for what is written: its maker speaks
	claims    map[string]bool             // nouns for what somebody says of another
	disputes  map[string]bool             // words that a denial may answer
	travels   map[string]bool             // verbs of travel advice
	staff     map[string]bool             // nouns for those who take orders
	minds     map[string]bool             // verbs that say what to think, not what to do
	voices    voices                      // nouns for people and bodies beside those in nouns.tsv
}

var speechActs = mustStatementRules("data/statement.rules", statementRules)

func mustStatementRules(file, data string) *statementRuleSet {
	s, err := readStatementRules(file, data)
	if err != nil {
		panic(err) // an embedded file is a part of the program
	}
	return s
}

func readStatementRules(file, data string) (*statementRuleSet, error) {
	s := &statementRuleSet{verbs: map[string][]*statementRule{}, nouns: map[string][]*statementRule{}, words: map[string][]*statementRule{},
		telling: map[string]bool{}, labelling: map[string]bool{}, duties: map[string]bool{}, light: map[string]bool{},
		documents: map[string]bool{}, claims: map[string]bool{}, disputes: map[string]bool{}, travels: map[string]bool{},
		staff: map[string]bool{}, minds: map[string]bool{}, voices: voices{nouns: map[string]bool{}}}
	lists := map[string]map[string]bool{"telling": s.telling, "labelling": s.labelling, "duties": s.duties, "light": s.light,
		"documents": s.documents, "claims": s.claims, "disputes": s.disputes, "travels": s.travels, "staff": s.staff, "minds": s.minds, "voices": s.voices.nouns}
	var rule *statementRule
	for l := range ruleLines(data) {
		if list := lists[l.key]; list != nil {
			for _, w := range l.words() {
				if suffix, ok := strings.CutPrefix(w, "*"); ok && l.key == "voices" {
					s.voices.suffixes = append(s.voices.suffixes, suffix)
					continue
				}
				list[w] = true
			}
			continue
		}
		if rule == nil && l.key != "rule" {
			return nil, l.errorf(file, "%q stands before the first rule", l.key)
		}
		switch l.key {
		case "rule":
			rule = &statementRule{name: l.rest, line: l.number}
			s.rules = append(s.rules, rule)
		case "kind":
			rule.kind = graph.StatementKind(l.rest)
			if !slices.Contains(graph.StatementKinds, rule.kind) {
				return nil, l.errorf(file, "unknown kind of statement %q", l.rest)
			}
		case "verb", "noun", "word", "negated":
			rule.noun, rule.negated = l.key == "noun", l.key == "negated"
			rule.lemmas = append(rule.lemmas, l.words()...)
			index := map[string]map[string][]*statementRule{"verb": s.verbs, "noun": s.nouns}[l.key]
			if index == nil {
				index, rule.about = s.words, []argument{"subject"}
			}
			for _, w := range l.words() {
				index[w] = append(index[w], rule)
			}
		case "need":
			rule.need = l.words()
		case "phrase":
			rule.phrase = l.words()
		case "thing":
			rule.thing = true
		case "bare":
			rule.bare = true
		case "wish":
			rule.wish = true
		case "addressed":
			rule.addressed = true
		case "labelled":
			rule.labelled = true
		case "not":
			rule.not = l.words()
		case "to":
			rule.to = arguments(l.rest)
		case "about":
			rule.about = arguments(l.rest)
		case "object":
			rule.object = l.words()
		case "never":
			rule.never = l.words()
		case "yes", "no":
			text, said, found := strings.Cut(l.rest, "=>")
			if found != (l.key == "yes") {
				return nil, l.errorf(file, "yes lines want => and what is found, no lines have none")
			}
			speaker, about, _ := strings.Cut(said, ":")
			rule.examples = append(rule.examples, statementExample{strings.TrimSpace(text), strings.TrimSpace(speaker), strings.TrimSpace(about), l.number})
		default:
			return nil, l.errorf(file, "unknown word %q", l.key)
		}
	}
	for _, r := range s.rules {
		if r.kind == "" || len(r.lemmas) == 0 || len(r.about) == 0 {
			return nil, &RuleError{file, r.line, "rule " + r.name + " lacks a kind, words or a matter"}
		}
	}
	return s, nil
}
