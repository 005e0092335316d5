package server_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/demarche/demarche/server"
)

// wrong are values that no argument of a scalar may have. Those of a list may be given one at a time.
var wrong = map[string][]string{
	"Int":     {"-1", "-2147483648", "2147483648", "1e400", "1.5", `"3"`, "true", "[]", "{}"},
	"Float":   {"-0.1", "1.1", "1e400", `"1"`, "{}"},
	"Day":     {`"2023-02-30"`, `"2023-2-3"`, `"16 March 2023"`, `"2023-03-16T00:00:00Z"`, `"99999-01-01"`, "20230316", "true", "{}"},
	"ID":      {`""`, `"` + strings.Repeat("Q", 2_000) + `"`, "1.5", "true", "{}"},
	"String":  {"3", "true", "{}"},
	"Boolean": {"1", `"true"`, "{}"},
	"Time":    {`"yesterday"`, "7", "{}"},
}

// odd are values that an argument may have, but hardly means: whatever comes of them, it is no internal error.
var odd = map[string][]string{
	"Int":    {"0", "1000", "2147483647"},
	"Float":  {"0", "1", "1e-300"},
	"Day":    {`"0001-01-01"`, `"9999-12-31"`, "null"},
	"ID":     {`"Q1"`, `"contact:"`, `"contact:ffffffffffffffff"`, `"contact:zzzzzzzzzzzzzzzz"`, `"report:0000000000000000"`, `"correction:99999999999999999999"`, `"correction:-1"`, `"a\u0000b"`, `"'; drop table actor; --"`, `"\ud83d\ude00"`, "7"},
	"String": {`""`, `" "`, `"\u0000"`, `"*"`, `"\" OR 1=1"`, `"AND OR NOT ( ~ ^ :"`, `"é́́́"`, `"` + strings.Repeat("x ", 20_000) + `"`},
	"Time":   {`"0001-01-01T00:00:00Z"`, `"9999-12-31T23:59:59+14:00"`},
}

// TestEveryArgument gives every argument of every root field, and every field of every filter, values that are out of
// range, of another type or odd, in the query and as variables: a value that cannot be meant is refused with a code,
// and none makes an internal error or takes long.
func TestEveryArgument(t *testing.T) {
	text, err := os.ReadFile("testdata/schema.graphql")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	s := filled(t)
	ts := serve(t, s, server.Options{Ingester: echo{s}})
	asked := 0
	for _, root := range []*ast.Definition{schema.Query, schema.Mutation} {
		for _, f := range root.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			for _, arg := range f.Arguments {
				for _, v := range valuesOf(schema, arg.Type, 0) {
					call := f.Name + "(" + arg.Name + ": " + v.literal
					for _, other := range f.Arguments {
						if other != arg && other.Type.NonNull && other.DefaultValue == nil {
							call += ", " + other.Name + ": " + plain(schema, other.Type)
						}
					}
					query := strings.ToLower(string(root.Name)) + " { x: " + call + ") { __typename } }"
					began := time.Now()
					_, answer := ask(t, ts, query, nil)
					asked++
					switch code := codeOf(t, answer); {
					case code == "INTERNAL" || code == "UNAVAILABLE" || code == "" && strings.Contains(answer, `"errors"`):
						t.Errorf("%.300s\n%.300s", query, answer)
					case v.wrong && code == "":
						t.Errorf("%.300s\nis not refused: %.300s", query, answer)
					case time.Since(began) > 2*time.Second:
						t.Errorf("%.300s\ntakes %v", query, time.Since(began))
					}
					if !json.Valid([]byte(v.literal)) || schema.Types[arg.Type.Name()].Kind == ast.Enum { // written in another way there
						continue
					}
					_, answer = ask(t, ts, fmt.Sprintf("%s ($v: %s) { x: %s) { __typename } }", strings.ToLower(root.Name), arg.Type,
						strings.Replace(call, arg.Name+": "+v.literal, arg.Name+": $v", 1)), map[string]any{"v": json.RawMessage(v.literal)})
					asked++
					if code := codeOf(t, answer); code == "INTERNAL" || v.wrong && code == "" {
						t.Errorf("%.300s as a variable: %.300s", call, answer)
					}
				}
			}
		}
	}
	t.Logf("%d queries", asked)
}

// value is a value of an argument as GraphQL writes it.
type value struct {
	literal string
	wrong   bool
}

