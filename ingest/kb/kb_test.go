package kb

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// id gives the ID of the first reading of a name.
func id(t testing.TB, k *KB, name string) string {
	t.Helper()
	m := k.Lookup(name)
	if len(m) == 0 {
		t.Fatalf("%q is not known", name)
	}
	return m[0].Entity.ID
}

func TestLookup(t *testing.T) {
	k := Default()
	for _, c := range []struct{ text, name, via string }{
		{"Volodymyr Zelenskyy", "Volodymyr Zelenskyy", ViaName},
		{"Volodimir Zelensky", "Volodymyr Zelenskyy", ViaName},
		{"Zelenskiy", "Volodymyr Zelenskyy", ViaFamily},
		{"Serguei Lavrov", "Sergey Lavrov", ViaAlias},
		{"Abdelfattah El-Sissi", "Abdel Fattah el-Sisi", ViaName},
		{"Mohammed bin Salman", "Mohammad bin Salman", ViaAlias},
		{"Moammar Gadhafi", "Muammar Gaddafi", ""},
		{"Kim Jong Un", "Kim Jong-un", ViaName},
		{"Abe Shinzo", "Shinzō Abe", ViaAlias},
		{"George Bush", "George W. Bush", ViaAlias},
		{"Joseph R. Biden Jr.", "Joe Biden", ""},
		{"Joseph Biden", "Joe Biden", ViaAlias},
		{"Suu Kyi", "Aung San Suu Kyi", ViaAlias},
		{"Lula", "Luiz Inácio Lula da Silva", ViaAlias},
		{"Pope Francis", "Francis", ViaAlias},
		{"Pedro Sanchez", "Pedro Sánchez", ViaName},
		{"the United States", "United States", ViaName},
		{"U.S.", "United States", ViaAlias},
		{"Türkiye", "Turkey", ViaAlias},
		{"Cote d'Ivoire", "Ivory Coast", ViaAlias},
		{"Democratic People’s Republic of Korea", "North Korea", ViaAlias},
		{"Chinese", "China", ViaDemonym},
		{"Beijing", "China", ViaMetonym},
		{"Quai d’Orsay", "Ministry for Europe and Foreign Affairs of France", ViaAlias},
		{"Russian Foreign Ministry", "Ministry of Foreign Affairs of Russia", ViaAlias},
		{"China's Defense Ministry", "Ministry of Defence of China", ViaName},
		{"Ministry of Foreign Affairs of Ukraine", "Ministry of Foreign Affairs of Ukraine", ViaName},
		{"WHO", "World Health Organization", ViaAlias},
		{"AP", "Associated Press", ViaAlias},
		{"New York Times", "The New York Times", ViaName},
	} {
		m := k.Lookup(c.text)
		if len(m) == 0 {
			t.Errorf("Lookup(%q): nothing, want %s", c.text, c.name)
			continue
		}
		if got := m[0]; c.via != "" && (got.Entity.Name != c.name || got.Via != c.via) {
			t.Errorf("Lookup(%q) = %s by %s, want %s by %s", c.text, got.Entity.Name, got.Via, c.name, c.via)
		}
	}
	for _, name := range []string{"us", "who", "Brian", "He", "But", "March", "Mayor", "Let", "Nobody Atall", "", "-", "the"} {
		if m := k.Lookup(name); len(m) > 0 {
			t.Errorf("Lookup(%q) = %s, want nothing", name, m[0].Entity.Name)
		}
	}
}

func TestFamilyNameThatIsAGivenNameIsUnsure(t *testing.T) {
	for _, name := range []string{"Jean", "George", "Thomas", "Michel"} {
		for _, m := range Default().Lookup(name) {
			if m.Entity.Kind == Person && m.Confidence > 0.5 {
				t.Errorf("%q is %s with %.2f, want 0.5 at most", name, m.Entity.Name, m.Confidence)
			}
		}
	}
}

