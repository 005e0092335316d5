package kb

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
)

const overlayCSV = `# mine
kind,name,aliases,qid,country,class,part_of,role,for,since,until
person,Jane Q. Example,Janie Example,,UKR,,,foreign_minister,,2027-03,
person,Sergey Lavrov,The Old Fox,Q58217,RUS,,,,,,
organisation,Example Contact Group,ECG,,,international,,,,,
person,Pat Sample,,,IRL,,,io_head,Example Contact Group,2026,2027-06-30
country,Examplia,,,EXA,,,,,,
`

func withOverlay(t *testing.T) *KB {
	t.Helper()
	facts, err := ReadFacts("mine.csv", strings.NewReader(overlayCSV))
	if err != nil {
		t.Fatal(err)
	}
	k, err := Default().With("mine.csv", facts)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestOverlayWins(t *testing.T) {
	k := withOverlay(t)
	ua := id(t, k, "Ukraine")
	was := k.Holders("foreign_minister", ua, "2027-02-01")
	if len(was) == 0 || k.Entity(was[0].Person).Name == "Jane Q. Example" {
		t.Errorf("before the overlay's term begins the minister is %+v", was)
	}
	h := k.Holders("foreign_minister", ua, "2027-06-01")
	if len(h) != 1 || h[0].Person != "person:UKR:jane-q-example" {
		t.Errorf("within the overlay's term the ministers are %+v, want Jane Q. Example alone", h)
	}
	for name, want := range map[string]string{
		"Jane Example": "person:UKR:jane-q-example", "Janie Example": "person:UKR:jane-q-example", "The Old Fox": "Q58217", "Lavrov": "Q58217",
		"ECG": "organisation:example-contact-group", "Examplia": "country:examplia", "Zelensky": "Q3874799",
	} {
		if got := id(t, k, name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if n, _ := k.Longest([]string{"Example", "Contact", "Group", "met"}); n != 3 {
		t.Errorf("Longest covers %d words of a new organisation's name, want 3", n)
	}
	if h := k.Holders("io_head", "organisation:example-contact-group", "2026-12-01"); len(h) != 1 || h[0].Source != "mine.csv" {
		t.Errorf("the head of the new organisation is %+v", h)
	}
	if Default().Lookup("Janie Example") != nil {
		t.Error("the overlay changed the knowledge base inside")
	}
}

func TestOverlaysStack(t *testing.T) {
	k := withOverlay(t)
	later, err := k.With("later.csv", []Fact{{Name: "Ann Other", Country: "UKR", Role: "Foreign Minister", Since: "2028-01-01"}})
	if err != nil {
		t.Fatal(err)
	}
	ua := id(t, later, "Ukraine")
	for day, want := range map[string]string{"2027-06-01": "Jane Q. Example", "2028-06-01": "Ann Other"} {
		h := later.Holders("foreign_minister", ua, day)
		if len(h) != 1 || later.Entity(h[0].Person).Name != want {
			t.Errorf("on %s the ministers are %+v, want %s alone", day, h, want)
		}
	}
	if got := id(t, later, "Janie Example"); got != "person:UKR:jane-q-example" {
		t.Errorf("a name of the first overlay is %s under the second", got)
	}
}

func TestWrongRows(t *testing.T) {
	for name, c := range map[string]struct{ csv, want string }{
		"an unknown column":            {"nmae\nx\n", `mine.csv:1: unknown column "nmae"`},
		"a day that is none":           {"name,role,since\nA B,minister,last year\n", `mine.csv:2: since "last year"`},
		"an end before the beginning":  {"name,role,since,until\nA B,minister,2020,2019\n", "mine.csv:2: until 2019 is before"},
		"days without an office":       {"name,since\nA B,2020\n", "mine.csv:2: since without a role"},
		"nobody":                       {"name,country\n,UKR\n", "mine.csv:2: no name"},
		"an item that is none":         {"name,qid\nA B,42\n", `mine.csv:2: qid "42"`},
		"an unknown country":           {"name,country\nA B,Nowherestan\n", `mine.csv:2: no country or organisation "Nowherestan"`},
		"a country of two meanings":    {"name,country\nA B,Korea\n", "mine.csv:2: \"Korea\" has several meanings"},
		"an unknown office":            {"name,country,role\nA B,UKR,grand poobah\n", `mine.csv:2: "grand poobah" is neither`},
		"an office of a ministry":      {"kind,name,role\norganisation,A B,minister\n", "mine.csv:2: only a person"},
		"an office of nothing":         {"name,role\nA B,minister\n", "mine.csv:2: an office of no country"},
		"too many values":              {"name\nA,B\n", "mine.csv:2: 2 values for 1 columns"},
		"an open quote":                {"name\n\"A\n", "mine.csv:"},
		"a kind that is none":          {"kind,name\nplace,A\n", `mine.csv:2: kind "place"`},
		"a person with a country's ID": {"id,name\nQ148,A\n", "mine.csv:2: Q148 is a country"},
	} {
		facts, err := ReadFacts("mine.csv", strings.NewReader(c.csv))
		if err == nil {
			_, err = Default().With("mine.csv", facts)
		}
		var f *FactError
		if err == nil || !strings.Contains(err.Error(), c.want) || !errors.As(err, &f) {
			t.Errorf("%s: error %v, want a FactError with %q", name, err, c.want)
		}
	}
}

func TestFactsReadBack(t *testing.T) {
	facts, err := ReadFacts("mine.csv", strings.NewReader(overlayCSV))
	if err != nil {
		t.Fatal(err)
	}
	merged := MergeFacts(facts, facts)
	if len(merged) != len(facts) {
		t.Errorf("merging with itself gives %d facts of %d", len(merged), len(facts))
	}
	var a, b bytes.Buffer
	if err := WriteFacts(&a, merged); err != nil {
		t.Fatal(err)
	}
	again, err := ReadFacts("again.csv", bytes.NewReader(a.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(again)
	if err := WriteFacts(&b, MergeFacts(nil, again)); err != nil {
		t.Fatal(err)
	}
	if a.String() != b.String() {
		t.Errorf("written, read, turned round, merged and written:\n%s\nwant\n%s", b.String(), a.String())
	}
}

const answer = `{"head":{"vars":["person"]},"results":{"bindings":[
{"person":{"type":"uri","value":"http://www.wikidata.org/entity/Q999999901"},"personLabel":{"type":"literal","value":"Ada Lovelace Test"},
 "iso3":{"type":"literal","value":"PER"},"positionLabel":{"type":"literal","value":"Minister of Foreign Affairs of Peru"},
 "start":{"type":"literal","value":"2027-01-02T00:00:00Z"},"end":{"type":"bnode","value":"t123"},"aliases":{"type":"literal","value":"Ada Test|Lovelace"}},
{"person":{"type":"uri","value":"http://www.wikidata.org/entity/Q999999902"},"personLabel":{"type":"literal","value":"Q999999902"},
 "iso3":{"type":"literal","value":"PER"},"positionLabel":{"type":"literal","value":"Minister of Foreign Affairs"}}]}}`

func TestReadWikidata(t *testing.T) {
	facts, skipped, err := ReadWikidata("answer.json", strings.NewReader(answer))
	if err != nil {
		t.Fatal(err)
	}
	if len(facts) != 1 || skipped != 1 {
		t.Fatalf("%d facts, %d left out; want 1 and 1", len(facts), skipped)
	}
	k, err := Default().With("answer.json", facts)
	if err != nil {
		t.Fatal(err)
	}
	h := k.Holders("foreign_minister", id(t, k, "Peru"), "2027-03-01")
	if len(h) != 1 || h[0].Person != "Q999999901" || h[0].Until != "" {
		t.Errorf("ministers of Peru: %+v", h)
	}
	for _, bad := range []string{"", "{}", "[]", `{"results":{"bindings":[{}]}}`,
		`{"results":{"bindings":[{"person":{"value":"x/Q1"},"personLabel":{"value":"A"},"iso3":{"value":"PER"},"positionLabel":{"value":"poobah"}}]}}`} {
		if _, _, err := ReadWikidata("bad.json", strings.NewReader(bad)); err == nil || !strings.Contains(err.Error(), "bad.json") {
			t.Errorf("ReadWikidata(%q): error %v, want one that names the file", bad, err)
		}
	}
}

func TestCheckFinds(t *testing.T) {
	k := New(Facts{
		Entities: []Entity{
			{ID: "Q1", Kind: Country, Name: "Landia", ISO3: "LND"},
			{ID: "a", Kind: Organisation, Name: "A", PartOf: "b"}, {ID: "b", Kind: Organisation, Name: "B", PartOf: "a"},
			{ID: "c", Kind: Organisation, Name: "C", PartOf: "nowhere"},
			{ID: "p", Kind: Person, Name: "Pat"}, {ID: "q", Kind: Person, Name: "Quinn"}, {ID: "r", Kind: Person, Name: "Robin"},
		},
		Terms: []Term{
			{Person: "p", For: "Q1", Role: "foreign_minister", Since: "2001-01-01", Until: "2003-01-01"},
			{Person: "q", For: "Q1", Role: "foreign_minister", Since: "2002-01-01", Until: "2004-01-01"},
			{Person: "r", For: "Q1", Role: "foreign_minister", Since: "2006-01-01", Until: "2005-01-01"},
			{Person: "x", For: "Q1", Role: "minister"},
		},
	})
	found := map[string]int{}
	for _, f := range k.Check() {
		found[f.Kind]++
	}
	for kind, want := range map[string]int{"cycle": 2, "unknown": 2, "overlap": 1, "gap": 1, "order": 1} {
		if found[kind] != want {
			t.Errorf("%s: found %d, want %d", kind, found[kind], want)
		}
	}
}

func FuzzReadFacts(f *testing.F) {
	f.Add(overlayCSV)
	f.Add("name,role,since\nA,minister,2020-13\n")
	f.Add("\xef\xbb\xbfname\n\"a\nb\"\n")
	f.Fuzz(func(t *testing.T, s string) {
		facts, err := ReadFacts("f.csv", strings.NewReader(s))
		if err != nil {
			return
		}
		k, err := Default().With("f.csv", facts)
		if err != nil {
			return
		}
		for _, x := range facts {
			k.Lookup(x.Name)
		}
	})
}
