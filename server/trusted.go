package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/demarche/demarche/server/view"
)

// trusted takes only queries of a manifest: by their hash, as clients of persisted queries send it, or word for word.
type trusted map[string]string

// ExtensionName implements graphql.HandlerExtension.
func (trusted) ExtensionName() string { return "TrustedDocuments" }

// Validate implements graphql.HandlerExtension.
func (trusted) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters implements graphql.OperationParameterMutator.
func (t trusted) MutateOperationParameters(_ context.Context, p *graphql.RawParams) *gqlerror.Error {
	hash := ""
	if p.Query != "" {
		h := sha256.Sum256([]byte(p.Query))
		hash = hex.EncodeToString(h[:])
	} else if q, ok := p.Extensions["persistedQuery"].(map[string]any); ok {
		hash, _ = q["sha256Hash"].(string)
	}
	query, ok := t[hash]
	if !ok {
		return coded(view.Untrusted, "only the documents of this server's manifest are taken")
	}
	p.Query = query
	return nil
}