func TestTheBestKnownOfAFamilyComesFirst(t *testing.T) {
	for name, want := range map[string]string{
		"Obama": "Barack Obama", "Bush": "George W. Bush", "Abbas": "Mahmoud Abbas", "Castro": "Fidel Castro", "Annan": "Kofi Annan", "Blair": "Tony Blair",
		"Sharon": "Ariel Sharon", "Mukherjee": "Pranab Mukherjee",
	} {
		m := Default().Lookup(name)
		if len(m) == 0 || m[0].Entity.Name != want || len(m) > 1 && m[1].Entity.Kind == Person && m[0].Confidence < m[1].Confidence {
			t.Errorf("%s: %d readings, the first not %s", name, len(m), want)
		}
	}
}

func TestLookupKeepsAmbiguity(t *testing.T) {
	k := Default()
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Congolese", []string{"Democratic Republic of the Congo", "Republic of the Congo"}},
		{"Korea", []string{"North Korea", "South Korea"}},
		{"Brussels", []string{"European Union", "NATO", "Belgium"}},
		{"Kim", []string{"Kim Jong-un", "Kim Dae-jung"}},
	} {
		var got []string
		for _, m := range k.Lookup(c.text) {
			got = append(got, m.Entity.Name)
		}
		for _, w := range c.want {
			if !slices.Contains(got, w) && !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, w) }) {
				t.Errorf("Lookup(%q) = %q, want %q among them", c.text, got, w)
			}
		}
	}
}

func TestLongest(t *testing.T) {
	k := Default()
	for _, c := range []struct {
		text, want string // tokens parted by spaces; what is found begins the text
	}{
		{"Kim Jong - un said", "Kim Jong - un"},
		{"Kim Sung - han said", "Kim Sung - han"},
		{"Ban Ki - moon", "Ban Ki - moon"},
		{"Antony J. Blinken met", "Antony J. Blinken"},
		{"the United States of the", "the United States"},
		{"Democratic People ’s Republic of Korea", "Democratic People ’s Republic of Korea"},
		{"Democratic People 's Republic of Korea 's", "Democratic People 's Republic of Korea"},
		{"People 's Republic of China", "People 's Republic of China"},
		{"Lord 's Resistance Army rebels", "Lord 's Resistance Army"},
		{"Kurdistan Workers ' Party", "Kurdistan Workers ' Party"},
		{"Russia 's Foreign Ministry said", "Russia 's Foreign Ministry"},
		{"Israel 's Prime Minister 's Office", "Israel 's Prime Minister 's Office"},
		{"the Ukrainian Foreign Ministry", "the Ukrainian Foreign Ministry"},
		{"Russia 's Lavrov", "Russia"},
		{"U.S. President Joe Biden", "U.S."},
		{"Abdel Fattah al - Sissi", "Abdel Fattah al - Sissi"},
		{"Biden - led", "Biden"},
		{"The price of", ""},
		{"U.S. - China talks", "U.S."},
		{"Al Jazeera reported", "Al Jazeera"},
		{"in Beijing", ""},
		{"’s", ""},
	} {
		words := strings.Fields(c.text)
		n, m := k.Longest(words)
		if got := strings.Join(words[:n], " "); got != c.want || n > 0 && len(m) == 0 {
			t.Errorf("Longest(%q) = %q with %d readings, want %q", c.text, got, len(m), c.want)
		}
	}
}

