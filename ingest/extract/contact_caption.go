package extract

import (
	"strings"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/ingest/article"
)

// captionRule is the rule of people shown together in a picture; it has no trigger word of its own.
var captionRule = &contactRule{name: "caption", medium: graph.InPerson}

// together are words that join those whom a caption shows; "left" and the like may stand between.
var together = wordSet("together with alongside beside and next to , ( ) left right center centre l r c - second third from")

// proposeCaptions joins the people whom a caption shows together: "X together with Y", "X, left, and Y".
func (r *resolver) proposeCaptions() []*proposal {
	var out []*proposal
	for k := 0; k+1 < len(r.mentions); k++ {
		a, b := r.mentions[k], r.mentions[k+1]
		if kind := r.blocks[r.blockOf[a.head]].Kind; kind != article.Caption && (kind != article.Body || !r.pictured(a, b)) || r.sent[a.head] != r.sent[b.head] || a.entity < 0 || b.entity < 0 || a.entity == b.entity ||
			!r.entities[a.entity].personal() || !r.entities[b.entity].personal() || a.form == byPronoun || b.form == byPronoun || r.tied[b] {
			continue
		}
		joined := b.start > a.end
		for i := a.end; i < b.start; i++ {
			joined = joined && (together[r.Lower(i)] || r.cover[i] != nil)
		}
		w := r.words(a.end, b.start)
		if !joined || !strings.ContainsAny(w, "adh") { // a comma alone sets a name beside its office
			continue
		}
		out = append(out, &proposal{a: filler{entity: a.entity, at: a, arg: "subj", via: "caption"}, b: filler{entity: b.entity, at: b, arg: "with", via: "caption"},
			trigger: a.head, rule: captionRule, how: "caption"})
	}
	return out
}

// pictured tells whether a sentence that begins with a name says only who is seen where, without a verb: "Marco Rubio
// with Gideon Sa'ar in Jerusalem."
func (r *resolver) pictured(a, b *mention) bool {
	s := r.Sent(a.head)
	if a.start != s.Start || s.End-s.Start > 40 || b.end >= s.End || r.Tokens[b.end].Pos != "ADP" {
		return false
	}
	for i := s.Start; i < s.End; i++ {
		if finite(r.Tokens[i].Tag) || r.Tokens[i].Pos == "VERB" && r.Tokens[i].Tag != "VBG" {
			return false
		}
	}
	return true
}

// finite tells whether a tag is of a verb that has a subject of its own.
func finite(tag string) bool {
	return tag == "VBZ" || tag == "VBP" || tag == "VBD" || tag == "MD"
}
