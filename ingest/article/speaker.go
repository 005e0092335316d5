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

// namedSpeaker is the head of a turn that is labelled in small letters, with a name, an office and a name, or a part: "Vladimir
// Putin:", "President of Russia Vladimir Putin:", "Mao Ning:", "Reuters:", "Spokesman:".
var namedSpeaker = regexp.MustCompile(`^\**(\p{Lu}[\p{L}.'’-]*(?:[ \x{00a0}](?:of|and|the|for|on|to|in|de|van|von|bin|ibn|(?:al|el|bin|ben)-\p{L}+|\p{Lu}[\p{L}.'’-]*)){0,13})\**:\**[\s\x{00a0}]+\S`)

// officeSpeaker is the label of one who speaks first, with an office and a name.
var officeSpeaker = regexp.MustCompile(`^(?:(?:Acting|Deputy|First|Vice|Federal|Foreign|Prime|Former|UN|NATO|US|U\.S\.)[ -])*(?:President|Minister|Secretary|Chancellor|Premier|King|Queen|Prince|Governor|Ambassador|Chairman|Chairwoman|Speaker|Head|Chief|Director|General|Mr|Ms|Mrs|Dr)\b.*\s\p{Lu}\p{Ll}+$`)

// partSpeaker is a label that says only what part somebody has in the talk.
var partSpeaker = regexp.MustCompile(`^(?:Question|Answer|Spokes(?:man|woman|person)|Moderator|Interviewer|Journalist|Reporter|Correspondent)$`)

// askingSpeaker is the label of one who asks: a part, or an outlet.
var askingSpeaker = regexp.MustCompile(`^(?:Question|Interviewer|Journalist|Reporter|Correspondent|AFP|AP|Reuters|Bloomberg|Kyodo|Yonhap|Xinhua|TASS|RIA Novosti|Interfax|CCTV|CGTN|NHK|CNN|BBC|ABC|NBC|CBS|DPA|EFE|ANSA|PTI|Al Jazeera|The Paper|.*\b(?:News|Times|Daily|Post|Press|Agency|TV|Television|Radio|Channel|Newspaper|Media|Journal))$`)

// turn is the label at the head of a paragraph: the name as printed, and where the words begin. Named turns are those
// whose label is written in small letters.
type turn struct {
	name  string
	prose int
	named bool
}

// key is what the labels of one speaker have in common: "President of Russia Vladimir Putin", "Vladimir Putin".
func (t turn) key() string {
	if !t.named {
		return t.name
	}
	words := strings.Fields(t.name)
	return words[len(words)-1]
}

// turnAt gives the label at the head of a paragraph that begins at start; its name is empty where there is none.
func turnAt(in string, start int) turn {
	if m := speakerLabel.FindStringSubmatchIndex(in); m != nil {
		if m[2] >= 0 {
			rest := strings.TrimLeft(in[m[3]:], "*. \t\u00a0")
			return turn{name: strings.TrimSuffix(in[m[2]:m[3]], "."), prose: start + len(in) - len(rest)}
		}
		return turn{name: strings.ReplaceAll(in[m[4]:m[5]], "\u00a0", " "), prose: start + m[1]}
	}
	if m := namedSpeaker.FindStringSubmatchIndex(in); m != nil {
		rest := strings.TrimLeft(in[m[3]:], "*: \t\u00a0")
		return turn{name: strings.ReplaceAll(in[m[2]:m[3]], "\u00a0", " "), prose: start + len(in) - len(rest), named: true}
	}
	return turn{}
}

// markSpeakers gives each turn of a transcript its speaker. A text is a transcript where two labels, or one with
// a title, stand at the heads of its paragraphs; a lone capital word and colon is a heading or a place. Labels in small
// letters count where one with a name comes again and there is another, or the first words of a text or two speakers are labelled
// with an office and a name. Who asks is "Q", whatever the label.
func markSpeakers(text string, blocks []Block) {
	turns := make([]turn, len(blocks))
	count, titled := make(map[string]int), 0
	names, again, opens := make(map[string]int), false, false
	offices := make(map[string]bool) // those who are labelled with an office and a name
	first := true                    // no running text yet
	for i, b := range blocks {
		if b.Kind == Boilerplate || b.Kind == Credit {
			continue
		}
		t := turnAt(head(text[b.Start:b.End], shapeWindow), b.Start)
		if t.name != "" && t.named {
			names[t.key()]++
			again = again || names[t.key()] > 1 && (strings.Contains(t.name, " ") || partSpeaker.MatchString(t.name))
			if officeSpeaker.MatchString(t.name) {
				offices[t.key()] = true
				opens = opens || first || len(offices) > 1
			}
		} else if t.name != "" {
			count[t.name]++
			if titledSpeaker.MatchString(t.name) {
				titled++
			}
		}
		turns[i] = t
		first = first && b.Kind != Body
	}
	shouted := titled > 0 || len(count) > 1
	named := again && len(names) > 1 || opens
	if !shouted && !named {
		return
	}
	speaker := ""
	for i := range blocks {
		b := &blocks[i]
		t := turns[i]
		takes := t.name != "" && (titledSpeaker.MatchString(t.name) || count[t.name] > 1 || titled > 0)
		if t.named {
			takes = named
		}
		if takes {
			speaker = t.name
			if askingSpeaker.MatchString(speaker) {
				speaker = "Q"
			}
			b.Prose = min(t.prose, b.End)
			b.Kind = Body
		}
		if b.Kind == Body {
			b.Speaker = speaker
		}
	}
}
