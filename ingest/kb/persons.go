package kb

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed data/nicknames.tsv
var nicknamesTSV string

// PersonNames gives the names under which news may speak of a person of a country (ISO3): the full name and the aliases,
// given and family name without what stands between, nicknames, East Asian order, and the family name alone, whose
// confidence is in relation to how well known the person is.
func PersonNames(e *Entity, iso string) []Name {
	var out []Name
	add := func(text, via string, c float64) {
		out = append(out, Name{Text: text, Via: via, Confidence: c})
	}
	family := e.Family
	if family == "" {
		family = FamilyName(e.Name, iso)
	}
	all := append([]string{e.Name}, e.Aliases...)
	for i, name := range all {
		via, c := ViaName, 1.0
		if i > 0 {
			via, c = ViaAlias, 0.95
		}
		if !strings.Contains(name, " ") && i > 0 {
			via, c = ViaAlias, 0.8
		}
		add(name, via, c)
		for _, v := range shorter(name, family, iso) {
			add(v, ViaAlias, 0.9)
		}
	}
	if family != "" && family != e.Name {
		add(family, ViaFamily, 1)
		if _, last, ok := strings.Cut(family, " "); ok && particles[strings.ToLower(family[:len(family)-len(last)-1])] {
			add(last, ViaFamily, 0.9)
		}
		if head, tail, ok := strings.Cut(family, "-"); ok && len(head) <= 2 && len(tail) > 2 {
			add(tail, ViaFamily, 0.9)
		}
	}
	return out
}

// shorter gives a name without middle names and with its parts in the other order.
func shorter(name, family, iso string) []string {
	words := strings.Fields(name)
	n := len(words)
	if n < 2 {
		return nil
	}
	var out []string
	at := indexWords(words, strings.Fields(family))
	switch {
	case at > 1: // given, middle, family
		out = append(out, words[0]+" "+family)
		if at == 2 && byMiddleName[iso] || len(words[0]) <= 2 { // "Mary Elizabeth Truss", "J. Christopher Stevens"
			out = append(out, words[1]+" "+family)
		}
	case at == 1 && n > 1+len(strings.Fields(family)): // a second surname follows
		out = append(out, words[0]+" "+family)
	}
	if eastAsian[iso] && at >= 0 {
		rest := slices.Concat(words[:at], words[at+len(strings.Fields(family)):])
		if len(rest) > 0 {
			given := strings.Join(rest, " ")
			out = append(out, family+" "+given, given+" "+family)
		}
	}
	if n > 3 && strings.EqualFold(words[1], "bin") && (strings.EqualFold(words[3], "al") || strings.HasPrefix(strings.ToLower(words[3]), "al-")) {
		out = append(out, strings.Join(words[:3], " ")) // "Mohammed bin Zayed", without the name of the house
	}
	for _, nick := range nicknames[strings.ToLower(words[0])] {
		out = append(out, nick+" "+strings.Join(words[1:], " "))
		if at > 1 {
			out = append(out, nick+" "+family)
		}
	}
	for _, v := range append(out, name) {
		if strings.Contains(v, "-") {
			out = append(out, strings.ReplaceAll(v, "-", ""))
		}
	}
	return out
}

// indexWords gives the place of part in words, -1 if it is not there.
func indexWords(words, part []string) int {
	if len(part) == 0 {
		return -1
	}
	for i := 0; i+len(part) <= len(words); i++ {
		if slices.Equal(words[i:i+len(part)], part) {
			return i
		}
	}
	return -1
}

// Where the family name stands first, and where people are called by their own name.
var (
	eastAsian = map[string]bool{"CHN": true, "TWN": true, "HKG": true, "KOR": true, "PRK": true, "JPN": true, "VNM": true, "SGP": true, "MAC": true, "HUN": true}
	givenOnly = map[string]bool{"ETH": true, "ERI": true, "ISL": true}
	spanish   = map[string]bool{"ESP": true, "MEX": true, "ARG": true, "COL": true, "PER": true, "VEN": true, "CHL": true, "ECU": true,
		"GTM": true, "CUB": true, "BOL": true, "DOM": true, "HND": true, "PRY": true, "SLV": true, "NIC": true, "CRI": true, "PAN": true, "URY": true}
)

// byMiddleName are countries where many people go by their second given name.
var byMiddleName = map[string]bool{"USA": true, "GBR": true, "CAN": true, "AUS": true, "NZL": true, "IRL": true}

// transliterated are countries whose people's names are spelt in many ways in English, as they are written in another script
// at home.
var transliterated = wordSet(`RUS UKR BLR BGR SRB MKD MNE BIH XKX ALB KAZ KGZ UZB TKM TJK MNG GEO ARM AZE GRC CYP ISR PSE SYR LBN JOR IRQ SAU YEM OMN ARE QAT
	BHR KWT EGY LBY TUN DZA MAR MRT SDN SSD SOM DJI ERI ETH TCD NER MLI SEN GMB NGA COM IRN AFG PAK IND BGD NPL LKA BTN MDV MMR THA LAO KHM CHN TWN
	HKG MAC PRK KOR JPN MYS IDN BRN TUR ESH`)

