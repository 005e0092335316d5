package server

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/complexity"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/server/view"
)

// costed is the schema with a price on each field: one, plus what is asked of its items times their number. A page
// has as many items as it may have; a list without pages is taken to have a few.
type costed struct{ graphql.ExecutableSchema }

// few is how many items a list without pages is taken to have: participants, reports, passages of a contact.
const few = 4

// many is the same for the lists that are as long as the answer has countries and steps.
const many = 100

// Complexity implements graphql.ExecutableSchema.
func (c costed) Complexity(_ context.Context, typeName, field string, child int, args map[string]any) (int, bool) {
	def := c.Schema().Types[typeName]
	if def == nil {
		return 0, false
	}
	f := def.Fields.ForName(field)
	if f == nil {
		return 0, false
	}
	return 1 + items(typeName, f, args)*child, true
}

// items is how many items a field may give.
func items(typeName string, f *ast.FieldDefinition, args map[string]any) int {
	switch {
	case f.Arguments.ForName("first") != nil:
		for _, name := range []string{"first", "last"} {
			if n, ok := number(args[name]); ok {
				return min(max(n, 0), graph.MaxPage)
			}
		}
		return graph.DefaultPage
	case f.Arguments.ForName("limit") != nil:
		n, _ := number(args["limit"])
		return max(n, 1)
	case f.Type.Elem == nil || strings.HasSuffix(typeName, "Connection"): // its items are counted already
		return 1
	case f.Arguments.ForName("ids") != nil:
		ids, _ := args["ids"].([]any)
		return max(len(ids), 1)
	case typeName == "Matrix" || f.Arguments.ForName("step") != nil:
		return many
	}
	return few
}

// number reads an argument, which is an int64 in the query and a json.Number in the variables.
func number(v any) (int, bool) {
	switch v := v.(type) {
	case int64:
		return int(min(v, graph.MaxPage)), true
	case int:
		return v, true
	case float64:
		return int(min(v, graph.MaxPage)), true
	case json.Number:
		n, err := strconv.Atoi(v.String())
		return n, err == nil
	}
	return 0, false
}

// meterCost counts the cost of each query, refuses those that cost too much, charges it to the client's account and
// tells both in headers and in extensions.
type meterCost struct {
	schema   graphql.ExecutableSchema
	limits   Limits
	accounts *accounts
}

// ExtensionName implements graphql.HandlerExtension.
func (*meterCost) ExtensionName() string { return "Cost" }

// Validate implements graphql.HandlerExtension.
func (m *meterCost) Validate(s graphql.ExecutableSchema) error {
	m.schema = s
	return nil
}

// cost is what extensions tell of it.
type cost struct {
	Cost      int  `json:"cost"`
	Limit     int  `json:"limit"`
	Remaining *int `json:"remaining,omitempty"` // of the client's account
}

const costExtension = "Cost"

// MutateOperationContext implements graphql.OperationContextMutator.
func (m *meterCost) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	c := &cost{Cost: complexity.Calculate(ctx, m.schema, op.Operation, op.Variables), Limit: m.limits.Cost}
	op.Stats.SetExtension(costExtension, c)
	x := exchangeOf(ctx)
	x.operation = operationName(op.Operation)
	x.header("Query-Cost", strconv.Itoa(c.Cost))
	x.header("Query-Cost-Limit", strconv.Itoa(c.Limit))
	if c.Cost > c.Limit {
		return coded(view.TooComplex, "the query costs %d, more than %d: ask for fewer items or less of each", c.Cost, c.Limit)
	}
	remaining, wait := m.accounts.charge(x.client(ctx), c.Cost)
	if m.limits.Rate > 0 {
		c.Remaining = &remaining
		x.header("RateLimit-Policy", `"cost";q=`+strconv.Itoa(m.limits.Burst)+`;w=`+strconv.Itoa(max(1, m.limits.Burst/m.limits.Rate)))
		x.header("RateLimit", `"cost";r=`+strconv.Itoa(remaining))
	}
	if wait > 0 {
		seconds := x.retryAfter(wait)
		return coded(view.RateLimited, "too much in a short time: come back in %d s", seconds)
	}
	return nil
}

// InterceptResponse implements graphql.ResponseInterceptor.
func (*meterCost) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	resp := next(ctx)
	if resp == nil || !graphql.HasOperationContext(ctx) {
		return resp
	}
	if c, ok := graphql.GetOperationContext(ctx).Stats.GetExtension(costExtension).(*cost); ok {
		if resp.Extensions == nil {
			resp.Extensions = map[string]any{}
		}
		resp.Extensions["cost"] = c
	}
	return resp
}

// operationName names an operation for logs and metrics by what its schema bounds: its kind and its root field.
func operationName(op *ast.OperationDefinition) string {
	name := ""
	for _, s := range op.SelectionSet {
		f, ok := s.(*ast.Field)
		if !ok || name != "" && name != f.Name {
			return string(op.Operation) + " of several"
		}
		name = f.Name
	}
	return string(op.Operation) + " " + name
}