func TestHolders(t *testing.T) {
	k := Default()
	for _, c := range []struct{ role, of, day, want string }{
		{"foreign_minister", "China", "2023-03-16", "Qin Gang"}, // Wikidata leaves Wang Yi's term open
		{"foreign_minister", "China", "2023-10-16", "Wang Yi"},
		{"party_foreign_affairs", "China", "2023-03-16", "Wang Yi"},
		{"foreign_minister", "Russia", "2023-03-16", "Sergey Lavrov"},
		{"foreign_minister", "United States", "2006-03-16", "Condoleezza Rice"},
		{"foreign_minister", "India", "2023-03-16", "Subrahmanyam Jaishankar"}, // not the foreign secretary
		{"foreign_secretary_official", "India", "2023-03-16", "Vinay Mohan Kwatra"},
		{"head_of_government", "United Kingdom", "2023-03-16", "Rishi Sunak"}, // not the Isle of Man's
		{"head_of_government", "United Kingdom", "2022-10-01", "Liz Truss"},
		{"head_of_government", "Guernsey", "2006-03-16", ""},
		{"head_of_state", "United Kingdom", "2010-03-16", "Elizabeth II"},
		{"head_of_government", "Israel", "2003-03-16", "Ariel Sharon"},
		{"head_of_state", "Iran", "2010-03-16", "Mahmoud Ahmadinejad"},
		{"supreme_leader", "Iran", "2010-03-16", "Ali Khamenei"},
		{"head_of_state", "Namibia", "2012-03-16", "Hifikepunye Pohamba"}, // NA is no gap
		{"foreign_minister", "European Union", "2007-03-16", "Javier Solana"},
		{"io_head", "United Nations", "2005-03-16", "Kofi Annan"},
		{"head_of_government", "South Korea", "2018-03-16", "Lee Nak-yon"},
		{"head_of_state", "Australia", "2015-03-16", "Elizabeth II"}, // not the governor-general
	} {
		h := k.Holders(c.role, id(t, k, c.of), c.day)
		got := ""
		if len(h) > 0 {
			got = k.Entity(h[0].Person).Name
		}
		if got != c.want && c.want != "" {
			t.Errorf("%s of %s on %s: %s, want %s", c.role, c.of, c.day, got, c.want)
		}
	}
}

func TestOpenTermsDegrade(t *testing.T) {
	k := Default()
	ru := id(t, k, "Russia")
	last := 1.0
	for _, day := range []string{"2026-01-01", "2027-06-01", "2029-06-01", "2033-06-01"} {
		h := k.Holders("foreign_minister", ru, day)
		c := 0.0
		if len(h) > 0 {
			c = h[0].Confidence
		}
		if c > last || day > "2029" && c > 0.4 {
			t.Errorf("on %s the minister last seen in 2026 is in office with %.2f, the year before with %.2f", day, c, last)
		}
		last = c
	}
}

func TestDaysFromMemoryAreUnsure(t *testing.T) {
	for _, tm := range Default().terms {
		if tm.Source == "general knowledge" && (tm.Confidence > 0.8 || tm.Since != "" && tm.SinceSlack < 31) {
			t.Errorf("%s, %s: confidence %.2f, days by %d", tm.Person, tm.Role, tm.Confidence, tm.SinceSlack)
		}
	}
}

func TestRoles(t *testing.T) {
	k := Default()
	for _, c := range []struct {
		words string
		n     int
		has   []string
	}{
		{"Secretary of State Antony", 3, []string{"foreign_minister"}},
		{"foreign ministers of", 2, []string{"foreign_minister"}},
		{"leader of", 1, []string{"head_of_state", "head_of_government", "party_leader"}},
		{"Supreme Leader Ali", 2, []string{"supreme_leader"}},
		{"table", 0, nil},
	} {
		n, roles := k.Roles(strings.Fields(c.words))
		if n != c.n {
			t.Errorf("Roles(%q) covers %d, want %d", c.words, n, c.n)
		}
		for _, r := range c.has {
			if !slices.Contains(roles, r) {
				t.Errorf("Roles(%q) = %q, want %s among them", c.words, roles, r)
			}
		}
	}
	for _, c := range []struct{ phrase, of, want string }{
		{"chancellor", "Germany", "head_of_government"},
		{"secretary of state", "United States", "foreign_minister"},
		{"secretary of state", "United Kingdom", "minister"},
		{"foreign secretary", "India", "foreign_secretary_official"},
		{"foreign secretary", "United Kingdom", "foreign_minister"},
	} {
		if got, _ := k.RoleIn(c.phrase, id(t, k, c.of)); got != c.want {
			t.Errorf("RoleIn(%q, %s) = %q, want %q", c.phrase, c.of, got, c.want)
		}
	}
}

