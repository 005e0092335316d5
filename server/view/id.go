package view

import (
	"io"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"github.com/demarche/demarche/graph"
)

// A global id is the kind of node, a colon and the graph's own id: "actor:Q3874799". Where the kind is known from
// the field, the bare id will do as well, so that a person can write Wikidata items.
const (
	actorKind      = "actor"
	contactKind    = "contact"
	statementKind  = "statement"
	matterKind     = "matter"
	articleKind    = "article"
	reportKind     = "report"
	correctionKind = "correction"
)

var kinds = []string{actorKind, contactKind, statementKind, matterKind, articleKind, reportKind, correctionKind}

// maxID bounds the bytes of an id, so that a hostile one costs nothing further down.
const maxID = 1024

// splitID takes a global id apart; ok is false where it is none.
func splitID(global string) (kind, id string, ok bool) {
	kind, id, ok = strings.Cut(global, ":")
	if !ok || id == "" || len(id) > maxID {
		return "", "", false
	}
	for _, k := range kinds {
		if k == kind {
			return kind, id, true
		}
	}
	return "", "", false
}

func marshalID(kind, id string) graphql.Marshaler {
	if id == "" {
		return graphql.Null
	}
	return graphql.WriterFunc(func(w io.Writer) { io.WriteString(w, strconv.Quote(kind+":"+id)) })
}

func unmarshalID(want string, v any) (string, error) {
	s, ok := v.(string)
	if !ok || s == "" || len(s) > maxID {
		return "", BadInput("an id is a string of at most %d bytes", maxID)
	}
	kind, id, ok := splitID(s)
	if !ok {
		return s, nil // a bare id
	}
	if kind != want {
		return "", BadInput("%q is the id of a %s, not of a %s", s, kind, want)
	}
	return id, nil
}

// MarshalActorID writes a global id.
func MarshalActorID(id graph.ActorID) graphql.Marshaler { return marshalID(actorKind, string(id)) }

// UnmarshalActorID reads the id of an actor, global or bare.
func UnmarshalActorID(v any) (graph.ActorID, error) {
	id, err := unmarshalID(actorKind, v)
	return graph.ActorID(id), err
}

// MarshalContactID writes a global id.
func MarshalContactID(id graph.ContactID) graphql.Marshaler {
	return marshalID(contactKind, string(id))
}

// UnmarshalContactID reads the id of a contact, global or bare.
func UnmarshalContactID(v any) (graph.ContactID, error) {
	id, err := unmarshalID(contactKind, v)
	return graph.ContactID(id), err
}

// MarshalStatementID writes a global id.
func MarshalStatementID(id graph.StatementID) graphql.Marshaler {
	return marshalID(statementKind, string(id))
}

// UnmarshalStatementID reads the id of a statement, global or bare.
func UnmarshalStatementID(v any) (graph.StatementID, error) {
	id, err := unmarshalID(statementKind, v)
	return graph.StatementID(id), err
}

// MarshalArticleID writes a global id.
func MarshalArticleID(id graph.ArticleID) graphql.Marshaler {
	return marshalID(articleKind, string(id))
}

// UnmarshalArticleID reads the id of an article, global or bare.
func UnmarshalArticleID(v any) (graph.ArticleID, error) {
	id, err := unmarshalID(articleKind, v)
	return graph.ArticleID(id), err
}

// MarshalMatterID writes a global id.
func MarshalMatterID(id graph.MatterID) graphql.Marshaler { return marshalID(matterKind, string(id)) }

// UnmarshalMatterID reads the id of a matter, global or bare.
func UnmarshalMatterID(v any) (graph.MatterID, error) {
	id, err := unmarshalID(matterKind, v)
	return graph.MatterID(id), err
}

// MarshalReportID writes a global id.
func MarshalReportID(id graph.ReportID) graphql.Marshaler { return marshalID(reportKind, string(id)) }

// UnmarshalReportID reads the id of a report, global or bare.
func UnmarshalReportID(v any) (graph.ReportID, error) {
	id, err := unmarshalID(reportKind, v)
	return graph.ReportID(id), err
}

// GlobalID is an argument that names a node; its field tells of what kind.
type GlobalID string

// MarshalGlobalID writes the id.
func MarshalGlobalID(g GlobalID) graphql.Marshaler { return MarshalString(string(g)) }

// UnmarshalGlobalID reads any id.
func UnmarshalGlobalID(v any) (GlobalID, error) {
	s, ok := v.(string)
	if !ok || s == "" || len(s) > maxID {
		return "", BadInput("an id is a string of 1 to %d bytes", maxID)
	}
	return GlobalID(s), nil
}

// Actor reads the id as that of an actor, global or bare.
func (g GlobalID) Actor() (graph.ActorID, error) { return UnmarshalActorID(string(g)) }

// Contact reads the id as that of a contact, global or bare.
func (g GlobalID) Contact() (graph.ContactID, error) { return UnmarshalContactID(string(g)) }

// Statement reads the id as that of a statement, global or bare.
func (g GlobalID) Statement() (graph.StatementID, error) { return UnmarshalStatementID(string(g)) }

// Article reads the id as that of an article, global or bare.
func (g GlobalID) Article() (graph.ArticleID, error) { return UnmarshalArticleID(string(g)) }

// Report reads the id as that of a report, global or bare.
func (g GlobalID) Report() (graph.ReportID, error) { return UnmarshalReportID(string(g)) }

// Correction reads the id as that of a correction, global or bare.
func (g GlobalID) Correction() (graph.CorrectionID, error) { return UnmarshalCorrectionID(string(g)) }

// MarshalCorrectionID writes a global id.
func MarshalCorrectionID(id graph.CorrectionID) graphql.Marshaler {
	return marshalID(correctionKind, strconv.FormatInt(int64(id), 10))
}

// UnmarshalCorrectionID reads the id of a correction, global or bare.
func UnmarshalCorrectionID(v any) (graph.CorrectionID, error) {
	id, err := unmarshalID(correctionKind, v)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return 0, BadInput("%.80q is not the id of a correction", id)
	}
	return graph.CorrectionID(n), nil
}
