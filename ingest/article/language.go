package article

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// Language tells the language of a text as ISO 639-1, empty where it cannot: a text too short, or of names and figures.
// It looks at the beginning and the middle of long texts.
func Language(text string) string {
	sample := head(text, languageSample)
	if len(text) > 4*languageSample {
		sample += " " + tail(head(text, len(text)/2), languageSample)
	}
	sample = strings.ToLower(sample)
	all, english := 0, 0
	for w := range strings.FieldsFuncSeq(sample, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		all++
		if englishWords[w] {
			english++
		}
	}
	if all >= minWords && english*englishShare >= all {
		return "en"
	}
	info := whatlanggo.Detect(sample)
	latin := info.Script == unicode.Latin
	switch {
	case info.Lang < 0 || latin && all < minWords, latin && info.Confidence < sure:
		return ""
	case info.Lang != whatlanggo.Eng && latin && english*englishHint >= all:
		return "" // English enough to doubt another language
	}
	return info.Lang.Iso6391()
}

// What Language goes by. In English news every third word is one of englishWords, in other languages hardly any.
const (
	languageSample = 2 << 10 // bytes
	minWords       = 12
	englishShare   = 6 // one in so many words makes a text English
	englishHint    = 16
	sure           = 0.5 // whatlanggo's confidence: lists of names reach 0.4, two lines of Spanish 0.54
)

var englishWords = wordSet(`the of and to in that for on with is was said by as at his has it from are be have had were he she they
	their its an this which who will would not but after been about into than or we you our over also could more between`)

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// LanguageName gives the English name of a language by its ISO 639-1 code, the code itself where it is not known.
func LanguageName(code string) string {
	for lang, name := range whatlanggo.Langs {
		if lang.Iso6391() == code {
			return name
		}
	}
	return code
}

// BaseLanguage gives the language of a tag: "en" of "en-US", "EN" and "en_GB".
func BaseLanguage(tag string) string {
	tag, _, _ = strings.Cut(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-"), "-")
	return strings.ToLower(tag)
}
