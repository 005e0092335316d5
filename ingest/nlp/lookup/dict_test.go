package lookup

import (
	"fmt"
	"testing"

	"github.com/vmihailenco/msgpack/v5"
	"pgregory.net/rapid"
)

func TestDictHoldsWhatWasPut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := rapid.MapOf(rapid.StringN(0, 6, -1), rapid.String()).Draw(t, "entries")
		d, err := Open(Build(entries))
		if err != nil {
			t.Fatal(err)
		}
		if d.Len() != len(entries) {
			t.Fatalf("%d entries, want %d", d.Len(), len(entries))
		}
		for k, v := range entries {
			if got, ok := d.Get(k); !ok || got != v {
				t.Fatalf("Get(%q) = %q, %v, want %q", k, got, ok, v)
			}
		}
		other := rapid.String().Draw(t, "other")
		if _, want := entries[other]; d.Has(other) != want {
			t.Fatalf("Has(%q) = %v", other, !want)
		}
	})
}

func FuzzOpen(f *testing.F) {
	f.Add(Build(map[string]string{"a": "b", "c": ""}), "c")
	f.Fuzz(func(t *testing.T, data []byte, key string) {
		if d, err := Open(data); err == nil {
			d.Get(key)
			for i := range d.Len() {
				d.Entry(i)
			}
		}
	})
}

func TestFromMsgpack(t *testing.T) {
	data, err := msgpack.Marshal(map[string]any{
		"lexeme_norm":        map[uint64]any{7: "seven"},
		"lemma_index":        map[uint64]any{92: []string{"go", "be"}},
		"lemma_exc":          map[uint64]any{92: map[string]any{"went": []string{"go"}, "axes": []string{"ax", "axe"}}},
		"lemma_rules":        map[uint64]any{92: [][]string{{"s", ""}, {"ies", "y"}}, 93: []any{}},
		"lemma_rules_groups": map[uint64]any{92: []any{[]any{"plural", []string{"Number=Plur", "Case=Nom"}}, []any{"other", []string{}}}},
		"lemma_lookup":       map[uint64]any{7: []string{"sept"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	laid, err := FromMsgpack(data)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Open(laid)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ table, sub, key, want string }{
		{"lexeme_norm", "", Key(7), "seven"},
		{"lemma_index", Key(92), "go", ""},
		{"lemma_exc", Key(92), "axes", "ax" + Sep + "axe"},
		{"lemma_rules_groups", "", Key(92), "plural" + Sep + "Number=Plur" + InnerSep + "Case=Nom" + Sep + "other" + Sep},
		{"lemma_lookup", "", Key(7), "sept"},
		{"lemma_rules", "", Key(92), "s" + Sep + Sep + "ies" + Sep + "y"},
	} {
		table, err := d.Dict(c.table)
		if err == nil && c.sub != "" {
			table, err = table.Dict(c.sub)
		}
		if got, ok := table.Get(c.key); err != nil || !ok || got != c.want {
			t.Errorf("%s: %q, %v, %v, want %q", c.table, got, ok, err, c.want)
		}
	}
}

func TestFromMsgpackErrors(t *testing.T) {
	for _, v := range []any{1, map[string]any{"t": 1}, map[string]any{"t": map[string]any{"word": "x"}}, map[string]any{"t": map[uint64]any{1: 2}}} {
		data, err := msgpack.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := FromMsgpack(data); err == nil {
			t.Error(fmt.Sprint(v), "is taken")
		}
	}
	if _, err := FromMsgpack([]byte{0xc1}); err == nil {
		t.Error("what is no MessagePack is taken")
	}
}
