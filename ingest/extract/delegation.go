package extract

import (
	"github.com/demarche/demarche/ingest/kb"
)

// delegations are nouns for those who travel and talk under somebody's lead.
var delegations = wordSet("delegation team mission group party")

// leaderOf tells who leads a delegation, "a Hamas delegation led by Ismail Haniyeh": whoever meets it meets its leader. nil
// where the text does not say, or says so of no person.
func (r *resolver) leaderOf(m *mention) *mention {
	if m.plural || !delegations[r.Lower(m.end-1)] {
		return nil
	}
	v := r.Child(m.head, "acl", "relcl")
	if v < 0 || v < m.end || v > m.end+4 {
		return nil
	}
	return r.leaderBy(v)
}

// leaderBy gives who leads what verb v says is led by somebody; nil where there is no verb.
func (r *resolver) leaderBy(v int) *mention {
	if v < 0 {
		return nil
	}
	switch r.Lemma(v) {
	case "lead", "head", "chair":
	default:
		return nil
	}
	by := r.prep(v, "by")
	if by < 0 {
		return nil
	}
	o := r.Child(by, "pobj")
	if o < 0 {
		return nil
	}
	c := r.cover[o]
	if c == nil || c.form != byName && c.form != byRole {
		return nil
	}
	if c.entity < 0 && c.form == byName {
		r.resolveName(c)
	}
	if c.entity < 0 || r.entities[c.entity].kind != kb.Person || r.entities[c.entity].plural {
		return nil
	}
	return c
}