func TestOutletsPlacesPlurals(t *testing.T) {
	k := Default()
	for _, name := range []string{"Reuters", "AFP", "CNN", "BBC", "TASS", "RIA Novosti", "Interfax", "Yonhap", "VOA", "Twitter", "Facebook", "Washington Post", "Wall Street Journal"} {
		if m := k.Lookup(name); len(m) == 0 || m[0].Entity.Class != "outlet" {
			t.Errorf("%s is not an outlet", name)
		}
	}
	for _, name := range []string{"Florida", "Ontario", "Geneva airport", "Donetsk", "Sharm el-Sheikh", "Bali"} {
		if got, want := k.IsPlace(name), name != "Geneva airport"; got != want {
			t.Errorf("IsPlace(%q) = %v", name, got)
		}
	}
	for _, c := range []struct {
		word string
		n    int
	}{{"the Koreas", 2}, {"Baltics", 3}, {"Benelux", 3}, {"Korea", 0}} {
		if got := k.Plural(c.word); len(got) != c.n {
			t.Errorf("Plural(%q) gives %d states, want %d", c.word, len(got), c.n)
		}
	}
}

func TestGenderOfGivenName(t *testing.T) {
	for name, want := range map[string]string{
		"Antony": "male", "Annalena": "female", "Volodymyr": "male", "Ayşe": "female", "Hassan": "male", "Kim": "", "Andrea": "", "Jean-Yves": "male",
		"Jean": "", "Yoko": "female", "Xqz": "", "": "",
	} {
		if got := GenderOfGivenName(name); got != want {
			t.Errorf("GenderOfGivenName(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestFamilyName(t *testing.T) {
	for _, c := range []struct{ name, iso, want string }{
		{"Ursula von der Leyen", "DEU", "von der Leyen"}, {"Xi Jinping", "CHN", "Xi"}, {"Abiy Ahmed", "ETH", "Abiy"}, {"Fumio Kishida", "JPN", "Kishida"},
		{"José Luis Rodríguez Zapatero", "ESP", "Rodríguez"}, {"Thomas A. Shannon, Jr.", "USA", "Shannon"}, {"Lula", "BRA", "Lula"},
	} {
		if got := FamilyName(c.name, c.iso); got != c.want {
			t.Errorf("FamilyName(%q, %s) = %q, want %q", c.name, c.iso, got, c.want)
		}
	}
}

// TestAssetIsWhole reads every line of the embedded file to its end, which Read leaves for later.
func TestAssetIsWhole(t *testing.T) {
	k := Default()
	for _, at := range k.index.lines.table {
		line, _, _ := strings.Cut(k.index.lines.text[at:], "\n")
		if at == 0 {
			continue
		}
		key, _, _ := strings.Cut(line, "\t")
		k.index.each([]byte(key), func(text string, _ bool, p posts) {
			for rest := p.text; rest != ""; {
				x, more, ok := readPosting(rest)
				if !ok || int(x.entity) >= len(k.entities) || int(x.role) >= len(k.index.roles) || int(x.via) >= len(vias) {
					t.Fatalf("bad reading of %q: %q", text, rest)
				}
				rest = more
			}
		})
	}
	for _, f := range k.Check() {
		if f.Wrong() {
			t.Errorf("%s: %s", f.Kind, f.Text)
		}
	}
}

func TestReadRefusesWhatWriteDidNotWrite(t *testing.T) {
	for _, text := range []string{"X\tfoo", "E\tQ1", "N\tkey", "T\t0\t0\t\t\t\t\t\t\t\t\t\t", "T\ta", "N\t\t="} {
		if _, err := read(text); err == nil {
			t.Errorf("read(%q) gave no error", text)
		}
	}
}

func TestTablesRead(t *testing.T) {
	if _, err := readGiven("given.tsv", givenTSV); err != nil {
		t.Error(err)
	}
	if _, err := readPlaces("places.tsv", placesTSV); err != nil {
		t.Error(err)
	}
	if _, err := readNotNames("notnames.tsv", notNamesTSV); err != nil {
		t.Error(err)
	}
	for name, text := range map[string]string{"roles.tsv": rolesTSV, "institutions.tsv": institutionsTSV} {
		if _, err := readPhrases(name, text); err != nil {
			t.Error(err)
		}
	}
	for word, codes := range groups {
		if got := Default().Plural(word); len(got) != len(codes) {
			t.Errorf("%q names %d states, of which %d are known", word, len(codes), len(got))
		}
	}
}

func FuzzLookup(f *testing.F) {
	for _, s := range []string{"Volodymyr Zelenskyy", "the U.S.", "al-Sharaa", "Élysée", "Abd al-", "Kim Jong-un", "’s", "ß", "习近平", "Владимир Путин", "O'Neill & Sons"} {
		f.Add(s)
	}
	k := Default()
	f.Fuzz(func(t *testing.T, s string) {
		m := k.Lookup(s)
		for i, x := range m {
			if x.Confidence <= 0 || x.Confidence > 1 || i > 0 && x.Confidence > m[i-1].Confidence {
				t.Errorf("Lookup(%q): confidence %v at %d", s, x.Confidence, i)
			}
		}
		if folded := Fold(s); Fold(folded) != folded && !strings.HasPrefix(folded, "the ") {
			t.Errorf("Fold(%q) = %q, folded again %q", s, folded, Fold(folded))
		}
	})
}

func FuzzLongest(f *testing.F) {
	for _, s := range []string{"Kim Jong - un said", "Russia 's Foreign Ministry", "the the", "’s ’s", "- - -", "Ministry of Foreign Affairs of", "Abdel Fattah al - Sissi"} {
		f.Add(s)
	}
	k := Default()
	f.Fuzz(func(t *testing.T, s string) {
		words := strings.Fields(s)
		n, m := k.Longest(words)
		if n < 0 || n > len(words) || (n == 0) != (len(m) == 0) {
			t.Errorf("Longest(%q) = %d with %d readings", words, n, len(m))
		}
		k.Roles(words)
		k.Institutions(words)
	})
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(asset); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	k := Default()
	b.ReportAllocs()
	for b.Loop() {
		k.Lookup("Volodymyr Zelensky")
	}
}

// BenchmarkLongest asks at each token of a sentence that may begin a name, as the extractor does.
func BenchmarkLongest(b *testing.B) {
	k := Default()
	words := strings.Fields("U.S. Secretary of State Antony J. Blinken spoke by phone on Thursday with Chinese Foreign Minister Qin Gang in Beijing")
	b.ReportAllocs()
	calls := 0
	for b.Loop() {
		for i, w := range words {
			if w[0] >= 'A' && w[0] <= 'Z' {
				k.Longest(words[i:])
				calls++
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(calls), "ns/call")
}

func BenchmarkHolders(b *testing.B) {
	k := Default()
	ru := k.Lookup("Russia")[0].Entity.ID
	b.ReportAllocs()
	for b.Loop() {
		k.Holders("foreign_minister", ru, "2023-03-16")
	}
}

func ExampleKB_Holders() {
	k := Default()
	china := k.Lookup("Beijing")[0].Entity
	minister := k.Holders("foreign_minister", china.ID, "2023-03-16")[0]
	fmt.Println(k.Entity(minister.Person).Name)
	// Output: Qin Gang
}
