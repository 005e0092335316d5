package article

import (
	"regexp"
	"strings"
)

// speakerLabel is the head of a turn in a transcript: "MS. PSAKI:", "THE PRESIDENT:", "SENATOR COONS:", "Q ".
var speakerLabel = regexp.MustCompile(`^\**(?:(Q|Q\.|A\.)\**[\s\x{00a0}]+[“"'—–A-Z(]|` +
	`((?:MR|MRS|MS|DR|SIR|LORD|THE|SEN|REP|GEN|AMB|GOV|SENATOR|CONGRESSMAN|CONGRESSWOMAN|SECRETARY|UNDER|ASSISTANT|DEPUTY|AMBASSADOR|ADMIRAL|GENERAL|PRIME|FOREIGN|` +
	`PRESIDENT|VICE|CHANCELLOR|MINISTER|SENIOR|ADMINISTRATION|STATE|MODERATOR|QUESTION|REPORTER|INTERVIEWER|HOST|SPOKESMAN|SPOKESWOMAN|SPOKESPERSON|OPERATOR|PARTICIPANT|INTERPRETER|DIRECTOR|ADVISOR|ADVISER|SUBJECT)` +
	`\.?(?:[ \x{00a0}-][A-Z][A-Z.'’-]*){0,5}|[A-Z][A-Z'’-]+(?:[ \x{00a0}][A-Z][A-Z.'’-]+){0,2})\**:\**[\s\x{00a0}]+)`)

var titledSpeaker = regexp.MustCompile(`^(?:MR|MRS|MS|DR|THE|SENATOR|SECRETARY|SENIOR|AMBASSADOR|PRESIDENT|PRIME|VICE|QUESTION|MODERATOR|REPORTER|FOREIGN|Q$)`)

// markSpeakers gives each turn of a transcript its speaker. A text is a transcript where two labels, or one with
// a title, stand at the heads of its paragraphs; a lone capital word and colon is a heading or a place.
func markSpeakers(text string, blocks []Block) {
	type label struct {
		name  string
		prose int
	}
	labels := make([]label, len(blocks))
	count, titled := make(map[string]int), 0
	for i, b := range blocks {
		if b.Kind == Boilerplate {
			continue
		}
		in := head(text[b.Start:b.End], shapeWindow)
		m := speakerLabel.FindStringSubmatchIndex(in)
		if m == nil {
			continue
		}
		if m[2] >= 0 {
			name := in[m[2]:m[3]]
			rest := strings.TrimLeft(in[m[3]:], "*. \t\u00a0")
			labels[i] = label{strings.TrimSuffix(name, "."), b.Start + len(in) - len(rest)}
		} else {
			labels[i] = label{strings.ReplaceAll(in[m[4]:m[5]], "\u00a0", " "), b.Start + m[1]}
		}
		count[labels[i].name]++
		if titledSpeaker.MatchString(labels[i].name) {
			titled++
		}
	}
	if titled == 0 && len(count) < 2 {
		return
	}
	speaker := ""
	for i := range blocks {
		b := &blocks[i]
		name := labels[i].name
		if name != "" && (titledSpeaker.MatchString(name) || count[name] > 1 || titled > 0) {
			speaker = name
			b.Prose = min(labels[i].prose, b.End)
			b.Kind = Body
		}
		if b.Kind == Body {
			b.Speaker = speaker
		}
	}
}
