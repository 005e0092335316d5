package extract

import "testing"

func TestBegunOnce(t *testing.T) {
	for text, want := range map[string]string{
		"The president and — and the minister spoke.":    "The president and the minister spoke.",
		"We — we — we met him.":                          "we met him.",
		"It was — it had been — a call.":                 "It was — it had been — a call.",
		"A visit — a visitor said — is due.":             "A visit — a visitor said — is due.",
		" — ":                                            " — ",
		"The call — the — the one of Monday — was long.": "The call — the one of Monday — was long.",
	} {
		at := make([]int, len(text)+1)
		for i := range at {
			at[i] = i
		}
		got, to := begunOnce(text, at)
		if got != want {
			t.Errorf("begunOnce(%q) = %q, want %q", text, got, want)
		}
		if len(to) != len(got)+1 || text[to[len(got)-1]] != got[len(got)-1] {
			t.Errorf("begunOnce(%q): %d offsets for %d bytes", text, len(to), len(got))
		}
	}
}
