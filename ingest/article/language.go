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
	all, english, small := 0, 0, 0
	for w := range strings.FieldsFuncSeq(sample, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		all++
		lower := strings.ToLower(w)
		if englishWords[lower] {
			english++
		}
		if lower == w {
			small++
		}
	}
	if all >= minWords && english*englishShare >= all {
		return "en"
	}
	sample = strings.ToLower(sample)
	info := whatlanggo.Detect(sample)
	if info.Lang < 0 {
		return ""
	}
	if info.Script != unicode.Latin || info.Lang == whatlanggo.Eng {
		return info.Lang.Iso6391()
	}
	if all < minWords || english*englishHint >= all {
		return "" // too short, or English enough to doubt another language
	}
	if info.Confidence < sure {
		// The library doubts between neighbours, Spanish and Galician. What matters is that it is not English; but lists
		// of names look like any language.
		info = whatlanggo.DetectWithOptions(sample, whatlanggo.Options{Whitelist: map[whatlanggo.Lang]bool{info.Lang: true, whatlanggo.Eng: true}})
		if 2*small < all || !info.IsReliable() {
			return ""
		}
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
