package nlp

import (
	"sort"
	"strings"
)

// name is a tag, part of speech, dependency label, morphology or lemma by its place in names; 0 is the empty string.
type name int32

// names are the strings that a pipeline's models and rules can give. The table is filled at load and only read after.
type names struct {
	list []string
	ids  map[string]name
}

func newNames() *names {
	return &names{list: []string{""}, ids: map[string]name{"": 0}}
}

func (n *names) add(s string) name {
	id, ok := n.ids[s]
	if !ok {
		id = name(len(n.list))
		n.list = append(n.list, s)
		n.ids[s] = id
	}
	return id
}

func (n *names) addAll(list []string) []name {
	ids := make([]name, len(list))
	for i, s := range list {
		ids[i] = n.add(s)
	}
	return ids
}

// normalMorph gives a morphology as spaCy prints it: features sorted, and the values within each; "_" is empty.
func normalMorph(s string) string {
	if s == "" || s == "_" {
		return ""
	}
	features := strings.Split(s, "|")
	for i, f := range features {
		field, values, ok := strings.Cut(f, "=")
		if ok && strings.Contains(values, ",") {
			v := strings.Split(values, ",")
			sort.Strings(v)
			features[i] = field + "=" + strings.Join(v, ",")
		}
	}
	sort.Strings(features)
	return strings.Join(features, "|")
}

// feature gives the value of a field of a normal morphology, "" where it has none.
func feature(morph, field string) string {
	for morph != "" {
		var f string
		f, morph, _ = strings.Cut(morph, "|")
		if k, v, _ := strings.Cut(f, "="); k == field {
			return v
		}
	}
	return ""
}
