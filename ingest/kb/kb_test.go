package kb

import (
	"fmt"
	"testing"
)

func TestSmoke(t *testing.T) {
	k := Default()
	for _, n := range []string{"Volodimir Zelensky", "Zelenskyy", "Sergei Lavrov", "Qin Gang", "Wang Yi", "Beijing", "the Kremlin", "Russian Foreign Ministry", "China's Defense Ministry", "Ministry of Foreign Affairs of Ukraine", "US", "us", "U.S.", "WHO", "who", "Chinese", "Bush", "Lula", "Abe Shinzo", "Kim Jong-un", "Abdelfattah El-Sissi", "State Department", "Blinken", "Joseph Biden", "Joe Biden", "Mohammed bin Salman", "Aung San Suu Kyi", "Suu Kyi", "Pedro Sánchez", "Congolese", "Macron", "Xi", "Netanyahu", "Hu Jintao", "Congress", "George Bush"} {
		s := ""
		for _, m := range k.Lookup(n) {
			s += fmt.Sprintf(" [%s %s %s %s %.2f]", m.Entity.ID, m.Entity.Name, m.Via, m.Role, m.Confidence)
		}
		t.Log(n, "=>", s)
	}
	for _, w := range [][]string{{"Kim", "Jong", "-", "un", "said"}, {"Antony", "J.", "Blinken", "met"}, {"the", "United", "States", "of", "the"}, {"Russia", "'s", "Foreign", "Ministry", "said"}, {"U.S.", "President", "Joe"}, {"Abdel", "Fattah", "al", "-", "Sissi"}, {"George", "W.", "Bush"}} {
		n, m := k.Longest(w)
		t.Log(w, n, len(m), func() string {
			if len(m) > 0 {
				return m[0].Entity.Name
			}
			return ""
		}())
	}
	show := func(role, iso, day string) {
		for _, e := range k.Lookup(iso)[:1] {
			for _, h := range k.Holders(role, e.Entity.ID, day) {
				t.Log(role, iso, day, k.Entity(h.Person).Name, h.Person, h.Since, h.Until, h.AsOf, fmt.Sprintf("%.2f", h.Confidence), h.Source)
			}
		}
	}
	show("foreign_minister", "China", "2023-03-16")
	show("foreign_minister", "China", "2023-10-16")
	show("foreign_minister", "Russia", "2023-03-16")
	show("foreign_minister", "US", "2006-03-16")
	show("head_of_state", "US", "2006-03-16")
	show("head_of_government", "UK", "2006-03-16")
	show("head_of_government", "UK", "2026-08-16")
	show("foreign_minister", "India", "2006-03-16")
	show("head_of_state", "Ukraine", "2023-03-16")
	show("head_of_state", "Russia", "2023-03-16")
	show("head_of_government", "Japan", "2023-03-16")
	show("head_of_government", "Israel", "2006-03-16")
	show("foreign_minister", "Iran", "2006-03-16")
	t.Log(k.Roles([]string{"Secretary", "of", "State", "Antony"}))
	t.Log(k.Roles([]string{"foreign", "ministers", "of"}))
	t.Log(k.RoleIn("chancellor", k.Lookup("Germany")[0].Entity.ID))
	t.Log(k.RoleIn("secretary of state", k.Lookup("UK")[0].Entity.ID))
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Read(asset); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLongest(b *testing.B) {
	k := Default()
	w := []string{"Antony", "J.", "Blinken", "met", "with", "him"}
	for b.Loop() {
		k.Longest(w)
	}
}
