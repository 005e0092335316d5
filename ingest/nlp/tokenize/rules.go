package tokenize

import (
	"fmt"

	"github.com/demarche/demarche/ingest/nlp/pyre"
	"github.com/demarche/demarche/ingest/nlp/vocab"
)

// Rules are the settings of a spaCy tokenizer as a pipeline saves them. An empty pattern matches nothing.
type Rules struct {
	Prefix, Suffix, Infix string // regular expressions of Python's re
	TokenMatch, URLMatch  string
	Exceptions            map[string][]Piece // by the exact chunk; the pieces joined give it again
	FasterHeuristics      bool
}

// Piece is a token of an exception; Norm is empty where the exception sets none.
type Piece struct {
	Orth, Norm string
}

// affixes are the compiled patterns.
type affixes struct {
	prefix, infix, tokenMatch, urlMatch *pyre.Regexp
	suffix                              *pyre.Suffix
}

func compileAffixes(r *Rules) (*affixes, error) {
	var c pyre.Compiler
	a := &affixes{}
	for _, p := range []struct {
		name, pattern string
		to            **pyre.Regexp
	}{
		{"prefix_search", r.Prefix, &a.prefix},
		{"infix_finditer", r.Infix, &a.infix},
		{"token_match", r.TokenMatch, &a.tokenMatch},
		{"url_match", r.URLMatch, &a.urlMatch},
	} {
		if p.pattern == "" {
			continue
		}
		re, err := c.Compile(p.pattern)
		if err != nil {
			return nil, fmt.Errorf("tokenize: %s: %w", p.name, err)
		}
		*p.to = re
	}
	if r.Suffix != "" {
		suffix, err := c.CompileSuffix(r.Suffix)
		if err != nil {
			return nil, fmt.Errorf("tokenize: suffix_search: %w", err)
		}
		a.suffix = suffix
	}
	return a, nil
}

// prefixLen gives the number of bytes that the prefix rules take from the front of s.
func (a *affixes) prefixLen(s string) int {
	if a.prefix == nil {
		return 0
	}
	from, to, _ := a.prefix.Find(s, 0)
	return to - from
}

// suffixLen gives the number of bytes that the suffix rules take from the back of s.
func (a *affixes) suffixLen(s string) int {
	if a.suffix == nil || s == "" {
		return 0
	}
	return a.suffix.Length(s)
}

func (a *affixes) hasInfix(s string) bool {
	if a.infix == nil {
		return false
	}
	_, _, ok := a.infix.Find(s, 0)
	return ok
}

// special are the exceptions, made into lexemes.
type special struct {
	words map[string][]*vocab.Lexeme
	long  int // bytes of the longest
}

func makeSpecial(r *Rules, v *vocab.Vocab) (special, error) {
	s := special{words: make(map[string][]*vocab.Lexeme, len(r.Exceptions))}
	for chunk, pieces := range r.Exceptions {
		words := make([]*vocab.Lexeme, len(pieces))
		joined := ""
		for i, p := range pieces {
			if p.Orth == "" {
				return special{}, fmt.Errorf("tokenizer exception %q has an empty token", chunk)
			}
			joined += p.Orth
			words[i] = v.Get(p.Orth)
			if p.Norm != "" {
				words[i] = words[i].WithNorm(p.Norm)
			}
		}
		if joined != chunk || chunk == "" {
			return special{}, fmt.Errorf("tokenizer exception %q is made of %q", chunk, joined)
		}
		s.words[chunk] = words
		s.long = max(s.long, len(chunk))
	}
	return s, nil
}

func (s *special) get(chunk string) []*vocab.Lexeme {
	if len(chunk) > s.long {
		return nil
	}
	return s.words[chunk]
}
