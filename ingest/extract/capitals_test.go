package extract

import "testing"

func TestCapitals(t *testing.T) {
	for text, want := range map[string]bool{
		"BIDEN, XI TO HOLD CALL ON TAIWAN":               true,
		"PRESIDENT BIDEN SPOKE WITH MR. MACRON ON MAY 3": true,
		"Biden, Xi to hold call on Taiwan":               false,
		"NATO AND EU":                                    false, // too little to tell
		"WASHINGTON, D.C. (AP) - The U.S. and the EU":    false,
		"12 34 56 78":                                    false,
		"":                                               false,
	} {
		if got := capitals(text); got != want {
			t.Errorf("capitals(%q) = %v", text, got)
		}
	}
}

func TestRecased(t *testing.T) {
	for text, want := range map[string]string{
		"BIDEN, XI TO HOLD CALL ON TAIWAN":             "Biden, Xi to hold call on Taiwan",
		"THE U.S. AND NATO SAID. THEY MET IN KYIV.":    "The U.S. and NATO said. They met in Kyiv.",
		"SENATOR MCCAIN'S TALKS WITH O'BRIEN":          "Senator McCain's talks with O'Brien",
		"THE ÉLYSÉE’S SPOKESMAN SAID: \"WE DENY IT.\"": "The Élysée’s spokesman said: \"We deny it.\"",
		"Putin and Xi to Hold Call at White House":     "Putin and Xi to hold call at White House",
		"ﬀ ȺBC İSTANBUL TALKS":                         "ﬀ ȺBC İSTANBUL talks", // small letters of another length
	} {
		if got := recased(text); got != want {
			t.Errorf("recased(%q)\n got %q\nwant %q", text, got, want)
		}
	}
}

func TestTitled(t *testing.T) {
	for headline, want := range map[string]bool{
		"Putin and Xi to Hold Video Call on Friday":       true,
		"White House: Biden Will Not Meet With Raisi":     true,
		"Biden, Xi to hold call on Taiwan":                false,
		"Macron Meets Scholz after talks with Putin fail": false,
		"UK Prime Minister Starmer visits Kyiv":           false,
		"US, UK, EU and NATO":                             false,
		"":                                                false,
	} {
		if got := titled(headline); got != want {
			t.Errorf("titled(%q) = %v", headline, got)
		}
	}
}

// The parser's offsets rest on it.
func FuzzRecasedKeepsLength(f *testing.F) {
	f.Add("BIDEN, XI TO HOLD CALL. O'BRIEN İ U.S.")
	f.Fuzz(func(t *testing.T, s string) {
		if got := recased(s); len(got) != len(s) {
			t.Errorf("%q has %d bytes, %q has %d", s, len(s), got, len(got))
		}
	})
}