// valuesOf gives values to try for a type: of an input object, each of its fields in turn.
func valuesOf(schema *ast.Schema, typ *ast.Type, depth int) []value {
	def := schema.Types[typ.Name()]
	var out []value
	switch def.Kind {
	case ast.InputObject:
		if depth > 1 { // filters within filters have the same fields
			return nil
		}
		for _, f := range def.Fields {
			rest := ""
			for _, other := range def.Fields {
				if other != f && other.Type.NonNull {
					rest += ", " + other.Name + ": " + plain(schema, other.Type)
				}
			}
			for _, v := range valuesOf(schema, f.Type, depth+1) {
				out = append(out, value{"{" + f.Name + ": " + v.literal + rest + "}", v.wrong})
			}
		}
		out = append(out, value{"{nosuch: 1}", true}, value{`"x"`, true}, value{"{}", false})
	case ast.Enum:
		for _, l := range []string{"NO_SUCH", "actual", `"` + def.EnumValues[0].Name + `"`, "0", "true"} {
			out = append(out, value{l, true})
		}
	default:
		for _, l := range wrong[def.Name] {
			if typ.Elem == nil || l != "[]" {
				out = append(out, value{l, true})
			}
		}
		for _, l := range odd[def.Name] {
			out = append(out, value{l, false})
		}
	}
	if typ.NonNull {
		out = append(out, value{"null", true})
	}
	if typ.Elem != nil {
		out = append(out, value{"[[]]", true}, value{"[]", false}, value{"[null]", true})
	}
	return out
}

// plain gives a value of a type that makes sense, as far as it can be told.
func plain(schema *ast.Schema, typ *ast.Type) string {
	switch def := schema.Types[typ.Name()]; {
	case def.Kind == ast.Enum:
		return def.EnumValues[0].Name
	case def.Kind == ast.InputObject:
		out := "{"
		for _, f := range def.Fields {
			if f.Type.NonNull {
				out += f.Name + ": " + plain(schema, f.Type) + " "
			}
		}
		return out + "}"
	case def.Name == "ID":
		return `"Q148"`
	case def.Name == "Int":
		return "3"
	}
	return `"Beijing"`
}

// TestTamperedCursors takes real cursors of every list and alters them, or hands them to another list, order or filter:
// each is refused, and none leads elsewhere.
func TestTamperedCursors(t *testing.T) {
	ts := serve(t, filled(t), server.Options{})
	lists := []string{`contacts(%s)`, `contacts(orderBy: OLDEST, %s)`, `contacts(orderBy: SOURCES, %s)`, `contacts(orderBy: CONFIDENCE, %s)`,
		`contacts(filter: {statuses: ACTUAL}, %s)`, `contacts(filter: {statuses: [ACTUAL, DENIED]}, %s)`, `statements(%s)`, `statements(orderBy: OLDEST, %s)`,
		`actors(%s)`, `articles(%s)`, `articles(filter: {outlets: "The Daily"}, %s)`, `spokeWith(actor: "Q58122", %s)`,
		`timeline(a: "Q159", b: "Q148", %s)`, `search(text: "lavrov", %s)`, `search(text: "qin", %s)`}
	cursors := make([]string, len(lists))
	fetch := func(list, page string) (cursor, code, answer string) {
		_, answer = ask(t, ts, "{ x: "+fmt.Sprintf(list, page)+" { edges { cursor } } }", nil)
		var a struct {
			Data struct {
				X struct{ Edges []struct{ Cursor string } }
			}
		}
		if err := json.Unmarshal([]byte(answer), &a); err != nil {
			t.Fatal(err)
		}
		if n := len(a.Data.X.Edges); n > 0 {
			cursor = a.Data.X.Edges[0].Cursor
		}
		return cursor, codeOf(t, answer), answer
	}
	for i, l := range lists {
		c, _, answer := fetch(l, "first: 1")
		if cursors[i] = c; c == "" {
			t.Fatalf("%s: %s", l, answer)
		}
	}
	for i, l := range lists {
		for j, c := range cursors {
			for _, page := range []string{"first: 1, after", "last: 1, before"} {
				want := "BAD_CURSOR"
				if i == j {
					want = ""
				}
				if _, code, answer := fetch(l, fmt.Sprintf("%s: %q", page, c)); code != want {
					t.Errorf("%s with the cursor of %s: code %q, want %q: %s", l, lists[j], code, want, answer)
				}
			}
		}
		c := []byte(cursors[i])
		for at := range c {
			altered := append([]byte{}, c...)
			altered[at] = map[bool]byte{true: 'B', false: 'A'}[c[at] == 'A']
			if _, code, answer := fetch(l, fmt.Sprintf("first: 1, after: %q", altered)); code != "BAD_CURSOR" {
				t.Errorf("%s with %q for %q: %s", l, altered, c, answer)
			}
		}
		for _, altered := range []string{string(c[1:]), string(c[:len(c)-1]), string(c) + "A", string(c) + string(c), string(c) + "=", "\n" + string(c), strings.Repeat("A", 10_000)} {
			if _, code, answer := fetch(l, fmt.Sprintf("first: 1, after: %q", altered)); code != "BAD_CURSOR" {
				t.Errorf("%s with %.80q for %q: %s", l, altered, c, answer)
			}
		}
	}
}