// TwoSurnames tells whether people of a country (ISO3) bear two surnames, of which news uses the first.
func TwoSurnames(iso string) bool { return spanish[iso] }

// EastAsian tells whether the family name comes first in a country (ISO3).
func EastAsian(iso string) bool { return eastAsian[iso] }

// particles open a family name of several words.
var particles = map[string]bool{"al": true, "el": true, "de": true, "da": true, "dos": true, "do": true, "di": true, "del": true, "della": true,
	"van": true, "von": true, "der": true, "den": true, "ter": true, "bin": true, "bint": true, "ben": true, "ibn": true, "abu": true,
	"la": true, "le": true, "st": true, "st.": true, "saint": true, "mac": true, "san": true, "abd": true, "abdel": true, "abdul": true, "du": true,
	"vel": true, "ould": true, "mc": true, "dalla": true, "af": true, "zu": true, "ap": true, "ag": true, "bou": true, "ul": true, "aït": true, "ait": true}

// surnamesFirst are family names that tell that a Chinese, Korean or Vietnamese name is in its own order.
var surnamesFirst = wordSet(`Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song Zheng Xie Han Tang Feng
	Yu Dong Xiao Cheng Cao Yuan Deng Fu Shen Zeng Peng Lu Su Jiang Cai Jia Ding Wei Xue Ye Yan Pan Du Dai Xia Zhong Tian Ren Fan Fang Shi Yao
	Tan Liao Zou Xiong Jin Hao Kong Bai Cui Kang Mao Qiu Qin Gu Hou Shao Meng Long Wan Duan Qian Yin Chang Qiao Lai Gong Wen Xi Geng Hua Le Tsai Hsiao Hsieh Chiang
	Kim Lee Park Choi Chung Jung Jeong Kang Cho Yoon Yun Jang Lim Im Han Oh Seo Shin Kwon Hwang Ahn An Hong Yoo Yu Ko Moon Son Bae Baek Paek Pak Ri Choe Hyon Jo Jon
	Ban Roh No Goh Nam Sim Shim Ha Noh Suh Wi Nguyen Nguyễn Tran Trần Le Lê Pham Phạm Hoang Hoàng Phan Vu Võ Vo Dang Đặng Bui Bùi Do Đỗ Ho Hồ Ngo Ngô Duong Dương Ly Nong
	To Tô Luong Truong Trương Vuong Vương Dinh Đinh Mai Dao Đào`)

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// FamilyName gives the part of a full name by which news speaks of a person of a country (ISO3; may be empty): the last
// word in most of the world, with its particles; the first in China and Korea; the first surname of two in Spain; the
// given name in Ethiopia and Iceland. It gives the whole of a name of one word.
func FamilyName(name, iso string) string {
	words := strings.Fields(name)
	for len(words) > 1 {
		switch strings.TrimSuffix(strings.ToLower(words[len(words)-1]), ".") {
		case "jr", "sr", "ii", "iii", "iv":
			words = words[:len(words)-1]
			words[len(words)-1] = strings.TrimSuffix(words[len(words)-1], ",")
			continue
		}
		break
	}
	n := len(words)
	if n < 2 {
		return strings.Join(words, " ")
	}
	switch {
	case givenOnly[iso]:
		return words[0]
	case iso == "VNM":
		return words[n-1]
	case eastAsian[iso] && surnamesFirst[words[0]] && iso != "HUN" && iso != "JPN":
		return words[0]
	case spanish[iso] && n >= 4 && (words[n-2] == "i" || words[n-2] == "y"): // "Colomé i Pujol"
		return words[n-3]
	case spanish[iso] && n >= 4 && !particles[strings.ToLower(words[n-2])] && !particles[strings.ToLower(words[n-3])] && !strings.HasSuffix(words[n-2], "."):
		return words[n-2]
	}
	i := n - 1
	for i > 1 && particles[strings.ToLower(words[i-1])] {
		i--
	}
	return strings.Join(words[i:], " ")
}

// nicknames are the short forms of given names, both ways.
var nicknames = func() map[string][]string {
	m := map[string][]string{}
	for _, l := range strings.Split(nicknamesTSV, "\n") {
		if l == "" || l[0] == '#' {
			continue
		}
		names := strings.Fields(l)
		for _, a := range names {
			for _, b := range names {
				if a != b {
					m[strings.ToLower(a)] = append(m[strings.ToLower(a)], b)
				}
			}
		}
	}
	return m
}()
