package view

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/demarche/demarche/graph"
)

// MarshalString writes a string; the graph's empty string is "unknown" and becomes null.
func MarshalString(s string) graphql.Marshaler {
	if s == "" {
		return graphql.Null
	}
	return graphql.MarshalString(s)
}

// UnmarshalString reads a string; null is empty. Numbers and booleans are not strings.
func UnmarshalString(v any) (string, error) {
	if v == nil {
		return "", nil
	}
	s, ok := v.(string)
	if !ok {
		return "", BadInput("%v is not a string", v)
	}
	return s, nil
}

// Gqlgen reads numbers, truth values and times of many forms and tells what it cannot read by errors that look like ours.
// These take what the specification does, and refuse all else as bad input.

// MarshalInt writes a number.
func MarshalInt(n int) graphql.Marshaler { return graphql.MarshalInt(n) }

// UnmarshalInt reads a whole number of 32 bits.
func UnmarshalInt(v any) (int, error) {
	n, err := int64(0), errors.New("no number")
	switch v := v.(type) {
	case int64:
		n, err = v, nil
	case json.Number:
		n, err = v.Int64()
	}
	if err != nil || n != int64(int32(n)) {
		return 0, BadInput("%.40q is not a whole number of 32 bits", fmt.Sprint(v))
	}
	return int(n), nil
}

// MarshalFloat writes a number.
func MarshalFloat(f float64) graphql.Marshaler { return graphql.MarshalFloat(f) }

// UnmarshalFloat reads a number.
func UnmarshalFloat(v any) (float64, error) {
	switch v := v.(type) {
	case int64:
		return float64(v), nil
	case float64:
		return v, nil
	case json.Number:
		if f, err := v.Float64(); err == nil {
			return f, nil
		}
	}
	return 0, BadInput("%.40q is not a number", fmt.Sprint(v))
}

// MarshalBoolean writes true or false.
func MarshalBoolean(b bool) graphql.Marshaler { return graphql.MarshalBoolean(b) }

// UnmarshalBoolean reads true or false.
func UnmarshalBoolean(v any) (bool, error) {
	b, ok := v.(bool)
	if !ok {
		return false, BadInput("%.40q is not true or false", fmt.Sprint(v))
	}
	return b, nil
}

// MarshalTime writes a time; the zero time is null.
func MarshalTime(t time.Time) graphql.Marshaler { return graphql.MarshalTime(t) }

// UnmarshalTime reads a time in RFC 3339 form.
func UnmarshalTime(v any) (time.Time, error) {
	s, _ := v.(string)
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return t, BadInput("%.40q is not a time of the form 2006-01-02T15:04:05Z", fmt.Sprint(v))
	}
	return t, nil
}

// MarshalDay writes a day; the empty day is null.
func MarshalDay(d graph.Day) graphql.Marshaler { return MarshalString(string(d)) }

// UnmarshalDay reads an ISO day; null is the empty day.
func UnmarshalDay(v any) (graph.Day, error) {
	s, err := UnmarshalString(v)
	if err != nil || v == nil {
		return "", err
	}
	d, err := graph.ParseDay(s)
	if err != nil {
		return "", BadInput("%.40q is not a day of the form 2006-01-02", s)
	}
	return d, nil
}

// Enums are the graph's own words in capitals; the schema has checked them before they come here.

func marshalEnum[E ~string](e E) graphql.Marshaler {
	if e == "" {
		return graphql.Null
	}
	return graphql.WriterFunc(func(w io.Writer) { io.WriteString(w, strconv.Quote(strings.ToUpper(string(e)))) })
}

func unmarshalEnum[E ~string](v any) (E, error) {
	s, err := UnmarshalString(v)
	return E(strings.ToLower(s)), err
}

// MarshalStatus writes a status.
func MarshalStatus(s graph.Status) graphql.Marshaler { return marshalEnum(s) }

// UnmarshalStatus reads a status.
func UnmarshalStatus(v any) (graph.Status, error) { return unmarshalEnum[graph.Status](v) }

// MarshalMedium writes a medium.
func MarshalMedium(m graph.Medium) graphql.Marshaler { return marshalEnum(m) }

// UnmarshalMedium reads a medium.
func UnmarshalMedium(v any) (graph.Medium, error) { return unmarshalEnum[graph.Medium](v) }

// MarshalActorKind writes a kind of actor.
func MarshalActorKind(k graph.ActorKind) graphql.Marshaler { return marshalEnum(k) }

// UnmarshalActorKind reads a kind of actor.
func UnmarshalActorKind(v any) (graph.ActorKind, error) { return unmarshalEnum[graph.ActorKind](v) }

// MarshalStatementKind writes a kind of statement.
func MarshalStatementKind(k graph.StatementKind) graphql.Marshaler { return marshalEnum(k) }

// UnmarshalStatementKind reads a kind of statement.
func UnmarshalStatementKind(v any) (graph.StatementKind, error) {
	return unmarshalEnum[graph.StatementKind](v)
}

// MarshalGranularity writes a granularity.
func MarshalGranularity(g graph.Granularity) graphql.Marshaler { return marshalEnum(g) }

// UnmarshalGranularity reads a granularity.
func UnmarshalGranularity(v any) (graph.Granularity, error) {
	return unmarshalEnum[graph.Granularity](v)
}

// MarshalHitKind writes a kind of hit.
func MarshalHitKind(v graph.HitKind) graphql.Marshaler { return marshalEnum(v) }

// UnmarshalHitKind reads a kind of hit; null is empty.
func UnmarshalHitKind(v any) (graph.HitKind, error) { return unmarshalEnum[graph.HitKind](v) }

// MarshalOp writes what a correction does.
func MarshalOp(v graph.Op) graphql.Marshaler { return marshalEnum(v) }

// UnmarshalOp reads what a correction does; null is empty.
func UnmarshalOp(v any) (graph.Op, error) { return unmarshalEnum[graph.Op](v) }

// MarshalScope writes a scope.
func MarshalScope(v graph.Scope) graphql.Marshaler { return marshalEnum(v) }

// UnmarshalScope reads a scope; null is empty.
func UnmarshalScope(v any) (graph.Scope, error) { return unmarshalEnum[graph.Scope](v) }

// MarshalOrder writes an order.
func MarshalOrder(o graph.Order) graphql.Marshaler {
	return marshalEnum(cmp.Or(o, newest))
}

// UnmarshalOrder reads an order; null is the usual one.
func UnmarshalOrder(v any) (graph.Order, error) {
	o, err := unmarshalEnum[graph.Order](v)
	if o == newest {
		o = graph.NewestFirst
	}
	return o, err
}

// newest is what the schema calls graph.NewestFirst.
const newest graph.Order = "newest"

// MarshalStep writes a step of time.
func MarshalStep(v graph.Granularity) graphql.Marshaler { return marshalEnum(v) }

// UnmarshalStep reads a step of time; null is empty.
func UnmarshalStep(v any) (graph.Granularity, error) { return unmarshalEnum[graph.Granularity](v) }
